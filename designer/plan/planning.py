"""From a checked design to its plan: which calls, in which order, with which arguments."""

from collections.abc import Collection, Iterator, Mapping

from msgspec.structs import replace

from designer.analysis.facts import Analysis, LayerFacts
from designer.catalogue import kind_named, objects
from designer.catalogue.units import Object
from designer.errors import PlanError
from designer.graph.design import Graph, Node, Wire
from designer.graph.sharing import owner_of
from designer.graph.specs import USUAL_POLICY
from designer.naming import keras_names, variables
from designer.plan.callbacks import CALLBACK, with_callbacks
from designer.plan.calls import Call, Head, ModelPlan, TrainingPlan, declared
from designer.plan.folding import folded
from designer.plan.form import FormName, Step, form_name
from designer.plan.metrics import settled_metrics
from designer.plan.outputs import named_after
from designer.plan.settings import given_settings, normal_object
from designer.plan.weighing import class_weights
from designer.values import ObjectValue

OPTIMIZER = Object("optimizer", objects.OPTIMIZERS, optional=False)
LOSS = Object("loss", objects.LOSSES, optional=False)
"""What a run is given besides its network, as types of settings."""


def plan_model(analysis: Analysis, *, fold_activations: bool = True) -> ModelPlan:
    """The network as Keras calls. Raises `PlanError` if the design has errors."""
    if analysis.errors:
        raise PlanError(_refusal(analysis))
    graph = analysis.graph
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
    targets = [analysis.answers[call.nodes[-1]] for call in _outputs_of(model)] if analysis.answers else []
    aims = [given.aim(target) for target in targets]
    _check_object("optimizer", given.optimizer)
    for loss in [aim.loss for aim in aims] or [given.loss]:
        _check_object("loss", loss)
    optimizer, usual = normal_object(given.optimizer, OPTIMIZER), normal_object(given.loss, LOSS)
    callbacks = tuple(normal_object(callback, CALLBACK) for callback in given.callbacks)
    metrics = () if targets else settled_metrics(given.metrics)
    training = replace(
        given,
        optimizer=optimizer,
        loss=usual,
        metrics=metrics,
        aims={},
        callbacks=callbacks,
        dtype_policy=USUAL_POLICY,
    )
    training = replace(training, class_weights=class_weights(given, analysis.data))
    if not targets:
        return with_callbacks(TrainingPlan(model, design.data, training))
    heads = (
        Head(target, normal_object(aim.loss, LOSS), aim.weight, settled_metrics(aim.metrics))
        for target, aim in zip(targets, aims, strict=True)
    )
    inputs = tuple(analysis.feeds[call.id] for call in model.calls if call.role == "input")
    return with_callbacks(
        TrainingPlan(named_after(model, inputs, targets), design.data, training, inputs, tuple(heads))
    )


def _outputs_of(model: ModelPlan) -> list[Call]:
    by_id = {call.id: call for call in model.calls}
    return [by_id[id] for id in model.outputs]


def _check_object(what: str, value: ObjectValue) -> None:
    refusal = objects.check(what, value)
    if refusal is not None:
        raise PlanError(f"The {what} cannot be used. {refusal.sentence}")


def plan_of(analysis: Analysis, ids: Collection[str], *, fold_activations: bool = True) -> ModelPlan:
    """The calls for these nodes, in this order, each after what feeds it and all of known kinds.

    Wires from or to other nodes, or against the order, are left out. For a checked design use `plan_model`.
    """
    sources = _sources(analysis.graph, ids)
    calls = _calls(analysis, ids, sources)
    if fold_activations:
        calls = folded(calls)
    consumed = {source for call in calls for source in call.inputs}
    outputs = tuple(call.id for call in calls if call.id not in consumed)
    policy = analysis.design.training.dtype_policy
    return ModelPlan(_form(calls, outputs), tuple(_with_roles(calls, outputs)), outputs, _adapting(calls), policy)


# --- calls --------------------------------------------------------------------------------------


def _refusal(analysis: Analysis) -> str:
    first, more = analysis.errors[0], len(analysis.errors) - 1
    nodes = analysis.graph.nodes
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
    nodes = [analysis.graph.nodes[id] for id in ids]
    names, pythonic = keras_names(nodes), variables(nodes)
    nothing = LayerFacts()
    makers: dict[str, str] = {}
    calls = []
    for node in nodes:
        kind, facts = declared(node.kind), analysis.layers.get(node.id, nothing)
        maker = makers.setdefault(owner_of(node), node.id)
        arguments = given_settings(kind.settings, node.settings) if maker == node.id else {}
        if node.id in names and maker == node.id:
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
            layer="" if maker == node.id else maker,
        )
        calls.append(call)
    return calls


def _form(calls: list[Call], outputs: tuple[str, ...]) -> FormName:
    return form_name([Step(call.id, call.inputs, call.makes, call.role == "input") for call in calls], outputs)


_PASSING = ("activation", "regularization", "shape")


def _with_roles(calls: list[Call], outputs: tuple[str, ...]) -> Iterator[Call]:
    """The output layers: those nothing takes up, and where such a one only passes numbers on, what gives it those."""
    by_id = {call.id: call for call in calls}
    last = set()
    for id in outputs:
        last.add(id)
        call = by_id[id]
        while declared(call.kind).role in _PASSING and len(call.inputs) == 1:
            call = by_id[call.inputs[0]]
            last.add(call.id)
    for call in calls:
        yield replace(call, role="output") if call.role == "hidden" and call.id in last else call


def _adapting(calls: list[Call]) -> tuple[str, ...]:
    """Layers that learn from the training rows before training, where nothing before their first call changes then."""
    steady: set[str] = set()
    learned = {call.id: call.parameters for call in calls}
    adapting = []
    for call in calls:
        if not all(source in steady for source in call.inputs):
            continue
        kind = declared(call.kind)
        if kind.adapts is not None:
            steady.add(call.id)
            if not call.layer and kind.adapts(call.arguments):
                adapting.append(call.id)
        elif learned[call.makes] == 0:
            steady.add(call.id)
    return tuple(adapting)
