"""What is known of the data: a line of figures, the first rows, and a picture."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QWidget

from designer.graph.specs import DataFacts
from designer.ui.data.picture import ClassBars, Scatter, points_of
from designer.ui.data.preview import Preview
from designer.ui.parts import Sentence, column, heading
from designer.ui.session import Snapshot
from designer.values import Shape, shape_text

TASKS = {
    "regression": "predicting a number",
    "binary": "telling two classes apart",
    "multiclass": "telling several classes apart",
}


class FactsSide(QWidget):
    """Updates only when the data does."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shown: tuple[DataFacts | None, str] | None = None
        self.state = Sentence(flag="quiet")
        self.fault = Sentence(flag="error")
        self.notes = Sentence(flag="quiet")
        self.preview = Preview()
        self.scatter = Scatter()
        self.bars = ClassBars()
        self._bars_title = heading("Rows of each class")
        pictures = QWidget()
        side = column(spacing=8, parent=pictures)
        side.addWidget(self.scatter, 1)
        side.addWidget(self._bars_title)
        side.addWidget(self.bars)
        self._rest = QWidget()
        side.addWidget(self._rest, 1)
        self._pictures = pictures
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(self.preview, 1)
        row.addWidget(pictures)
        self.setProperty("panel", True)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        layout = column(margin=12, spacing=8, parent=self)
        for sentence in (self.state, self.fault, self.notes):
            layout.addWidget(sentence)
        layout.addLayout(row, 1)

    def show_snapshot(self, snapshot: Snapshot) -> None:
        """Show what this snapshot knows of its data."""
        shown = (snapshot.data, snapshot.data_fault)
        if shown == self._shown:
            return
        self._shown = shown
        facts = snapshot.data
        self.fault.say(snapshot.data_fault)
        self.state.say(_told(facts) if facts else "" if snapshot.data_fault else "Reading the data…")
        self.notes.say(" ".join(facts.notes) if facts else "")
        # While new data is read, what is there stays, in grey: nothing jumps while a number is typed.
        waiting = facts is None and not snapshot.data_fault
        self.preview.setEnabled(not waiting)
        if not waiting:
            self.preview.setVisible(facts is not None)
            self.preview.show_facts(facts)
            self._show_pictures(snapshot)

    def _show_pictures(self, snapshot: Snapshot) -> None:
        facts = _pictured(snapshot.data) if snapshot.data else None
        points = points_of(snapshot.design.data.source, facts) if facts else ()
        classes = bool(facts and facts.classes)
        self.scatter.setVisible(bool(points))
        self._rest.setVisible(not points)
        self.bars.setVisible(classes)
        self._bars_title.setVisible(classes)
        self._pictures.setVisible(bool(points) or classes)
        if facts:
            self.scatter.show_points(points, facts)
            self.bars.show_facts(facts)


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
