"""Every format is read alike, its script gives the same arrays, and a bad file gets one sentence."""

import importlib.util
import subprocess
import sys
import zipfile
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from PIL import Image

from designer.data import describe, frames, guess_source, load_examples, source_code
from designer.data.fields import fields_of
from designer.data.formats import has_pictures, is_data
from designer.data.given import filled_in, rows_given
from designer.errors import DataError
from designer.graph.specs import Arrays, DataSpec, Images, Table


def by_path(name: str) -> object:
    """Tests are no package, so what they share is loaded by its path."""
    spec = importlib.util.spec_from_file_location(name, Path(__file__).parent / f"{name}.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


filing = by_path("filing")
assert_same = by_path("test_code").assert_same


@pytest.mark.parametrize("missing", ["drop", "fill"])
@pytest.mark.parametrize("ending", filing.FORMATS)
def test_each_format_gives_the_arrays_of_the_csv_file(tmp_path: Path, ending: str, missing: str) -> None:
    expected = load_examples(DataSpec(Table(str(filing.write(filing.flats(), tmp_path / "f.csv")), missing=missing)))
    path = filing.write(filing.flats(), tmp_path / f"flats{ending}")
    source = guess_source(path)
    assert isinstance(source, Table)
    found = load_examples(DataSpec(Table(str(path), separator=source.separator, missing=missing)))
    for name in ("x_train", "y_train", "x_validation", "y_validation"):
        assert np.array_equal(getattr(found, name), getattr(expected, name)), name
    assert [column.type for column in found.facts.columns] == [column.type for column in expected.facts.columns]


@pytest.mark.parametrize("options", [{}, {"missing": "fill"}, {"target": "district"}, {"types": {"rooms": "category"}}])
@pytest.mark.parametrize("ending", filing.FORMATS)
def test_each_formats_script_gives_the_same_arrays(tmp_path: Path, ending: str, options: dict[str, object]) -> None:
    path = filing.write(filing.flats(), tmp_path / f"it's{ending}")
    separator = "\t" if ending == ".tsv" else ","
    assert_same(DataSpec(Table(str(path), separator=separator, **options)))


def test_dates_are_days_since_1970(tmp_path: Path) -> None:
    for ending in filing.FORMATS:
        path = filing.write(filing.flats(gaps=False), tmp_path / f"flats{ending}")
        facts = describe(DataSpec(Table(str(path), separator="\t" if ending == ".tsv" else ",")))
        built = next(column for column in facts.columns if column.name == "built")
        first = (pd.Timestamp("1990-03-01") - pd.Timestamp("1970-01-01")).days
        assert built.low == first and any("since 1970" in note for note in facts.notes), ending


def test_dates_stored_as_such_are_read_too(tmp_path: Path) -> None:
    frame = filing.flats(gaps=False).assign(built=pd.date_range("1990-03-01 12:00", periods=40, tz="UTC"))
    path = filing.write(frame, tmp_path / "flats.parquet")
    assert_same(DataSpec(Table(str(path))))
    naive = frame.assign(built=frame.built.dt.tz_localize(None))
    assert_same(DataSpec(Table(str(filing.write(naive, tmp_path / "flats.xlsx")))))
    assert describe(DataSpec(Table(str(tmp_path / "flats.xlsx")))).columns[4].low == pytest.approx(7364.5)


def test_another_sheet_can_be_named(tmp_path: Path) -> None:
    path = tmp_path / "two.xlsx"
    with pd.ExcelWriter(path) as book:
        pd.DataFrame({"note": ["nothing here"]}).to_excel(book, sheet_name="About", index=False)
        filing.flats().to_excel(book, sheet_name="Rents", index=False)
    assert_same(DataSpec(Table(str(path), sheet="Rents")))
    with pytest.raises(DataError, match="About, Rents"):
        load_examples(DataSpec(Table(str(path), sheet="Rent")))


def test_a_slip_in_a_sheet_is_named_with_its_row(tmp_path: Path) -> None:
    frame = filing.flats(gaps=False).astype({"area": object})
    frame.loc[7, "area"] = "unknown"
    path = filing.write(frame, tmp_path / "flats.xlsx")
    with pytest.raises(DataError, match=r"Sheet 'Flats': Row 9, column 'area': .*'unknown'"):
        load_examples(DataSpec(Table(str(path), sheet="Flats")))
    assert_same(DataSpec(Table(str(path), types={"area": "number"}, missing="fill")))


@pytest.mark.parametrize("names", [("x", "y"), ("Y", "X"), ("first", "second")])
@pytest.mark.parametrize("classes", [True, False])
def test_arrays_are_found_by_name_or_order(tmp_path: Path, names: tuple[str, str], classes: bool) -> None:
    rng = np.random.default_rng(0)
    x = rng.normal(size=(40, 6, 3))
    y = rng.integers(0, 3, 40) if classes else rng.normal(size=(40, 2))
    both = dict(zip(names, (y, x) if names == ("Y", "X") else (x, y), strict=True))
    np.savez_compressed(tmp_path / "a.npz", **both)
    spec = DataSpec(guess_source(tmp_path / "a.npz"))
    assert_same(spec)
    facts = describe(spec)
    assert facts.input_shape == (6, 3) and facts.targets == (1 if classes else 2)
    assert facts.task == ("multiclass" if classes else "regression")


def test_the_last_column_of_a_single_array_is_the_answer(tmp_path: Path) -> None:
    rows = np.column_stack([np.arange(30), np.arange(30) / 7, np.arange(30) * 2.5])
    np.save(tmp_path / "a.npy", rows)
    assert_same(DataSpec(Arrays(str(tmp_path / "a.npy"))))
    assert describe(DataSpec(Arrays(str(tmp_path / "a.npy")))).input_shape == (2,)


def test_texts_in_arrays_stay_texts(tmp_path: Path) -> None:
    np.savez(tmp_path / "t.npz", x=np.array([f"text number {at}" for at in range(20)]), y=np.arange(20) % 2)
    assert_same(DataSpec(Arrays(str(tmp_path / "t.npz"))))
    assert describe(DataSpec(Arrays(str(tmp_path / "t.npz")))).text


@pytest.mark.parametrize("channels", [1, 3])
def test_folders_of_pictures_are_classes(tmp_path: Path, channels: int) -> None:
    folder = filing.write_pictures(tmp_path / "pictures")
    assert has_pictures(folder) and is_data(folder) and isinstance(guess_source(folder), Images)
    spec = DataSpec(Images(str(folder), height=8, width=6, channels=channels))
    assert_same(spec)
    facts = describe(spec)
    assert facts.input_shape == (8, 6, channels) and facts.classes == ("blue", "red") and facts.class_counts == (6, 6)


def said(source: object) -> str:
    with pytest.raises(DataError) as raised:
        load_examples(DataSpec(source))
    with pytest.raises(DataError):
        source_code(DataSpec(source)), load_examples(DataSpec(source))
    sentence = str(raised.value)
    assert sentence.endswith(".") and "\n" not in sentence
    return sentence


def test_a_picture_that_is_none_is_named(tmp_path: Path) -> None:
    folder = filing.write_pictures(tmp_path / "pictures")
    (folder / "red" / "broken.png").write_bytes(b"\x89PNG\r\n\x1a\n nothing")
    assert "broken.png" in said(Images(str(folder), 8, 8))


def test_a_huge_picture_is_refused_before_it_is_decoded(tmp_path: Path) -> None:
    folder = filing.write_pictures(tmp_path / "pictures")
    Image.new("1", (20_000, 20_000)).save(folder / "red" / "bomb.png")
    assert "bomb.png" in said(Images(str(folder), 8, 8))


@pytest.mark.parametrize("ending", [".xlsx", ".parquet", ".jsonl", ".npz", ".npy"])
@pytest.mark.parametrize("content", [b"", b"a,b\n1,2\n", bytes(range(256)) * 8, b"PK\x03\x04 no zip", b"{}\n" * 3])
def test_a_file_that_lies_about_its_format_gets_a_sentence(tmp_path: Path, ending: str, content: bytes) -> None:
    path = tmp_path / f"lie{ending}"
    path.write_bytes(content)
    assert said(guess_source(path))


def test_a_locked_workbook_says_so(tmp_path: Path) -> None:
    (tmp_path / "locked.xlsx").write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(2000))
    assert "password" in said(Table(str(tmp_path / "locked.xlsx")))


def test_two_cells_far_apart_do_not_fill_the_memory(tmp_path: Path) -> None:
    path = filing.write(filing.flats(), tmp_path / "far.xlsx")
    inner = {}
    with zipfile.ZipFile(path) as archive:
        inner = {name: archive.read(name) for name in archive.namelist()}
    sheet = inner["xl/worksheets/sheet1.xml"]
    far = b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>'
    inner["xl/worksheets/sheet1.xml"] = sheet.replace(b"</sheetData>", far)
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in inner.items():
            archive.writestr(name, content)
    assert "cells" in said(Table(str(path)))


def test_nothing_pickled_is_read(tmp_path: Path) -> None:
    class Harm:
        def __reduce__(self) -> tuple[object, ...]:
            return (Path(tmp_path / "harmed").touch, ())

    np.savez(tmp_path / "p.npz", x=np.array([Harm()] * 20, object), y=np.arange(20))
    np.save(tmp_path / "p.npy", np.array([[Harm()] * 2] * 20, object))
    for name in ("p.npz", "p.npy"):
        assert "Python objects" in said(Arrays(str(tmp_path / name)))
    assert not (tmp_path / "harmed").exists()


def test_an_array_with_a_gap_names_its_row(tmp_path: Path) -> None:
    x = np.ones((20, 2))
    x[7, 1] = np.nan
    np.savez(tmp_path / "gap.npz", x=x, y=np.arange(20.0))
    assert "Row 7" in said(Arrays(str(tmp_path / "gap.npz")))


def test_a_line_that_is_no_object_is_named(tmp_path: Path) -> None:
    lines = ['{"a": 1, "b": 2.5}'] * 20
    lines[6] = "[1, 2]"
    (tmp_path / "l.jsonl").write_text("\n".join(lines))
    assert "Line 7" in said(Table(str(tmp_path / "l.jsonl")))


def test_without_pyarrow_a_sentence_names_the_command(tmp_path: Path) -> None:
    path = filing.write(filing.flats(), tmp_path / "f.parquet")
    program = f"""
import importlib.util
real = importlib.util.find_spec
import designer.data.frames as frames
frames.find_spec = lambda name: None if name == "pyarrow" else real(name)
from designer.data import load_examples
from designer.graph.specs import DataSpec, Table
load_examples(DataSpec(Table({str(path)!r})))
"""
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, timeout=60, check=False)
    assert "layerloom[data]" in done.stderr.splitlines()[-1]


def test_lines_that_name_a_column_each_are_refused_before_they_are_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(frames, "MOST_CELLS", 1000)
    path = tmp_path / "wide.jsonl"
    path.write_text("".join(f'{{"k{at}": {at}}}\n' for at in range(200)))
    monkeypatch.setattr("pandas.read_json", None)
    with pytest.raises(DataError, match="Expected at most 1,000 cells"):
        load_examples(DataSpec(Table(str(path))))


def test_arrays_of_many_numbers_are_taken_as_one_thing(tmp_path: Path) -> None:
    path = tmp_path / "many.npz"
    rows = np.random.default_rng(0).normal(size=(40, 300)).astype("float32")
    np.savez(path, x=rows, y=(rows[:, 0] > 0).astype(int))
    examples = load_examples(DataSpec(Arrays(str(path))))
    (field,) = fields_of(examples.facts)
    assert (field.kind, field.shape) == ("series", (300,))
    assert not [hint for hint in examples.facts.hints if hint.kind == "constant"]
    given = filled_in(examples, 3)
    assert np.array_equal(rows_given(given, examples)[0], examples.x_validation[3])


def test_a_parquet_file_with_texts_that_are_none_is_refused_in_a_sentence(tmp_path: Path) -> None:
    import pyarrow
    from pyarrow import parquet

    offsets, letters = pyarrow.py_buffer(np.array([0, 1, 2], "int32").tobytes()), pyarrow.py_buffer(b"\xff\xfe")
    texts = pyarrow.Array.from_buffers(pyarrow.utf8(), 2, [None, offsets, letters])
    parquet.write_table(pyarrow.table({"a": texts, "b": [1, 2]}), tmp_path / "t.parquet")
    with pytest.raises(DataError, match=r"t\.parquet"):
        describe(DataSpec(Table(str(tmp_path / "t.parquet"))))
