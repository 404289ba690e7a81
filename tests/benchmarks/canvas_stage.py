"""A canvas with a large network on it, and what hands do to it; for `bench_canvas.py` and the test of its growth."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable
from itertools import cycle

from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication, QWidget

from designer.catalogue import kind_named
from designer.graph import edits
from designer.graph.design import Design, Graph, Layout, Node, Wire
from designer.ui.canvas import CanvasView
from designer.ui.canvas.gestures.band import Band
from designer.ui.canvas.gestures.base import Gesture, Pointer
from designer.ui.canvas.gestures.move import MoveCards
from designer.ui.session import Session, Snapshot

KINDS = ("Dense", "ReLU", "Dropout", "BatchNormalization")


def network(count: int) -> Design:
    """Rows of layers that fill the window, each wired to the one before it, every fourth to one further back."""
    across = round((0.8 * count) ** 0.5)
    nodes: dict[str, Node] = {"n0": Node("n0", "Input", "input", {"shape": (64,)})}
    wires = []
    for at in range(1, count):
        name = KINDS[at % len(KINDS)]
        kind = kind_named(name)
        nodes[f"n{at}"] = Node(f"n{at}", name, f"layer_{at}", kind.started() if kind else {})
        if at % across:
            back = 3 if at % across > 3 and at % 4 == 0 else 1
            wires.append(Wire(f"n{at - back}", f"n{at}"))
    places = {id: (220.0 * (at % across), 110.0 * (at // across)) for at, id in enumerate(nodes)}
    return Design(Graph(nodes, tuple(wires)), layout=Layout(places))


def median(run: Callable[[], object], rounds: int = 25) -> float:
    """The median time of a call, in milliseconds."""
    run()
    return statistics.median(once(run) for _ in range(rounds))


def once(run: Callable[[], object]) -> float:
    """The time of one call, in milliseconds."""
    start = time.perf_counter()
    run()
    return (time.perf_counter() - start) * 1000


def canvas_of(design: Design) -> CanvasView:
    view = CanvasView(Session(design))
    view.resize(1600, 1000)
    QWidget.show(view)
    QApplication.processEvents()
    return view


class Stage:
    """A canvas with a network of so many layers on it. What a hand does is a call for each frame."""

    def __init__(self, count: int) -> None:
        self.count = count
        self.design = network(count)
        self.view = canvas_of(self.design)
        self.session = self.view.session
        self.middle = f"n{count // 2}"

    def look(self, scale: float | None) -> None:
        """See the whole network, or the middle of it at a scale."""
        self.view.fit_all()
        if scale is not None:
            self.view.center_on(self.middle)
            self.view.zoom_by(scale / self.view.camera.scale)
        QApplication.processEvents()

    def show(self, snapshot: Snapshot) -> None:
        self.view.show(snapshot)
        QApplication.processEvents()

    def zooming(self) -> Callable[[], None]:
        """Turn a wheel to and fro, never back to quite the same zoom."""
        turns = cycle([15, -17, 13, -14, 19, -16, 12, -11, 18, -19, 11, -12, 14, -13, 17, -15])
        return lambda: self._wheel(QPoint(0, next(turns)), QPoint())

    def panning(self) -> Callable[[], None]:
        """Draw two fingers over a touchpad."""
        ways = cycle([QPoint(43, 17)] * 40 + [QPoint(-43, -17)] * 40)
        return lambda: self._wheel(QPoint(), next(ways))

    def _wheel(self, turned: QPoint, pixels: QPoint) -> None:
        viewport, at = self.view.viewport(), QPointF(self.view.viewport().rect().center())
        none, whole = Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase
        where = viewport.mapToGlobal(at)
        event = QWheelEvent(at, where, pixels, turned, Qt.MouseButton.NoButton, none, whole, False)
        QApplication.sendEvent(viewport, event)
        QApplication.processEvents()

    def dragging(self, ids: list[str]) -> Callable[[], None]:
        """Move these cards about."""
        self.session.select(ids)
        at = self.view.canvas.places.rect(ids[0]).center()
        return self._moving(MoveCards(self.view.canvas, ids[0]), at, 10.0)

    def banding(self) -> Callable[[], None]:
        """Draw a rubber band over a quarter of the network."""
        area = self.view.canvas.places.bounds()
        return self._moving(Band(self.view.canvas), area.center() - QPointF(area.width(), area.height()) / 4, 300.0)

    def _moving(self, gesture: Gesture, at: QPointF, step: float) -> Callable[[], None]:
        scale = self.view.camera.scale
        gesture.start(Pointer(at, QPointF(), scale=scale))
        ways = cycle([step * (2 + at) for at in range(7)])

        def move() -> None:
            way = next(ways)
            gesture.move(Pointer(at + QPointF(way + step, way), QPointF(50 + way, way), scale=scale))
            QApplication.processEvents()

        self.gesture = gesture
        return move

    def settings(self) -> Callable[[], None]:
        """Show two snapshots in turn that differ in one setting; their analysis is not the canvas's work."""
        snapshots = []
        for units in (7, 8):
            self.session.edit(edits.set_setting(self.design.graph.nodes["n4"], "units", units))
            snapshots.append(self.session.snapshot)
        shown = cycle(snapshots)
        return lambda: self.show(next(shown))
