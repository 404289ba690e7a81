"""How a network is trained, as `compile` and `fit` are told it, or a saved network says."""

from __future__ import annotations

import struct
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TypeAlias, cast

from msgspec.structs import replace

from designer.catalogue import objects
from designer.catalogue.metrics import brief
from designer.catalogue.units import Integer, Object, Refusal
from designer.catalogue.units.base import cut
from designer.graph.naming import automatic_name
from designer.graph.specs import Aim, TrainingSettings
from designer.reading.fitting import fit
from designer.reading.precision import unscaled
from designer.reading.results import Say
from designer.reading.things import Symbol, Thing, Unknown
from designer.values import Metric, ObjectValue, Value

LOSSES = {
    "mse": "MeanSquaredError", "mae": "MeanAbsoluteError", "mape": "MeanAbsolutePercentageError",
    "msle": "MeanSquaredLogarithmicError", "bce": "BinaryCrossentropy", "kld": "KLDivergence",
    "kullback_leibler_divergence": "KLDivergence", "logcosh": "LogCosh",
}  # fmt: skip
"""Keras's short names of losses."""
METRICS = {
    "acc": "accuracy", "mse": "mean_squared_error", "mae": "mean_absolute_error", "rmse": "root_mean_squared_error",
    "mape": "mean_absolute_percentage_error", "msle": "mean_squared_logarithmic_error", "r2_score": "r2_score",
}  # fmt: skip
COMPILE = ("optimizer", "loss", "loss_weights", "metrics")
"""What `compile` is given by position."""
FIT = ("x", "y", "batch_size", "epochs", "verbose", "callbacks")
USUAL_DTYPES = ("float32", "int", "int32", "int64")
"""In which formats metrics count by themselves."""
MOST_CLASSES = 1000
MOST_WEIGHT = 1e6
Names: TypeAlias = tuple[str, ...]
SEEDS = Integer(low=0, high=2**31 - 1)
COUNT = Integer(low=1, high=1_000_000)


def compiled(settings: TrainingSettings, args: tuple[object, ...], given: Mapping[str, object], say: Say) -> TrainingSettings:  # fmt: skip
    """The settings with what `compile` is told; Keras's own defaults stand for what it is not."""
    told = dict(zip(COMPILE, args, strict=False)) | dict(given)
    optimizer = _object("optimizer", unscaled(told.get("optimizer", "rmsprop")), say) or settings.optimizer
    if _are_several(told):
        return replace(settings, optimizer=optimizer)
    found = _loss(_only(told.get("loss")), say)
    metrics = _metrics(_only(told.get("metrics")), say)
    return replace(settings, optimizer=optimizer, loss=found or settings.loss, metrics=metrics)


def aims_of(args: tuple[object, ...], given: Mapping[str, object], names: Sequence[Names], say: Say) -> tuple[Aim, ...]:
    """What training aims at for each output, if `compile` is told several; `names` are what each may be called there."""
    told = dict(zip(COMPILE, args, strict=False)) | dict(given)
    if not _are_several(told):
        return ()
    if len(names) < 2:
        say("Several outputs are told their loss or metrics, and one was found. Choose them yourself.")
        return ()
    losses, weights, metrics = (
        _by_output(told.get(key), key, names, say) for key in ("loss", "loss_weights", "metrics")
    )
    rows = zip(losses, weights, metrics, strict=True)
    return tuple(
        Aim(_loss(loss, say) or Aim().loss, _weight(one, say), _metrics(some, say)) for loss, one, some in rows
    )


def _are_several(told: Mapping[str, object]) -> bool:
    """Whether each of several outputs is told something of its own."""
    loss, weights, metrics = (told.get(key) for key in ("loss", "loss_weights", "metrics"))
    rows = metrics if isinstance(metrics, list | tuple) else ()
    return (
        any(isinstance(one, list | tuple | dict) and len(one) > 1 for one in (loss, weights))
        or (isinstance(metrics, dict) and len(metrics) > 1)
        or (len(rows) > 1 and any(row is None or isinstance(row, list | tuple) for row in rows))
    )


def _only(told: object) -> object:
    """What stands in a list or dict for a single output."""
    while isinstance(told, dict | list | tuple) and len(told) == 1:
        told = next(iter(told.values() if isinstance(told, dict) else told))
    return told


def _by_output(told: object, what: str, names: Sequence[Names], say: Say) -> list[object]:
    """What is told for each output: by place, by name, or for all the same."""
    if isinstance(told, dict):
        unknown = [str(name) for name in told if not any(name in known for known in names)]
        if unknown:
            say(f"{what} names {cut(unknown[0])}, and no output is called so. It was left out.")
        return [next((told[name] for name in known if name in told), None) for known in names]
    if isinstance(told, list | tuple):
        if len(told) == len(names):
            return list(told)
        say(f"{what} has {len(told)} entries for {len(names)} outputs. Set them yourself.")
        return [None for _ in names]
    return [told for _ in names]


def _loss(raw: object, say: Say) -> ObjectValue | None:
    if raw is None:
        return None
    return _object("loss", LOSSES.get(raw.lower(), raw) if isinstance(raw, str) else raw, say)


def _weight(raw: object, say: Say) -> float:
    if raw is None:
        return 1.0
    if isinstance(raw, int | float) and 0 <= raw <= MOST_WEIGHT:
        return float(raw)
    say(f"What a loss counts has to be a number from 0 to {MOST_WEIGHT:,.0f}. It was left at 1.")
    return 1.0


def fitting(settings: TrainingSettings, args: tuple[object, ...], given: Mapping[str, object], say: Say) -> TrainingSettings:  # fmt: skip
    """The settings with what `fit` is told: epochs, batch size, shuffling, callbacks."""
    told = dict(zip(FIT, args, strict=False)) | dict(given)
    epochs = _whole("epochs", told.get("epochs", 1), settings.epochs, say)
    batch = told.get("batch_size")
    size = 32 if batch is None else _whole("batch_size", batch, settings.batch_size, say)
    shuffle = told.get("shuffle", True)
    return replace(
        settings,
        epochs=epochs,
        batch_size=size,
        shuffle=shuffle if isinstance(shuffle, bool) else True,
        callbacks=tuple(_callbacks(told.get("callbacks"), say)),
        class_weights=_class_weights(told.get("class_weight"), say),
    )


def _class_weights(raw: object, say: Say) -> tuple[float, ...]:
    """A number for each class, from a dict by class numbers; one that is not named counts once."""
    if raw is None:
        return ()
    given = raw if isinstance(raw, dict) and len(raw) <= MOST_CLASSES else {}
    known = all(
        isinstance(at, int) and 0 <= at < MOST_CLASSES and isinstance(one, int | float) and 0 <= one <= 1e6
        for at, one in given.items()
    )
    if not given or not known:
        say("The class weights could not be read. Set them yourself.")
        return ()
    return tuple(float(given.get(at, 1.0)) for at in range(max(given) + 1))


def _callbacks(raw: object, say: Say) -> Iterator[ObjectValue]:
    """Those of Layerloom's, one of each kind."""
    if isinstance(raw, Unknown):
        say("The callbacks are only known when the program runs. Choose them yourself.")
        return
    rows = raw if isinstance(raw, list | tuple) else [raw] if raw is not None else []
    found: set[str] = set()
    for one in rows[:100]:
        name = one.name if isinstance(one, Thing | Symbol) else ""
        if name not in objects.CALLBACKS or name in found:
            reason = "is there twice" if name in found else "is not one of Layerloom's"
            say(f"The callback {cut(name) or 'named here'} {reason}, so it was left out.")
            continue
        callback = _object("callback", one, say)
        if callback is not None:
            found.add(name)
            yield callback


def seeded(settings: TrainingSettings, seed: object) -> TrainingSettings:
    """The settings with the seed of all random numbers."""
    good = isinstance(seed, int) and SEEDS.check(seed) is None
    return replace(settings, seed=cast(int, seed)) if good else settings


def _whole(name: str, raw: object, before: int, say: Say) -> int:
    value = fit(COUNT, raw, say)
    if isinstance(value, Refusal):
        say(f"{name}: {value.sentence} It was left at {before:,}.")
        return before
    return cast(int, value)


def _object(what: str, raw: object, say: Say) -> ObjectValue | None:
    type = Object(what, objects.FAMILIES[what], optional=False)
    value = fit(type, raw, say)
    if isinstance(value, ObjectValue):
        return shortened(value, [what])
    say(f"The {what} could not be read: {cast(Refusal, value).sentence} Choose it yourself.")
    return None


def _metrics(raw: object, say: Say) -> tuple[Metric, ...]:
    if isinstance(raw, Unknown):
        say("The metrics are only known when the program runs. Choose them yourself.")
        return ()
    rows = raw if isinstance(raw, list | tuple) else [raw] if raw is not None else []
    found = [metric for metric in (_metric(one, say) for one in rows[:100]) if metric is not None]
    given = brief(found)
    return tuple(one for at, one in enumerate(given) if isinstance(one, ObjectValue) or one not in given[:at])


def _metric(raw: object, say: Say) -> Metric | None:
    """A metric of Layerloom's: by its name, its class, or made with settings."""
    name = automatic_name(raw.name) if isinstance(raw, Thing | Symbol) else raw if isinstance(raw, str) else ""
    name = METRICS.get(name.lower(), name.lower())
    kind = next((one for one in objects.METRICS.values() if name in (one.log, automatic_name(one.name))), None)
    if kind is None:
        say(f"The metric {cut(name) or 'named here'} is not one of Layerloom's, so it was left out.")
        return None
    if not isinstance(raw, Thing):
        if kind.alias:
            return kind.alias
        raw = Thing(kind.name)
    usual = raw.given.get("dtype") in (None, *USUAL_DTYPES) or isinstance(raw.given.get("dtype"), Thing)
    given = {key: value for key, value in raw.given.items() if key != "dtype" or not usual}
    return _object("metric", Thing(kind.name, raw.args, given, raw.where, raw.last), say)


def shortened(value: ObjectValue, families: Iterable[str] = objects.FAMILIES) -> ObjectValue:
    """The numbers of a saved optimizer as they were typed: 0.0010000000474974513 was 0.001."""
    kinds = [objects.FAMILIES[family] for family in families]
    shorter: dict[str, Value] = {name: _typed(one) for name, one in value.settings.items()}
    declared = next((family[value.kind] for family in kinds if value.kind in family), None)
    defaults = declared.filled({}) if declared else {}
    return ObjectValue(value.kind, {name: one for name, one in shorter.items() if one is None or one != defaults.get(name)})  # fmt: skip


def _typed(value: Value) -> Value:
    if isinstance(value, ObjectValue):
        return shortened(value)
    if not isinstance(value, float):
        return value
    short = float(f"{value:.7g}")
    try:
        same = struct.pack("f", short) == struct.pack("f", value)
    except OverflowError:
        return value
    return short if same and struct.unpack("f", struct.pack("f", value))[0] == value else value
