"""Lessons that lie among what was handed in are found within limits, and never take the place of one that is known."""

from __future__ import annotations

from pathlib import Path

import pytest

from designer.lessons import lying
from designer.lessons.handin import write_hand_in
from designer.lessons.lying import DEEPEST, lessons_in
from designer.lessons.opening import open_lesson, pack
from designer.lessons.progress import Done
from designer.start import main
from tests.lessons.lessons import FRONT


def lesson(folder: Path, name: str, title: str = "A lesson", step: str = "Step") -> Path:
    """A lesson in a folder, which has its name from its front."""
    folder.mkdir(parents=True, exist_ok=True)
    front = FRONT.replace("A lesson", title).replace("minutes", f"name: {name}\nminutes")
    (folder / "lesson.md").write_text(
        f"{front}## {step}\n```check answer\nname: count\nask: How many?\nnumber: 2\n```\n",
        encoding="utf-8",
    )
    return folder


def test_folders_and_packed_lessons_are_found_at_any_depth_up_to_a_limit(tmp_path: Path) -> None:
    lesson(tmp_path / "class", "top")
    pack(lesson(tmp_path / "elsewhere", "packed"), tmp_path / "class" / "monday.loomlesson")
    lesson(tmp_path / "class" / "a" / "b", "deep")
    lesson(tmp_path.joinpath("class", *"x" * (DEEPEST + 1)), "too-deep")
    lesson(tmp_path / "class" / ".hidden", "hidden")
    found = lessons_in(tmp_path / "class")
    assert [opened.name for opened in found.lessons] == ["top", "packed", "deep"]
    assert found.faults == ()


def test_what_is_no_lesson_is_named_in_a_sentence_and_the_others_count(tmp_path: Path) -> None:
    lesson(tmp_path / "sound", "sound")
    (tmp_path / "torn.loomlesson").write_bytes(b"PK\x03\x04")
    (tmp_path / "empty").mkdir()
    (tmp_path / "empty" / "lesson.md").write_text("", encoding="utf-8")
    found = lessons_in(tmp_path)
    assert [opened.name for opened in found.lessons] == ["sound"]
    assert [fault.partition(" ")[0] for fault in found.faults] == ["empty", "torn.loomlesson"]
    assert all(fault.endswith(".") for fault in found.faults)


def test_a_lesson_of_which_part_cannot_be_read_says_so_and_is_known(tmp_path: Path) -> None:
    text = lesson(tmp_path / "net", "net") / "lesson.md"
    text.write_text(text.read_text(encoding="utf-8") + "```check parameters\nat_most: 3\n```\n", encoding="utf-8")
    found = lessons_in(tmp_path)
    assert [opened.name for opened in found.lessons] == ["net"]
    (fault,) = found.faults
    assert fault.startswith("net has a fault in line 12, so not all of it is marked: ")


def test_a_lesson_that_lies_there_never_takes_the_place_of_a_known_one(tmp_path: Path) -> None:
    known = open_lesson(lesson(tmp_path / "mine", "net"))
    lesson(tmp_path / "class" / "copy", "net")
    assert lessons_in(tmp_path / "class", [known]) == lying.Lying()
    lesson(tmp_path / "class" / "easier", "net", step="Nothing to do")
    found = lessons_in(tmp_path / "class", [known])
    assert found.lessons == ()
    assert found.faults == ("easier does not count: another lesson is called 'net'. Give it another name.",)


def test_of_two_of_one_name_the_one_that_lies_less_deep_counts(tmp_path: Path) -> None:
    lesson(tmp_path / "a" / "handed-in", "net", "Another")
    lesson(tmp_path / "z", "net", "The teacher's")
    found = lessons_in(tmp_path)
    assert [opened.lesson.front.title for opened in found.lessons] == ["The teacher's"]
    assert "handed-in does not count" in found.faults[0]


def test_no_link_is_followed(tmp_path: Path) -> None:
    real = lesson(tmp_path / "elsewhere", "net")
    (tmp_path / "class" / "text").mkdir(parents=True)
    (tmp_path / "class" / "whole").symlink_to(real, target_is_directory=True)
    (tmp_path / "class" / "text" / "lesson.md").symlink_to(real / "lesson.md")
    assert lessons_in(tmp_path / "class") == lying.Lying()


def test_more_than_there_can_be_are_not_opened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lying, "MOST", 3)
    for number in range(5):
        lesson(tmp_path / str(number), f"net-{number}")
    found = lessons_in(tmp_path)
    assert len(found.lessons) == 3
    assert found.faults == ("5 lessons lie there, and 3 of them were looked at. Take some of them away.",)


def test_the_command_knows_the_lessons_of_the_folder(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    lesson(tmp_path / "own", "own-net")
    (tmp_path / "torn.loomlesson").write_bytes(b"")
    done = Done(work={0: "{}"}, answers={"count": 2})
    write_hand_in(tmp_path / "ada.loomwork", "Ada", "own-net", "A lesson", done, 0.0)
    main(["lesson", "mark", str(tmp_path), "--json"])
    printed = capsys.readouterr()
    assert '"lesson": "A lesson"' in printed.out
    assert "torn.loomlesson is damaged" in printed.err
