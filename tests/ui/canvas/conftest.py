"""A canvas on a small network, and hands that press, drag and type with real events."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from designer.catalogue import kind_named
from designer.graph import edits
from designer.graph.design import Design, Graph, Layout, Node, Wire
from designer.graph.naming import fresh_name
from designer.ui import theme
from designer.ui.actions import ACTIONS
from designer.ui.canvas import CanvasView
from designer.ui.canvas.places import Port
from designer.ui.session import Session
from designer.values import Value

NONE = Qt.KeyboardModifier.NoModifier
LEFT = Qt.MouseButton.LeftButton

Kinds = list[str | tuple[str, dict[str, Value]]]


def chain_of(kinds: Kinds, apart: float = 220.0) -> Design:
    """A design of layers in a row, wired one to the next: n1, n2, …"""
    nodes: dict[str, Node] = {}
    for at, entry in enumerate(kinds, start=1):
        name, settings = entry if isinstance(entry, tuple) else (entry, {})
        kind = kind_named(name)
        started = kind.started() if kind is not None else {}
        label = fresh_name(name, {node.name for node in nodes.values()})
        nodes[f"n{at}"] = Node(f"n{at}", name, label, {**started, **settings})
    wires = tuple(Wire(f"n{at}", f"n{at + 1}") for at in range(1, len(kinds)))
    places = {id: (apart * at, 0.0) for at, id in enumerate(nodes)}
    return Design(Graph(nodes, wires), layout=Layout(places))


def small_design() -> Design:
    """Input 2, Dense 4, ReLU, Dense 1, and a Dropout that is wired to nothing, below."""
    design = chain_of([("Input", {"shape": (2,)}), ("Dense", {"units": 4}), "ReLU", ("Dense", {"units": 1})])
    node = Node("n5", "Dropout", "my dropout", {"rate": 0.5})
    return edits.add_node(node, (440.0, 150.0))(design)


class Hand:
    """Does to a canvas what a person does. Points are given in the scene."""

    def __init__(self, view: CanvasView) -> None:
        self.view = view
        self.design = lambda: view.session.design

    def at(self, point: QPointF | tuple[float, float]) -> QPoint:
        return self.view.mapFromScene(point if isinstance(point, QPointF) else QPointF(*point))

    def middle(self, id: str) -> QPointF:
        return self.view.canvas.places.rect(id).center()

    def port(self, id: str, side: str = "out", name: str = "") -> QPointF:
        return self.view.canvas.places.port_point(Port(id, side, name or f"{side}put"))

    def press(self, point: QPointF, keys: Qt.KeyboardModifier = NONE, button: Qt.MouseButton = LEFT) -> None:
        QTest.mousePress(self.view.viewport(), button, keys, self.at(point))

    def move(self, point: QPointF, keys: Qt.KeyboardModifier = NONE, button: Qt.MouseButton = LEFT) -> None:
        from PySide6.QtCore import QEvent
        from PySide6.QtGui import QMouseEvent

        local = QPointF(self.at(point))
        where = self.view.viewport().mapToGlobal(local)
        event = QMouseEvent(QEvent.Type.MouseMove, local, where, Qt.MouseButton.NoButton, button, keys)
        QApplication.sendEvent(self.view.viewport(), event)

    def release(self, point: QPointF, keys: Qt.KeyboardModifier = NONE, button: Qt.MouseButton = LEFT) -> None:
        QTest.mouseRelease(self.view.viewport(), button, keys, self.at(point))

    def click(self, point: QPointF, keys: Qt.KeyboardModifier = NONE) -> None:
        self.press(point, keys)
        self.release(point, keys)

    def drag_to(
        self, start: QPointF, end: QPointF, keys: Qt.KeyboardModifier = NONE, button: Qt.MouseButton = LEFT
    ) -> None:
        """Press and move, without letting go."""
        self.press(start, keys, button)
        for share in (0.25, 0.5, 1.0):
            self.move(start + (end - start) * share, keys, button)

    def drag(
        self, start: QPointF, end: QPointF, keys: Qt.KeyboardModifier = NONE, button: Qt.MouseButton = LEFT
    ) -> None:
        self.drag_to(start, end, keys, button)
        self.release(end, keys, button)

    def key(self, key: Qt.Key, keys: Qt.KeyboardModifier = NONE) -> None:
        QTest.keyClick(self.view, key, keys)

    def type(self, text: str) -> None:
        assert self.view.search is not None
        QTest.keyClicks(self.view.search.field, text)


@pytest.fixture
def open_view(qtbot: QtBot) -> Iterator[Callable[[Design], CanvasView]]:
    def opened(design: Design) -> CanvasView:
        view = CanvasView(Session(design))
        qtbot.addWidget(view)
        view.resize(1200, 600)
        view.show()
        qtbot.waitExposed(view)
        view.setFocus()
        view.zoom_reset()
        view.fit_all()
        return view

    yield opened
    theme.themes().choose("system")


@pytest.fixture
def view(open_view: Callable[[Design], CanvasView]) -> CanvasView:
    return open_view(small_design())


@pytest.fixture
def hand(view: CanvasView) -> Hand:
    return Hand(view)


@pytest.fixture
def hand_of() -> Callable[[CanvasView], Hand]:
    """Hands for another canvas."""
    return Hand


@pytest.fixture
def session(view: CanvasView) -> Session:
    return view.session


def with_actions(view: CanvasView, owner: str) -> CanvasView:
    """A view with the table's actions of one of its parts, as the window has them, and with the keyboard."""
    for action in ACTIONS:
        target, method = action.call.split(".")
        if target == owner:
            command = QAction(view)
            command.setShortcuts(list(action.keys))
            command.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            command.triggered.connect(_Called(getattr(getattr(view, owner), method), action.arguments))
            view.addAction(command)
    view.activateWindow()
    view.setFocus()
    return view


@dataclass(frozen=True)
class _Called:
    call: Callable[..., object]
    arguments: Mapping[str, object]

    def __call__(self, checked: bool = False) -> None:
        self.call(**self.arguments)
