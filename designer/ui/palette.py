"""The layer kinds to choose from: a search, the families, and the favourites."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QEvent, QItemSelectionModel, QModelIndex, QObject, QPoint, Qt, Signal
from PySide6.QtGui import QAction, QContextMenuEvent, QDrag, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QLineEdit, QMenu, QTreeView, QWidget

from designer.catalogue import FAMILIES, KINDS, kind_named
from designer.ui.language import tr
from designer.ui.palette_model import FAMILY, KIND, MIME, OPEN_AT_FIRST, PaletteModel
from designer.ui.palette_row import KindRow, drag_picture, star_rect
from designer.ui.parts import Sentence, column
from designer.ui.session import Session, Snapshot
from designer.ui.theme import icon, themes

__all__ = ["MIME", "Palette"]


class Palette(QWidget):
    """Brings `kind_chosen` on click, Enter or double-click; a drag carries the kind's name as `MIME`.

    Which kinds are favourites is kept by whoever makes the palette: `set_favourites`, `favourites_changed`.
    """

    kind_chosen = Signal(str)
    favourites_changed = Signal(object)
    """The names of the favourite kinds, a `tuple[str, ...]`."""

    def __init__(self, session: Session, parent: QWidget | None = None, favourites: Iterable[str] = ()) -> None:
        super().__init__(parent)
        self._favourites = _known(favourites)
        self._only: frozenset[str] = frozenset()
        self.search = QLineEdit()
        self.search.setPlaceholderText(tr("Find a layer"))
        self.search.setAccessibleName(tr("Find a layer"))
        self.search.setClearButtonEnabled(True)
        self._lens = QAction(self)
        self.search.addAction(self._lens, QLineEdit.ActionPosition.LeadingPosition)
        self.search.textChanged.connect(self._search)
        self.search.installEventFilter(self)
        self.tree = KindTree()
        self.tree.kind_chosen.connect(self.kind_chosen)
        self.tree.star_toggled.connect(self.toggle_favourite)
        self._nothing = Sentence("", "quiet")
        self.setProperty("panel", True)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        layout = column(margin=8, parent=self)
        layout.addWidget(self.search)
        layout.addWidget(self._nothing)
        layout.addWidget(self.tree, 1)
        self.setFocusProxy(self.search)
        themes().changed.connect(self._tint)
        self._tint()

    @property
    def favourites(self) -> tuple[str, ...]:
        return self._favourites

    def show_snapshot(self, snapshot: Snapshot) -> None:
        """Every kind can always be added, so a snapshot changes nothing here."""

    def set_favourites(self, names: Iterable[str]) -> None:
        """Take these kinds as favourites; names the catalogue does not have are left out."""
        favourites = _known(names)
        if favourites != self._favourites:
            self._favourites = favourites
            self._fill()
            self.favourites_changed.emit(favourites)

    def limit(self, names: Iterable[str]) -> None:
        """List these kinds alone, or all again if there are none."""
        only = frozenset(names)
        if only != self._only:
            self._only = only
            self._fill()

    def toggle_favourite(self, kind: str) -> None:
        """Make a kind a favourite, or no longer."""
        kept = [name for name in self._favourites if name != kind]
        self.set_favourites(kept if kind in self._favourites else [*kept, kind])

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """From the search line: Down goes into the list, Enter takes the first hit, Escape clears."""
        if watched is self.search and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            return self._search_key(Qt.Key(event.key()))
        return super().eventFilter(watched, event)

    def _search_key(self, key: Qt.Key) -> bool:
        if key == Qt.Key.Key_Down:
            self.tree.enter()
            return True
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if self.search.text().strip():
                self.tree.choose_first()
            return True
        if key == Qt.Key.Key_Escape and self.search.text():
            self.search.clear()
            return True
        return False

    def _search(self, text: str) -> None:
        self._fill()

    def _fill(self) -> None:
        query = self.search.text()
        self.tree.fill(query, self._favourites, self._only)
        found = self.tree.model().rowCount() > 0
        self._nothing.say("" if found else f"No layer fits “{query.strip()}”. Try another word, such as “pooling”.")

    def _tint(self) -> None:
        self._lens.setIcon(icon("mdi6.magnify", "quiet"))
        self._fill()


class KindTree(QTreeView):
    """The list itself."""

    kind_chosen = Signal(str)
    star_toggled = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._folded = set(FAMILIES) - set(OPEN_AT_FIRST)
        self._rows = PaletteModel(self)
        self.setModel(self._rows)
        self.setItemDelegate(KindRow(self))
        self.setHeaderHidden(True)
        self.setIndentation(0)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setProperty("panel", True)
        self.setMouseTracking(True)
        self.setExpandsOnDoubleClick(False)
        self.setDragEnabled(True)
        self.setDragDropMode(QAbstractItemView.DragDropMode.DragOnly)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setAccessibleName(tr("Layer kinds"))
        self.clicked.connect(self._clicked)
        self.collapsed.connect(self._note_folded)
        self.expanded.connect(self._note_unfolded)

    def fill(self, query: str, favourites: tuple[str, ...], only: frozenset[str] = frozenset()) -> None:
        """List what fits; folded families stay folded, but where there are few kinds."""
        scroll = self.verticalScrollBar().value()
        folded = set(self._folded)
        self._rows.fill(query, favourites, only)
        for row in range(self._rows.rowCount()):
            index = self._rows.index(row, 0)
            self.setExpanded(index, bool(only) or index.data(FAMILY) not in folded)
        self._folded = folded
        if query.strip():
            self._select(self._first_kind())
        else:
            self.verticalScrollBar().setValue(scroll)

    def choose_first(self) -> None:
        """Take the first hit."""
        self._choose(self._first_kind())

    def enter(self) -> None:
        """Take the keyboard, on the first kind if none is selected."""
        self.setFocus(Qt.FocusReason.TabFocusReason)
        if not self.currentIndex().data(KIND):
            self._select(self._first_kind())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._clicked(self.currentIndex())
        elif event.key() == Qt.Key.Key_Asterisk and self.currentIndex().data(KIND):
            self.star_toggled.emit(self.currentIndex().data(KIND))
        else:
            super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        index = self.indexAt(event.position().toPoint())
        if event.button() == Qt.MouseButton.LeftButton and self._on_star(index, event.position().toPoint()):
            self.star_toggled.emit(index.data(KIND))
            return
        super().mouseReleaseEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        name = self.indexAt(event.pos()).data(KIND)
        if name:
            menu = QMenu(self)
            add = menu.addAction(tr(f"Add {name}"))
            star = menu.addAction(tr("Favourite, on or off"))
            chosen = menu.exec(event.globalPos())
            if chosen is add:
                self.kind_chosen.emit(name)
            elif chosen is star:
                self.star_toggled.emit(name)

    def startDrag(self, actions: Qt.DropAction) -> None:
        kind = kind_named(str(self.currentIndex().data(KIND)))
        if kind is None:
            return
        drag = QDrag(self)
        drag.setMimeData(self._rows.mimeData([self.currentIndex()]))
        picture = drag_picture(kind, self.font(), self.devicePixelRatioF())
        drag.setPixmap(picture)
        drag.setHotSpot(QPoint(20, int(picture.height() / picture.devicePixelRatio() / 2)))
        drag.exec(Qt.DropAction.CopyAction)

    def _clicked(self, index: QModelIndex) -> None:
        if index.data(KIND):
            self._choose(index)
        elif index.isValid():
            self.setExpanded(index, not self.isExpanded(index))

    def _choose(self, index: QModelIndex) -> None:
        if index.data(KIND):
            self.kind_chosen.emit(index.data(KIND))

    def _on_star(self, index: QModelIndex, point: QPoint) -> bool:
        star = star_rect(self.visualRect(index), self.fontMetrics(), self.layoutDirection())
        return bool(index.data(KIND)) and star.contains(point)

    def _first_kind(self) -> QModelIndex:
        index = self._rows.index(0, 0)
        return index if index.data(KIND) else self._rows.index(0, 0, index)

    def _select(self, index: QModelIndex) -> None:
        self.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.ClearAndSelect)

    def _note_folded(self, index: QModelIndex) -> None:
        self._folded.add(str(index.data(FAMILY)))

    def _note_unfolded(self, index: QModelIndex) -> None:
        self._folded.discard(str(index.data(FAMILY)))


def _known(names: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name for name in names if name in KINDS))
