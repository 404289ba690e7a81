"""Weights of one layer set by hand: what they are, what is to be set, and what follows from it."""

from __future__ import annotations

from functools import partial

import numpy as np
from PySide6.QtCore import QObject, QTimer, Signal

from designer.training.messages import Cell, ReadWeights, SetWeights, Weights
from designer.ui.training.controller import RunController
from designer.ui.training.rewinding import Rewinding
from designer.ui.training.run import Phase
from designer.ui.turn import Turn
from designer.ui.worker_link import WorkerLink

PAUSE = 0.03
CALM_MS = 400
"""So long after the last number was set the network is evaluated anew."""
NONE = Weights(0)
TRAINS = "Pause the run to set weights by hand. While it trains, the next step would change them again."
LARGE = "Weights can be set by hand in Dense layers of up to 24 inputs and 24 units."
CLOSED = "The network cannot be taken back, so nothing is set by hand in it. Train it anew, and pause."
ELSEWHERE = "The run waits at a later epoch. Stop it, or move the slider to its end, to set weights by hand."
TOUCHED = "Set by hand since epoch {epoch:,}. Training goes on with it; Take back undoes it, and so does the slider."
FRESH = "Set by hand in the fresh weights. The next run starts with it; Take back undoes it."


class Hand(QObject):
    """One question at a time; of what is set meanwhile, each number's newest value goes along with the next."""

    changed = Signal()
    """The weights are others, or may be set now, or no more."""

    def __init__(
        self, run: RunController, rewinding: Rewinding, link: WorkerLink, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._run, self._rewinding = run, rewinding
        self.node = ""
        self.weights = NONE
        self._waiting: dict[str, dict[tuple[int, int], float]] = {}
        """What is to be set, for each layer: another may be looked at before it went on its way."""
        self._back = ""
        self._turn = Turn(link, PAUSE, self)
        self._turn.due.connect(self._ask)
        self._turn.answered.connect(self._answered)
        self._turn.prepared.connect(self.look)
        self._calm = QTimer(self)
        self._calm.setSingleShot(True)
        self._calm.setInterval(CALM_MS)
        self._calm.timeout.connect(partial(rewinding.evaluate, {}))
        run.changed.connect(self.look)
        run.advanced.connect(self.look)
        link.state_changed.connect(self.look)

    @property
    def values(self) -> np.ndarray:
        """A row for each input and, if there are any, one for the biases; with what is on its way."""
        values = np.frombuffer(self.weights.values, np.float32).reshape(self.weights.shape).copy()
        for (row, column), value in self._waiting.get(self.node, {}).items():
            values[row, column] = value
        return values

    @property
    def open(self) -> bool:
        """Whether weights can be set now."""
        return self.weights.open and self._run.phase is not Phase.RUNNING and not self._elsewhere

    @property
    def _elsewhere(self) -> bool:
        """Whether a run waits and the network was taken back: the run goes on from its newest epoch all the same."""
        run = self._run.run
        return self._run.phase is Phase.PAUSED and run is not None and bool(run.kept) and run.at < run.kept[-1]

    @property
    def sentence(self) -> str:
        """How it stands, in words: why nothing can be set, or what was."""
        found = self.weights
        if found is NONE:
            return ""
        if not found.values:
            return LARGE
        if self._run.phase is Phase.RUNNING:
            return TRAINS
        if self._elsewhere:
            return ELSEWHERE
        if not found.open:
            return CLOSED
        if found.touched:
            return TOUCHED.format(epoch=found.epoch) if found.trained else FRESH
        return ""

    def watch(self, node: str) -> None:
        """Show the weights of this layer from now on; none: nobody looks."""
        if node != self.node:
            self.node, self.weights = node, NONE
            self.changed.emit()
            self.look()

    def look(self, state: str = "") -> None:
        """The weights may be others than before."""
        if self.node:
            self._turn.want()

    def set(self, row: int, column: int, value: float) -> None:
        """Set one weight."""
        if self.open and self.node:
            self._waiting.setdefault(self.node, {})[row, column] = value
            self._turn.want()

    def take_back(self) -> None:
        """Undo all that was set by hand in the network."""
        if self.open and self.node:
            self._waiting.clear()
            self._back = self.node
            self._turn.want()

    def _ask(self) -> None:
        plan, id = self._run.present(), self._turn.new_id()
        node = self._back or next(iter(self._waiting), self.node)
        if not node or plan is None or not self._turn.possible:
            self._waiting.clear()
            self._back, self.weights = "", NONE
            self.changed.emit()
        elif self._back:
            self._back = ""
            self._turn.ask(SetWeights(id, plan, node, ()))
        elif node in self._waiting:
            cells = (Cell(row, column, value) for (row, column), value in self._waiting.pop(node).items())
            self._turn.ask(SetWeights(id, plan, node, tuple(cells)))
        else:
            self._turn.ask(ReadWeights(id, plan, node))

    def _answered(self, asked: ReadWeights | SetWeights, found: Weights) -> None:
        if asked.node == self.node:
            self.weights = found
            self.changed.emit()
        if isinstance(asked, SetWeights) and found.open:
            self._run.touch(found.touched and found.trained)
            if self._run.at_rest:
                self._calm.start()
        if self._waiting or asked.node != self.node:
            self._turn.want()
