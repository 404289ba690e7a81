"""Dots of wires go along with what they lie between, stay with what takes a wire's place, and undo byte for byte."""

from __future__ import annotations

import hypothesis.strategies as st
from hypothesis import given

from designer.errors import EditError
from designer.graph import edits, layout_edits
from designer.graph.bends import ends_on_level, leg_of, level_of
from designer.graph.design import Block, Design, Node, Position, Wire
from designer.graph.files import decode, encode
from designer.graph.fragments import fragment_of, freshened
from designer.graph.history import History

DOTS = {
    Wire("n1", "n2"): ((150.0, 80.0),),
    Wire("n2", "n3"): ((310.0, 90.0), (330.0, -40.0)),
    Wire("n3", "n4"): ((490.0, 70.0),),
}


def chain(bent: bool = True) -> Design:
    """n1 to n5, with dots on all wires but the last."""
    design = Design()
    for at in range(1, 6):
        design = edits.add_node(Node(f"n{at}", "Dense", f"dense {at}"), (170.0 * at, 0.0))(design)
        if at > 1:
            design = edits.connect(Wire(f"n{at - 1}", f"n{at}"))(design)
    for wire, points in DOTS.items() if bent else ():
        design = layout_edits.bend(wire, points)(design)
    return design


def folded() -> Design:
    """The chain with n2 and n3 in a block."""
    return layout_edits.collapse(Block("b1", "middle"), ("n2", "n3"), (425.0, 0.0))(chain())


def shifted(design: Design, ids: tuple[str, ...], way: Position) -> Design:
    places = design.layout.positions
    return edits.move({id: (places[id][0] + way[0], places[id][1] + way[1]) for id in ids})(design)


def test_dots_go_along_only_where_both_ends_go_the_same_way() -> None:
    bends = shifted(chain(), ("n2", "n3"), (10.0, 20.0)).layout.bends
    assert bends[Wire("n2", "n3")] == ((320.0, 110.0), (340.0, -20.0))
    assert bends[Wire("n1", "n2")] == DOTS[Wire("n1", "n2")]
    one_down = shifted(chain(), ("n2",), (0.0, 10.0))
    apart = edits.move({"n2": (0.0, 0.0), "n3": (9.0, 9.0)})(one_down)
    assert apart.layout.bends == chain().layout.bends


def test_a_block_takes_along_the_dots_around_it_and_leaves_those_in_it() -> None:
    design = shifted(folded(), ("n1", "b1"), (0.0, 50.0))
    assert design.layout.bends[Wire("n1", "n2")] == ((150.0, 130.0),)
    assert design.layout.bends[Wire("n2", "n3")] == DOTS[Wire("n2", "n3")]
    assert level_of(design.layout, Wire("n2", "n3")) == "b1"
    assert ends_on_level(design.layout, Wire("n1", "n2")) == ("n1", "b1")


def test_what_is_unfolded_brings_its_dots() -> None:
    design = shifted(folded(), ("b1",), (100.0, 200.0))
    design = layout_edits.expand(design.layout.blocks["b1"])(design)
    places = design.layout.positions
    way = places["n2"][0] - 340.0, places["n2"][1]
    assert design.layout.bends[Wire("n2", "n3")] == ((310.0 + way[0], 90.0 + way[1]), (330.0 + way[0], -40.0 + way[1]))


def test_joining_what_was_on_both_sides_keeps_the_dots_of_both() -> None:
    design = chain()
    joined = edits.remove([design.graph.nodes["n3"]], reconnect=True)(design)
    assert joined.layout.bends[Wire("n2", "n4")] == (*DOTS[Wire("n2", "n3")], *DOTS[Wire("n3", "n4")])
    assert edits.remove([design.graph.nodes["n3"]])(design).layout.bends.keys() == {Wire("n1", "n2")}


def test_dots_do_not_come_out_of_a_block_they_lie_in() -> None:
    design = folded()
    joined = edits.remove([design.graph.nodes["n2"]], reconnect=True)(design)
    assert joined.layout.bends[Wire("n1", "n3")] == DOTS[Wire("n1", "n2")]


def test_copies_of_a_block_have_the_dots_around_it_beside_them() -> None:
    design = folded()
    fresh = freshened(fragment_of(design, ("n1", "b1")), design, (0.0, 300.0))
    points = [at for _, at in fresh.bends]
    assert points == [((150.0, 380.0),), DOTS[Wire("n2", "n3")]]


def test_a_point_is_on_the_leg_nearest_to_it() -> None:
    path = [(0.0, 0.0), (100.0, 0.0), (100.0, 100.0), (100.0, 100.0), (200.0, 100.0)]
    assert [leg_of(path, at) for at in ((50.0, 9.0), (109.0, 50.0), (180.0, 90.0))] == [0, 1, 3]


places = st.tuples(st.integers(-50, 90).map(float), st.integers(-50, 90).map(float))
nodes = st.sampled_from(["n1", "n2", "n3", "n4", "n5", "b1"])
wires = st.sampled_from([Wire(f"n{at}", f"n{at + 1}") for at in range(1, 5)])
steps = st.one_of(
    st.tuples(st.just("bend"), wires, st.lists(places, max_size=4)),
    st.tuples(st.just("move"), st.sets(nodes, min_size=1), places),
    st.tuples(st.just("remove"), st.sets(nodes, min_size=1, max_size=2), st.booleans()),
    st.tuples(st.just("end"), wires, nodes),
    st.tuples(st.just("fold"), st.sets(nodes, min_size=1), places),
    st.tuples(st.just("unfold"), st.none(), st.none()),
)


def edit_of(design: Design, step: tuple) -> edits.Edit:  # type: ignore[type-arg]
    match step:
        case "bend", wire, points:
            return layout_edits.bend(wire, points)
        case "move", ids, way:
            moved = {id: at for id, at in design.layout.positions.items() if id in ids}
            return edits.move({id: (x + way[0], y + way[1]) for id, (x, y) in moved.items()})
        case "remove", ids, reconnect:
            return layout_edits.take_off(ids, reconnect=reconnect)
        case "end", wire, node:
            return edits.move_wire(wire, Wire(wire.source, node))
        case "fold", ids, place:
            return layout_edits.collapse(Block("b1", "block"), tuple(ids), place)
    return layout_edits.expand(design.layout.blocks.get("b1", Block("b1", "block")))


@given(st.lists(steps, max_size=12))
def test_whatever_is_done_to_dots_undoes_byte_for_byte(asked: list[tuple]) -> None:  # type: ignore[type-arg]
    history = History(chain())
    first = encode(history.present)
    for step in asked:
        try:
            history = history.apply(edit_of(history.present, step))
        except EditError:
            continue
        design = history.present
        assert design.layout.bends.keys() <= set(design.graph.wires) and all(design.layout.bends.values())
        assert decode(encode(design)) == design
    last, count = encode(history.present), len(history.past)
    for _ in range(count):
        history = history.undo()
    assert encode(history.present) == first
    for _ in range(count):
        history = history.redo()
    assert encode(history.present) == last


@given(st.lists(places, min_size=1, max_size=5), places)
def test_moving_everything_moves_every_dot_as_far(points: list[Position], way: Position) -> None:
    design = layout_edits.bend(Wire("n4", "n5"), points)(folded())
    moved = shifted(design, ("n1", "b1", "n4", "n5"), way).layout.bends
    for wire, before in design.layout.bends.items():
        inner = wire == Wire("n2", "n3")
        assert moved[wire] == tuple((x, y) if inner else (x + way[0], y + way[1]) for x, y in before)
