"""Analysis of any design whatever: it never raises, knows what it can, and takes over what has not changed."""

from collections.abc import Callable

from hypothesis import example, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from designer.analysis import Analysis, analyse
from designer.catalogue import KINDS, objects
from designer.errors import EditError
from designer.graph import edits
from designer.graph.design import Design, Graph, Layout, Node, Wire
from designer.graph.specs import Column, DataFacts, TrainingSettings
from designer.values import ObjectValue

names = sorted({setting.name for kind in KINDS.values() for setting in kind.settings})
sizes = st.one_of(st.none(), st.integers(-2, 40), st.sampled_from([0, 1, 2**40, 10**30]))
scalars = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-3, 64),
    st.sampled_from([10**30, -1, 0]),
    st.floats(),
    st.sampled_from(["relu", "softmax", "sigmoid", "linear", "same", "valid", "channels_first", "", "?"]),
)
objects_ = st.builds(
    ObjectValue,
    st.sampled_from(["GlorotUniform", "Identity", "Orthogonal", "L2", "MaxNorm", "Magic"]),
    st.dictionaries(st.sampled_from(["gain", "l2", "axis", "seed", "x"]), scalars, max_size=2),
)
values = st.one_of(scalars, st.lists(sizes, max_size=5).map(tuple), objects_)
nodes = st.builds(
    lambda kind, given, start: (kind, {**(KINDS[kind].started() if start and kind in KINDS else {}), **given}),
    st.sampled_from([*KINDS, "Hologram"]),
    st.dictionaries(st.sampled_from([*names, "colour"]), values, max_size=3),
    st.integers(0, 5),
)
ports = st.sampled_from(["input", "input", "input", "output", "query"])
ends = st.integers(-1, 8)
wires = st.lists(st.tuples(ends, ends, ports, ports), max_size=14)
training = st.builds(
    TrainingSettings,
    batch_size=st.sampled_from([1, 32, 10**6]),
    optimizer=st.builds(ObjectValue, st.sampled_from([*objects.OPTIMIZERS, "Magic"]), st.just({})),
    loss=st.builds(
        ObjectValue,
        st.sampled_from([*objects.LOSSES, "Magic"]),
        st.dictionaries(st.sampled_from(["from_logits", "delta", "x"]), scalars, max_size=2),
    ),
    metrics=st.lists(st.sampled_from(["accuracy", "mean_absolute_error", "auc", "luck"]), max_size=3).map(tuple),
)
limits = st.floats(-1e6, 1e6)
data = st.one_of(
    st.none(),
    st.builds(
        DataFacts,
        task=st.sampled_from(["regression", "binary", "multiclass"]),
        rows=st.integers(0, 500),
        training_rows=st.integers(0, 400),
        validation_rows=st.integers(0, 100),
        input_shape=st.lists(st.integers(1, 40), max_size=4).map(tuple),
        targets=st.integers(1, 3),
        classes=st.lists(st.text(max_size=3), max_size=4).map(tuple),
        low=limits,
        high=limits,
        widest=limits,
        columns=st.lists(
            st.builds(Column, st.just("c"), st.just("number"), st.sampled_from(["feature", "target"]), low=limits, high=limits),
            max_size=2,
        ).map(tuple),
        preview=st.lists(st.lists(st.sampled_from(["1", "0.5", "x", ""]), max_size=3).map(tuple), max_size=2).map(tuple),
    ),
)  # fmt: skip


def built(layers: list[tuple[str, dict]], joins: list[tuple], chained: bool, how: TrainingSettings) -> Design:
    """A design of these layers, in a line if `chained`, with these wires besides."""
    graph = {f"n{at}": Node(f"n{at}", kind, f"layer {at}", given) for at, (kind, given) in enumerate(layers)}
    line = [Wire(f"n{at}", f"n{at + 1}") for at in range(len(layers) - 1)] if chained else []
    loose = [
        Wire(f"n{source}", f"n{target}", "output" if out == "input" else out, into)
        for source, target, out, into in joins
    ]
    return Design(Graph(graph, (*line, *loose)), training=how, layout=Layout({"n1": (1.0, 2.0)}))


designs = st.builds(
    built,
    st.one_of(
        st.lists(nodes, max_size=8),
        st.lists(nodes, max_size=7).map(lambda layers: [("Input", {"shape": (8, 8, 3)}), *layers]),
        st.lists(nodes, max_size=7).map(lambda layers: [("Input", {"shape": (6,)}), *layers]),
    ),
    st.one_of(st.just([]), wires),
    st.booleans(),
    training,
)


@given(designs, data)
@settings(max_examples=400)
def test_analysis_never_raises_and_knows_every_node(design: Design, facts: DataFacts | None) -> None:
    found = analyse(design, facts, machine_memory=2**34)
    assert found.layers.keys() == design.graph.nodes.keys()
    assert set(found.order) <= design.graph.nodes.keys()
    assert set(found.outputs) <= set(found.order)
    assert len(set(found.order)) == len(found.order)
    loops = {wire for problem in found.problems if problem.code == "loop" for wire in problem.wires}
    place = {id: at for at, id in enumerate(found.order)}
    for wire in design.graph.wires:
        stray = any(wire in problem.wires for problem in found.problems if problem.code == "stray-wire")
        if wire not in loops and not stray and wire.source in place and wire.target in place:
            assert place[wire.source] < place[wire.target]


@given(designs, data)
@settings(max_examples=150)
def test_every_fix_of_any_design_is_an_edit_that_does_something(design: Design, facts: DataFacts | None) -> None:
    for problem in analyse(design, facts, machine_memory=2**34).problems:
        for fix in problem.fixes:
            try:
                after = fix(design)
            except EditError:
                continue
            assert after is not design, (problem.code, fix.label)
            analyse(after, facts, machine_memory=2**34)


@given(designs, data, designs)
@settings(max_examples=150)
def test_what_is_taken_over_equals_what_is_worked_out_anew(one: Design, facts: DataFacts | None, other: Design) -> None:
    first = analyse(one, facts, machine_memory=2**34)
    for design, known in ((other, facts), (replace(one, training=other.training), None), (changed(one), facts)):
        same(analyse(design, known, first, machine_memory=2**34), analyse(design, known, machine_memory=2**34))


def changed(design: Design) -> Design:
    """`design` after a few edits, each of which keeps most of it."""
    for node in list(design.graph.nodes.values())[:2]:
        design = edits.set_setting(node, "units", 7)(design)
    for node in list(design.graph.nodes.values())[2:3]:
        design = edits.replace_kind(node, "Input", {"shape": (3,)})(design)
    return design


def same(one: Analysis, other: Analysis) -> None:
    assert [shown(problem) for problem in one.problems] == [shown(problem) for problem in other.problems]
    assert dict(one.layers) == dict(other.layers)
    assert list(one.layers) == list(other.layers)
    for part in ("design", "order", "outputs", "parameters", "trainable", "memory"):
        assert getattr(one, part) == getattr(other, part)


def shown(problem: object) -> object:
    """A problem without its edits' functions, which are new each time."""
    return (problem.code, problem.severity, problem.nodes, problem.what, problem.why, problem.wires, problem.setting,
            [fix.label for fix in problem.fixes])  # type: ignore[attr-defined]  # fmt: skip


def test_nothing_changed_returns_the_same_analysis(line: Callable[..., Design]) -> None:
    design = line("Input", "Dense")
    first = analyse(design)
    assert analyse(design, None, first) is first


def test_moving_a_card_keeps_everything_but_the_design(line: Callable[..., Design]) -> None:
    design = line("Input", "Dense")
    first = analyse(design)
    moved = edits.move({"n1": (5.0, 5.0)})(design)
    second = analyse(moved, None, first)
    assert second.design is moved
    assert second.layers is first.layers
    assert second.problems is first.problems


def test_an_edit_leaves_the_facts_of_other_layers_untouched(line: Callable[..., Design]) -> None:
    design = line("Input", ("Dense", {"units": 4}), "ReLU", ("Dense", {"units": 3}), "ReLU", ("Dense", {"units": 1}))
    first = analyse(design)
    wider = edits.set_setting(design.graph.nodes["n4"], "units", 16)(design)
    second = analyse(wider, None, first)
    assert second.layers["n2"] is first.layers["n2"]
    assert second.layers["n6"].formula == "16 x 1 weights + 1 bias = 17"
    assert second.parameters == 12 + 4 * 16 + 16 + 17


def test_shapes_are_known_up_to_what_is_wrong(line: Callable[..., Design]) -> None:
    found = analyse(line("Input", ("Dense", {"units": 4}), ("Dense", {"units": -1}), "ReLU"))
    assert [found.layers[f"n{at}"].output for at in range(1, 5)] == [(2,), (4,), None, None]
    assert found.layers["n3"].inputs == ((4,),)


def test_shapes_are_known_on_a_loop(line: Callable[..., Design]) -> None:
    design = line("Input", ("Dense", {"units": 4}), "ReLU", "Dense")
    looped = replace(design, graph=Graph(design.graph.nodes, (*design.graph.wires, Wire("n3", "n2"))))
    found = analyse(looped)
    assert found.order == ("n1", "n2", "n3", "n4")
    assert found.layers["n4"].output == (4,)
    assert [problem.code for problem in found.errors] == ["loop"]


def test_the_worst_problem_comes_first(line: Callable[..., Design]) -> None:
    found = analyse(line("Input", "Dense", "Dense", ("Dense", {"units": 0})))
    assert [problem.severity for problem in found.problems] == sorted(
        (problem.severity for problem in found.problems), reverse=True
    )
    assert len(found.problems) > 1


def test_counts_leave_out_what_no_example_reaches(line: Callable[..., Design]) -> None:
    design = line("Input", ("Dense", {"units": 1}))
    loose = edits.add_node(edits.new_node(design, "Dense", {"units": 9}), (0.0, 0.0))(design)
    assert analyse(loose).parameters == 3


def test_frozen_layers_do_not_count_as_trainable(line: Callable[..., Design]) -> None:
    found = analyse(line("Input", ("Dense", {"units": 4, "trainable": False}), "ReLU", ("Dense", {"units": 1})))
    assert (found.parameters, found.trainable) == (17, 5)


@example(500)
@given(st.integers(2, 60))
@settings(max_examples=5)
def test_a_long_chain_is_no_harder_than_a_short_one(length: int) -> None:
    """Depth must not meet Python's recursion limit."""
    layers = [("Input", {"shape": (2,)}), *[("Dense", {"units": 4, "activation": "relu"})] * (length * 4)]
    assert not analyse(built(layers, [], True, TrainingSettings())).problems
