"""What is known of the data: a line of figures, the first rows, and a picture."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TypeAlias

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QTabWidget, QWidget

from designer.data.sources import file_of
from designer.graph.roles import slips_as_empty
from designer.graph.specs import Column, DataFacts, DataSpec
from designer.ui.data.columns_model import Shown
from designer.ui.data.columns_table import ColumnsTable
from designer.ui.data.correlations import Correlations
from designer.ui.data.mend_row import MendRow
from designer.ui.data.missing import Missing
from designer.ui.data.picture import ClassBars, Scatter, points_of
from designer.ui.data.preview import Preview
from designer.ui.language import tr
from designer.ui.parts import Sentence, column, heading
from designer.ui.session import Snapshot
from designer.ui.warming import Steps
from designer.values import Shape, shape_text

TASKS = {
    "regression": "predicting a number",
    "binary": "telling two classes apart",
    "multiclass": "telling several classes apart",
}

ToShow: TypeAlias = tuple[tuple[Column, ...], DataSpec, dict[str, str]]
"""The columns, the data they are of, and the Inputs by id where there are several."""


class FactsSide(QWidget):
    """Updates only when the data does. Brings an `Edit` where a column is to be used otherwise."""

    edit_wanted = Signal(object)
    said = Signal(str)
    """A sentence for the status line."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shown: tuple[DataFacts | None, str] | None = None
        self._columns: tuple[Column, ...] = ()
        self._to_show: ToShow | None = None
        self._path = ""
        self._filling = Steps(self)
        self.state = Sentence(flag="quiet")
        self.fault = Sentence(flag="error")
        self.mend = MendRow()
        self.mend.fix_chosen.connect(self.edit_wanted)
        self.notes = Sentence(flag="quiet")
        self.preview = Preview()
        self.scatter = Scatter()
        self.bars = ClassBars()
        self._bars_title = heading("Rows of each class")
        self.columns = ColumnsTable()
        self.columns.edit_wanted.connect(self.edit_wanted)
        self.missing = Missing()
        self.correlations = Correlations()
        for chart in (self.scatter, self.bars, self.columns, self.missing.bars, self.correlations.map):
            chart.taking.said.connect(self.said)
        first = self._rows_page()
        self.setProperty("panel", True)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        layout = column(margin=12, spacing=8, parent=self)
        for part in (self.state, self.fault, self.mend, self.notes):
            layout.addWidget(part)
        self.tabs = QTabWidget()
        self.tabs.setDocumentMode(True)
        for page, title in (
            (first, "Rows"),
            (self.columns, "Columns"),
            (self.missing, "Empty cells"),
            (self.correlations, "Going together"),
        ):
            self.tabs.addTab(page, tr(title))
        layout.addWidget(self.tabs, 1)

    def _rows_page(self) -> QWidget:
        """The first rows, and beside them the points and the classes."""
        pictures = QWidget()
        side = column(spacing=8, parent=pictures)
        side.addWidget(self.scatter, 1)
        side.addWidget(self._bars_title)
        side.addWidget(self.bars)
        self._rest = QWidget()
        side.addWidget(self._rest, 1)
        self._pictures = pictures
        first = QWidget()
        row = QHBoxLayout(first)
        row.setContentsMargins(0, 8, 0, 0)
        row.setSpacing(12)
        row.addWidget(self.preview, 1)
        row.addWidget(pictures)
        return first

    def show_snapshot(self, snapshot: Snapshot) -> None:
        """Show what this snapshot knows of its data."""
        facts, path = snapshot.data, file_of(snapshot.design.data.source)
        if facts is not None or snapshot.seen:
            self._columns = facts.columns if facts is not None else snapshot.seen
        elif path != self._path:
            self._columns = ()  # those of another file
        self._path = path
        to_show = _to_show(snapshot, self._columns)
        if to_show != self._to_show:
            self._to_show = to_show
            self.columns.show_columns(Shown(to_show[0], snapshot.design, to_show[2]), _sample_text(facts))
        shown = (snapshot.data, snapshot.data_fault)
        if shown == self._shown:
            return
        self._shown = shown
        self.fault.say(snapshot.data_fault)
        self.mend.offer(slips_as_empty(snapshot.seen))
        self.state.say(_told(facts) if facts else "" if snapshot.data_fault else "Reading the data…")
        self.notes.say(" ".join(facts.notes) if facts else "")
        # While new data is read, what is there stays, in grey: nothing jumps while a number is typed.
        waiting = facts is None and not snapshot.data_fault
        self.preview.setEnabled(not waiting)
        if not waiting:
            self.preview.setVisible(facts is not None)
            self._filling.begin(self._fill(snapshot))

    def _fill(self, snapshot: Snapshot) -> Iterator[None]:
        """Show rows and pictures one after the other: the other panels have come to show this snapshot in the same turn."""
        facts = snapshot.data
        self.preview.show_facts(facts)
        yield
        self._show_pictures(snapshot)
        yield
        self.missing.show_facts(facts)
        yield
        self.correlations.show_facts(facts)

    def _show_pictures(self, snapshot: Snapshot) -> None:
        facts = _pictured(snapshot.data) if snapshot.data else None
        points = points_of(snapshot.design.data, facts) if facts else ()
        classes = bool(facts and facts.classes)
        self.scatter.setVisible(bool(points))
        self._rest.setVisible(not points)
        self.bars.setVisible(classes)
        self._bars_title.setVisible(classes)
        self._pictures.setVisible(bool(points) or classes)
        if facts:
            self.scatter.show_points(points, facts)
            self.bars.show_facts(facts)


def _to_show(snapshot: Snapshot, columns: tuple[Column, ...]) -> ToShow:
    nodes = snapshot.design.graph.nodes
    inputs = {id: node.name for id, node in nodes.items() if node.kind == "Input"}
    return columns, snapshot.design.data, inputs if len(inputs) > 1 else {}


def _sample_text(facts: DataFacts | None) -> str:
    if facts is None or not facts.looked_at:
        return ""
    return f"Bars and commonest values are of {facts.looked_at:,} rows, evenly spaced among all."


def _pictured(facts: DataFacts) -> DataFacts:
    """The facts with the first target that is a class, where there are several."""
    return facts.seen("", next((answer.name for answer in facts.answers if answer.classes), ""))


def _told(facts: DataFacts) -> str:
    if facts.parts:
        return _told_of_parts(facts)
    return (
        f"{facts.rows:,} rows, {facts.training_rows:,} to train on and {facts.validation_rows:,} held back. "
        f"Each example is {'one text' if facts.text else _numbers(facts.input_shape)}; the task is {TASKS[facts.task]}."
    )


def _told_of_parts(facts: DataFacts) -> str:
    parts = " and ".join(f"{_numbers(part.shape)} (“{part.name}”)" for part in facts.parts)
    answers = " and ".join(
        f"“{one.name}” ({f'{len(one.classes)} classes' if one.classes else 'a number'})" for one in facts.answers
    )
    return (
        f"{facts.rows:,} rows, {facts.training_rows:,} to train on and {facts.validation_rows:,} held back. "
        f"Each example is {parts}; to predict: {answers}."
    )


def _numbers(shape: Shape) -> str:
    return "one number" if shape in ((), (1,)) else f"{shape_text(shape)} numbers"
