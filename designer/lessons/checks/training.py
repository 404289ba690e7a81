"""Checks of how a network is trained, and of what a run came to."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Literal

from msgspec import Meta

from designer.catalogue.metrics import log_names
from designer.graph.specs import TrainingSettings
from designer.lessons.checks.base import Bounded, Number, OneOf, Plain, told, written
from designer.lessons.evidence import Evidence, Trained, Verdict, essence
from designer.lessons.rates import rate_of

Told = Literal["epochs", "batch_size", "optimizer", "learning_rate", "loss", "metrics", "shuffle", "seed", "callbacks"]


class Training(OneOf, frozen=True, kw_only=True, tag="training"):
    """One of the settings of the Training panel: a number to lie within bounds, or one of several words.

    Optimizer, loss and callbacks are Keras's names, metrics what they are called in the history; of metrics and callbacks
    one of them must be among those there are.
    """

    setting: Told

    def judge(self, evidence: Evidence) -> Verdict:
        there = _told(evidence.design.training, self.setting)
        name = self.setting.replace("_", " ")
        return self._verdict(
            self._is_among(there),
            f"Expected {self._asked()} as {name}.",
            f"It is {', '.join(map(told, there)) or 'none'}.",
            f"Open the Training panel and change the {name}.",
        )


class OfRuns(Bounded, frozen=True, kw_only=True):
    """What runs of the network, as it is now, must show: each with another seed."""

    epochs: Annotated[int, Meta(ge=1, le=1_000_000)] | None = None
    seeds: Annotated[int, Meta(ge=1, le=20)] = 1

    def judge(self, evidence: Evidence) -> Verdict:
        runs = list(_newest(evidence))
        passing = [run for run in runs if self._does(run)]
        expected = f"Expected {self._asked()}."
        if self.seeds > 1:
            expected = f"Expected {self._asked()}, with {self.seeds} different seeds."
        if len(passing) >= self.seeds:
            return self._verdict(True, expected, self._shown(passing[0]), "")
        failing = [run for run in runs if not self._does(run)]
        if failing:
            found = self._shown(failing[0])
            if self.seeds > 1:
                found = f"{found} That is what came of training with seed {failing[0].seed}."
            return self._verdict(False, expected, found, self._advice())
        if self.seeds > 1 and runs:
            found = f"It did in {len(passing)} of {self.seeds} runs so far."
            return self._verdict(False, expected, found, "Train again with another seed.", waits=True)
        return self._verdict(False, expected, "This network was not trained yet.", "Press Train.", waits=True)

    def _asked(self) -> str:
        raise NotImplementedError

    def _does(self, run: Trained) -> bool:
        raise NotImplementedError

    def _shown(self, run: Trained) -> str:
        raise NotImplementedError

    def _advice(self) -> str:
        return "Change one thing, train again, and compare the curves."


class Metric(OfRuns, frozen=True, kw_only=True, tag="metric"):
    """A figure of a run, as Keras names it in its logs (`val_accuracy`), that is reached within so many epochs.

    With `at_end` it is what the last of these epochs has that counts.
    """

    metric: Annotated[str, Meta(min_length=1, max_length=100)]
    at_end: bool = False

    def _asked(self) -> str:
        figure = f"the {_said(self.metric)} to be {self.bounds()}"
        if self.epochs is None:
            return figure
        return f"{figure} {'after' if self.at_end else 'within'} {self.epochs:,} epoch{'' if self.epochs == 1 else 's'}"

    def _does(self, run: Trained) -> bool:
        values = run.logs.get(self.metric, ())[: run.within(self.epochs)]
        return any(map(self.holds, values[-1:] if self.at_end else values))

    def _shown(self, run: Trained) -> str:
        values = run.logs.get(self.metric, ())[: run.within(self.epochs)]
        if not values:
            names = ", ".join(map(_said, run.logs)) or "nothing"
            return f"The run has no {_said(self.metric)}; it has {names}."
        if self.at_end:
            return f"After {len(values):,} epochs it is {written(float(values[-1]))}."
        best = self._nearest(values)
        return f"The nearest was {written(float(best))}, after {values.index(best) + 1:,} of {len(values):,} epochs."

    def _nearest(self, values: tuple[float, ...]) -> float:
        numbers = [value for value in values if value == value] or list(values)
        held = [value for value in numbers if self.holds(value)]
        if held:
            return held[0]
        return min(numbers) if self.at_least is None and self.at_most is not None else max(numbers)


class Gap(OfRuns, frozen=True, kw_only=True, tag="gap"):
    """How far validation lies from training at the end of a run: the difference of a figure, or how many times it is."""

    metric: Annotated[str, Meta(min_length=1, max_length=100)] = "loss"
    times: bool = False

    def _asked(self) -> str:
        if self.times:
            return f"the validation {_said(self.metric)} to be {self.bounds()} times that of training"
        return f"training and validation {_said(self.metric)} to be {self.bounds()} apart"

    def _does(self, run: Trained) -> bool:
        gap = self._gap(run)
        return gap is not None and self.holds(gap)

    def _shown(self, run: Trained) -> str:
        gap = self._gap(run)
        if gap is None:
            return f"The run has no {_said(self.metric)} of both training and validation."
        here, held = (written(float(figures[-1])) for figures in self._figures(run))
        far = f"{written(float(gap))} {'times' if self.times else 'apart'}"
        return f"The {_said(self.metric)} is {here} in training and {held} in validation: {far}."

    def _gap(self, run: Trained) -> Number | None:
        here, held = self._figures(run)
        if not here or not held:
            return None
        if self.times:
            return held[-1] / here[-1] if here[-1] else None
        return abs(held[-1] - here[-1])

    def _figures(self, run: Trained) -> tuple[tuple[float, ...], tuple[float, ...]]:
        """The figure in training and in validation, in the epochs that count."""
        within = run.within(self.epochs)
        return run.logs.get(self.metric, ())[:within], run.logs.get(f"val_{self.metric}", ())[:within]


def _newest(evidence: Evidence) -> Iterator[Trained]:
    """The newest run for each seed of the network as it is now, the newest first."""
    now, seen = essence(evidence.design), set[int]()
    for run in reversed(evidence.runs):
        if run.of == now and run.seed not in seen:
            seen.add(run.seed)
            yield run


def _told(settings: TrainingSettings, name: Told) -> tuple[Plain, ...]:
    if name == "learning_rate":
        rate = rate_of(settings.optimizer)
        return ("a schedule",) if rate is None else (rate,)
    if name == "callbacks":
        return tuple(callback.kind for callback in settings.callbacks)
    if name == "metrics":
        return log_names(settings.metrics)
    if name in ("optimizer", "loss"):
        return (getattr(settings, name).kind,)
    return (getattr(settings, name),)


def _said(metric: str) -> str:
    """A figure in words: `val_mean_absolute_error` as `validation mean absolute error`."""
    bare = metric.removeprefix("val_").replace("_", " ")
    return f"validation {bare}" if metric.startswith("val_") else bare
