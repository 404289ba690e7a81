"""What assistive tools are told, through Qt's own accessibility interfaces."""

from PySide6.QtGui import QAccessible

from designer.graph import edits
from designer.graph.design import Wire


def interface(view):
    return QAccessible.queryAccessibleInterface(view)


def test_the_canvas_lists_its_layers_in_the_order_data_flows(view):
    canvas = interface(view)
    assert canvas.role() == QAccessible.Role.List
    assert canvas.childCount() == 8
    names = [canvas.child(at).text(QAccessible.Text.Name) for at in range(5)]
    assert names[1].startswith("Layer 2 of 5, Dense, 4")
    assert "input 2, output 4" in names[1]
    assert "problem: " in names[4]


def test_state_follows_selection_and_focus(view, session):
    session.select({"n2"})
    card = interface(view).child(1)
    assert card.state().selected
    assert not interface(view).child(2).state().selected
    assert interface(view).focusChild().text(QAccessible.Text.Name) == card.text(QAccessible.Text.Name)


def test_layers_lie_where_they_are_drawn(view, hand):
    canvas = interface(view)
    where = canvas.child(1).rect().center()
    assert canvas.childAt(where.x(), where.y()).text(QAccessible.Text.Name) == canvas.child(1).text(
        QAccessible.Text.Name
    )
    assert canvas.indexOfChild(canvas.child(1)) == 1


def test_a_layer_that_is_gone_is_not_valid(view, session):
    card = interface(view).child(4)
    session.edit(edits.remove([session.design.graph.nodes["n5"]]))
    assert not card.isValid()
    assert interface(view).childCount() == 7


def test_wires_come_after_the_layers_and_say_what_they_carry(view, session, hand):
    canvas = interface(view)
    assert canvas.child(5).text(QAccessible.Text.Name) == "Wire from input to dense, carries 2"
    view.canvas.marked.select([session.design.graph.wires[1]])
    assert canvas.child(6).state().selected
    assert canvas.indexOfChild(canvas.child(6)) == 6


def test_a_wire_that_does_not_fit_says_so_and_why(view, session):
    session.edit(edits.connect(Wire("n4", "n5")))
    convolution = edits.new_node(session.design, "Conv2D", {"filters": 2, "kernel_size": (3, 3)})
    session.edit(edits.add_node(convolution, (900.0, 0.0)))
    session.edit(edits.connect(Wire("n5", convolution.id)))
    canvas = interface(view)
    wire = canvas.child(canvas.childCount() - 1)
    assert wire.text(QAccessible.Text.Name).endswith("does not fit")
    assert wire.text(QAccessible.Text.Description)


def test_what_lies_on_the_canvas_is_listed_after_what_is_drawn_on_it(view, session):
    canvas, before = interface(view), interface(view).childCount()
    view.find.open()
    assert canvas.childCount() == before + 1
    found = canvas.child(before)
    assert found.text(QAccessible.Text.Name) == "Find on the canvas"
    assert canvas.indexOfChild(found) == before
    where = found.rect().center()
    assert canvas.childAt(where.x(), where.y()).object() is found.object()
