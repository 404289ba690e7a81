"""A lesson is held against its own attempts, with real training where a check asks for runs."""

from __future__ import annotations

from pathlib import Path

import pytest

from designer.errors import LayerloomError
from designer.graph.edits import set_data, set_training
from designer.graph.specs import DataSpec, Generated
from designer.lessons import Fault, read_lesson
from designer.lessons.proving import prove
from designer.lessons.shelf import shelf
from designer.lessons.trials import Trials
from designer.start import main
from tests.lessons.lessons import FRONT, looked_at, network

STEP = """## Step
```start
empty: true
```
```check layers
of: Dense
exactly: 1
```
"""
ONE = "code: 'keras.Sequential([keras.Input((2,)), keras.layers.Dense(1)])'"
TWO = "code: 'keras.Sequential([keras.Input((2,)), keras.layers.Dense(4), keras.layers.Dense(1)])'"


def no_file(name: str) -> Path:
    raise AssertionError(name)


def faults(text: str, train: Trials | None = None) -> list[Fault]:
    read = read_lesson(FRONT + text)
    assert read.lesson is not None
    assert not read.faults
    return list(prove(read.lesson, no_file, train))


def test_a_lesson_whose_attempts_come_out_as_they_should_is_sound() -> None:
    assert faults(f"{STEP}```solution\n{ONE}\n```\n```wrong layers\n{TWO}\n```\n") == []


@pytest.mark.parametrize(
    ("attempts", "line", "word"),
    [
        ("", 5, "solution"),
        (f"```wrong layers\n{TWO}\n```\n", 5, "solution"),
        (f"```solution\n{ONE}\n```\n", 5, "wrong attempt"),
        (f"```solution\n{TWO}\n```\n```wrong layers\n{TWO}\n```\n", 13, "fails layers"),
        (f"```solution\n{ONE}\n```\n```wrong layers\n{ONE}\n```\n", 16, "passes it"),
        (f"```solution\n{ONE}\n```\n```wrong layers\nexample: foo\n```\n", 16, "'foo'"),
        (f"```solution\n{ONE}\n```\n```wrong layers\ncode: keras.Sequential([Foo()])\n```\n", 16, "Foo"),
        (f"```solution\n{ONE}\n```\n```wrong layers\nempty: true\nexample: iris\n```\n", 16, "Keep one"),
        (f"```solution\n{ONE}\n```\n```wrong layers\nempty: true\ntraining: {{epochs: 0}}\n```\n", 16, "epochs"),
    ],
)
def test_what_does_not_hold_is_told_with_its_line(attempts: str, line: int, word: str) -> None:
    assert [fault.line for fault in faults(STEP + attempts) if word in fault.what] == [line]


def test_a_step_goes_on_from_the_solution_of_the_one_before() -> None:
    second = "## Next\n```check layers\nof: Dense\nexactly: 1\nname: still\n```\n```solution\n```\n```wrong still\nempty: true\n```\n"
    assert faults(f"{STEP}```solution\n{ONE}\n```\n```wrong layers\n{TWO}\n```\n{second}") == []


THREE = "code: 'keras.Sequential([keras.Input((2,)), keras.layers.Dense(1), keras.layers.ReLU()])'"


@pytest.mark.parametrize(
    ("view", "said"),
    [
        ("lock: [layers]", "Nobody could do this solution. This step keeps the layers and wires as they are."),
        ("lock: [Dense]", "Nobody could do this solution. This step keeps the Dense layers as they are."),
        ("palette: [Input, Dense]", "The solution adds ReLU, which the step's palette does not offer."),
        ("lock: [data, training, code, panels]", ""),
        ("palette: [Input, Dense, relu]", ""),
    ],
)
def test_a_solution_that_the_step_itself_bars_is_a_fault(view: str, said: str) -> None:
    step = STEP.replace("```check", f"```view\n{view}\n```\n```check", 1)
    found = faults(f"{step}```solution\n{THREE}\n```\n```wrong layers\n{TWO}\n```\n")
    assert [fault.line for fault in found] == ([16] if said else [])
    assert all(said in fault.what for fault in found)


def test_what_was_there_when_the_step_began_need_not_be_offered() -> None:
    text = f"{STEP}```solution\n{THREE}\n```\n```wrong layers\n{TWO}\n```\n"
    second = "## Next\n```view\npalette: [Dropout]\n```\n```check layers\nof: Dense\nexactly: 1\nname: still\n```\n```solution\n```\n```wrong still\nempty: true\n```\n"
    assert faults(text + second) == []


def test_an_attempt_that_answers_nothing_does_not_count_as_wrong() -> None:
    asked = "## Ask\n```check answer\nname: a\nask: How many?\nnumber: 2\n```\n```solution\nanswers: {a: 2}\n```\n```wrong a\n```\n"
    assert ["does not come to it" in fault.what for fault in faults(asked)] == [True]


def test_a_run_that_takes_too_long_is_given_up_and_the_next_is_trained() -> None:
    slow = looked_at(
        set_training("", batch_size=1)(set_data(DataSpec(source=Generated(size=1_000_000)))(network("layers.Dense(1)")))
    )
    with Trials(seconds=20) as trials:
        with pytest.raises(LayerloomError, match="took longer"):
            trials(slow, 0, 2_000)
        trials.seconds = 200  # another worker has to start first, which is slow on a busy machine
        assert trials(looked_at(network("layers.Dense(1)")), 0, 2).logs["loss"]


RUNS = """## Train
```start
example: linear
```
```check metric
metric: loss
at_most: 0.05
epochs: 60
seeds: 2
```
```solution
```
```wrong metric
training: {epochs: 2, optimizer: {kind: SGD, settings: {learning_rate: 0.00001}}}
```
"""


def test_checks_of_runs_are_trained_for() -> None:
    with Trials() as trials:
        assert faults(RUNS, trials) == []
        assert ["fails metric" in fault.what for fault in faults(RUNS.replace("0.05", "1e-9"), trials)] == [True]


def test_the_command_names_file_line_and_fault(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "mine.md"
    path.write_text(FRONT + STEP, encoding="utf-8")
    assert main(["lesson", "validate", str(path)]) == 1
    assert f"{path}:5: Expected a solution" in capsys.readouterr().out
    assert main(["lesson", "validate", "--json", str(path)]) == 1
    assert '"line": 5' in capsys.readouterr().out
    assert main(["lesson", "validate", str(tmp_path / "nothing.md")]) == 1
    assert "Expected a lesson" in capsys.readouterr().err


def test_the_lessons_that_come_along_are_sound(capsys: pytest.CaptureFixture[str]) -> None:
    folders = [str(one.path) for one in shelf()]
    assert folders
    assert main(["lesson", "validate", "--train", *folders]) == 0, capsys.readouterr().out


@pytest.mark.parametrize(
    "text",
    [path for one in shelf() for path in sorted(one.path.glob("lesson.*.md"))],
    ids=lambda path: f"{path.parent.name}-{path.stem}",
)
def test_their_translations_are_sound_too(text: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["lesson", "validate", str(text)]) == 0, capsys.readouterr().out
