"""How a surveyed table becomes numbers: decided once, then done by `tables` and printed by `code`."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from msgspec.structs import replace

from designer.data.columntypes import typed
from designer.data.columnuse import is_text, left_out, only_alone, refuse_slips, task_of, too_few, unfit
from designer.data.formats import Format, format_of
from designer.data.large import is_large
from designer.data.sources import FEWEST_ROWS
from designer.data.survey import Survey, SurveyedColumn, survey
from designer.data.tablenotes import constant_notes, file_notes
from designer.errors import DataError
from designer.graph.specs import WHOLE, Part, Table

COMPRESSIONS: Final = (".bz2", ".gz", ".tar", ".xz", ".zip", ".zst")
"""The endings by which pandas would take a plain file for a compressed one."""

LARGE_FILE: Final = 1_000_000
"""From this size on pandas must be told to look at a column as a whole."""

READING_BOOLEANS: Final = frozenset({"True", "TRUE", "true", "False", "FALSE", "false"})


@dataclass(frozen=True)
class TablePlan:
    """A table with every choice made. `reader` is the function of pandas that reads it, `options` what it is told.

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
    reader: str = "read_csv"
    once: bool = False
    split: SurveyedColumn | None = None
    """The column that says which rows are held back."""
    format: Format = "csv"

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
    def looked_at(self) -> tuple[SurveyedColumn, ...]:
        """The columns that have to be read as they were surveyed."""
        return (*self.features, *self.targets, *([self.weights] if self.weights else []))

    @property
    def used(self) -> tuple[SurveyedColumn, ...]:
        """The columns that say something of a row, in the file's order."""
        taken = {column.name for column in (*self.features, *self.targets)}
        return tuple(column for column in self.survey.columns if column.name in taken)

    @property
    def changed(self) -> tuple[SurveyedColumn, ...]:
        """The columns that become something else once they are read."""
        used = {column.name for column in self.used}
        beside = [one for one in (self.split, self.weights) if one is not None and one.name not in used]
        more = {column.name: column for column in beside}
        return tuple(column for column in (*self.used, *more.values()) if column.change)

    @property
    def gaps(self) -> tuple[str, ...]:
        return tuple(column.name for column in (*self.features, *self.never_filled) if column.missing)

    @property
    def never_filled(self) -> tuple[SurveyedColumn, ...]:
        """The columns without whose cell a row says nothing."""
        return (*self.targets, self.split) if self.split and self.split not in self.targets else self.targets


def plan_table(table: Table, split: str = "") -> TablePlan:
    """Decide how a table is read and turned into numbers. Raises `DataError` naming row and column.

    `split` is the column that says which rows are held back, if one does.
    """
    form = format_of(table.path)
    try:
        return _planned(table, split, form, surveyed(table))
    except DataError as error:
        if form != "excel" or not table.sheet:
            raise
        raise DataError(f"Sheet {table.sheet!r}: {error}") from None


def surveyed(table: Table) -> Survey:
    """What a table of any format holds, each column of its type. Raises `DataError`."""
    text_file = format_of(table.path) == "csv"
    if is_large(table):
        from designer.data.largesurvey import survey_in_pieces

        seen = survey_in_pieces(table)
    elif text_file:
        seen = survey(Path(table.path), table.separator, table.header)
    else:
        # They load pandas, which a text file does without.
        from designer.data.frames import read_frame
        from designer.data.framesurvey import survey_frame

        read = read_frame(table)
        first = 1 + table.header if format_of(table.path) == "excel" else 1
        seen = dataclasses.replace(survey_frame(read.frame, first), sheets=read.sheets, indexed=read.indexed)
    columns = tuple(typed(column, table.types, text_file=text_file) for column in seen.columns)
    return dataclasses.replace(seen, columns=columns)


def _planned(table: Table, split: str, form: Format, seen: Survey) -> TablePlan:
    by_name = {column.name: column for column in seen.columns}
    target = _named(by_name, table.target or seen.names[-1], "target")
    if seen.rows < FEWEST_ROWS:
        raise DataError(too_few(seen.rows))
    refuse_slips(target, texts=table.task != "classification")
    classification, task_notes = task_of(table, target, seen.rows)
    more, more_notes = _more(table, by_name, target, seen.rows)
    targets = (target, *(column for column, _ in more))
    weights = _weights(table, by_name, targets)
    taken = (*targets, *([weights] if weights else []))
    parting = _named(by_name, split, "column to split by") if split else None
    features, feature_notes = _features(_with_parts(table), by_name, taken, seen.rows, parting)
    reader, options = _reading(table, seen, (*features, *taken, *([parting] if parting else [])))
    return TablePlan(
        path=table.path,
        options=options,
        target=target,
        features=features,
        classification=classification,
        fill=table.missing == "fill",
        survey=seen,
        notes=(*file_notes(seen), *feature_notes, *task_notes, *more_notes, *constant_notes(features)),
        more=more,
        parts=table.parts,
        weights=weights,
        reader=reader,
        once=table.once,
        split=parting,
        format=form,
    )


def _reading(table: Table, seen: Survey, used: tuple[SurveyedColumn, ...]) -> tuple[str, Mapping[str, object]]:
    if format_of(table.path) == "csv":
        return "read_csv", reading_options(table, seen, used)
    from designer.data.frames import reading_call

    return reading_call(table)


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
    refuse_slips(column)
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
        refuse_slips(column)
        classification, said = task_of(replace(table, task="auto"), column, rows)
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
    table: Table,
    by_name: Mapping[str, SurveyedColumn],
    targets: tuple[SurveyedColumn, ...],
    rows: int,
    parting: SurveyedColumn | None,
) -> tuple[tuple[SurveyedColumn, ...], tuple[str, ...]]:
    """The columns to learn from, of which `parting` is none unless it is chosen, and a note for each that was left out because nobody asked for it."""
    if table.features:
        chosen = {_named(by_name, name, "feature").name for name in table.features}
        for target in targets:
            if target.name in chosen:
                role = "weight" if target.name == table.weights else "target"
                raise DataError(f"The column {target.name!r} is both {role} and feature. Take it off the features.")
        for name in chosen:
            if (fault := unfit(by_name[name], rows)) and not (len(chosen) == 1 and is_text(by_name[name])):
                raise DataError(f"{fault} {only_alone(by_name[name])}")
        kept, notes = [column for name, column in by_name.items() if name in chosen], []
    else:
        others = [column for column in by_name.values() if column not in targets and column is not parting]
        if len(others) == 1 and is_text(others[0]):
            return (others[0],), ()
        notes = [f"{fault} {left_out(column)}" for column in others if (fault := unfit(column, rows))]
        kept = [column for column in others if not unfit(column, rows)]
    if not kept:
        reason = notes[0] if notes else f"{targets[0].name!r} is the only column."
        raise DataError(f"Expected a column to learn from, found none. {reason}")
    for column in kept:
        refuse_slips(column)
    return tuple(kept), tuple(notes)


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
        if column.change:
            continue
        if column.told and not column.is_number:
            yield column.name, "str"
        elif column.is_number and column.long_whole:
            yield column.name, "float64"
        elif not column.is_number and column.distinct is not None and column.distinct <= READING_BOOLEANS:
            yield column.name, "str"
