"""The picture of what the network has learned, beside its curves; for more than two inputs one says which to vary."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QSizePolicy, QWidget

from designer.plan import TrainingPlan
from designer.training.messages import Surveyed
from designer.ui.elided import Elided
from designer.ui.language import tr
from designer.ui.parts import column
from designer.ui.plain import tip
from designer.ui.session import Session, Snapshot
from designer.ui.training.controller import RunController
from designer.ui.training.surface.asking import Surveying
from designer.ui.training.surface.inputs import Input, inputs_of
from designer.ui.training.surface.picture import SurfacePicture
from designer.ui.training.surface.shares import Seen, seen, told
from designer.ui.worker_link import WorkerLink

HELP = (
    "What the network answers over the range of its inputs, with examples on it: filled ones are learned from, rings are "
    "held back."
)
MARKS = "●■▲◆"
"""The marks of classes as letters, in the order in which they are drawn."""


class SurfacePanel(QWidget):
    """Shown where examples are rows of numbers."""

    varied = Signal(object)
    """The places of the numbers that are varied from now on, a tuple of one or two; none where there are no such."""

    def __init__(self, session: Session, run: RunController, link: WorkerLink, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._inputs: tuple[Input, ...] = ()
        self._watched = True
        self.surveying = Surveying(run, link, self)
        self.surveying.surveyed.connect(self._surveyed)
        self.surveying.nothing.connect(self._nothing)
        self.picture = SurfacePicture()
        self.picture.setToolTip(tr(HELP))
        self.title = QLabel(tr("What it answers"))
        self.title.setProperty("heading", True)
        self.legend = Elided()
        self.legend.setProperty("quiet", True)
        self.setProperty("panel", True)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.across, self.up = self._picker("The input that goes to the right"), self._picker("The input that goes up")
        self._pickers = QWidget()
        row = QHBoxLayout(self._pickers)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.across, 1)
        row.addWidget(QLabel("×"))
        row.addWidget(self.up, 1)
        layout = column(margin=8, spacing=4, parent=self)
        layout.addWidget(self.title)
        layout.addWidget(self.legend)
        layout.addWidget(self._pickers)
        layout.addWidget(self.picture, 1)
        self.hide()
        session.snapshot_changed.connect(self.show_snapshot)
        self.show_snapshot(session.snapshot)

    def show_snapshot(self, snapshot: Snapshot) -> None:
        """Take up the inputs the data has. While it is being read they stay those they were."""
        if snapshot.data is None and not snapshot.data_fault:
            return
        inputs = inputs_of(snapshot.data)
        if inputs != self._inputs:
            self._inputs = inputs
            for at, box in enumerate((self.across, self.up)):
                box.clear()
                box.addItems([one.name for one in inputs])
                box.setCurrentIndex(min(at, len(inputs) - 1))
            self._pickers.setVisible(len(inputs) > 2)
            self._nothing()
            self.setVisible(bool(inputs))
        self._want()
        self.surveying.look()

    def watch(self, on: bool) -> None:
        """Somebody can see it from now on, or it is behind another tab, where Qt takes it for visible all the same."""
        self._watched = on
        self._want()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._want()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._want()

    def _picker(self, name: str) -> QComboBox:
        box = QComboBox()
        box.setAccessibleName(tr(name))
        box.setToolTip(
            tip(
                tr(
                    f"{name}, here and in the open cards; all others stay at their middle value, or in their commonest category"
                )
            )
        )
        box.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        box.activated.connect(self._want)
        return box

    def _chosen(self) -> tuple[Input, ...]:
        if len(self._inputs) < 2:
            return self._inputs
        return (self._inputs[self.across.currentIndex()], self._inputs[self.up.currentIndex()])

    def _want(self, index: int = 0) -> None:
        chosen = tuple(one.place for one in self._chosen())
        sound = len(set(chosen)) == len(chosen)
        self.varied.emit(chosen if sound else ())
        self.surveying.want(chosen if sound and self._watched and self.isVisible() else ())

    def _surveyed(self, found: Surveyed, plan: TrainingPlan) -> None:
        facts = self._session.snapshot.data
        names = tuple(one.name for one in self._chosen())
        if facts is None or len(names) != len(found.spans):
            return
        head = plan.aims[0]
        shown = seen(found, facts.seen("", head.target).classes, head.loss)
        self.picture.show_seen(shown, names)
        self.picture.setAccessibleName(tr(told(shown, names)))
        self.legend.setText(tr(legend(shown)))
        self.title.setText(tr("What it answers" if found.trained else "Before training"))

    def _nothing(self) -> None:
        self.picture.show_seen(None, ())
        self.legend.setText("")
        self.picture.setAccessibleName(tr("Nothing to show yet: the network is not ready to be asked."))


def legend(shown: Seen) -> str:
    """What the marks or colours stand for."""
    if shown.classes:
        return "  ".join(f"{MARKS[at % len(MARKS)]} {name}" for at, name in enumerate(shown.classes))
    return f"from {shown.low:.3g} (orange) to {shown.high:.3g} (blue)" if not shown.flat else ""
