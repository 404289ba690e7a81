"""No text in a table is taken for a formula by a spreadsheet."""

from hypothesis import given
from hypothesis import strategies as st

from designer.spreadsheets import csv_lines, harmless


@given(st.text(max_size=20), st.sampled_from(["=", "+", "-", "@", "\t", "\r", " =", "  @"]))
def test_no_text_is_taken_for_a_formula(text: str, start: str) -> None:
    cell = harmless(f"{start}{text}")
    assert isinstance(cell, str) and cell.startswith("'")


def test_numbers_stay_numbers_and_what_is_none_is_empty() -> None:
    assert list(csv_lines([[1, -2.5, float("nan"), "a,b"]])) == ['1,-2.5,,"a,b"\n']
