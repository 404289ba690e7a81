"""Where a lesson gives each learner seeds of their own, two of them see other numbers, and marking finds the same again."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from designer.analysis import Analysis
from designer.data import load_examples
from designer.graph.design import Design
from designer.graph.edits import set_data, set_training
from designer.graph.files import encode
from designer.graph.specs import DataSpec, Generated, Shapes
from designer.lessons import Opened, open_lesson, read_lesson
from designer.lessons.evidence import Trained, essence
from designer.lessons.handin import write_hand_in
from designer.lessons.marking import Mark, Marker
from designer.lessons.progress import Done
from designer.lessons.proving import SOME, faults_of
from designer.lessons.seeds import HIGHEST, seed_of, seeded
from designer.lessons.trials import Trials
from tests.lessons.lessons import network

TEXT = """---
title: A lesson
name: a-lesson
minutes: 5
own_seeds: true
---

## Train

```start
code: keras.Sequential([keras.Input((2,)), keras.layers.Dense(1)])
training: {epochs: 3}
```

```check metric
metric: loss
at_most: 1000
seeds: 2
```

```solution
```

```wrong metric
training: {epochs: 1}
```
"""
DESIGN = set_data(DataSpec(source=Generated(pattern="moons")))(
    set_training("", epochs=3)(network("layers.Dense(1, 'sigmoid')"))
)


@pytest.fixture
def lesson(tmp_path: Path) -> Opened:
    folder = tmp_path / "a-lesson"
    folder.mkdir()
    (folder / "lesson.md").write_text(TEXT, encoding="utf-8")
    return open_lesson(folder)


@pytest.fixture(scope="module")
def trials() -> Iterator[Trials]:
    with Trials() as trials:
        yield trials


class Noted:
    """Trains nothing, and notes what it was asked to."""

    def __init__(self) -> None:
        self.asked: list[tuple[Design, int]] = []

    def __call__(self, analysis: Analysis, seed: int, epochs: int) -> Trained:
        self.asked.append((analysis.design, seed))
        return Trained(essence(analysis.design), seed, {"loss": (1.0 if epochs > 1 else 9999.0,) * epochs})


def marked(lesson: Opened, folder: Path, learner: str, design: Design, train: Noted | Trials) -> Mark:
    path = folder / f"{learner}.loomwork"
    done = Done(work={0: encode(design).decode()})
    write_hand_in(path, learner, "a-lesson", "A lesson", done, 0.0)
    return next(Marker([lesson], train).marks([path]))


@given(st.text(max_size=60), st.text(max_size=60))
def test_a_name_has_the_same_seed_always_and_another_in_another_lesson(learner: str, lesson: str) -> None:
    seed = seed_of(learner, lesson)
    assert seed == seed_of(f" {learner} ", lesson)
    assert 0 <= seed < HIGHEST
    assert seed != seed_of(learner, f"{lesson}-2")


def test_the_seed_of_a_name_is_the_same_in_every_version() -> None:
    assert seed_of("Ada", "a-lesson") == 557916162


def test_learners_have_other_data_another_split_and_another_beginning() -> None:
    ada, ben = (seeded(DESIGN, seed_of(name, "a-lesson")) for name in ("Ada", "Ben"))
    assert len({design.training.seed for design in (ada, ben, DESIGN)}) == 3
    assert len({design.data.split_seed for design in (ada, ben, DESIGN)}) == 3
    rows = [load_examples(design.data) for design in (ada, ben, ada)]
    assert not np.array_equal(rows[0].x_train, rows[1].x_train)
    assert np.array_equal(rows[0].x_train, rows[2].x_train)
    assert seeded(ada, seed_of("Ada", "a-lesson")) == ada
    shapes = seeded(replace(DESIGN, data=DataSpec(source=Shapes())), 7)
    assert isinstance(shapes.data.source, Shapes)
    assert shapes.data.source.seed == 7


def test_marking_trains_with_the_learners_own_seeds_whatever_the_file_has(lesson: Opened, tmp_path: Path) -> None:
    train, seed = Noted(), seed_of("Ada", "a-lesson")
    for design in (DESIGN, seeded(DESIGN, seed), seeded(DESIGN, seed_of("Ben", "a-lesson"))):
        train.asked.clear()
        assert marked(lesson, tmp_path, "Ada", design, train).passed == 1
        assert [number for _, number in train.asked] == [seed, seed + 1]
        assert all(asked.data == seeded(DESIGN, seed).data for asked, _ in train.asked)


def test_without_it_marking_trains_with_the_lessons_seeds(lesson: Opened, tmp_path: Path) -> None:
    train = Noted()
    plain = Opened(lesson.path, lesson.text, read_lesson(TEXT.replace("own_seeds: true\n", "")))
    assert marked(plain, tmp_path, "Ada", DESIGN, train).passed == 1
    assert [number for _, number in train.asked] == [0, 1]
    assert train.asked[0][0].data == DESIGN.data


def test_a_real_run_is_marked_alike_twice_and_differs_between_learners(
    lesson: Opened, tmp_path: Path, trials: Trials
) -> None:
    found = [
        marked(lesson, tmp_path, name, DESIGN, trials).steps[0].verdicts["metric"] for name in ("Ada", "Ben", "Ada")
    ]
    assert found[0] == found[2]
    assert found[0].found != found[1].found


def test_a_lesson_has_to_hold_for_several_learners(lesson: Opened) -> None:
    train = Noted()
    assert faults_of(lesson, train) == []
    assert {number for _, number in train.asked} >= {seed_of(name, "a-lesson") for name in SOME}
    assert len({design.data.split_seed for design, _ in train.asked}) == len(SOME)
