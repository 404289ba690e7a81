"""Frames, comments, blocks, bends and bookmarks: edits that change no network, and files that keep them."""

from __future__ import annotations

import hypothesis.strategies as st
import pytest
from hypothesis import given

from designer.errors import DesignFileError, EditError
from designer.graph import edits, layout_edits
from designer.graph.blocks import contents, home_of, members, stand_ins, way_up
from designer.graph.design import Block, Bookmark, Comment, Design, Frame, Node, Wire
from designer.graph.files import decode, encode
from designer.graph.fragments import fragment_of, freshened


def chain(count: int) -> Design:
    """n1 to n2 to n3 and so on."""
    design = Design()
    for at in range(1, count + 1):
        design = edits.add_node(Node(f"n{at}", "Dense", f"dense {at}"), (170.0 * at, 0.0))(design)
        if at > 1:
            design = edits.connect(Wire(f"n{at - 1}", f"n{at}"))(design)
    return design


def folded(count: int = 5, *ids: str) -> Design:
    return layout_edits.collapse(Block("b1", "body"), ids or ("n2", "n3"), (300.0, 0.0))(chain(count))


def full() -> Design:
    """One of everything."""
    design = layout_edits.put_frame(Frame("f1", "start", 300.0, 200.0), (0.0, -40.0))(folded())
    design = layout_edits.put_comment(Comment("c1", "why\nso?", 120.0, 60.0), (0.0, 200.0))(design)
    design = layout_edits.bend(Wire("n4", "n5"), [(750.0, 90.0), (760.0, 95.0)])(design)
    design = layout_edits.collapse(Block("b2", "outer"), ("b1", "c1"), (310.0, 10.0))(design)
    design = edits.bypass([design.graph.nodes["n5"]])(design)
    return layout_edits.set_bookmarks([Bookmark("all", 1.0, 2.0, 0.5), Bookmark("in", 0.0, 0.0, 1.0, "b2")], "x")(
        design
    )


def test_folding_changes_no_network() -> None:
    assert folded().graph is not None
    assert folded().graph == chain(5).graph


def test_a_folded_node_is_shown_by_its_block_and_by_itself_within() -> None:
    design = full()
    assert stand_ins(design) == {"n1": "n1", "n2": "b2", "n3": "b2", "n4": "n4", "n5": "n5"}
    assert stand_ins(design, "b2") == {"n2": "b1", "n3": "b1"}
    assert stand_ins(design, "b1") == {"n2": "n2", "n3": "n3"}
    assert contents(design.layout, "b2") == {"b1", "c1", "n2", "n3"}
    assert list(way_up(design.layout, "n2")) == ["b1", "b2"]


def test_unfolding_undoes_folding_but_for_the_places() -> None:
    after = layout_edits.expand(Block("b1", "body"))(folded())
    assert after.layout.blocks == {}
    assert after.layout.inside == {}
    assert after.graph == chain(5).graph


def test_unfolding_an_inner_block_leaves_its_things_in_the_outer_one() -> None:
    after = layout_edits.expand(Block("b1", "body"))(full())
    assert home_of(after.layout, "n2") == "b2"
    assert set(members(after.layout, "b2")) == {"n2", "n3", "c1"}


def test_things_of_different_levels_cannot_be_folded_together() -> None:
    with pytest.raises(EditError, match="beside each other"):
        layout_edits.collapse(Block("b9", "x"), ("n1", "n2"), (0.0, 0.0))(folded())


def test_a_block_goes_with_its_last_layer() -> None:
    design = full()
    after = edits.remove([design.graph.nodes["n2"], design.graph.nodes["n3"]])(design)
    assert after.layout.blocks == {}
    assert after.layout.inside == {}
    assert "c1" not in after.layout.positions
    assert [mark.name for mark in after.layout.bookmarks] == ["all"]


def test_taking_a_block_off_takes_what_is_in_it() -> None:
    after = layout_edits.take_off(["b2", "f1"])(full())
    assert list(after.graph.nodes) == ["n1", "n4", "n5"]
    assert after.graph.wires == (Wire("n4", "n5"),)
    assert after.layout.positions.keys() == {"n1", "n4", "n5"}


def test_taking_a_block_off_can_join_both_its_sides() -> None:
    assert Wire("n1", "n4") in layout_edits.take_off(["b2"], reconnect=True)(full()).graph.wires


def test_what_is_added_while_a_block_is_entered_lies_in_it() -> None:
    added = layout_edits.within(edits.add_node(Node("n9", "ReLU", "relu"), (0.0, 0.0)), "b1")(folded())
    assert home_of(added.layout, "n9") == "b1"


def test_bends_go_with_their_wire_and_along_when_it_moves() -> None:
    design = full()
    assert edits.disconnect([Wire("n4", "n5")])(design).layout.bends == {}
    moved = edits.move_wire(Wire("n4", "n5"), Wire("n1", "n5"))(design)
    assert moved.layout.bends.keys() == {Wire("n1", "n5")}


def test_a_file_keeps_everything() -> None:
    design = full()
    read = decode(encode(design))
    assert read == design
    assert encode(read) == encode(design)


def test_a_plain_design_is_written_without_a_word_of_them() -> None:
    text = encode(chain(2)).decode()
    assert not any(word in text for word in ("frames", "comments", "blocks", "inside", "bends", "bypassed"))


@pytest.mark.parametrize(
    ("old", "new", "place"),
    [
        ('"b1": "b2"', '"b1": "b1"', "into itself"),
        ('"n2": "b1"', '"n2": "b7"', "no block"),
        ('"id": "f1"', '"id": "n1"', "frames"),
        ('"width": 300.0', '"width": -3', "frames"),
        ('"block": "b2"', '"block": "b8"', "bookmarks"),
        ('"wire": {"source": "n4"', '"wire": {"source": "n5"', "bends"),
    ],
)
def test_a_fault_in_the_layout_names_its_place(old: str, new: str, place: str) -> None:
    text = encode(full()).decode()
    assert old in text
    with pytest.raises(DesignFileError, match=place):
        decode(text.replace(old, new).encode())


@given(st.sets(st.sampled_from(["n1", "n4", "n5", "b2", "f1"]), min_size=1), st.booleans())
def test_copies_of_anything_are_whole(ids: set[str], with_inputs: bool) -> None:
    design = full()
    fragment = freshened(fragment_of(design, ids, with_inputs=with_inputs), design, (10.0, 20.0))
    after = edits.paste(fragment)(design)
    assert decode(encode(after)) == after
    assert len(after.layout.positions) == len(design.layout.positions) + len(list(fragment.ids()))
