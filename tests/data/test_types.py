"""The type of a column is guessed, and can be said."""

import importlib.util
from pathlib import Path

import numpy as np
import pytest

from designer.data import describe, load_examples
from designer.data.columntypes import date_format
from designer.errors import DataError
from designer.graph.specs import DataSpec, Table

_spec = importlib.util.spec_from_file_location("test_code", Path(__file__).parent / "test_code.py")
assert _spec and _spec.loader
_code = importlib.util.module_from_spec(_spec)
_spec.loader.exec_module(_code)
assert_same = _code.assert_same

HEADER = "nr,zip,size,when,said,kind,y\n"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    rows = (
        f"{at},{1000 + at % 5},{'?' if at % 6 == 0 else at / 3:},{1 + at % 28:02}.{1 + at % 12:02}.2024,"
        f"it was the {at}th time,{'ab'[at % 2]},{at * 1.5}\n"
        for at in range(60)
    )
    (tmp_path / "t.csv").write_text(HEADER + "".join(rows))
    return tmp_path / "t.csv"


def source(path: Path, **options: object) -> Table:
    return Table(str(path), **{"features": ("nr", "zip", "when", "kind"), **options})


def test_types_are_guessed(path: Path) -> None:
    facts = describe(DataSpec(source(path)))
    assert [column.holds for column in facts.columns] == [
        "number",
        "number",
        "number",
        "date",
        "text",
        "category",
        "number",
    ]
    assert [column.cells for column in facts.columns] == [60] * 7


@pytest.mark.parametrize(
    ("types", "features"),
    [
        ({"zip": "category"}, ("zip", "kind")),
        ({"when": "category"}, ("when", "kind")),
        ({"size": "number"}, ("size", "kind")),
        ({"size": "number", "when": "text"}, ("size",)),
        ({"kind": "text"}, ("kind",)),
        ({"nr": "identifier", "size": "number"}, ()),
        ({"when": "date"}, ("when",)),
    ],
)
@pytest.mark.parametrize("missing", ["drop", "fill"])
def test_a_type_that_is_said_holds_in_the_script_too(
    path: Path, types: dict[str, str], features: tuple[str, ...], missing: str
) -> None:
    assert_same(DataSpec(source(path, types=types, features=features, missing=missing)))


def test_numbers_said_to_be_categories_keep_their_look(path: Path) -> None:
    facts = describe(DataSpec(source(path, types={"zip": "category"}, features=("zip",))))
    assert facts.columns[1].categories == ("1000", "1001", "1002", "1003", "1004") and facts.input_shape == (5,)


def test_what_is_no_number_in_a_column_said_to_be_one_counts_as_empty(path: Path) -> None:
    facts = describe(DataSpec(source(path, types={"size": "number"}, features=("size",))))
    assert facts.columns[2].missing == 10 and facts.rows == 50


def test_a_column_said_to_name_its_rows_is_left_out(path: Path) -> None:
    table = Table(str(path), types={"nr": "identifier", "size": "number"})
    roles = {column.name: column.role for column in describe(DataSpec(table)).columns}
    assert roles["nr"] == "unused" and roles["zip"] == "feature"


def test_a_type_that_cannot_be_is_refused_in_a_sentence(path: Path) -> None:
    for types, word in (({"kind": "number"}, "no numbers"), ({"kind": "date"}, "no dates")):
        with pytest.raises(DataError, match=word):
            load_examples(DataSpec(source(path, types=types)))


def test_a_date_that_is_none_is_named_with_its_row(tmp_path: Path) -> None:
    days = [f"2024-01-{1 + at % 28:02}" for at in range(1_500)]
    rows = [f"{day} {at // 60 % 24:02}:{at % 60:02}:00,{at / 7}" for at, day in enumerate(days)]
    rows[1_400] = "2024-02-31 10:00:00,1.5"
    (tmp_path / "d.csv").write_text("when,y\n" + "\n".join(rows))
    with pytest.raises(DataError, match=r"Row 1402, column 'when': .*2024-02-31"):
        load_examples(DataSpec(Table(str(tmp_path / "d.csv"))))


@pytest.mark.parametrize(
    ("cells", "written"),
    [
        (["2024-01-31"], "%Y-%m-%d"),
        (["31.01.2024"], "%d.%m.%Y"),
        (["01/31/2024"], "%m/%d/%Y"),
        (["31/01/2024"], "%d/%m/%Y"),
        (["2024-01-31T10:00:00Z"], "%Y-%m-%dT%H:%M:%SZ"),
        (["2024-13-31"], ""),
        ([], ""),
    ],
)
def test_dates_are_known_by_how_they_are_written(cells: list[str], written: str) -> None:
    assert date_format(cells) == written


def test_day_and_month_that_cannot_be_told_apart_are_said(tmp_path: Path) -> None:
    text = "when,y\n" + "".join(f"{1 + at % 12:02}/{1 + at % 11:02}/2024,{at / 7}\n" for at in range(40))
    (tmp_path / "d.csv").write_text(text)
    notes = describe(DataSpec(Table(str(tmp_path / "d.csv")))).notes
    assert any("month/day/year" in note for note in notes)
    assert np.isfinite(load_examples(DataSpec(Table(str(tmp_path / "d.csv")))).x_train).all()
