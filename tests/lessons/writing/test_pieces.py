"""Ready pieces fit where they are put, and attempts follow from the checks."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from designer.errors import FileError
from designer.graph.files import load
from designer.graph.specs import DataSpec, Images, Table
from designer.lessons import open_lesson, read_lesson
from designer.lessons.curve_shapes import Way, sketched_shape
from designer.lessons.proving import faults_of
from designer.lessons.sketches import read_sketch
from designer.lessons.writing.attempts import DRAWN, solution, wrong_attempts
from designer.lessons.writing.designs import put_design, put_file
from designer.lessons.writing.outline import outline
from designer.lessons.writing.pieces import begun_lesson, block, front_lines, named, picture, put_in, title_of
from designer.lessons.writing.yamlwriting import yaml_of
from tests.lessons.lessons import network

ASKED = """## Ask

```check answer
name: number
ask: How many?
number: 2
tolerance: 0.5
```

```check answer
name: option
ask: Which?
options:
  - {text: this}
  - {text: that, right: true}
```

```check answer
name: words
ask: What?
words: [bias]
```

```check prediction
name: guess
ask: What will it do?
options: [{text: rise}, {text: fall, right: true}]
```

```check sketch
name: drawn
ask: How will the loss go?
must: rise
```

```check code
name: typed
same_as: keras.Sequential([keras.Input((2,)), keras.layers.Dense(1)])
of: answer
```
"""


def begun() -> str:
    return begun_lesson("title: 'Two: layers'\nminutes: 5\n")


def test_a_new_lesson_is_sound_and_can_be_packed_by_its_name() -> None:
    read = read_lesson(begun())
    assert not read.faults
    assert read.lesson is not None
    assert read.lesson.front.name == "two-layers"
    assert [step.title for step in read.lesson.steps] == ["First step"]


@given(st.text(max_size=80))
def test_every_title_gives_a_name_that_lessons_can_have(title: str) -> None:
    front = begun_lesson(yaml_of({"title": "x", "minutes": 5, "name": named(title)}))
    assert not read_lesson(front).faults


@given(st.integers(1, 40), st.sampled_from(["words", "```\n## code\n```", "````\n"]))
def test_a_piece_goes_into_no_other_and_not_above_the_text(line: int, inside: str) -> None:
    text = f"{begun()}\n{ASKED}"
    changed, at = put_in(text, outline(text), min(line, text.count("\n") + 1), block("hint", "", inside))
    read, before = read_lesson(changed), read_lesson(text)
    assert read.lesson is not None
    assert before.lesson is not None
    assert not read.faults
    assert sum(len(step.checks) for step in read.lesson.steps) == 6
    assert at > front_lines(changed)[1]


def test_attempts_follow_from_the_checks(tmp_path: Path) -> None:
    text = f"{begun()}\n{ASKED}"
    lesson = read_lesson(text).lesson
    assert lesson is not None
    step = lesson.steps[1]
    wrong = wrong_attempts(step)
    assert [name for name, _ in wrong] == ["number", "option", "words", "drawn", "typed"]
    blocks = [block("solution", "", solution(step)), *(block("wrong", name, inside) for name, inside in wrong)]
    (tmp_path / "lesson.md").write_text("\n\n".join([text, *blocks]), encoding="utf-8")
    opened = open_lesson(tmp_path)
    assert faults_of(opened) == []
    assert wrong_attempts(opened.lesson.steps[1]) == []


@pytest.mark.parametrize("way", DRAWN)
def test_a_sketch_that_is_given_goes_the_way_it_must(way: Way) -> None:
    sketch = read_sketch(DRAWN[way])
    assert sketch is not None
    assert sketched_shape(sketch).way == way


def test_a_title_is_found_above_the_text_only() -> None:
    assert title_of(begun()) == "Two: layers"
    assert title_of("---\nminutes: 5\n---\n\ntitle: not this\n") == ""


def test_a_design_goes_beside_the_lesson_with_its_data(tmp_path: Path) -> None:
    folder = tmp_path / "lesson"
    folder.mkdir()
    table = tmp_path / "some data.csv"
    table.write_text("a,b\n1,2\n", encoding="utf-8")
    design = replace(network("layers.Dense(1)"), data=DataSpec(source=Table(path=str(table), target="b")))
    design = replace(design, training=replace(design.training, start="/home/me/weights"))
    assert put_design(design, folder, "start") == "start.loom"
    assert put_design(design, folder, "start") == "start-2.loom"
    written = load(folder / "start.loom")
    assert isinstance(written.data.source, Table)
    assert written.data.source.path == "some-data.csv"
    assert not written.training.start
    assert sorted(path.name for path in folder.iterdir()) == ["some-data.csv", "start-2.loom", "start.loom"]


def test_what_cannot_go_with_a_lesson_is_refused(tmp_path: Path) -> None:
    (tmp_path / "pictures").mkdir()
    (tmp_path / "data.xlsx").write_bytes(b"")
    design = replace(network("layers.Dense(1)"), data=DataSpec(source=Images(path=str(tmp_path / "pictures"))))
    with pytest.raises(FileError, match="is a folder"):
        put_design(design, tmp_path, "start")
    for name in ("data.xlsx", "none.png"):
        with pytest.raises(FileError, match=r"cannot go with a lesson|Cannot read"):
            put_file(tmp_path / name, tmp_path / "pictures")


def test_pictures_of_one_name_do_not_overwrite_each_other(tmp_path: Path) -> None:
    for name in ("a", "b", "lesson"):
        (tmp_path / name).mkdir()
    for name in ("a", "b"):
        (tmp_path / name / "Bild: 1.png").write_bytes(name.encode())
    names = [put_file(tmp_path / name / "Bild: 1.png", tmp_path / "lesson") for name in ("a", "b", "a")]
    assert names == ["bild-1.png", "bild-1-2.png", "bild-1.png"]
    assert picture(names[0], "[x] y") == "![x y](bild-1.png)"
