"""Tidy, align and distribute, each as one step; what takes long is worked out aside."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Final

from PySide6.QtCore import QObject, QRectF, QThreadPool, Signal

from designer.graph import edits
from designer.graph.design import Design, Position, Wire
from designer.graph.layout_edits import rearrange
from designer.ui.canvas.aligning import Edge, Way, aligned, distributed
from designer.ui.canvas.areas.areas import carried
from designer.ui.canvas.metrics import pitch
from designer.ui.canvas.rooms import Sight
from designer.ui.canvas.scene import CanvasScene
from designer.ui.canvas.sliding import Slide, motion_wanted
from designer.ui.canvas.tidy import Order, in_order
from designer.ui.session import Snapshot

ASIDE = 200
"""With more cards than this the order is worked out aside, so that the window goes on meanwhile."""
GLIDING = 300
"""More things than this do not glide to their places: nobody could follow them."""

WORDS: Final[dict[Edge, str]] = {
    "left": "left edges",
    "right": "right edges",
    "top": "top edges",
    "bottom": "bottom edges",
    "centre": "centres in a column",
    "middle": "centres in a row",
}


@dataclass(frozen=True, eq=False)
class _Job:
    """One order that is wanted. No Qt object: the last hand on it may be another thread's."""

    sight: Sight
    ids: Collection[str]
    top_down: bool

    @property
    def count(self) -> int:
        """How many cards are put in order."""
        return sum(id in self.sight.heights for id in self.ids) if self.ids else len(self.sight.heights)


class Arrange(QObject):
    """Puts the selection in order, or all, and aligns it. What is worked out counts only for the design it was asked for."""

    _done = Signal(object, object)
    """A `_Job`, from whatever thread it was done in, and its `Order`."""

    def __init__(self, scene: CanvasScene, parent: QObject) -> None:
        super().__init__(parent)
        self._done.connect(self._arrived)
        self._scene = scene
        self._session = scene.session
        self._slide = Slide(scene)
        self._pool = QThreadPool(self)
        self._job: _Job | None = None
        self._design = scene.session.design
        self._animated: bool | None = None
        scene.moved_aside.connect(self.glide)

    @property
    def running(self) -> bool:
        """Whether an order is being worked out."""
        return self._job is not None

    def tidy(self, top_down: bool = False, animated: bool | None = None) -> None:
        """Put the selection (or all, if it is one card or none) in order; `animated` unless the system says otherwise."""
        self.cancel()
        chosen, frames = self._session.selection, self._session.design.layout.frames
        if len(chosen) == 1 and chosen.isdisjoint(frames):
            chosen = frozenset()
        job = self._job = _Job(sight_of(self._scene), chosen, top_down)
        self._design, self._animated = self._session.design, animated
        if job.count > ASIDE:
            self._session.said.emit(f"Putting {job.count:,} cards in order… Esc leaves them as they are.")
            self._pool.start(partial(self._do, job))
        else:
            self._do(job)

    def cancel(self) -> bool:
        """Leave everything as it is; says whether an order was being worked out."""
        job, self._job = self._job, None
        if job is not None:
            self._session.said.emit("Left as it was.")
        return job is not None

    def settle(self, snapshot: Snapshot) -> None:
        """Another snapshot is shown: whatever glides is there at once, and an order for another design is void."""
        self._slide.stop()
        if self._job is not None and snapshot.design is not self._design:
            self.cancel()

    def align(self, edge: Edge) -> None:
        """Bring the selected things to a common edge or middle."""
        rects = self._rects()
        if len(rects) > 1:
            self._move(rects, aligned(rects, edge), f"Align {WORDS[edge]}")

    def distribute(self, way: Way) -> None:
        """Make the gaps between the selected things equal; the outermost two stay."""
        rects = self._rects()
        if len(rects) > 2:
            self._move(
                rects, distributed(rects, way), "Distribute " + ("horizontally" if way == "across" else "vertically")
            )

    def _rects(self) -> dict[str, QRectF]:
        """The selected things, but for those that lie in a selected frame and go where it goes."""
        chosen = [id for id in self._session.design.ids() if id in self._session.selection and self._scene.shows(id)]
        taken = {other for id in chosen for other in carried(self._scene, [id]) if other != id}
        return {id: self._scene.rect_of(id) for id in chosen if id not in taken}

    def _move(self, rects: Mapping[str, QRectF], to: Mapping[str, Position], label: str) -> None:
        places = self._session.design.layout.positions
        moved = {}
        for id, (x, y) in to.items():
            dx, dy = x - rects[id].x(), y - rects[id].y()
            if dx or dy:
                moved.update(
                    {other: (places[other][0] + dx, places[other][1] + dy) for other in carried(self._scene, [id])}
                )
        before = {id: places[id] for id in moved}
        if moved and self._scene.edit(edits.move(moved, label)):
            self._glide(before, None)

    def glide(self, before: dict[str, Position]) -> None:
        """Let things that lie elsewhere now come from where they were."""
        self._glide(before, None)

    def wait(self) -> None:
        """Until nothing is being worked out; then it has yet to arrive."""
        self._pool.waitForDone()

    def _do(self, job: _Job) -> None:
        self._done.emit(job, in_order(job.sight, job.ids, job.top_down))

    def _arrived(self, job: _Job, order: Order) -> None:
        if job is not self._job:
            return
        self._job = None
        if self._design is self._session.design and job.sight.level == self._scene.level:
            self._apply(order, job)
        if job.count > ASIDE:
            self._session.said.emit("")

    def _apply(self, order: Order, job: _Job) -> None:
        before = self._design.layout.positions
        label = "Tidy top down" if job.top_down else "Tidy"
        straight = bent_wires(self._scene, self._design, order.tidied)
        if not self._scene.edit(rearrange(order.positions, order.frames, straight, label)):
            return
        self._glide({id: before[id] for id in order.positions}, self._animated)

    def _glide(self, before: dict[str, Position], animated: bool | None) -> None:
        wanted = motion_wanted() if animated is None else animated
        if before and wanted and len(before) <= GLIDING:
            self._slide.start(before)


def sight_of(scene: CanvasScene) -> Sight:
    """What shows on the level that is entered, but for what has no place of its own."""
    layout, places, wires = scene.session.design.layout, scene.places, scene.wires
    heights = {
        id: height for id, height in zip(places.ids, places.heights.tolist(), strict=True) if id in layout.positions
    }
    pitches = {id: pitch(scene.cards[id].flows) for id in heights}
    out = (wires.ends[:, 1] - places.xy[wires.sources, 1]).tolist()
    into = (wires.ends[:, 3] - places.xy[wires.targets, 1]).tolist()
    ends = tuple(
        (one.node, other.node, start, end)
        for (one, other), start, end in zip(wires.shown, out, into, strict=True)
        if one.node in heights and other.node in heights
    )
    return Sight(layout, heights, pitches, ends, scene.level)


def bent_wires(scene: CanvasScene, design: Design, ids: Collection[str]) -> list[Wire]:
    """The wires with bends between two of these cards."""
    found = []
    for wire in design.layout.bends:
        row = scene.wires.index.get(wire)
        if row is not None and all(port.node in ids for port in scene.wires.shown[row]):
            found.append(wire)
    return found
