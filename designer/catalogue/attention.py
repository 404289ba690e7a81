"""Attention: layers that let each step of a sequence look at all the others and take up what matters."""

from __future__ import annotations

from typing import cast

from designer.catalogue.common import LAYER, SEED, constraint, fitted, frozen_if_told, initializer, regularizer
from designer.catalogue.schema import REQUIRED, Kind, Mismatch, Port, Setting, Settings, ShapeRule, Weight
from designer.catalogue.units import Boolean, Choice, Integer, Integers, Number
from designer.values import Shape, shape_text

PORTS = (
    Port("query", "What asks: for each of its steps an answer comes out"),
    Port("value", "What the answers are made of; the same wire as at query lets a sequence look at itself"),
    Port("key", "What the questions are held against; nothing means the same as value", optional=True),
)
DROPOUT = Setting("dropout", Number(0, 1), 0.0, "The share of connections set to zero at random while training.")
Three = tuple[Shape, Shape, Shape]


def three(inputs: tuple[Shape, ...]) -> Three:
    """Query, value and key; without a key, value is one."""
    return cast(Three, inputs if len(inputs) == 3 else (*inputs, inputs[1]))


def sequences(kind: str, inputs: tuple[Shape, ...], ranks: tuple[int, ...]) -> Mismatch | None:
    """Why these are no sequences to look from one to the other, if they are not."""
    wrong = next((shape for shape in inputs if len(shape) not in ranks or len(shape) != len(inputs[0])), None)
    if wrong is None:
        return None
    return Mismatch(
        "rank",
        f"{kind} takes sequences: steps x numbers per step. This is {shape_text(wrong)}.",
        "Each step looks at every other one.",
        ranks=(2,),
    )


def uneven(kind: str, value: Shape, key: Shape) -> Mismatch:
    what = f"{kind} needs a key for each value; it gets {shape_text(key)} as key and {shape_text(value)} as value."
    return Mismatch("size", what, "Query is compared with the keys, and the answer made of the values beside them.")


# --- one head -----------------------------------------------------------------------------------


def attended(kind: str) -> ShapeRule:
    """The shape rule of the attention called `kind`, which has no weights for its inputs."""

    def rule(settings: Settings, inputs: tuple[Shape, ...]) -> Shape | Mismatch:
        query, value, key = three(inputs)
        clash = sequences(kind, inputs, (2, 3, 4)) or _scores_clash(kind, settings, query, key)
        if clash:
            return clash
        if not _agree(value[-2], key[-2]):
            return uneven(kind, value, key)
        # TensorFlow stretches an axis of 1 before the steps, but not that of query: it says what comes out
        beside = next((shape for shape in (value, key) if not _stretch(shape[:-2], query[:-2])), None)
        if not all(1 in pair or _agree(*pair) for pair in zip(value[:-2], key[:-2], strict=True)):
            beside = value
        if beside is not None:
            what = f"{kind} goes through all axes before the steps together; it gets {shape_text(query)} and {shape_text(beside)}."
            return Mismatch("size", what)
        if settings["use_scale"] and kind == "AdditiveAttention" and query[-1] is None:
            return Mismatch(
                "unknown", f"{kind} must know how many numbers each step of query has, and it is not known here."
            )
        return (*query[:-1], value[-1])

    return rule


def _scores_clash(kind: str, settings: Settings, query: Shape, key: Shape) -> Mismatch | None:
    """Multiplied steps must have one size; where they are added, an axis of 1 is stretched."""
    if _agree(query[-1], key[-1]) or (settings.get("score_mode", "concat") == "concat" and 1 in (query[-1], key[-1])):
        return None
    what = f"{kind} compares steps of one size; query has {query[-1]} numbers per step and key {key[-1]}."
    return Mismatch("size", what, "A Dense layer before one of them gives it the size of the other.")


def _agree(one: int | None, other: int | None) -> bool:
    return None in (one, other) or one == other


def _stretch(sizes: Shape, to: Shape) -> bool:
    return all(size == 1 or _agree(size, target) for size, target in zip(sizes, to, strict=True))


@frozen_if_told
def attention_weights(settings: Settings, inputs: tuple[Shape, ...]) -> tuple[Weight, ...]:
    scale = (Weight("scale", (), what="scales"),) if settings["use_scale"] else ()
    concat = settings["score_mode"] == "concat"
    return (*scale, Weight("concat_score_weight", (), what="score weights")) if concat else scale


@frozen_if_told
def additive_weights(settings: Settings, inputs: tuple[Shape, ...]) -> tuple[Weight, ...]:
    return (Weight("scale", (cast(int, inputs[0][-1]),), what="scales"),) if settings["use_scale"] else ()


# --- many heads ---------------------------------------------------------------------------------


def heads_shape(settings: Settings, inputs: tuple[Shape, ...]) -> Shape | Mismatch:
    kind = "MultiHeadAttention"
    query, value, key = three(inputs)
    clash = sequences(kind, inputs, (2, 3, 4)) or _projection_clash(kind, (query, value, key))
    if clash:
        return clash
    axes = _axes(settings, query)
    if not axes or max(axes) >= len(query) or len(set(axes)) < len(axes):
        what = f"{kind} can look along axes 1 to {len(query) - 1} of {shape_text(query)}, each once; the last holds the numbers of a step."
        return Mismatch("setting", what, setting="attention_axes")
    if settings["sliding_window"] and len(query) > 2:
        what = f"A sliding window goes along one axis of steps; {shape_text(query)} has {len(query) - 1}."
        return Mismatch("setting", what, setting="sliding_window")
    others = [at for at in range(1, len(query)) if at not in axes]
    if any(not _agree(query[at - 1], value[at - 1]) for at in others):
        what = f"{kind} goes through all axes it does not look along together; it gets {shape_text(query)} and {shape_text(value)}."
        return Mismatch("size", what)
    told = settings["output_shape"]
    ends = told if isinstance(told, tuple) else (told or query[-1],)
    return (*query[:-1], *cast(Shape, ends))


def _axes(settings: Settings, query: Shape) -> tuple[int, ...]:
    axes = settings["attention_axes"]
    if axes is None:
        return tuple(range(1, len(query)))
    return cast("tuple[int, ...]", axes if isinstance(axes, tuple) else (axes,))


def _projection_clash(kind: str, shapes: Three) -> Mismatch | None:
    _query, value, key = shapes
    if value[:-1] != key[:-1]:
        return uneven(kind, value, key)
    if any(shape[-1] is None for shape in shapes):
        what = f"{kind} must know how many numbers each step has, and it is not known here."
        return Mismatch("unknown", what, "It has a weight for each of them.")
    return None


def grouped_shape(settings: Settings, inputs: tuple[Shape, ...]) -> Shape | Mismatch:
    kind = "GroupQueryAttention"
    query, value, key = three(inputs)
    heads, shared = cast(int, settings["num_query_heads"]), cast(int, settings["num_key_value_heads"])
    if heads % shared:
        what = f"{heads} query heads cannot be divided evenly among {shared} key and value heads."
        return Mismatch("setting", what, setting="num_key_value_heads")
    clash = sequences(kind, inputs, (2,)) or _projection_clash(kind, (query, value, key))
    if clash:
        return clash
    if query[-1] != value[-1]:
        what = f"{kind} needs as many numbers per step at query as at value; it gets {query[-1]} and {value[-1]}."
        return Mismatch("size", what)
    return query


def _projections(settings: Settings, *parts: tuple[tuple[int, ...], tuple[int, ...]]) -> tuple[Weight, ...]:
    """A table of weights for each part, from the sizes of its kernel and its bias, and the biases if there are any."""
    biased = settings["use_bias"]
    return tuple(
        weight
        for kernel, bias in parts
        for weight in (Weight("kernel", kernel), *((Weight("bias", bias, what="biases"),) if biased else ()))
    )


@frozen_if_told
def heads_weights(settings: Settings, inputs: tuple[Shape, ...]) -> tuple[Weight, ...]:
    query, value, key = (cast(int, shape[-1]) for shape in three(inputs))
    heads, size = cast(int, settings["num_heads"]), cast(int, settings["key_dim"])
    answer = cast("int | None", settings["value_dim"]) or size
    told = settings["output_shape"]
    out = cast("tuple[int, ...]", told if isinstance(told, tuple) else (told or query,))
    return _projections(
        settings,
        ((query, heads, size), (heads, size)),
        ((key, heads, size), (heads, size)),
        *([((query, heads, answer), (heads, answer))] if settings["use_gate"] else []),
        ((value, heads, answer), (heads, answer)),
        ((heads, answer, *out), out),
    )


@frozen_if_told
def grouped_weights(settings: Settings, inputs: tuple[Shape, ...]) -> tuple[Weight, ...]:
    query, value, key = (cast(int, shape[-1]) for shape in three(inputs))
    size, heads = cast(int, settings["head_dim"]), cast(int, settings["num_query_heads"])
    shared = cast(int, settings["num_key_value_heads"])
    return _projections(
        settings,
        ((query, heads, size), (heads, size)),
        ((key, shared, size), (shared, size)),
        *([((query, heads, size), (heads, size))] if settings["use_gate"] else []),
        ((value, shared, size), (shared, size)),
        ((heads, size, query), (query,)),
    )


def _learned() -> tuple[Setting, ...]:
    """What both attentions with weights share."""
    return (
        DROPOUT,
        Setting("use_bias", Boolean(), True, "Whether biases are added where weights are."),
        Setting("sliding_window", Integer(low=1, optional=True), None, "How many steps around it each step can see; nothing lets it see all.", advanced=True),
        Setting("use_gate", Boolean(), False, "Whether query also decides how much of each answer passes.", advanced=True),
        initializer("kernel", "GlorotUniform", "the weights"),
        initializer("bias", "Zeros", "the biases"),
        regularizer("kernel", "the weights"),
        regularizer("bias", "the biases"),
        LAYER[0],
        constraint("kernel", "the weights"),
        constraint("bias", "the biases"),
        SEED,
        *LAYER[1:],
    )  # fmt: skip


_WORDS = ("transformer", "self-attention", "query", "text", "sequence")

MULTI_HEAD_ATTENTION = Kind(
    name="MultiHeadAttention",
    family="Attention",
    summary="Lets each step of query look at all steps of value and take up what matters to it. Several heads look at once, each for something else.",
    when="For text and other sequences, in transformers: with one wire at query and value, a sequence looks at itself.",
    formula="output = all heads' softmax(query · key / sqrt(key_dim)) · value, joined by weights",
    settings=(
        Setting("num_heads", Integer(low=1), REQUIRED, "How many heads look at once.", start=2),
        Setting("key_dim", Integer(low=1), REQUIRED, "How many numbers each head compares steps by.", start=16),
        Setting("value_dim", Integer(low=1, optional=True), None, "How many numbers each head takes from a step; nothing means key_dim."),
        Setting("output_shape", Integers(low=1, shortest=1, spread=True, optional=True), None, "How many numbers come out for each step; nothing means as many as query has.", advanced=True),
        Setting("attention_axes", Integers(low=1, shortest=1, spread=True, optional=True), None, "Along which axes to look; nothing means all but the last.", advanced=True),
        *_learned(),
    ),
    shape=fitted(heads_shape, heads_weights),
    weights=heads_weights,
    headline=("num_heads", "key_dim"),
    inputs=PORTS,
    call="arguments",
    takes=("sequence",),
    keywords=_WORDS,
)  # fmt: skip

GROUP_QUERY_ATTENTION = Kind(
    name="GroupQueryAttention",
    family="Attention",
    summary="An attention of many heads in which several query heads share their keys and values. It needs less memory than MultiHeadAttention and is nearly as good.",
    when="Instead of MultiHeadAttention, in large networks for text.",
    formula="output = all heads' softmax(query · key / sqrt(head_dim)) · value, joined by weights",
    settings=(
        Setting("head_dim", Integer(low=1), REQUIRED, "How many numbers each head compares steps by.", start=16),
        Setting("num_query_heads", Integer(low=1), REQUIRED, "How many heads ask.", start=4),
        Setting("num_key_value_heads", Integer(low=1), REQUIRED, "How many heads answer: they are shared, and must divide those that ask.", start=2),
        *_learned(),
    ),
    shape=fitted(grouped_shape, grouped_weights),
    weights=grouped_weights,
    headline=("num_query_heads", "head_dim"),
    inputs=PORTS,
    call="arguments",
    takes=("sequence",),
    keywords=_WORDS,
)  # fmt: skip

ATTENTION = Kind(
    name="Attention",
    family="Attention",
    summary="Lets each step of query look at all steps of value and take up the more of a step the more alike it is. It has no weights of its own, or just one or two.",
    when="To see what attention does, or behind recurrent layers that read and write sequences.",
    formula="output = softmax(query · key) · value",
    settings=(
        Setting("use_scale", Boolean(), False, "Whether it learns how sharply to choose."),
        Setting("score_mode", Choice(("dot", "concat")), "dot", "How alike two steps are: “dot” multiplies them, “concat” adds them up and bends the sum."),
        DROPOUT,
        SEED,
        *LAYER,
    ),
    shape=fitted(attended("Attention"), attention_weights),
    weights=attention_weights,
    inputs=PORTS,
    takes=("sequence",),
    keywords=("luong", *_WORDS),
)  # fmt: skip

ADDITIVE_ATTENTION = Kind(
    name="AdditiveAttention",
    family="Attention",
    summary="Lets each step of query look at all steps of value, and compares them by adding them up and bending the sum. It can learn which of a step's numbers count.",
    when="Behind recurrent layers that read and write sequences, as in the first networks that translated well.",
    formula="output = softmax(sum of scale · tanh(query + key)) · value",
    settings=(
        Setting("use_scale", Boolean(), True, "Whether it learns how much each number of a step counts."),
        DROPOUT,
        *LAYER,
    ),
    shape=fitted(attended("AdditiveAttention"), additive_weights),
    weights=additive_weights,
    inputs=PORTS,
    takes=("sequence",),
    keywords=("bahdanau", *_WORDS),
)

KINDS: tuple[Kind, ...] = (MULTI_HEAD_ATTENTION, ATTENTION, ADDITIVE_ATTENTION, GROUP_QUERY_ATTENTION)
