"""Asks the worker what is inside the cards that are open in view, and hands it to the canvas as it comes.

It asks for one look at a time and waits for the answer; while a run goes on at most ten times a second, and the
rarer the more a look costs the run.
"""

from __future__ import annotations

from PySide6.QtCore import QObject

from designer.plan import TrainingPlan
from designer.training.messages import Inside, LookInside
from designer.ui.canvas.inside import words
from designer.ui.canvas.inside.opened import opened
from designer.ui.canvas.tiers import STARTS, Tier
from designer.ui.canvas.view import CanvasView
from designer.ui.session import Snapshot
from designer.ui.training.controller import RunController
from designer.ui.turn import Turn
from designer.ui.worker_link import FAILED, READY, WorkerLink

MOVED_MS = 60
"""So long after the view moved the worker is asked about what has come into it."""
PAUSE = 0.1
"""Seconds from one answer to the next question."""
GRID = 28
AHEAD = 0.7
"""Maps are asked for a little before there is room for them."""
MOST_CARDS = 40


class Insight(QObject):
    """Keeps the open cards of a canvas up to date."""

    def __init__(self, view: CanvasView, run: RunController, link: WorkerLink, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._view, self._run, self._link = view, run, link
        self._shows = view.canvas.card_layer.insides
        self._shown: TrainingPlan | None = None
        self._features: tuple[int, ...] = ()
        self._turn = Turn(link, PAUSE, self)
        self._turn.due.connect(self._look)
        self._turn.answered.connect(self._take)
        self._turn.prepared.connect(self._changed)
        view.zoom_changed.connect(self._moved)
        for bar in (view.horizontalScrollBar(), view.verticalScrollBar()):
            bar.valueChanged.connect(self._moved)
        view.session.snapshot_changed.connect(self._changed)
        run.changed.connect(self._changed)
        run.advanced.connect(self._changed)
        link.state_changed.connect(self._changed)

    def vary(self, features: tuple[int, ...]) -> None:
        """Draw what units answer over these numbers of an example, where more than two go in."""
        if features != self._features:
            self._features = features
            self._moved()

    # --- what brings a look about ---

    def _moved(self, by: object = None) -> None:
        self._want(MOVED_MS)

    def _changed(self, what: Snapshot | str | None = None) -> None:
        """The design is another one, or the network holds other weights: that is no movement to wait the end of."""
        self._want(0)

    def _want(self, after_ms: int) -> None:
        if self._view.camera.scale >= STARTS[Tier.OPEN]:
            self._turn.want(after_ms)

    # --- a look ---

    def _look(self) -> None:
        nodes, plan = self._open_cards(), self._run.present()
        if self._shown is not None and (plan is None or plan.model != self._shown.model):
            self._shown = None
            self._shows.show({})
        if plan is None or not self._turn.possible:
            self._shows.show({}, self._why_not())
            return
        if not nodes:
            return
        grid = GRID if self._view.camera.scale >= AHEAD * STARTS[Tier.MAPS] else 0
        self._turn.ask(LookInside(self._turn.new_id(), plan, nodes, grid=grid, features=self._features))

    def _take(self, asked: LookInside, inside: Inside) -> None:
        plan = self._run.present()
        if plan is None or plan.model != asked.plan.model:
            return
        if inside.layers:
            self._shown = asked.plan
            self._shows.show({**self._shows.opened, **opened(inside)})
        elif self._shown is None:
            self._shows.show({}, self._why_not())

    def _open_cards(self) -> tuple[str, ...]:
        """The nodes in view that are close enough to be open, in the order they are drawn."""
        canvas, scale = self._view.canvas, self._view.camera.scale
        if scale < STARTS[Tier.OPEN]:
            return ()
        ids = [canvas.places.ids[row] for row in canvas.places.within(self._view.camera.visible())]
        maps = scale >= AHEAD * STARTS[Tier.MAPS]
        nodes = self._view.session.design.graph.nodes
        return tuple(id for id in ids if id in nodes and (maps or nodes[id].kind == "Dense"))[:MOST_CARDS]

    def _why_not(self) -> str:
        """Why there is nothing to show in a card."""
        snapshot, run = self._view.session.snapshot, self._run.run
        if snapshot.analysis.errors or snapshot.data_fault:
            return words.PROBLEMS
        if self._link.state == FAILED:
            return words.NO_ENGINE
        if self._link.state != READY:
            return words.ENGINE_STARTS
        if self._run.active and run is not None and self._run.present() is not run.plan:
            return words.ANOTHER_RUN
        return words.BEING_MADE
