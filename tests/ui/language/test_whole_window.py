"""Nothing the window shows is left in English where another language is spoken, and longer words still fit."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from designer.catalogue import KINDS
from designer.catalogue.callbacks import CALLBACKS
from designer.catalogue.losses import LOSSES
from designer.catalogue.metrics import METRICS
from designer.catalogue.optimizers import OPTIMIZERS
from designer.graph.design import Design
from designer.lessons import open_lesson
from designer.lessons.shelf import shelf
from designer.ui.language import Speech
from designer.ui.shortcuts import ShortcutSheet
from designer.ui.training.run import Phase
from designer.ui.window import Window
from tests.ui.language.texts import texts
from tests.ui.person import PATIENT, Person

NAMES = {*KINDS, *OPTIMIZERS, *LOSSES, *CALLBACKS, *METRICS}
METRIC_WORDS = {word for kind in METRICS.values() for word in (*kind.log.split("_"), "IoU")}
"""A metric is shown as Keras calls it, with spaces."""
KEYS = {"Home", "PgUp", "PgDown", "Left", "Right", "Down", "Return", "Enter", "Backspace", "Space", "Shift", "Ctrl"}
"""What a shortcut is written with; Qt knows how each system calls its keys."""
QTS = {
    "Float",
    "Close",
    "Scroll",
    "Left",
    "Right",
    "separator",
    "Undocks",
    "attaches",
    "widget",
    "dock",
    "Closes",
    "Cancel",
    "and",
    "the",
}
"""Said by Qt, which has translations of its own."""
SETTINGS = {
    "value",
    "relu",
    "header",
    "channels",
    "size",
    "noise",
    "seed",
    "task",
    "missing",
    "once",
    "height",
    "width",
    "validation",
    "epochs",
    "shuffle",
}
"""Names of settings: a field says its own to assistive tools, as the code has it."""
LESSON = """---
title: Wwww
minutes: 5
---

## Xxxx

```start
code: keras.Sequential([keras.Input((2,)), keras.layers.Dense(4), keras.layers.Dense(1)])
```

```check layers
of: Dense
exactly: 1
```

```check answer
name: count
ask: Yyyy?
number: 2
```
"""
"""A step whose author says next to nothing: all else is the program's."""
OURS = {"Layerloom", "Untitled", "English", "Deutsch"}


def english_in(text: str) -> list[str]:
    """The words of a text that nobody translated, but for names."""
    said = text
    while (inner := re.sub(r"⟦[^⟦⟧]*(?:⟧|$)", "", said)) != said:
        said = inner
    said = re.sub(r"<style.*?</style>|<[^>]*>|&\w+;", "", said, flags=re.DOTALL)
    words = re.findall(r"\w{3,}", said)
    return [word for word in words if re.search(r"[a-z]{3}", word) and not _is_name(word)]


def _is_name(word: str) -> bool:
    return (
        word in NAMES | METRIC_WORDS | KEYS | QTS | OURS
        or "_" in word
        or re.fullmatch(r"[A-Za-z]+[A-Z]\w+", word) is not None
    )


def left_in(top: QWidget, names: set[str]) -> list[str]:
    found = {text: [word for word in english_in(text) if word not in names] for _, text in texts(top)}
    return [f"{text!r}: {', '.join(words)}" for text, words in found.items() if words]


@pytest.fixture
def named(window_in_brackets: Window) -> set[str]:
    """What the layers, settings and columns of the design are called."""
    kinds = {setting.name for kind in KINDS.values() for setting in kind.settings}
    return kinds | {node.name for node in window_in_brackets.session.design.graph.nodes.values()} | SETTINGS


@pytest.fixture
def window_in_brackets(brackets: Speech, open_window: Callable[..., Window], qtbot: QtBot) -> Window:
    return open_window()


def test_nothing_in_the_window_is_left_in_english(window_in_brackets: Window, named: set[str], qtbot: QtBot) -> None:
    for dock in window_in_brackets.docks.docks.values():
        dock.show()
        dock.raise_()
        QApplication.processEvents()
    assert left_in(window_in_brackets, named) == []


def test_an_empty_canvas_says_what_to_do_in_the_language_of_the_window(window_in_brackets: Window) -> None:
    window_in_brackets.session.start(Design())
    assert left_in(window_in_brackets.canvas, set()) == []


@pytest.mark.parametrize(
    "action",
    ["example", "export_picture", "shortcuts", "commands", "lesson_mark", "about", "language", "lessons"],
)
def test_nothing_in_a_dialog_is_left_in_english_or_cut_off(
    window_in_brackets: Window, named: set[str], qtbot: QtBot, action: str
) -> None:
    seen: list[list[str]] = []
    words = named | said_by_authors()

    def look() -> None:
        for other in others(window_in_brackets):
            parts = [] if action == "commands" else other.findChildren(QWidget)  # its long helps end at its edge
            cut = [part.text() for part in parts if part.isVisible() and is_cut(part)]
            seen.append([*left_in(other, words), *cut])
            other.close()

    QTimer.singleShot(600, look)
    window_in_brackets.actions_[action].trigger()
    qtbot.waitUntil(lambda: bool(seen))
    assert seen == [[]] * len(seen)


def said_by_authors() -> set[str]:
    """The words above the lessons that come along, which are in the language they were written in."""
    fronts = [open_lesson(one.path).lesson.front for one in shelf()]
    return {word for front in fronts for word in re.findall(r"\w{3,}", f"{front.title} {front.summary} {front.name}")}


def test_nothing_that_the_program_says_in_a_lesson_is_left_in_english(
    window_in_brackets: Window, named: set[str], tmp_path: Path, qtbot: QtBot
) -> None:
    window, path = window_in_brackets, tmp_path / "lesson.md"
    path.write_text(LESSON, encoding="utf-8")
    window.lessons.open(path)
    window.lessons.check()
    QApplication.processEvents()
    panel = window.lessons.panel
    assert panel.rows["layers"].state == "wrong"
    assert left_in(panel, {"Wwww", "Xxxx", "Yyyy"}) == []
    assert english_in(window.status.sentence.text()) == []
    assert [part.text() for part in panel.findChildren(QWidget) if part.isVisible() and is_cut(part)] == []


def test_the_sheet_of_keys_has_room_for_longer_sentences(window_in_brackets: Window) -> None:
    window_in_brackets.show_shortcuts()
    QApplication.processEvents()
    (sheet,) = window_in_brackets.findChildren(ShortcutSheet)
    told = [label for label in sheet.findChildren(QLabel) if label.wordWrap()]
    assert [label.text() for label in told if label.height() < label.heightForWidth(label.width())] == []
    assert told


def others(window: Window) -> Iterator[QWidget]:
    return (other for other in QApplication.topLevelWidgets() if other.isVisible() and other is not window)


def test_nothing_of_a_trained_network_is_left_in_english(
    brackets: Speech, open_window: Callable[..., Window], qtbot: QtBot
) -> None:
    person = Person(open_window(engine=True), qtbot)
    person.until(lambda: person.window.actions_["train"].isEnabled(), PATIENT)
    person.window.actions_["train"].trigger()
    person.until(lambda: person.run.phase is Phase.FINISHED, PATIENT)
    window = person.window
    names = {node.name for node in window.session.design.graph.nodes.values()} | SETTINGS
    for dock in window.docks.docks.values():
        dock.show()
        dock.raise_()
        qtbot.wait(200)
    assert left_in(window, names) == []


def test_longer_words_are_not_cut_off(window_in_brackets: Window, qtbot: QtBot) -> None:
    for dock in window_in_brackets.docks.docks.values():
        dock.show()
        dock.raise_()
        QApplication.processEvents()
        cut = [part.text() for part in dock.findChildren(QWidget) if part.isVisible() and is_cut(part)]
        assert cut == [], dock.objectName()


def is_cut(part: QWidget) -> bool:
    """Whether a button or a label on one line has less room than its words need, and says so nowhere."""
    if not isinstance(part, QPushButton | QLabel) or not part.text() or part.toolTip():
        return False
    if isinstance(part, QLabel) and (part.wordWrap() or part.pixmap()):
        return False
    return part.width() + 2 < part.fontMetrics().horizontalAdvance(part.text().replace("&", ""))
