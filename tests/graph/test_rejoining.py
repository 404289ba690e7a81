"""Taking nodes off joins what was on both sides of them, however many go at once."""

from hypothesis import given
from hypothesis import strategies as st

from designer.graph.design import Wire
from designer.graph.rejoining import left_over


def test_a_dead_end_is_passed_over_for_the_input_that_leads_back() -> None:
    wires = (Wire("loose", "add"), Wire("kept", "add"), Wire("add", "end"))
    assert tuple(left_over(wires, {"loose", "add"}, reconnect=True)) == (Wire("kept", "end"),)


def test_layers_in_a_circle_are_joined_to_what_feeds_them() -> None:
    wires = (Wire("b", "a"), Wire("a", "b"), Wire("kept", "b"), Wire("b", "end"))
    assert tuple(left_over(wires, {"a", "b"}, reconnect=True)) == (Wire("kept", "end"),)


def test_a_chain_of_thousands_goes_at_once() -> None:
    wires = [Wire(f"n{at}", f"n{at + 1}") for at in range(20_000)]
    gone = [f"n{at}" for at in range(1, 20_000)]
    assert tuple(left_over(wires, gone, reconnect=True)) == (Wire("n0", "n20000"),)


PAIRS = st.lists(st.tuples(st.integers(0, 11), st.integers(0, 11)).filter(lambda pair: pair[0] < pair[1]), max_size=30)


@given(PAIRS, st.sets(st.integers(0, 11)))
def test_nodes_are_joined_only_where_data_flowed_between_them(pairs: list[tuple[int, int]], gone: set[int]) -> None:
    wires = tuple(dict.fromkeys(Wire(str(one), str(other)) for one, other in pairs))
    off = {str(id) for id in gone}
    kept = tuple(left_over(wires, off, reconnect=True))
    reached = {str(id): {str(id)} for id in range(12)}
    for id in range(11, -1, -1):
        for wire in wires:
            if wire.source == str(id):
                reached[str(id)] |= reached[wire.target]
    assert all(wire.target in reached[wire.source] and not off & {wire.source, wire.target} for wire in kept)
    assert {wire for wire in wires if not off & {wire.source, wire.target}} <= set(kept)
    fed = {wire.target for wire in wires if wire.source not in off} - off
    assert fed <= {wire.target for wire in kept}
