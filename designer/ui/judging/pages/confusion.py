"""Which class was taken for which; a cell shows its rows."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QSplitter, QWidget

from designer.judging.figures import Judged
from designer.ui.charts.confusion import ConfusionCells
from designer.ui.charts.taking import Taking
from designer.ui.judging.contents import places_of_cell
from designer.ui.judging.judging import Judging
from designer.ui.judging.rows_view import RowsView, Wanted
from designer.ui.parts import Sentence, column, scrolled

LARGEST = 60
HINT = "Click a cell, or go there by arrow keys and press Enter, to see its rows."
TOO_MANY = "There are too many classes for a table of all pairs. The Overview has them one by one."
CAPTION = "Rows: what it is. Columns: what the network says."


class ConfusionPage(QWidget):
    """The matrix on the left, rows on the right."""

    def __init__(self, judging: Judging, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._found: Judged | None = None
        self._at = 0
        self.cells = ConfusionCells(LARGEST)
        self.taking = Taking(self.cells, "confusion", self.cells.rows)
        self.cell = Sentence("", "quiet")
        self.rows = RowsView(judging)
        self.cells.chosen.connect(self._chosen)
        self.cells.moved.connect(self.cell.say)
        matrix, left = QWidget(), QWidget()
        inner = column(parent=matrix)
        inner.addWidget(self.cells, 0, Qt.AlignmentFlag.AlignLeft)
        inner.addStretch(1)
        lines = column(margin=10, spacing=6, parent=left)
        lines.addWidget(Sentence(CAPTION, "quiet"))
        lines.addWidget(self.cell)
        lines.addWidget(scrolled(matrix, sideways=True), 1)
        split = QSplitter(Qt.Orientation.Horizontal)
        split.setChildrenCollapsible(False)
        split.addWidget(left)
        right = QWidget()
        column(margin=10, parent=right).addWidget(self.rows)
        split.addWidget(right)
        split.setStretchFactor(1, 1)
        split.setSizes([400, 600])
        column(parent=self).addWidget(split)

    def show_output(self, found: Judged, at: int) -> None:
        """Show the matrix of one output."""
        if found.classes is None:
            return
        self._found, self._at = found, at
        self.cells.show_counts(found.classes.names, found.classes.confusion)
        self.cell.say("" if len(found.classes.names) <= LARGEST else TOO_MANY)
        self.rows.clear(HINT if len(found.classes.names) <= LARGEST else "")

    def _chosen(self, row: int, column: int) -> None:
        assert self._found is not None
        places = places_of_cell(self._found.sample, row, column)
        title = self.cells.cell_text(row, column)
        of = len(places) < (self._found.classes.confusion[row][column] if self._found.classes else 0)
        sampled = f" {len(places):,} of them are in the sample that can be looked at." if of else ""
        self.rows.ask(Wanted(tuple(places), self._at, self._found.target, f"{title}, the surest first.{sampled}"))
