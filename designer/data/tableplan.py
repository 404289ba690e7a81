"""How a surveyed table becomes numbers: decided once, then done by `tables` and printed by `code`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from msgspec.structs import replace

from designer.data.sources import FEWEST_ROWS
from designer.data.survey import Survey, SurveyedColumn, survey
from designer.errors import DataError
from designer.graph.specs import WHOLE, Part, Table

COMPRESSIONS: Final = (".bz2", ".gz", ".tar", ".xz", ".zip", ".zst")
"""The endings by which pandas would take a plain file for a compressed one."""

MANY_VALUES: Final = 30
"""A column of texts with more different ones than this, most of them used once or twice, names its rows."""

FEW_NUMBERS: Final = 10
"""Up to so many different whole numbers are taken for classes, if each stands in `USES` rows or more."""

USES: Final = 5
LARGE_FILE: Final = 1_000_000
"""From this size on pandas must be told to look at a column as a whole."""

READING_BOOLEANS: Final = frozenset({"True", "TRUE", "true", "False", "FALSE", "false"})


@dataclass(frozen=True)
class TablePlan:
    """A table with every choice made. `options` is what `pandas.read_csv` is told, in its own words.

    `features` has the columns to learn from in the file's order, `categories` those of them that become one
    column for each of their texts; `gaps` are the used columns with empty cells, the target among them.
    """

    path: str
    options: Mapping[str, object]
    target: SurveyedColumn
    features: tuple[SurveyedColumn, ...]
    classification: bool
    fill: bool
    survey: Survey
    notes: tuple[str, ...]
    more: tuple[tuple[SurveyedColumn, bool], ...] = ()
    """Targets beside the first, and whether each is a class."""
    parts: tuple[Part, ...] = ()
    weights: SurveyedColumn | None = None

    @property
    def answers(self) -> tuple[tuple[SurveyedColumn, bool], ...]:
        """Every target, and whether it is a class."""
        return ((self.target, self.classification), *self.more)

    @property
    def targets(self) -> tuple[SurveyedColumn, ...]:
        return tuple(column for column, _ in self.answers)

    @property
    def text(self) -> bool:
        """Whether the only column to learn from holds texts of all sorts, which are handed on as they are."""
        return len(self.features) == 1 and is_text(self.features[0])

    @property
    def categories(self) -> tuple[str, ...]:
        return () if self.text else tuple(column.name for column in self.features if not column.is_number)

    @property
    def gaps(self) -> tuple[str, ...]:
        return tuple(column.name for column in (*self.features, *self.targets) if column.missing)


def plan_table(table: Table) -> TablePlan:
    """Decide how a table is read and turned into numbers. Raises `DataError` naming row and column."""
    seen = survey(Path(table.path), table.separator, table.header)
    by_name = {column.name: column for column in seen.columns}
    target = _named(by_name, table.target or seen.names[-1], "target")
    if seen.rows < FEWEST_ROWS:
        raise DataError(_too_few(seen.rows))
    _refuse_slips(target, texts=table.task != "classification")
    classification, task_notes = _task(table, target, seen.rows)
    more, more_notes = _more(table, by_name, target, seen.rows)
    targets = (target, *(column for column, _ in more))
    weights = _weights(table, by_name, targets)
    taken = (*targets, *([weights] if weights else []))
    features, feature_notes = _features(_with_parts(table), by_name, taken, seen.rows)
    return TablePlan(
        path=table.path,
        options=reading_options(table, seen, (*features, *taken)),
        target=target,
        features=features,
        classification=classification,
        fill=table.missing == "fill",
        survey=seen,
        notes=(*_file_notes(seen), *feature_notes, *task_notes, *more_notes, *_constant_notes(features)),
        more=more,
        parts=table.parts,
        weights=weights,
    )


def features_of(plan: TablePlan) -> dict[str, tuple[SurveyedColumn, ...]]:
    """The columns of each part, in the file's order; of one part if the table is not parted."""
    if not plan.parts:
        return {WHOLE: plan.features}
    return {part.name: tuple(column for column in plan.features if column.name in part.columns) for part in plan.parts}


def _weights(
    table: Table, by_name: Mapping[str, SurveyedColumn], targets: tuple[SurveyedColumn, ...]
) -> SurveyedColumn | None:
    """The column that says how much each row counts. Raises `DataError` if it cannot."""
    if not table.weights:
        return None
    column = _named(by_name, table.weights, "column of weights")
    if column in targets:
        raise DataError(f"The column {column.name!r} is both target and weight. Choose another one to weigh rows by.")
    _refuse_slips(column)
    if not column.is_number or column.missing:
        found = f"{column.missing:,} empty cells" if column.is_number else "texts"
        raise DataError(
            f"Expected a number of at least 0 in every row of {column.name!r}, which weighs the rows, found {found}. "
            "Mend the column, or choose another one to weigh rows by."
        )
    return column


def _more(
    table: Table, by_name: Mapping[str, SurveyedColumn], target: SurveyedColumn, rows: int
) -> tuple[tuple[tuple[SurveyedColumn, bool], ...], tuple[str, ...]]:
    """The targets beside the first, and notes; whether each is a class its values tell."""
    found: list[tuple[SurveyedColumn, bool]] = []
    notes: list[str] = []
    for name in table.more_targets:
        column = _named(by_name, name, "target")
        if column is target:
            continue
        _refuse_slips(column)
        classification, said = _task(replace(table, task="auto"), column, rows)
        found.append((column, classification))
        notes += said
    return tuple(found), tuple(notes)


def _with_parts(table: Table) -> Table:
    """The table with what is in its parts as its features. Raises `DataError` for a part without columns."""
    names = [part.name for part in table.parts]
    for part in table.parts:
        if not part.columns or not part.name or names.count(part.name) > 1:
            raise DataError(f"The part {part.name!r} needs a name of its own and at least one column. Give it both.")
    columns = dict.fromkeys(name for part in table.parts for name in part.columns)
    return replace(table, features=tuple(columns)) if columns else table


def _named(by_name: Mapping[str, SurveyedColumn], name: str, role: str) -> SurveyedColumn:
    if name not in by_name:
        known = ", ".join(list(by_name)[:20])
        raise DataError(f"Expected the {role} {name!r} among the columns, found {known}. Choose one of these.")
    return by_name[name]


def _features(
    table: Table, by_name: Mapping[str, SurveyedColumn], targets: tuple[SurveyedColumn, ...], rows: int
) -> tuple[tuple[SurveyedColumn, ...], tuple[str, ...]]:
    """The columns to learn from, and a note for each that was left out because nobody asked for it."""
    if table.features:
        chosen = {_named(by_name, name, "feature").name for name in table.features}
        for target in targets:
            if target.name in chosen:
                role = "weight" if target.name == table.weights else "target"
                raise DataError(f"The column {target.name!r} is both {role} and feature. Take it off the features.")
        for name in chosen:
            if (fault := _unfit(by_name[name], rows)) and not (len(chosen) == 1 and is_text(by_name[name])):
                raise DataError(f"{fault} {_only_alone(by_name[name])}")
        kept, notes = [column for name, column in by_name.items() if name in chosen], []
    else:
        others = [column for column in by_name.values() if column not in targets]
        if len(others) == 1 and is_text(others[0]):
            return (others[0],), ()
        notes = [f"{fault} {_left_out(column)}" for column in others if (fault := _unfit(column, rows))]
        kept = [column for column in others if not _unfit(column, rows)]
    if not kept:
        reason = notes[0] if notes else f"{targets[0].name!r} is the only column."
        raise DataError(f"Expected a column to learn from, found none. {reason}")
    for column in kept:
        _refuse_slips(column)
    return tuple(kept), tuple(notes)


def is_text(column: SurveyedColumn) -> bool:
    """Whether a column holds texts of all sorts, such as sentences, that are no categories."""
    return bool(column.filled) and not column.is_number and not column.slipped and _too_varied(column)


def _only_alone(column: SurveyedColumn) -> str:
    return "Choose it alone, as text, or take it off the features." if is_text(column) else "Take it off the features."


def _left_out(column: SurveyedColumn) -> str:
    return "It is left out; chosen alone it is read as text." if is_text(column) else "It is left out."


def _unfit(column: SurveyedColumn, rows: int) -> str:
    """Why a column cannot be a feature, or nothing."""
    if not column.filled:
        return f"The column {column.name!r} is empty."
    if not column.is_number and not column.slipped and _too_varied(column):
        return f"Nearly every row has a text of its own in {column.name!r}, so there is nothing to learn from it."
    return ""


def _too_varied(column: SurveyedColumn) -> bool:
    if column.distinct is None:
        return True
    return len(column.distinct) > MANY_VALUES and len(column.distinct) > column.filled / 2


def _refuse_slips(column: SurveyedColumn, *, texts: bool = True) -> None:
    """Raise for a number that is not finite and, with `texts`, for a text among numbers."""
    if texts and column.slipped and column.first_text:
        row, cell = column.first_text
        raise DataError(
            f"Row {row}, column {column.name!r}: expected a number as in the rest of the column, found "
            f"{_short(cell)}. Mend the cell, or empty it."
        )
    if column.is_number and column.first_infinite:
        row, cell = column.first_infinite
        raise DataError(
            f"Row {row}, column {column.name!r}: expected a finite number of ordinary size, found "
            f"{_short(cell)}. Mend the cell, or empty it."
        )


def _task(table: Table, target: SurveyedColumn, rows: int) -> tuple[bool, tuple[str, ...]]:
    """Whether the target is a class, and a note where that was a guess."""
    name = target.name
    if not target.filled:
        raise DataError(f"The target {name!r} is empty in every row. Choose another column as target.")
    if table.task == "regression" and not target.is_number:
        row, cell = target.first_text or (1, "")
        raise DataError(
            f"Row {row}, column {name!r}: expected a number to predict, found {_short(cell)}. "
            "Choose classification, or another target."
        )
    if table.task == "regression" or (table.task == "auto" and target.is_number and not _few_whole(target)):
        return False, ()
    if _too_varied(target):
        raise DataError(
            f"The target {name!r} has a class of its own for nearly every row. Choose a column with few "
            "different values" + (", or regression." if target.is_number else ".")
        )
    if table.task == "auto" and target.is_number:
        count = len(target.distinct or ())
        return True, (f"{name!r} holds few whole numbers ({count}), so they are taken for classes.",)
    return True, ()


def _few_whole(column: SurveyedColumn) -> bool:
    values = {float(text.replace(",", ".")) for text in column.distinct or ()}
    few = 0 < len(values) <= FEW_NUMBERS and column.filled >= USES * len(values)
    return few and all(value.is_integer() for value in values)


def reading_options(table: Table, seen: Survey, used: tuple[SurveyedColumn, ...]) -> dict[str, object]:
    """What `read_csv` must be told beside the path, only where it differs from its defaults."""
    types = dict(_types(used))
    found: dict[str, tuple[object, bool]] = {
        "sep": (table.separator, table.separator != ","),
        "header": (0 if table.header else None, seen.renamed),
        "names": (list(seen.names), seen.renamed),
        "decimal": (seen.decimal, seen.decimal != "."),
        "encoding": (seen.encoding, seen.encoding != "utf-8"),
        "skipinitialspace": (True, seen.skip_spaces),
        "dtype": (types, bool(types)),
        "low_memory": (False, seen.size > LARGE_FILE),
        "compression": (None, Path(table.path).suffix.lower() in COMPRESSIONS),
    }
    return {name: value for name, (value, needed) in found.items() if needed}


def _types(used: tuple[SurveyedColumn, ...]) -> Iterator[tuple[str, str]]:
    """The columns pandas would read as something else: true/false as booleans, huge whole numbers as texts."""
    for column in used:
        if column.is_number and column.long_whole:
            yield column.name, "float64"
        if not column.is_number and column.distinct is not None and column.distinct <= READING_BOOLEANS:
            yield column.name, "str"


def _file_notes(seen: Survey) -> Iterator[str]:
    if seen.encoding == "latin-1":
        yield "The file is not UTF-8; it is read as Latin-1. Look whether letters with accents are right."
    if seen.decimal == ",":
        yield "Numbers are read with a decimal comma."


def _constant_notes(features: tuple[SurveyedColumn, ...]) -> Iterator[str]:
    for column in features:
        if column.distinct is not None and len(column.distinct) == 1:
            yield f"{column.name!r} is the same in every row, so nothing can be learned from it."


def _too_few(rows: int) -> str:
    return f"Expected at least {FEWEST_ROWS} rows to learn from, found {rows}. Choose a longer table."


def _short(cell: str) -> str:
    return repr(cell if len(cell) <= 40 else cell[:37] + "...")
