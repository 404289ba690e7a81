"""The Try it tab: a form on the left, what the network says on the right, live."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QPixmap
from PySide6.QtWidgets import QFileDialog, QFormLayout, QHBoxLayout, QLabel, QPushButton, QSplitter, QWidget

from designer.data.fields import Given
from designer.training.messages import Example, OutputSaid
from designer.ui.action_button import ActionButton
from designer.ui.action_set import ActionSet
from designer.ui.judging.pixels import image_of
from designer.ui.judging.rows_table import enlarged
from designer.ui.language import tr
from designer.ui.parts import Sentence, column, fit_icon, scrolled
from designer.ui.plain import label as plain_label
from designer.ui.trying.fields import FieldWidget, widget_for
from designer.ui.trying.scores import OutputView
from designer.ui.trying.trying import Trying

EMPTY = "Train a network, and here you can give it examples of your own."
BLANK = "Draw or write something on the left, or press Take an example."
SOON = "The network is getting ready."
TABLES = "Tables (*.csv *.tsv *.txt)"
SUFFIXES = (".csv", ".tsv", ".txt")


class TryPanel(QWidget):
    """Shows `Trying`; the form is made anew when the data is another."""

    said = Signal(str)
    """A sentence for the status line."""

    def __init__(self, trying: Trying, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.trying = trying
        self.widgets: dict[str, FieldWidget] = {}
        self.outputs: list[OutputView] = []
        self.setAcceptDrops(True)
        self.setProperty("panel", True)
        self.told = Sentence("", "quiet")
        self.fault = Sentence("", "error")
        self.hint = Sentence("", "quiet")
        self.again = QPushButton(tr("Begin anew"))
        self.again.setToolTip(tr("Numbers in the middle, nothing drawn, no text"))
        self.again.clicked.connect(trying.reset)
        self._lay_out()
        trying.renewed.connect(self._renew)
        trying.filled.connect(self._fill)
        trying.answered.connect(self.refresh)
        trying.samples_came.connect(self._learn)
        trying.told.connect(self._tell)
        self.refresh()

    def add_buttons(self, actions: ActionSet) -> None:
        """Put what takes an example or a table in front."""
        for at, id in enumerate(("try_example", "try_table")):
            button = ActionButton(actions[id], "plain")
            fit_icon(button)
            self._bar.insertWidget(at, button)

    # --- what actions call ---

    def take_example(self) -> None:
        """Fill in a row held back."""
        self.trying.take_example()

    def answer_table(self) -> None:
        """Ask for a table, then for where its answers go."""
        name, _ = QFileDialog.getOpenFileName(self, tr("Answer every row of a table"), "", tr(TABLES))
        if name:
            self.answer_file(Path(name))

    def answer_file(self, path: Path) -> None:
        """Ask where the answers to a table go, and have them written."""
        start = str(path.with_name(f"{path.stem} answered.csv"))
        target, _ = QFileDialog.getSaveFileName(self, tr("Write the answers as"), start, tr(TABLES))
        if not target:
            return
        found = Path(target) if Path(target).suffix else Path(target).with_suffix(".csv")
        if found.absolute() == path.absolute():
            self._tell("The answers go into a file of their own. Choose another name.")
        else:
            self.trying.answer_table(str(path), str(found))

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if self.trying.ready and self._dropped(event) is not None:
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        path = self._dropped(event)
        if path is not None:
            event.acceptProposedAction()
            self.answer_file(path)

    def refresh(self) -> None:
        """Show what the network says now."""
        trying = self.trying
        ready = trying.ready
        self._body.setVisible(ready and bool(self.widgets))
        self._empty.setVisible(not self._body.isVisibleTo(self))
        self._empty.setText(tr(EMPTY if trying.facts is None else trying.fault or SOON))
        self.again.setEnabled(ready)
        self.fault.say(trying.fault if ready else "")
        for at, said in enumerate(trying.said):
            if at == len(self.outputs):
                self.outputs.append(OutputView())
                self.outputs[at].bars.taking.said.connect(self.said)
                self._answers.insertWidget(at, self.outputs[at])
            truth = trying.truth.truths[at] if trying.truth is not None else None
            self.outputs[at].show_said(said, truth, self._picture(said))
        self.hint.say(BLANK if ready and trying.blank else "")
        for at, view in enumerate(self.outputs):
            view.setVisible(at < len(trying.said))
        if ready and self._unlearned:
            self._unlearned = False
            trying.ask_samples()

    def _renew(self) -> None:
        """A form for other data."""
        while self._form.rowCount():
            self._form.removeRow(0)
        self.widgets = {}
        for field in self.trying.fields:
            widget = self.widgets[field.name] = widget_for(field)
            widget.changed.connect(self._changed)
            label = plain_label(field.name)
            label.setWordWrap(True)
            label.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
            self._form.addRow(label, widget)
        self._unlearned = any(field.kind == "image" for field in self.trying.fields)
        self._fill()

    def _fill(self) -> None:
        for name, widget in self.widgets.items():
            widget.show_value(self.trying.given[name])

    def _changed(self, name: str, value: Given) -> None:
        self.trying.set(name, value)

    def _learn(self, rows: tuple[Example, ...]) -> None:
        for widget in self.widgets.values():
            widget.learn(rows)

    def _picture(self, said: OutputSaid) -> QPixmap | None:
        """Numbers that make an image as large as the one that goes in are shown as one."""
        images = [field for field in self.trying.fields if field.kind == "image"]
        if said.classes or len(images) != 1 or len(said.values) < 16:
            return None
        height, width, depth = (int(side or 1) for side in images[0].shape)
        if height * width * depth != len(said.values):
            return None
        import numpy as np

        values = np.asarray(said.values, np.float32)
        image = image_of(values.tobytes(), images[0].shape, float(values.min()), float(values.max()))
        return QPixmap.fromImage(enlarged(image, 5 * self.fontMetrics().height()))

    def _tell(self, sentence: str) -> None:
        self.told.say(sentence)
        self.said.emit(sentence)

    def _dropped(self, event: QDropEvent) -> Path | None:
        paths = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
        return next((path for path in paths if path.suffix.lower() in SUFFIXES), None)

    def _lay_out(self) -> None:
        self._unlearned = False
        self._bar = QHBoxLayout()
        self._bar.setContentsMargins(10, 6, 10, 6)
        self._bar.addWidget(self.again)
        self._bar.addWidget(self.told, 1)
        self._bar.addStretch(0)
        form, answers = QWidget(), QWidget()
        self._form = QFormLayout(form)
        self._form.setContentsMargins(12, 8, 12, 8)
        self._form.setVerticalSpacing(8)
        self._form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapLongRows)
        self._form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        self._answers = column(margin=12, spacing=12, parent=answers)
        self._answers.addWidget(self.fault)
        self._answers.addWidget(self.hint)
        self._answers.addStretch(1)
        self._body = QSplitter(Qt.Orientation.Horizontal)
        self._body.setChildrenCollapsible(False)
        self._body.addWidget(scrolled(form))
        self._body.addWidget(scrolled(answers))
        self._body.setSizes([520, 480])
        self._empty = QLabel(tr(EMPTY))
        self._empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._empty.setProperty("quiet", True)
        self._empty.setWordWrap(True)
        layout = column(spacing=0, parent=self)
        layout.addLayout(self._bar)
        layout.addWidget(self._body, 1)
        layout.addWidget(self._empty, 1)
