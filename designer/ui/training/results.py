"""How the network did on the rows held back: its metrics, and for classes which was taken for which."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFormLayout, QLabel, QPushButton, QWidget

from designer.training.endings import ending_text
from designer.training.messages import Evaluation
from designer.ui.charts.confusion import Confusion
from designer.ui.charts.taking import Taking
from designer.ui.language import tr
from designer.ui.parts import Sentence, column, heading
from designer.ui.training.run import Run


class Results(QWidget):
    """The evaluation of the last run."""

    more_wanted = Signal()
    """The Evaluation tab is asked for."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._title = heading("On rows it never saw")
        self._rows = Sentence("", "quiet")
        self._ending = Sentence("")
        self._metrics = QFormLayout()
        self._metrics.setVerticalSpacing(4)
        self._values: dict[str, QLabel] = {}
        self._caption = Sentence("Rows: what it is. Columns: what the network says.", "quiet")
        self.confusion = Confusion()
        self.taking = Taking(self.confusion, "confusion", self.confusion.rows)
        self.more = QPushButton(tr("More in Evaluation"))
        self.more.setToolTip(tr("Curves, calibration, the worst rows, and which columns count"))
        self.more.clicked.connect(self.more_wanted)
        layout = column(margin=8, spacing=4, parent=self)
        layout.addWidget(self._title)
        layout.addWidget(self._ending)
        layout.addWidget(self._rows)
        layout.addLayout(self._metrics)
        layout.addSpacing(4)
        layout.addWidget(self.confusion, 0, Qt.AlignmentFlag.AlignLeft)
        layout.addWidget(self._caption)
        layout.addWidget(self.more, 0, Qt.AlignmentFlag.AlignLeft)
        layout.addStretch(1)
        self.show_run(None)

    def show_run(self, run: Run | None) -> None:
        """Show a run's evaluation, if it has one."""
        found = run.evaluation if run is not None else None
        self._title.setVisible(found is not None)
        self.more.setVisible(found is not None)
        self._ending.say(_ending(run) if found is not None else "")
        self._rows.say(f"{found.rows:,} rows were held back" if found else "")
        self._show_metrics(found.metrics if found else {})
        self.confusion.show_counts(*_matrix(found))
        self._caption.say(_caption(found))
        self._caption.setVisible(self.confusion.isVisibleTo(self))

    def _show_metrics(self, metrics: dict[str, float]) -> None:
        """Show these values; rows that are there already stay, as new ones would flicker."""
        if list(metrics) != list(self._values):
            while self._metrics.rowCount():
                self._metrics.removeRow(0)
            self._values = {name: _value() for name in metrics}
            for name, label in self._values.items():
                self._metrics.addRow(tr(name.replace("_", " ")), label)
        for name, value in metrics.items():
            self._values[name].setText(f"{100 * value:.1f} %" if "accuracy" in name else f"{value:.4g}")


def _ending(run: Run | None) -> str:
    """How the run ended, unless the network was taken back to another epoch since."""
    return ending_text(run.ending, run.epochs) if run is not None and run.at in (0, run.epochs) else ""


def _caption(found: Evaluation | None) -> str:
    """How the matrix is to be read, and of which output it is where there are several."""
    which = f"“{found.outputs[0].target}”. " if found is not None and found.outputs else ""
    return f"{which}Rows: what it is. Columns: what the network says."


def _matrix(found: Evaluation | None) -> tuple[tuple[str, ...], tuple[tuple[int, ...], ...]]:
    if found is not None and found.outputs:
        return found.outputs[0].classes, found.outputs[0].confusion
    if found is None or len(found.classes) != len(found.confusion):
        return (), ()
    return found.classes, found.confusion


def _value() -> QLabel:
    label = QLabel()
    label.setProperty("heading", True)
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return label
