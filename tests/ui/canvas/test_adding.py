"""New layers: from the palette, by search, on a wire, beside the selected one."""

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDragMoveEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from designer.graph.design import COLUMN, Design, Wire
from designer.ui.canvas.hands import MIME
from designer.ui.canvas.metrics import HEIGHT, WIDTH

NONE = Qt.KeyboardModifier.NoModifier
LEFT = Qt.MouseButton.LeftButton
COPY = Qt.DropAction.CopyAction


class PaletteDrag:
    """What Qt sends while a kind is dragged over the canvas."""

    def __init__(self, view, hand, kind):
        self.view, self.hand, self.mime = view, hand, QMimeData()
        self.mime.setData(MIME, kind.encode())

    def over(self, point):
        at = self.hand.at(point)
        QApplication.sendEvent(self.view.viewport(), QDragEnterEvent(at, COPY, self.mime, LEFT, NONE))
        self.move(point)

    def move(self, point):
        event = QDragMoveEvent(self.hand.at(point), COPY, self.mime, LEFT, NONE)
        QApplication.sendEvent(self.view.viewport(), event)

    def drop(self, point):
        self.over(point)
        at = self.hand.at(point).toPointF()
        QApplication.sendEvent(self.view.viewport(), QDropEvent(at, COPY, self.mime, LEFT, NONE))

    def leave(self):
        QApplication.sendEvent(self.view.viewport(), QDragLeaveEvent())


def test_a_kind_dropped_in_the_empty_is_added_there_with_its_start_settings(view, hand, session):
    PaletteDrag(view, hand, "Dense").drop(QPointF(300, 300))
    node = session.design.graph.nodes["n6"]
    assert (node.kind, node.settings["units"]) == ("Dense", 4)
    assert session.design.layout.positions["n6"] == pytest.approx((300 - WIDTH / 2, 300 - HEIGHT / 2), abs=6)
    assert session.selection == {"n6"}


def test_a_kind_dropped_on_a_wire_goes_into_it(view, hand, session):
    before = session.design
    drag = PaletteDrag(view, hand, "Dropout")
    drag.over(QPointF(635, 32))
    assert view.canvas.marked.lit == Wire("n3", "n4")
    drag.drop(QPointF(635, 32))
    assert {Wire("n3", "n6"), Wire("n6", "n4")} < set(session.design.graph.wires)
    session.undo()
    assert session.design is before


def test_a_drag_that_leaves_changes_nothing(view, hand, session):
    before = session.design
    drag = PaletteDrag(view, hand, "Dense")
    drag.over(QPointF(300, 300))
    assert view.canvas.overlay.marks.ghosts
    drag.leave()
    assert not view.canvas.overlay.marks.ghosts
    assert session.design is before


def test_a_drag_of_something_else_is_not_taken(view, hand, session):
    PaletteDrag(view, hand, "no such kind").drop(QPointF(300, 300))
    assert len(session.design.graph.nodes) == 5


def test_a_wire_dropped_in_the_empty_opens_search_with_what_fits_likeliest_first(view, hand, session):
    hand.drag(hand.port("n4"), QPointF(900, 200))
    names = [view.search.list.item(row).text() for row in range(view.search.list.count())]
    assert view.search.isVisible()
    assert names[0] == "ReLU"
    assert "Conv2D" not in names and "Input" not in names
    QTest.keyClick(view.search.field, Qt.Key.Key_Return)
    assert session.design.graph.nodes["n6"].kind == "ReLU"
    assert Wire("n4", "n6") in session.design.graph.wires
    session.undo()
    assert "n6" not in session.design.graph.nodes


def test_a_wire_from_an_input_finds_what_could_feed_it(view, hand, session):
    hand.drag(hand.port("n5", "in"), QPointF(250, 260))
    hand.type("dense")
    QTest.keyClick(view.search.field, Qt.Key.Key_Return)
    assert Wire("n6", "n5") in session.design.graph.wires


def test_search_opens_on_a_double_click_and_escape_closes_it(view, hand, session):
    before = session.design
    QTest.mouseDClick(view.viewport(), LEFT, NONE, hand.at(QPointF(200, 200)))
    assert view.search.isVisible()
    QTest.keyClick(view.search.field, Qt.Key.Key_Escape)
    assert not view.search.isVisible()
    assert view.hasFocus()
    assert session.design is before


def test_search_is_typed_walked_and_chosen_by_keys(view, session):
    view.open_search()
    field = view.search.field
    QTest.keyClicks(field, "relu")
    assert view.search.list.item(0).text() == "ReLU"
    QTest.keyClick(field, Qt.Key.Key_Down)
    chosen = view.search.list.currentItem().text()
    assert chosen != "ReLU"
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert session.design.graph.nodes["n6"].kind == chosen
    assert session.selection == {"n6"}


def test_search_knows_the_words_people_use(view):
    view.open_search()
    QTest.keyClicks(view.search.field, "fully connected")
    assert view.search.list.item(0).text() == "Dense"


def test_search_that_finds_nothing_says_so_and_adds_nothing(view, session):
    view.open_search()
    QTest.keyClicks(view.search.field, "qqqq")
    QTest.keyClick(view.search.field, Qt.Key.Key_Return)
    assert len(session.design.graph.nodes) == 5


def test_add_kind_puts_a_layer_after_the_selected_one_and_wires_it(view, session):
    session.select({"n4"})
    view.add_kind("ReLU")
    assert Wire("n4", "n6") in session.design.graph.wires
    x, y = session.design.layout.positions["n6"]
    assert x == session.design.layout.positions["n4"][0] + COLUMN and y == 0.0
    assert session.selection == {"n6"}


@pytest.mark.parametrize(("selected", "kind"), [("n2", "ReLU"), ("n4", "Conv2D"), ("n4", "Input")])
def test_add_kind_leaves_the_wire_off_where_it_does_not_fit(view, session, selected, kind):
    wires = session.design.graph.wires
    session.select({selected})
    view.add_kind(kind)
    assert session.design.graph.wires == wires


def test_add_kind_with_nothing_selected_finds_a_free_spot(view, session):
    for _ in range(3):
        session.select(())
        view.add_kind("Dense")
    places = list(session.design.layout.positions.values())
    assert all(abs(x - u) >= WIDTH or abs(y - v) >= HEIGHT for i, (x, y) in enumerate(places) for u, v in places[:i])


def test_an_empty_canvas_says_what_to_do(open_view):
    view = open_view(Design())
    assert view._hint.isVisible() and "Drag a layer here" in view._hint.text()
    view.add_kind("Dense")
    assert not view._hint.isVisible()
