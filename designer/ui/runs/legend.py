"""The names of the curves beside a piece of each."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from designer.ui.elided import Elided
from designer.ui.language import tr
from designer.ui.runs.entries import Entry
from designer.ui.runs.strokes import Stroke
from designer.ui.theme import themes

SAMPLE_EMS = 3


class RunLegend(QWidget):
    """A row for each curve."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._entries: Sequence[Entry] = ()
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(6, 6, 6, 6)
        self._grid.setVerticalSpacing(3)
        self._grid.setColumnStretch(1, 1)
        self._made: list[QWidget] = []
        self.setProperty("panel", True)
        themes().changed.connect(self._write)

    def show_entries(self, entries: Sequence[Entry]) -> None:
        """Name these, in the looks of their places."""
        self._entries = entries
        self.setAccessibleName(tr("Legend: " + ", ".join(f"{e.name} {Stroke(n).words}" for n, e in enumerate(entries))))
        self._write()

    def sizeHint(self) -> QSize:
        return QSize(20 * self.fontMetrics().averageCharWidth(), super().sizeHint().height())

    def _write(self) -> None:
        for widget in self._made:
            self._grid.removeWidget(widget)
            widget.deleteLater()
        self._made = []
        height = self.fontMetrics().height()
        for number, entry in enumerate(self._entries):
            sample, name = QLabel(), Elided(entry.name)
            sample.setPixmap(Stroke(number).sample(QSize(SAMPLE_EMS * height, height), self.devicePixelRatioF()))
            name.setAccessibleName(tr(f"{entry.name}, {Stroke(number).words}"))
            self._grid.addWidget(sample, number, 0)
            self._grid.addWidget(name, number, 1)
            self._made += [sample, name]
        self._grid.setRowStretch(len(self._entries), 1)
        self._grid.setAlignment(Qt.AlignmentFlag.AlignTop)
