"""Folding, entering, leaving and unfolding blocks, with real keys and clicks."""

import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QFontMetricsF

from designer.graph import edits, layout_edits
from designer.graph.blocks import TOP, home_of
from designer.graph.design import Block, Wire
from designer.ui.canvas.metrics import STACKED
from tests.ui.canvas.conftest import chain_of

CTRL, SHIFT, ALT = (
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.AltModifier,
)
ESC, ENTER = Qt.Key.Key_Escape, Qt.Key.Key_Return


def six():
    """Input and five layers in a row, 220 apart."""
    return chain_of([("Input", {"shape": (4,)}), ("Dense", {"units": 4}), "ReLU", ("Dense", {"units": 4}), "ReLU", ("Dense", {"units": 1})])  # fmt: skip


@pytest.fixture
def view(open_view):
    return open_view(six())


@pytest.fixture
def folded(view, session):
    """The second to fourth layer in one block, which is selected."""
    session.select({"n2", "n3", "n4"})
    view.folding.fold()
    return "b1"


def gate(view, words):
    return next(id for id, card in view.canvas.cards.items() if card.role == "gate" and card.headline == words)


def block_port(view, side, block="b1", at=0):
    card = view.canvas.cards[block]
    return (card.inputs if side == "in" else card.outputs)[at]


def test_the_selection_folds_into_a_block_in_its_middle(view, session, folded):
    layout = session.design.layout
    assert layout.blocks["b1"].name == "Dense block"
    assert layout.positions["b1"] == layout.positions["n3"]
    assert session.selection == {"b1"}
    assert session.design.graph == six().graph
    session.undo()
    assert session.design == six()


def test_a_second_block_has_a_name_of_its_own(view, session, folded):
    session.select({"n5", "n6"})
    view.folding.fold()
    assert session.design.layout.blocks["b2"].name == "Dense block 2"


def test_a_block_unfolds_to_what_it_was(view, session, folded):
    view.folding.unfold()
    assert session.design.layout == six().layout
    assert session.selection == {"n2", "n3", "n4"}


def test_neighbours_move_aside_for_what_unfolds(view, session, folded):
    near = {"n1": (300.0, 0.0), "b1": (470.0, 0.0), "n5": (640.0, 0.0), "n6": (470.0, 90.0)}
    session.edit(edits.move(near))
    view.folding.unfold()
    rects = [view.canvas.places.rect(id) for id in view.canvas.places.ids]
    assert not any(one.intersects(other) for at, one in enumerate(rects) for other in rects[at + 1 :])
    positions = session.design.layout.positions
    assert positions["n1"][0] < positions["n2"][0] < positions["n4"][0] < positions["n5"][0]


def test_enter_goes_in_and_escape_comes_out(view, hand, session, folded):
    hand.key(ENTER)
    assert view.canvas.level == "b1"
    assert {"n2", "n3", "n4"} <= view.canvas.cards.keys()
    assert "n1" not in view.canvas.cards
    hand.key(ESC)
    assert view.canvas.level == TOP
    assert session.selection == {"b1"}


def test_escape_clears_the_selection_before_it_comes_out(view, hand, session, folded):
    hand.key(ENTER)
    hand.click(hand.middle("n3"))
    hand.key(ESC)
    assert view.canvas.level == "b1"
    hand.key(ESC)
    assert view.canvas.level == TOP


def test_a_double_click_goes_in(view, hand, folded):
    from PySide6.QtTest import QTest

    QTest.mouseDClick(view.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, hand.at(hand.middle("b1")))  # fmt: skip
    assert view.canvas.level == "b1"


def test_each_level_shows_what_it_showed_last(view, hand, folded):
    view.zoom_by(0.7)
    before = view.camera.zoom, view.camera.middle()
    hand.key(ENTER)
    view.zoom_by(0.5)
    inside = view.camera.zoom
    hand.key(ESC)
    assert view.camera.zoom == pytest.approx(before[0])
    assert (view.camera.middle() - before[1]).manhattanLength() < 3
    hand.key(ENTER)
    assert view.camera.zoom == pytest.approx(inside)


def test_a_click_on_a_gate_goes_out_to_the_other_end(view, hand, session, folded):
    hand.key(ENTER)
    hand.click(hand.middle(gate(view, "from input")))
    assert view.canvas.level == TOP
    assert session.selection == {"n1"}


def test_a_gate_stays_where_it_is(view, hand, session, folded):
    hand.key(ENTER)
    before, where = session.design, hand.middle(gate(view, "from input"))
    hand.drag(where, hand.middle("n3"))
    assert session.design is before
    assert view.canvas.level == "b1"


def test_arrows_walk_to_gates_and_enter_goes_out(view, hand, session, folded):
    hand.key(ENTER)
    session.select({"n2"})
    hand.key(Qt.Key.Key_Left)
    assert view.canvas.marked.current == gate(view, "from input")
    hand.key(ENTER)
    assert session.selection == {"n1"}


def test_the_breadcrumb_says_where_one_is_and_leads_back(view, hand, session, folded):
    session.edit(layout_edits.collapse(Block("b2", "inner"), ("n2", "n3"), (440.0, 0.0)))
    hand.key(ENTER)
    session.select({"b2"})
    view.canvas.marked.set_current("b2")
    hand.key(ENTER)
    assert view.breadcrumb.words == ["Network", "Dense block", "inner"]
    assert view.breadcrumb.isVisible()
    hand.view.breadcrumb.steps[0].click()
    assert view.canvas.level == TOP
    assert session.selection == {"b1"}
    assert not view.breadcrumb.isVisible()


def test_new_layers_lie_in_the_entered_block(view, hand, session, folded):
    hand.key(ENTER)
    view.add_kind("Dropout")
    added = session.design.graph.nodes["n7"]
    assert home_of(session.design.layout, added.id) == "b1"
    assert "n7" in view.canvas.cards


def test_a_wire_to_the_port_of_a_block_leads_to_the_layer_in_it(view, hand, session, folded):
    session.edit(edits.disconnect([Wire("n1", "n2")]))
    hand.drag(hand.port("n1"), hand.port("b1", "in", block_port(view, "in")))
    assert Wire("n1", "n2") in session.design.graph.wires


def test_a_wire_from_a_gate_leads_to_the_layer_outside(view, hand, session, folded):
    hand.key(ENTER)
    hand.drag(hand.port(gate(view, "from input")), hand.port("n4", "in"))
    assert Wire("n1", "n4") in session.design.graph.wires


def test_moving_the_wire_at_a_shared_slot_moves_all_of_them(open_view):
    from tests.ui.canvas.conftest import Hand
    from tests.ui.canvas.test_level import residual

    design = residual()
    design = edits.connect(Wire("n1", "n5"))(design)
    view = open_view(design)
    hand, session = Hand(view), view.session
    view.add_kind("Dense")
    (new,) = session.selection
    session.edit(edits.move({new: (220.0, 300.0)}))
    view.fit_all()
    slot = block_port(view, "in")
    start = hand.port("b1", "in", slot)
    wires = view.canvas.wires
    x1, y1, x2, y2 = wires.ends[wires.index[Wire("n1", "n2")]]
    near = start.__class__(x1 + 0.2 * (x2 - x1), y1 + 0.1 * (y2 - y1))
    before = session.design
    hand.drag(near, hand.port(new, "out"))
    assert {Wire(new, "n2"), Wire(new, "n4")} <= set(session.design.graph.wires)
    assert not {Wire("n1", "n2"), Wire("n1", "n4")} & set(session.design.graph.wires)
    session.undo()
    assert session.design == before


def test_deleting_a_block_deletes_what_is_in_it(view, hand, session, folded):
    view.delete_selection()
    assert set(session.design.graph.nodes) == {"n1", "n5", "n6"}
    session.undo()
    assert "b1" in view.canvas.cards


def test_deleting_and_reconnecting_joins_what_was_on_both_sides(view, session, folded):
    view.delete_selection(reconnect=True)
    assert Wire("n1", "n5") in session.design.graph.wires


def test_a_copied_block_is_pasted_whole(view, session, folded):
    view.copy()
    view.paste()
    layout = session.design.layout
    assert len(layout.blocks) == 2
    assert len(session.design.graph.nodes) == 9
    assert session.selection == {"b2"}
    assert view.canvas.cards["b2"].headline == "3 layers"


def test_a_block_is_dragged_like_a_card(view, hand, session, folded):
    inner = session.design.layout.positions["n3"]
    hand.drag(hand.middle("b1"), hand.middle("b1") + QPointF(0.0, 100.0))
    assert session.design.layout.positions["b1"][1] == 100.0
    assert session.design.layout.positions["n3"] == inner


def test_a_layer_goes_into_the_wire_before_a_block_not_into_the_block(view, hand, session, folded):
    from tests.ui.canvas.conftest import Hand

    assert isinstance(hand, Hand)
    view.canvas.marked.select([Wire("n1", "n2")])
    session.select(())
    view.open_search()
    hand.type("dropout")
    from PySide6.QtTest import QTest

    QTest.keyClick(view.search.field, ENTER)
    assert Wire("n1", "n7") in session.design.graph.wires
    assert home_of(session.design.layout, "n7") == TOP
    assert "n7" in view.canvas.cards


def test_selecting_what_lies_elsewhere_goes_there(view, session, folded):
    session.select({"n3"})
    assert view.canvas.level == "b1"
    view.center_on("n6")
    assert view.canvas.level == TOP


def test_undoing_the_fold_while_inside_comes_out(view, hand, session, folded):
    hand.key(ENTER)
    session.undo()
    assert view.canvas.level == TOP
    assert view.canvas.places.ids == list(six().graph.nodes)


def test_c_connects_the_output_of_a_block(view, hand, session, folded):
    session.edit(edits.disconnect([Wire("n4", "n5")]))
    session.select({"b1"})
    hand.key(Qt.Key.Key_C)
    assert view.gesture is not None
    assert view.gesture.target == "n5"
    hand.key(ENTER)
    assert Wire("n4", "n5") in session.design.graph.wires


def test_a_layer_is_added_behind_a_selected_block(view, session, folded):
    session.edit(edits.disconnect([Wire("n4", "n5")]))
    session.select({"b1"})
    view.add_kind("Dropout")
    assert Wire("n4", "n7") in session.design.graph.wires


def test_all_blocks_unfold_at_once(view, session, folded):
    session.edit(layout_edits.collapse(Block("b2", "inner"), ("n2", "n3"), (440.0, 0.0)))
    view.folding.unfold_all()
    assert not session.design.layout.blocks
    assert session.design.graph == six().graph
    session.undo()
    assert len(session.design.layout.blocks) == 2


def test_assistive_tools_hear_of_blocks_and_gates(view, hand, folded):
    from designer.ui.canvas.spoken import spoken

    assert spoken(view.canvas.cards["b1"], 2, 4).startswith("Block Dense block, 3 layers, ")
    assert view.reading_order() == ["n1", "b1", "n5", "n6"]
    hand.key(ENTER)
    assert spoken(view.canvas.cards[gate(view, "to re_lu_1")], 5, 5) == "Way out of the block, to re_lu_1, 5 of 5"


def test_the_breadcrumb_has_room_for_all_its_steps(view, hand, session, folded):
    session.edit(layout_edits.collapse(Block("b2", "a block with a rather long name"), ("n2", "n3"), (440.0, 0.0)))
    view.folding.enter("b1")
    view.folding.enter("b2")
    bar = view.breadcrumb
    assert all(step.isVisible() and bar.rect().contains(step.geometry()) for step in bar.steps)
    assert bar.steps[-1].toolTip() == "a block with a rather long name"


def test_a_block_looks_like_a_stack_at_every_distance(view, session, folded):
    session.select(())
    for zoom in (1.0, 0.4, 0.15):
        view.zoom_by(zoom / view.camera.zoom)
        view.centerOn(view.canvas.places.rect("b1").center())
        picture = view.viewport().grab().toImage()
        assert darkest_below(view, picture, "b1") < 222
        assert darkest_below(view, picture, "n5") > 222


def darkest_below(view, picture, card):
    """How light the darkest point is under the middle of a card, as far as a stack reaches."""
    foot = view.mapFromScene(view.canvas.places.rect(card).center() + QPointF(3.0, 32.0))
    down = range(2, max(4, round(16 * view.camera.scale)))
    return min(picture.pixelColor(foot.x(), foot.y() + y).lightness() for y in down)


def test_no_shape_is_written_over_the_lower_cards_of_a_block(view, session, folded):
    canvas = view.canvas
    stack = canvas.places.rect("b1").adjusted(0.0, 0.0, STACKED, STACKED)
    out = next(wire for wire in canvas.projection.wires if canvas.shown_ends(wire)[0].node == "b1")
    target = canvas.shown_ends(out)[1].node
    session.edit(edits.move({target: (stack.right() - STACKED + 26.0, stack.top())}))
    labels = list(
        canvas.wire_layer.labels.within(
            canvas.places.bounds().adjusted(-50, -50, 50, 50), QFontMetricsF(canvas.look.small)
        )
    )
    assert labels
    assert not any(area.intersects(stack) for area, _ in labels)
