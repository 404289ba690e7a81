"""The same networks in other editors, for `bench_canvas.py`: OdenGraphQt, and Qt's own items with nothing on them."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Callable, Iterator
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.setdefault("QT_API", "pyside6")

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainterPath
from PySide6.QtWidgets import QApplication, QGraphicsItem, QGraphicsScene, QGraphicsView

from designer.graph.design import Design
from designer.ui.canvas.metrics import HEIGHT, WIDTH


class Rival:
    """A view of a network in another editor, and one of its cards."""

    def __init__(self, view: QGraphicsView, card: QGraphicsItem) -> None:
        self.view = view
        self.card = card
        self._home = card.pos()

    def look_at(self, scale: float, middle: QPointF) -> None:
        self.view.resetTransform()
        self.view.scale(scale, scale)
        self.view.centerOn(middle)
        QApplication.processEvents()

    def repaint(self) -> None:
        self.view.viewport().repaint()

    def drag(self, way: float) -> None:
        self.card.setPos(self._home + QPointF(way, way))
        QApplication.processEvents()

    def zoom(self, factor: float) -> None:
        self.view.scale(factor, factor)
        QApplication.processEvents()

    def pan(self, way: int) -> None:
        bar = self.view.horizontalScrollBar()
        bar.setValue(bar.value() + way)
        QApplication.processEvents()


def plain(design: Design) -> Rival:
    """A rectangle for each card, a curve for each wire: no text, no icons, no ports, and wires do not follow."""
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
    view = QGraphicsView()
    scene.setParent(view)
    view.setScene(scene)
    view.resize(1600, 1000)
    view.show()
    QApplication.processEvents()
    return Rival(view, cards[len(cards) // 2])


def oden(design: Design) -> Rival:
    """OdenGraphQt's own nodes, pipes and viewer, made without its undo."""
    with _quiet():
        from OdenGraphQt import BaseNode, NodeGraph

        class Layer(BaseNode):
            __identifier__ = "rival"
            NODE_NAME = "Layer"

            def __init__(self) -> None:
                super().__init__()
                self.add_input("input", multi_input=True)
                self.add_output("output")

        graph = NodeGraph()
        graph.register_node(Layer)
        made = {
            id: graph.create_node("rival.Layer", node.name, selected=False, pos=place, push_undo=False)
            for (id, node), place in zip(design.graph.nodes.items(), design.layout.positions.values(), strict=True)
        }
        for wire in design.graph.wires:
            made[wire.source].output(0).connect_to(made[wire.target].input(0), push_undo=False, emit_signal=False)
        graph.widget.resize(1600, 1000)
        graph.widget.show()
        QApplication.processEvents()
    rival = Oden(graph.viewer(), made[f"n{len(made) // 2}"].view)
    rival.graph = graph
    return rival


class Oden(Rival):
    """OdenGraphQt pans by the rectangle it shows."""

    graph: object

    def look_at(self, scale: float, middle: QPointF) -> None:
        size = self.view.viewport().size()
        shown = QRectF(0.0, 0.0, size.width() / scale, size.height() / scale)
        shown.moveCenter(middle)
        self.view._scene_range = shown
        self.view._update_scene()
        QApplication.processEvents()

    def pan(self, way: int) -> None:
        self.view._set_viewer_pan(way, 0)
        QApplication.processEvents()


@contextlib.contextmanager
def _quiet() -> Iterator[None]:
    """It has a line printed for each node, below Python."""
    kept = os.dup(2)
    with Path(os.devnull).open("wb") as nowhere:
        os.dup2(nowhere.fileno(), 2)
    yield
    os.dup2(kept, 2)
    os.close(kept)


RIVALS: dict[str, Callable[[Design], Rival]] = {"OdenGraphQt": oden, "plain items": plain}
