"""Lessons that the program makes, sheets and reports are in the language of the window; the words of others stay as they are."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QWidget

from designer.lessons import Verdict
from designer.lessons.by_hand import hand_net
from designer.lessons.marking import Mark, StepMark
from designer.lessons.opening import as_written
from designer.lessons.reports import csv_text, html_text
from designer.ui.language import Speech, tr
from designer.ui.lessons.worksheet import lines_of
from designer.ui.window import Window
from tests.lessons.lessons import FRONT, network
from tests.ui.language.test_whole_window import english_in, is_cut, left_in

MARKS = (
    Mark(
        Path("ada.loomwork"),
        "Ada",
        "Tides",
        (StepMark("Draw", {"a": Verdict(False, "", "It was not begun.")}), StepMark("Train", {})),
    ),
    Mark(Path("ben.loomwork"), "Ben", sealed=False, fault="It was not begun."),
)
LEARNERS = {"Ada", "Ben", "Tides", "Draw", "Train", "ada", "ben", "loomwork"}


@pytest.mark.parametrize("action", ["lesson_break", "lesson_by_hand"])
def test_nothing_of_a_made_lesson_is_left_in_english(
    brackets: Speech, open_window: Callable[..., Window], action: str
) -> None:
    window = open_window()
    window.actions_[action].trigger()
    player, panel = window.lessons.player, window.lessons.panel
    assert player.lesson is not None
    for step in range(len(player.lesson.steps)):
        player.go(step)
        for _ in player.step.hints:
            panel.hint_button.click()
        player.check()
        QApplication.processEvents()
        assert english_in(panel.text.toPlainText()) == []
        assert left_in(panel, {"relu", "sigmoid", "tanh", "linear", "max"}) == []
        assert [part.text() for part in panel.findChildren(QWidget) if part.isVisible() and is_cut(part)] == []
    assert english_in(window.windowTitle()) == []


def test_break_and_fix_speaks_german(german: Speech, open_window: Callable[..., Window]) -> None:
    window = open_window()
    window.actions_["lesson_break"].trigger()
    panel = window.lessons.panel
    panel.hint_button.click()
    assert panel.title.text() == "Kaputtmachen und reparieren"
    assert panel.text.toPlainText().startswith("Finde, was kaputt ist\nEines in deinem Netz,")
    assert panel.asked[0].accessibleName() == "Was stimmt mit diesem Netz nicht?"


def test_a_lesson_that_is_tried_stays_as_its_author_wrote_it(
    brackets: Speech, open_window: Callable[..., Window], tmp_path: Path
) -> None:
    window = open_window()
    text = f"{FRONT}## Forward through layer 1\n\nAnd so on.\n\n```hint\nThe loss L is the mean of the squared differences.\n```\n"
    window.lessons.player.play(as_written(tmp_path / "lesson.md", text))
    assert window.lessons.panel.text.toPlainText().strip() == "Forward through layer 1\nAnd so on."


@pytest.mark.parametrize("key", [False, True])
def test_nothing_on_a_worksheet_is_left_in_english(brackets: Speech, key: bool) -> None:
    net = hand_net(network("layers.Dense(2, activation='tanh'), layers.Dense(1, activation='sigmoid')"), 1)
    page = "\n".join(lines_of(net, " 1 of 2", key=key))
    assert [word for word in english_in(page.replace("_", "")) if word != "tanh"] == []


def test_a_worksheet_is_printed_in_german(german: Speech) -> None:
    page = "".join(lines_of(hand_net(network("layers.Dense(1)"), 1), " 2 of 3", key=False))
    assert "Von Hand: ein Lernschritt – Blatt 2 von 3" in page
    assert "Netz: 2 → 1 (linear). Das Beispiel: x1 = " in page
    assert "neues b1.1" in page


def test_reports_are_in_the_language_but_for_names(brackets: Speech) -> None:
    for text in (csv_text(MARKS, tr), html_text(MARKS, tr)):
        assert [word for word in english_in(text.replace("<", " <")) if word not in LEARNERS] == []
        assert "⟦Draw" not in text


def test_a_table_of_marks_is_german(german: Speech) -> None:
    head, ada, _ = csv_text(MARKS, tr).splitlines()
    assert head == "Lernende,Lektion,Datei,bestanden,von,Geprüft,Tipps,Minuten,Unverändert,Anmerkung,Draw,Train"
    assert ada == "Ada,Tides,ada.loomwork,1,2,0,0,0.0,ja,,nein,ja"
    assert "<h1>Bewertung von 2 Abgaben</h1>" in html_text(MARKS, tr)
    assert csv_text(MARKS).startswith("learner,lesson,file,passed,of,"), "by itself it is English"
