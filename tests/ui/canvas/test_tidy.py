"""The layered layout, on any graph."""

from hypothesis import given
from hypothesis import strategies as st

from designer.graph.design import Design, Graph, Layout, Node, Wire
from designer.ui.canvas.metrics import HEIGHT, WIDTH
from designer.ui.canvas.tidy import tidied


def design_of(count, pairs):
    nodes = {f"n{at}": Node(f"n{at}", "Dense", f"d{at}") for at in range(count)}
    wires = tuple(dict.fromkeys(Wire(f"n{a % count}", f"n{b % count}") for a, b in pairs))
    return Design(Graph(nodes, wires), layout=Layout(dict.fromkeys(nodes, (0.0, 0.0))))


graphs = st.builds(
    design_of, st.integers(1, 25), st.lists(st.tuples(st.integers(0, 24), st.integers(0, 24)), max_size=45)
)


@given(graphs)
def test_no_card_covers_another_whatever_the_graph(design):
    places = list(tidied(design, {}).values())
    assert len(places) == len(design.graph.nodes)
    assert all(abs(x - u) >= WIDTH or abs(y - v) >= HEIGHT for i, (x, y) in enumerate(places) for u, v in places[:i])


@given(graphs)
def test_wires_lead_to_the_right_where_there_is_no_loop(design):
    forward = tuple(wire for wire in design.graph.wires if int(wire.source[1:]) < int(wire.target[1:]))
    places = tidied(Design(Graph(design.graph.nodes, forward), layout=design.layout), {})
    assert all(places[wire.source][0] + WIDTH < places[wire.target][0] for wire in forward)


@given(graphs)
def test_the_same_design_is_tidied_the_same_way(design):
    assert tidied(design, {}) == tidied(design, {})


def test_a_chain_with_branches_stays_one_straight_line():
    chain = [(at, at + 1) for at in range(8)]
    design = design_of(11, [*chain, (2, 9), (9, 10), (4, 10), (0, 3)])
    places = tidied(design, {})
    assert {places[f"n{at}"][1] for at in range(9)} == {places["n0"][1]}


def test_columns_leave_room_for_what_is_written_on_the_wires():
    design = design_of(3, [(0, 1), (1, 2)])
    places = tidied(design, {"n0": "224 x 224 x 64", "n1": "4"})
    assert places["n1"][0] - places["n0"][0] > places["n2"][0] - places["n1"][0]


def test_a_thousand_cards_take_no_recursion():
    places = tidied(design_of(1500, [(at, at + 1) for at in range(1499)]), {})
    assert len({y for _, y in places.values()}) == 1
