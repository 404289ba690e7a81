"""The outline of a lesson's text says where its steps and blocks are, as the reader finds them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from designer.lessons import open_lesson, read_lesson
from designer.lessons.shelf import Shelved, shelf
from designer.lessons.writing.outline import content, front_lines, outline
from tests.lessons.lessons import FRONT

LINES = st.sampled_from(
    [
        "",
        "text",
        "## One",
        "##",
        "## Two ##",
        "### Less",
        "```hint",
        "```",
        "````",
        "~~~",
        "```check layers",
        "exactly: 1",
    ]
)


@pytest.mark.parametrize("shelved", shelf(), ids=lambda shelved: shelved.name)
def test_it_finds_the_steps_of_the_course(shelved: Shelved) -> None:
    opened = open_lesson(shelved.path)
    there = outline(opened.text.read_text(encoding="utf-8"))
    assert [(step.title, step.first) for step in there.steps] == [
        (step.title, step.line) for step in opened.lesson.steps
    ]
    assert all(there.step_at(step.first) == at for at, step in enumerate(there.steps))


@given(st.lists(LINES, max_size=30))
def test_it_finds_the_steps_that_the_reader_finds(lines: list[str]) -> None:
    text = FRONT + "\n".join(lines)
    lesson = read_lesson(text).lesson
    found = [(step.title, step.first) for step in outline(text).steps]
    assert found == [(step.title, step.line) for step in (lesson.steps if lesson else ())]


def test_blocks_have_words_and_content_and_hide_headings() -> None:
    text = f"{FRONT}\n## One\n\n````check answer\nask: |\n  ```\n  ## no step\n  ```\n````\n\n## Two\n"
    there = outline(text)
    (piece,) = there.steps[0].pieces
    assert (piece.word, piece.rest) == ("check", "answer")
    assert content(text, piece) == "ask: |\n  ```\n  ## no step\n  ```"
    assert [step.title for step in there.steps] == ["One", "Two"]
    assert front_lines(text) == (1, 4)
    assert front_lines("no front") == (0, 0)
