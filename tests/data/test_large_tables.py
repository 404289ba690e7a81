"""Tables larger than memory are read in pieces, and give the very arrays, facts and scripts that others give."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any, BinaryIO

import msgspec
import numpy as np
import pandas as pd
import pyarrow as pa
import pytest
from pyarrow import parquet

from designer.data import large, largesurvey, largetables, load_examples, room, source_code, spilling
from designer.data.large import is_large
from designer.data.rows import arrays
from designer.data.rows import in_memory as in_memory_now
from designer.data.stored import StoredRows
from designer.errors import DataError
from designer.graph.specs import DataSpec, Part, Table
from designer.paths import cache_folder
from tests.data.rereading import forget
from tests.data.test_stored import same

ROWS = 97


@pytest.fixture(autouse=True)
def small_memory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A machine that holds a hundred numbers and reads ten rows at once, with a cache of its own."""
    monkeypatch.setenv("LAYERLOOM_HOME", str(tmp_path / "home"))
    monkeypatch.setattr(room, "MOST_NUMBERS", 100)
    monkeypatch.setattr(large, "CELLS_AT_ONCE", 1)
    monkeypatch.setattr(large, "FEWEST_AT_ONCE", 10)
    forget()
    yield
    forget()


def frame() -> pd.DataFrame:
    """Columns of every sort; some have gaps, or look like numbers in the first pieces and like texts later."""
    rng, at = np.random.default_rng(3), np.arange(ROWS)
    return pd.DataFrame({
        "amount": rng.normal(5, 2, ROWS).round(3),
        "whole": rng.integers(-5, 1000, ROWS),
        "gappy": np.where(at % 7 == 3, np.nan, rng.normal(size=ROWS).round(2)),
        "colour": np.array(["red", "blue", "Zürich, green", "n"])[at % 4],
        "code": np.where(at < 60, "0" + (at % 3).astype("str"), np.array(["x", "y"])[at % 2]),
        "yes": np.where(at % 2 == 0, "true", "false"),
        "day": pd.date_range("2024-01-01", periods=ROWS).strftime("%Y-%m-%d"),
        "rare": np.where(at == 3, "once", np.where(at % 2 == 0, "a", "b")),
        "side": np.where(at % 5 == 0, "validation", "train"),
        "kind": np.array(["cat", "dog", "owl"])[at % 3],
        "number": (at % 4),
        "holes": np.where((at > 40) & (at % 9 == 1), np.nan, at % 4),
        "unsaid": np.where(at % 11 == 2, None, np.array(["b", "a", "b", "c", "a"])[at % 5]),
        "price": rng.normal(100, 20, ROWS).round(2),
    })  # fmt: skip


HOLES = {"features": ("amount", "holes"), "types": {"holes": "category"}}
CASES: dict[str, dict[str, Any]] = {
    "amounts": {"target": "price", "features": ("amount", "whole")},
    "all of them": {"target": "price"},
    "gaps and categories": {"target": "kind", "features": ("rare", "gappy", "colour", "code", "yes")},
    "a class of numbers": {"target": "number", "features": ("amount", "day")},
    "types that were said": {"target": "price", "features": ("number", "whole"), "types": {"number": "category"}},
    "whole numbers with gaps": {"target": "price", **HOLES},
    "gaps that are filled": {"target": "price", "features": ("gappy", "amount", "colour", "unsaid"), "missing": "fill"},
    "filled gaps of both sorts": {"target": "unsaid", "missing": "fill", **HOLES},
    "filled gaps without an answer": {"target": "gappy", "features": ("holes", "unsaid"), "missing": "fill"},
    "several targets": {
        "target": "price",
        "more_targets": ("kind", "number"),
        "features": ("amount", "gappy", "colour"),
    },
    "several parts": {
        "target": "price",
        "parts": (
            Part("one", ("amount", "gappy")),
            Part("other", ("colour", "whole", "code")),
            Part("third", ("whole",)),
        ),
    },
    "parts of numbers and several targets, filled": {
        "target": "kind",
        "more_targets": ("unsaid",),
        "missing": "fill",
        "parts": (Part("one", ("amount", "gappy")), Part("other", ("holes",))),
    },
    "a class of them": {"target": "holes", "features": ("amount",), "types": {"holes": "category"}},
}
FORMS = ("csv", "tsv", "semicolons", "headless", "parquet")


def written(folder: Path, form: str, **told: Any) -> Table:
    found = frame()
    if form == "parquet":
        typed = pa.Table.from_pandas(found, preserve_index=False)
        at = typed.column_names.index("holes")  # whole numbers in the file, which a frame with gaps has none of
        whole = typed.set_column(at, "holes", typed["holes"].cast("int64"))
        parquet.write_table(whole, folder / "rows.parquet")
        return Table(str(folder / "rows.parquet"), **told)
    sep = {"tsv": "\t", "semicolons": ";"}.get(form, ",")
    path, header = folder / f"rows.{'tsv' if form == 'tsv' else 'csv'}", form != "headless"
    found.to_csv(path, sep=sep, index=False, header=header, encoding="utf-8", decimal="," if sep == ";" else ".")
    if not header:
        places = {name: f"column {at}" for at, name in enumerate(found.columns, 1)}
        told = {
            "target": places[told["target"]],
            "features": tuple(places[name] for name in told.get("features", ())),
            "types": {places[name]: kind for name, kind in told.get("types", {}).items()},
            "more_targets": tuple(places[name] for name in told.get("more_targets", ())),
            "parts": tuple(
                Part(one.name, tuple(places[name] for name in one.columns)) for one in told.get("parts", ())
            ),
            "missing": told.get("missing", "drop"),
        }
    return Table(str(path), separator=sep, header=header, **told)


def in_memory(spec: DataSpec, monkeypatch: pytest.MonkeyPatch) -> Any:
    forget()
    with monkeypatch.context() as roomy:
        roomy.setattr(room, "MOST_NUMBERS", 10**9)
        held = load_examples(spec)
    forget()
    assert in_memory_now(held.x_train)
    return held


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("case", CASES)
def test_a_large_table_gives_what_it_gives_in_memory(
    case: str, form: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    spec = DataSpec(written(tmp_path, form, **CASES[case]))
    stored, held = load_examples(spec), in_memory(spec, monkeypatch)
    assert all(isinstance(part, StoredRows) for part in arrays(stored.x_train))
    alike(stored, held)
    np.testing.assert_array_equal(stored.numbers, held.numbers)
    assert stored.layouts == held.layouts
    same(told(stored), told(held))


def told(examples: Any) -> Any:
    """The facts, but for words of columns nobody uses: in memory, true there is True."""
    facts = msgspec.to_builtins(examples.facts)
    for column in facts["columns"]:
        column["common"] = () if column["role"] == "unused" else column["common"]
    return facts


SIDES = ("x_train", "x_validation", "y_train", "y_validation")


def alike(stored: Any, held: Any) -> None:
    for side in SIDES:
        pairs = zip(arrays(getattr(stored, side)), arrays(getattr(held, side)), strict=True)
        for ours, theirs in pairs:
            np.testing.assert_array_equal(ours[:], theirs)
            assert ours.dtype == theirs.dtype


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("case", CASES)
def test_the_script_makes_the_same_arrays(case: str, form: str, tmp_path: Path) -> None:
    spec = DataSpec(written(tmp_path, form, **CASES[case]))
    made, stored = run(spec), load_examples(spec)
    for side in SIDES:
        for ours, theirs in zip(arrays(made[side]), arrays(getattr(stored, side)), strict=True):
            rows = ours[np.arange(len(ours))]
            np.testing.assert_array_equal(rows, theirs[:])
            assert rows.dtype == theirs.dtype


def run(spec: DataSpec) -> dict[str, Any]:
    code = source_code(spec)
    assert code.on_disk
    made: dict[str, Any] = {}
    exec("\n".join((*code.imports, *code.functions, code.body)), made)
    return made


@pytest.mark.parametrize("form", FORMS[:2])
def test_rows_weigh_what_they_weigh_in_memory(form: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    spec = DataSpec(written(tmp_path, form, target="kind", features=("amount", "gappy"), weights="number"))
    stored, held, made = load_examples(spec), in_memory(spec, monkeypatch), run(spec)
    alike(stored, held)
    for side in ("w_train", "w_validation"):
        np.testing.assert_array_equal(getattr(stored, side), getattr(held, side))
        np.testing.assert_array_equal(made[side], getattr(held, side))


def test_a_weight_below_nothing_is_named_by_its_row(tmp_path: Path) -> None:
    path = tmp_path / "rows.csv"
    path.write_text("a,w,y\n" + "".join(f"{at},{-3 if at == 70 else 1},{at}\n" for at in range(ROWS)), encoding="utf-8")
    spec = DataSpec(Table(str(path), weights="w"))
    with pytest.raises(DataError, match="Row 72, column 'w': expected a weight of at least 0, found -3"):
        load_examples(spec)


def test_a_column_with_no_cell_to_fill_its_gaps_with_is_named(tmp_path: Path) -> None:
    path = tmp_path / "rows.csv"
    rows = (f"{'' if at % 2 else at},{at if at % 2 else ''}\n" for at in range(ROWS))
    path.write_text("a,y\n" + "".join(rows), encoding="utf-8")
    with pytest.raises(DataError, match=r"No row with a 'y' has a 'a'\. Take it off the features."):
        load_examples(DataSpec(Table(str(path), missing="fill")))


def test_medians_of_many_columns_are_taken_as_many_at_once_as_fit(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    cells = np.arange(6.0 * 50).reshape(50, 6) % 37
    cells[::4, :5] = np.nan
    pd.DataFrame(cells, columns=list("abcdey")).to_csv(tmp_path / "rows.csv", index=False)
    spec = DataSpec(Table(str(tmp_path / "rows.csv"), missing="fill"))
    held = in_memory(spec, monkeypatch)
    for most in (90, 250):
        forget()
        monkeypatch.setattr(room, "MOST_NUMBERS", most)
        stored = load_examples(spec)
        assert isinstance(stored.x_train, StoredRows)
        alike(stored, held)


@pytest.mark.parametrize(
    "split",
    [
        {"split_by": "class"},
        {"split_by": "column", "split_column": "side"},
        {"split_by": "time", "split_column": "day"},
        {"split_by": "group", "split_column": "colour"},
    ],
)
def test_it_is_split_as_in_memory(split: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    table = written(tmp_path, "csv", target="kind", features=("amount", "gappy"))
    spec = DataSpec(table, **split)
    stored = load_examples(spec)
    alike(stored, in_memory(spec, monkeypatch))
    np.testing.assert_array_equal(run(spec)["x_validation"][np.arange(3)], stored.x_validation[:3])


def test_its_numbers_are_kept_and_not_written_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    spec = DataSpec(written(tmp_path, "csv", target="price", features=("amount", "colour")))
    first = load_examples(spec).x_train[:]
    (kept,) = (cache_folder() / "rows").glob("*.npy")
    forget()
    monkeypatch.setattr(spilling, "_write", None)
    np.testing.assert_array_equal(load_examples(spec).x_train[:], first)
    assert kept.is_file()


@pytest.mark.parametrize(
    ("told", "what"),
    [
        ({"once": True}, "copies of rows"),
        ({"types": {"colour": "text"}, "features": ("colour",)}, "texts"),
    ],
)
def test_what_needs_all_rows_together_is_refused_in_a_sentence(told: Any, what: str, tmp_path: Path) -> None:
    spec = DataSpec(written(tmp_path, "csv", target="price", **told))
    for ask in (load_examples, source_code):
        with pytest.raises(DataError, match=f"larger than memory, and .*{what}"):
            ask(spec)


@pytest.mark.parametrize(
    ("damage", "why"),
    [
        (lambda text: text + b"1,2\n", "more or fewer cells"),
        (lambda text: text + b'"' + b"1," * 11 + b"2\n", "quotation marks"),
        (lambda text: text.replace(b"blue", b"bl\xfce"), "no text in UTF-8"),
        (lambda text: text + b"1," * 40 + b"2\n", "cannot be read as a table"),
        (lambda text: text.replace(b"\n", b",\n", 3).replace(b",\n", b"\n", 2), "Row 3: expected"),
        (lambda text: text.replace(b"amount,whole", b"amount,amount"), "are both called 'amount'"),
        (lambda text: text.replace(b"\n", b"\r"), "a row that ends"),
    ],
)
def test_what_cannot_be_read_in_pieces_is_refused_in_a_sentence(
    damage: Any, why: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(largesurvey, "BEGINNING", 1500)
    table = written(tmp_path, "csv", target="price")
    path = Path(table.path)
    path.write_bytes(damage(path.read_bytes()))
    with pytest.raises(DataError, match=why):
        load_examples(DataSpec(table))


@pytest.mark.parametrize("looked_at", range(150, 320, 17))
def test_cells_of_several_lines_stand_anywhere(looked_at: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(largesurvey, "BEGINNING", looked_at)
    path = tmp_path / "rows.csv"
    rows = (f'{at},"{"ab"[at % 2]}\nand {at % 3}\n",{at * 1.5}\n' for at in range(60))
    path.write_text("a,b,y\n" + "".join(rows), encoding="utf-8")
    spec = DataSpec(Table(str(path)))
    stored = load_examples(spec)
    assert isinstance(stored.x_train, StoredRows)
    alike(stored, in_memory(spec, monkeypatch))


def test_texts_of_parquet_that_are_none_are_told_of(tmp_path: Path) -> None:
    bytes_ = pa.array([b"fine"] * 60 + [b"\xff\xfe"] * 37)
    texts = pa.StringArray.from_buffers(len(bytes_), *bytes_.buffers()[1:])
    parquet.write_table(pa.table({"a": range(ROWS), "b": texts}), tmp_path / "rows.parquet")
    with pytest.raises(DataError, match="damaged, or is no Parquet file"):
        load_examples(DataSpec(Table(str(tmp_path / "rows.parquet"), target="a")))


def test_a_slip_is_named_by_its_row(tmp_path: Path) -> None:
    table = written(tmp_path, "csv", target="price", features=("amount",))
    lines = Path(table.path).read_text(encoding="utf-8").splitlines()
    lines[80] = "oops" + lines[80][lines[80].index(",") :]
    Path(table.path).write_text("\n".join(lines) + "\n", encoding="utf-8")
    with pytest.raises(DataError, match=r"Row 81, column 'amount'.*'oops'"):
        load_examples(DataSpec(table))


def test_a_piece_that_fails_leaves_no_file_open(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    spec = DataSpec(written(tmp_path, "csv", target="price", features=("amount", "colour")))
    opened: list[BinaryIO] = []

    class Failing(largetables._Writer):
        def add(self, rows: np.ndarray) -> None:
            opened.append(self._file)
            raise DataError("it is not so")

    monkeypatch.setattr(largetables, "_Writer", Failing)
    with pytest.raises(DataError, match="not so"):
        load_examples(spec)
    assert [file.closed for file in opened] == [True]


def test_a_small_table_is_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    table = written(tmp_path, "csv", target="price")
    assert is_large(table)
    forget()
    monkeypatch.setattr(room, "MOST_NUMBERS", 10**9)
    assert not is_large(table)
