"""Things to tick, in groups that fold, with a line that finds them by name."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QLineEdit, QTreeWidget, QTreeWidgetItem, QTreeWidgetItemIterator, QWidget

from designer.ui.language import tr
from designer.ui.parts import column

WORD = Qt.ItemDataRole.UserRole


@dataclass(frozen=True)
class Ticked:
    """One thing to tick: the word it has in the file, what it is called, and what is under it. Without a word it is a
    group, which is not ticked itself.
    """

    word: str
    title: str
    under: tuple[Ticked, ...] = ()


class TickTree(QWidget):
    """Shows things; `words` are those that are ticked, in the order they stand in."""

    def __init__(
        self, name: str, things: Iterable[Ticked], ticked: Collection[str], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.find = QLineEdit()
        self.find.setPlaceholderText(tr("Find"))
        self.find.setAccessibleName(tr(f"Find in {name}"))
        self.find.setClearButtonEnabled(True)
        self.tree = QTreeWidget()
        self.tree.setHeaderHidden(True)
        self.tree.setAccessibleName(tr(name))
        self.tree.setUniformRowHeights(True)
        self._high = max(24, self.fontMetrics().height() + 8)
        self._ticked = frozenset(ticked)
        self.tree.addTopLevelItems([self._made(thing) for thing in things])
        self._unfold()
        layout = column(parent=self)
        layout.addWidget(self.find)
        layout.addWidget(self.tree, 1)
        self.find.textChanged.connect(self._sift)

    @property
    def words(self) -> list[str]:
        return [
            item.data(0, WORD)
            for item in self._items()
            if item.data(0, WORD) and item.checkState(0) == Qt.CheckState.Checked
        ]

    @property
    def known(self) -> frozenset[str]:
        """Everything that can be ticked."""
        return frozenset(item.data(0, WORD) for item in self._items())

    def item(self, word: str) -> QTreeWidgetItem:
        """The row of a word."""
        return next(item for item in self._items() if item.data(0, WORD) == word)

    def _made(self, thing: Ticked) -> QTreeWidgetItem:
        item = QTreeWidgetItem([tr(thing.title)])
        item.setData(0, WORD, thing.word)
        item.setSizeHint(0, QSize(0, self._high))
        if thing.word:
            on = thing.word in self._ticked
            item.setCheckState(0, Qt.CheckState.Checked if on else Qt.CheckState.Unchecked)
        item.addChildren([self._made(one) for one in thing.under])
        return item

    def _items(self) -> Iterator[QTreeWidgetItem]:
        at = QTreeWidgetItemIterator(self.tree)
        while at.value() is not None:
            yield at.value()
            at += 1

    def _unfold(self) -> None:
        """Open what leads to something ticked."""
        for item in list(self._items()):
            above = item.parent()
            while item.data(0, WORD) in self._ticked and above is not None:
                above.setExpanded(True)
                above = above.parent()

    def _sift(self, typed: str) -> None:
        """Show what is called so, what leads to it, and what is under it."""
        for row in range(self.tree.topLevelItemCount()):
            _shown(self.tree.topLevelItem(row), typed.casefold().strip(), False)
        if not typed:
            self.tree.collapseAll()
            self._unfold()


def _shown(item: QTreeWidgetItem, typed: str, above: bool) -> bool:
    """Show or hide a row and those under it; says whether it is shown. `above` says that it is under one that is meant."""
    meant = above or typed in item.text(0).casefold()
    under = [_shown(item.child(row), typed, meant) for row in range(item.childCount())]
    item.setHidden(not (meant or any(under)))
    item.setExpanded(bool(typed) and any(under) and not meant)
    return not item.isHidden()
