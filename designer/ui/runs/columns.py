"""The columns of the table of runs, each declared once: what it is called, what it sorts by, what it says."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import partial
from typing import Any

from PySide6.QtCore import QLocale

from designer.runs.leaving.sheets import log_names
from designer.runs.record import RunRow
from designer.ui.language import tr
from designer.ui.training.words import TRAINERS, duration

OUTCOMES = {
    "running": "training now",
    "done": "done",
    "stopped": "stopped",
    "diverged": "no number any more",
    "interrupted": "interrupted",
    "failed": "failed",
}
"""What each outcome is called here."""


@dataclass(frozen=True)
class Column:
    """One column. `value` is what it sorts by, `text` what it says; `edits` names what typing in it changes."""

    id: str
    title: str
    help: str
    value: Callable[[RunRow], Any]
    text: Callable[[RunRow], str]
    number: bool = False
    edits: str = ""
    shown: bool = True
    letters: int = 10
    """How wide it is at first."""


def plain(name: str, row: RunRow) -> Any:
    return getattr(row, name)


def _text(id: str, title: str, help: str, name: str, **given: Any) -> Column:
    return Column(id, title, help, partial(plain, name), partial(plain, name), **given)


def _count(id: str, title: str, help: str, name: str, **given: Any) -> Column:
    return Column(id, title, help, partial(plain, name), partial(_counted, name), number=True, **given)


def _counted(name: str, row: RunRow) -> str:
    return f"{getattr(row, name):,}"


def _when(row: RunRow) -> str:
    """The year only where it is another one than now."""
    began = time.localtime(row.begun)
    year = "" if began.tm_year == time.localtime().tm_year else " %Y"
    return time.strftime(f"%d %b{year}, %H:%M", began)


def _seconds(row: RunRow) -> str:
    return duration(row.seconds) if row.seconds and not row.going else ""


def _trainer(row: RunRow) -> str:
    return TRAINERS.get(row.trainer, (row.trainer, ""))[0]


def _outcome(row: RunRow) -> str:
    return OUTCOMES.get(row.outcome, row.outcome)


def _tags(row: RunRow) -> str:
    return ", ".join(row.tags)


def _size(row: RunRow) -> str:
    return size_text(row.weights) if row.weights else ""


def size_text(count: int, digits: int = 1) -> str:
    """So many bytes as they are read: `12.5 MB`."""
    return QLocale().formattedDataSize(count, digits, QLocale.DataSizeFormat.DataSizeSIFormat)


def _first_line(row: RunRow) -> str:
    return row.note.partition("\n")[0]


BEFORE = (
    Column("pinned", "Pin", "A pinned run keeps its network, however many there are", partial(plain, "pinned"), lambda row: "", letters=3),
    _text("name", "Name", "What the run is called; F2 changes it", "name", edits="name", letters=16),
    Column("when", "When", "When it began", partial(plain, "begun"), _when, letters=13),
    _text("design", "Design", "What the design was called", "title", letters=14, shown=False),
    _text("data", "Data", "What it learned from", "data", letters=10),
    _count("epochs", "Epochs", "How many epochs were trained", "epochs", letters=7),
)  # fmt: skip
"""What stands before the figures."""

AFTER = (
    Column("seconds", "Time", "How long it trained, pauses left out", partial(plain, "seconds"), _seconds, number=True),
    Column("outcome", "Outcome", "How it ended", _outcome, _outcome, letters=14),
    Column("tags", "Tags", "Words of your own to find it by; F2 changes them", _tags, _tags, edits="tags", letters=14),
    _count("parameters", "Parameters", "How many numbers the network learns", "parameters"),
    Column("trainer", "Trainer", "How its epochs were run", _trainer, _trainer, letters=14),
    _count("seed", "Seed", "What its chance began with", "seed", letters=6),
    Column("note", "Note", "The first line of its note; F2 changes it", partial(plain, "note"), _first_line, edits="note", letters=20, shown=False),
    Column("weights", "Network", "How much its kept network takes", partial(plain, "weights"), _size, number=True, shown=False),
)  # fmt: skip
"""What stands after them."""


def found_by(row: RunRow) -> tuple[str, ...]:
    """The texts a run can be found by. Asked of thousands at once, so nothing here takes long."""
    counts = (str(row.epochs), str(row.seed), str(row.parameters))
    words = (row.name, row.title, row.data, *row.tags, row.note, row.path, row.sentence)
    shown = (_outcome(row), _trainer(row))
    return (*words, *shown, *map(tr, shown), *counts, _when(row))


def figure_columns(rows: Iterable[RunRow]) -> list[Column]:
    """The last and the best value of everything any run has measured."""
    return [column for log in log_names(rows) for column in (_figure(log, "final"), _figure(log, "best"))]


def _figure(log: str, how: str) -> Column:
    words = log_words(log)
    first = "Last" if how == "final" else "Best"
    title = words if how == "final" else f"Best {words}"
    shown = (how == "final" and (log == "loss" or log.startswith("val_"))) or (log, how) == ("val_loss", "best")
    return Column(
        f"{how} {log}", title[:1].upper() + title[1:], f"{first} value of {words}", partial(_value, how, log),
        partial(_value_text, how, log), number=True, shown=shown, letters=max(9, len(title)),
    )  # fmt: skip


def log_words(log: str) -> str:
    """A log's name as it is read: `validation accuracy`."""
    base = log.removeprefix("val_").replace("_", " ")
    return f"validation {base}" if log.startswith("val_") else base


def _value(how: str, log: str, row: RunRow) -> float | None:
    return row.final(log) if how == "final" else row.best(log)


def _value_text(how: str, log: str, row: RunRow) -> str:
    value = _value(how, log, row)
    return "" if value is None else f"{value:.4g}"
