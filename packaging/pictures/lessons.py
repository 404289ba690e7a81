"""The main moments of each lesson: a step that is read, one that does not pass yet, and one that passes."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget
from stage import Stage

from designer.graph.edits import Edit
from designer.lessons.checks.training import OfRuns
from designer.lessons.lesson import Attempt, Step
from designer.lessons.shelf import Shelved
from designer.lessons.starts import begun


def begun_step(shelved: Shelved, stage: Stage) -> QWidget:
    _open(shelved, stage)
    return stage.window


def failed(shelved: Shelved, stage: Stage) -> QWidget:
    """What somebody tried who has not got it yet, after they asked whether it is right."""
    step = _open(shelved, stage)
    _try(step, step.wrong[0].attempt, stage)
    stage.window.lessons.check()
    return stage.window


def passed(shelved: Shelved, stage: Stage) -> QWidget:
    """The first solution, done and checked."""
    step = _open(shelved, stage)
    _try(step, step.solutions[0].attempt, stage)
    for seed in range(max((check.seeds for check in step.checks if isinstance(check, OfRuns)), default=0)):
        stage.train(seed)
    stage.window.lessons.check()
    stage.until(lambda: stage.window.lessons.player.passed)
    return stage.window


MOMENTS = (
    ("step", "its first step", begun_step),
    ("failed", "a step that does not pass yet", failed),
    ("passed", "a step that passes", passed),
)


def _open(shelved: Shelved, stage: Stage) -> Step:
    """The lesson anew, as somebody who never played it."""
    stage.wake()
    player = stage.window.lessons.player
    player.take(f"{shelved.name} {stage.count()}")
    stage.window.lessons.open(shelved.path)
    stage.until(lambda: stage.window.session.snapshot.data is not None)
    stage.settle()
    return player.step


def _try(step: Step, attempt: Attempt, stage: Stage) -> None:
    """Draw and answer what an attempt has."""
    window, player = stage.window, stage.window.lessons.player
    assert player.source is not None
    design = begun(attempt.start, window.session.design, player.source.file)
    window.session.edit(Edit("Try", lambda before: design))
    stage.settle()
    for asked in window.lessons.panel.asked:
        given = attempt.answers.get(str(asked.check.name))
        if given is not None and asked.line is not None:
            asked.line.setText(str(given))
    for name, given in attempt.answers.items():
        player.answer(name, given)
