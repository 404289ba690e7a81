"""Rows held back to look at: asked for by their places, shown as a table, and as marks where they lie in a plane."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QSplitter, QWidget

from designer.data.fields import fields_of
from designer.training.messages import Example, Judgement
from designer.ui.charts.content import Content, Series
from designer.ui.charts.tones import QUIET
from designer.ui.judging.judging import Judging
from designer.ui.judging.rows_table import RowsTable
from designer.ui.parts import Sentence, column
from designer.ui.warming import Steps

MOST = 200
"""How many rows are shown at most; the worker sends no more."""
AROUND = 120
"""How many other points are drawn to see where the marked ones lie."""


@dataclass(frozen=True)
class Wanted:
    """Rows to look at: their places, in which output, under which title, with a figure named `name` for each."""

    places: tuple[int, ...]
    output: int
    target: str
    title: str
    more: dict[int, str] = field(default_factory=dict)
    name: str = ""


class RowsView(QWidget):
    """A title, a table, and a plane with points where each example is two numbers."""

    def __init__(self, judging: Judging, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._judging = judging
        self._wanted: Wanted | None = None
        self._asked = 0
        self._plot = None  # type: ignore[var-annotated]
        self._marking = Steps(self)
        self.title = Sentence("", "quiet")
        self.table = RowsTable()
        self._split = QSplitter(Qt.Orientation.Horizontal)
        self._split.setChildrenCollapsible(False)
        self._split.addWidget(self.table)
        layout = column(spacing=4, parent=self)
        layout.addWidget(self.title)
        layout.addWidget(self._split, 1)
        self.table.hide()
        judging.rows_came.connect(self._came)

    def ask(self, wanted: Wanted) -> None:
        """Have these rows shown as soon as the worker sends them."""
        found = self._judging.judgement
        if found is None:
            return
        self._wanted = wanted
        places = wanted.places[:MOST]
        shown = f" The first {MOST} are shown." if len(wanted.places) > MOST else ""
        self.title.say(f"{wanted.title}{shown}")
        if not places:
            self.clear(self.title.text())
            return
        if self._in_a_plane(found):
            step = max(1, found.rows // AROUND)
            places = tuple(dict.fromkeys((*places, *range(0, found.rows, step))))[:MOST]
        self._asked = self._judging.ask_rows(places)

    def clear(self, title: str) -> None:
        """Show no rows, only why."""
        self._wanted, self._asked = None, 0
        self.title.say(title)
        self.table.hide()
        if self._plot is not None:
            self._plot.hide()

    @staticmethod
    def _in_a_plane(found: Judgement) -> bool:
        fields = fields_of(found.facts)
        return len(fields) == 2 and all(one.kind == "number" for one in fields)

    def _came(self, id: int, rows: tuple[Example, ...]) -> None:
        found, wanted = self._judging.judgement, self._wanted
        if id != self._asked or found is None or wanted is None:
            return
        order = {place: at for at, place in enumerate(wanted.places)}
        marked = sorted((row for row in rows if row.place in order), key=lambda row: order[row.place])
        self.table.show_rows(marked, found.facts, wanted.output, wanted.target, wanted.more, wanted.name)
        self.table.show()
        if self._in_a_plane(found):
            self._marking.begin(self._mark(found, [row for row in rows if row.place not in order], marked))
        elif self._plot is not None:
            self._plot.hide()

    def _mark(self, found: Judgement, others: Sequence[Example], marked: Sequence[Example]) -> Iterator[None]:
        """Draw the plane, in steps, as a plot takes some time to make."""
        from designer.ui.charts.plot import Plot

        yield
        if self._plot is None:
            self._plot = Plot()
            self._split.addWidget(self._plot)
            yield
        x, y = (field.name for field in fields_of(found.facts))
        series = (*_points(others, x, y, "points", "other rows"), *_points(marked, x, y, "marks", "these"))
        words = f"{len(marked)} marked points among {len(others)} others."
        self._plot.show_content(Content("Where they lie", x, y, series, words))
        self._plot.show()


def _points(rows: Sequence[Example], x: str, y: str, shape: str, name: str) -> list[Series]:
    if not rows:
        return []
    xs, ys = ([float(row.given[of]) for row in rows] for of in (x, y))  # type: ignore[arg-type]
    return [Series(name, xs, ys, shape, tone=1 if shape == "marks" else QUIET)]  # type: ignore[arg-type]
