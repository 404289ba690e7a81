"""Comments: notes on the canvas, typed where they stand."""

import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit

from designer.graph.design import Comment, Frame
from designer.graph.layout_edits import put_comment, put_frame

CTRL = Qt.KeyboardModifier.ControlModifier
INSIDE = QPointF(80, 200)


@pytest.fixture
def noted(session):
    """A comment of 160 by 80 at (0, 150), left below."""
    session.edit(put_comment(Comment("c1", "why so\nmany?", 160, 80), (0.0, 150.0)))
    return session


def editor(view):
    found = view.areas.in_place.editor
    assert found is not None and found.isVisible()
    return found


def test_a_comment_is_typed_where_it_will_stand(hand, view, session):
    before = session.design
    hand.move(QPointF(100, 200))
    view.areas.add_comment()
    assert isinstance(editor(view), QPlainTextEdit) and editor(view).hasFocus()
    assert session.design is before, "nothing is there before something is typed"
    QTest.keyClicks(editor(view), "start")
    QTest.keyClick(editor(view), Qt.Key.Key_Return)
    QTest.keyClicks(editor(view), "<b>here</b>")
    QTest.keyClick(editor(view), Qt.Key.Key_Return, CTRL)
    assert view.areas.in_place.editor is None and view.hasFocus()
    assert session.design.layout.comments["c1"].text == "start\n<b>here</b>"
    assert session.selection == {"c1"}
    session.undo()
    assert session.design is before


def test_escape_leaves_no_comment(hand, view, session):
    before = session.design
    view.areas.add_comment()
    QTest.keyClicks(editor(view), "no")
    QTest.keyClick(editor(view), Qt.Key.Key_Escape)
    assert session.design is before and view.hasFocus()


def test_a_click_elsewhere_keeps_what_was_typed(hand, view, noted):
    QTest.mouseDClick(view.viewport(), Qt.MouseButton.LeftButton, pos=hand.at(INSIDE))
    QTest.keyClicks(editor(view), "because")
    hand.click(QPointF(700, 200))
    assert noted.design.layout.comments["c1"].text == "because"
    assert view.areas.in_place.editor is None


def test_a_comment_emptied_is_gone(hand, view, noted):
    noted.select({"c1"})
    view.areas.rename()
    QTest.keyClick(editor(view), Qt.Key.Key_Delete)
    QTest.keyClick(editor(view), Qt.Key.Key_Return, CTRL)
    assert not noted.design.layout.comments


def test_a_comment_is_selected_and_moved_with_cards(hand, noted):
    hand.click(INSIDE)
    assert noted.selection == {"c1"}
    hand.click(hand.middle("n1"), Qt.KeyboardModifier.ShiftModifier)
    hand.drag(INSIDE, INSIDE + QPointF(20, 100))
    places = noted.design.layout.positions
    assert places["c1"] == (20.0, 250.0) and places["n1"] == (20.0, 100.0)
    assert noted.snapshot.undo_label == "Move 1 layer and 1 comment"


def test_a_rubber_band_takes_the_comments_it_meets(hand, noted):
    hand.drag(QPointF(-30, 120), QPointF(30, 180))
    assert noted.selection == {"c1"}


def test_a_comment_is_resized_by_its_corner(hand, noted):
    hand.drag(QPointF(160, 230), QPointF(220, 270))
    comment = noted.design.layout.comments["c1"]
    assert (comment.width, comment.height) == (220.0, 120.0)


def test_a_comment_is_copied_as_text_and_pasted(view, noted):
    noted.select({"c1"})
    view.copy()
    view.paste()
    assert [c.text for c in noted.design.layout.comments.values()] == ["why so\nmany?"] * 2
    assert noted.selection == {"c2"}


def test_a_frame_is_put_around_the_selection_and_its_title_typed_at_once(hand, view, session):
    before = session.design
    session.select({"n2", "n3"})
    view.areas.frame_selection()
    assert isinstance(editor(view), QLineEdit)
    QTest.keyClicks(editor(view), "first half")
    QTest.keyClick(editor(view), Qt.Key.Key_Return)
    frame = session.design.layout.frames["f1"]
    assert frame.title == "first half"
    assert sorted(view.canvas.areas.held_by("f1")) == ["n2", "n3"]
    assert view.canvas.rect_of("f1").contains(view.canvas.rect_of("n2"))
    session.undo()
    assert session.design is before, "framing and naming are one step"


def test_escape_keeps_the_title_a_frame_had(hand, view, session):
    session.select({"n2"})
    view.areas.frame_selection()
    QTest.keyClicks(editor(view), "first half")
    QTest.keyClick(editor(view), Qt.Key.Key_Escape)
    assert session.design.layout.frames["f1"].title == "Frame"


def test_a_layer_is_renamed_where_it_stands_and_a_name_that_is_taken_is_refused(view, session, qtbot):
    session.select({"n2"})
    view.areas.rename()
    QTest.keyClicks(editor(view), "my dropout")
    with qtbot.waitSignal(session.said) as said:
        QTest.keyClick(editor(view), Qt.Key.Key_Return)
    assert "my dropout" in said.args[0]
    QTest.keyClicks(editor(view), " two")
    QTest.keyClick(editor(view), Qt.Key.Key_Return)
    assert session.design.graph.nodes["n2"].name == "my dropout two"


def test_a_frame_is_fitted_to_what_it_holds(view, session):
    session.edit(put_frame(Frame("f1", "loose", 500, 500), (180.0, -200.0)))
    session.select({"f1"})
    view.areas.fit_frames()
    held = view.canvas.areas.held_by("f1")
    assert held == ["n2", "n3", "n5"]
    room = view.canvas.rect_of("f1")
    assert all(room.contains(view.canvas.rect_of(id)) for id in held)
    assert (room.width(), room.height()) == (420.0, 310.0)
