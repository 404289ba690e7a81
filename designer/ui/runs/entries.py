"""What of the selected runs is compared with what: single runs, and groups that differ in their seeds only."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TypeAlias

from designer.runs.bands import Band, band
from designer.runs.record import RunRow
from designer.runs.store import Store
from designer.ui.training.trace import Floats, Trace

MOST = 12
"""More curves than this nobody can tell apart."""
LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


@dataclass(frozen=True)
class Entry:
    """One curve of a comparison: a run, or all selected runs of a group."""

    rows: tuple[RunRow, ...]
    letter: str = ""

    @property
    def key(self) -> str:
        """What it is known by from one selection to the next."""
        return self.rows[0].group if self.is_group else self.rows[0].id

    @property
    def is_group(self) -> bool:
        return len(self.rows) > 1

    @property
    def name(self) -> str:
        """`A: spiral, 5 seeds`, or the run's own name."""
        first = self.rows[0]
        return f"{self.letter}: {first.title}, {len(self.rows)} seeds" if self.is_group else first.name


Points: TypeAlias = "tuple[Floats, Floats] | Band"
"""A curve ready to draw: epochs and values, or the mean of many with its range."""
Curves: TypeAlias = "dict[str, Points]"
"""Every log of one entry."""


def entries_of(rows: Iterable[RunRow]) -> list[Entry]:
    """The runs in the order they began, those of one group together; groups have letters."""
    families: dict[str, list[RunRow]] = {}
    for row in sorted(rows, key=_begun):
        families.setdefault(row.group or row.id, []).append(row)
    found, letters = [], iter(LETTERS)
    for family in families.values():
        found.append(Entry(tuple(family), next(letters, "") if len(family) > 1 else ""))
    return found


def read_curves(entries: Iterable[Entry], store: Store) -> dict[str, Curves]:
    """The curves of each entry by its key. Reads whole histories: for the reader's thread."""
    return {entry.key: curves_of([store.logs(row.id) for row in entry.rows]) for entry in entries}


def curves_of(histories: list[dict[str, array[float]]]) -> Curves:
    """One history as lines, several as bands."""
    if len(histories) == 1:
        return {name: line(log) for name, log in histories[0].items()}
    names = dict.fromkeys(name for logs in histories for name in logs)
    return {name: band([logs[name] for logs in histories if name in logs]) for name in names}


def line(log: array[float]) -> Points:
    """A log as few points."""
    trace = Trace()
    trace.follow(log)
    return trace.points()


class Live:
    """The curves of a run that goes on; each call costs what is new."""

    def __init__(self) -> None:
        self._traces: dict[str, Trace] = {}

    def points(self, logs: Mapping[str, array[float]]) -> Curves:
        """All logs as far as they are."""
        for name, log in logs.items():
            self._traces.setdefault(name, Trace()).follow(log)
        return {name: trace.points() for name, trace in self._traces.items()}


def common_logs(curves: Mapping[str, Curves]) -> list[str]:
    """What all of them have measured or, if there is nothing, what any has: losses last."""
    having = [set(one) for one in curves.values() if one]
    shared = set.intersection(*having) if having else set()
    return sorted(shared or set().union(*having), key=_log_order)


def _log_order(log: str) -> tuple[bool, bool, str]:
    return log.endswith("loss"), not log.startswith("val_"), log


def _begun(row: RunRow) -> tuple[float, str]:
    return row.begun, row.id
