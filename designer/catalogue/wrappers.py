"""Layers around a layer: what they hold is a setting, whose value is a layer with settings of its own.

The rules of a wrapper ask those of the kind it holds; what is wrong within is named with its way there, `layer.units`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import cast

from designer.catalogue.common import LAYER, fitted, frozen_if_told
from designer.catalogue.schema import REQUIRED, Kind, Mismatch, Setting, Settings, Weight
from designer.catalogue.units import Choice, Integer, Object
from designer.values import ObjectValue, Shape, Value, shape_text

_recurrent: dict[str, Kind] = {}
_weighing: dict[str, Kind] = {}
_each_step: dict[str, Kind] = {}

RECURRENT: Mapping[str, Kind] = MappingProxyType(_recurrent)
"""What Bidirectional can hold: layers that can read from either end."""
WEIGHING: Mapping[str, Kind] = MappingProxyType(_weighing)
"""What SpectralNormalization can hold: layers with one table of weights."""
EACH_STEP: Mapping[str, Kind] = MappingProxyType(_each_step)
"""What TimeDistributed can hold: layers with one input and one output, wrappers too; none that learns from the data before training, which Keras asks of no layer within another."""

_TABLE = ("Embedding", "EinsumDense")
"""Kinds with a table of weights besides those that are linear."""
_SEVERAL_TABLES = ("SeparableConv1D", "SeparableConv2D")


def settle(kinds: Iterable[Kind]) -> None:
    """Tell the wrappers what there is to be held. Called once, when every kind is declared."""
    for kind in kinds:
        if "go_backwards" in kind.by_name:
            _recurrent[kind.name] = kind
        if (kind.role == "linear" or kind.name in _TABLE) and kind.name not in _SEVERAL_TABLES:
            _weighing[kind.name] = kind
        alone = len(kind.inputs) == len(kind.outputs) == 1 and not kind.inputs[0].many
        if alone and kind.adapts is None and kind.reads == "numbers":
            _each_step[kind.name] = kind


# --- what is held -------------------------------------------------------------------------------


@dataclass(frozen=True)
class Held:
    """A layer within another: its kind, its settings with defaults filled in, and the setting that holds it."""

    kind: Kind
    settings: Settings
    place: str

    def shape(self, inputs: tuple[Shape, ...]) -> Shape | Mismatch:
        """What it puts out; a mismatch tells the way to its setting."""
        found = self.kind.shape(self.settings, inputs)
        if isinstance(found, Mismatch) and found.setting:
            return replace(found, setting=f"{self.place}.{found.setting}")
        return found

    def weights(self, inputs: tuple[Shape, ...]) -> tuple[Weight, ...]:
        return self.kind.weights(self.settings, inputs)


def held(settings: Settings, place: str, kinds: Mapping[str, Kind]) -> Held:
    """The layer that the setting `place` holds. It is trained only if what is around it is.

    Keras forgets of a wrapper within a wrapper that it was told not to be trained.
    """
    value = cast(ObjectValue, settings[place])
    kind = kinds[value.kind]
    filled = kind.filled(value.settings)
    trainable = settings.get("trainable", True) and ("layer" in kind.by_name or filled.get("trainable", True))
    return Held(kind, {**filled, "trainable": trainable}, place)


# --- Bidirectional ------------------------------------------------------------------------------


def both_ways(settings: Settings, inputs: tuple[Shape, ...]) -> Shape | Mismatch:
    forward = held(settings, "layer", RECURRENT)
    shape = forward.shape(inputs)
    if isinstance(shape, Mismatch):
        return shape
    if settings["backward_layer"] is not None:
        return _with_another(settings, inputs, forward, shape)
    if forward.settings["go_backwards"]:
        return _both_backwards("The layer of a Bidirectional reads forwards, and one like it backwards.")
    return _merged(settings, shape, shape)


def _with_another(settings: Settings, inputs: tuple[Shape, ...], forward: Held, shape: Shape) -> Shape | Mismatch:
    backward = held(settings, "backward_layer", RECURRENT)
    other = backward.shape(inputs)
    if isinstance(other, Mismatch):
        return other
    return _unlike(forward, backward) or _merged(settings, shape, other)


def _both_backwards(what: str) -> Mismatch:
    return Mismatch("setting", f"{what} Turn its go_backwards off.", setting="layer.go_backwards")


def _unlike(forward: Held, backward: Held) -> Mismatch | None:
    """Why these two cannot read one sequence from both ends."""
    if forward.settings["go_backwards"] and backward.settings["go_backwards"]:
        return _both_backwards("Both layers of this Bidirectional read backwards.")
    if not forward.settings["go_backwards"] and not backward.settings["go_backwards"]:
        what = "Both layers of this Bidirectional read forwards. Turn go_backwards of backward_layer on."
        return Mismatch("setting", what, setting="backward_layer.go_backwards")
    if forward.settings["return_sequences"] != backward.settings["return_sequences"]:
        what = "One layer of this Bidirectional gives every step and the other the last one only. Set return_sequences alike."
        return Mismatch("setting", what, setting="backward_layer.return_sequences")
    return None


def _merged(settings: Settings, shape: Shape, other: Shape) -> Shape | Mismatch:
    alike = len(shape) == len(other)
    if settings["merge_mode"] != "concat":
        if alike and all(theirs in (ours, 1) for ours, theirs in zip(shape, other, strict=True)):
            return shape
    elif shape == other:
        if shape[-1] is not None:
            return (*shape[:-1], 2 * shape[-1])
        return Mismatch("unknown", "Bidirectional must know the size of the last axis to put two behind each other.")
    found = f"{shape_text(shape)} and {shape_text(other)}"
    what = f"The two layers of a Bidirectional must put out equally much; these give {found}."
    return Mismatch("setting", what, setting="backward_layer")


@frozen_if_told
def twice(settings: Settings, inputs: tuple[Shape, ...]) -> tuple[Weight, ...]:
    forward = held(settings, "layer", RECURRENT)
    backward = forward if settings["backward_layer"] is None else held(settings, "backward_layer", RECURRENT)
    return (*forward.weights(inputs), *backward.weights(inputs))


def without_usual_twin(given: dict[str, Value]) -> dict[str, Value]:
    """Keras writes the second layer out in its files, also where it made it from the first."""
    forward, backward = given.get("layer"), given.get("backward_layer")
    if not isinstance(forward, ObjectValue) or not isinstance(backward, ObjectValue):
        return given
    twin = ObjectValue(forward.kind, {**forward.settings, "go_backwards": True})
    return {name: value for name, value in given.items() if name != "backward_layer"} if backward == twin else given


BIDIRECTIONAL = Kind(
    name="Bidirectional",
    family="Recurrent",
    role="recurrent",
    summary="Holds a recurrent layer twice: one reads the sequence from its start, the other from its end. So every step knows what comes before it and what comes after it.",
    when="For whole sequences that are there from the start, such as a sentence; not where the next step is to be foretold.",
    formula="output = layer(input) beside layer(input read from its end)",
    settings=(
        Setting("layer", Object("layer", RECURRENT, optional=False), REQUIRED, "The recurrent layer that reads forwards; one like it, with weights of its own, reads backwards.", start=ObjectValue("LSTM", {"units": 16})),
        Setting("merge_mode", Choice(("concat", "sum", "mul", "ave")), "concat", "How both outputs become one: behind each other (concat), added, multiplied or averaged."),
        Setting("backward_layer", Object("layer", RECURRENT), None, "Another layer to read backwards, with go_backwards turned on. Nothing means one like the first.", advanced=True),
        *LAYER,
    ),
    shape=fitted(both_ways),
    weights=twice,
    headline=("layer",),
    between=False,
    brief=without_usual_twin,
    keywords=("sequence", "backwards", "lstm", "gru", "text", "wrapper"),
)  # fmt: skip


# --- TimeDistributed ----------------------------------------------------------------------------


def at_each_step(settings: Settings, inputs: tuple[Shape, ...]) -> Shape | Mismatch:
    shape = inputs[0]
    if len(shape) < 2:
        what = f"TimeDistributed takes a sequence: steps, each with at least a row of numbers. This is {shape_text(shape)}."
        return Mismatch("rank", what, "It does the same at each step.", ranks=(2,))
    inner = _costless(held(settings, "layer", EACH_STEP))
    output = inner.shape((shape[1:],))
    if isinstance(output, Mismatch):
        return replace(output, ranks=tuple(rank + 1 for rank in output.ranks))
    return _other_format(_computes_in(settings), _computes_in(inner.settings)) or (shape[0], *output)


def _costless(inner: Held) -> Held:
    """Keras never asks for the cost of what a layer puts out at one step."""
    return replace(inner, settings={**inner.settings, "activity_regularizer": None})


def _computes_in(settings: Settings) -> str:
    return str(settings["dtype"] or "float32").removeprefix("mixed_")


def _other_format(around: str, within: str) -> Mismatch | None:
    """Keras hands the layer within what it got, and does not turn it into that layer's own format first."""
    if around == within:
        return None
    what = f"TimeDistributed hands on its numbers in {around}, and the layer within computes in {within}. Set both dtypes alike."
    return Mismatch("setting", what, setting="layer.dtype")


@frozen_if_told
def of_one_step(settings: Settings, inputs: tuple[Shape, ...]) -> tuple[Weight, ...]:
    return held(settings, "layer", EACH_STEP).weights((inputs[0][1:],))


TIME_DISTRIBUTED = Kind(
    name="TimeDistributed",
    family="Recurrent",
    summary="Holds a layer and applies it to each step of a sequence by itself, with the same weights every time. The steps stay as many as they were.",
    when="To look at each picture of a film, or at each step of a sequence, before a layer reads them in order.",
    formula="output at each step = layer(input at that step)",
    settings=(
        Setting("layer", Object("layer", EACH_STEP, optional=False), REQUIRED, "The layer that is applied to each step.", start=ObjectValue("Dense", {"units": 4})),
        *LAYER,
    ),
    shape=fitted(at_each_step),
    weights=of_one_step,
    headline=("layer",),
    between=False,
    keywords=("sequence", "film", "video", "frames", "each step", "wrapper"),
)  # fmt: skip


# --- SpectralNormalization ----------------------------------------------------------------------


def evened(settings: Settings, inputs: tuple[Shape, ...]) -> Shape | Mismatch:
    inner = held(settings, "layer", WEIGHING)
    if inner.settings.get("lora_rank"):
        what = "SpectralNormalization rewrites the weights that lora_rank freezes. Clear lora_rank."
        return Mismatch("setting", what, setting="layer.lora_rank")
    return inner.shape(inputs)


@frozen_if_told
def weights_and_direction(settings: Settings, inputs: tuple[Shape, ...]) -> tuple[Weight, ...]:
    table, *others = held(settings, "layer", WEIGHING).weights(inputs)
    direction = Weight("vector_u", (1, table.shape[-1]), trainable=False, what="numbers of the largest stretch")
    return (table, direction, *others)


SPECTRAL_NORMALIZATION = Kind(
    name="SpectralNormalization",
    family="Normalization",
    summary="Holds a layer and divides its weights by the most they can stretch any input, at each step of training. So its output never changes faster than its input.",
    when="Around the layers of a network that judges another one, to keep training steady.",
    formula="weights = weights / (how much they stretch at most), then output = layer(input)",
    settings=(
        Setting("layer", Object("layer", WEIGHING, optional=False), REQUIRED, "The layer whose weights are divided.", start=ObjectValue("Dense", {"units": 4})),
        Setting("power_iterations", Integer(low=1), 1, "How many times the largest stretch is looked for at each step: more is more exact and slower.", advanced=True),
        *LAYER,
    ),
    shape=fitted(evened),
    weights=weights_and_direction,
    headline=("layer",),
    between=False,
    keywords=("spectral norm", "gan", "lipschitz", "wrapper"),
)  # fmt: skip
