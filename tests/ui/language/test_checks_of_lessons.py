"""What checks say, and the menu and the forms by which they are written, are in the language of the window."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QMenu, QWidget
from pytestqt.qtbot import QtBot

from designer.lessons.reading import TAGS
from designer.lessons.writing.forms import fields_of
from designer.ui.language import Speech
from designer.ui.lessons.check_row import AnswerRow, CheckRow
from designer.ui.lessons.writing.piece_form import PieceForm
from designer.ui.lessons.writing.writer import Writer
from designer.ui.window import Window
from tests.lessons.cases import CASES, Case
from tests.lessons.lessons import FRONT, check
from tests.ui.language.test_whole_window import is_cut, left_in

FILED = {*TAGS, "true", "false", "mine", "dense", "plane", "height", "and"}
"""What stands in files, and what cases call their layers and data."""


def said(case: Case) -> set[str]:
    """The words of a case that are its author's or its learner's."""
    return set(re.findall(r"\w{3,}", repr(case))) | FILED


@pytest.mark.parametrize(("tag", "case"), [(tag, case) for tag, cases in CASES.items() for case in cases])
def test_nothing_that_a_check_says_is_left_in_english(brackets: Speech, qtbot: QtBot, tag: str, case: Case) -> None:
    for did in (case.right, case.wrong, case.nearly):
        asked = check(tag, case.text)
        for row in (CheckRow(asked), AnswerRow(asked)):
            qtbot.addWidget(row)
            row.show_verdict(case.judged(tag, did), asked=True)
            assert left_in(row, said(case)) == []


@pytest.mark.parametrize(
    ("tag", "at", "words"),
    [
        ("layers", 0, "Zwischen 2 und 3 Dense-Schichten"),
        ("setting", 0, "„units“ von der letzten Dense-Schicht: genau 1"),
        ("shape", 2, "Aus dem Netz kommt beliebig x 1"),
        ("data", 2, "Zeilen: mindestens 400"),
        ("training", 2, "Lernrate: höchstens 0.01"),
        ("metric", 0, "Validierungsverlust: höchstens 0.1 innerhalb von 2 Epochen"),
        ("metric", 2, "Genauigkeit der Validierung: mindestens 0.9, mit 2 verschiedenen Seeds"),
        ("gap", 0, "Verlust in Training und Validierung mindestens 0.3 auseinander"),
    ],
)
def test_what_a_check_asks_for_is_said_in_german(german: Speech, qtbot: QtBot, tag: str, at: int, words: str) -> None:
    case = CASES[tag][at]
    row = CheckRow(check(tag, case.text))
    qtbot.addWidget(row)
    row.show_verdict(case.judged(tag, case.wrong), asked=False)
    assert row.text.text() == words


@pytest.fixture
def writer(brackets: Speech, open_window: Callable[..., Window], tmp_path: Path, qtbot: QtBot) -> Writer:
    path = tmp_path / "lesson.md"
    path.write_text(f"{FRONT}## Xxxx\n", encoding="utf-8")
    desk = open_window().lessons.writing
    desk.open(path)
    assert desk.writer is not None
    return desk.writer


def test_nothing_in_the_menus_a_lesson_is_written_with_is_left_in_english(writer: Writer) -> None:
    menus = writer.menuBar().findChildren(QMenu)
    assert {action for menu in menus for action in menu.actions()} >= {*writer.commands.checks.values()}
    assert [left for menu in menus for left in left_in(menu, FILED)] == []


@pytest.mark.parametrize("tag", TAGS)
def test_nothing_in_the_form_of_a_check_is_left_in_english_or_cut_off(writer: Writer, qtbot: QtBot, tag: str) -> None:
    seen: list[list[str]] = []

    def look() -> None:
        form = QApplication.activeModalWidget()
        assert isinstance(form, PieceForm)
        filed = {word for field in fields_of(TAGS[tag]) for choice in field.choices for word in re.split(r"\W", choice)}
        cut = [part.text() for part in form.findChildren(QWidget) if part.isVisible() and is_cut(part)]
        seen.append([*left_in(form, FILED | filed), *cut])
        form.reject()

    QTimer.singleShot(50, look)
    writer.commands.checks[tag].trigger()
    assert seen == [[]]
