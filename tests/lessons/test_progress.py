"""Each learner's progress is a file of its own, which survives damage and strange names."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from designer.errors import FileError
from designer.lessons.progress import LARGEST, LONGEST_NAME, NOBODY, Done, Learner, Learners, proper_name


def test_what_is_kept_comes_back(tmp_path: Path) -> None:
    done = Done(
        step=2, passed=(0,), work={0: "{}"}, answers={"a": 1, "b": "x"}, guesses={"c": 0.5}, checked=3, seconds=12.5
    )
    Learners(tmp_path).save(Learner("Ada").told("first", done))
    assert Learners(tmp_path).load("Ada").at("first") == done
    assert Learners(tmp_path).load("Grace").lessons == {}


def test_names_that_look_alike_as_files_are_two_learners(tmp_path: Path) -> None:
    kept = Learners(tmp_path)
    for at, name in enumerate(("Ada L", "Ada-L", "../Ada L", "ADA L", "\u5f20", "\u674e")):
        kept.save(Learner(name).told("first", Done(step=at)))
    assert [
        kept.load(name).at("first").step for name in ("Ada L", "Ada-L", "../Ada L", "ADA L", "\u5f20", "\u674e")
    ] == [0, 1, 2, 3, 4, 5]
    assert all(path.parent == tmp_path for path in tmp_path.rglob("*"))


def test_a_damaged_file_is_put_aside_and_kept(tmp_path: Path) -> None:
    kept = Learners(tmp_path)
    kept.save(Learner("Ada"))
    (tmp_path / "ada.json").write_bytes(b'{"name": 3')
    assert kept.names() == []
    (tmp_path / "ada.json").write_bytes(b"second")
    assert kept.names() == []
    assert (tmp_path / "ada.damaged").read_bytes() == b'{"name": 3'
    assert (tmp_path / "ada.damaged-2").read_bytes() == b"second"


@given(st.text(max_size=200))
def test_any_name_becomes_one_line_that_can_be_read(name: str) -> None:
    proper = proper_name(name)
    assert len(proper) <= LONGEST_NAME
    assert proper.isprintable()
    assert proper == proper.strip()


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(name=st.text(min_size=1, max_size=60).map(proper_name).filter(bool))
def test_any_name_can_be_kept(tmp_path: Path, name: str) -> None:
    kept = Learners(tmp_path)
    kept.save(Learner(name).told("x", Done(step=1)))
    assert kept.load(name).at("x").step == 1
    assert all(path.parent == tmp_path for path in tmp_path.rglob("*"))


def test_what_is_too_much_to_read_again_is_not_written(tmp_path: Path) -> None:
    kept = Learners(tmp_path)
    kept.save(Learner("Ada").told("x", Done(step=1)))
    with pytest.raises(FileError, match="too much"):
        kept.save(Learner("Ada").told("x", Done(work={0: "x" * LARGEST})))
    assert kept.load("Ada").at("x").step == 1


def test_who_learned_last_is_remembered_as_long_as_they_are_here(tmp_path: Path) -> None:
    learners = Learners(tmp_path)
    assert learners.last() == NOBODY
    learners.begin("Ada")
    assert Learners(tmp_path).last() == NOBODY
    learners.save(Learner("Ada"))
    assert Learners(tmp_path).last() == "Ada"
    assert learners.names() == ["Ada"]
