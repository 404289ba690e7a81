"""Frames: titled rectangles behind the cards, which take along what lies in them."""

import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QAccessible

from designer.graph.design import Comment, Frame
from designer.graph.layout_edits import put_comment, put_frame
from designer.ui.canvas.areas.places import title_bar
from designer.ui.theme import DARK, LIGHT

ALT = Qt.KeyboardModifier.AltModifier
TITLE = QPointF(300, -50)


@pytest.fixture
def framed(session):
    """A frame around n2 and n3, from (190, -70) on; n5 lies below it."""
    session.edit(put_frame(Frame("f1", "middle", 450, 160, "blue"), (190.0, -70.0)))
    return session


def test_a_click_on_the_title_or_the_border_selects_a_frame(hand, framed):
    hand.click(TITLE)
    assert framed.selection == {"f1"}
    hand.click(QPointF(100, 200))
    hand.click(QPointF(190, 20))
    assert framed.selection == {"f1"}


def test_the_empty_inside_of_a_frame_starts_a_rubber_band(hand, framed):
    hand.drag(QPointF(200, -30), QPointF(600, 80))
    assert framed.selection == {"n2", "n3"}


def test_a_rubber_band_takes_a_frame_only_if_it_holds_all_of_it(hand, framed):
    hand.drag(QPointF(150, -100), QPointF(655, 110))
    assert "f1" in framed.selection
    hand.drag(QPointF(150, -100), QPointF(600, 110))
    assert "f1" not in framed.selection


def test_dragging_the_title_moves_what_lies_in_the_frame(hand, framed):
    before = framed.design
    hand.drag(TITLE, TITLE + QPointF(30, 200))
    places = framed.design.layout.positions
    assert places["f1"] == (220.0, 130.0)
    assert places["n2"] == (250.0, 200.0) and places["n3"] == (470.0, 200.0)
    assert places["n1"] == (0.0, 0.0) and places["n5"] == (440.0, 150.0)
    framed.undo()
    assert framed.design is before


def test_a_frame_in_a_frame_moves_along_with_what_it_holds(hand, framed):
    framed.edit(put_frame(Frame("f2", "outer", 700, 400), (120.0, -160.0)))
    hand.drag(QPointF(500, -140), QPointF(500, -40))
    places = framed.design.layout.positions
    assert places["f1"][1] == 30.0 and places["n2"][1] == 100.0


def test_escape_takes_the_move_of_a_frame_back(hand, framed, view):
    hand.drag_to(TITLE, TITLE + QPointF(0, 200))
    assert view.canvas.rect_of("f1").top() == 130.0
    hand.key(Qt.Key.Key_Escape)
    assert view.canvas.rect_of("f1").top() == -70.0
    assert view.canvas.rect_of("n2").top() == 0.0


def test_a_corner_resizes(hand, framed):
    hand.drag(QPointF(640, 90), QPointF(703, 138))
    frame = framed.design.layout.frames["f1"]
    assert (frame.width, frame.height) == (510.0, 210.0)
    assert framed.design.layout.positions["f1"] == (190.0, -70.0)
    framed.undo()
    assert framed.design.layout.frames["f1"].width == 450.0


def test_a_left_side_resizes_and_escape_takes_it_back(hand, framed, view):
    hand.drag_to(QPointF(190, 10), QPointF(150, 10))
    assert view.canvas.rect_of("f1").left() == 150.0
    hand.key(Qt.Key.Key_Escape)
    assert view.canvas.rect_of("f1").left() == 190.0
    hand.drag(QPointF(190, 10), QPointF(900, 10))
    assert framed.design.layout.frames["f1"].width == 80.0, "never too small to hold"


def test_del_takes_only_the_frame(hand, framed, view):
    hand.click(TITLE)
    view.delete_selection()
    assert not framed.design.layout.frames
    assert len(framed.design.graph.nodes) == 5
    assert framed.snapshot.undo_label == "Delete frame middle"


def test_alt_and_drag_copies_a_frame_with_what_it_holds(hand, framed):
    hand.drag(TITLE, TITLE + QPointF(0, 400), ALT)
    layout = framed.design.layout
    assert len(layout.frames) == 2 and len(framed.design.graph.nodes) == 7
    assert layout.positions["f2"] == (190.0, 330.0)


def test_a_frame_is_copied_and_pasted_with_its_layers(framed, view):
    framed.select({"f1", "n2"})
    view.copy()
    view.paste()
    layout = framed.design.layout
    copied = layout.frames["f2"]
    assert (copied.title, copied.color) == ("middle", "blue")
    assert framed.selection == {"f2", "n6"}
    f1, f2, n2, n6 = (layout.positions[id] for id in ("f1", "f2", "n2", "n6"))
    assert (f2[0] - f1[0], f2[1] - f1[1]) == (n6[0] - n2[0], n6[1] - n2[1])


def test_a_nudge_takes_along_what_the_frame_holds(framed, view):
    framed.select({"f1"})
    view.nudge(1, 0)
    assert framed.design.layout.positions["n3"] == (450.0, 0.0)
    assert framed.snapshot.undo_label == "Move frame middle"


def test_arrows_reach_frames_and_comments_by_nearness(hand, framed, view):
    framed.edit(put_comment(Comment("c1", "note", 120, 60), (0.0, 150.0)))
    framed.select({"n3"})
    hand.key(Qt.Key.Key_Up)
    assert framed.selection == {"f1"}
    hand.key(Qt.Key.Key_Down)
    assert framed.selection <= {"n2", "n3"}
    framed.select({"n1"})
    hand.key(Qt.Key.Key_Right)
    assert framed.selection == {"n2"}, "along the wires nothing changes"
    framed.select({"n1"})
    hand.key(Qt.Key.Key_Down)
    assert framed.selection == {"c1"}


def test_enter_on_a_frame_types_its_title(hand, framed, view):
    framed.select({"f1"})
    hand.key(Qt.Key.Key_Return)
    assert view.areas.in_place.editor.text() == "middle"


def test_frames_and_comments_are_told_to_assistive_tools(framed, view):
    framed.edit(put_comment(Comment("c1", "note", 120, 60), (0.0, 150.0)))
    canvas = QAccessible.queryAccessibleInterface(view)
    said = [canvas.child(at).text(QAccessible.Text.Name) for at in range(canvas.childCount())]
    assert "Frame middle, holds 2 layers" in said
    assert "Comment: note" in said


def test_titles_can_be_read_at_every_zoom(framed, view):
    for zoom in (0.15, 0.4, 1.0, 3.0):
        view.zoom_by(zoom / view.camera.zoom)
        bar = title_bar(view.canvas.rect_of("f1"), view.camera.scale)
        assert bar.height() * view.camera.scale >= 24.0
        assert bar.bottom() <= view.canvas.rect_of("n2").top()


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
def test_every_title_keeps_contrast(theme):
    for ground in (*theme.tints.values(), theme.note):
        assert contrast(theme.text, ground) >= 4.5


def contrast(one: str, other: str) -> float:
    """As WCAG 2.2 defines it."""
    low, high = sorted(map(luminance, (one, other)))
    return (high + 0.05) / (low + 0.05)


def luminance(color: str) -> float:
    parts = [int(color[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4 for c in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
