"""What the contract test holds every kind against: the shapes it is tried on, what Keras makes of them, and whether both agree."""

from __future__ import annotations

import importlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from itertools import cycle, product
from math import prod
from types import ModuleType
from typing import Any

import numpy as np
from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from designer.catalogue import KINDS
from designer.catalogue.schema import Kind, Mismatch, ObjectKind, Setting
from designer.catalogue.units import Object
from designer.values import ObjectValue, Shape, Value


@dataclass(frozen=True)
class Built:
    """What Keras made of a layer: the shape it puts out and its weights."""

    output: Shape
    weights: tuple[tuple[str, tuple[int, ...]], ...]
    count: int
    trainable: int


def disagreement(keras: ModuleType, kind: Kind, given: Mapping[str, Value], shapes: tuple[Shape, ...]) -> str:
    """What a declaration and Keras say differently of these settings and shapes; empty if nothing."""
    filled = kind.filled(given)
    ours, theirs = kind.shape(filled, shapes), built(keras, kind, given, shapes)
    if isinstance(ours, Mismatch):
        return "" if isinstance(theirs, Exception) else f"refused here ({ours.what}), taken by Keras: {theirs}"
    if isinstance(theirs, Exception):
        return f"taken here, refused by Keras: {theirs}"
    weights = kind.weights(filled, shapes)
    mine = Built(
        ours,
        tuple((weight.name, weight.shape) for weight in weights),
        sum(weight.size for weight in weights),
        sum(weight.size for weight in weights if weight.trainable),
    )
    return "" if mine == theirs else f"here: {mine}\nKeras: {theirs}"


def tried(kind: Kind, given: Mapping[str, Value], shapes: tuple[Shape, ...]) -> bool:
    """Whether Keras's answer to these settings and shapes is one to be held to: the same everywhere, and of use."""
    filled = kind.filled(given)
    if any(prod(size or 1 for size in shape) > LARGEST for shape in shapes):
        return False  # too large to try
    if given.get("use_cudnn") is True:
        return False  # fast NVIDIA code cannot be forced without its card
    if not all(tried(*one) for one in held_in(kind, given, shapes)):
        return False
    if kind.name.startswith("ContrastLimited") and given.get("data_format") == "channels_first":
        return False  # Keras looks at the image only when it runs, which not every machine does with colours first
    if kind.name == "AugMix" and isinstance(kind.shape(filled, shapes), Mismatch):
        return False  # whether a change that needs colours comes up is chance
    if kind.name.startswith("AdaptiveMax") and isinstance(kind.shape(filled, shapes), Mismatch):
        return False  # a single place ends the process that tries it
    if kind.name == "Resizing" and len(shapes[0]) > 3:
        return False  # Keras takes some of these for an image, and answers with a shape of its own
    if kind.name == "STFTSpectrogram" and None in shapes[0]:
        return False  # no size that stands in holds one piece
    if kind.name == "MelSpectrogram" and shapes[0] in ((), (None,)):
        return False  # one sample of each example is no sound, and no size that stands in is long enough
    if filled.get("output_mode") == "one_hot" and shapes[0][-1:] == (None,) and filled.get("activity_regularizer"):
        return False  # whether the last axis is 1, and goes, is known once its size is
    if kind.name == "TextVectorization" and None in shapes[0]:
        return False  # whether it is one text is known once its size is
    if filled.get("num_oov_indices") == 0:
        return False  # whether all that comes in is in the list is a matter of the data
    if kind.name == "RandomColorJitter" and refused_setting(kind.shape(filled, shapes)) == "data_format":
        return False  # Keras takes the last axis for the colours, which some images are narrow enough for
    if filled.get("vocabulary", 0) is None and refused_setting(kind.shape(filled, shapes)) == "max_tokens":
        return False  # Keras takes too few places, and learns a list that is longer than that, or fails at short ones
    if filled.get("vocabulary", 0) is None and refused_setting(kind.shape(filled, shapes)) == "pad_to_max_tokens":
        return (
            False  # Keras takes a list that is not there yet, and learns its length when the network is joined already
        )
    counting = filled.get("output_mode") in ("multi_hot", "count", "tf_idf")
    if counting and (not shapes[0] or isinstance(kind.shape(filled, shapes), Mismatch)):
        return False  # Keras counts along another axis than it says, which shows in some sizes only
    if kind.name.startswith("Adaptive") and machine_decides(kind, given):
        return False  # Keras looks at the rank only when it runs
    if kind.name == "TimeDistributed" and len(shapes[0]) > 1 and is_rank(kind.shape(filled, shapes)):
        return False  # it goes past where Keras looks at the form of what comes in
    if "layer.dtype" in refused_setting(kind.shape(filled, shapes)):
        return False  # layers that never look at the format go on as if nothing were wrong
    return not joins_the_batch(kind, filled, shapes)


def is_rank(outcome: Shape | Mismatch) -> bool:
    return isinstance(outcome, Mismatch) and outcome.code == "rank"


def refused_setting(outcome: Shape | Mismatch) -> str:
    return outcome.setting if isinstance(outcome, Mismatch) else ""


def held_in(kind: Kind, given: Mapping[str, Value], shapes: tuple[Shape, ...]) -> Iterator[tuple[Kind, Mapping[str, Value], tuple[Shape, ...]]]:  # fmt: skip
    """The layers that a wrapper holds, with their settings and the shapes that reach them."""
    reaching = tuple(shape[1:] for shape in shapes) if kind.name == "TimeDistributed" else shapes
    for value in given.values():
        if isinstance(value, ObjectValue) and value.kind in KINDS and value.kind != "Identity":
            yield KINDS[value.kind], value.settings, reaching


def joins_the_batch(kind: Kind, filled: Mapping[str, Value], shapes: tuple[Shape, ...]) -> bool:
    """Keras puts examples behind each other, or lets them look at each other, if told to; that is refused here."""
    axis = filled.get("axis")
    behind = kind.name == "Concatenate" and isinstance(axis, int) and axis % (len(shapes[0]) + 1) == 0
    as_one = kind.takes == ("image",) and kind.family in IMAGES and len(shapes[0]) == 2  # seen as one image of rows
    return behind or as_one or (kind.family == "Attention" and any(len(shape) < 2 for shape in shapes))


def inputs_for(kind: Kind, given: Mapping[str, Value] | None = None) -> SearchStrategy[tuple[Shape, ...]]:
    """One shape, or for a kind that takes several wires: alike, alike but for one axis, or of any kind.

    What suits a wrapper depends on the layer among the settings `given`.
    """
    if len(kind.inputs) == 1 and not kind.inputs[0].many:
        return st.tuples(shapes_for(kind, given if given and any(held_in(kind, given, ())) else None))
    least, most = (1, 4) if kind.inputs[0].many else (kind.fewest, len(kind.inputs))
    one = shapes_for(kind).filter(any_size_known)
    alike = st.tuples(one, st.integers(least, most)).map(repeated)
    sizes = st.lists(st.none() | st.integers(1, 5), min_size=max(least - 1, 1), max_size=min(3, most - 1))
    near = st.tuples(one, st.integers(0, 3), sizes).map(varied)
    wild = st.lists(one, min_size=least, max_size=min(3, most)).map(tuple)
    return (alike | near | near | wild).filter(lambda shapes: kind.inputs[0].many or few_unknown(sum(shapes, ())))


def any_size_known(shape: Shape) -> bool:
    return not shape or shape.count(None) < len(shape)


def repeated(drawn: tuple[Shape, int]) -> tuple[Shape, ...]:
    return (drawn[0],) * drawn[1]


def varied(drawn: tuple[Shape, int, list[int | None]]) -> tuple[Shape, ...]:
    """A shape, and the same with other sizes along one axis."""
    shape, axis, sizes = drawn
    if not shape:
        return (shape,) * (1 + len(sizes))
    at = axis % len(shape)
    return (shape, *((*shape[:at], size, *shape[at + 1 :]) for size in sizes))


def shapes_for(kind: Kind, given: Mapping[str, Value] | None = None) -> SearchStrategy[Shape]:
    """Shapes of every rank, most of them of the ranks that `kind` takes."""
    filled = kind.filled(kind.started() if given is None else given)
    wires = 2 if kind.inputs[0].many else kind.fewest
    outcomes = [kind.shape(filled, ((6,) * rank,) * wires) for rank in range(7)]
    taken = [rank for rank, one in enumerate(outcomes) if not isinstance(one, Mismatch)]
    taken = taken or [rank for rank, one in enumerate(outcomes) if one.code != "rank"] or [1]
    size = st.none() | st.integers(1, 9) | st.integers(1, 9)
    rank = st.sampled_from(taken) | st.sampled_from(taken) | st.integers(0, 4)
    return rank.flatmap(lambda rank: st.lists(size, min_size=rank, max_size=rank).map(tuple)).filter(few_unknown)


def few_unknown(shape: Shape) -> bool:
    return shape.count(None) <= 2


def built(keras: ModuleType, kind: Kind, given: Mapping[str, Value], shapes: tuple[Shape, ...]) -> Built | Exception:
    """The layer as Keras builds it and, where every size is known, runs it forward once as in training."""
    keras.backend.clear_session(free_memory=False)
    try:
        layer = getattr(keras.layers, kind.name)(**made_settings(kind, given))
        inputs = [keras.Input(shape, dtype=FORMATS.get(kind.reads)) for shape in shapes]
        output = tuple(called(kind, layer, inputs).shape)[1:]
        if kind.adapts is not None and kind.adapts(kind.filled(given)) and "vocabulary" in kind.by_name:
            layer.adapt(WORDS if kind.reads == "text" else np.arange(20).reshape(1, -1))
        decided_later = data_decides(kind, given) and any(None in shape for shape in shapes)
        if decided_later or machine_decides(kind, given):
            regularize(keras, layer, output)
        else:
            run(kind, layer, shapes)
            layer.losses  # noqa: B018  asks for every cost
        for weight in layer.trainable_weights:
            if weight.regularizer:
                weight.regularizer(weight)
            weight.assign(weight.constraint(weight) if weight.constraint else weight)
    except refusals() as error:
        return error
    weights = tuple((weight.name, tuple(weight.shape)) for weight in layer.weights)
    trainable = sum(int(weight.size) for weight in map(sized, layer.trainable_weights))
    return Built(output, weights, layer.count_params(), trainable)


def called(kind: Kind, call: Callable[..., Any], inputs: list[Any], **more: Any) -> Any:
    """What a layer, or one of its methods, gives for these inputs, handed over as its kind says."""
    if kind.call == "arguments":
        return call(*inputs, **more)
    return call(inputs if len(kind.inputs) > 1 or kind.inputs[0].many else inputs[0], **more)


def run(kind: Kind, layer: Any, shapes: tuple[Shape, ...]) -> None:
    """One batch through the layer as in training; where sizes are not known, with the first ones it takes."""
    trials = list(product(STAND_INS, repeat=min(2, sum(shape.count(None) for shape in shapes))))
    for trial in trials:
        sizes = cycle(trial)
        known = [tuple(next(sizes) if one is None else one for one in shape) for shape in shapes]
        try:
            if max(map(prod, known)) > LARGEST:
                raise Contradiction(f"{known} is too large to try")
            arrays = [np.full((BATCH, *one), ENTRIES[kind.reads]) for one in known]
            told = [(BATCH, *one) for one in known]
            result = tuple(called(kind, layer, arrays, training=True).shape)[1:]
            said = tuple(called(kind, layer.compute_output_shape, told))[1:]
            if len(result) != len(said) or any(
                one not in (None, other) for one, other in zip(said, result, strict=True)
            ):
                raise Contradiction(f"Keras says {said} and puts out {result}")
        except refusals():
            if trial is trials[-1]:
                raise
        else:
            return


FORMATS = {"whole": "int64", "text": "string"}
ENTRIES = {"numbers": np.float32(0), "whole": np.int64(0), "text": "a b c d e f g h"}
WORDS = np.array([["a b c d e f g h"], ["a"], ["b"]])
IMAGES = ("Augmentation", "Preprocessing")
"""Families whose kinds run on every machine whichever way colours lie."""
BATCH = 11
"""More examples than any drawn size, so that no setting fits the batch by accident."""
LARGEST = 250_000
STAND_INS = (9, *range(1, 9), 50)


def regularize(keras: ModuleType, layer: Any, output: Shape) -> None:
    if layer.activity_regularizer:
        some = tuple(one or 1 for one in output)
        layer.activity_regularizer(keras.ops.zeros((BATCH, *some), layer.compute_dtype))


DATA_DECIDES = {"Reshape": "which sizes divide evenly is known once an unknown size is"}
"""Kinds that Keras accepts on an unknown size although some sizes then fail, and why."""


def data_decides(kind: Kind, given: Mapping[str, Value]) -> bool:
    return kind.name in DATA_DECIDES or any(data_decides(*one[:2]) for one in held_in(kind, given, ()))


def machine_decides(kind: Kind, given: Mapping[str, Value]) -> bool:
    """Whether a layer that Keras takes runs on some machines only, so that its shapes and weights alone are compared.

    Some processors have no code for colours first; some need oneDNN, which tests do without, for transposed
    convolutions with gaps and for windows of one channel that move farther down than across; pooling of volumes
    in other number formats needs a graphics card or XLA.
    """
    if any(machine_decides(*one[:2]) for one in held_in(kind, given, ())):
        return True
    gaps, strides = given.get("dilation_rate", 1), given.get("strides", 1)
    uneven = isinstance(strides, tuple) and len(set(strides)) > 1
    pooling_3d = kind.name.endswith("Pooling3D") and not kind.name.startswith("Global")
    return (
        (
            given.get("data_format") == "channels_first"
            and not (kind.name.startswith("Adaptive") or kind.role == "regularization")
        )
        or (kind.name.endswith("Transpose") and gaps not in (1, (1, 1), (1, 1, 1)))
        or (kind.name in ("DepthwiseConv2D", "SeparableConv2D") and uneven)
        or (pooling_3d and given.get("dtype") in ("float64", "float16", "mixed_float16"))
    )


class Contradiction(Exception):
    """Keras takes a layer, and the layer then does not do what Keras says of it."""


def sized(weight: Any) -> Any:
    return weight.numpy()


def refusals() -> tuple[type[Exception], ...]:
    """What Keras and TensorFlow raise where settings or shapes do not do."""
    errors = importlib.import_module("tensorflow").errors
    return (
        Contradiction,
        ValueError,
        TypeError,
        IndexError,
        ZeroDivisionError,
        OverflowError,
        NotImplementedError,
        AttributeError,
        errors.OpError,
    )


def made_settings(kind: Kind | ObjectKind, given: Mapping[str, Value]) -> dict[str, Any]:
    """Settings as Keras takes them: objects made, each of the family its setting is declared with."""
    return {name: made(value, kind.by_name[name]) for name, value in given.items()}


def made(value: Any, setting: Setting) -> Any:
    """A setting's value as Keras takes it."""
    if not isinstance(value, ObjectValue) or not isinstance(setting.type, Object):
        return value
    kind = setting.type.kinds[value.kind]
    assert isinstance(kind, Kind | ObjectKind)
    module = importlib.import_module("keras.layers" if isinstance(kind, Kind) else kind.module)
    return getattr(module, kind.name)(**made_settings(kind, value.settings))
