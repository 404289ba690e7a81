"""The lessons that come along stand in an order one can learn in, and each translation asks just what the lesson does."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec
import pytest

from designer.lessons import Lesson, open_lesson
from designer.lessons.reading import TAGS
from designer.lessons.shelf import shelf
from designer.paths import resources

TRANSLATIONS = [path for one in shelf() for path in sorted(one.path.glob("lesson.*.md"))]
WORDS = {"ask", "tip", "text", "say", "words", "after"}
"""What of a check is words, and so another in each language."""


def test_every_folder_stands_on_the_shelf_once() -> None:
    folders = sorted(path.name for path in (resources() / "lessons").iterdir() if path.is_dir())
    assert sorted(one.name for one in shelf()) == folders


def test_a_lesson_is_called_like_its_folder_and_needs_only_what_stands_before_it() -> None:
    before = set[str]()
    for one in shelf():
        front = open_lesson(one.path).lesson.front
        assert front.name == one.name
        assert set(front.needs) <= before
        before.add(one.name)


def test_the_course_has_every_kind_of_check() -> None:
    kinds = {kind for one in shelf() for kind, *_ in checks(open_lesson(one.path).lesson)}
    assert kinds == set(TAGS)


@pytest.mark.parametrize("path", TRANSLATIONS, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_a_translation_differs_in_words_alone(path: Path) -> None:
    told, original = open_lesson(path).lesson, open_lesson(path.parent).lesson
    assert told.front.language == path.name.split(".")[1]
    assert [bare(told.front, {"title", "summary", "language"})] == [
        bare(original.front, {"title", "summary", "language"})
    ]
    assert list(shown(told)) == list(shown(original))
    assert list(checks(told)) == list(checks(original))
    assert [len(step.hints) for step in told.steps] == [len(step.hints) for step in original.steps]


@pytest.mark.parametrize("path", TRANSLATIONS, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_a_translation_leaves_nothing_as_it_was(path: Path) -> None:
    told, original = open_lesson(path).lesson, open_lesson(path.parent).lesson
    assert told.front.title != original.front.title
    for one, other in zip(told.steps, original.steps, strict=True):
        assert one.text != other.text
        assert not set(one.hints) & set(other.hints)


def shown(lesson: Lesson) -> Iterator[Any]:
    """What each step begins with and shows, and the designs and answers of its attempts, but for answers in words."""
    for step in lesson.steps:
        yield msgspec.to_builtins((step.start, step.view))
        for tried in (*step.solutions, *step.wrong):
            told = msgspec.to_builtins(tried.attempt)
            answers = {name: one for name, one in told.pop("answers").items() if not isinstance(one, str)}
            yield tried.check, told, answers


def checks(lesson: Lesson) -> Iterator[tuple[str, Any]]:
    """The checks by kind, without their words."""
    for step in lesson.steps:
        for check in step.checks:
            yield str(check.__struct_config__.tag), bare(check, WORDS)


def bare(value: object, words: set[str]) -> Any:
    """A value as plain ones, without what is words."""
    return stripped(msgspec.to_builtins(value), words)


def stripped(value: Any, words: set[str]) -> Any:
    if isinstance(value, dict):
        return {name: stripped(one, words) for name, one in value.items() if name not in words}
    if isinstance(value, list | tuple):
        return [stripped(one, words) for one in value]
    return value
