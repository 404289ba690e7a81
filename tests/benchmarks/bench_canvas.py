"""How fast the canvas builds, paints and drags, and how that compares with plain Qt items.

    uv run python tests/benchmarks/bench_canvas.py

Prints medians in milliseconds for 100, 300 and 1,000 layers with branches, and their ratio to a plain
`QGraphicsView` with a `QGraphicsRectItem` for each card and a `QGraphicsPathItem` for each wire: no text, no
icons, no ports, painted by Qt in C++ alone. Everything is offscreen at 1600 x 1000, at two zooms: the whole
graph in view, and reading size.
"""

from __future__ import annotations

import os
import statistics
import sys
import time
from collections.abc import Callable

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainterPath
from PySide6.QtWidgets import QApplication, QGraphicsItem, QGraphicsScene, QGraphicsView

from designer.catalogue import kind_named
from designer.graph import edits
from designer.graph.design import Design, Graph, Layout, Node, Wire
from designer.ui.canvas import CanvasView
from designer.ui.canvas.gestures.base import Pointer
from designer.ui.canvas.gestures.move import MoveCards
from designer.ui.canvas.metrics import HEIGHT, WIDTH
from designer.ui.session import Session

SIZES = (100, 300, 1000)
ROUNDS = 25
KINDS = ("Dense", "ReLU", "Dropout", "BatchNormalization")


def network(count: int) -> Design:
    """Rows of twenty layers, each wired to the one before it, every fourth to one further back."""
    nodes: dict[str, Node] = {"n0": Node("n0", "Input", "input", {"shape": (64,)})}
    wires = []
    for at in range(1, count):
        name = KINDS[at % len(KINDS)]
        kind = kind_named(name)
        nodes[f"n{at}"] = Node(f"n{at}", name, f"layer_{at}", kind.started() if kind else {})
        if at % 20:
            back = 3 if at % 20 > 3 and at % 4 == 0 else 1
            wires.append(Wire(f"n{at - back}", f"n{at}"))
    places = {id: (220.0 * (at % 20), 110.0 * (at // 20)) for at, id in enumerate(nodes)}
    return Design(Graph(nodes, tuple(wires)), layout=Layout(places))


def median(run: Callable[[], object], rounds: int = ROUNDS) -> float:
    """The median time of a call, in milliseconds."""
    times = []
    for _ in range(rounds):
        start = time.perf_counter()
        run()
        times.append((time.perf_counter() - start) * 1000)
    return statistics.median(times)


class Shaken:
    """Drags one thing to and fro, a frame at each call."""

    def __init__(self, move: Callable[[float], None]) -> None:
        self._move = move
        self._step = 0

    def __call__(self) -> None:
        self._step += 1
        self._move(10.0 * (self._step % 7))
        QApplication.processEvents()


def canvas_of(design: Design) -> CanvasView:
    view = CanvasView(Session(design))
    view.resize(1600, 1000)
    view.show()
    QApplication.processEvents()
    return view


def plain_of(design: Design) -> tuple[QGraphicsView, QGraphicsScene, QGraphicsItem]:
    """The same picture from Qt's own items, with wires that do not even follow."""
    scene = QGraphicsScene(QRectF(-1e5, -1e5, 2e5, 2e5))
    places = design.layout.positions
    for wire in design.graph.wires:
        (x1, y1), (x2, y2) = places[wire.source], places[wire.target]
        path = QPainterPath(QPointF(x1 + WIDTH, y1 + HEIGHT / 2))
        path.cubicTo(x1 + WIDTH + 40, y1 + HEIGHT / 2, x2 - 40, y2 + HEIGHT / 2, x2, y2 + HEIGHT / 2)
        scene.addPath(path)
    cards = [scene.addRect(0, 0, WIDTH, HEIGHT) for _ in places]
    for card, (x, y) in zip(cards, places.values(), strict=True):
        card.setBrush(Qt.GlobalColor.white)
        card.setPos(x, y)
    view = QGraphicsView(scene)
    view.resize(1600, 1000)
    view.show()
    QApplication.processEvents()
    return view, scene, cards[len(cards) // 2]


def canvas_drag(view: CanvasView, id: str) -> Shaken:
    view.session.select({id})
    start = Pointer(view.canvas.places.rect(id).center(), QPointF(), scale=view.camera.scale)
    gesture = MoveCards(view.canvas, id)
    gesture.start(start)
    return Shaken(lambda dx: gesture.move(Pointer(start.scene + QPointF(20 + dx, dx), QPointF(50 + dx, dx))))


def plain_drag(card: QGraphicsItem) -> Shaken:
    home = card.pos()
    return Shaken(lambda dx: card.setPos(home + QPointF(dx, dx)))


def measure(count: int) -> list[tuple[str, float, float]]:
    """Rows of what was measured: canvas and plain items, in milliseconds."""
    design, id = network(count), f"n{count // 2}"
    rows = [("build", median(lambda: canvas_of(design), 3), median(lambda: plain_of(design), 3))]
    view, (plain, _scene, card) = canvas_of(design), plain_of(design)
    for name, scale in (("whole", None), ("reading size", 1.0)):
        if scale is None:
            view.fit_all()
        else:
            view.center_on(id)
            view.zoom_reset()
        plain.setTransform(view.transform())
        plain.centerOn(view.camera.middle())
        QApplication.processEvents()
        rows.append((f"repaint, {name}", median(view.viewport().repaint), median(plain.viewport().repaint)))
        drag = canvas_drag(view, id)
        rows.append((f"drag frame, {name}", median(drag), median(plain_drag(card))))
        view.canvas.put_back()
    rows.append(("one setting shown", median(other_setting(view)), float("nan")))
    rows.append(("tidy all", median(lambda: retidy(view), 3), float("nan")))
    return rows


def other_setting(view: CanvasView) -> Callable[[], None]:
    """Shows two snapshots in turn that differ in one setting; their analysis is not the canvas's work."""
    snapshots = []
    for units in (7, 8):
        view.session.edit(edits.set_setting(view.session.design.graph.nodes["n4"], "units", units))
        snapshots.append(view.session.snapshot)

    def show() -> None:
        snapshots.reverse()
        view.show(snapshots[0])
        QApplication.processEvents()

    return show


def retidy(view: CanvasView) -> None:
    view.session.select(())
    view.tidy(animated=False)
    QApplication.processEvents()
    view.session.undo()


def main() -> None:
    app = QApplication.instance() or QApplication(sys.argv)
    print(f"{'layers':>6}  {'what':<26}{'canvas ms':>10}{'plain ms':>10}{'ratio':>8}")
    for count in SIZES:
        for what, own, plain in measure(count):
            print(f"{count:>6}  {what:<26}{own:>10.2f}{plain:>10.2f}{own / plain:>8.2f}")
    del app


if __name__ == "__main__":
    main()
