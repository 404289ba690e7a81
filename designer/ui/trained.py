"""What one sees of a network beside its curves: the Inside, Evaluation and Try it tabs, and what moves them."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from designer.ui.action_set import ActionSet
from designer.ui.docks import Docks
from designer.ui.inside.hand import Hand
from designer.ui.inside.measuring import Measuring
from designer.ui.inside.panel import InsidePanel
from designer.ui.judging.judging import Judging
from designer.ui.judging.panel import EvaluationPanel
from designer.ui.session import Session
from designer.ui.training.controller import RunController
from designer.ui.training.panel import TrainingPanel
from designer.ui.trying.panel import TryPanel
from designer.ui.trying.trying import Trying
from designer.ui.worker_link import WorkerLink


class Trained(QObject):
    """The tabs of one window."""

    said = Signal(str)
    """A sentence for the status line."""

    def __init__(self, session: Session, run: RunController, link: WorkerLink, parent: QObject) -> None:
        super().__init__(parent)
        self._run, self._link = run, link
        self.judging = Judging(run, link, self)
        self.trying = Trying(session, run, link, self)
        self.inside = InsidePanel(session, Measuring(run, link, self))
        self.evaluation = EvaluationPanel(self.judging)
        self.try_panel = TryPanel(self.trying)
        for panel in (self.inside, self.evaluation, self.try_panel):
            panel.said.connect(self.said)

    @property
    def panels(self) -> dict[str, QWidget]:
        """The docks' contents, by name."""
        return {"inside": self.inside, "evaluation": self.evaluation, "try": self.try_panel}

    def add_buttons(self, actions: ActionSet) -> None:
        """Put actions in front in the tabs that have some."""
        self.evaluation.add_buttons(actions)
        self.try_panel.add_buttons(actions)

    def follow(self, training: TrainingPanel, docks: Docks) -> None:
        """Come up when asked for, and look again when the network is taken back to another epoch."""
        self._docks, self._training = docks, training
        docks.changed.connect(self._docks_changed)
        for speaker in (training, training.surface.picture.taking, training.results.taking):
            speaker.said.connect(self.said)
        self.hand = Hand(self._run, training.rewinding, self._link, self)
        self.inside.add_hand(self.hand)
        training.results.more_wanted.connect(self._show_evaluation)
        training.rewinding.settled.connect(self.judging.judge)

    def edit_weights(self) -> None:
        """Set the weights of the selected layer by hand."""
        self._docks.bring_up("inside")
        self.inside.edit_weights()

    def _show_evaluation(self) -> None:
        self._docks.enter("evaluation")

    def _docks_changed(self) -> None:
        self.trying.watch(self._docks.in_front("try"))
        self.inside.watch(self._docks.in_front("inside"))
        self._training.surface.watch(self._docks.in_front("training"))
