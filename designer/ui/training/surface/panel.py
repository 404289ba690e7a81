"""The picture of what the network has learned, beside its curves; for more than two inputs one says which to vary."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QSizePolicy, QWidget

from designer.graph.specs import DataFacts
from designer.plan import TrainingPlan
from designer.training.messages import Surveyed
from designer.ui.language import tr
from designer.ui.parts import column
from designer.ui.plain import tip
from designer.ui.session import Session, Snapshot
from designer.ui.training.elided import Elided
from designer.ui.training.run import RunController
from designer.ui.training.surface.asking import Surveying
from designer.ui.training.surface.picture import SurfacePicture
from designer.ui.training.surface.shares import Seen, seen, told
from designer.ui.worker_link import WorkerLink

HELP = (
    "What the network answers over the range of its inputs, with examples on it: filled ones are learned from, rings are "
    "held back."
)
MOST_FEATURES = 60
MARKS = "●■▲◆"
"""The marks of classes as letters, in the order in which they are drawn."""


class SurfacePanel(QWidget):
    """Shown where examples are rows of numbers."""

    def __init__(self, session: Session, run: RunController, link: WorkerLink, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._names: tuple[str, ...] = ()
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
        names = feature_names(snapshot.data)
        if names != self._names:
            self._names = names
            for at, box in enumerate((self.across, self.up)):
                box.clear()
                box.addItems(list(names))
                box.setCurrentIndex(min(at, len(names) - 1))
            self._pickers.setVisible(len(names) > 2)
            self._nothing()
            self.setVisible(bool(names))
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
        box.setToolTip(tip(tr(f"{name}; all others stay at their middle value")))
        box.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        box.activated.connect(self._want)
        return box

    def _features(self) -> tuple[int, ...]:
        if len(self._names) < 2:
            return (0,) if self._names else ()
        return (self.across.currentIndex(), self.up.currentIndex())

    def _want(self, index: int = 0) -> None:
        chosen = self._features()
        sound = len(set(chosen)) == len(chosen)
        self.surveying.want(chosen if sound and self._watched and self.isVisible() else ())

    def _surveyed(self, found: Surveyed, plan: TrainingPlan) -> None:
        facts = self._session.snapshot.data
        names = tuple(self._names[at] for at in self._features())
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


def feature_names(facts: DataFacts | None) -> tuple[str, ...]:
    """The inputs of examples that are rows of as many numbers as there are columns to learn from; else none."""
    if facts is None or facts.parts or len(facts.input_shape) != 1 or facts.text:
        return ()
    count = facts.input_shape[0]
    named = tuple(one.name for one in facts.columns if one.role == "feature" and one.type == "number")
    if count is None or count > MOST_FEATURES:
        return ()
    if len(named) == count:
        return named
    return ("x", "y")[:count] if not facts.columns and count <= 2 else ()
