"""Every lesson of the course can be played to its end in the window, and a wrong answer never passes for a right one."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from msgspec.structs import replace
from PySide6.QtCore import QPointF, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from designer.graph.design import Design
from designer.lessons.checks.making import Export, Hand
from designer.lessons.checks.training import OfRuns
from designer.lessons.shelf import Shelved, shelf
from designer.lessons.sketches import TOP, read_sketch
from designer.lessons.starts import begun
from designer.ui.lessons.question import Asked
from designer.ui.lessons.sketch_board import SketchBoard
from designer.ui.training.run import Phase
from designer.ui.window import Window
from tests.ui.lessons.drawing import drawn
from tests.ui.lessons.hands import bring_data, export, set_training, set_weights
from tests.ui.person import CTRL, Person

PATIENT = 180_000


@pytest.fixture
def engaged(open_window: Callable[..., Window], qtbot: QtBot) -> Window:
    """A window whose worker is ready."""
    window = open_window(engine=True)
    window.resize(1920, 1080)  # so that all cards of a lesson are in view at once
    qtbot.waitUntil(lambda: window.link.ready is not None, timeout=PATIENT)
    return window


def sketch(board: SketchBoard, given: object) -> None:
    """Click each point of a sketch onto the axes."""
    drawn = read_sketch(str(given))
    assert drawn is not None
    board.clear()
    frame = board.frame()
    for at, height in enumerate(drawn):
        if height is not None:
            across, up = at / (len(drawn) - 1) * frame.width(), height / TOP * frame.height()
            place = QPointF(frame.left() + across, frame.bottom() - up).toPoint()
            QTest.mouseClick(board, Qt.MouseButton.LeftButton, pos=place)


def reply(asked: Asked, given: object) -> None:
    """Answer a question as one does: a click on an option, keys and Enter, or a curve of clicks."""
    if asked.board is not None:
        sketch(asked.board, given)
    elif asked.options:
        at = next(at for at, one in enumerate(asked.check.options, 1) if given in (at, one.text))  # type: ignore[union-attr]
        QTest.mouseClick(asked.options[at - 1].button, Qt.MouseButton.LeftButton)
    elif asked.line is not None:
        asked.line.clear()
        QTest.keyClicks(asked.line, str(given))
        QTest.keyClick(asked.line, Qt.Key.Key_Return)
    else:
        assert asked.code is not None
        asked.code.setPlainText(str(given))
        QTest.mouseClick(asked.code_button, Qt.MouseButton.LeftButton)


def train(person: Person, seed: int) -> None:
    """Type the seed if it is another one, and train to the end."""
    training, before = person.session.design.training, person.run.run
    set_training(person, replace(training, seed=seed))
    person.until(lambda: person.session.snapshot.data is not None, PATIENT)
    person.key(Qt.Key.Key_Return, CTRL)
    person.until(lambda: person.run.run is not before and person.run.phase is Phase.FINISHED, PATIENT)


def solve(person: Person, design: Design) -> None:
    bring_data(person, design)
    assert drawn(person, design)
    set_training(person, design.training)
    assert person.session.design.training == design.training


IN_A_ROW = 4


@pytest.mark.parametrize("at", range(0, len(shelf()), IN_A_ROW))
def test_lessons_are_played_to_their_end_by_mouse_and_keys(
    at: int, engaged: Window, qtbot: QtBot, tmp_path: Path
) -> None:
    for shelved in shelf()[at : at + IN_A_ROW]:
        play(shelved, Person(engaged, qtbot), qtbot, tmp_path)


def play(shelved: Shelved, person: Person, qtbot: QtBot, folder: Path) -> None:
    engaged = person.window
    assert engaged.lessons.open(shelved.path)
    player, panel = engaged.lessons.player, engaged.lessons.panel
    lesson = player.lesson
    assert lesson is not None
    for number, step in enumerate(lesson.steps):
        assert player.at == number
        qtbot.wait(50)  # until the questions have their places
        answers = dict(step.solutions[0].attempt.answers) if step.solutions else {}
        for tried in step.wrong:
            for asked in panel.asked:
                if asked.check.name == tried.check and tried.check in tried.attempt.answers:
                    reply(asked, tried.attempt.answers[tried.check])
                    assert panel.rows[tried.check].state == "wrong", (step.title, tried.check)
        if step.solutions:
            design = begun(step.solutions[0].attempt.start, engaged.session.design, player.source.file)  # type: ignore[union-attr]
            solve(person, design)
        for asked in panel.asked:
            if str(asked.check.name) in answers:
                reply(asked, answers[str(asked.check.name)])
        for check in step.checks:
            if isinstance(check, Hand):
                set_weights(person, str(answers[str(check.name)]))
        for seed in range(max((check.seeds for check in step.checks if isinstance(check, OfRuns)), default=0)):
            train(person, seed)
        for check in step.checks:
            if isinstance(check, Export):
                export(person, check, folder)
        person.key(Qt.Key.Key_K, CTRL)
        assert player.asked
        qtbot.waitUntil(lambda: player.passed, timeout=PATIENT)
        assert panel.next_button.isEnabled()
        QTest.mouseClick(panel.next_button, Qt.MouseButton.LeftButton)
    assert player.lesson is None
    name = lesson.front.name or shelved.name
    assert len(player.learner.at(name).passed) == len(lesson.steps)
