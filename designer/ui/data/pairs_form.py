"""Which part of the data goes into each Input, and what each output predicts; only where data has several."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial

from PySide6.QtWidgets import QFormLayout, QWidget

from designer.graph.aims import feed, hold_against
from designer.graph.design import Node
from designer.graph.edits import Edit
from designer.graph.specs import part_names, target_names
from designer.ui.inspector.field import Combo
from designer.ui.language import tr
from designer.ui.parts import column, heading
from designer.ui.session import Session, Snapshot

Pairs = tuple[tuple[str, str, str, tuple[str, ...]], ...]
"""For each row the node's id and name, what it has now, and what it can have."""


class PairsForm(QWidget):
    """A list for each Input and each output."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._shown: tuple[Pairs, Pairs] = ((), ())
        self.combos: dict[str, Combo] = {}
        self._layout = column(spacing=6, parent=self)
        self._body: QWidget | None = None

    def show_snapshot(self, snapshot: Snapshot) -> None:
        """Show the pairs of this snapshot; the lists are made anew only where something about them changed."""
        design, analysis = snapshot.design, snapshot.analysis
        source = design.data.source
        nodes = design.graph.nodes
        shown = (
            _pairs(nodes, analysis.feeds, part_names(source)),
            _pairs(nodes, analysis.answers, target_names(source)),
        )
        self.setVisible(bool(part_names(source)))
        if shown != self._shown:
            self._shown = shown
            self._build()

    def _build(self) -> None:
        if self._body is not None:
            self._body.hide()
            self._body.deleteLater()
        self._body = QWidget()
        self.combos = {}
        lines = column(spacing=6, parent=self._body)
        titles: tuple[tuple[str, Callable[[Node, str], Edit]], ...] = (
            ("What goes into each input", feed),
            ("What each output predicts", hold_against),
        )
        for (title, edit), pairs in zip(titles, self._shown, strict=True):
            if pairs:
                lines.addWidget(heading(title))
                lines.addLayout(self._rows(pairs, title, edit))
        self._layout.addWidget(self._body)

    def _rows(self, pairs: Pairs, title: str, edit: Callable[[Node, str], Edit]) -> QFormLayout:
        form = QFormLayout()
        for id, name, now, names in pairs:
            combo = Combo()
            combo.setAccessibleName(tr(f"{title}: {name}"))
            for one in names:
                combo.addItem(one, one)
            combo.setCurrentIndex(combo.findData(now))
            combo.activated.connect(partial(self._chosen, id, combo, edit))
            self.combos[id] = combo
            form.addRow(name, combo)
        return form

    def _chosen(self, id: str, combo: Combo, edit: Callable[[Node, str], Edit], index: int) -> None:
        self._session.edit(edit(self._session.design.graph.nodes[id], combo.itemData(index)))


def _pairs(nodes: Mapping[str, Node], now: Mapping[str, str], names: Sequence[str]) -> Pairs:
    return tuple((id, nodes[id].name, name, tuple(names)) for id, name in now.items() if id in nodes)
