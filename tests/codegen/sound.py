"""Networks of any layers that fit together, and what must hold of the code printed for each of them."""

from __future__ import annotations

import os
from math import prod
from typing import Any

import numpy as np
from hypothesis import strategies as st

from designer.analysis import analyse
from designer.catalogue import KINDS
from designer.catalogue.schema import Kind, Mismatch
from designer.codegen import model_code
from designer.graph.design import Design, Graph, Node, Wire
from designer.graph.naming import fresh_name
from designer.plan import ModelPlan, plan_of
from designer.reading import read_text
from designer.values import Shape, Value
from tests.catalogue.conftest import settings as settings_for
from tests.catalogue.contract import tried

STARTS: tuple[Shape, ...] = ((8,), (6, 4), (12, 3), (8, 8, 3), (6, 6, 1), (4, 6, 6, 2), (3, 8, 8, 2), (None, 4), (16,))
MOST_VALUES, MOST_WEIGHTS = 20_000, 100_000
"""How much one layer may give out, and hold: these networks are built many times over."""
LAYERS = [kind for kind in KINDS.values() if kind.inputs]
SEED = 7


@st.composite
def sound_designs(draw: st.DrawFn) -> Design:
    """An Input and up to eight layers after it, each taking what it is wired to."""
    nodes = {"n1": Node("n1", "Input", "input", {"shape": draw(st.sampled_from(STARTS))})}
    shapes: dict[str, Shape] = {"n1": nodes["n1"].settings["shape"]}  # type: ignore[dict-item]
    wires: list[Wire] = []
    for at in range(2, 2 + draw(st.integers(1, 8))):
        # mostly the newest, so that long chains come up as well as branches
        feeds = draw(st.lists(st.sampled_from([*shapes][-1:] * 3 + [*shapes]), min_size=3, max_size=3))
        ways = {kind.name: ports_fed(kind, feeds) for kind in LAYERS}
        fitting = [kind for kind in LAYERS if given_out(kind, kind.started(), arriving(ways[kind.name], shapes))]
        if not fitting:
            break
        kind, id = draw(st.sampled_from(fitting)), f"n{at}"
        fed = ways[kind.name]
        given = draw(settings_for(kind.settings))
        if not given_out(kind, given, arriving(fed, shapes)):
            given = kind.started()
        name = draw(st.just(fresh_name(kind.name, {node.name for node in nodes.values()})) | st.just(f"my {at}"))
        (shapes[id],) = given_out(kind, given, arriving(fed, shapes))
        nodes[id] = Node(id, kind.name, name, given)
        wires += [Wire(feed, id, target_port=port) for port, feed in fed]
    return Design(Graph(nodes, tuple(wires)))


def ports_fed(kind: Kind, feeds: list[str]) -> list[tuple[str, str]]:
    """Which port of a layer is fed by which of these; one that takes many takes each once."""
    ports = [port for port in kind.inputs if not port.optional]
    if ports[0].many:
        return [(ports[0].name, feed) for feed in dict.fromkeys(feeds)]
    return [(port.name, feed) for port, feed in zip(ports, feeds, strict=False)]


def arriving(fed: list[tuple[str, str]], shapes: dict[str, Shape]) -> tuple[Shape, ...]:
    return tuple(shapes[feed] for _, feed in fed)


def given_out(kind: Kind, given: dict[str, Value], shapes: tuple[Shape, ...]) -> tuple[Shape, ...]:
    """The shape that comes out, alone; nothing where the layer does not take these or is too large to build often."""
    if len(shapes) < (2 if kind.inputs[0].many else kind.fewest):
        return ()
    filled = kind.filled(given)
    shape = kind.shape(filled, shapes)
    if isinstance(shape, Mismatch) or not tried(kind, given, shapes) or prod(size or 9 for size in shape) > MOST_VALUES:
        return ()
    return (shape,) if sum(weight.size for weight in kind.weights(filled, shapes)) <= MOST_WEIGHTS else ()


def planned(design: Design, *, fold: bool) -> ModelPlan:
    analysis = analyse(design)
    return plan_of(analysis, analysis.order, fold_activations=fold)


def told(plan: ModelPlan) -> object:
    """A plan but for the ids and variables of its calls."""
    place = {call.id: at for at, call in enumerate(plan.calls)}
    calls = [(call.kind, dict(call.arguments), [place[id] for id in call.inputs], call.role) for call in plan.calls]
    return plan.form, calls, [place[id] for id in plan.outputs], [place[id] for id in plan.adapt]


def fault(design: Design, *, fold: bool) -> str:
    """What does not hold of a design's code: it reads back as the design, and builds what the worker builds."""
    os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
    plan = planned(design, fold=fold)
    text = model_code(plan).text
    reading = read_text(text, apart=fold)
    if reading.notes:
        return f"read back with notes: {reading.notes}\n{text}"
    if told(planned(reading.design, fold=fold)) != told(plan):
        return f"read back as another network\n{text}"
    printed, drawn = executed(text), carried_out(plan)
    # the worker names every layer, a script only those that were given a name: all else is the same
    if configured(executed(model_code(plan.named).text)) != configured(drawn):
        return f"configured otherwise\n{text}"
    theirs, ours = printed.get_weights(), drawn.get_weights()
    if len(theirs) != len(ours) or not all(map(np.array_equal, theirs, ours)):
        return f"other weights\n{text}"
    return ""


def configured(model: Any) -> object:
    """A model as Keras describes it; layer by layer where it cannot describe one, such as ELU with a regularizer."""
    try:
        return model.get_config()
    except NotImplementedError:
        return [(type(layer), layer.name, tuple(layer.output.shape)) for layer in model.layers]


def executed(text: str) -> Any:
    """The model that a script defines."""
    _begin()
    told: dict[str, Any] = {}
    exec(text, told)
    return told["model"]


def carried_out(plan: ModelPlan) -> Any:
    """The model as the worker makes it."""
    from designer.worker.building import joined

    _begin()
    return joined(plan)[0]


def _begin() -> None:
    import keras

    keras.backend.clear_session(free_memory=False)
    keras.utils.set_random_seed(SEED)
