"""Drawing, moving and cutting wires with mouse and keys."""

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QFontMetricsF

from designer.graph import edits
from designer.graph.design import Node, Wire
from designer.ui.canvas.places import Port

CTRL = Qt.KeyboardModifier.ControlModifier
RIGHT = Qt.MouseButton.RightButton


def test_a_drag_from_port_to_port_draws_a_wire_as_one_step(hand, session):
    before = session.design
    hand.drag(hand.port("n3"), hand.port("n5", "in"))
    assert session.design.graph.wires[-1] == Wire("n3", "n5")
    session.undo()
    assert session.design is before


def test_a_drag_may_start_at_the_input(hand, session):
    hand.drag(hand.port("n5", "in"), hand.port("n3"))
    assert Wire("n3", "n5") in session.design.graph.wires


def test_dropping_on_the_card_is_enough(hand, session):
    hand.drag(hand.port("n3"), hand.middle("n5"))
    assert Wire("n3", "n5") in session.design.graph.wires


def test_two_clicks_draw_a_wire_too(hand, session, view):
    hand.click(hand.port("n3"))
    assert view.gesture is not None
    hand.move(hand.middle("n5"), button=Qt.MouseButton.NoButton)
    hand.click(hand.port("n5", "in"))
    assert Wire("n3", "n5") in session.design.graph.wires
    assert view.gesture is None


def test_a_port_of_one_wire_gives_up_the_one_it_had(hand, session):
    hand.drag(hand.port("n2"), hand.port("n4", "in"))
    assert list(session.design.graph.wires_into("n4")) == [Wire("n2", "n4")]


def test_no_wire_leads_from_a_card_to_itself(hand, session):
    before = session.design
    hand.drag_to(hand.port("n3"), hand.port("n3", "in"))
    hand.key(Qt.Key.Key_Escape)
    assert session.design is before


def test_escape_takes_a_wire_back_and_leaves_no_trace(hand, session, view):
    before = session.design
    hand.drag_to(hand.port("n3"), hand.port("n5", "in"))
    assert view.canvas.overlay.marks.loose is not None
    hand.key(Qt.Key.Key_Escape)
    hand.release(hand.port("n5", "in"))
    assert session.design is before
    marks = view.canvas.overlay.marks
    assert (marks.loose, marks.ports, marks.words) == (None, (), "")
    assert not view.canvas.card_layer.dimmed


def test_ports_that_fit_light_up_and_the_others_say_why_not(hand, session, view):
    session.edit(edits.add_node(Node("n6", "Conv2D", "conv2d", {"filters": 8, "kernel_size": (3, 3)}), (700.0, 150.0)))
    hand.drag_to(hand.port("n2"), hand.port("n6", "in"))
    marks = view.canvas.overlay.marks
    assert marks.warns and "Conv2D" in marks.words
    assert hand.port("n5", "in") in marks.ports
    assert hand.port("n6", "in") not in marks.ports
    assert "n6" in view.canvas.card_layer.dimmed and "n5" not in view.canvas.card_layer.dimmed
    hand.move(hand.port("n5", "in"))
    assert not view.canvas.overlay.marks.words


def test_a_wire_that_does_not_fit_may_be_drawn_and_is_shown_refused(hand, session, view):
    session.edit(edits.add_node(Node("n6", "Conv2D", "conv2d", {"filters": 8, "kernel_size": (3, 3)}), (700.0, 150.0)))
    hand.drag(hand.port("n2"), hand.port("n6", "in"))
    assert Wire("n2", "n6") in session.design.graph.wires
    assert Wire("n2", "n6") in view.canvas.wire_layer.refused


def test_dragging_from_a_taken_input_moves_that_end(hand, session):
    hand.drag(hand.port("n4", "in"), hand.port("n5", "in"))
    assert Wire("n3", "n5") in session.design.graph.wires
    assert Wire("n3", "n4") not in session.design.graph.wires
    assert session.snapshot.undo_label == "Move wire"


def test_an_end_dropped_in_the_empty_is_cut(hand, session):
    hand.drag(hand.port("n4", "in"), QPointF(640, 260))
    assert Wire("n3", "n4") not in session.design.graph.wires


def test_dragging_a_wire_takes_its_nearer_end(hand, session):
    session.edit(edits.move({"n4": (900.0, 0.0)}))
    hand.drag(QPointF(850, 32), hand.port("n5", "in"))
    assert Wire("n3", "n5") in session.design.graph.wires


def test_a_click_selects_a_wire_and_delete_takes_it_off(hand, session, view):
    hand.click(QPointF(415, 32))
    assert view.canvas.marked.wires == {Wire("n2", "n3")}
    view.delete_selection()
    assert Wire("n2", "n3") not in session.design.graph.wires


def test_the_knife_cuts_what_it_crosses(hand, session, view):
    before = session.design
    start, end = QPointF(412, -40), QPointF(416, 110)
    hand.drag_to(start, end, CTRL, RIGHT)
    hand.key(Qt.Key.Key_Escape)
    hand.release(end, CTRL, RIGHT)
    assert session.design is before
    hand.drag(start, end, CTRL, RIGHT)
    assert session.design.graph.wires == (Wire("n1", "n2"), Wire("n3", "n4"))


def test_panning_works_while_wiring(hand, session, view):
    hand.click(hand.port("n3"))
    middle = view.camera.middle()
    hand.drag(QPointF(500, 300), QPointF(600, 350), button=Qt.MouseButton.MiddleButton)
    assert view.camera.middle() != middle
    assert view.gesture is not None
    hand.click(hand.port("n5", "in"))
    assert Wire("n3", "n5") in session.design.graph.wires


def test_c_walks_the_ports_that_fit_and_enter_connects(hand, session, view):
    hand.click(hand.middle("n3"))
    hand.key(Qt.Key.Key_C)
    assert view.gesture is not None
    hand.key(Qt.Key.Key_Right)
    while view.gesture.target != "n5":
        hand.key(Qt.Key.Key_Right)
    hand.key(Qt.Key.Key_Return)
    assert Wire("n3", "n5") in session.design.graph.wires
    assert view.gesture is None


def test_c_can_be_escaped(hand, session, view):
    before = session.design
    hand.click(hand.middle("n3"))
    hand.key(Qt.Key.Key_C)
    hand.key(Qt.Key.Key_Escape)
    assert view.gesture is None and session.design is before
    assert view.canvas.overlay.marks.loose is None


def test_c_with_nowhere_to_go_says_so(hand, session, view, qtbot):
    session.edit(edits.remove([session.design.graph.nodes[id] for id in ("n2", "n3", "n4", "n5")]))
    hand.click(hand.middle("n1"))
    with qtbot.waitSignal(session.said) as said:
        hand.key(Qt.Key.Key_C)
    assert "input" in said.args[0]
    assert view.gesture is None


def test_ports_are_large_enough_to_hit(view, hand):
    for away in (QPointF(11, 0), QPointF(0, 11), QPointF(-11, 0)):
        assert view.canvas.places.port_at(hand.port("n3") + away, 12.0) == Port("n3", "out", "output")


def test_a_wire_whose_end_is_in_hand_is_drawn_once(hand, view):
    wire = Wire("n3", "n4")
    hand.drag_to(hand.port("n4", "in"), QPointF(640, 260))
    layer = view.canvas.wire_layer
    assert wire in layer.hidden
    area, metrics = view.canvas.places.bounds(), QFontMetricsF(view.canvas.look.small)
    shown, all_labels = list(layer.labels.within(area, metrics, layer.hidden)), list(layer.labels.within(area, metrics))
    assert len(shown) == len(all_labels) - 1
    hand.key(Qt.Key.Key_Escape)
    assert not layer.hidden


def test_a_port_lights_up_as_the_pointer_passes(hand, view):
    hand.move(hand.port("n3"), button=Qt.MouseButton.NoButton)
    assert view.canvas.overlay.marks.ports == (hand.port("n3"),)
    hand.move(QPointF(500, 300), button=Qt.MouseButton.NoButton)
    assert view.canvas.overlay.marks.ports == ()


def test_a_wire_lights_up_as_the_pointer_passes(hand, view):
    hand.move(QPointF(415, 32), button=Qt.MouseButton.NoButton)
    assert view.canvas.marked.hovered == Wire("n2", "n3")
    hand.move(hand.middle("n3"), button=Qt.MouseButton.NoButton)
    assert view.canvas.marked.hovered is None
