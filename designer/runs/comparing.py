"""Two groups of runs that differ in their seeds only: is one really better, or was it chance?"""

from __future__ import annotations

import math
from collections.abc import Collection, Iterable, Sequence

import numpy as np
from numpy.typing import NDArray

from designer.analysis.monitors import rises
from designer.runs.record import RunRow
from designer.values import Metric

ENOUGH = 0.05
"""How often chance may give as much before a difference is not called one."""
FEWEST = 2

Floats = NDArray[np.float64]


def deciding_log(rows: Iterable[RunRow]) -> str:
    """What runs are best compared by: a metric on the rows held back that all have, else a loss."""
    having = [set(row.figures) for row in rows if row.figures]
    common = set.intersection(*having) if having else set()
    held_back = sorted((name for name in common if name.startswith("val_")), key=_loss_last)
    return next(iter(held_back), "loss")


def finals(log: str, rows: Iterable[RunRow], metrics: Collection[Metric] = ()) -> list[float]:
    """The last value of a log in each run that was not cut short; one whose loss is no number any more did worst."""
    worst = -math.inf if rises(log, metrics) else math.inf
    ended = [row for row in rows if row.outcome in ("done", "diverged")]
    values = [row.final(log) for row in ended if row.outcome == "diverged" or log in row.figures]
    return [worst if value is None else value for value in values]


def verdict(log: str, one: Sequence[float], other: Sequence[float], metrics: Collection[Metric] = ()) -> str:
    """Whether A, with these last values, or B, with those others, is really better, in a sentence or two.

    `metrics` are those that were measured: they tell of a log with a name of its own whether more is better.
    """
    if len(one) < FEWEST or len(other) < FEWEST:
        return f"A and B can be compared once each has {FEWEST} finished runs or more."
    (middle, which) = (np.median, "medians") if _has_worst(one) or _has_worst(other) else (np.mean, "means")
    a, b = float(middle(one)), float(middle(other))
    what = log.replace("_", " ").replace("val ", "validation ")
    numbers = f"A {_number(a)}, B {_number(b)} in {what} ({which} of {len(one)} and {len(other)} runs)"
    if sorted(one) == sorted(other):
        return f"No difference at all: {numbers}."
    chance = _chance(one, other)
    if chance >= ENOUGH or a == b:
        often = f"about {max(1, round(100 * chance))} of 100 such comparisons"
        return f"No clear difference: {numbers}. Chance alone gives as much in {often}. More seeds may tell."
    better, by = ("A", (a, b)) if (a > b) is rises(log, metrics) else ("B", (b, a))
    return (
        f"{better} is better: {_number(by[0])} against {_number(by[1])} in {what} ({which} of {len(one)} and "
        f"{len(other)} runs), and that much would come by chance in {_seldom(chance)}."
    )


def _chance(one: Sequence[float], other: Sequence[float]) -> float:
    """How often two groups that do not differ would be as far apart: Welch's t-test (Biometrika 34, 1947).

    Where a run has no number, on ranks in the place of values (Conover and Iman, The American Statistician 35, 1981).
    `scipy.stats` has the test too, and takes seconds to load, in which it holds up every thread for a tenth of one.
    """
    from scipy.special import stdtr

    a, b = np.asarray(one), np.asarray(other)
    if _has_worst(one) or _has_worst(other):
        a, b = np.split(_ranks(np.concatenate([a, b])), [len(a)])
    shares = a.var(ddof=1) / len(a), b.var(ddof=1) / len(b)
    if not sum(shares):
        return 0.0 if a[0] != b[0] else 1.0
    t = (a.mean() - b.mean()) / math.sqrt(sum(shares))
    part = shares[0] / sum(shares)
    freedom = 1 / (part**2 / (len(a) - 1) + (1 - part) ** 2 / (len(b) - 1))
    return float(2 * stdtr(freedom, -abs(t)))


def _ranks(values: Floats) -> Floats:
    """The place of each value in their order, from 1; equal ones share the middle of theirs."""
    _, which, counts = np.unique(values, return_inverse=True, return_counts=True)
    return np.asarray((np.cumsum(counts) - (counts - 1) / 2)[which], dtype=np.float64)


def _has_worst(values: Sequence[float]) -> bool:
    return any(math.isinf(value) for value in values)


def _seldom(chance: float) -> str:
    of = next((of for of in (1000, 100) if chance < 1 / of), 20)
    return f"fewer than 1 of {of:,} such comparisons"


def _number(value: float) -> str:
    return "no number" if math.isinf(value) else f"{value:.4g}"


def _loss_last(name: str) -> tuple[bool, str]:
    return name.endswith("loss"), name
