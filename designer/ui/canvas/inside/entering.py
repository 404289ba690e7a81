"""Going close to a card to see what is inside it, and back to where one was."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF

from designer.ui.canvas.metrics import WIDTH
from designer.ui.canvas.tiers import ARRIVED, Tier, tier_of

if TYPE_CHECKING:
    from designer.ui.canvas.view import CanvasView

OPEN, CLOSEST = 3.2, 10.0
"""The scale at which weights are looked at, and the largest for maps."""
ROOM = 0.94
"""How much of the view's width a card may take."""


class Entering:
    """One step closer at each `enter`; `leave` goes all the way back."""

    def __init__(self, view: CanvasView) -> None:
        self._view = view
        self._before: tuple[float, QPointF] | None = None

    def enter(self) -> None:
        """Go close to the selected card, or to the Dense one nearest to the middle; if one is there, closer still."""
        id = self._card()
        if id is None:
            return
        view, camera = self._view, self._view.camera
        if tier_of(camera.scale) < Tier.OPEN:
            self._before = camera.scale, camera.middle()
        middle = view.canvas.places.rect(id).center()
        there = camera.scale >= ARRIVED[Tier.OPEN] and (camera.middle() - middle).manhattanLength() < WIDTH / 2
        self._go(self._closest() if there else OPEN, middle)

    def leave(self) -> bool:
        """Back to where the view was before; says whether it was inside."""
        before, self._before = self._before, None
        if before is None or tier_of(self._view.camera.scale) < Tier.OPEN:
            return False
        self._go(*before)
        return True

    def _go(self, scale: float, middle: QPointF) -> None:
        self._view.zoom_by(scale / self._view.camera.scale)
        self._view.centerOn(middle)

    def _closest(self) -> float:
        """As close as lets the whole card be seen, if maps show there."""
        fits = ROOM * self._view.viewport().width() / WIDTH
        return max(1.02 * ARRIVED[Tier.MAPS], min(CLOSEST, fits))

    def _card(self) -> str | None:
        canvas, view = self._view.canvas, self._view
        chosen = [id for id in canvas.places.ids if id in view.session.selection]
        if chosen:
            return canvas.marked.current if canvas.marked.current in chosen else chosen[0]
        middle, nodes = view.camera.middle(), view.session.design.graph.nodes
        dense = [id for id in canvas.places.ids if id in nodes and nodes[id].kind == "Dense"]
        away = {id: (canvas.places.rect(id).center() - middle).manhattanLength() for id in dense}
        return min(dense, key=away.__getitem__, default=None)
