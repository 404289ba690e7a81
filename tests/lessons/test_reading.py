"""A lesson is Markdown with fenced declarations; whatever is wrong with one is told with its line."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from designer.lessons import read_lesson
from designer.lessons.reading import LONGEST
from tests.lessons.lessons import FRONT

SOUND = f"""{FRONT}
What it is about.

## First

Look at `this`:

```python
x = 1
```

```start
example: starter
```

```view
panels: [training]
palette: [Dense, relu]
```

```hint
Open **me**.
```

```check layers
of: Dense
at_least: 2
```

```check layers
of: Dense
at_most: 5
```

```solution
```

```wrong layers
empty: true
```

## Second ##

Done.
"""


def test_a_lesson_has_what_stands_in_it() -> None:
    read = read_lesson(SOUND)
    assert read.faults == ()
    lesson = read.lesson
    assert lesson is not None
    assert lesson.front.title == "A lesson"
    assert lesson.opening == "What it is about."
    first, second = lesson.steps
    assert (first.title, second.title) == ("First", "Second")
    assert first.text == "Look at `this`:\n\n```python\nx = 1\n```"
    assert first.start is not None
    assert first.start.example == "starter"
    assert first.view.palette == ("Dense", "relu")
    assert first.hints == ("Open **me**.",)
    assert [check.name for check in first.checks] == ["layers", "layers-2"]
    assert [tried.check for tried in (*first.solutions, *first.wrong)] == ["", "layers"]
    assert second.start is None


def test_line_ends_of_any_system_and_a_mark_at_the_top_change_nothing() -> None:
    assert read_lesson("\ufeff" + SOUND.replace("\n", "\r\n")) == read_lesson(SOUND)


@pytest.mark.parametrize(
    ("text", "line", "word"),
    [
        ("## Step\n", 1, "title"),
        (f"{FRONT}\nText\n", 7, "step"),
        ("---\ntitle: A\nminutes: soon\n---\n## S\n", 3, "whole number"),
        ("---\ntitle: A\nminutes: 1\ncolour: red\n---\n## S\n", 4, "'colour'"),
        (f"{FRONT}```hint\na\n```\n## S\n", 5, "above the first heading"),
        (f"{FRONT}## S\n```check\n```\n", 6, "behind check"),
        (f"{FRONT}## S\n```check foo\n```\n", 6, "'foo'"),
        (f"{FRONT}## S\n```check layers\nof: Dense\nexactly: many\n```\n", 8, "number"),
        (f"{FRONT}## S\n```check layers\ncheck: order\n```\n", 7, "Leave it out"),
        (f"{FRONT}## S\n```check layers\nof: Dense\n```\n", 6, "exactly"),
        (f"{FRONT}## S\n```start\n[\n```\n", 8, "YAML"),
        (f"{FRONT}## S\n```start\n```\n```start\n```\n", 8, "twice"),
        (f"{FRONT}## S\n```view\npalette: [Foo]\n```\n", 7, "'Foo'"),
        (f"{FRONT}## S\n```hint\n\n```\n", 6, "words"),
        (f"{FRONT}## S\n```wrong\n```\n", 6, "name of the check"),
        (f"{FRONT}## S\n```wrong foo\n```\n", 6, "'foo'"),
        (f"{FRONT}## S\n```solution\nanswers: {{foo: 1}}\n```\n", 6, "'foo'"),
        (f"{FRONT}## S\n```solution\n- a\n```\n", 7, "colon"),
        (f"{FRONT}##\n", 5, "title"),
        (f"{FRONT}## S\n```check shape\nname: a\nis: [1]\n```\n```check shape\nname: a\nis: [1]\n```\n", 10, "twice"),
        ("x" * (LONGEST + 1), 1, "characters"),
    ],
)
def test_what_is_wrong_is_told_with_its_line(text: str, line: int, word: str) -> None:
    faults = read_lesson(text).faults
    assert [fault.line for fault in faults if word in fault.what] == [line], faults


def test_a_check_that_makes_no_sense_is_told_of_and_judged_by_nobody() -> None:
    text = f"{FRONT}## S\n```check order\nname: a\nlayers: []\n```\n```wrong a\n```\n"
    read = read_lesson(text)
    assert read.lesson is not None
    assert read.lesson.steps[0].checks == ()
    assert [fault.line for fault in read.faults] == [6]


@given(st.lists(st.sampled_from([*SOUND.splitlines(keepends=True), "```\n", "---\n", "## \n", "- [\n"]), max_size=40))
def test_any_text_gives_a_lesson_or_faults(lines: list[str]) -> None:
    read = read_lesson("".join(lines))
    assert read.lesson is not None or read.faults
    assert all(fault.what.endswith((".", "?")) for fault in read.faults)


@given(st.text(max_size=300))
def test_any_characters_give_a_lesson_or_faults(text: str) -> None:
    read = read_lesson(text)
    assert read.lesson is not None or read.faults
    read_lesson(f"{FRONT}## S\n```check layers\n{text}\n```\n")
