"""A checked design as the ordered list of Keras calls. The code generator prints it, the worker runs it.

Plans cross the pipe to the worker, so they are msgspec structs and name nothing but data.

Order of events. A run and the script printed for it give the same numbers because both do this, in this order:
 1. `keras.utils.set_random_seed(training.seed)`, before anything else of Keras;
 2. the examples (made with seeded generators of their own, which leave Keras's alone);
 3. every layer is made in the order of `ModelPlan.calls` with its arguments in their order, which draws the seeds of
    its initializers and masks (an `ObjectValue` without settings is given as its alias: an object would draw
    earlier); building and joining layers draws nothing;
 4. each id of `adapt`, in order: `layer.adapt(x_train)` where the input feeds it directly, else
    `layer.adapt(keras.Model(model.inputs, layer.input).predict(x_train, verbose=0))`;
 5. `compile` with a new optimizer, the loss and the metrics;
 6. `fit` with x_train, y_train, validation_data, epochs, batch_size and shuffle. Keras draws the order of the rows
    from the global seed.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Literal, cast

import msgspec
from msgspec.structs import replace

from designer.analysis.facts import Analysis, LayerFacts
from designer.catalogue import kind_named, objects
from designer.catalogue.schema import Kind, ObjectKind, Setting
from designer.errors import PlanError
from designer.graph.design import Graph, Node, Wire
from designer.graph.specs import DataSpec, TrainingSettings
from designer.naming import keras_names, variables
from designer.values import ObjectValue, Scalar, Shape, Value


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
    design, model = analysis.design, plan_model(analysis, fold_activations=fold_activations)
    given = design.training
    for what, value in (("optimizer", given.optimizer), ("loss", given.loss)):
        refusal = objects.check(what, value)
        if refusal is not None:
            raise PlanError(f"The {what} cannot be used. {refusal.sentence}")
    unknown = [name for name in given.metrics if name not in objects.METRICS]
    if unknown:
        raise PlanError(f"“{unknown[0]}” is no metric Keras knows by name. Choose one of {', '.join(objects.METRICS)}.")
    training = replace(given, optimizer=_normal(given.optimizer), loss=_normal(given.loss))
    return TrainingPlan(model, design.data, training)


def plan_of(analysis: Analysis, ids: Collection[str], *, fold_activations: bool = True) -> ModelPlan:
    """The calls for these nodes, in this order, each after what feeds it and all of known kinds.

    Wires from or to other nodes, or against the order, are left out. For a checked design use `plan_model`.
    """
    sources = _sources(analysis.design.graph, ids)
    calls = _calls(analysis, ids, sources)
    if fold_activations:
        calls = _folded(calls)
    consumed = {source for call in calls for source in call.inputs}
    outputs = tuple(call.id for call in calls if call.id not in consumed)
    return ModelPlan(_form(calls, outputs), tuple(_with_roles(calls, outputs)), outputs, _adapting(calls))


def object_kind(name: str) -> ObjectKind | None:
    """The declaration of an initializer, regularizer, constraint, optimizer or loss by its Keras class name."""
    return next((kinds[name] for kinds in objects.FAMILIES.values() if name in kinds), None)


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
    place = {id: at for at, id in enumerate(ids)}
    into: dict[str, list[Wire]] = {id: [] for id in ids}
    for wire in graph.wires:
        if place.get(wire.source, len(place)) < place.get(wire.target, -1):
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
        arguments = _given(kind.settings, node.settings)
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


def _given(settings: Iterable[Setting], given: Mapping[str, Value]) -> dict[str, Value]:
    """What of `given` differs from the defaults, in the order of the catalogue."""
    kept: dict[str, Value] = {}
    for setting in settings:
        if setting.name in given:
            value = given[setting.name]
            value = _normal(value) if isinstance(value, ObjectValue) else _portable(value)
            if not _same(value, setting.default):
                kept[setting.name] = value
    return kept


def _normal(value: ObjectValue) -> ObjectValue:
    """The object without settings that repeat its defaults, so that both readers give it in the same form.

    The form matters: a name (`"he_normal"`) draws its seed when its layer is made, an object before that.
    """
    kind = object_kind(value.kind)
    return ObjectValue(value.kind, _given(kind.settings, value.settings)) if kind and value.settings else value


def _portable(value: Value) -> Value:
    """A whole number too large for a message or a tensor as the float nearest to it."""
    if isinstance(value, tuple):
        return tuple(cast(Scalar, _portable(part)) for part in value)
    return float(value) if isinstance(value, int) and abs(value) >= 2**63 else value


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


_PASSING = ("activation", "regularization", "shape")


def _with_roles(calls: list[Call], outputs: tuple[str, ...]) -> Iterator[Call]:
    """The output layers: those nothing takes up, and where such a one only passes numbers on, what gives it those."""
    by_id = {call.id: call for call in calls}
    last = set()
    for id in outputs:
        last.add(id)
        call = by_id[id]
        while _kind(call.kind).role in _PASSING and len(call.inputs) == 1:
            call = by_id[call.inputs[0]]
            last.add(call.id)
    for call in calls:
        yield replace(call, role="output") if call.role == "hidden" and call.id in last else call


# --- folding ------------------------------------------------------------------------------------

_FOLDING = {"ReLU": "relu", "Softmax": "softmax", "ELU": "elu"}
"""Kinds that with default settings compute exactly what Keras's activation of this name does."""

_BOUND_TO_LINEAR = {"dtype", "activity_regularizer"}


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
    """Only affine layers do: in a recurrent one `activation` acts inside.

    A dtype would then also hold for the activation, and an activity regularizer look at what it gives.
    """
    kind, given = _kind(call.kind), call.arguments
    affine = kind.role == "linear" and "activation" in kind.by_name
    return affine and given.get("activation") in (None, "linear") and not given.keys() & _BOUND_TO_LINEAR


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
