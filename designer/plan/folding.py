"""Activation layers written into the layer right before them, as people write Keras."""

from msgspec.structs import replace

from designer.catalogue.activation import LAYERS, bends_at_its_end
from designer.plan.calls import Call, called_again, declared

_FOLDING = {kind: activation for activation, kind in LAYERS.items()}


def folded(calls: list[Call]) -> list[Call]:
    """Activations written into the layer right before them, where that changes no number.

    A layer that is called again stays as it is: one of its calls may have no activation behind it.
    """
    apart = called_again(calls)
    consumers = _consumers(calls)
    kept: dict[str, Call] = {}
    became: dict[str, str] = {}
    for call in calls:
        call = replace(call, inputs=tuple(became.get(id, id) for id in call.inputs)) if became else call
        activation = _activation_of(call) if call.id not in apart else None
        before = kept.get(call.inputs[0]) if len(call.inputs) == 1 else None
        if (
            activation
            and before
            and before.id not in apart
            and consumers[before.nodes[-1]] == 1
            and _takes_activation(before)
        ):
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
    """The activation a call stands for if it does nothing else. Its name is lost in folding.

    A linear one stays a layer: within another it reads as if there were none.
    """
    arguments = {key: value for key, value in call.arguments.items() if key != "name"}
    if call.kind == "Activation":
        activation = arguments.get("activation")
        told = isinstance(activation, str) and activation != "linear" and len(arguments) == 1
        return str(activation) if told else None
    return _FOLDING.get(call.kind) if not arguments else None


def _takes_activation(call: Call) -> bool:
    bare = call.arguments.get("activation") in (None, "linear")
    return bare and bends_at_its_end(declared(call.kind), call.arguments)


def _joined(layer: Call, activation: Call, name: str) -> Call:
    given = {**layer.arguments, "activation": name}
    ordered = {setting.name: given[setting.name] for setting in declared(layer.kind).settings if setting.name in given}
    if "name" in given:
        ordered["name"] = given["name"]
    return replace(layer, arguments=ordered, nodes=(*layer.nodes, *activation.nodes))
