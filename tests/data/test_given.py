"""One example as a person fills it in: it becomes the very row the data has, and back."""

from pathlib import Path

import numpy as np
import pytest

from designer.data import load_examples
from designer.data.examples import Examples
from designer.data.fields import Packed, fields_of
from designer.data.given import filled_in, rows_given
from designer.data.rows import arrays, count, each
from designer.errors import DataError
from designer.graph.specs import Bundled, BundledName, DataSpec, Generated, Part, Shapes, Source, Table

FLATS = "area,district,floor,rent\n" + "".join(
    f"{20 + at},{('north', 'south', 'east')[at % 3]},{'low' if at % 2 else 'high'},{300 + 7.5 * at}\n"
    for at in range(30)
)


@pytest.fixture
def flats(tmp_path: Path) -> str:
    path = tmp_path / "flats.csv"
    path.write_text(FLATS)
    return str(path)


def same_rows(examples: Examples) -> None:
    for place in (0, count(examples.x_validation) - 1):
        again = rows_given(filled_in(examples, place), examples)
        held = each(examples.x_validation, lambda rows, at=place: rows[at : at + 1])
        for one, other in zip(arrays(again), arrays(held), strict=True):
            assert one.dtype.kind == other.dtype.kind and np.array_equal(one, other)


@pytest.mark.parametrize(
    "source",
    [Generated("spiral", size=40), Shapes(size=30), *(Bundled(name) for name in ("iris", "digits", "film_reviews", "temperatures"))],
    ids=repr,
)  # fmt: skip
def test_a_row_filled_in_is_the_row_itself(source: Source) -> None:
    same_rows(load_examples(DataSpec(source)))


@pytest.mark.parametrize("parts", [(), (Part("one", ("area",)), Part("other", ("district", "floor")))])
def test_a_row_of_a_table_with_categories_is_the_row_itself(flats: str, parts: tuple[Part, ...]) -> None:
    same_rows(load_examples(DataSpec(Table(flats, parts=parts))))


def test_the_form_begins_at_the_mean_and_knows_the_range_and_the_categories(flats: str) -> None:
    area, district, floor = fields_of(load_examples(DataSpec(Table(flats))).facts)
    assert (area.kind, area.low, area.high, area.start) == ("number", 20, 49, 34.5)
    assert district.categories == ("east", "north", "south") and floor.kind == "category"


@pytest.mark.parametrize(("name", "kind"), [("digits", "image"), ("temperatures", "series"), ("film_reviews", "text")])
def test_what_is_no_table_is_one_thing_to_fill_in(name: BundledName, kind: str) -> None:
    (field,) = fields_of(load_examples(DataSpec(Bundled(name))).facts)
    assert field.kind == kind


@pytest.mark.parametrize(
    "given",
    [
        {"area": 1.0, "district": "west", "floor": "low"},
        {"area": float("nan"), "district": "north", "floor": "low"},
        {"district": "north", "floor": "low"},
        {"area": "3", "district": "north", "floor": "low"},
    ],
)
def test_what_is_no_value_is_refused_in_words(flats: str, given: dict[str, object]) -> None:
    with pytest.raises(DataError, match="Expected"):
        rows_given(given, load_examples(DataSpec(Table(flats))))  # type: ignore[arg-type]


def test_an_image_of_another_size_is_refused() -> None:
    with pytest.raises(DataError, match="64 numbers"):
        rows_given({"image": Packed(b"1234")}, load_examples(DataSpec(Bundled("digits"))))


def test_rows_held_back_are_numbered_as_the_file_has_them(tmp_path: Path) -> None:
    path = tmp_path / "gaps.csv"
    path.write_text("a,b\n" + "".join(f"{at if at % 4 else ''},{at / 2}\n" for at in range(40)))
    examples = load_examples(DataSpec(Table(str(path))))
    assert isinstance(examples.x_validation, np.ndarray)
    assert examples.numbers.tolist() == examples.x_validation[:, 0].astype(int).tolist()
