"""Bad files: one sentence naming row and column, and what to do."""

from pathlib import Path

import pytest

from designer.data import load_examples, source_code, textfile
from designer.errors import DataError
from designer.graph.specs import DataSpec, Table

ROWS = "".join(f"{at},{at / 2}\n" for at in range(20))
GOOD = "a,b\n" + ROWS


def fault(path: Path, **options: object) -> str:
    """What reading this table says; printing its script must say the same or work."""
    spec = DataSpec(Table(str(path), **options))
    with pytest.raises(DataError) as raised:
        load_examples(spec)
    return str(raised.value)


CASES: dict[str, tuple[str | bytes, dict[str, object], list[str]]] = {
    "empty": ("", {}, ["empty"]),
    "blank": ("\n \n\n", {}, ["empty"]),
    "header only": ("a,b\n", {}, ["at least 10 rows", "found 0"]),
    "few rows": ("a,b\n1,2.5\n2,3.5\n", {}, ["at least 10 rows", "found 2"]),
    "binary": (bytes(range(256)) * 20, {}, ["not one", "CSV"]),
    "image": (b"\x89PNG\r\n\x1a\n" + bytes(range(1, 32)) * 30, {}, ["not one"]),
    "long row": (GOOD + "1,2,3\n", {}, ["Row 22", "expected 2 cells", "found 3"]),
    "short row": ("a,b,c\n1,2,3\n1,2\n", {}, ["Row 3", "expected 3 cells", "found 2"]),
    "blank rows count": ("a,b\n\n1,2\n\n1,2,3\n", {}, ["Row 5"]),
    "one column": ("a\n1\n2\n", {}, ["Row 1", "two columns"]),
    "text among numbers": (GOOD + "7,abc\n", {}, ["Row 22", "'b'", "'abc'"]),
    "number with a unit": (GOOD + "7 m,1.5\n", {}, ["Row 22", "'a'", "'7 m'"]),
    "thousands": (GOOD + '"1,234.5",1\n', {}, ["Row 22", "'a'", "'1,234.5'"]),
    "infinite": (GOOD + "-inf,1\n", {}, ["Row 22", "'a'", "finite"]),
    "too large": (GOOD + "1e300,1\n", {}, ["Row 22", "'a'", "finite"]),
    "open quote": (GOOD + '"1,2\n3,4\n', {}, ["Row 22", "quotation marks"]),
    "stray quote": (GOOD + '"1"2,3\n', {}, ["Row 22", "quotation marks"]),
    "same names": ("a,b,a\n1,2,3\n", {}, ["columns 1 and 3", "'a'"]),
    "no such target": (GOOD, {"target": "c"}, ["target 'c'", "a, b"]),
    "no such feature": (GOOD, {"features": ("c",)}, ["feature 'c'", "a, b"]),
    "target as feature": (GOOD, {"features": ("a", "b")}, ["'b'", "both"]),
    "wrong separator": (GOOD, {"separator": ";"}, ["Row 1", "separator"]),
    "no separator": (GOOD, {"separator": "x"}, ["'x'"]),
    "one class": ("a,b\n" + "1,x\n" * 20, {}, ["'b'", "'x'", "two classes"]),
    "a class a row": ("a,b\n" + "".join(f"1,n{at}\n" for at in range(40)), {}, ["'b'", "few"]),
    "text to predict": ("a,b\n" + "1,x\n1,y\n" * 20, {"task": "regression"}, ["Row 2", "'b'", "'x'"]),
    "empty target": ("a,b\n" + "1,\n" * 20, {}, ["'b'", "empty"]),
    "empty feature": ("a,b\n" + ",1.5\n" * 20, {"features": ("a",)}, ["'a'", "empty"]),
    "nothing to learn from": ("a,b\n" + ",1.5\n" * 20, {}, ["'a'", "empty"]),
    "names as feature": (
        "a,b,c\n" + "".join(f"n{at},1,{at}.5\n" for at in range(40)),
        {"features": ("a", "b")},
        ["'a'", "alone"],
    ),
    "all dropped": ("a,b,c\n" + "1,,2.5\n,1,2.5\n" * 20, {}, ["none", "empty in 20 of 40"]),
    "nothing to fill from": ("a,b\n" + "1,\n" * 20 + ",2.5\n" * 20, {"missing": "fill"}, ["'a'", "'b'"]),
    "null bytes": ("a,b\n1,\0\n", {}, ["not one"]),
}


@pytest.mark.parametrize("case", CASES)
def test_a_bad_table_gets_a_sentence_naming_the_place(case: str, tmp_path: Path) -> None:
    content, options, words = CASES[case]
    path = tmp_path / "bad.csv"
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    sentence = fault(path, **options)
    assert all(word in sentence for word in words), sentence
    assert sentence.endswith(".") and "\n" not in sentence


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    assert "nowhere.csv" in fault(tmp_path / "nowhere.csv")
    assert "folder" in fault(tmp_path)


@pytest.mark.parametrize("path", ["http://localhost:1/a.csv", "~/a.csv", "", "a\0b.csv", "file:///etc/passwd"])
def test_a_path_is_only_ever_a_file(path: str) -> None:
    with pytest.raises(DataError):
        load_examples(DataSpec(Table(path)))


def test_a_huge_file_is_refused_with_its_size(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(textfile, "LARGEST_FILE", 100)
    path = tmp_path / "huge.csv"
    path.write_text(GOOD * 10)
    assert "at most" in fault(path) and "huge.csv" in fault(path)


def test_printing_the_script_names_the_same_fault(tmp_path: Path) -> None:
    path = tmp_path / "bad.csv"
    path.write_text(GOOD + "7,abc\n")
    with pytest.raises(DataError, match="Row 22"):
        source_code(DataSpec(Table(str(path))))


def test_slips_do_not_matter_for_a_classification_or_in_unused_columns(tmp_path: Path) -> None:
    path = tmp_path / "slips.csv"
    path.write_text("a,b,c\n" + "".join(f"{at},{at % 2},{at}.5\n" for at in range(20)) + "20,unsure,inf\n")
    spec = DataSpec(Table(str(path), target="b", features=("a",), task="classification"))
    assert load_examples(spec).facts.classes == ("0", "1", "unsure")
