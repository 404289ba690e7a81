"""Zoom, pan, fit, the keys of the canvas, and what it shows of a snapshot."""

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QNativeGestureEvent, QPointingDevice, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from designer.graph import edits
from designer.graph.design import Design, Graph, Layout, Node, Wire
from designer.ui import theme
from designer.ui.canvas.metrics import NAME

NONE, CTRL, SHIFT = (
    Qt.KeyboardModifier.NoModifier,
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.ShiftModifier,
)
MIDDLE = Qt.MouseButton.MiddleButton
NOT = QPoint()


def turn(view, at, pixels=NOT, angle=NOT, keys=NONE):
    where = QPointF(view.viewport().mapToGlobal(at))
    phase = Qt.ScrollPhase.NoScrollPhase
    event = QWheelEvent(QPointF(at), where, pixels, angle, Qt.MouseButton.NoButton, keys, phase, False)
    QApplication.sendEvent(view.viewport(), event)


@pytest.mark.parametrize("keys", [NONE, CTRL])
def test_the_wheel_zooms_where_the_pointer_is(view, keys):
    at = QPoint(300, 200)
    below, zoom = view.mapToScene(at), view.camera.zoom
    turn(view, at, angle=QPoint(0, 120), keys=keys)
    assert view.camera.zoom > zoom
    assert (view.mapToScene(at) - below).manhattanLength() < 3


def test_two_fingers_pan_and_with_ctrl_zoom(view):
    zoom, middle = view.camera.zoom, view.camera.middle()
    turn(view, QPoint(300, 200), pixels=QPoint(0, -40), angle=QPoint(0, -40))
    assert view.camera.zoom == zoom and view.camera.middle().y() > middle.y()
    turn(view, QPoint(300, 200), pixels=QPoint(0, 40), angle=QPoint(0, 40), keys=CTRL)
    assert view.camera.zoom > zoom


def test_a_pinch_zooms(view):
    at = QPointF(300, 200)
    where = QPointF(view.viewport().mapToGlobal(at))
    kind, device = Qt.NativeGestureType.ZoomNativeGesture, QPointingDevice.primaryPointingDevice()
    zoom = view.camera.zoom
    QApplication.sendEvent(view.viewport(), QNativeGestureEvent(kind, device, 2, at, at, where, 0.5, QPointF()))
    assert view.camera.zoom == pytest.approx(1.5 * zoom)


def test_middle_drag_and_space_drag_pan(view, hand, session):
    before, middle = session.design, view.camera.middle()
    hand.drag(QPointF(300, 32), QPointF(350, 60), button=MIDDLE)
    assert view.camera.middle().x() < middle.x()
    middle = view.camera.middle()
    QTest.keyPress(view, Qt.Key.Key_Space)
    hand.drag(hand.middle("n2"), hand.middle("n2") + QPointF(50, 20))
    QTest.keyRelease(view, Qt.Key.Key_Space)
    assert view.camera.middle().x() < middle.x()
    assert session.design is before and session.selection == frozenset()


def test_zoom_in_out_and_back(view):
    view.zoom_reset()
    assert view.camera.zoom == pytest.approx(1.0)
    view.zoom_in()
    assert view.camera.zoom > 1.0
    view.zoom_out()
    assert view.camera.zoom == pytest.approx(1.0)


def test_fit_shows_everything_or_the_selection(view, session):
    session.edit(edits.move({"n4": (9000.0, 4000.0)}))
    view.fit_all()
    assert view.camera.visible().contains(view.canvas.places.bounds())
    session.select({"n1"})
    view.fit_selection()
    assert view.camera.visible().contains(view.canvas.places.rect("n1"))
    assert not view.camera.visible().contains(view.canvas.places.rect("n4"))
    view.center_on("n4")
    assert view.camera.visible().contains(view.canvas.places.rect("n4"))


def test_a_first_look_shows_the_whole_network_never_larger_than_life(open_view, session):
    view = open_view(session.design)
    assert view.camera.visible().contains(view.canvas.places.bounds())
    assert view.camera.zoom <= 1.0


def test_arrows_walk_along_wires_and_to_the_nearest_card(hand, session):
    hand.key(Qt.Key.Key_Right)
    assert session.selection == {"n1"}
    hand.key(Qt.Key.Key_Right)
    hand.key(Qt.Key.Key_Right)
    assert session.selection == {"n3"}
    hand.key(Qt.Key.Key_Down)
    assert session.selection == {"n5"}
    hand.key(Qt.Key.Key_Up)
    hand.key(Qt.Key.Key_Left, SHIFT)
    assert session.selection == {"n2", "n3"}
    hand.key(Qt.Key.Key_Escape)
    assert session.selection == frozenset()


@pytest.mark.parametrize("keys", [CTRL, Qt.KeyboardModifier.AltModifier])
def test_arrows_with_ctrl_or_alt_nudge(hand, session, keys):
    hand.click(hand.middle("n2"))
    hand.key(Qt.Key.Key_Down, keys)
    assert session.design.layout.positions["n2"] == (220.0, 10.0)


def test_the_focus_ring_shows_where_the_keyboard_is(hand, view):
    hand.key(Qt.Key.Key_Right)
    hand.key(Qt.Key.Key_Right)
    assert view.canvas.overlay.marks.ring == view.canvas.places.rect("n2")


def test_select_all(view, session):
    view.select_all()
    assert session.selection == set(session.design.graph.nodes)


def test_a_setting_changed_touches_one_card_only(view, session):
    before = dict(view.canvas.cards)
    session.edit(edits.set_setting(session.design.graph.nodes["n5"], "rate", 0.25))
    changed = {id for id, card in view.canvas.cards.items() if card is not before[id]}
    assert changed == {"n5"}
    assert view.canvas.cards["n5"].headline == "0.25"


def test_shapes_are_written_on_the_wires_and_follow(view, session):
    labels, row = view.canvas.wire_layer.labels, view.canvas.wires.index[Wire("n2", "n3")]
    assert labels.text(row) == "4"
    session.edit(edits.set_setting(session.design.graph.nodes["n2"], "units", 16))
    assert labels.text(row) == "16"


def test_no_label_lies_under_a_card(view, session):
    session.edit(edits.move({"n3": (500.0, 90.0), "n5": (380.0, 20.0)}))
    labels = view.canvas.wire_layer.labels.within(view.canvas.places.bounds(), QFontMetricsF(view.canvas.look.small))
    rects = [view.canvas.places.rect(id) for id in view.canvas.places.ids]
    shown = list(labels)
    assert shown
    assert not any(area.intersects(rect) for area, _ in shown for rect in rects)


def test_hovering_tells_the_shape_and_the_problem(view, hand, session):
    assert "4 per example" in view.hover.text_at(hand.at((415, 32)))
    problem = view.canvas.cards["n5"].problems[0].what
    assert problem in view.hover.text_at(hand.at(hand.middle("n5")))


def test_an_unknown_kind_is_drawn_and_can_be_wired(view, session, hand):
    from designer.graph.design import Node

    session.edit(edits.add_node(Node("n6", "Strange3D", "strange"), (700.0, 200.0)))
    assert view.canvas.cards["n6"].headline == "unknown layer"
    hand.drag(hand.port("n4"), hand.port("n6", "in"))
    assert Wire("n4", "n6") in session.design.graph.wires
    view.grab()


@pytest.mark.parametrize("zoom", [0.1, 0.4, 1.0, 2.5])
@pytest.mark.parametrize("name", ["light", "dark"])
def test_every_size_paints_in_both_themes(view, session, zoom, name):
    theme.themes().choose(name)
    session.select({"n2", "n5"})
    view.zoom_by(zoom / view.camera.zoom)
    image = view.grab().toImage()
    line = view.mapFromScene(QPointF(0, 20)).y()
    colors = {image.pixelColor(x, line).name() for x in range(0, 1200, 3)}
    assert theme.color("canvas").name() in colors
    assert len(colors) > 1


def test_larger_text_makes_everything_larger(view):
    app = QApplication.instance()
    before, scale = QFont(app.font()), view.camera.scale
    larger = QFont(before)
    larger.setPointSizeF(before.pointSizeF() * 2)
    try:
        app.setFont(larger)
        app.processEvents()
        assert view.camera.scale == pytest.approx(2 * scale, rel=0.2)
    finally:
        app.setFont(before)
        app.processEvents()


def test_another_design_is_shown_whole(view, session, open_view):
    from designer.graph.design import Design

    far = edits.add_node(edits.new_node(Design(), "Dense", {"units": 2}), (90_000.0, 0.0))(Design())
    session.start(far)
    assert view.camera.visible().contains(view.canvas.places.bounds())


def chain(count, across):
    """Layers one after the other, so many in a row."""
    nodes = {f"n{at}": Node(f"n{at}", "ReLU", f"relu_{at}") for at in range(count)}
    wires = tuple(Wire(f"n{at}", f"n{at + 1}") for at in range(count - 1))
    places = {id: (170.0 * (at % across), 100.0 * (at // across)) for at, id in enumerate(nodes)}
    return Design(Graph(nodes, wires), layout=Layout(places))


def test_what_would_be_a_mere_thread_is_first_shown_where_it_begins(view, session):
    session.start(chain(200, across=200))
    assert view.camera.scale >= NAME and view.camera.visible().contains(view.canvas.rect_of("n0"))
    view.fit_all()
    assert view.camera.visible().contains(view.canvas.bounds())


def test_a_large_network_that_fills_the_view_is_first_shown_whole(view, session):
    session.start(chain(900, across=50))
    assert view.camera.visible().contains(view.canvas.bounds())
