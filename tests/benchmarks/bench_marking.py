"""How long thirty hand-ins take to mark if all networks differ: `uv run tests/benchmarks/bench_marking.py [hand-ins]`.

What has to come out is known beforehand: how many layers and parameters a network has is a sum, an answer is right or
not, and a network either learns the plane, which any of these does in 60 epochs, or says 0 of every point for ever, as its
last layer begins with zeros and moves a billionth at a step. One in ten was changed after it was handed in, and one in ten
is torn. Exit code 1 if one mark is another.

The rivals, in the same run: plain Keras that fits the same networks one after the other, which is what somebody does who
marks with a script; and the same hand-ins once more, whose runs are known by then, so that the rest is reading and judging.
"""

from __future__ import annotations

import os
import random
import sys
import tempfile
import time
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

os.environ["LAYERLOOM_HOME"] = tempfile.mkdtemp(prefix="layerloom-bench-")
sys.path.insert(0, str(Path(__file__).parent.parent.parent))

from designer.data import load_examples
from designer.graph.design import Design
from designer.graph.edits import set_training
from designer.graph.files import encode
from designer.graph.specs import DataSpec
from designer.lessons.handin import SUFFIX, write_hand_in
from designer.lessons.marking import Mark, Marker
from designer.lessons.opening import open_lesson
from designer.lessons.progress import Done
from designer.lessons.trials import Trials
from designer.values import ObjectValue
from tests.lessons.lessons import FRONT, network

COUNT = int(sys.argv[1]) if len(sys.argv) > 1 else 30
EPOCHS, MOST = 60, 100
STEPS = ("Layers", "Parameters", "Answer", "Train")
LESSON = f"""{FRONT}
## Layers

```check layers
of: Dense
exactly: 2
```

## Parameters

```check weights
at_most: {MOST}
```

## Answer

```check answer
name: count
ask: How many numbers go in?
number: 2
```

## Train

```check metric
metric: loss
at_most: 0.05
epochs: {EPOCHS}
```
"""


@dataclass(frozen=True)
class Student:
    """What one hands in: a network with some layers of a width, which learns or not, and an answer; in a file that is as
    it was written, `changed` by hand, or `torn`.
    """

    width: int
    hidden: int
    learns: bool
    answers: bool
    file: str = ""

    def design(self) -> Design:
        inner = f"layers.Dense({self.width}, 'relu'), " * self.hidden
        last = "layers.Dense(1)" if self.learns else "layers.Dense(1, kernel_initializer='zeros')"
        optimizer = ObjectValue("Adam", {"learning_rate": 0.01 if self.learns else 1e-9})
        return set_training("", epochs=EPOCHS, optimizer=optimizer)(network(f"{inner}{last}"))

    def passes(self) -> tuple[bool, ...]:
        """Which steps, by sums of our own."""
        between = (self.hidden - 1) * (self.width + 1) * self.width
        parameters = 3 * self.width + between + self.width + 1
        return self.hidden == 1, parameters <= MOST, self.answers, self.learns

    def is_marked_by(self, mark: Mark) -> bool:
        """Whether a mark says what is so."""
        if self.file == "torn":
            return bool(mark.fault) and not mark.steps
        found = tuple(step.passed for step in mark.steps)
        return not mark.fault and found == self.passes() and mark.sealed is (self.file != "changed")


def students() -> list[Student]:
    """No two with the same network."""
    chance = random.Random(4)
    return [
        Student(
            *(4 + at, 1 + (chance.random() < 0.4), chance.random() < 0.6, chance.random() < 0.7),
            file={3: "changed", 7: "torn"}.get(at % 10, ""),
        )
        for at in range(COUNT)
    ]


def hand_in(folder: Path, student: Student) -> Path:
    content = encode(student.design()).decode()
    done = Done(work=dict.fromkeys(range(len(STEPS)), content), answers={"count": 2 if student.answers else 3})
    path = folder / f"{student.width}{SUFFIX}"
    write_hand_in(path, f"student {student.width}", "a-lesson", "A lesson", done, 0.0)
    written = path.read_bytes()
    if student.file == "changed":
        path.write_bytes(written.replace(b"student", b"scholar", 1))
    elif student.file == "torn":
        path.write_bytes(written[: len(written) // 2])
    return path


def by_hand(handed: Iterable[Student]) -> float:
    """How long plain Keras takes to fit the networks that can be read, its start with it."""
    begun = time.perf_counter()
    import keras

    rows = load_examples(DataSpec())
    for student in handed:
        design = student.design()
        layers = [keras.layers.Dense(student.width, "relu") for _ in range(student.hidden)]
        last = keras.layers.Dense(1, kernel_initializer="glorot_uniform" if student.learns else "zeros")
        network = keras.Sequential([keras.Input((2,)), *layers, last])
        optimizer = keras.optimizers.Adam(**design.training.optimizer.settings)
        network.compile(optimizer, "mean_squared_error")
        network.fit(rows.x_train, rows.y_train, batch_size=design.training.batch_size, epochs=EPOCHS, verbose=0)
    return time.perf_counter() - begun


def timed(marker: Marker, paths: Iterable[Path]) -> tuple[float, list[Mark]]:
    begun = time.perf_counter()
    marks = list(marker.marks(paths))
    return time.perf_counter() - begun, marks


def main() -> int:
    folder = Path(os.environ["LAYERLOOM_HOME"])
    lesson = folder / "a-lesson"
    lesson.mkdir()
    (lesson / "lesson.md").write_text(LESSON, encoding="utf-8")
    opened = open_lesson(lesson)
    assert not opened.faults, opened.faults
    handed = students()
    paths = [hand_in(folder, student) for student in handed]
    with Trials() as trials:
        marker = Marker([opened], trials)
        whole, marks = timed(marker, paths)
        judging, again = timed(marker, paths)
    rival = by_hand(student for student in handed if student.file != "torn")
    wrong = 0
    for student, mark, same in zip(handed, marks, again, strict=True):
        if not student.is_marked_by(mark) or same.steps != mark.steps:
            wrong += 1
            print(f"{mark.path.name}: {student} is marked {mark}")
    print(f"{whole:8.1f} s   {COUNT} hand-ins, each with a network of its own, the worker's start with it")
    print(f"{whole / COUNT:8.2f} s   one of them")
    print(
        f"{rival:8.1f} s   plain Keras, one network after the other, its start with it: {rival / whole:.1f} times as long"
    )
    print(f"{judging:8.2f} s   all of them once their runs are known: reading and judging")
    kinds = f"{sum(one.file == 'changed' for one in handed)} changed, {sum(one.file == 'torn' for one in handed)} torn"
    print(f"{COUNT - wrong} of {COUNT} marked as they are, {kinds}")
    return 1 if wrong else 0


if __name__ == "__main__":
    raise SystemExit(main())
