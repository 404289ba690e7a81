"""A learner's progress goes to another machine as a file, and no file writes over anybody or does harm."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from designer.errors import FileError
from designer.lessons import carrying
from designer.lessons.carrying import bring, read_progress, write_progress
from designer.lessons.progress import LONGEST_NAME, Done, Learner, Learners

DONE = Done(step=2, passed=(0,), work={0: "{}"}, answers={"a": 1, "b": "x"}, guesses={"c": 0.5}, seconds=12.5)
ADA = Learner("Ada").told("first", DONE)


@pytest.fixture
def learners(tmp_path: Path) -> Learners:
    return Learners(tmp_path / "learners")


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "ada.loomprogress"
    write_progress(path, ADA)
    return path


def test_what_is_written_is_the_learner_on_the_other_machine(file: Path, learners: Learners) -> None:
    assert bring(file, learners).learner == ADA
    assert learners.load("Ada") == ADA


def test_nobody_is_written_over(file: Path, learners: Learners) -> None:
    other = Learner("Ada").told("first", Done(step=9))
    learners.save(other)
    brought = bring(file, learners, taken=["Ada 2"])
    assert (brought.learner.name, brought.called) == ("Ada 3", "Ada")
    assert learners.load("Ada") == other
    assert learners.load("Ada 3").lessons == ADA.lessons


def test_who_is_here_just_as_far_is_not_added_twice(file: Path, learners: Learners) -> None:
    bring(file, learners)
    assert bring(file, learners).before
    assert learners.names() == ["Ada"]


def test_a_long_name_stays_within_what_a_name_may_have(tmp_path: Path, learners: Learners) -> None:
    write_progress(tmp_path / "a", Learner("x" * LONGEST_NAME))
    learners.save(Learner("x" * LONGEST_NAME).told("first", DONE))
    name = bring(tmp_path / "a", learners).learner.name
    assert len(name) <= LONGEST_NAME
    assert learners.load(name).name == name


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        (b'"layerloom_progress": 1', b'"layerloom_progress": 2, "more": 3', "newer"),
        (b'"layerloom_progress": 1', b'"layerloom_progress": 0', "damaged"),
        (b'"layerloom_progress": 1,', b"", "damaged"),
        (b'"step": 2', b'"step": -2', "damaged"),
        (b'"seconds": 12.5', b'"seconds": 1e999', "damaged"),
        (b'"seconds": 12.5', b'"run": "me"', "damaged"),
    ],
)
def test_what_is_wrong_with_a_file_is_one_sentence(
    before: bytes, after: bytes, told: str, file: Path, learners: Learners
) -> None:
    content = file.read_bytes()
    assert before in content
    file.write_bytes(content.replace(before, after))
    with pytest.raises(FileError, match=told):
        bring(file, learners)
    assert learners.names() == []


def test_a_file_that_is_too_large_or_not_there_is_told(
    file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(carrying, "LARGEST", 10)
    with pytest.raises(FileError, match="larger"):
        read_progress(file)
    with pytest.raises(FileError, match="Cannot read"):
        read_progress(tmp_path / "nothing")


CONTENT = msgspec.json.encode(carrying.Carried(1, ADA))


@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_broken_and_hostile_files_give_a_learner_or_a_sentence(tmp_path: Path, data: st.DataObject) -> None:
    content = bytearray(CONTENT)
    pieces = [b"", b'"', b"\\", b"[" * 3000, b"1e999", b"\xff", b"null", b"../../x", b"-", b"9" * 30, b"\\u0000"]
    for _ in range(data.draw(st.integers(1, 5))):
        at = data.draw(st.integers(0, len(content)))
        content[at : at + data.draw(st.integers(0, 20))] = data.draw(st.sampled_from(pieces))
    path = tmp_path / "a.loomprogress"
    path.write_bytes(bytes(content))
    try:
        learner = read_progress(path)
    except FileError as error:
        assert str(error).endswith(".")
    else:
        Learners(tmp_path / "learners").save(learner)
        assert learner.name.isprintable()
        assert all(kept.parent == tmp_path / "learners" for kept in (tmp_path / "learners").iterdir())
