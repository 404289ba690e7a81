"""A checked design as the ordered list of Keras calls. The code generator prints it, the worker runs it.

Plans cross the pipe to the worker, so they are msgspec structs and name nothing but data.

Order of events. A run and the script printed for it give the same numbers because both do this, in this order:
 1. `keras.utils.set_random_seed(training.seed)`, before anything else of Keras;
 2. the examples (made with seeded generators of their own, which leave Keras's alone);
 3. every layer in the order of `ModelPlan.calls`, each joined to its inputs as soon as it is made; then the model;
 4. each id of `adapt`, in order: `layer.adapt(x_train)` where the input feeds it directly, else
    `layer.adapt(keras.Model(model.inputs, layer.input).predict(x_train, verbose=0))`;
 5. `compile` with a new optimizer, the loss and the metrics;
 6. `fit` with x_train, y_train, validation_data, epochs, batch_size and shuffle. Keras draws the order of the rows
    from the global seed.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Literal

import msgspec
from msgspec.structs import replace

from designer.analysis.facts import Analysis, LayerFacts
from designer.catalogue import kind_named
from designer.catalogue.schema import Kind, Setting
from designer.errors import PlanError
from designer.graph.design import Graph, Node, Wire
from designer.graph.specs import DataSpec, TrainingSettings
from designer.naming import keras_names, variables
from designer.values import Shape, Value


class Call(msgspec.Struct, frozen=True, omit_defaults=True):
    """One layer: `keras.layers.<kind>(**arguments)`, called on the outputs of earlier calls.

    `id` is the node's, `nodes` every node the call stands for (an Activation folded into the layer before
    it). `arguments` holds only what differs from Keras's defaults, in the order of the catalogue, plus
    `name` where the user gave one. `inputs` are ids of earlier calls. `variable` is a Python name for it.
    """

    id: str
    kind: str
    variable: str
    nodes: tuple[str, ...]
    arguments: dict[str, Value] = {}
    inputs: tuple[str, ...] = ()
    role: Literal["input", "hidden", "output"] = "hidden"
    output_shape: Shape = ()
    parameters: int = 0


class ModelPlan(msgspec.Struct, frozen=True):
    """The calls in order. `form` is how they are joined: a chain is a `Sequential`, all else functional.

    `adapt` lists ids of Normalization calls that learn mean and variance from the training rows before
    training (see "Order of events"), each fed by nothing that training changes.
    """

    form: Literal["sequential", "functional"]
    calls: tuple[Call, ...]
    outputs: tuple[str, ...]
    adapt: tuple[str, ...] = ()


class TrainingPlan(msgspec.Struct, frozen=True):
    """Everything a run depends on: the network, its examples and how it is trained."""

    model: ModelPlan
    data: DataSpec
    training: TrainingSettings


def plan_model(analysis: Analysis, *, fold_activations: bool = True) -> ModelPlan:
    """The network as Keras calls. Raises `PlanError` if the design has errors."""
    if analysis.errors:
        raise PlanError(_refusal(analysis))
    graph = analysis.design.graph
    unknown = [graph.nodes[id] for id in analysis.order if kind_named(graph.nodes[id].kind) is None]
    if unknown:
        raise PlanError(f"“{unknown[0].name}” is a {unknown[0].kind}, which Layerloom does not know. Replace it.")
    if not analysis.order:
        raise PlanError("There is no network yet: wire an Input to at least one layer.")
    return plan_of(analysis, analysis.order, fold_activations=fold_activations)


def plan_training(analysis: Analysis, *, fold_activations: bool = True) -> TrainingPlan:
    """The network with its data and training settings. Raises `PlanError` if the design has errors."""
    design = analysis.design
    return TrainingPlan(plan_model(analysis, fold_activations=fold_activations), design.data, design.training)


def plan_of(analysis: Analysis, ids: Collection[str], *, fold_activations: bool = True) -> ModelPlan:
    """The calls for these nodes, in this order, each after what feeds it and all of known kinds.

    Wires from or to other nodes are left out. For a checked design use `plan_model`.
    """
    sources = _sources(analysis.design.graph, ids)
    calls = _calls(analysis, ids, sources)
    if fold_activations:
        calls = _folded(calls)
    consumed = {source for call in calls for source in call.inputs}
    outputs = tuple(call.id for call in calls if call.id not in consumed)
    return ModelPlan(_form(calls, outputs), tuple(_with_roles(calls, outputs)), outputs, _adapting(calls))


def settings_given(settings: Iterable[Setting], given: Mapping[str, Value]) -> dict[str, Value]:
    """What of `given` differs from the defaults, in the order of the catalogue."""
    return {
        setting.name: given[setting.name]
        for setting in settings
        if setting.name in given and not _same(given[setting.name], setting.default)
    }


# --- calls --------------------------------------------------------------------------------------


def _refusal(analysis: Analysis) -> str:
    first, more = analysis.errors[0], len(analysis.errors) - 1
    nodes = analysis.design.graph.nodes
    named = [nodes[id].name for id in first.nodes if id in nodes]
    where = f"“{named[0]}”: " if named and named[0] not in first.what else ""
    rest = f" ({more} more)" if more else ""
    return f"The network cannot be built yet. {where}{first.what}{rest}"


def _sources(graph: Graph, ids: Collection[str]) -> dict[str, tuple[str, ...]]:
    """For each node what feeds it: in the order of its ports, then in the order the wires were drawn."""
    wanted = set(ids)
    into: dict[str, list[Wire]] = {id: [] for id in ids}
    for wire in graph.wires:
        if wire.target in wanted and wire.source in wanted:
            into[wire.target].append(wire)
    return {id: _by_port(graph.nodes[id], wires) for id, wires in into.items()}


def _by_port(node: Node, wires: list[Wire]) -> tuple[str, ...]:
    kind = kind_named(node.kind)
    if len(wires) > 1 and kind is not None:
        rank = {port.name: at for at, port in enumerate(kind.inputs)}
        wires = sorted(wires, key=lambda wire: rank.get(wire.target_port, len(rank)))
    return tuple(wire.source for wire in wires)


def _calls(analysis: Analysis, ids: Collection[str], sources: Mapping[str, tuple[str, ...]]) -> list[Call]:
    nodes = [analysis.design.graph.nodes[id] for id in ids]
    names, pythonic = keras_names(nodes), variables(nodes)
    nothing = LayerFacts()
    calls = []
    for node in nodes:
        kind, facts = _kind(node.kind), analysis.layers.get(node.id, nothing)
        arguments = settings_given(kind.settings, node.settings)
        if node.id in names:
            arguments["name"] = names[node.id]
        call = Call(
            id=node.id,
            kind=node.kind,
            variable=pythonic[node.id],
            nodes=(node.id,),
            arguments=arguments,
            inputs=sources[node.id],
            role="input" if kind.role == "input" else "hidden",
            output_shape=facts.output or (),
            parameters=facts.parameters,
        )
        calls.append(call)
    return calls


def _kind(name: str) -> Kind:
    kind = kind_named(name)
    if kind is None:
        raise PlanError(f"Expected a layer kind of the catalogue, found {name!r}.")
    return kind


def _same(value: Value, default: object) -> bool:
    """Equal to Keras's default: 1 and 1.0 are the same number, 1 and True are not the same value."""
    return value == default and isinstance(value, bool) == isinstance(default, bool)


def _form(calls: list[Call], outputs: tuple[str, ...]) -> Literal["sequential", "functional"]:
    """A chain from one input to one output, with no layer that takes several inputs."""
    before: tuple[str, ...] = ()
    for call in calls:
        if call.inputs != before or (not before and call.role != "input"):
            return "functional"
        before = (call.id,)
    return "sequential" if len(outputs) == 1 else "functional"


def _with_roles(calls: list[Call], outputs: tuple[str, ...]) -> Iterator[Call]:
    """The output layers: those nothing takes up, and what an activation among them bends."""
    by_id = {call.id: call for call in calls}
    last = set()
    for id in outputs:
        last.add(id)
        call = by_id[id]
        while _kind(call.kind).role == "activation" and len(call.inputs) == 1:
            call = by_id[call.inputs[0]]
            last.add(call.id)
    for call in calls:
        yield replace(call, role="output") if call.role == "hidden" and call.id in last else call


# --- folding ------------------------------------------------------------------------------------

_FOLDING = {"ReLU": "relu", "Softmax": "softmax", "ELU": "elu"}
"""Kinds that with default settings compute exactly what Keras's activation of this name does."""


def _folded(calls: list[Call]) -> list[Call]:
    """Activations written into the layer right before them, where that changes no number."""
    consumers = _consumers(calls)
    kept: dict[str, Call] = {}
    became: dict[str, str] = {}
    for call in calls:
        call = replace(call, inputs=tuple(became.get(id, id) for id in call.inputs)) if became else call
        activation = _activation_of(call)
        before = kept.get(call.inputs[0]) if len(call.inputs) == 1 else None
        if activation and before and consumers[before.nodes[-1]] == 1 and _takes_activation(before):
            kept[before.id] = _joined(before, call, activation)
            became[call.id] = before.id
        else:
            kept[call.id] = call
    return list(kept.values())


def _consumers(calls: list[Call]) -> dict[str, int]:
    counts = dict.fromkeys((call.id for call in calls), 0)
    for call in calls:
        for source in call.inputs:
            counts[source] += 1
    return counts


def _activation_of(call: Call) -> str | None:
    """The activation a call stands for if it does nothing else. Its name is lost in folding."""
    arguments = {key: value for key, value in call.arguments.items() if key != "name"}
    if call.kind == "Activation":
        activation = arguments.get("activation")
        return activation if isinstance(activation, str) and len(arguments) == 1 else None
    return _FOLDING.get(call.kind) if not arguments else None


def _takes_activation(call: Call) -> bool:
    """Only affine layers: in a recurrent one `activation` acts inside. A dtype of its own would be lost."""
    kind = _kind(call.kind)
    affine = kind.role == "linear" and "activation" in kind.by_name
    return affine and call.arguments.get("activation") in (None, "linear") and "dtype" not in call.arguments


def _joined(layer: Call, activation: Call, name: str) -> Call:
    given = {**layer.arguments, "activation": name}
    ordered = {setting.name: given[setting.name] for setting in _kind(layer.kind).settings if setting.name in given}
    if "name" in given:
        ordered["name"] = given["name"]
    return replace(layer, arguments=ordered, nodes=(*layer.nodes, *activation.nodes))


def _adapting(calls: list[Call]) -> tuple[str, ...]:
    """Normalization without mean and variance, where nothing before it changes in training."""
    steady: set[str] = set()
    adapting = []
    for call in calls:
        if not all(source in steady for source in call.inputs):
            continue
        if call.kind == "Normalization":
            steady.add(call.id)
            if call.arguments.get("mean") is None and call.arguments.get("variance") is None:
                adapting.append(call.id)
        elif call.parameters == 0:
            steady.add(call.id)
    return tuple(adapting)
