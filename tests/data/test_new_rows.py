"""A table of new rows is read as the data was: the rows of the data themselves come out the same."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from designer.data import load_examples
from designer.data.newrows import read_new_rows
from designer.errors import DataError
from designer.graph.specs import DataSpec, Table

HEAD = "day,size,kind,price"


def lines(count: int = 40) -> str:
    rows = (f"2024-{1 + at % 12:02d}-{1 + at % 27:02d},{at / 3:.3f},{at % 3},{at * 1.5}" for at in range(count))
    return "\n".join([HEAD, *rows]) + "\n"


@pytest.mark.parametrize("types", [{}, {"kind": "category"}], ids=["as they look", "a number told to be a category"])
def test_the_rows_of_the_data_are_the_same_as_new_ones(tmp_path: Path, types: dict[str, str]) -> None:
    (tmp_path / "known.csv").write_text(lines())
    source = Table(str(tmp_path / "known.csv"), target="price", task="regression", types=types)  # type: ignore[arg-type]
    examples = load_examples(DataSpec(source))
    found = read_new_rows(tmp_path / "known.csv", examples)
    assert len(found.kept) == 40 and found.notes == ("Not used: “price”.",)
    assert np.array_equal(np.asarray(found.rows)[examples.numbers], examples.x_validation)


def test_dates_that_are_none_are_named(tmp_path: Path) -> None:
    (tmp_path / "known.csv").write_text(lines())
    examples = load_examples(DataSpec(Table(str(tmp_path / "known.csv"), target="price", task="regression")))
    (tmp_path / "new.csv").write_text(f"{HEAD}\nsoon,1,2,3\nlater,1,2,3\n")
    with pytest.raises(
        DataError, match=r"Column 'day': expected dates that are written like 2024-01-31, found '(soon|later)'"
    ):
        read_new_rows(tmp_path / "new.csv", examples)


def test_dates_are_read_in_the_order_the_data_has_them(tmp_path: Path) -> None:
    known = [f"{1 + at % 28:02d}/{1 + at % 12:02d}/2024,{at / 3:.3f},{at % 3},{at * 1.5}" for at in range(60)]
    (tmp_path / "known.csv").write_text("\n".join([HEAD, *known]) + "\n")
    examples = load_examples(DataSpec(Table(str(tmp_path / "known.csv"), target="price", task="regression")))
    (tmp_path / "new.csv").write_text(f"{HEAD}\n03/04/2024,1,2,3\n05/06/2024,1,2,3\n")
    days = np.asarray(read_new_rows(tmp_path / "new.csv", examples).rows)[:, 0]
    third_of_april, fifth_of_june = (np.datetime64(day).astype("int64") for day in ("2024-04-03", "2024-06-05"))
    assert days.tolist() == [third_of_april, fifth_of_june]
