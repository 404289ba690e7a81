"""A window in which a lesson is written, and hands for its forms."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QFileDialog, QPushButton
from pytestqt.qtbot import QtBot

from designer.ui.lessons.writing.piece_form import PieceForm
from designer.ui.lessons.writing.writer import Writer
from designer.ui.window import Window
from tests.ui.person import LEFT

TEXT = """---
title: Two layers
name: two-layers
minutes: 5
---

What comes first.

## Draw

Put a second Dense layer behind the first.

```start
code: keras.Sequential([keras.Input((2,)), keras.layers.Dense(4, name="first")])
```

```check layers
name: two
of: Dense
exactly: 2
```

## Answer

```check answer
name: count
ask: How many layers learn?
number: 2
```
"""

Do = Callable[[QDialog], None]
Meet = Callable[[Do], None]


@pytest.fixture
def lesson_text() -> str:
    return TEXT


@pytest.fixture
def writer(window: Window, lesson: Path, qtbot: QtBot) -> Writer:
    """The lesson, opened to be changed, and read."""
    window.lessons.writing.open(lesson)
    made = window.lessons.writing.writer
    assert made is not None
    qtbot.waitExposed(made)
    qtbot.waitUntil(lambda: is_read(made))
    made.text.setFocus()
    return made


def is_read(writer: Writer) -> bool:
    looked = writer.reading.looked
    return looked is not None and looked.text == writer.manuscript.text == writer.text.toPlainText()


@pytest.fixture
def meet() -> Iterator[Meet]:
    """Has something done to the next dialog that comes up, which is to go by it."""

    def arrange(do: Do) -> None:
        timer = QTimer()
        timer.setInterval(10)

        def look() -> None:
            dialog = QApplication.activeModalWidget()
            if isinstance(dialog, QDialog):
                timer.stop()
                try:
                    do(dialog)
                finally:
                    if dialog.isVisible():
                        dialog.reject()

        timer.timeout.connect(look)
        timer.start()
        arranged.append(timer)

    arranged: list[QTimer] = []
    yield arrange
    for timer in arranged:
        timer.stop()


def fill(**typed: str) -> Do:
    """Types into the fields of a form and puts the piece in."""

    def do(dialog: QDialog) -> None:
        assert isinstance(dialog, PieceForm)
        for name, words in typed.items():
            widget = dialog.widgets[name]
            widget.setFocus()
            QTest.keyClicks(widget, words)
        assert dialog.ok_button.isEnabled(), dialog.fault.text()
        QTest.mouseClick(dialog.ok_button, LEFT)

    return do


def press(words: str) -> Do:
    """Presses the button that is called so."""

    def do(dialog: QDialog) -> None:
        button = next(one for one in dialog.findChildren(QPushButton) if one.text().replace("&", "") == words)
        QTest.mouseClick(button, LEFT)

    return do


def answer_with(monkeypatch: pytest.MonkeyPatch, path: Path) -> None:
    """Has the system's dialogs give a path."""
    for dialog in ("getSaveFileName", "getOpenFileName"):
        monkeypatch.setattr(QFileDialog, dialog, lambda *args, **more: (str(path), ""))


def trigger(writer: Writer, id: str) -> None:
    (writer.commands.qt.get(id) or writer.commands.checks[id]).trigger()
