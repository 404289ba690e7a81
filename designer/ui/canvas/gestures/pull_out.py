"""Take what is dragged out of its chain: its wires go, and what was on both sides is joined."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF
from PySide6.QtGui import QPainterPath

from designer.graph.chains import take_out
from designer.graph.design import Design, Wire
from designer.graph.edits import Edit
from designer.ui.canvas.chaining import nodes_of
from designer.ui.canvas.fitting import Fitting
from designer.ui.canvas.scene import CanvasScene
from designer.ui.canvas.wire_layer import loose_path


class PullOut:
    """Of one drag of the things `ids`. `design` is as it would be after what is wanted now."""

    def __init__(self, scene: CanvasScene, ids: Sequence[str]) -> None:
        self._scene = scene
        self._ids = ids
        self._nodes = nodes_of(scene.session.design, ids)
        self._out: Design | None = None
        self._joined: list[Wire] = []
        self.on = False

    @property
    def design(self) -> Design:
        return self._out if self.on and self._out is not None else self._scene.session.design

    def hold(self, wanted: bool) -> None:
        """Whether they should come out. What is wired to nothing else cannot."""
        if self._out is None and wanted:
            before = self._scene.session.design
            self._out = take_out(self._nodes)(before)
            known = set(before.graph.wires)
            self._joined = [wire for wire in self._out.graph.wires if wire not in known]
        wanted = wanted and self._out is not self._scene.session.design
        if wanted != self.on:
            self.on = wanted
            self._show()

    def steps(self) -> list[Edit]:
        """The edit that takes them out, if that is wanted."""
        return [take_out(self._nodes)] if self.on else []

    def tell(self, at: QPointF, goes_in: bool) -> None:
        """Say beside the pointer what letting go will do."""
        self._scene.overlay.mark(words=self._words(goes_in) if self.on else "", words_at=at, warns=False)

    def clear(self) -> None:
        """Show every wire as it was."""
        if self.on:
            self.on = False
            self._show()
            self._scene.overlay.mark(words="")

    def _words(self, goes_in: bool) -> str:
        them, their = ("it", "its") if len(self._ids) == 1 else ("them", "their")
        if goes_in:
            return f"Let go to put {them} in here" + (f"; {their} old neighbours are joined" if self._joined else "")
        return f"Let go to take {them} out" + (f"; {their} neighbours are joined" if self._joined else "")

    def _show(self) -> None:
        scene = self._scene
        crossing = [w for w in scene.wires.wires if (w.source in self._nodes) != (w.target in self._nodes)]
        scene.wire_layer.hidden = frozenset(crossing) if self.on else frozenset()
        scene.wire_layer.update()
        scene.marked.draw_wires()
        scene.overlay.mark(loose=self._path() if self.on else None, loose_fits=not self.on or self._fit())

    def _fit(self) -> bool:
        """Whether what is joined takes what comes; if not it is joined all the same, and the problems tell."""
        fitting = Fitting(self.design, self._scene.session.snapshot.analysis)
        return not any(fitting.why_not(wire) for wire in self._joined)

    def _path(self) -> QPainterPath | None:
        """The lines of the wires that join what is left, as far as both ends show."""
        scene, path = self._scene, QPainterPath()
        for wire in self._joined:
            ends = scene.shown_ends(wire)
            if all(port.node in scene.places.index for port in ends):
                path.addPath(loose_path(scene.wires.style, *(scene.places.port_point(port) for port in ends)))
        return None if path.isEmpty() else path
