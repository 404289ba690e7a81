"""Tables: how columns become numbers, and how the many ways to write a CSV file are read."""

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from pandas._libs.parsers import STR_NA_VALUES

from designer.data import describe, load_examples, resolve
from designer.data.examples import Examples
from designer.data.survey import EMPTY
from designer.graph.specs import DataFacts, DataSpec, Table

Write = Callable[..., Path]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    def write(text: str | bytes, name: str = "table.csv") -> Path:
        path = tmp_path / name
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return path

    return write


def flats(cell: Callable[[int], str] = lambda at: "north" if at % 3 else "south", rows: int = 30) -> str:
    return "area,district,rent\n" + "".join(f"{20 + at},{cell(at)},{300 + 7.5 * at}\n" for at in range(rows))


def loaded(path: Path, **options: object) -> Examples:
    return load_examples(DataSpec(Table(str(path), **options)))


def facts_of(path: Path, **options: object) -> DataFacts:
    return describe(DataSpec(Table(str(path), **options)))


def whole(examples: Examples) -> np.ndarray:
    """All rows of x, sorted by the first column."""
    x = np.concatenate([examples.x_train, examples.x_validation])
    return x[np.argsort(x[:, 0])]


def test_empty_cells_are_those_pandas_takes_for_empty() -> None:
    assert EMPTY == STR_NA_VALUES


def test_texts_become_one_column_each_after_the_numbers(write: Write) -> None:
    examples = loaded(write(flats()))
    assert examples.facts.input_shape == (3,) and examples.facts.task == "regression"
    assert whole(examples)[:3].tolist() == [[20, 0, 1], [21, 1, 0], [22, 1, 0]]
    assert examples.facts.columns[1].categories == ("north", "south")
    assert [column.role for column in examples.facts.columns] == ["feature", "feature", "target"]


def test_the_last_column_is_the_target_unless_another_is_named(write: Write) -> None:
    path = write(flats())
    assert facts_of(path).columns[2].role == "target"
    facts = facts_of(path, target="district")
    assert facts.task == "binary" and facts.classes == ("north", "south") and facts.class_counts == (20, 10)


def test_a_category_the_training_rows_lack_is_counted_as_still(write: Write) -> None:
    def with_one_in_the_east(row: int) -> DataFacts:
        return facts_of(write(flats(lambda at: "east" if at == row else "north" if at % 3 else "south")))

    found = [with_one_in_the_east(row) for row in range(30)]
    assert sum(facts.still for facts in found) == found[0].validation_rows


def test_only_the_features_named_are_learned_from(write: Write) -> None:
    facts = facts_of(write(flats()), features=("area",))
    assert facts.input_shape == (1,)
    assert [column.role for column in facts.columns] == ["feature", "unused", "target"]


def test_class_numbers_follow_the_sorted_classes(write: Write) -> None:
    path = write("size,kind\n" + "".join(f"{at},{['zebra', 'ant', 'mole'][at % 3]}\n" for at in range(30)))
    examples = loaded(path)
    assert examples.facts.classes == ("ant", "mole", "zebra") and examples.facts.task == "multiclass"
    numbers = dict(zip(examples.x_train[:, 0].astype(int), examples.y_train[:, 0], strict=True))
    assert all(number == (2, 0, 1)[at % 3] for at, number in numbers.items())


def test_few_whole_numbers_are_classes_unless_regression_is_asked_for(write: Write) -> None:
    path = write("a,stars\n" + "".join(f"{at / 3},{at % 5 + 1}\n" for at in range(60)))
    facts = facts_of(path)
    assert facts.classes == ("1", "2", "3", "4", "5") and "stars" in facts.notes[0]
    assert facts_of(path, task="regression").task == "regression"


def test_class_numbers_keep_their_look_beside_empty_cells(write: Write) -> None:
    path = write("a,won\n" + "".join(f"{at},{'' if at == 3 else at % 2}\n" for at in range(30)))
    assert facts_of(path).classes == ("0", "1")


def test_rows_with_an_empty_cell_are_left_out_and_counted(write: Write) -> None:
    facts = facts_of(write(flats(lambda at: "" if at % 5 == 0 else "north")))
    assert facts.rows == 24 and facts.columns[1].missing == 6
    assert any("6 of 30 rows" in note for note in facts.notes)


def test_empty_cells_of_unused_columns_do_not_matter(write: Write) -> None:
    assert facts_of(write(flats(lambda at: "")), features=("area",)).rows == 30


def test_filling_takes_the_median_and_the_most_common_text(write: Write) -> None:
    rows = [f"{'' if at == 0 else at},{'' if at == 1 else 'b' if at % 3 else 'a'},{at * 1.5}" for at in range(21)]
    examples = loaded(write("n,t,y\n" + "\n".join(rows)), missing="fill")
    assert examples.facts.rows == 21
    filled = whole(examples)
    assert [10.5, 1, 0] in filled.tolist(), "the median of 1 to 20, and row 0's own a"
    assert [1, 0, 1] in filled.tolist(), "b is the most common"


def test_a_row_without_target_is_left_out_even_when_filling(write: Write) -> None:
    text = "a,b\n" + "".join(f"{at},{'' if at == 4 else at / 2}\n" for at in range(20))
    facts = facts_of(write(text), missing="fill")
    assert facts.rows == 19 and "have no 'b'" in facts.notes[-1]


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
def test_separators_read_alike(write: Write, separator: str) -> None:
    examples = loaded(write(flats().replace(",", separator)), separator=separator)
    assert np.array_equal(examples.x_train, loaded(write(flats(), "comma.csv")).x_train)


@pytest.mark.parametrize(
    "change",
    [
        lambda text: text.replace("\n", "\r\n"),
        lambda text: text.replace("\n", "\r"),
        lambda text: text.replace("\n", "\n\n"),
        lambda text: text.rstrip("\n"),
        lambda text: text.replace(",", ", "),
        lambda text: "\ufeff" + text,
        lambda text: text.encode("utf-16"),
        lambda text: "\n".join(",".join(f'"{cell}"' for cell in row.split(",")) for row in text.split("\n") if row),
        lambda text: text.replace("area,", "area ,"),
    ],
    ids=["crlf", "cr", "blank-rows", "no-last-newline", "spaces", "bom", "utf-16", "quotes", "header-space"],
)
def test_ways_to_write_a_table_read_alike(write: Write, change: Callable[[str], str | bytes]) -> None:
    plain, other = loaded(write(flats(), "plain.csv")), loaded(write(change(flats())))
    assert np.array_equal(plain.x_train, other.x_train) and np.array_equal(plain.y_train, other.y_train)
    assert plain.facts == other.facts


def test_a_decimal_comma_is_found_and_said(write: Write) -> None:
    text = "a;b\n" + "".join(f"{at},5;{at},25\n" for at in range(20))
    facts = facts_of(write(text), separator=";")
    assert facts.columns[0].low == 0.5 and facts.notes == ("Numbers are read with a decimal comma.",)


def test_quoted_cells_may_hold_separators_quotes_and_newlines(write: Write) -> None:
    text = 'a,"the, ""text""",y\n' + "".join(f'{at},"x, {at % 2}\nsecond line",{at * 2.5}\n' for at in range(20))
    facts = facts_of(write(text))
    assert facts.columns[1].name == 'the, "text"' and facts.columns[1].categories == (
        "x, 0\nsecond line",
        "x, 1\nsecond line",
    )


def test_a_table_without_header_has_numbered_columns(write: Write) -> None:
    facts = facts_of(write(flats().split("\n", 1)[1]), header=False)
    assert [column.name for column in facts.columns] == ["column 1", "column 2", "column 3"] and facts.rows == 30


def test_a_column_without_a_name_is_numbered(write: Write) -> None:
    assert facts_of(write(flats().replace("area", "", 1))).columns[0].name == "column 1"


def test_latin_1_is_read_with_a_note(write: Write) -> None:
    facts = facts_of(write(flats(lambda at: "Köln" if at % 2 else "Düren").encode("latin-1")))
    assert facts.columns[1].categories == ("Düren", "Köln") and "Latin-1" in facts.notes[0]


def test_true_and_false_are_categories(write: Write) -> None:
    facts = facts_of(write(flats(lambda at: "" if at == 5 else str(at % 2 == 0))))
    assert facts.columns[1].categories == ("False", "True") and facts.input_shape == (3,)


def test_a_column_of_names_is_left_out_with_a_note(write: Write) -> None:
    facts = facts_of(write(flats(lambda at: f"person {at}", rows=40)))
    assert facts.columns[1].role == "unused" and "'district'" in facts.notes[0]


def test_an_empty_column_is_left_out_with_a_note(write: Write) -> None:
    facts = facts_of(write(flats(lambda at: "")))
    assert facts.columns[1].role == "unused" and "'district' is empty" in facts.notes[0]


def test_a_constant_column_gets_a_note(write: Write) -> None:
    facts = facts_of(write(flats(lambda at: "north")))
    assert facts.columns[1].role == "feature" and "same in every row" in facts.notes[0]


def test_the_preview_shows_the_cells_as_they_stand(write: Write) -> None:
    facts = facts_of(write(flats(lambda at: "" if at == 1 else "007", rows=80)))
    assert len(facts.preview) == 50 and facts.preview[:2] == (("20", "007", "300.0"), ("21", "", "307.5"))


def test_a_large_file_is_read_column_by_column(write: Write) -> None:
    rows = "".join(f"{at},{at % 3 if at < 50_000 else 'x'},{at / 7}\n" for at in range(100_000))
    examples = loaded(write("a,b,y\n" + rows))
    assert examples.facts.columns[1].categories == ("0", "1", "2", "x")
    assert examples.facts.input_shape == (5,) and examples.x_train[:, 1:].sum() == 80_000


def test_a_file_that_changes_is_read_again(write: Write) -> None:
    assert facts_of(write(flats(rows=30))).rows == 30
    assert facts_of(write(flats(rows=31))).rows == 31


def test_numbers_are_what_pandas_reads(write: Write) -> None:
    values = ["1e-3", "+5", "-.5", "3.", "0.1234567890123456789", " 7", "12345678901234567890", "1E5", "-0"] * 2
    path = write("a,y\n" + "".join(f"{value},{at}.5\n" for at, value in enumerate(values)))
    examples = loaded(path)
    read = pd.read_csv(path, skipinitialspace=True)["a"].to_numpy("float32")
    assert sorted(whole(examples)[:, 0]) == sorted(read)


def test_a_relative_path_is_meant_from_the_designs_folder(tmp_path: Path) -> None:
    spec = DataSpec(Table("data/flats.csv"))
    assert resolve(spec, tmp_path).source.path == str(tmp_path / "data" / "flats.csv")
    absolute = DataSpec(Table(str(tmp_path / "a.csv")))
    assert resolve(absolute, Path("/elsewhere")) is absolute
    assert resolve(DataSpec(), tmp_path) == DataSpec()
