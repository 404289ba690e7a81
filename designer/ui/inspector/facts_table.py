"""A quiet table of names and facts that updates in place."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from designer.ui.language import tr
from designer.ui.parts import Sentence


class FactsTable(QWidget):
    """Names on the left, facts on the right. A fact can be selected and copied."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(12)
        self._grid.setVerticalSpacing(4)
        self._grid.setColumnStretch(1, 1)
        self._rows: dict[str, tuple[QLabel, Sentence]] = {}

    def show_facts(self, facts: Mapping[str, str]) -> None:
        """Show these facts, in this order; rows that are there already only get new text."""
        if list(facts) != list(self._rows):
            self._build(list(facts))
        for name, text in facts.items():
            self._rows[name][1].say(text)

    def text(self, name: str) -> str:
        """What stands beside a name, or nothing."""
        return self._rows[name][1].text() if name in self._rows else ""

    def _build(self, names: list[str]) -> None:
        for pair in self._rows.values():
            for label in pair:
                self._grid.removeWidget(label)
                label.hide()
                label.deleteLater()
        self._rows = {}
        for at, name in enumerate(names):
            label, fact = QLabel(tr(name)), Sentence()
            label.setProperty("quiet", True)
            fact.setAccessibleName(label.text())
            fact.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            self._grid.addWidget(label, at, 0, Qt.AlignmentFlag.AlignTop)
            self._grid.addWidget(fact, at, 1, Qt.AlignmentFlag.AlignTop)
            self._rows[name] = (label, fact)
