"""What is said of the selected runs, in sections of short lines: one explained, two compared. For the reader's thread."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from msgspec.structs import replace

from designer.errors import DesignFileError
from designer.graph.design import Design
from designer.runs.comparing import deciding_log, finals, verdict
from designer.runs.differing import differences, version_differences
from designer.runs.differing.values import told
from designer.runs.record import RunRow
from designer.runs.store import Detail, Store
from designer.runs.weights import weights_file
from designer.ui.runs.columns import OUTCOMES, log_words, size_text
from designer.ui.runs.entries import Entry
from designer.ui.training.words import TRAINERS, duration
from designer.values import Metric

NOTHING = "Nothing: the same network, settings and data."
BETTER = "Which is better?"
TWO_SERIES = "One run may have been lucky. Select two series, each of several seeds, to see whether they really differ."
MANY = "Select one run to read about it, or two to read what they differ in."


@dataclass(frozen=True)
class Section:
    """Lines under a title."""

    title: str
    lines: tuple[str, ...]


def explained(entries: Sequence[Entry], store: Store) -> list[Section]:
    """What there is to say of these."""
    if len(entries) == 1 and not entries[0].is_group:
        return list(_one(entries[0].rows[0], store))
    if len(entries) == 1:
        return [_spread(entries[0])]
    if len(entries) == 2:
        one, other = entries
        judged = [_judged(one, other, store)] if one.is_group or other.is_group else []
        return [*judged, _compared(one, other, store)]
    return [Section(f"{sum(len(entry.rows) for entry in entries)} runs", (MANY,))]


def _judged(one: Entry, other: Entry, store: Store) -> Section:
    if not (one.is_group and other.is_group):
        return Section(BETTER, (TWO_SERIES,))
    log = deciding_log([*one.rows, *other.rows])
    metrics = _metrics(one, store)
    last = finals(log, one.rows, metrics), finals(log, other.rows, metrics)
    return Section(BETTER, (verdict(log, *last, metrics),))


def _metrics(entry: Entry, store: Store) -> tuple[Metric, ...]:
    """What the runs of a series measured."""
    try:
        return store.design(entry.rows[0].design).training.all_metrics
    except DesignFileError:
        return ()


def _spread(entry: Entry) -> Section:
    log = deciding_log(entry.rows)
    values = [value for row in entry.rows if (value := row.final(log)) is not None]
    seeds = ", ".join(str(row.seed) for row in entry.rows)
    lines = [f"Seeds {seeds}"]
    if values:
        mean = sum(values) / len(values)
        lines.append(f"{log_words(log)} at the end: {mean:.4g} on average, from {min(values):.4g} to {max(values):.4g}")
    lines.append("The band in the chart is from the lowest to the highest; the line is their mean.")
    return Section(entry.name, tuple(lines))


def _compared(one: Entry, other: Entry, store: Store) -> Section:
    first, second = one.rows[0], other.rows[0]
    title = f"From {one.name} to {other.name}"
    try:
        before, after = store.design(first.design), store.design(second.design)
    except DesignFileError as error:
        return Section(title, (str(error),))
    if one.is_group or other.is_group:
        after = replace(after, training=replace(after.training, seed=before.training.seed))
    known, then = store.detail(first.id), store.detail(second.id)
    lines = differences(before, after, (known.print, then.print)) or (NOTHING,)
    made = tuple(f"made with {line}" for line in version_differences(known.versions, then.versions))
    return Section(title, (*lines, *made))


def _one(row: RunRow, store: Store) -> Iterator[Section]:
    detail = store.detail(row.id)
    yield Section(row.name, tuple(_story(row)))
    if row.note:
        yield Section("Note", tuple(row.note.splitlines()))
    if detail.evaluation is not None:
        measured = (f"{log_words(name)} {value:.4g}" for name, value in detail.evaluation.metrics.items())
        yield Section(f"On {detail.evaluation.rows:,} rows it never saw", tuple(measured))
    try:
        yield Section("Settings", tuple(_settings(store.design(row.design))))
    except DesignFileError as error:
        yield Section("Settings", (str(error),))
    yield Section("Made with", tuple(_made(row, detail, store)))


def _story(row: RunRow) -> Iterator[str]:
    began = time.strftime("%d %B %Y, %H:%M", time.localtime(row.begun))
    yield f"Began {began}" if row.going else f"{OUTCOMES[row.outcome].capitalize()}, began {began}"
    if row.sentence:
        yield row.sentence
    took = f" in {duration(row.seconds)}" if row.seconds else ""
    yield f"{row.epochs:,} of {row.wanted:,} epochs{took}, {row.parameters:,} parameters"
    yield f"Design: {row.path or row.title}"


def _settings(design: Design) -> Iterator[str]:
    training = design.training
    for name in training.__struct_fields__:
        value = getattr(training, name)
        if value not in ({}, ()):
            yield f"{name.replace('_', ' ')}: {told(value)}"


def _made(row: RunRow, detail: Detail, store: Store) -> Iterator[str]:
    name = TRAINERS.get(row.trainer, (row.trainer, ""))[0]
    yield f"Trainer: {name}{f'. {row.reason}' if row.reason else ''}"
    used = detail.versions
    packages = (("Python", used.python), ("Keras", used.keras), ("TensorFlow", used.tensorflow))
    numbers = [f"{name} {number}" for name, number in (*packages, ("Layerloom", used.layerloom)) if number]
    if numbers:
        yield ", ".join(numbers)
    yield f"Data: {row.data}"
    if detail.print.digest:
        changed = time.strftime("%d %B %Y, %H:%M", time.localtime(detail.print.changed))
        yield f"The file had {detail.print.size:,} bytes, of {changed}; SHA-256 {detail.print.digest[:16]}…"
    if row.weights:
        size = size_text(row.weights)
        yield f"Network kept ({size}): {weights_file(store.folder, row.id)}"
