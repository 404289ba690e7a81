"""What repeats in a network is found: whole, equal, apart, and the same every time."""

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from designer.graph import layout_edits
from designer.graph.design import Block, Design, Graph, Layout, Node, Wire
from designer.graph.repeats import named_blocks, repeats
from tests.graph.keras_designs import design_of

KINDS = [f"K{at}" for at in range(12)]


def network(kinds, pairs, settings=()):
    own = settings or [{}] * len(kinds)
    nodes = {f"n{at}": Node(f"n{at}", kind, f"layer {at}", own[at]) for at, kind in enumerate(kinds)}
    return Graph(nodes, tuple(Wire(f"n{one}", f"n{other}") for one, other in pairs))


def chain(kinds, more=()):
    return network(kinds, [*((at, at + 1) for at in range(len(kinds) - 1)), *more])


def design_with(graph):
    places = {id: (170.0 * at, 0.0) for at, id in enumerate(graph.nodes)}
    return Design(graph, layout=Layout(places))


def found_in(graph):
    return [(len(repeat.parts), repeat.layers) for repeat in repeats(graph)]


@st.composite
def graphs(draw):
    """Any network whose layers are each fed by one to three earlier ones, mostly by the last."""
    kinds = draw(st.lists(st.sampled_from(["A", "B", "Add"]), min_size=1, max_size=40))
    pairs = []
    for at in range(1, len(kinds)):
        sources = draw(st.lists(st.one_of(st.just(at - 1), st.integers(0, at - 1)), max_size=3))
        pairs += [(source, at) for source in dict.fromkeys(sources or [at - 1])]
    return network(kinds, pairs)


@st.composite
def patchworks(draw):
    """Small pieces, alike and all but alike, one after the other: where telling them apart is hardest."""
    backs = st.lists(st.integers(0, 4), min_size=1, max_size=2, unique=True)
    piece = draw(st.lists(backs, min_size=3, max_size=7))
    other = [*piece]
    other[draw(st.integers(0, len(piece) - 1))] = draw(backs)
    pieces = [piece, other]
    pairs, last = [], 0
    for which in draw(st.lists(st.integers(0, 1), min_size=2, max_size=6)):
        first = last
        for back in pieces[which]:
            last += 1
            pairs += [(source, last) for source in dict.fromkeys(max(first, last - 1 - step) for step in back)]
    return network(["A"] * (last + 1), pairs)


networks = st.one_of(graphs(), patchworks())


@given(networks)
def test_parts_never_overlap_and_are_worth_it(graph):
    for repeat in repeats(graph):
        assert len(repeat.parts) >= 2 and repeat.layers >= 3
    layers = [id for repeat in repeats(graph) for part in repeat.parts for id in part.layers]
    assert len(layers) == len(set(layers)) and set(layers) <= graph.nodes.keys()


@given(networks)
def test_equal_parts_have_the_same_kinds_wired_in_the_same_way(graph):
    for repeat in repeats(graph):
        looks = {wired(graph, part.layers) for part in repeat.parts}
        assert len(looks) == 1


def wired(graph, layers):
    """All there is to a part but for the names: its kinds, its wires by place, and where wires come in and go out."""
    at = {id: place for place, id in enumerate(layers)}
    inner = Counter((at[w.source], at[w.target]) for w in graph.wires if w.source in at and w.target in at)
    coming = Counter(at[w.target] for w in graph.wires if w.source not in at and w.target in at)
    kinds = tuple(graph.nodes[id].kind for id in layers)
    return kinds, frozenset(inner.items()), frozenset(coming.items())


TWISTED = [(0, 1), (0, 2), (1, 2), (1, 3), (2, 3), (3, 5), (4, 5)]
FORKED = [(0, 1), (1, 2), (3, 4), (0, 5), (4, 6), (5, 6)]
ALMOST = [
    (5, [*TWISTED, (1, 4)], [*TWISTED, (2, 4)]),
    (6, [*FORKED, (1, 3), (2, 4)], [*FORKED, (2, 3), (1, 4)]),
]
"""So many layers each, and two ways to wire them that are all but the same."""


@pytest.mark.parametrize(("size", "one", "other"), ALMOST)
def test_parts_that_differ_in_a_few_wires_are_not_equal(size, one, other):
    def row(*parts):
        pairs = [(source + size * at, target + size * at) for at, part in enumerate(parts) for source, target in part]
        return network(["A"] * (size * len(parts) + 1), sorted(pairs, key=lambda pair: pair[1]))

    assert found_in(row(one, one)) == found_in(row(other, other)) == [(2, size)]
    assert (2, size) not in found_in(row(one, other))


@given(networks)
def test_a_part_has_one_way_in_and_one_way_out(graph):
    for part in (part for repeat in repeats(graph) for part in repeat.parts):
        own = set(part.layers)
        assert len({wire.source for wire in graph.wires if wire.target in own and wire.source not in own}) == 1
        assert len({wire.source for wire in graph.wires if wire.source in own and wire.target not in own}) <= 1


@given(networks)
def test_folding_and_unfolding_leaves_the_network_untouched(graph):
    design = design_with(graph)
    blocks = named_blocks(design, repeats(graph))
    folded = layout_edits.collapse_all(blocks, {block.id: (0.0, 0.0) for block, _ in blocks}, "Fold")(design)
    assert folded.graph is graph
    assert all(folded.layout.inside[id] == block.id for block, ids in blocks for id in ids)
    for block, _ in blocks:
        folded = layout_edits.expand(block)(folded)
    assert folded.graph is graph
    assert (folded.layout.blocks, folded.layout.inside) == ({}, {})


@given(
    kinds=st.lists(st.sampled_from(KINDS), min_size=3, max_size=12, unique=True),
    times=st.integers(2, 30),
    past=st.booleans(),
)
def test_a_chain_of_equal_parts_is_found_whole(kinds, times, past):
    size = len(kinds)
    more = [(at * size, at * size + size) for at in range(times)] if past else []
    assert found_in(chain(["Input", *kinds * times, "End"], more)) == [(times, size)]


@given(graphs(), st.randoms(use_true_random=False))
def test_what_is_found_does_not_depend_on_the_order_wires_were_drawn_in(graph, chance):
    adds = Graph({id: Node(id, "Add", id) for id in graph.nodes}, graph.wires)
    wires = list(adds.wires)
    chance.shuffle(wires)
    assert found_in(Graph(adds.nodes, tuple(wires))) == found_in(adds)


def test_branches_within_what_does_not_repeat_are_found():
    branch = ["Conv2D", "BatchNormalization", "ReLU"]
    kinds = ["Input", "Dropout", *branch, *branch, "Concatenate"]
    graph = network(kinds, [(0, 1), (1, 2), (2, 3), (3, 4), (1, 5), (5, 6), (6, 7), (4, 8), (7, 8)])
    assert [set(part.layers) for part in repeats(graph)[0].parts] == [{"n2", "n3", "n4"}, {"n5", "n6", "n7"}]


def test_networks_side_by_side_are_looked_into_each():
    one = ["Input", "Dense", "ReLU", "Dropout", "Softmax"]
    graph = network(one * 2, [(at, at + 1) for at in range(9) if at != 4])
    assert found_in(graph) == [(2, 4)]


def test_parts_may_differ_in_settings_and_say_so():
    kinds, settings = ["Input", *["Dense", "ReLU", "Dropout"] * 2], [{}] * 7
    pairs = [(at, at + 1) for at in range(6)]
    assert repeats(network(kinds, pairs))[0].exact
    settings[4] = {"units": 8}
    (repeat,) = repeats(network(kinds, pairs, settings))
    assert (len(repeat.parts), repeat.exact) == (2, False)


def test_a_part_begins_with_a_layer_that_matters():
    kinds = ["Input", "ReLU", *["Dense", "Dropout", "ReLU"] * 3]
    assert {part.layers[0] for part in repeats(chain(kinds))[0].parts} == {"n2", "n5", "n8"}


def test_where_the_cut_is_open_settings_decide():
    step = ["Conv2D", "BatchNormalization", "ReLU"]
    kinds = ["Input", *step, *["DepthwiseConv2D", "BatchNormalization", "ReLU", *step] * 3]
    settings = [{} for _ in kinds]
    pairs = [(at, at + 1) for at in range(len(kinds) - 1)]
    assert repeats(network(kinds, pairs, settings))[0].parts[0].layers[0] == "n1"
    settings[1] = {"strides": 2}
    assert repeats(network(kinds, pairs, settings))[0].parts[0].layers[0] == "n4"


def test_only_layers_among_those_asked_for_are_in_parts():
    graph = chain(["Input", *["Dense", "ReLU", "Dropout"] * 4])
    (repeat,) = repeats(graph, graph.nodes.keys() - {"n5"})
    assert len(repeat.parts) == 3 and all("n5" not in part.layers for part in repeat.parts)


def test_circles_and_empty_networks_are_no_obstacle():
    kinds = ["Input", *["Dense", "ReLU", "Dropout"] * 4, "Add", "Dense"]
    assert found_in(chain(kinds, [(14, 13)])) == [(4, 3)]
    assert found_in(chain(["Dense"] * 6, [(5, 0)])) == []
    assert found_in(Graph()) == []


def test_blocks_are_named_after_what_they_are_and_numbered_along_the_network():
    design = design_with(chain(["Input", *["Dense", "ReLU", "Dropout"] * 3]))
    blocks = named_blocks(design, repeats(design.graph))
    assert [(block.name, ids[0]) for block, ids in blocks] == [("Dense block 1", "n1"), ("Dense block 2", "n4"), ("Dense block 3", "n7")]  # fmt: skip
    taken = layout_edits.collapse(Block("b9", "Dense block 2"), ["n0"], (0.0, 0.0))(design)
    names = [block.name for block, _ in named_blocks(taken, repeats(design.graph))]
    assert names == ["Dense block 1", "Dense block 3", "Dense block 4"]


@pytest.mark.slow
@pytest.mark.parametrize(
    ("name", "groups"),
    [
        ("ResNet50", [(12, 10), (4, 12)]),
        ("MobileNetV2", [(10, 9), (7, 5), (8, 3)]),
        ("EfficientNetB0", [(9, 15), (7, 10), (8, 3)]),
    ],
)
def test_the_blocks_of_well_known_networks_are_found(name, groups):
    keras = pytest.importorskip("keras")
    design = design_of(getattr(keras.applications, name)(weights=None))
    found = repeats(design.graph)
    assert [(len(repeat.parts), repeat.layers) for repeat in found] == groups
    names = [block.name for block, _ in named_blocks(design, found)]
    residual = sum(times for times, layers in groups if layers >= 9 and (name == "ResNet50" or layers != 10))
    assert [name for name in names if name.startswith("Residual")] == [f"Residual block {at}" for at in range(1, residual + 1)]  # fmt: skip
