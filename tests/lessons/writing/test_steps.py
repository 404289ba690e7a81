"""Steps are added, moved, copied and removed in the text, and nothing else of it changes."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from designer.lessons import read_lesson
from designer.lessons.writing.outline import outline
from designer.lessons.writing.steps import added, duplicated, moved, removed
from tests.lessons.lessons import FRONT

NAMED = """## Ask

```check answer
name: count
ask: How many?
number: 2
```

```solution
answers: {count: 2}
```

```wrong count
answers:
  count: 3
```
"""


def titles(text: str) -> list[str]:
    return [step.title for step in outline(text).steps]


def lesson(count: int) -> str:
    return FRONT + "".join(f"\n## {number}\n\nText {number}.\n" for number in range(count))


@given(st.integers(1, 6), st.data())
def test_a_step_that_is_moved_there_and_back_leaves_the_text_as_it_was(count: int, data: st.DataObject) -> None:
    text, at = lesson(count), data.draw(st.integers(0, count - 1))
    to = data.draw(st.integers(0, count - 1))
    there, line = moved(text, at, to - at)
    assert titles(there)[to] == str(at)
    assert outline(there).step_at(line) == to
    assert moved(there, to, at - to)[0] == text


@pytest.mark.parametrize("by", [-9, 9])
def test_a_step_goes_no_further_than_there_is_room(by: int) -> None:
    assert titles(moved(lesson(3), 1, by)[0])[0 if by < 0 else -1] == "1"


def test_a_new_step_stands_behind_the_one_before_it_and_the_cursor_in_it() -> None:
    for at in (-1, 0, 1):
        text, line = added(lesson(2), at)
        assert titles(text)[at + 1] == "New step"
        assert text.split("\n")[line - 1] == "## New step"


def test_a_removed_step_takes_nothing_else_along() -> None:
    text, line = removed(lesson(3), 2)
    assert text == lesson(2)
    assert outline(text).step_at(line) == 1
    assert titles(removed(lesson(1), 0)[0]) == []


def test_a_copy_is_sound_beside_what_it_was_copied_from() -> None:
    once, line = duplicated(f"{FRONT}\n{NAMED}", 0)
    twice, _ = duplicated(once, 0)
    read = read_lesson(twice)
    assert not read.faults
    assert read.lesson is not None
    names = [step.checks[0].name for step in read.lesson.steps]
    assert names == ["count", "count-3", "count-2"]
    assert [step.wrong[0].check for step in read.lesson.steps] == names
    assert outline(once).step_at(line) == 1


@pytest.mark.parametrize("name", ["metric", "answers", "code", "ask", None])
def test_a_copy_keeps_words_that_only_look_like_the_name_of_a_check(name: str | None) -> None:
    said, called = (f"name: {name}\n", name) if name else ("", "answer")
    step = (
        f"## Ask\n\nThe {called}: how many?\n\n```check answer\n{said}ask: How many?\nnumber: 2\n```\n\n"
        f"````solution\ncode: keras.Sequential([])\nanswers: {{{called}: 2}}\n````\n\n"
        f"~~~wrong {called}\nanswers:\n  {called}: 3\n~~~\n"
    )
    read = read_lesson(duplicated(f"{FRONT}\n{step}", 0)[0])
    assert not read.faults
    assert read.lesson is not None
    first, second = read.lesson.steps
    assert (first.text, first.checks[0].ask) == (second.text, second.checks[0].ask)
    assert [one.checks[0].name for one in (first, second)] == [called, f"{called}-2"]
    assert second.solutions[0].attempt.answers == {f"{called}-2": 2}
    assert (second.wrong[0].check, second.wrong[0].attempt.answers) == (f"{called}-2", {f"{called}-2": 3})


def test_a_copy_takes_no_name_that_a_check_without_one_goes_by() -> None:
    unnamed = "## Ask\n\n```check answer\nask: How many?\nnumber: 2\n```\n"
    read = read_lesson(duplicated(f"{FRONT}\n{unnamed}\n{unnamed}", 0)[0])
    assert read.lesson is not None
    assert [step.checks[0].name for step in read.lesson.steps] == ["answer", "answer-3", "answer-2"]
