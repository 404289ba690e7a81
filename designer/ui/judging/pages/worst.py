"""The rows the network is furthest off at."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from designer.judging.figures import Judged
from designer.ui.judging.contents import number
from designer.ui.judging.judging import Judging
from designer.ui.judging.rows_view import RowsView, Wanted
from designer.ui.parts import column

ABOUT = "The rows it is furthest off at, of {rows:,}. Their numbers are those of the Data tab."


class WorstPage(QWidget):
    """A table, the worst on top."""

    def __init__(self, judging: Judging, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rows = RowsView(judging)
        column(margin=10, parent=self).addWidget(self.rows)

    def show_output(self, found: Judged, at: int) -> None:
        """Show the worst rows of one output."""
        more = {one.place: number(one.loss) for one in found.worst}
        places = tuple(one.place for one in found.worst)
        self.rows.ask(Wanted(places, at, found.target, ABOUT.format(rows=found.rows), more, found.worst_by))
