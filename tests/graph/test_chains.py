"""Taking layers out of a chain and leading wires through others, on any graph."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from designer.errors import EditError
from designer.graph.chains import lead_through, take_out
from designer.graph.design import Design, Graph, Layout, Node, Wire
from designer.graph.edits import remove


def design_of(count, pairs):
    nodes = {f"n{at}": Node(f"n{at}", "Add", f"a{at}") for at in range(count)}
    # Wires lead on, as in a network without circles.
    ends = [sorted((a % count, b % count)) for a, b in pairs]
    wires = tuple(dict.fromkeys(Wire(f"n{a}", f"n{b}") for a, b in ends if a != b))
    return Design(Graph(nodes, wires), layout=Layout({id: (170.0 * at, 0.0) for at, id in enumerate(nodes)}))


GRAPHS = st.builds(design_of, st.integers(2, 12), st.lists(st.tuples(st.integers(0, 11), st.integers(0, 11))))


def of(design, *numbers):
    return frozenset(f"n{number % len(design.graph.nodes)}" for number in numbers)


@given(GRAPHS, st.integers(0, 11))
def test_one_layer_is_taken_out_as_it_would_be_deleted_and_reconnected_but_stays(design, number):
    (id,) = of(design, number)
    out = take_out({id})(design)
    assert out.graph.wires == remove([design.graph.nodes[id]], reconnect=True)(design).graph.wires
    assert (out.graph.nodes, out.layout) == (design.graph.nodes, design.layout)


@given(GRAPHS, st.lists(st.integers(0, 11), min_size=1))
def test_several_keep_the_wires_among_them_and_no_others(design, numbers):
    ids = of(design, *numbers)
    out = take_out(ids)(design)
    inner = [wire for wire in design.graph.wires if {wire.source, wire.target} <= ids]
    assert [wire for wire in out.graph.wires if {wire.source, wire.target} & ids] == inner
    outer = [wire for wire in design.graph.wires if not {wire.source, wire.target} & ids]
    assert set(outer) <= set(out.graph.wires)


@given(GRAPHS)
def test_all_of_them_are_wired_to_nothing_else(design):
    assert take_out(design.graph.nodes.keys())(design) is design


def test_a_chain_is_put_where_the_wire_was_in_the_order_a_merge_joins():
    design = design_of(6, [(0, 3), (1, 3), (2, 3), (4, 5)])
    after = lead_through(Wire("n1", "n3"), ("n4", "input"), ("n5", "output"))(design)
    into = [wire.source for wire in after.graph.wires_into("n3")]
    assert into == ["n0", "n5", "n2"]
    assert Wire("n1", "n4") in after.graph.wires


def test_what_is_put_in_and_taken_out_again_leaves_the_wires_as_they_were():
    design = design_of(5, [(0, 2), (1, 2), (3, 4)])
    there = lead_through(Wire("n0", "n2"), ("n3", "input"), ("n4", "output"))(design)
    assert set(take_out({"n3", "n4"})(there).graph.wires) == set(design.graph.wires)


def test_what_is_not_there_is_refused():
    design = design_of(3, [(0, 1)])
    with pytest.raises(EditError):
        take_out({"n9"})(design)
    with pytest.raises(EditError):
        lead_through(Wire("n1", "n2"), ("n0", "input"), ("n0", "output"))(design)
