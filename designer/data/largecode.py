"""What a script says of a table larger than memory: its pieces, prepared one after the other into a file of numbers."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from designer.data.changes import change_lines
from designer.data.largetables import (
    categories_of,
    fills_of,
    floats_of,
    kept_columns,
    options_of,
    refuse_unfit,
    spans_of,
    wanted,
    width_at_once,
)
from designer.data.ondisk import NUMBERS, NUMBERS_OF_EACH, ROWS
from designer.data.tableplan import TablePlan, features_of
from designer.literals import literal

Listing = Callable[[str, list[str]], str]
Calling = Callable[[str, list[str]], str]
Parts = tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]


def large_code(plan: TablePlan, answers: tuple[str, ...], listed: Listing, called: Calling, *, parted: bool) -> Parts:
    """The imports, functions and lines that define `x` on the disk and `y`; `answers` define `y` by what is kept.

    `parted` says whether both have several by name. Raises `DataError` for what needs all rows together.
    """
    refuse_unfit(plan)
    parquet = plan.reader != "read_csv"
    imports = ("import tempfile", "import pandas as pd", *(("import pyarrow.parquet as parquet",) if parquet else ()))
    return (
        imports,
        (ROWS,),
        (
            *_lines(plan, listed, called, parted),
            *answers,
            *(NUMBERS_OF_EACH if parted else NUMBERS),
        ),
    )


def _lines(plan: TablePlan, listed: Listing, called: Calling, parted: bool) -> Iterator[str]:
    kinds = categories_of(plan)
    yield "# the table is more than memory holds: it is read in pieces, and its numbers are kept in a file"
    if parted:
        yield "parts = {"
        for name, columns in features_of(plan).items():
            yield f"    {literal(name)}: {literal([column.name for column in columns])},"
        yield "}"
    else:
        yield listed("features", [column.name for column in plan.features])
    if kinds:
        yield "kinds = {"
        yield from (f"    {literal(name)}: {literal(list(texts))}," for name, texts in kinds.items())
        yield "}"
        yield "categories = {name: pd.CategoricalDtype(texts) for name, texts in kinds.items()}"
    yield "folder = tempfile.TemporaryDirectory(ignore_cleanup_errors=True)"
    yield "kept = []"
    yield 'with open(f"{folder.name}/rows", "wb") as file:'
    yield from _indented(_loop(plan, called), 1)
    yield from _indented(_piece(plan, bool(kinds), listed, parted), 2)
    yield 'x = np.memmap(file.name, "float32", "r").reshape(-1, piece.shape[1])'
    if parted:
        spans = (f"{literal(name)}: x[:, {span.start}:{span.stop}]" for name, span in spans_of(plan).items())
        yield f"x = {{{', '.join(spans)}}}"
    yield "table = pd.concat(kept)"


def _loop(plan: TablePlan, called: Calling) -> Iterator[str]:
    rows = width_at_once(plan)
    if plan.reader != "read_csv":
        yield f"for batch in parquet.ParquetFile({literal(plan.path)}).iter_batches({rows}):"
        return
    told = [f"{name}={literal(value)}" for name, value in options_of(plan, wanted(plan)).items()]
    yield called("pieces = pd.read_csv", [literal(plan.path), *told, f"chunksize={rows}"])
    yield "for table in pieces:"


def _piece(plan: TablePlan, kinds: bool, listed: Listing, parted: bool) -> Iterator[str]:
    if plan.reader != "read_csv":
        yield "table = batch.to_pandas()"
        if plan.survey.renamed:
            yield listed("table.columns", list(plan.survey.names))
        used = {column.name for column in wanted(plan)}
        if floats := {name: kind for name, kind in floats_of(plan).items() if name in used}:
            yield f"table = table.astype({literal(floats)})"
    for column in plan.changed:
        yield from change_lines(column)
    fills = fills_of(plan)
    gone = [name for name in plan.gaps if name not in fills]
    if gone:
        yield f"table = table.dropna(subset={literal(gone)})"
    if fills:
        yield f"table = table.fillna({literal(fills)})"
    yield f"kept.append(table[{literal(kept_columns(plan))}])"
    yield from _numbers(kinds, parted)
    yield "piece.tofile(file)"


def _numbers(kinds: bool, parted: bool) -> Iterator[str]:
    """The numbers of a piece; of several parts side by side."""
    if parted:
        if kinds:
            yield "table = table.astype(categories)"
        cells = "pd.get_dummies(table[names])" if kinds else "table[names]"
        yield f'piece = [{cells}.to_numpy("float32") for names in parts.values()]'
        yield "piece = np.hstack(piece)"
    elif kinds:
        yield "piece = pd.get_dummies(table[features].astype(categories), columns=list(kinds))"
        yield 'piece = piece.to_numpy("float32")'
    else:
        yield 'piece = table[features].to_numpy("float32")'


def _indented(lines: Iterator[str], deep: int) -> Iterator[str]:
    for line in lines:
        yield from ("    " * deep + part for part in line.split("\n"))
