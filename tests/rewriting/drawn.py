"""Random designs with everything on the canvas that code says nothing of."""

from __future__ import annotations

from hypothesis import strategies as st

from designer.catalogue import KINDS
from designer.graph.design import Block, Comment, Design, Frame, Graph, Layout, Node, Wire
from designer.graph.naming import fresh_name
from designer.graph.specs import DataSpec, TrainingSettings
from designer.graph.upkeep import tidied_up
from designer.values import ObjectValue, Value
from tests.catalogue.conftest import settings as settings_for

PLAIN = [kind for kind in KINDS.values() if kind.role != "input" and len(kind.inputs) == len(kind.outputs) == 1]
LIKELY = ["Dense", "Dense", "ReLU", "Activation", "Dropout", "BatchNormalization", "LayerNormalization", "Add"]
PLACES = st.tuples(st.integers(-2000, 2000).map(float), st.integers(-2000, 2000).map(float))
OPTIMIZERS = st.sampled_from(
    [ObjectValue("Adam", {"learning_rate": 0.01}), ObjectValue("SGD", {"momentum": 0.5}), ObjectValue("RMSprop")]
)
TRAININGS = st.builds(
    TrainingSettings, st.integers(1, 99), st.integers(1, 99), OPTIMIZERS, shuffle=st.booleans(), seed=st.integers(0, 9)
)


@st.composite
def designs(draw: st.DrawFn) -> Design:
    """A network of layers that fit each other for the most part; some bypassed, some wired to nothing."""
    nodes = {"n1": Node("n1", "Input", draw(st.sampled_from(["input", "My data"])), {"shape": (4,)})}
    wires: list[Wire] = []
    chained = draw(st.booleans())
    for at in draw(st.permutations(range(2, draw(st.integers(2, 9))))):
        node = draw(_nodes(f"n{at}", {node.name for node in nodes.values()}))
        feeds = (
            [list(nodes)[-1]] if chained else draw(st.lists(st.sampled_from(sorted(nodes)), max_size=3, unique=True))
        )
        many = KINDS[node.kind].inputs[0].many
        nodes[node.id] = node
        wires += [Wire(feed, node.id) for feed in (feeds if many else feeds[:1])]
    graph = Graph(nodes, tuple(wires))
    return Design(graph, DataSpec(), draw(TRAININGS), tidied_up(draw(_layouts(graph)), graph))


@st.composite
def _nodes(draw: st.DrawFn, id: str, taken: set[str]) -> Node:
    likely = draw(st.integers(0, 5))
    kind = KINDS[draw(st.sampled_from(LIKELY))] if likely else draw(st.sampled_from(PLAIN))
    name = draw(st.sampled_from([fresh_name(kind.name, taken), f"my {id}", f"Schicht-{id}"]))
    settings: dict[str, Value] = draw(settings_for(kind.settings, 2))
    if kind.name == "Dense":
        usual = st.sampled_from([None, "relu", "tanh", "linear", "softmax"])
        settings = {
            "units": draw(st.sampled_from([4, 4, 8])),
            **draw(st.just({}) | st.fixed_dictionaries({"activation": usual})),
        }
    bypassed = draw(st.integers(0, 5)) == 0
    return Node(id, kind.name, name, settings, bypassed)


@st.composite
def _layouts(draw: st.DrawFn, graph: Graph) -> Layout:
    ids = list(graph.nodes)
    inner = draw(st.lists(st.sampled_from(ids), unique=True))
    bent = draw(st.lists(st.sampled_from(graph.wires), unique=True)) if graph.wires else []
    things = [*ids, "b1", "f1", "c1"]
    return Layout(
        positions={id: draw(PLACES) for id in things},
        frames={"f1": Frame("f1", "a frame", 200.0, 100.0)},
        comments={"c1": Comment("c1", "a comment", 200.0, 100.0)},
        blocks={"b1": Block("b1", "Block")},
        inside=dict.fromkeys(inner, "b1"),
        bends={wire: (draw(PLACES),) for wire in bent},
    )
