"""Whatever hands do to the canvas, in whatever order: the design stays whole, Esc takes a gesture back with nothing
changed, and undoing it all gives the first design back, byte for byte."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test
from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QKeySequence, QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from designer.graph.design import Design
from designer.graph.files import decode, encode
from designer.ui.actions import ACTIONS
from designer.ui.window import Window
from tests.ui.undoing import undo_leads_to

PRESSED = ("canvas.", "leading.", "minimap.", "bookmarks.")
KEYS = sorted({key for action in ACTIONS if action.call.startswith(PRESSED) for key in action.keys})
OWN_KEYS = ["Left", "Right", "Up", "Down", "Shift+Right", "Ctrl+Right", "Return", "C", "Esc"]
"""The keys of the canvas that belong to no action."""

Mod = Qt.KeyboardModifier
LEFT, RIGHT, MIDDLE = Qt.MouseButton.LeftButton, Qt.MouseButton.RightButton, Qt.MouseButton.MiddleButton
# What hands do most often comes up most often.
HELD = [Mod.ShiftModifier, Mod.ControlModifier, Mod.AltModifier, Mod.ControlModifier | Mod.ShiftModifier]
MODIFIERS = st.sampled_from([*[Mod.NoModifier] * 6, *HELD])
LATER = st.sampled_from([*[None] * 3, Mod.ControlModifier, *[Mod.ControlModifier | Mod.ShiftModifier] * 2])
"""The keys held at the end of a drag, where they are others than at its start."""
BUTTONS = st.sampled_from([*[LEFT] * 6, RIGHT, MIDDLE])


@dataclass(frozen=True)
class Spot:
    """A place worth pressing: on a card, a port, a wire or a dot, by number, or anywhere."""

    what: str
    number: int
    share: tuple[float, float]


SPOTS = st.builds(
    Spot,
    st.sampled_from(["card", "out", "in", "wire", "dot", "empty"]),
    st.integers(0, 9),
    st.tuples(st.floats(0.05, 0.95), st.floats(0.05, 0.95)),
)


class Hands(RuleBasedStateMachine):
    """Presses, drags and types into a real window, which all examples share."""

    window: Window
    starter: Design

    @initialize()
    def begin(self) -> None:
        self.view = self.window.canvas
        self.session = self.window.session
        self.session.start(self.starter)
        self.view.fit_all()
        self.first = encode(self.session.design)

    @rule(start=SPOTS, end=SPOTS, keys=MODIFIERS, later=LATER, button=BUTTONS)
    def drag(self, start: Spot, end: Spot, keys: Mod, later: Mod | None, button: Qt.MouseButton) -> None:
        self.to_the_canvas()
        self.hold(start, end, keys, button, later)
        held = keys if later is None else later
        QTest.mouseRelease(self.view.viewport(), button, held, self.at(end).toPoint())

    @rule(start=SPOTS, end=SPOTS, keys=MODIFIERS, later=LATER, button=BUTTONS)
    def drag_and_think_better_of_it(
        self, start: Spot, end: Spot, keys: Mod, later: Mod | None, button: Qt.MouseButton
    ) -> None:
        self.to_the_canvas()
        before, selected = self.session.design, self.session.selection
        self.hold(start, end, keys, button, later)
        if self.view.gesture is not None:
            QTest.keyClick(self.view, Qt.Key.Key_Escape)
            assert self.view.gesture is None
            assert self.session.selection == selected
        assert self.session.design is before
        QTest.mouseRelease(self.view.viewport(), button, keys, self.at(end).toPoint())
        assert self.session.design is before

    @rule(spot=SPOTS, keys=MODIFIERS)
    def click(self, spot: Spot, keys: Mod) -> None:
        self.to_the_canvas()
        QTest.mouseClick(self.view.viewport(), Qt.MouseButton.LeftButton, keys, self.at(spot).toPoint())

    @rule(spot=SPOTS)
    def double_click(self, spot: Spot) -> None:
        self.to_the_canvas()
        place = self.at(spot).toPoint()
        QTest.mouseClick(self.view.viewport(), LEFT, Mod.NoModifier, place)
        QTest.mouseDClick(self.view.viewport(), LEFT, Mod.NoModifier, place)
        QTest.mouseRelease(self.view.viewport(), LEFT, Mod.NoModifier, place)

    @rule(key=st.sampled_from(KEYS + OWN_KEYS))
    def press(self, key: str) -> None:
        self.to_the_canvas()
        QTest.keySequence(self.view, QKeySequence(key))

    @rule(text=st.sampled_from(["dense", "relu", "x", ""]), enter=st.booleans())
    def type_where_the_keyboard_is(self, text: str, enter: bool) -> None:
        focus = QApplication.focusWidget()
        if focus is not None and focus is not self.view and self.view.isAncestorOf(focus):
            QTest.keyClicks(focus, text)
            QTest.keyClick(focus, Qt.Key.Key_Return if enter else Qt.Key.Key_Escape)

    @rule()
    def undo(self) -> None:
        self.session.undo()

    @rule()
    def redo(self) -> None:
        self.session.redo()

    @invariant()
    def what_shows_is_the_design(self) -> None:
        design, canvas = self.session.design, self.view.canvas
        assert decode(encode(design)) == design
        assert self.session.selection <= set(design.ids())
        assert all(design.has(id) for id in canvas.cards)
        assert set(canvas.wires.wires) <= set(design.graph.wires)
        if self.view.gesture is None:
            bends = canvas.projection.bends(design.layout.bends)
            assert all(tuple(canvas.dots.of(wire)) == bends.get(wire, ()) for wire in canvas.wires.wires)

    def teardown(self) -> None:
        if not hasattr(self, "first"):
            return
        self.to_the_canvas()
        undo_leads_to(self.session, self.first)

    def to_the_canvas(self) -> None:
        """Give the keyboard back to the canvas as a person would, and end what goes on there."""
        for _ in range(4):
            focus = QApplication.focusWidget()
            if focus is self.view and self.view.gesture is None:
                return
            QTest.keyClick(focus or self.view, Qt.Key.Key_Escape)
            if QApplication.focusWidget() is not self.view and not self.view.isAncestorOf(QApplication.focusWidget()):
                self.view.setFocus()
        assert QApplication.focusWidget() is self.view, "Esc must lead back to the canvas"

    def hold(self, start: Spot, end: Spot, keys: Mod, button: Qt.MouseButton, later: Mod | None) -> None:
        """Press at one spot and move to another, with other keys held at last."""
        here, there = self.at(start), self.at(end)
        QTest.mousePress(self.view.viewport(), button, keys, here.toPoint())
        for share in (0.3, 0.7, 1.0):
            place = here + (there - here) * share
            where = self.view.viewport().mapToGlobal(place)
            held = later if share == 1.0 and later is not None else keys
            event = QMouseEvent(QEvent.Type.MouseMove, place, where, Qt.MouseButton.NoButton, button, held)
            QApplication.sendEvent(self.view.viewport(), event)

    def at(self, spot: Spot) -> QPointF:
        """Where a spot is in the viewport now; spots outside it are pulled to its edge."""
        room, canvas = self.view.viewport().rect().adjusted(2, 2, -2, -2), self.view.canvas
        ids, wires = canvas.places.ids, canvas.wires.wires
        x, y = room.width() * spot.share[0], room.height() * spot.share[1]
        place = QPointF(x, y)
        dots = [QPointF(*dot) for row in sorted(canvas.wires.dots) for dot in canvas.wires.dots[row]]
        if spot.what == "dot" and dots:
            place = self.view.camera.to_screen(dots[spot.number % len(dots)])
        elif spot.what in ("wire", "dot") and wires:
            place = self.view.camera.to_screen(canvas.wires.middle(spot.number % len(wires)))
        elif spot.what != "empty" and ids:
            card = ids[spot.number % len(ids)]
            ports = [port for port in canvas.places.ports(card) if port.side == spot.what]
            scene = canvas.places.port_point(ports[0]) if ports else canvas.places.rect(card).center()
            place = self.view.camera.to_screen(scene)
        return QPointF(max(room.left(), min(place.x(), room.right())), max(room.top(), min(place.y(), room.bottom())))


def test_any_hands_leave_a_whole_design(open_window: Callable[..., Window], starter: Design) -> None:
    shared = open_window()

    class Here(Hands):
        window = shared

    Here.starter = starter
    run_state_machine_as_test(Here, settings=settings(max_examples=25, stateful_step_count=30, deadline=None))
