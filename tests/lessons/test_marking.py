"""What is handed in is judged anew: right work passes, wrong work fails, and no file is believed or can do harm."""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from designer.analysis import Analysis
from designer.errors import FileError
from designer.graph.design import Design
from designer.graph.edits import set_data, set_training
from designer.graph.files import encode
from designer.graph.specs import DataSpec, Generated, Table
from designer.lessons.evidence import Trained, essence
from designer.lessons.handed import write_export
from designer.lessons.handin import HandIn, read_hand_in, write_hand_in
from designer.lessons.marking import Mark, Marker, common_mistakes
from designer.lessons.opening import Opened, open_lesson
from designer.lessons.progress import Done
from designer.lessons.proving import Train
from designer.lessons.reports import csv_text, html_text
from designer.lessons.trials import Trials
from designer.reading import read_text
from designer.start import main
from tests.lessons.lessons import FRONT, network

LESSON = f"""{FRONT}
## Draw

```check layers
of: Dense
exactly: 2
```

## Answer

```check answer
name: count
ask: How many layers learn?
number: 2
```

## Train

```check metric
metric: loss
at_most: 0.05
epochs: 60
```
"""
GOOD = set_training("", epochs=60)(network("layers.Dense(8, 'relu'), layers.Dense(1)"))
BAD = set_training(
    "",
    epochs=60,
    optimizer=msgspec.convert({"kind": "SGD", "settings": {"learning_rate": 1e-9}}, type=type(GOOD.training.optimizer)),
)(network("layers.Dense(1)"))


@pytest.fixture(scope="module")
def lesson(tmp_path_factory: pytest.TempPathFactory) -> Opened:
    folder = tmp_path_factory.mktemp("lesson") / "a-lesson"
    folder.mkdir()
    (folder / "lesson.md").write_text(LESSON, encoding="utf-8")
    return open_lesson(folder)


@pytest.fixture
def lesson_without_end(tmp_path: Path) -> Opened:
    """The same, with as many epochs as a design asks for."""
    folder = tmp_path / "endless" / "a-lesson"
    folder.mkdir(parents=True)
    (folder / "lesson.md").write_text(LESSON.replace("epochs: 60\n", ""), encoding="utf-8")
    return open_lesson(folder)


@pytest.fixture(scope="module")
def trials() -> Iterator[Trials]:
    with Trials() as trials:
        yield trials


def work(*designs: Design, **answers: int) -> Done:
    kept = {at: encode(design).decode() for at, design in enumerate(designs)}
    return Done(work=kept, answers=dict(answers), passed=(0, 1, 2), checked=3, seconds=600.0)


def hand_in(folder: Path, name: str, done: Done) -> Path:
    path = folder / f"{name}.loomwork"
    write_hand_in(path, name, "a-lesson", "A lesson", done, 0.0)
    return path


def marked(lesson: Opened, path: Path, train: Train | None = None) -> Mark:
    return next(Marker([lesson], train).marks([path]))


def test_thirty_hand_ins_are_marked_as_they_are(lesson: Opened, trials: Trials, tmp_path: Path) -> None:
    chance = random.Random(4)
    expected: dict[str, int] = {}
    for number in range(30):
        right = [chance.random() < 0.6 for _ in range(3)]
        designs = (GOOD if right[0] else BAD, GOOD, GOOD if right[2] else BAD)
        hand_in(tmp_path, f"student {number}", work(*designs, count=2 if right[1] else 3))
        expected[f"student {number}"] = sum(right)
    marks = list(Marker([lesson], trials).marks(sorted(tmp_path.iterdir())))
    assert {mark.learner: mark.passed for mark in marks} == expected
    assert all(mark.sealed and not mark.fault for mark in marks)
    mistakes = common_mistakes(marks)
    assert any("1 Dense layer" in what for _, _, what in mistakes)
    assert mistakes == sorted(mistakes, key=lambda one: -one[0])


MADE = f"""{FRONT}
## By hand

```check hand
name: line
points: [[0, 0, 4], [5, 1, 15]]
within: 0.5
```

## Take it home

```check export
name: home
form: model
```
"""
UNIT = "import keras\n\nmodel = keras.Sequential([keras.Input((2,)), keras.layers.Dense({units}, name='unit')])\n"


@pytest.mark.parametrize(
    ("weights", "form", "code", "passed"),
    [
        ("unit: 2; 1; 4.1", "model", UNIT.format(units=1), (True, True)),
        ("unit: 2; 1; 1", "model", UNIT.format(units=2), (False, False)),
        ("unit: 2; 1; 4.1", "script", UNIT.format(units=1), (True, False)),
        ("unit: nan; 1; 4", "model", "import os\nos.system('touch harm')\n", (False, False)),
    ],
)
def test_what_was_made_is_marked_by_what_it_says_and_never_run(
    weights: str, form: str, code: str, passed: tuple[bool, bool], tmp_path: Path
) -> None:
    folder = tmp_path / "a-lesson"
    folder.mkdir()
    (folder / "lesson.md").write_text(MADE, encoding="utf-8")
    unit = read_text(UNIT.format(units=1)).design
    done = replace(work(unit, unit), answers={"line": weights, "home": write_export(form, code)})
    mark = marked(open_lesson(folder), hand_in(tmp_path, "Ada", done))
    assert tuple(step.passed for step in mark.steps) == passed
    assert not (tmp_path / "harm").exists()
    assert not Path("harm").exists()


def test_what_a_file_claims_counts_for_nothing(lesson: Opened, tmp_path: Path) -> None:
    assert marked(lesson, hand_in(tmp_path, "bold", work(BAD, BAD, BAD, count=9))).passed == 0


def test_a_changed_file_is_told_apart(lesson: Opened, tmp_path: Path) -> None:
    path = hand_in(tmp_path, "honest", work(BAD, count=3))
    assert marked(lesson, path).sealed
    path.write_bytes(path.read_bytes().replace(b'"count": 3', b'"count": 2'))
    mark = marked(lesson, path)
    assert not mark.sealed
    assert mark.steps[1].fault == "It was not begun."


def test_work_on_a_translation_is_work_on_the_lesson(lesson: Opened, tmp_path: Path) -> None:
    german = tmp_path / "a-lesson"
    german.mkdir()
    translated = (
        LESSON.replace("## Draw", "## Zeichne").replace("## Answer", "## Antworte").replace("## Train", "## Trainiere")
    )
    (german / "lesson.md").write_text(translated, encoding="utf-8")
    path = hand_in(tmp_path, "Ada", work(GOOD, GOOD, GOOD, count=2))
    assert marked(open_lesson(german), path).passed == marked(lesson, path).passed == 2


def test_answers_are_judged_by_the_language_they_were_given_in(lesson: Opened, tmp_path: Path) -> None:
    folder = tmp_path / "a-lesson"
    folder.mkdir()
    asked = LESSON.replace("number: 2", "words: [two]")
    (folder / "lesson.md").write_text(asked, encoding="utf-8")
    german = asked.replace("words: [two]", "words: [zwei]").replace("minutes: 5", "minutes: 5\nlanguage: de")
    (folder / "lesson.de.md").write_text(german, encoding="utf-8")
    done = replace(work(GOOD, GOOD, GOOD), answers={"count": "zwei"})
    path = tmp_path / "Ada.loomwork"
    write_hand_in(path, "Ada", "a-lesson", "A lesson", done, 0.0, "de")
    assert marked(open_lesson(folder), path).steps[1].passed
    write_hand_in(path, "Ada", "a-lesson", "A lesson", done, 0.0, "en")
    assert not marked(open_lesson(folder), path).steps[1].passed


def test_work_on_another_lesson_says_so(lesson: Opened, tmp_path: Path) -> None:
    path = tmp_path / "other.loomwork"
    write_hand_in(path, "Ada", "other", "Another", Done(), 0.0)
    assert "work on 'Another'" in marked(lesson, path).fault


def test_no_path_of_a_stranger_is_read(lesson: Opened, tmp_path: Path) -> None:
    secret = tmp_path / "secret.csv"
    secret.write_text("a,b\n" + "1,2\n" * 50, encoding="utf-8")
    prying = set_data(DataSpec(source=Table(str(secret))))(GOOD)
    step = marked(lesson, hand_in(tmp_path, "prying", work(prying))).steps[0]
    assert "no file 'secret.csv'" in step.fault

    seen = []

    def train(analysis: Analysis, seed: int, epochs: int) -> Trained:
        seen.append(analysis.design.training.start)
        return Trained(essence(analysis.design), seed, {"loss": (0.0,)})

    started = replace(GOOD, training=replace(GOOD.training, start=str(secret)))
    assert marked(lesson, hand_in(tmp_path, "starting", work(GOOD, GOOD, started)), train).steps[2].passed
    assert seen == [""]


@pytest.mark.parametrize(
    "endless",
    [
        set_training("", epochs=1_000_000)(network("layers.Dense(1)")),
        set_data(DataSpec(source=Generated(size=1_000_000)))(
            network("layers.Dense(3000), layers.Dense(3000), layers.Dense(1)")
        ),
        network("layers.Dense(30000), layers.Dense(30000), layers.Dense(1)"),
    ],
    ids=["long", "many rows", "large"],
)
def test_what_would_take_forever_is_not_trained(endless: Design, lesson_without_end: Opened, tmp_path: Path) -> None:
    def train(analysis: Analysis, seed: int, epochs: int) -> Trained:
        raise AssertionError("trained")

    step = marked(lesson_without_end, hand_in(tmp_path, "endless", work(GOOD, GOOD, endless)), train).steps[2]
    assert "too large to be trained again" in step.fault


def test_tables_and_pages_hold_any_name(lesson: Opened, tmp_path: Path) -> None:
    names = ("=1+1", "<script>x</script>", '"a", b', "\u5f20")
    for at, name in enumerate(names):
        write_hand_in(tmp_path / f"{at}.loomwork", name, "a-lesson", "A lesson", work(GOOD), 0.0)
    marks = list(Marker([lesson], None).marks(sorted(tmp_path.glob("*.loomwork"))))
    assert "'=1+1," in csv_text(marks)
    page = html_text(marks)
    assert "<script>" not in page
    assert "&lt;script&gt;" in page


def test_the_command_marks_a_folder(lesson: Opened, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    hand_in(tmp_path, "Ada", work(GOOD, GOOD, GOOD, count=2))
    (tmp_path / "broken.loomwork").write_bytes(b"{")
    table, page = tmp_path / "marks.csv", tmp_path / "marks.html"
    arguments = [
        "lesson",
        "mark",
        str(tmp_path),
        "--lesson",
        str(lesson.path),
        "--csv",
        str(table),
        "--report",
        str(page),
    ]
    assert main(arguments) == 0
    said = capsys.readouterr().out
    assert "3 of 3" in said
    assert "broken" in said
    assert "Ada,A lesson,Ada.loomwork,3,3" in table.read_text(encoding="utf-8")
    assert "Ada" in page.read_text(encoding="utf-8")
    assert main(["lesson", "mark", str(tmp_path / "nowhere")]) == 2


CONTENT = msgspec.json.encode(HandIn(1, "Ada", "a-lesson", "A lesson", 0.0, work(GOOD, GOOD, GOOD, count=2)))


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_broken_and_hostile_files_give_a_mark_or_a_sentence(
    lesson: Opened, tmp_path: Path, data: st.DataObject
) -> None:
    content = bytearray(CONTENT)
    for _ in range(data.draw(st.integers(1, 6))):
        at = data.draw(st.integers(0, len(content) - 1))
        piece = data.draw(
            st.sampled_from(
                [b"", b'"', b"\\", b"[" * 3000, b"1e999", b"\xff", b"null", b"/etc/passwd", b"-", b"9" * 30]
            )
        )
        content[at : at + data.draw(st.integers(0, 20))] = piece
    path = tmp_path / "a.loomwork"
    path.write_bytes(bytes(content))
    mark = marked(lesson, path)
    said = [mark.fault, *(step.fault for step in mark.steps)]
    assert all(not one or one.endswith((".", "?")) for one in said), said


def test_a_file_from_a_newer_layerloom_says_so(tmp_path: Path) -> None:
    path = tmp_path / "a.loomwork"
    path.write_bytes(CONTENT.replace(b'"layerloom_work":1', b'"layerloom_work":2,"more":1'))
    with pytest.raises(FileError, match="newer"):
        read_hand_in(path)
