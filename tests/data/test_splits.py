"""Rows held back otherwise than at random, the same in the script."""

import importlib.util
from pathlib import Path

import numpy as np
import pytest

from designer.data import load_examples
from designer.data.examples import Examples
from designer.errors import DataError
from designer.graph.specs import Bundled, DataSpec, Part, Shapes, SplitBy, Table

_spec = importlib.util.spec_from_file_location("test_code", Path(__file__).parent / "test_code.py")
assert _spec and _spec.loader
_code = importlib.util.module_from_spec(_spec)
_spec.loader.exec_module(_code)
assert_same = _code.assert_same


@pytest.fixture
def path(tmp_path: Path) -> Path:
    rows = (
        f"{at},{at % 7},2024-{1 + at * 5 % 12:02}-{1 + at % 28:02},{'validation' if at % 4 == 0 else 'train'},"
        f"{at % 3 == 0},{'' if at % 11 == 5 else f'house {at // 6}'},{'rare' if at % 15 == 0 else 'common'}\n"
        for at in range(90)
    )
    (tmp_path / "t.csv").write_text("a,b,when,fold,late,house,kind\n" + "".join(rows))
    return tmp_path / "t.csv"


def split(path: Path, by: SplitBy, column: str = "", **options: object) -> Examples:
    spec = DataSpec(Table(str(path), features=("a", "b"), **options), split_by=by, split_column=column)
    assert_same(spec)
    return load_examples(spec)


def test_each_class_keeps_its_share(path: Path) -> None:
    examples = split(path, "class")
    assert np.bincount(examples.y_train[:, 0]).tolist() == [67, 5]
    assert np.bincount(examples.y_validation[:, 0]).tolist() == [17, 1]


@pytest.mark.parametrize(("column", "held_back"), [("fold", 23), ("late", 30)])
def test_a_column_says_which_rows_are_held_back(path: Path, column: str, held_back: int) -> None:
    examples = split(path, "column", column)
    assert len(examples.x_validation) == held_back
    step = 4 if column == "fold" else 3
    assert examples.numbers.tolist() == list(range(0, 90, step)) == examples.x_validation[:, 0].tolist()


@pytest.mark.parametrize("column", ["when", "a", "b"])
def test_the_last_rows_in_time_are_held_back(path: Path, column: str) -> None:
    examples = split(path, "time", column)
    assert len(examples.x_validation) == 18
    if column != "when":
        at = "ab".index(column)
        assert examples.x_train[:, at].max() <= examples.x_validation[:, at].min()


@pytest.mark.parametrize("missing", ["drop", "fill"])
def test_a_group_is_never_parted(path: Path, missing: str) -> None:
    examples = split(path, "group", "house", missing=missing)
    groups = [set((rows[:, 0] // 6).astype(int)) for rows in (examples.x_train, examples.x_validation)]
    assert not groups[0] & groups[1] and len(examples.x_train) + len(examples.x_validation) == 82


def test_the_column_that_parts_rows_is_not_learned_from(path: Path) -> None:
    examples = load_examples(DataSpec(Table(str(path)), split_by="column", split_column="fold"))
    assert next(column for column in examples.facts.columns if column.name == "fold").role == "unused"


def test_data_of_several_parts_is_parted_alike(path: Path) -> None:
    parts = (Part("one", ("a",)), Part("two", ("b", "kind")))
    table = Table(str(path), target="late", more_targets=("when",), parts=parts)
    for by, column in (("class", ""), ("group", "house"), ("time", "a")):
        spec = DataSpec(table, split_by=by, split_column=column)
        examples = load_examples(spec)
        space: dict[str, dict[str, np.ndarray]] = {}
        exec(_code.text_of(spec), space)  # the test of what a user would run
        for name in ("x_train", "y_train", "x_validation", "y_validation"):
            expected, found = getattr(examples, name), space[name]
            assert expected.keys() == found.keys()
            assert all(np.array_equal(expected[part], found[part]) for part in expected)


def test_other_data_can_be_split_by_class(path: Path) -> None:
    assert_same(DataSpec(Bundled("iris"), split_by="class"))
    assert load_examples(DataSpec(Shapes(size=60), split_by="class")).facts.validation_rows == 12


@pytest.mark.parametrize(
    ("by", "column", "word"),
    [
        ("column", "b", "found '2'"),
        ("column", "", "Choose the column"),
        ("group", "nothing", "'nothing'"),
        ("time", "kind", "number"),
    ],
)
def test_a_split_that_cannot_be_is_refused_in_a_sentence(path: Path, by: SplitBy, column: str, word: str) -> None:
    with pytest.raises(DataError, match=word):
        load_examples(DataSpec(Table(str(path)), split_by=by, split_column=column))


def test_numbers_have_no_classes_to_keep_the_share_of() -> None:
    with pytest.raises(DataError, match="class to predict"):
        load_examples(DataSpec(Bundled("diabetes"), split_by="class"))


def test_a_design_that_splits_at_random_says_nothing_new() -> None:
    from designer.graph.design import Design
    from designer.graph.files import decode, encode

    assert b"split_by" not in encode(Design()) and b"types" not in encode(Design())
    told = Design(data=DataSpec(Table("t.csv", types={"a": "date"}, once=True), split_by="time", split_column="a"))
    assert decode(encode(told), "t").data == told.data


@pytest.mark.parametrize(("by", "column"), [("", ""), ("class", ""), ("time", "when"), ("group", "house")])
def test_weights_are_parted_as_their_rows_are(path: Path, by: SplitBy, column: str) -> None:
    spec = DataSpec(Table(str(path), features=("b",), weights="a"), split_by=by, split_column=column)
    examples, space = load_examples(spec), {}
    exec(_code.text_of(spec), space)  # the test of what a user would run
    assert examples.w_train is not None and np.array_equal(examples.w_train, space["w_train"])
    assert np.array_equal(examples.w_validation, space["w_validation"])
    assert examples.w_validation.tolist() == examples.numbers.tolist()
