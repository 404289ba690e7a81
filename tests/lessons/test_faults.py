"""A fault is one change for the worse, fits designs of every kind, and is found by naming it."""

from __future__ import annotations

from math import inf, isfinite
from pathlib import Path

import pytest

from designer.analysis import analyse
from designer.data import describe, resolve_design
from designer.errors import EditError, LayerloomError
from designer.graph.design import Design
from designer.graph.edits import set_training
from designer.graph.files import decode, encode, load
from designer.lessons import read_lesson
from designer.lessons.checks.finding import Fault
from designer.lessons.exercises import break_and_fix
from designer.lessons.faults import FAULTS, choices, planted, possible
from designer.lessons.proving import prove
from designer.lessons.trials import Trials
from designer.templates import Template, templates
from tests.lessons.lessons import FRONT, judged, network


def design_of(template: Template) -> Design:
    return resolve_design(load(template.path), template.path.parent)


@pytest.mark.parametrize("template", templates(), ids=lambda template: template.file)
def test_every_example_has_places_for_faults_and_stays_a_design(template: Template) -> None:
    design = design_of(template)
    names = list(possible(design))
    assert len(names) >= 4
    for name in names:
        broken = planted(design, name)
        assert broken is not None
        assert broken != design
        assert decode(encode(broken)) == broken
        errors = {problem.code for problem in analyse(design).errors}
        assert {problem.code for problem in analyse(broken).errors} <= errors, name


def test_each_fault_has_a_place_in_some_example() -> None:
    assert {name for template in templates() for name in possible(design_of(template))} == set(FAULTS)
    assert len(FAULTS) >= 12


def test_the_choices_have_the_fault_among_others_and_are_the_same_for_a_seed() -> None:
    for name in FAULTS:
        assert name in choices(name, 1)
        assert len(set(choices(name, 1))) == 5
        assert choices(name, 1) == choices(name, 1)


def test_broken_networks_do_worse() -> None:
    design = design_of(next(template for template in templates() if template.file == "starter"))

    def loss(one: Design, trials: Trials) -> float:
        analysis = analyse(one, describe(one.data))
        try:
            log = trials(analysis, 0, one.training.epochs).logs["val_loss"]
        except LayerloomError:
            return inf
        return log[-1] if isfinite(log[-1]) else inf

    with Trials() as trials:
        sound = loss(design, trials)
        for name in ("rate-high", "rate-low", "one-epoch", "zeros", "noise"):
            broken = planted(design, name)
            assert broken is not None
            assert loss(broken, trials) > 1.5 * sound, name


CHANCE = 0.66
"""Two classes drawn by chance for a hundred rows are nearly never told apart so well."""


def test_shuffled_answers_teach_nothing_that_holds_on_other_rows() -> None:
    design = design_of(next(template for template in templates() if template.file == "spiral"))
    broken = planted(set_training("", epochs=60)(design), "shuffled")
    assert broken is not None
    with Trials() as trials:
        logs = trials(analyse(broken, describe(broken.data)), 0, 60).logs
    assert logs["val_accuracy"][-1] < CHANCE
    assert logs["accuracy"][-1] < 0.8


def test_leaked_rows_are_counted_and_the_fix_brings_the_design_back() -> None:
    design = design_of(next(template for template in templates() if template.file == "starter"))
    broken = planted(design, "leaked")
    assert broken is not None
    (problem,) = [one for one in analyse(broken, describe(broken.data)).problems if one.code == "rows-copies"]
    assert "also among those trained on" in problem.what
    (fix,) = problem.fixes
    assert fix.change(broken) == design
    assert all(one.code != "rows-copies" for one in analyse(design, describe(design.data)).problems)


@pytest.mark.parametrize("name", ["shuffled", "leaked"])
def test_data_is_spoiled_once_and_only_where_it_is_said(name: str) -> None:
    design = design_of(next(template for template in templates() if template.file == "starter"))
    broken = planted(design, name)
    assert broken is not None
    assert planted(broken, name) is None
    assert b"spoiled" in encode(broken)
    assert b"spoiled" not in encode(design)


def test_an_exercise_is_made_for_any_design_that_has_a_network() -> None:
    opened = break_and_fix(network("layers.Dense(4, 'relu'), layers.Dense(1)"), 3)
    (check,) = opened.lesson.steps[0].checks
    assert isinstance(check, Fault)
    assert sum(option.right for option in check.options) == 1
    with pytest.raises(EditError, match="nothing in this design"):
        break_and_fix(Design(), 3)


LESSON = f"""{FRONT}## Find
```start
example: starter
fault: FAULT
```
```check fault
is: rate-high
```
```solution
answers: {{fault: The learning rate is far too large}}
```
```wrong fault
answers: {{fault: The data is mostly noise}}
```
"""


def no_file(name: str) -> Path:
    raise AssertionError(name)


def test_a_lesson_can_plant_a_fault() -> None:
    read = read_lesson(
        LESSON.replace("FAULT", "rate-high").replace("is: rate-high", "is: rate-high\namong: [rate-high, noise]")
    )
    assert read.lesson is not None
    assert read.faults == ()
    assert list(prove(read.lesson, no_file)) == []
    unknown = read_lesson(LESSON.replace("FAULT", "foo")).lesson
    assert unknown is not None
    assert "'foo'" in next(prove(unknown, no_file)).what


def test_a_fault_is_named_by_its_title() -> None:
    design = network("layers.Dense(1)")
    text = "{name: mine, is: zeros, among: [zeros, noise]}"
    assert judged("fault", text, design, answers={"mine": 1}).passed
    assert not judged("fault", text, design, answers={"mine": 2}).passed
