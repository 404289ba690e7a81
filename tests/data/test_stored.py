"""Rows that memory is too small for stay on the disk, say the same of themselves, and leave nothing broken behind."""

import errno
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import msgspec
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from designer.data import load_examples, room, spilling
from designer.data.examples import Examples
from designer.data.given import filled_in
from designer.data.stored import StoredFile, StoredRows
from designer.errors import DataError
from designer.graph.specs import Arrays, DataSpec, Images
from designer.paths import cache_folder
from tests.data.filing import write_pictures
from tests.data.rereading import forget

ROOT = Path(__file__).parent.parent.parent


@pytest.fixture(autouse=True)
def small_memory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A machine that holds a hundred numbers, with a cache of its own."""
    monkeypatch.setenv("LAYERLOOM_HOME", str(tmp_path / "home"))
    monkeypatch.setattr(room, "MOST_NUMBERS", 100)
    yield
    forget()


def kept() -> list[Path]:
    folder = cache_folder() / "rows"
    return sorted(folder.iterdir()) if folder.is_dir() else []


def from_disk(source: Arrays | Images, **more: Any) -> Examples:
    examples = load_examples(DataSpec(source, **more))
    assert isinstance(examples.x_train, StoredRows) and isinstance(examples.x_validation, StoredRows)
    return examples


def in_memory(source: Arrays | Images, monkeypatch: pytest.MonkeyPatch, **more: Any) -> Examples:
    forget()
    monkeypatch.setattr(room, "MOST_NUMBERS", 10**9)
    return load_examples(DataSpec(source, **more))


@pytest.mark.parametrize(("free", "fits"), [(10_000_000, False), (20_100_000, True)])
def test_rows_are_held_where_a_fifth_of_what_is_free_holds_them(
    free: int, fits: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(room, "MOST_NUMBERS", 10**9)
    monkeypatch.setattr("psutil.virtual_memory", lambda: SimpleNamespace(available=free))
    assert room.fit_in_memory(1_000_000) is fits


def write_npy(folder: Path, rows: int = 300) -> Arrays:
    rng = np.random.default_rng(1)
    x = rng.normal(3, 2, (rows, 4))
    x[:, 3] = 7
    np.save(folder / "rows.npy", np.column_stack([x, x[:, 0] > 3]))
    return Arrays(str(folder / "rows.npy"), task="classification")


def write_npz(folder: Path) -> Arrays:
    rng = np.random.default_rng(2)
    np.savez_compressed(folder / "rows.npz", x=rng.integers(0, 255, (60, 3, 4), "uint8"), y=rng.normal(size=(60, 2)))
    return Arrays(str(folder / "rows.npz"))


def sources(folder: Path) -> dict[str, Arrays | Images]:
    pictures = Images(str(write_pictures(folder / "pictures")), height=5, width=7, channels=3)
    return {"npy": write_npy(folder), "npz": write_npz(folder), "pictures": pictures}


@pytest.mark.parametrize("kind", ["npy", "npz", "pictures"])
def test_rows_on_the_disk_are_described_as_they_are_in_memory(
    kind: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    source = sources(tmp_path)[kind]
    stored = from_disk(source)
    held = in_memory(source, monkeypatch)
    np.testing.assert_array_equal(stored.x_train[:], held.x_train)
    np.testing.assert_array_equal(stored.x_validation[:], held.x_validation)
    np.testing.assert_array_equal(stored.y_train, held.y_train)
    assert filled_in(stored, 1) == filled_in(held, 1)
    same(msgspec.to_builtins(stored.facts), msgspec.to_builtins(held.facts))


def same(one: Any, other: Any) -> None:
    """Alike but for the last digits of numbers."""
    if isinstance(one, dict):
        assert one.keys() == other.keys()
        for name in one:
            same(one[name], other[name])
    elif isinstance(one, list | tuple):
        assert len(one) == len(other)
        for both in zip(one, other, strict=True):
            same(*both)
    else:
        assert one == (pytest.approx(other, rel=1e-5) if isinstance(one, float) else other)


@pytest.mark.parametrize("split", ["", "class"])
def test_they_are_split_as_in_memory(split: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    source = write_npy(tmp_path)
    stored = from_disk(source, split_by=split)
    held = in_memory(source, monkeypatch, split_by=split)
    np.testing.assert_array_equal(stored.numbers, held.numbers)
    np.testing.assert_array_equal(stored.x_validation[:], held.x_validation)


@given(st.data(), st.sampled_from(["uint8", "int64", ">f4", "float32", "float64", "bool"]))
def test_any_rows_can_be_asked_for(data: Any, dtype: str) -> None:
    shape = data.draw(st.tuples(st.integers(1, 20), st.integers(1, 4), st.integers(1, 3)))
    array = np.arange(np.prod(shape)).reshape(shape).astype(dtype)
    folder = cache_folder()
    folder.mkdir(parents=True, exist_ok=True)
    np.save(folder / "some.npy", array)
    rows = StoredRows(StoredFile(np.load(folder / "some.npy", mmap_mode="r")), np.asarray)
    place = st.integers(-shape[0], shape[0] - 1)
    which = data.draw(st.one_of(place, st.lists(place).map(lambda some: np.array(some, int)), st.slices(shape[0])))
    plain = array.astype("float32")
    found = rows[which]
    assert type(found) is np.ndarray and found.dtype == np.float32 and found.flags.owndata
    np.testing.assert_array_equal(found, plain[which])
    chosen = np.flatnonzero(np.arange(shape[0]) % 2 == 0)
    np.testing.assert_array_equal(rows.chosen(chosen)[:], plain[chosen])
    np.testing.assert_array_equal(np.concatenate(list(rows.blocks(3))), plain)


@pytest.mark.parametrize("ending", [".npy", ".npz"])
def test_numbers_column_by_column_are_put_in_order_first(
    ending: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    array = np.asfortranarray(np.load(write_npy(tmp_path).path))
    path = tmp_path / f"columns{ending}"
    if ending == ".npy":
        np.save(path, array)
    else:
        np.savez(path, x=np.asfortranarray(array[:, :-1]), y=array[:, -1])
    source = Arrays(str(path))
    stored = from_disk(source)
    np.testing.assert_array_equal(stored.x_train[:], in_memory(source, monkeypatch).x_train)


def test_a_number_that_is_none_is_named_by_its_row(tmp_path: Path) -> None:
    source = write_npy(tmp_path)
    array = np.load(source.path)
    array[277, 2] = np.nan
    np.save(source.path, array)
    with pytest.raises(DataError, match="Row 277 of 'x'"):
        load_examples(DataSpec(source))


def test_objects_are_never_unpacked(tmp_path: Path) -> None:
    np.save(tmp_path / "rows.npy", np.array([[print] * 20] * 20), allow_pickle=True)
    np.savez(tmp_path / "rows.npz", x=np.array([[print] * 20] * 20), y=np.arange(20))
    for name in ("rows.npy", "rows.npz"):
        with pytest.raises(DataError, match=r"Python objects|Expected numbers"):
            load_examples(DataSpec(Arrays(str(tmp_path / name))))


@pytest.mark.parametrize("change", ["shorter", "other"])
def test_a_file_that_changes_meanwhile_gives_a_sentence(change: str, tmp_path: Path) -> None:
    source = write_npy(tmp_path, 20_000)
    examples = from_disk(source)
    if change == "shorter":
        os.truncate(source.path, 200)
    else:
        with Path(source.path).open("rb+") as file:
            file.seek(5_000)
            file.write(b"other")
        os.utime(source.path, ns=(0, 0))
    with pytest.raises(DataError, match=r"rows\.npy changed"):
        examples.x_train[:]


def test_a_damaged_picture_in_the_middle_leaves_nothing_behind(tmp_path: Path) -> None:
    folder = write_pictures(tmp_path / "pictures", per_class=30)
    (folder / "red" / "11.jpg").write_bytes(b"no picture")
    with pytest.raises(DataError, match=r"red.11\.jpg is damaged"):
        load_examples(DataSpec(Images(str(folder), height=4, width=4)))
    assert kept() == []


def test_a_damaged_member_leaves_nothing_behind(tmp_path: Path) -> None:
    source = write_npz(tmp_path)
    content = bytearray(Path(source.path).read_bytes())
    content[300:340] = bytes(40)
    Path(source.path).write_bytes(content)
    with pytest.raises(DataError, match="damaged"):
        load_examples(DataSpec(source))
    assert kept() == []


def test_pictures_are_decoded_again_only_if_something_changed(tmp_path: Path) -> None:
    folder = write_pictures(tmp_path / "pictures")
    for _ in range(2):
        from_disk(Images(str(folder), height=4, width=4))
        forget()
    assert len(kept()) == 1
    shutil.copy(folder / "red" / "1.jpg", folder / "red" / "5.jpg")
    from_disk(Images(str(folder), height=4, width=4))
    assert len(kept()) == 2


def test_a_disk_without_room_gives_one_sentence_before_anything_is_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    source = write_npz(tmp_path)
    monkeypatch.setattr(spilling, "SPARE", 10**18)
    with pytest.raises(DataError, match="do not fit in memory, and keeping them on the disk takes"):
        load_examples(DataSpec(source))
    assert kept() == []


def test_a_disk_that_fills_up_meanwhile_gives_one_sentence_and_nothing_stays(monkeypatch: pytest.MonkeyPatch) -> None:
    def fill(place: Path) -> None:
        place.write_bytes(b"half")
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    with pytest.raises(DataError, match=r"cannot be written to .* \(.*No space left"):
        spilling.spilled("rows", 100, fill)
    assert kept() == []


def test_what_was_not_used_for_longest_goes_first_and_who_reads_it_goes_on(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(spilling, "MOST_BYTES", 2_500)
    array = np.arange(200, dtype="float32").reshape(-1, 2)

    def keep(name: str) -> Path:
        return spilling.spilled(name, 900, lambda place: np.save(place.open("wb"), array))

    first, second = keep("first"), keep("second")
    rows = StoredRows(StoredFile(np.load(second, mmap_mode="r")), np.asarray)
    assert keep("first") == first
    third = keep("third")
    assert kept() == sorted([first, third])
    if os.name == "posix":
        np.testing.assert_array_equal(rows[:], array)


def test_what_is_left_of_an_interrupted_process_is_removed_but_not_what_one_is_writing() -> None:
    folder = cache_folder() / "rows"
    folder.mkdir(parents=True)
    old, new = folder / ".a.npy.1.tmp.npy", folder / ".b.npy.2.tmp.npy"
    for path in (old, new):
        path.write_bytes(b"half")
    os.utime(old, (0, 0))
    spilled = spilling.spilled("rows", 100, lambda place: place.write_bytes(b"whole"))
    assert kept() == sorted([new, spilled])


READER = """
import hashlib, sys
from designer.data import load_examples, room
from designer.graph.specs import DataSpec, Images
room.MOST_NUMBERS = 100
examples = load_examples(DataSpec(Images(sys.argv[1], height=24, width=24)))
print(type(examples.x_train).__name__, hashlib.sha256(examples.x_train[:].tobytes()).hexdigest())
"""


def test_two_processes_at_once_do_not_harm_each_other(tmp_path: Path) -> None:
    folder = write_pictures(tmp_path / "pictures", per_class=60)
    command = [sys.executable, "-c", READER, str(folder)]
    both = [subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) for _ in range(2)]
    told = {one.communicate(timeout=120)[0] for one in both}
    assert len(told) == 1 and next(iter(told)).startswith("StoredRows ")
    assert [path.suffix for path in kept()] == [".npy"] and not kept()[0].name.startswith(".")
