"""A curve is sketched by mouse or by keys before Train unlocks, and what came lies over it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from designer.lessons.handin import read_hand_in
from designer.lessons.sketches import EMPTY
from designer.ui.lessons.player import TOO_LATE
from designer.ui.lessons.question import Asked
from designer.ui.lessons.sketch_board import SketchBoard
from designer.ui.lessons.watched_runs import GUESS_FIRST
from designer.ui.window import Window

TEXT = """---
title: Sketch first
name: sketch-first
minutes: 5
---

## Sketch

```start
example: linear
training: {epochs: 3}
```

```check sketch
name: curve
ask: How will the loss go?
after: It went so.
```
"""


@pytest.fixture
def lesson_text() -> str:
    return TEXT


def asked_in(window: Window) -> Asked:
    (asked,) = window.lessons.panel.asked
    return asked


@pytest.fixture
def board(playing: Window) -> SketchBoard:
    board = asked_in(playing).board
    assert board is not None
    return board


def place(board: SketchBoard, across: float, up: float) -> QPoint:
    frame = board.frame()
    return QPoint(round(frame.left() + across * frame.width()), round(frame.bottom() - up * frame.height()))


def click(board: SketchBoard, across: float, up: float) -> None:
    QTest.mouseClick(board, Qt.MouseButton.LeftButton, pos=place(board, across, up))


def drag(board: SketchBoard, *ways: tuple[float, float]) -> None:
    QTest.mousePress(board, Qt.MouseButton.LeftButton, pos=place(board, *ways[0]))
    for way in ways[1:]:
        QTest.mouseMove(board, place(board, *way))


def guess(window: Window) -> object:
    return window.lessons.player.done.guesses.get("curve")


def test_two_clicks_make_a_sketch_and_one_does_not(playing: Window, board: SketchBoard) -> None:
    click(board, 0, 1)
    assert guess(playing) is None
    assert playing.run.waits_for == GUESS_FIRST
    click(board, 1, 0)
    assert guess(playing) == "100 - - - - - - - 0"
    assert playing.run.waits_for == ""
    assert "a curve that falls. Train, and see" in playing.lessons.panel.rows["curve"].text.text()


def test_a_stroke_is_one_step_and_esc_takes_it_back_whole(playing: Window, board: SketchBoard) -> None:
    drag(board, (0, 1), (0.5, 0), (1, 0))
    QTest.mouseRelease(board, Qt.MouseButton.LeftButton, pos=place(board, 1, 0))
    drawn = board.sketch
    assert None not in drawn
    drag(board, (0, 0), (1, 1))
    assert board.sketch != drawn
    QTest.keyClick(board, Qt.Key.Key_Escape)
    QTest.mouseRelease(board, Qt.MouseButton.LeftButton, pos=place(board, 1, 1))
    assert board.sketch == drawn
    QTest.mouseClick(asked_in(playing).undo_button, Qt.MouseButton.LeftButton)
    assert board.sketch == EMPTY
    assert guess(playing) is None
    assert not asked_in(playing).undo_button.isEnabled()


def test_it_is_sketched_by_keys_alone_and_told(
    playing: Window, board: SketchBoard, keyboard_on: Callable[[QWidget], None]
) -> None:
    keyboard_on(board)
    for _ in range(3):
        QTest.keyClick(board, Qt.Key.Key_PageUp)
    QTest.keyClick(board, Qt.Key.Key_End)
    QTest.keyClick(board, Qt.Key.Key_Down)
    QTest.keyClick(board, Qt.Key.Key_Down)
    assert guess(playing) == "100 - - - - - - - 90"
    assert "Point 9 of 9: 90 of 100" in board.accessibleDescription()
    QTest.keyClick(board, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert guess(playing) is None  # both presses were one step
    QTest.keyClick(board, Qt.Key.Key_Home)
    QTest.keyClick(board, Qt.Key.Key_Delete)
    assert board.sketch == EMPTY


def test_undoing_in_the_sketch_leaves_the_design(
    playing: Window, board: SketchBoard, keyboard_on: Callable[[QWidget], None]
) -> None:
    before = playing.session.design
    click(board, 0, 1)
    keyboard_on(board)
    QTest.keyClick(board, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClick(board, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert playing.session.design == before


def test_clear_takes_the_sketch_back_and_train_waits_again(playing: Window, board: SketchBoard) -> None:
    click(board, 0, 1)
    click(board, 1, 0)
    QTest.mouseClick(asked_in(playing).clear_button, Qt.MouseButton.LeftButton)
    assert playing.run.waits_for == GUESS_FIRST
    board.undo()
    assert guess(playing) == "100 - - - - - - - 0"


def test_a_sketch_is_kept_and_handed_in(playing: Window, board: SketchBoard, tmp_path: Path) -> None:
    click(board, 0, 1)
    click(board, 1, 0)
    playing.lessons.player.hand_in(tmp_path / "mine.loomwork")
    assert read_hand_in(tmp_path / "mine.loomwork").done.guesses == {"curve": "100 - - - - - - - 0"}
    path = playing.lessons.player.source.path  # type: ignore[union-attr]
    playing.lessons.leave()
    playing.lessons.open(path)
    again = asked_in(playing).board
    assert again is not None
    assert again.sketch == (100, None, None, None, None, None, None, None, 0)


def test_what_came_lies_over_the_sketch_which_then_stays(
    open_window: Callable[..., Window], lesson: Path, qtbot: QtBot
) -> None:
    window = open_window(engine=True)
    qtbot.waitUntil(lambda: window.link.ready is not None, timeout=180_000)
    assert window.lessons.open(lesson)
    qtbot.waitUntil(lambda: window.session.snapshot.data is not None)
    board = asked_in(window).board
    assert board is not None
    window.actions_["train"].trigger()
    assert window.run.run is None
    click(board, 0, 1)
    click(board, 1, 0.1)
    sketch = board.sketch
    without = board.grab().toImage()
    window.actions_["train"].trigger()
    qtbot.waitUntil(lambda: bool(board.came), timeout=180_000)
    assert board.grab().toImage() != without
    assert max(board.came) == 100
    assert "It went so." in window.lessons.panel.rows["curve"].text.text()
    click(board, 0.5, 1)
    assert board.sketch == sketch
    assert window.status.sentence.text() == TOO_LATE
    window.lessons.reset()
    assert board.came == ()
    click(board, 0.5, 1)
    assert board.sketch != sketch
