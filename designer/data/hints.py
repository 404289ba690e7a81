"""What in data of the user's own may mislead a network: copies in both halves, columns that give the answer away, and more.

They are figures only; `designer.analysis.rows` says them in words, with a way to mend them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

import numpy as np

from designer.data.rows import AnyRows, Part, Rows, arrays, blocks, is_text
from designer.data.summary import some
from designer.graph.specs import Column, Hint

MOST_NUMBERS: Final = 200_000_000
"""Rows of more numbers than these are not compared."""

AT_ONCE = 200_000
"""So many numbers are compared at once."""

JUDGED_ROWS: Final = 4_000
FEWEST_JUDGED: Final = 30
"""Whether a column gives the answer away is judged by so many rows, from as few as these on."""

GIVEN_AWAY: Final = 0.97
MOST_COLUMNS: Final = 200
MANY_MISSING: Final = 0.3
FEW_OF_A_CLASS: Final = 5
MOST_HINTS: Final = 40

_NAMES_ROWS: Final = re.compile(r"(.*[ _.-])?(id|ids|idx|index|uuid|guid|key|nr|no|row|rownum|number)|column 1", re.I)


@dataclass(frozen=True)
class Feature:
    """One column as a network gets it: numbers, or the numbers of its categories."""

    name: str
    values: np.ndarray
    category: bool


def hints_of(
    features: list[Feature],
    x: AnyRows,
    y: Rows,
    classes: Mapping[str, tuple[str, ...]],
    training: np.ndarray,
    held_back: np.ndarray,
    columns: tuple[Column, ...],
    places: np.ndarray | None = None,
) -> tuple[Hint, ...]:
    """Everything that is worth a word; `y` and `classes` are by the names of the targets.

    `places` says which rows the values of the features are of, where they are a sample.
    """
    answers = y if isinstance(y, dict) else {"": arrays(y)[0]}
    found = [
        *copies_of(x, y, training, held_back),
        *(
            hint
            for name, answer in answers.items()
            for hint in _given_away(features, _at(answer, places), bool(classes.get(name)))
        ),
        *_columns(features, columns, places),
        *(
            hint
            for name, answer in answers.items()
            for hint in _classes(answer, classes.get(name, ()), training, held_back)
        ),
    ]
    return tuple(found[:MOST_HINTS])


def _at(answer: np.ndarray, places: np.ndarray | None) -> np.ndarray:
    return answer if places is None else answer[places]


def copies_of(x: AnyRows, y: Rows, training: np.ndarray, held_back: np.ndarray) -> Iterator[Hint]:
    """How many rows held back are also among those trained on."""
    parts: list[Part] = [*arrays(x), *arrays(y)]
    if sum(part.size for part in parts) > MOST_NUMBERS:
        return
    marks = np.zeros(len(parts[0]), "uint64")
    for at, part in enumerate(parts):
        marks = marks * np.uint64(1_000_003) + _marks(part, at)
    judged = np.sort(some(marks[held_back]))
    places = np.clip(np.searchsorted(judged, marks[training]), 0, len(judged) - 1)
    met = np.unique(places[judged[places] == marks[training]])
    copies = int(np.isin(judged, judged[met]).sum())
    if copies:
        yield Hint("copies", amount=copies, of=len(judged))


def _marks(part: Part, seed: int) -> np.ndarray:
    """A number for each row that two rows share if they are alike, and else hardly ever."""
    if isinstance(part, np.ndarray) and is_text(part):
        _, numbers = np.unique(part[:, 0], return_inverse=True)
        return numbers.astype("uint64")
    width = part.size // max(1, len(part))
    odd = np.random.default_rng(seed).integers(0, 2**63, width, "uint64") * np.uint64(2) + np.uint64(1)
    marks = np.zeros(len(part), "uint64")
    step = max(1, AT_ONCE // width)
    for number, rows in enumerate(blocks(part, step)):
        bits = np.ascontiguousarray(rows.reshape(len(rows), -1)).view("uint32")
        block = bits * odd
        block ^= block >> np.uint64(29)
        marks[number * step :][:step] = block.sum(axis=1, dtype="uint64")
    return marks


def _given_away(features: list[Feature], y: np.ndarray, is_class: bool) -> Iterator[Hint]:
    if y.shape[1] != 1 or len(y) < FEWEST_JUDGED or len(features) < 2:
        return
    rows = some(np.arange(len(y)))
    rows = rows[np.random.default_rng(0).permutation(len(rows))[:JUDGED_ROWS]]
    answers = y[rows, 0]
    for feature in features[:MOST_COLUMNS]:
        values = feature.values[rows]
        told = _tells_class(feature, values, answers) if is_class else _tells_number(feature, values, answers)
        if told >= GIVEN_AWAY:
            yield Hint("gives away", feature.name, round(min(1.0, told), 4))


def _groups(feature: Feature, values: np.ndarray) -> np.ndarray:
    """The rows in groups of about the same value."""
    different = np.unique(values)
    most = max(2, min(50, len(values) // 10))
    if feature.category or len(different) <= most:
        return np.searchsorted(different, values)
    edges = np.quantile(values, np.linspace(0, 1, most + 1)[1:-1])
    return np.searchsorted(edges, values)


def _nearest(feature: Feature, values: np.ndarray, answers: np.ndarray) -> np.ndarray | None:
    """For each row of the second half the answer of the row of the first with the nearest number."""
    if feature.category:
        return None
    learn, check = _halves(len(values))
    order = np.argsort(values[learn], kind="stable")
    known, told = values[learn][order], answers[learn][order]
    above = np.clip(np.searchsorted(known, values[check]), 1, len(known) - 1)
    lower = values[check] - known[above - 1] < known[above] - values[check]
    nearest: np.ndarray = told[np.where(lower, above - 1, above)]
    return nearest


def _halves(count: int) -> tuple[slice, slice]:
    return slice(0, count // 2), slice(count // 2, count)


def _tells_class(feature: Feature, values: np.ndarray, answers: np.ndarray) -> float:
    """How much better than always saying the commonest class it is to look at this column alone: 0 to 1."""
    groups = _groups(feature, values)
    learn, check = _halves(len(values))
    counts = np.zeros((groups.max() + 1, int(answers.max()) + 1))
    np.add.at(counts, (groups[learn], answers[learn]), 1)
    guesses = [counts.argmax(axis=1)[groups[check]], _nearest(feature, values, answers)]
    right = max(float((guess == answers[check]).mean()) for guess in guesses if guess is not None)
    base = float(np.bincount(answers[check]).max() / len(answers[check]))
    return (right - base) / (1 - base) if base < 1 else 0.0


def _tells_number(feature: Feature, values: np.ndarray, answers: np.ndarray) -> float:
    """Which share of the target's spread this column alone explains, along a line or group by group."""
    learn, check = _halves(len(values))
    a, b = values.astype("float64"), answers.astype("float64")
    spread = float(((b[check] - b[learn].mean()) ** 2).sum())
    if not spread or a[learn].min() == a[learn].max():
        return 0.0
    groups = _groups(feature, values)
    sizes = np.bincount(groups[learn], minlength=groups.max() + 1)
    sums = np.bincount(groups[learn], b[learn], minlength=groups.max() + 1)
    means = np.where(sizes > 0, sums / np.maximum(sizes, 1), b[learn].mean())
    by_group = 1 - float(((b[check] - means[groups[check]]) ** 2).sum()) / spread
    if feature.category:
        return by_group
    centred = a - a[learn].mean()
    slope = float((centred[learn] * b[learn]).sum() / (centred[learn] ** 2).sum())
    along = 1 - float(((b[check] - b[learn].mean() - slope * centred[check]) ** 2).sum()) / spread
    return max(by_group, along)


def _columns(features: list[Feature], columns: tuple[Column, ...], places: np.ndarray | None) -> Iterator[Hint]:
    changing = {column.name for column in columns if column.low is not None and column.low != column.high}
    for feature in features[:MOST_COLUMNS]:
        if feature.values.min() == feature.values.max() and (places is None or feature.name not in changing):
            yield Hint("constant", feature.name)
        elif _NAMES_ROWS.fullmatch(feature.name.strip()) and _all_different(feature.values):
            yield Hint("names rows", feature.name)
    for column in columns:
        if column.role == "feature" and column.cells and column.missing > MANY_MISSING * column.cells:
            yield Hint("many missing", column.name, column.missing, column.cells)


def _all_different(values: np.ndarray) -> bool:
    whole = bool((values == np.round(values)).all())
    return whole and len(np.unique(values)) > 0.99 * len(values)


def _classes(y: np.ndarray, classes: tuple[str, ...], training: np.ndarray, held_back: np.ndarray) -> Iterator[Hint]:
    if not classes:
        return
    trained, held = (np.bincount(y[rows, 0], minlength=len(classes)) for rows in (training, held_back))
    for at, name in enumerate(classes):
        count = int(trained[at] + held[at])
        if count < FEW_OF_A_CLASS:
            yield Hint("rare class", name, count)
        elif not trained[at] or not held[at]:
            yield Hint("class missing", name, int(trained[at]), int(held[at]))
