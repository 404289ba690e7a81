"""Bookmarks: views that are kept in the design, found again in its file, and gone to by keys and menus."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QPointF, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu

from designer.graph.blocks import TOP
from designer.graph.design import Block, Bookmark, Frame
from designer.graph.files import load
from designer.graph.layout_edits import collapse, expand, put_frame, set_bookmarks, take_off
from designer.ui.canvas.bookmarks.naming import WHOLE
from tests.ui.canvas.conftest import small_design

KEY = Qt.Key


def names(window):
    return [mark.name for mark in window.session.design.layout.bookmarks]


def press(window, keys):
    QTest.keySequence(window.canvas, keys)


@pytest.fixture
def window(open_window, keyboard_on):
    window = open_window()
    window.session.start(small_design())
    window.canvas.zoom_reset()
    keyboard_on(window.canvas)
    return window


@pytest.fixture
def canvas(window):
    return window.canvas


def opened(window, title):
    """The texts of a menu's entries, as it is opened now."""
    menu = next(menu for menu in window.menuBar().findChildren(QMenu) if menu.title().replace("&", "") == title)
    menu.aboutToShow.emit()
    return {action.text().replace("&", ""): action for action in menu.actions() if action.isVisible()}


# --- keeping and going ---


def test_a_number_keeps_the_view_and_comes_back_to_it(window, canvas):
    canvas.center_on("n1")
    canvas.zoom_by(1.5)
    zoom, middle = canvas.camera.zoom, canvas.camera.middle()
    press(window, "Ctrl+Shift+1")
    canvas.fit_all()
    press(window, "Ctrl+1")
    assert canvas.camera.zoom == pytest.approx(zoom, abs=1e-3)
    assert (canvas.camera.middle() - middle).manhattanLength() < 3


def test_keeping_again_moves_the_bookmark_and_each_is_one_step(window, canvas):
    press(window, "Ctrl+Shift+1")
    name, before = names(window)[0], window.session.design
    canvas.center_on("n5")
    press(window, "Ctrl+Shift+1")
    assert names(window) == [name] and window.session.design != before
    window.session.undo()
    assert window.session.design is before
    window.session.undo()
    assert names(window) == []


def test_a_number_beyond_the_next_is_the_next(window):
    press(window, "Ctrl+Shift+7")
    assert len(names(window)) == 1
    assert "Ctrl+1" in window.status.sentence.text()


def test_a_bookmark_that_is_not_there_moves_nothing(window, canvas):
    sight = canvas.sight()
    press(window, "Ctrl+4")
    canvas.bookmarks.go(4)
    assert canvas.sight() == sight
    assert "no bookmark 4" in window.status.sentence.text()


def test_next_and_previous_walk_all_of_them_in_a_round(window, canvas):
    for id in ("n1", "n3", "n5"):
        canvas.center_on(id)
        press(window, "Ctrl+Shift+9")
    seen = []
    for keys in ("Ctrl+PgDown", "Ctrl+PgDown", "Ctrl+PgUp", "Ctrl+PgUp"):
        press(window, keys)
        seen.append(window.status.sentence.text().partition(" of")[0])
    assert seen == ["Bookmark 1", "Bookmark 2", "Bookmark 1", "Bookmark 3"]


def test_the_glide_ends_where_the_bookmark_is_and_at_a_hand(window, canvas, qtbot):
    canvas.center_on("n1")
    press(window, "Ctrl+Shift+1")
    end = canvas.camera.middle()
    canvas.fit_all()
    canvas.bookmarks.go(1, animated=True)
    assert (canvas.camera.middle() - end).manhattanLength() > 3, "it is on its way"
    qtbot.waitUntil(lambda: (canvas.camera.middle() - end).manhattanLength() < 3)
    canvas.fit_all()
    canvas.bookmarks.go(1, animated=True)
    qtbot.wait(40)
    canvas.camera.scroll(QPointF(500, 0))
    there = canvas.sight()
    qtbot.wait(350)
    assert canvas.sight() == there


# --- names ---


def test_the_popup_offers_what_shows_and_enter_keeps_it(window, canvas):
    canvas.center_on("n5")
    press(window, "Ctrl+B")
    line = canvas.bookmarks.popup.line
    assert QApplication.focusWidget() is line and line.text() == "my dropout"
    QTest.keyClicks(line, "Here it drops")
    QTest.keyClick(line, KEY.Key_Return)
    assert names(window) == ["Here it drops"]
    assert QApplication.focusWidget() is canvas


@pytest.mark.parametrize(("end", "kept"), [("Esc", []), ("click", ["x"]), ("empty", [WHOLE])])
def test_how_the_popup_ends(window, canvas, end, kept):
    canvas.fit_all()
    press(window, "Ctrl+B")
    line = canvas.bookmarks.popup.line
    if end == "empty":
        line.clear()
        QTest.keyClick(line, KEY.Key_Enter)
    else:
        QTest.keyClicks(line, "x")
        if end == "Esc":
            QTest.keyClick(line, KEY.Key_Escape)
        else:
            canvas.setFocus(Qt.FocusReason.MouseFocusReason)
    assert names(window) == kept and not canvas.bookmarks.popup.isVisible()


def test_names_come_from_frame_block_selection_or_nearest_layer(window, canvas):
    canvas.center_on("n2")
    canvas.zoom_by(3.0)
    canvas.center_on("n2")
    press(window, "Ctrl+Shift+9")
    window.session.edit(put_frame(Frame("f1", "Hidden part", 700, 300), (100.0, -100.0)))
    press(window, "Ctrl+Shift+9")
    press(window, "Ctrl+Shift+9")
    window.session.edit(collapse(Block("b1", "Body"), ["n2", "n3"], (220.0, 0.0)))
    canvas.folding.enter("b1")
    press(window, "Ctrl+Shift+9")
    assert names(window) == [
        window.session.design.graph.nodes["n2"].name,
        "Hidden part",
        "Hidden part 2",
        "Body",
    ]


# --- the menu ---


def test_the_menu_lists_them_by_name_and_renames_and_removes(window, canvas):
    assert not any(text.startswith("Bookmark 1") for text in opened(window, "Bookmarks"))
    window.session.edit(set_bookmarks([Bookmark(f"stop & {at}", 0.0, 0.0, 1.0) for at in range(1, 12)], "x"))
    listed = opened(window, "Bookmarks")
    assert "Bookmark 9: stop  9" in listed and "11: stop  11" in listed
    opened(window, "Rename")["2: stop  2"].trigger()
    QTest.keyClicks(canvas.bookmarks.popup.line, "Second")
    QTest.keyClick(canvas.bookmarks.popup.line, KEY.Key_Return)
    assert names(window)[1] == "Second"
    opened(window, "Remove")["1: stop  1"].trigger()
    assert names(window)[0] == "Second" and len(names(window)) == 10
    assert "Bookmark 1: Second" in opened(window, "Bookmarks")


# --- blocks and files ---


def folded():
    design = collapse(Block("b1", "Body"), ["n2", "n3"], (220.0, 0.0))(small_design())
    return set_bookmarks([Bookmark("in", 500.0, 20.0, 1.0, "b1"), Bookmark("out", 0.0, 0.0, 1.0)], "x")(design)


def test_going_enters_and_leaves_the_block(window, canvas):
    window.session.start(folded())
    press(window, "Ctrl+1")
    assert canvas.canvas.level == "b1" and (canvas.camera.middle() - QPointF(500, 20)).manhattanLength() < 3
    press(window, "Ctrl+2")
    assert canvas.canvas.level == TOP and canvas.camera.middle().manhattanLength() < 3


def test_a_block_that_is_taken_off_takes_its_bookmarks_and_undo_brings_them_back(window, canvas):
    window.session.start(folded())
    window.session.edit(take_off(["b1"]))
    assert names(window) == ["out"]
    window.session.undo()
    press(window, "Ctrl+1")
    assert canvas.canvas.level == "b1"


def test_a_bookmark_of_an_unfolded_block_shows_the_same_things_outside():
    design = folded()
    after = expand(Block("b1", "Body"))(design)
    mark = after.layout.bookmarks[0]
    assert mark.block == TOP
    for id in ("n2", "n3"):
        before, now = design.layout.positions[id], after.layout.positions[id]
        assert (now[0] - mark.x, now[1] - mark.y) == (before[0] - 500.0, before[1] - 20.0)


def test_a_bookmark_of_no_block_is_refused(window):
    assert not window.session.edit(set_bookmarks([Bookmark("x", 0.0, 0.0, 1.0, "b7")], "x"))


def test_the_file_keeps_them(window, canvas, tmp_path):
    press(window, "Ctrl+Shift+1")
    path = tmp_path / "tour.loom"
    window.session.save(path)
    assert load(path).layout.bookmarks == window.session.design.layout.bookmarks != ()


@given(st.lists(st.tuples(st.sampled_from(["keep", "remove"]), st.integers(1, 9)), max_size=12))
def test_whatever_is_kept_and_removed_comes_back_step_by_step(steps):
    from designer.ui.canvas import CanvasView
    from designer.ui.session import Session

    view = CanvasView(Session(small_design()))
    seen = [view.bookmarks.all]
    for what, number in steps:
        view.camera.scroll(QPointF(13.0, 7.0))
        if what == "remove" and number <= len(view.bookmarks.all):
            view.bookmarks.remove(number)
        elif what == "keep":
            view.bookmarks.keep(number)
        if view.bookmarks.all != seen[-1]:
            seen.append(view.bookmarks.all)
    for before in reversed(seen[:-1]):
        view.session.undo()
        assert view.bookmarks.all == before
    view.deleteLater()
