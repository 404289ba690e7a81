"""From what a source gives as a setting to a value of the setting's type. The catalogue is the list of what may come in."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping
from typing import cast

from designer.catalogue.schema import Kind, Required, Setting
from designer.catalogue.units import Declared, NumberOr, Object, Refusal, SettingType
from designer.catalogue.units.base import cut, shown
from designer.reading.names import kind_name
from designer.reading.results import Say
from designer.reading.things import Symbol, Thing, Unknown, one_line
from designer.values import DEEPEST, ObjectValue, Scalar, Value

SYNONYMS = {"swish": "silu", "hard_swish": "hard_silu", "elementwise": "linear"}
"""Other names Keras has, or had, for words of the catalogue."""
RENAMED = {
    "LeakyReLU": {"alpha": "negative_slope"},
    "Dropout": {"p": "rate"},
    "Adam": {"lr": "learning_rate"},
    "SGD": {"lr": "learning_rate"},
    "RMSprop": {"lr": "learning_rate"},
    "Adagrad": {"lr": "learning_rate"},
    "Adadelta": {"lr": "learning_rate"},
    "Adamax": {"lr": "learning_rate"},
    "Nadam": {"lr": "learning_rate"},
}
"""What settings were called in Keras 2."""
REPEATED = {
    "MultiHeadAttention": {"query_shape", "key_shape", "value_shape", "softmax_robust_masking"},
    "StringLookup": {"oov_method"},
    "R2Score": {"num_regressors"},
    **dict.fromkeys(
        ("SeparableConv1D", "SeparableConv2D", "DepthwiseConv1D", "DepthwiseConv2D"),
        frozenset({"groups", "kernel_initializer", "kernel_regularizer", "kernel_constraint"}),
    ),
}
"""What Keras writes, or Keras 2 wrote, of these although nothing comes of it, or it is known anyway."""
UNIMPORTANT = {
    "implementation",
    "time_major",
    "zero_output_for_mask",
    "is_legacy_optimizer",
    "jit_compile",
    "vocabulary_size",
    "has_input_vocabulary",
    "name",
    "fn",
}
LONGEST = 160
"""The longest sentence about what was expected; one about thirty words to choose from is not read."""
WIDEST = 32
"""How many rows there may be in a row."""


def fitted(owner: str, settings: Iterable[Setting], given: Mapping[str, object], say: Say, deep: int = 0, refused: set[str] | None = None) -> dict[str, Value]:  # fmt: skip
    """The settings of `owner` that differ from their defaults. What does not fit is said, left out and `refused`."""
    declared = {setting.name: setting for setting in settings}
    renamed = RENAMED.get(owner, {})
    found: dict[str, Value] = {}
    for key, raw in given.items():
        name = key if key in declared else renamed.get(key, key)
        setting = declared.get(name)
        if setting is None:
            if name not in UNIMPORTANT and name not in REPEATED.get(owner, ()) and not _empty(raw):
                say(f"{owner} has no setting called {cut(name)}, so it was left out.")
            continue
        value = fit(setting.type, raw, say, deep)
        if isinstance(value, Refusal):
            say(f"{name} of {owner}: {value.sentence} {_left(setting)}")
            if refused is not None:
                refused.add(name)
        elif not _is_default(setting, value):
            found[name] = value
    return {name: found[name] for name in declared if name in found}


def fit(type: SettingType, raw: object, say: Say, deep: int = 0) -> Value | Refusal:
    """The value of this type that something stands for, or why it stands for none."""
    if isinstance(raw, Unknown) or (isinstance(raw, Symbol) and "." not in raw.path):
        text = raw.text if isinstance(raw, Unknown) else raw.path
        return Refusal(f"“{cut(text)}” is only known when the program runs.")
    for value in _candidates(type, raw, say, deep):
        refusal = type.check(value)
        if refusal is None:
            return value
        if isinstance(value, ObjectValue):
            return refusal
    if isinstance(raw, Thing) and not isinstance(type, Object):
        return Refusal(f"What {cut(raw.name)}(…) gives is only known when the program runs.")
    refusal = type.refuse(_shown(raw))
    return refusal if len(refusal.sentence) <= LONGEST else Refusal(f"It does not take {shown(_shown(raw))}.")


def loose(given: Mapping[str, object]) -> dict[str, Value]:
    """What can be kept of the settings of a kind nobody declared: plain values."""
    kept: dict[str, Value] = {}
    for name, raw in given.items():
        value = plain(raw)
        flat = not isinstance(value, tuple) or all(isinstance(part, Scalar) for part in value)
        told = flat and value is not None and not isinstance(raw, Thing | Symbol | Unknown)
        if told and len(str(value)) <= LONGEST and str(value).isprintable():
            kept[one_line(name)] = cast(Value, value)
    return kept


def plain(raw: object, deep: int = 0) -> object:
    """Lists as tuples, all the way down; names as their last part."""
    if isinstance(raw, list | tuple) and (deep == 0 or len(raw) <= WIDEST) and deep < 3:
        nested = any(isinstance(part, list | tuple) for part in raw)
        return tuple(plain(part, deep + 1) for part in raw[: WIDEST if nested else None])
    if isinstance(raw, Symbol):
        return raw.name
    if isinstance(raw, float) and not math.isfinite(raw):
        return None
    if isinstance(raw, int) and abs(raw) >= 2**63:
        return None
    return raw if isinstance(raw, Scalar) else None


def _candidates(type: SettingType, raw: object, say: Say, deep: int) -> Iterator[Value]:
    """What may be meant, the likeliest first."""
    if isinstance(type, NumberOr) and isinstance(raw, int | float):
        type = type.number
    if isinstance(type, Object):
        yield _object(type, raw, say, deep)
        return
    if isinstance(raw, Thing):
        if raw.name in ("DTypePolicy", "Policy", "FloatDTypePolicy"):
            yield from _candidates(type, raw.given.get("name"), say, deep)
        return
    value = cast(Value, plain(raw))
    if isinstance(raw, dict) or (value is None and raw is not None):
        return
    yield value
    if isinstance(value, str):
        yield value.lower()
        yield SYNONYMS.get(value.lower(), value)
    if isinstance(value, int) and not isinstance(value, bool):
        yield (value,)
        if abs(value) < 2**53:
            yield float(value)
    if isinstance(value, tuple) and len(value) == 1:
        yield cast(Value, value[0])


def _object(type: Object, raw: object, say: Say, deep: int) -> Value:
    """The small object a name, a call or a JSON object stands for; a string says there is none such."""
    if raw is None:
        return None
    if deep >= DEEPEST:
        say(f"What lies more than {DEEPEST} deep in other things was left out.")
        return None
    name = raw.name if isinstance(raw, Thing | Symbol) else str(raw) if isinstance(raw, str) else ""
    declared = _layer(type, raw) if type.family == "layer" else _small(type, name)
    if declared is None:
        return (raw.path if isinstance(raw, Thing) and not raw.of_keras else name) or "something else"
    if not isinstance(raw, Thing):
        return ObjectValue(declared.name)
    settings = declared.settings
    given = dict(zip((setting.name for setting in settings), raw.args, strict=False)) | dict(raw.given)
    return ObjectValue(declared.name, briefly(declared, fitted(declared.name, settings, given, say, deep + 1)))


def _small(type: Object, name: str) -> Declared | None:
    """An initializer or the like, whichever way its name is spelled."""
    spelled = name.lower().replace("_", "")
    return next(
        (one for one in type.kinds.values() if spelled and spelled in (one.name.lower(), one.alias.lower().replace("_", ""))),
        None,
    )  # fmt: skip


def _layer(type: Object, raw: object) -> Declared | None:
    """A layer within another: made, and one of Keras's own."""
    return type.kinds.get(kind_name(raw.path)) if isinstance(raw, Thing) and raw.of_keras else None


def briefly(declared: Declared, found: dict[str, Value]) -> dict[str, Value]:
    """The settings without what Keras writes out although it would do it anyway."""
    return declared.brief(found) if isinstance(declared, Kind) and declared.brief else found


def _is_default(setting: Setting, value: Value) -> bool:
    """Equal to Keras's default: 1 and 1.0 are the same number, 1 and True are not the same value."""
    default = setting.default
    return (
        not isinstance(default, Required) and value == default and isinstance(value, bool) == isinstance(default, bool)
    )


def _left(setting: Setting) -> str:
    return "Set it yourself." if setting.required else "It was left at its default."


def _empty(raw: object) -> bool:
    """Whether something says nothing: then nothing is lost with it."""
    return raw is None or raw is False or raw == [] or raw == {} or raw == ()


def _shown(raw: object) -> object:
    if isinstance(raw, Thing | Symbol):
        return raw.name if raw.of_keras else raw.path
    value = plain(raw)
    if isinstance(value, tuple):
        return tuple("…" if isinstance(part, tuple) else part for part in value)
    return "something else" if value is None and raw is not None else value
