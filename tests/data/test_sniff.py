"""A first look at a table, for the data tab."""

import tempfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from designer.data import describe, guess_table
from designer.graph.specs import DataSpec


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
@pytest.mark.parametrize("header", [True, False])
def test_separator_and_header_are_found(tmp_path: Path, separator: str, header: bool) -> None:
    rows = [["area", "town", "rent"]] if header else []
    rows += [[str(at), "Bonn, Rhein" if separator != "," else "Bonn", f"{at}.5"] for at in range(20)]
    path = tmp_path / "guess.csv"
    path.write_text("\n".join(separator.join(row) for row in rows))
    table = guess_table(path)
    assert (table.separator, table.header, table.path) == (separator, header, str(path))
    assert describe(DataSpec(table)).columns[-1].role == "target"


def test_decimal_commas_are_no_separators(tmp_path: Path) -> None:
    path = tmp_path / "guess.csv"
    path.write_text("a;b\n" + "1,5;2,5\n" * 20)
    assert guess_table(path).separator == ";"


def test_texts_that_recur_are_no_header(tmp_path: Path) -> None:
    path = tmp_path / "guess.csv"
    path.write_text("red,round\n" + "red,square\nblue,round\n" * 10)
    assert not guess_table(path).header
    path.write_text("colour,form\n" + "red,square\nblue,round\n" * 10)
    assert guess_table(path).header


@pytest.mark.parametrize("content", [b"", bytes(range(256)), b'"', b"one\ntwo\n", b"\xff\xfe\xff"])
def test_a_file_that_is_no_table_gets_the_defaults(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "guess.csv"
    path.write_bytes(content)
    assert guess_table(path).separator == ","
    assert guess_table(tmp_path / "nowhere.csv").header


def test_a_cell_with_newlines_cut_in_half_does_not_mislead(tmp_path: Path) -> None:
    path = tmp_path / "guess.csv"
    path.write_text("a;b\n" + "1;2\n" * 100 + '3;"' + "long text, with commas\n" * 5_000 + '"\n')
    assert guess_table(path).separator == ";"


@given(content=st.binary(max_size=300))
def test_any_bytes_give_a_table(content: bytes) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "any.csv"
        path.write_bytes(content)
        assert guess_table(path).path == str(path)
