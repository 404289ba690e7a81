"""Runs as CSV, safe to open in any spreadsheet: no cell is taken for a formula."""

from __future__ import annotations

import time
from array import array
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import TypeAlias

from designer.runs.record import RunRow
from designer.spreadsheets import csv_lines

Logs: TypeAlias = "Mapping[str, array[float]]"

FIELDS = (
    "id", "name", "title", "path", "data", "seed", "epochs", "wanted", "seconds", "parameters", "trainer", "outcome",
    "sentence", "note", "pinned", "group",
)  # fmt: skip


def table(rows: Sequence[RunRow]) -> str:
    """One line for each run, with the last and the best value of each log any of them has."""
    logs = log_names(rows)
    head = ["begun", "ended", *FIELDS, "tags", *(f"{how} {log}" for log in logs for how in ("last", "best"))]
    return "".join(csv_lines([head, *(_cells(row, logs) for row in rows)]))


def histories(rows: Sequence[RunRow], logs_of: Callable[[RunRow], Logs]) -> Iterator[str]:
    """One line for each run and epoch; of all histories one is held at a time."""
    names = log_names(rows)
    yield from csv_lines([["id", "name", "epoch", *names]])
    for row in rows:
        logs = logs_of(row)
        longest = max((len(log) for log in logs.values()), default=0)
        head = [row.id, row.name]
        yield from csv_lines([*head, at + 1, *(_at(logs.get(name), at) for name in names)] for at in range(longest))


def log_names(rows: Iterable[RunRow]) -> list[str]:
    """Every log any run has: losses first, each beside that on the rows held back."""
    return sorted({log for row in rows for log in row.figures}, key=_order)


def _cells(row: RunRow, logs: Iterable[str]) -> list[object]:
    times = [_when(row.begun), _when(row.ended)]
    plain = [getattr(row, name) for name in FIELDS]
    figures = [value for log in logs for value in row.figures.get(log, (None, None))]
    return [*times, *plain, ", ".join(row.tags), *figures]


def _at(log: array[float] | None, at: int) -> object:
    return log[at] if log is not None and at < len(log) else ""


def _when(seconds: float) -> str:
    return time.strftime("%Y-%m-%d %H:%M:%S", time.localtime(seconds)) if seconds else ""


def _order(log: str) -> tuple[bool, str, bool]:
    base = log.removeprefix("val_")
    return base != "loss", base, log != base
