"""Each edit changes what it says, refuses what does not fit, and leaves the rest alone."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from designer.errors import EditError
from designer.graph import edits
from designer.graph.design import Design, Graph, Layout, Node, Wire
from designer.graph.fragments import Fragment, fragment_of, freshened
from designer.graph.naming import automatic_name
from designer.values import ObjectValue


def chain(*kinds: str) -> Design:
    """Nodes `n1`, `n2`, … one after the other, 200 apart."""
    nodes = [Node(f"n{at}", kind, f"{kind.lower()}_{at}") for at, kind in enumerate(kinds, start=1)]
    wires = tuple(Wire(one.id, other.id) for one, other in pairwise(nodes))
    places = {node.id: (200.0 * at, 0.0) for at, node in enumerate(nodes)}
    return Design(Graph({node.id: node for node in nodes}, wires), layout=Layout(places))


THREE = chain("Input", "Dense", "ReLU")
DENSE = THREE.graph.nodes["n2"]


def test_setting_true_where_one_stood_is_a_change() -> None:
    one = edits.set_setting(DENSE, "use_bias", 1)(THREE)
    changed = edits.set_setting(DENSE, "use_bias", True)(one)
    assert changed.graph.nodes["n2"].settings["use_bias"] is True


def test_setting_the_same_object_value_again_changes_nothing() -> None:
    once = edits.set_setting(DENSE, "kernel_regularizer", ObjectValue("L2", {"l2": 0.1}))(THREE)
    assert edits.set_setting(DENSE, "kernel_regularizer", ObjectValue("L2", {"l2": 0.1}))(once) is once


def test_a_setting_changes_one_node_and_neither_wires_nor_layout() -> None:
    after = edits.set_setting(DENSE, "units", 16)(THREE)
    assert after.graph.nodes["n1"] is THREE.graph.nodes["n1"]
    assert after.graph.wires is THREE.graph.wires
    assert after.layout is THREE.layout


def test_labels_name_what_changes() -> None:
    assert edits.set_setting(DENSE, "units", 16).label == "Set units of dense_2 to 16"
    assert edits.remove([DENSE]).label == "Delete dense_2"
    assert edits.remove(list(THREE.graph.nodes.values())).label == "Delete 3 layers"


def test_connecting_replaces_what_was_wired_to_the_port() -> None:
    after = edits.connect(Wire("n1", "n3"))(THREE)
    assert after.graph.wires == (Wire("n1", "n2"), Wire("n1", "n3"))


def test_a_wire_moved_to_where_it_is_changes_nothing() -> None:
    wire = THREE.graph.wires[0]
    assert edits.move_wire(wire, wire)(THREE) is THREE


def test_inserting_on_a_wire_keeps_its_place_among_the_wires() -> None:
    node = edits.new_node(THREE, "Dropout")
    after = edits.insert_on_wire(node, Wire("n1", "n2"), (50.0, 0.0))(THREE)
    assert after.graph.wires == (Wire("n1", "n4"), Wire("n4", "n2"), Wire("n2", "n3"))


def test_removing_takes_the_wires_along() -> None:
    after = edits.remove([DENSE])(THREE)
    assert after.graph.wires == ()
    assert after.layout.positions.keys() == {"n1", "n3"}


def test_removing_can_join_both_sides() -> None:
    assert edits.remove([DENSE], reconnect=True)(THREE).graph.wires == (Wire("n1", "n3"),)


def test_removing_several_in_a_row_joins_their_far_ends() -> None:
    long = chain("Input", "Dense", "ReLU", "Dropout", "Dense")
    gone = [long.graph.nodes[id] for id in ("n2", "n3", "n4")]
    assert edits.remove(gone, reconnect=True)(long).graph.wires == (Wire("n1", "n5"),)


def test_renaming_to_a_taken_name_is_refused() -> None:
    with pytest.raises(EditError, match="already called 'input_1'"):
        edits.rename(DENSE, "input_1")(THREE)


@pytest.mark.parametrize("name", ["", "   "])
def test_a_name_needs_a_character(name: str) -> None:
    with pytest.raises(EditError, match="at least one character"):
        edits.rename(DENSE, name)(THREE)


def test_edits_of_a_node_that_is_gone_are_refused() -> None:
    gone = edits.remove([DENSE])(THREE)
    for edit in (
        edits.set_setting(DENSE, "units", 3),
        edits.remove([DENSE]),
        edits.connect(Wire("n1", "n2")),
        edits.move({"n2": (0.0, 0.0)}),
        edits.move_wire(Wire("n1", "n2"), Wire("n1", "n3")),
        edits.insert_on_wire(Node("n9", "ReLU", "r"), Wire("n1", "n2"), (0.0, 0.0)),
    ):
        with pytest.raises(EditError):
            edit(gone)


def test_a_sequence_that_ends_where_it_began_returns_the_same_design() -> None:
    there_and_back = [edits.set_setting(DENSE, "units", 3), edits.clear_setting(DENSE, "units")]
    assert edits.sequence("Try", there_and_back)(THREE) is THREE


def test_new_names_follow_keras() -> None:
    assert [automatic_name(kind) for kind in ("Dense", "Conv2D", "LeakyReLU", "LSTM", "GlobalAveragePooling2D")] == [
        "dense", "conv2d", "leaky_re_lu", "lstm", "global_average_pooling2d",
    ]  # fmt: skip


def test_pasted_wires_must_lead_somewhere() -> None:
    with pytest.raises(EditError):
        edits.paste(Fragment((Node("n9", "Dense", "d"),), (Wire("n8", "n9"),)))(THREE)


ids = st.sampled_from(["n1", "n2", "n3", "n7", "x"])
fragments = st.builds(
    Fragment,
    nodes=st.lists(
        st.builds(Node, id=ids, kind=st.sampled_from(["Dense", "ReLU"]), name=st.sampled_from(["", "dense", "mine"])),
        max_size=5,
    ).map(tuple),
    wires=st.lists(st.builds(Wire, source=ids, target=ids), max_size=6).map(tuple),
    positions=st.dictionaries(ids, st.tuples(st.floats(-9, 9), st.floats(-9, 9))),
)


@given(fragments, st.integers(1, 3))
def test_freshened_fragments_never_clash(fragment: Fragment, times: int) -> None:
    design = THREE
    for _ in range(times):
        design = edits.paste(freshened(fragment, design))(design)
    nodes = design.graph.nodes
    assert len(nodes) == 3 + times * len(fragment.nodes)
    assert len({node.name for node in nodes.values()}) == len(nodes)
    assert all(wire.source in nodes and wire.target in nodes for wire in design.graph.wires)
    assert design.layout.positions.keys() <= nodes.keys()


def test_copies_keep_the_wires_among_them_and_on_request_those_that_come_in() -> None:
    inner = fragment_of(THREE, ["n2", "n3"])
    fed = fragment_of(THREE, ["n2", "n3"], with_inputs=True)
    assert inner.wires == (Wire("n2", "n3"),)
    assert freshened(fed, THREE).wires == (Wire("n1", "n4"), Wire("n4", "n5"))
