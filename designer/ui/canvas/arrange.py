"""Tidy what is on the canvas: worked out aside where there is much of it, applied as one step."""

from __future__ import annotations

from collections.abc import Collection

from PySide6.QtCore import QObject, QThreadPool, Signal

from designer.graph.design import Design, Wire
from designer.graph.layout_edits import rearrange
from designer.ui.canvas.metrics import pitch
from designer.ui.canvas.rooms import Sight
from designer.ui.canvas.scene import CanvasScene
from designer.ui.canvas.sliding import Slide
from designer.ui.canvas.tidy import Order, in_order
from designer.ui.session import Snapshot

ASIDE = 200
"""With more cards than this the order is worked out aside, so that the window goes on meanwhile."""
GLIDING = 300
"""More things than this do not glide to their places: nobody could follow them."""


class _Job(QObject):
    """Works one order out, in whatever thread it is run."""

    done = Signal(object)
    """The `Order`."""

    def __init__(self, sight: Sight, ids: Collection[str], top_down: bool) -> None:
        super().__init__()
        self.sight, self.ids, self.top_down = sight, ids, top_down
        self.count = sum(id in sight.heights for id in ids) if ids else len(sight.heights)

    def run(self) -> None:
        self.done.emit(in_order(self.sight, self.ids, self.top_down))


class Arrange(QObject):
    """Puts the selection in order, or all. What is worked out counts only for the design it was asked for."""

    def __init__(self, scene: CanvasScene, parent: QObject) -> None:
        super().__init__(parent)
        self._scene = scene
        self._session = scene.session
        self._slide = Slide(scene)
        self._pool = QThreadPool(self)
        self._job: _Job | None = None
        self._design = scene.session.design
        self._animated: bool | None = None

    @property
    def running(self) -> bool:
        """Whether an order is being worked out."""
        return self._job is not None

    def tidy(self, top_down: bool = False, animated: bool | None = None) -> None:
        """Put the selection (or all, if it is not several) in order; `animated` unless the system says otherwise."""
        self.cancel()
        chosen = self._session.selection if len(self._session.selection) > 1 else frozenset()
        job = self._job = _Job(sight_of(self._scene), chosen, top_down)
        self._design, self._animated = self._session.design, animated
        job.done.connect(self._arrived)
        if job.count > ASIDE:
            self._session.said.emit(f"Putting {job.count:,} cards in order… Esc leaves them as they are.")
            self._pool.start(job.run)
        else:
            job.run()

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

    def wait(self) -> None:
        """Until nothing is being worked out; then it has yet to arrive."""
        self._pool.waitForDone()

    def _arrived(self, order: Order) -> None:
        job = self._job
        if job is None or self.sender() is not job:
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
        glides = self._slide.wanted() if self._animated is None else self._animated
        if order.positions and glides and len(order.positions) <= GLIDING:
            self._slide.start({id: before[id] for id in order.positions})


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
