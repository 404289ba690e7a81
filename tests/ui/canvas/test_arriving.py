"""The search opens where it was asked for, offers what makes sense, and what it adds can be seen."""

import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtTest import QTest

from designer.graph import edits
from designer.graph.design import Node


def names(view):
    return [view.search.list.item(row).text() for row in range(view.search.list.count())]


@pytest.mark.parametrize("source", ["n3", "n4"])
def test_behind_an_activation_no_other_activation_is_put_forward(view, hand, session, source):
    session.edit(edits.set_setting(session.design.graph.nodes["n4"], "activation", "sigmoid"))
    hand.drag(hand.port(source), QPointF(500, 260))
    activations = [at for at, name in enumerate(names(view)) if name in ("ReLU", "Activation", "Softmax")]
    assert activations and min(activations) > names(view).index("Flatten")


@pytest.mark.parametrize("down", [30, 560])
def test_the_search_opens_at_the_drop_point(view, hand, down):
    at = QPointF(300, down)
    hand.drag(hand.port("n3"), view.camera.to_scene(at))
    box = view.search.geometry()
    assert box.left() == pytest.approx(at.x(), abs=4)
    assert min(abs(box.top() - at.y()), abs(box.bottom() - at.y())) <= 4


def far():
    return edits.add_node(Node("n9", "Dropout", "far", {"rate": 0.5}), (5000.0, 900.0))


def test_the_view_follows_a_card_that_an_edit_adds_outside_and_keeps_its_zoom(view, session):
    view.zoom_reset()
    zoom = view.camera.zoom
    session.edit(far())
    assert view.camera.visible().contains(view.canvas.places.rect("n9"))
    assert view.camera.zoom == zoom


def test_the_view_stays_when_the_new_card_can_be_seen(view, session):
    middle = view.camera.middle()
    session.edit(edits.add_node(Node("n9", "Dropout", "near", {"rate": 0.5}), (0.0, 150.0)))
    assert view.camera.middle() == middle


def test_undo_and_redo_leave_the_view_where_it_is(view, session):
    session.edit(far())
    session.undo()
    view.fit_all()
    middle = view.camera.middle()
    session.redo()
    session.edit(edits.remove([session.design.graph.nodes["n9"]]))
    session.undo()
    assert view.camera.middle() == middle


def test_a_layer_added_by_search_far_away_is_shown(view, session):
    view.adding.search((4000.0, 0.0), QPointF(10, 10))
    view.search.field.setText("dropout")
    QTest.keyClick(view.search.field, Qt.Key.Key_Return)
    (new,) = session.selection
    assert view.camera.visible().contains(view.canvas.places.rect(new))
