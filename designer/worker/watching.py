"""Callbacks as part of a compiled program: when to stop, and what the learning rate becomes, decided between epochs.

Several epochs run in one call, so what Keras's callbacks decide in Python is decided here by a few sums on small
numbers, in Keras's order and in its precision: values are float32, what is added to them float64, and the two are
compared as float32. The best weights lie in variables of their own, copied only after an epoch that was better.
What it costs: `tests/benchmarks/bench_callbacks.py`.

What the settings say is given to the program as numbers, so that another patience needs no new program.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final, Protocol

import keras
import numpy as np
import tensorflow as tf

from designer.analysis.monitors import rises
from designer.catalogue.objects import CALLBACKS
from designer.plan import TrainingPlan
from designer.training.messages import Ending
from designer.values import ObjectValue, Value
from designer.worker.faults import Fault

Settings = Mapping[str, Value]


class Watcher(Protocol):
    """One callback within a program."""

    def reset(self, settings: Settings, index: int, rising: bool) -> None:
        """Begin a run: with these settings, watching this column of the logs."""

    def after(self, epoch: Any, row: Any) -> Any:
        """Within the program, after an epoch (from 0) with these logs: whether to stop."""


class Watching:
    """The callbacks of one program."""

    def __init__(self, plan: TrainingPlan, names: tuple[str, ...], model: keras.Model) -> None:
        callbacks = callbacks_of(plan)
        self._names, self._metrics = names, plan.metrics
        self._watchers: tuple[Watcher, ...] = tuple(
            _WATCHERS[callback.kind](model, callback.settings) for callback in callbacks
        )
        self._epoch = tf.Variable(0.0, dtype=tf.float64, trainable=False)
        self.reset(callbacks)

    def reset(self, callbacks: Sequence[ObjectValue], done: int = 0) -> None:
        """Begin a run, or go on after `done` epochs, with new callbacks of the kinds the program was made for."""
        self._epoch.assign(float(done))
        for watcher, callback in zip(self._watchers, callbacks, strict=True):
            settings = CALLBACKS[callback.kind].filled(callback.settings)
            log = str(settings["monitor"])
            if log not in self._names:
                known = ", ".join(name for name in self._names if name != RATE)
                raise Fault("design", f"{callback.kind} watches {log}, which is not measured. Choose one of {known}.")
            mode = settings["mode"]
            watcher.reset(
                settings, self._names.index(log), rises(log, self._metrics) if mode == "auto" else mode == "max"
            )

    def after(self, row: Any) -> Any:
        """Within the program, after each epoch: whether to stop."""
        stop = tf.constant(False)
        if self._watchers:
            for watcher in self._watchers:
                stop = watcher.after(self._epoch.read_value(), row) | stop
            self._epoch.assign_add(1.0)
        return stop

    @property
    def stopped(self) -> bool:
        """Whether the run is to end here."""
        return any(watcher.stopped for watcher in self._watchers if isinstance(watcher, Stopping))

    @property
    def kept(self) -> list[Any]:
        """What holds the best weights."""
        return [best for watcher in self._watchers if isinstance(watcher, Stopping) for best in watcher.kept]

    def ending(self) -> Ending | None:
        """What became of the run, if one watches over its end."""
        found = (watcher.ending(self._names) for watcher in self._watchers if isinstance(watcher, Stopping))
        return next(found, None)

    def restore(self) -> None:
        """Put the best weights in place, where they are asked for."""
        for watcher in self._watchers:
            if isinstance(watcher, Stopping):
                watcher.restore()


def needs(callback: ObjectValue) -> ObjectValue:
    """What of a callback a program is made for; the rest it is told before each run."""
    keeps = {name: value for name, value in callback.settings.items() if name == KEEPS}
    return ObjectValue(callback.kind, keeps)


KEEPS = "restore_best_weights"
RATE: Final = "learning_rate"
"""The log of the learning rate at the end of each epoch, which every run has."""


class _Numbers:
    """Some numbers by name in one variable, read and written within a program."""

    def __init__(self, names: Sequence[str]) -> None:
        self._names = tuple(names)
        self._variable = tf.Variable(np.zeros(len(self._names)), dtype=tf.float64, trainable=False)

    def set(self, **values: float) -> None:
        """From outside: these, all others 0."""
        self._variable.assign([values.get(name, 0.0) for name in self._names])

    def known(self) -> dict[str, float]:
        """From outside: all of them."""
        return dict(zip(self._names, self._variable.numpy().tolist(), strict=True))

    def read(self) -> dict[str, Any]:
        return dict(zip(self._names, tf.unstack(self._variable.read_value()), strict=True))

    def write(self, values: Mapping[str, Any]) -> None:
        self._variable.assign(tf.stack([values[name] for name in self._names]))


class _Monitor:
    """What both callbacks share: a log that is watched, and whether it is better than before."""

    own: tuple[str, ...] = ()
    """The settings that are numbers, beside those of every watcher."""
    state: tuple[str, ...] = ()

    def __init__(self) -> None:
        self.given = _Numbers(("index", "rising", "min_delta", "patience", *self.own))
        self.now = _Numbers(("best", "begun", "wait", *self.state))

    def reset(self, settings: Settings, index: int, rising: bool) -> None:
        numbers = {name: float(settings[name] or 0.0) for name in ("patience", *self.own) if name in settings}  # type: ignore[arg-type]
        delta = abs(float(settings["min_delta"] or 0.0))  # type: ignore[arg-type]
        self.given.set(**{**numbers, **self._extra(settings)}, index=index, rising=rising, min_delta=delta)
        self.now.set()

    def _extra(self, settings: Settings) -> dict[str, float]:
        return {}

    @staticmethod
    def current(given: Mapping[str, Any], row: Any) -> Any:
        return tf.cast(tf.gather(row, tf.cast(given["index"], tf.int32)), tf.float64)

    @staticmethod
    def better(given: Mapping[str, Any], current: Any, than: Any) -> Any:
        rising, delta = given["rising"] > 0, given["min_delta"]
        moved = tf.cast(tf.where(rising, current - delta, current + delta), tf.float32)
        reference = tf.cast(than, tf.float32)
        return tf.where(rising, moved > reference, moved < reference)


class Stopping(_Monitor):
    """EarlyStopping."""

    own = ("start_from_epoch", "baseline", "based")
    state = ("best_epoch", "stopped")

    def __init__(self, model: keras.Model, settings: Settings) -> None:
        super().__init__()
        self._weights = list(model.weights) if settings.get(KEEPS) is True else []
        self.kept = [
            tf.Variable(np.zeros(weight.shape, weight.dtype), dtype=weight.dtype, trainable=False)
            for weight in self._weights
        ]

    def _extra(self, settings: Settings) -> dict[str, float]:
        return {"based": float(settings["baseline"] is not None)}

    def after(self, epoch: Any, row: Any) -> Any:
        given, now = self.given.read(), self.now.read()
        current, counted = self.current(given, row), epoch >= given["start_from_epoch"]
        better = counted & ((now["begun"] < 1) | self.better(given, current, now["best"]))
        if self.kept:
            tf.cond(better, self._keep, lambda: tf.constant(0))
        beaten = better & ((given["based"] < 1) | self.better(given, current, given["baseline"]))
        wait = tf.where(beaten, tf.zeros_like(epoch), now["wait"] + tf.cast(counted, tf.float64))
        stop = counted & ~better & (wait >= given["patience"]) & (epoch > 0)
        self.now.write(
            {
                "best": tf.where(better, current, now["best"]),
                "begun": tf.maximum(now["begun"], tf.cast(better, tf.float64)),
                "wait": wait,
                "best_epoch": tf.where(better, epoch + 1, now["best_epoch"]),
                "stopped": tf.cast(stop, tf.float64),
            }
        )
        return stop

    def _keep(self) -> Any:
        for best, weight in zip(self.kept, self._weights, strict=True):
            best.assign(weight.value)
        return tf.constant(0)

    @property
    def stopped(self) -> bool:
        return self.now.known()["stopped"] > 0

    def ending(self, names: Sequence[str]) -> Ending | None:
        now, given = self.now.known(), self.given.known()
        if not now["begun"]:
            return None
        return Ending(
            names[int(given["index"])],
            int(now["best_epoch"]),
            int(given["patience"]),
            early=now["stopped"] > 0,
            restored=bool(self.kept),
            baseline=given["baseline"] if given["based"] else None,
        )

    def restore(self) -> None:
        if self.kept and self.now.known()["begun"]:
            for best, weight in zip(self.kept, self._weights, strict=True):
                weight.assign(best)


class Plateau(_Monitor):
    """ReduceLROnPlateau."""

    own = ("factor", "cooldown", "min_lr")
    state = ("cooling",)

    def __init__(self, model: keras.Model, settings: Settings) -> None:
        super().__init__()
        self._optimizer = model.optimizer

    def after(self, epoch: Any, row: Any) -> Any:
        given, now = self.given.read(), self.now.read()
        current, zero = self.current(given, row), tf.zeros_like(epoch)
        was_cooling = now["cooling"] > 0
        cooling = tf.where(was_cooling, now["cooling"] - 1, now["cooling"])
        better = (now["begun"] < 1) | self.better(given, current, now["best"])
        tried = tf.where(was_cooling, zero, now["wait"]) + tf.where(cooling > 0, zero, zero + 1)
        wait = tf.where(better, zero, tried)
        reduced = ~better & ~(cooling > 0) & (wait >= given["patience"]) & self._lower(given)
        rate = self._optimizer.learning_rate
        lowered = tf.maximum(tf.cast(rate, tf.float64) * given["factor"], given["min_lr"])
        rate.assign(tf.where(reduced, tf.cast(lowered, tf.float32), tf.cast(rate, tf.float32)))
        self.now.write(
            {
                "best": tf.where(better, current, now["best"]),
                "begun": tf.ones_like(epoch),
                "wait": tf.where(reduced, zero, wait),
                "cooling": tf.where(reduced, given["cooldown"], cooling),
            }
        )
        return tf.constant(False)

    def _lower(self, given: Mapping[str, Any]) -> Any:
        return tf.cast(self._optimizer.learning_rate, tf.float32) > tf.cast(given["min_lr"], tf.float32)


_WATCHERS: Final[Mapping[str, Callable[[keras.Model, Settings], Watcher]]] = {
    "EarlyStopping": Stopping,
    "ReduceLROnPlateau": Plateau,
}


def callbacks_of(plan: TrainingPlan) -> tuple[ObjectValue, ...]:
    """The callbacks of a plan, which may have come from anywhere. Raises `Fault` for one nobody knows."""
    for callback in plan.training.callbacks:
        if callback.kind not in _WATCHERS:
            raise Fault("design", f"Expected a callback of the catalogue, found “{callback.kind}”.")
    return plan.training.callbacks
