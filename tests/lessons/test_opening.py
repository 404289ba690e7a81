"""Lessons open from a file, a folder or one packed file, and a packed one of a stranger can do no harm."""

from __future__ import annotations

import struct
import time
import zipfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from designer.errors import FileError
from designer.lessons.opening import MAIN, is_inside, open_lesson, pack
from designer.paths import cache_folder
from tests.lessons.lessons import FRONT

NAMED = FRONT.replace("minutes", "name: net\nminutes")
TEXT = f"{NAMED}## Step\n![a net](net.png)\n\n```start\nfile: net.loom\n```\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "lesson"
    folder.mkdir()
    (folder / MAIN).write_text(TEXT, encoding="utf-8")
    (folder / "lesson.de.md").write_text(TEXT.replace("A lesson", "Eine Lektion"), encoding="utf-8")
    (folder / "net.png").write_bytes(b"png")
    (folder / "net.loom").write_bytes(b"{}")
    return folder


def test_a_packed_lesson_is_the_same_as_its_folder(folder: Path, tmp_path: Path) -> None:
    packed = tmp_path / "net.loomlesson"
    assert set(pack(folder, packed)) == {MAIN, "lesson.de.md", "net.png", "net.loom"}
    opened = open_lesson(packed)
    assert opened.lesson == open_lesson(folder).lesson == open_lesson(folder / MAIN).lesson
    assert opened.faults == ()
    assert opened.file("net.png").read_bytes() == b"png"
    assert opened.folder.is_relative_to(cache_folder())


def test_the_same_lesson_always_packs_to_the_same_bytes(folder: Path, tmp_path: Path) -> None:
    pack(folder, tmp_path / "a.loomlesson")
    pack(folder, tmp_path / "b.loomlesson")
    assert (tmp_path / "a.loomlesson").read_bytes() == (tmp_path / "b.loomlesson").read_bytes()


def test_a_lesson_comes_in_the_language_one_asks_for_if_it_has_it(folder: Path) -> None:
    assert open_lesson(folder, "de-AT").lesson.front.title == "Eine Lektion"
    assert open_lesson(folder, "fr").lesson.front.title == "A lesson"


def test_a_lesson_needs_a_name_to_be_packed(folder: Path, tmp_path: Path) -> None:
    (folder / MAIN).write_text(TEXT.replace("name: net\n", ""), encoding="utf-8")
    with pytest.raises(FileError, match="has no name"):
        pack(folder, tmp_path / "a.loomlesson")


def test_files_without_names_in_one_folder_are_two_lessons(tmp_path: Path) -> None:
    for name in ("a", "b"):
        (tmp_path / f"{name}.md").write_text(f"{FRONT}## S\n", encoding="utf-8")
    assert [open_lesson(tmp_path / f"{name}.md").name for name in ("a", "b")] == ["a", "b"]


@pytest.mark.parametrize("way", [zipfile.ZIP_LZMA, zipfile.ZIP_BZIP2])
def test_a_lesson_is_packed_in_one_way_only(folder: Path, tmp_path: Path, way: int) -> None:
    with zipfile.ZipFile(tmp_path / "a.loomlesson", "w", way) as packed:
        packed.writestr(MAIN, TEXT)
    with pytest.raises(FileError, match="no lesson can have"):
        open_lesson(tmp_path / "a.loomlesson")


def test_files_that_are_named_and_not_there_are_told_with_their_line(folder: Path) -> None:
    (folder / "net.png").unlink()
    assert [(fault.line, "net.png" in fault.what) for fault in open_lesson(folder).faults] == [(6, True)]


@pytest.mark.parametrize(
    "name",
    ["../secret.md", "/etc/passwd", "a/../../b.md", "C:/a.md", "a\\b.md", "a.exe", ".hidden.md", "con.md", "a .md/b.md ",
     "a/", "", "a\x00.md", "a/b/c/d/e/f/g/h/i.md", "-\n.md"],
)  # fmt: skip
def test_no_name_leads_out_of_a_lesson(folder: Path, name: str) -> None:
    assert not is_inside(name)
    with pytest.raises(FileError, match="Expected the name of a file in the lesson"):
        open_lesson(folder).file(name)


def test_a_link_out_of_the_folder_is_no_file_of_the_lesson(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "secret.txt").write_text("secret", encoding="utf-8")
    (folder / "net.txt").symlink_to(tmp_path / "secret.txt")
    with pytest.raises(FileError, match="no file"):
        open_lesson(folder).file("net.txt")


def archive(path: Path, *files: tuple[str, bytes]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in files:
            packed.writestr(name, content)
    return path


@pytest.mark.parametrize(
    "files",
    [
        [("lesson.md", b""), ("../../evil.md", b"x")],
        [("lesson.md", b""), ("/evil.md", b"x")],
        [("lesson.md", b""), ("run.py", b"x")],
        [("lesson.md", b""), ("LESSON.md", b"x")],
        [("lesson.md", b"\0" * 50_000_000)],
        [(f"{n}.md", b"") for n in range(501)],
        [("other.md", b"")],
    ],
    ids=["up", "absolute", "code", "twice", "bomb", "many", "none"],
)
def test_what_no_lesson_can_have_is_refused_and_nothing_is_written(
    files: list[tuple[str, bytes]], tmp_path: Path
) -> None:
    before = sorted(cache_folder().rglob("*"))
    with pytest.raises(FileError) as refused:
        open_lesson(archive(tmp_path / "bad.loomlesson", *files))
    assert str(refused.value).endswith((".", "?"))
    assert sorted(cache_folder().rglob("*")) == before
    assert not list(tmp_path.rglob("evil*"))


def test_a_lesson_that_lies_about_its_sizes_is_damaged(folder: Path, tmp_path: Path) -> None:
    packed = tmp_path / "a.loomlesson"
    pack(folder, packed)
    content = bytearray(packed.read_bytes())
    at = content.rfind(b"PK\x01\x02")
    struct.pack_into("<L", content, at + 24, 2)
    packed.write_bytes(content)
    with pytest.raises(FileError, match="damaged"):
        open_lesson(packed)


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_broken_packed_lessons_give_a_lesson_or_a_sentence(folder: Path, tmp_path: Path, data: st.DataObject) -> None:
    packed = tmp_path / "a.loomlesson"
    pack(folder, packed)
    content = bytearray(packed.read_bytes())
    for _ in range(data.draw(st.integers(1, 4))):
        content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
    packed.write_bytes(bytes(content[: data.draw(st.integers(len(content) // 2, len(content)))]))
    try:
        open_lesson(packed)
    except FileError as error:
        assert str(error).endswith((".", "?"))


def test_what_is_no_lesson_is_told_in_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "latin.md").write_bytes("Größe".encode("latin-1"))
    for path in (tmp_path, tmp_path / "nothing.md", tmp_path / "latin.md"):
        with pytest.raises(FileError):
            open_lesson(path)
    (tmp_path / "empty.md").write_text("", encoding="utf-8")
    with pytest.raises(FileError, match="line 1"):
        _ = open_lesson(tmp_path / "empty.md").lesson


@pytest.mark.parametrize("piece", ["![", "![a](", "> ", "*_", "$", "`", "- ", "a|b\n"])
def test_text_made_to_take_forever_takes_as_long_as_its_length(piece: str, tmp_path: Path) -> None:
    def seconds(size: int) -> float:
        path = tmp_path / "lesson.md"
        path.write_text(f"{FRONT}## S\n{piece * (size // len(piece))}", encoding="utf-8")
        begun = time.process_time()
        open_lesson(path)
        return time.process_time() - begun

    seconds(10_000)
    assert seconds(200_000) < 40 * max(seconds(20_000), 0.005)  # and not a hundred times, as by the square
