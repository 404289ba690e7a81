"""What inputs and outputs of a network are called, where it has several: Keras names losses by it, files what goes in."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from designer.naming import keras_name
from designer.plan.calls import ModelPlan


def named_after(model: ModelPlan, parts: Sequence[str], targets: Sequence[str]) -> ModelPlan:
    """The model with inputs called after the parts they are fed, and outputs after their targets.

    What the user has named keeps its name, and so does what is the only one of its sort.
    """
    by_id = {call.id: call for call in model.calls}
    taken = {str(call.arguments["name"]) for call in model.calls if "name" in call.arguments}
    inputs = [call.id for call in model.calls if call.role == "input"]
    pairs = [*zip(inputs, parts, strict=True)] if len(parts) > 1 else []
    pairs += zip(model.outputs, targets, strict=True) if len(targets) > 1 else []
    for id, wanted in pairs:
        maker = by_id[by_id[id].makes]
        if "name" not in maker.arguments:
            name = keras_name(wanted, maker.kind, taken)
            taken.add(name)
            by_id[maker.id] = replace(maker, arguments={**maker.arguments, "name": name})
    return replace(model, calls=tuple(by_id.values()))
