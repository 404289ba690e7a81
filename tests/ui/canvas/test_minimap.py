"""The overview: what it shows, and that hands and keys move the view by it and nothing else."""

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QToolButton

from designer.graph import edits, layout_edits
from designer.graph.design import Bookmark, Frame
from designer.graph.files import encode
from designer.ui import theme
from designer.ui.canvas.minimap.chart import LEAST_SIGHT, chart_of
from tests.ui.canvas.conftest import chain_of, small_design

KEY, LEFT = Qt.Key, Qt.MouseButton.LeftButton
PAUSE = 400


@pytest.fixture
def view(open_view):
    view = open_view(chain_of([("Input", {"shape": (2,)}), *["ReLU"] * 40]))
    view.minimap.want(True)
    view.zoom_by(1.0 / view.camera.zoom)
    return view


@pytest.fixture
def face(view):
    return view.minimap.face


def spot(view, id):
    """Where a card lies in the overview."""
    return view.minimap.face.chart.point(view.canvas.rect_of(id).center()).toPoint()


def middle(view):
    return view.camera.middle()


def near(point, other, within=60.0):
    return (point - other).manhattanLength() < within


def inked(face, rect):
    """The colours in a part of the picture."""
    image = face.grab(rect).toImage()
    return {image.pixelColor(x, y).name() for x in range(image.width()) for y in range(image.height())}


# --- on and off ---


def test_it_is_off_at_first_and_alt_m_is_remembered(open_window, qtbot):
    window = open_window()
    map, action = window.canvas.minimap, window.actions_["minimap"]
    assert not map.is_shown and not action.isChecked()
    QTest.keySequence(window.canvas, "Alt+M")
    assert map.is_shown and action.isChecked() and window.preferences.minimap
    window.close()
    again = open_window()
    again.resize(1400, 900)
    qtbot.waitUntil(lambda: again.canvas.minimap.is_shown)
    assert again.actions_["minimap"].isChecked()
    QTest.keySequence(again.canvas, "Alt+M")
    assert not again.canvas.minimap.is_shown and not again.preferences.minimap


def test_its_button_puts_it_away_and_gives_the_keyboard_back(view, face, qtbot):
    face.setFocus()
    qtbot.waitUntil(face.hasFocus)
    QTest.mouseClick(face.findChild(QToolButton), LEFT)
    assert not face.isVisible() and not view.minimap.wanted
    assert QApplication.focusWidget() is view


def test_it_hides_while_the_canvas_is_too_small_for_it(view, face):
    view.resize(260, 180)
    assert not face.isVisible() and view.minimap.wanted
    view.resize(1200, 600)
    assert face.isVisible()
    assert view.viewport().geometry().contains(face.geometry())


def test_an_empty_canvas_has_none(view, face, qtbot):
    view.select_all()
    view.delete_selection()
    qtbot.waitUntil(lambda: not face.isVisible())
    view.session.undo()
    qtbot.waitUntil(face.isVisible)


# --- what it shows ---


def test_cards_have_their_familys_colour(view, face):
    view.fit_all()
    shown = inked(face, face.rect())
    assert {theme.family_color("Core").name(), theme.family_color("Activation").name()} <= shown
    assert theme.family_color("Merging").name() not in shown


def test_the_picture_follows_what_is_dragged(view, face, qtbot, hand_of):
    view.fit_all()
    hand, before = hand_of(view), face.chart.scale
    hand.drag_to(hand.middle("n41"), hand.middle("n41") + QPointF(0, 2000))
    qtbot.waitUntil(lambda: face.chart.room.height() / face.chart.scale > 2000 and face.chart.scale <= before)
    assert near(face.chart.to_scene(QPointF(spot(view, "n41"))), hand.middle("n1") + QPointF(220 * 40, 2000), 3000)
    hand.key(KEY.Key_Escape)


@pytest.mark.parametrize("mark", ["selection", "problem", "frame", "bookmark"])
def test_marks_change_the_picture(open_view, qtbot, mark):
    view = open_view(small_design())
    view.minimap.want(True)
    before = view.minimap.face.grab().toImage()
    edit = {
        "selection": None,
        "problem": edits.set_setting(view.session.design.graph.nodes["n2"], "units", 0),
        "frame": layout_edits.put_frame(Frame("f1", "a", 300, 200, "blue"), (300.0, -50.0)),
        "bookmark": layout_edits.set_bookmarks([Bookmark("a", 500.0, 50.0, 1.0)], "x"),
    }[mark]
    if edit is None:
        view.session.select({"n3"})
    else:
        assert view.session.edit(edit)
    qtbot.waitUntil(lambda: view.minimap.face.grab().toImage() != before)


def test_panning_moves_the_rectangle_and_makes_no_picture(view, face, monkeypatch):
    monkeypatch.setattr("designer.ui.canvas.minimap.minimap.picture_of", pytest.fail)
    before = QRectF(face.sight)
    view.camera.scroll(QPointF(-900, 0))
    assert face.sight.left() > before.left()
    view.zoom_out()
    assert face.sight.width() > before.width()


def test_the_picture_is_made_a_few_times_however_often_things_move(view, monkeypatch, qtbot):
    made = []
    draw = view.minimap._draw
    monkeypatch.setattr(view.minimap, "_draw", lambda: (made.append(1), draw()))
    for step in range(50):
        view.canvas.put(["n2"], np.array([[220.0, float(step)]]))
    qtbot.waitUntil(lambda: bool(made))
    qtbot.wait(PAUSE)
    assert len(made) == 1


def test_it_says_in_words_how_much_shows(view, face, qtbot):
    assert face.accessibleName() == "Overview"
    view.fit_all()
    qtbot.waitUntil(lambda: "41 layers; the view shows all of them" in face.accessibleDescription())
    view.zoom_reset()
    qtbot.waitUntil(lambda: "all of them" not in face.accessibleDescription())


@pytest.mark.parametrize("seen", [QRectF(-9e5, -9e5, 10, 10), QRectF(9e5, 0, 10, 10), QRectF(-1e6, -1e6, 2e6, 2e6)])
def test_the_rectangle_never_leaves_the_overview(seen):
    room = QRectF(5, 5, 200, 100)
    sight = chart_of(QRectF(0, 0, 5000, 300), room).sight(seen)
    assert room.contains(sight)
    assert min(sight.width(), sight.height()) >= LEAST_SIGHT


# --- hands ---


def test_a_click_shows_what_is_there_and_changes_nothing(view, face):
    before = encode(view.session.design)
    QTest.mouseClick(face, LEFT, pos=spot(view, "n30"))
    assert near(middle(view), view.canvas.rect_of("n30").center())
    assert encode(view.session.design) == before and not view.session.snapshot.undo_label


def test_a_drag_takes_the_rectangle_along_and_esc_takes_it_back(view, face):
    sight = view.sight()
    start = face.sight.center().toPoint()
    QTest.mousePress(face, LEFT, pos=start)
    assert view.sight() == sight, "what is taken hold of does not jump"
    QTest.mouseMove(face, start + QPoint(60, 0))
    assert near(middle(view), face.chart.to_scene(QPointF(start + QPoint(60, 0))))
    QTest.keyClick(view, KEY.Key_Escape)
    assert view.sight() == sight and view.gesture is None
    QTest.mouseMove(face, start + QPoint(90, 0))
    QTest.mouseRelease(face, LEFT, pos=start + QPoint(90, 0))
    assert view.sight() == sight


def test_the_wheel_zooms_around_the_place_it_is_turned_over(view, face):
    at, zoom = QPointF(spot(view, "n35")), view.camera.zoom
    place = face.chart.to_scene(at)
    event = QWheelEvent(
        at, face.mapToGlobal(at), QPoint(), QPoint(0, 240), Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(face, event)
    assert view.camera.zoom > zoom
    assert view.camera.visible().contains(place)


def test_a_click_on_a_flag_goes_to_its_bookmark(view, face, qtbot):
    view.session.edit(layout_edits.set_bookmarks([Bookmark("a", 5000.0, 20.0, 0.7)], "x"))
    qtbot.waitUntil(lambda: bool(face.flags))
    QTest.mouseClick(face, LEFT, pos=face.flags[1].center().toPoint())
    assert near(middle(view), QPointF(5000, 20), 3) and view.camera.zoom == pytest.approx(0.7)
    assert face.touch.told(face.flags[1].center()) == "Bookmark 1: a"


def test_a_wire_in_hand_stays_there_while_the_view_is_moved(view, face, hand_of):
    hand = hand_of(view)
    hand.click(hand.port("n1"))
    wire = view.gesture
    assert wire is not None
    QTest.mouseClick(face, LEFT, pos=spot(view, "n30"))
    assert view.gesture is wire
    assert near(middle(view), view.canvas.rect_of("n30").center())
    hand.key(KEY.Key_Escape)


# --- keys ---


@pytest.fixture
def keyed(view, face, qtbot):
    view.activateWindow()
    view.setFocus(Qt.FocusReason.TabFocusReason)
    QTest.keyClick(view, KEY.Key_Tab)
    qtbot.waitUntil(face.hasFocus)
    return face


def test_arrows_move_the_view_and_signs_zoom(view, keyed):
    for key, sign in ((KEY.Key_Right, 1), (KEY.Key_Left, -1)):
        before = middle(view).x()
        QTest.keyClick(keyed, key)
        assert sign * (middle(view).x() - before) > 0
    zoom = view.camera.zoom
    QTest.keyClick(keyed, KEY.Key_Plus)
    assert view.camera.zoom > zoom
    QTest.keyClick(keyed, KEY.Key_Minus)
    assert view.camera.zoom == pytest.approx(zoom)


@pytest.mark.parametrize("key", [KEY.Key_Return, KEY.Key_Escape])
def test_enter_and_esc_go_back_to_the_canvas(view, keyed, key):
    QTest.keyClick(keyed, key)
    assert QApplication.focusWidget() is view


def test_no_other_key_reaches_the_canvas_through_it(open_window, qtbot):
    window = open_window()
    canvas = window.canvas
    canvas.minimap.want(True)
    canvas.select_all()
    face, before = canvas.minimap.face, window.session.design
    face.setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.waitUntil(face.hasFocus)
    for key in (KEY.Key_Delete, KEY.Key_M, KEY.Key_C, KEY.Key_Space, KEY.Key_L, KEY.Key_Right):
        QTest.keyClick(face, key)
    assert window.session.design is before and canvas.gesture is None
    QTest.keyClick(face, KEY.Key_Tab)
    assert QApplication.focusWidget() is not face
    assert canvas.search is None


def test_both_themes_paint_it(view, face):
    theme.themes().choose("dark")
    assert QColor(theme.DARK.canvas).name() in inked(face, face.rect())
