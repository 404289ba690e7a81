"""Help > Copy report: what was done last and what went wrong, and nothing of the user's."""

from __future__ import annotations

from PySide6.QtGui import QGuiApplication

from designer.health.crashes import SAID
from designer.ui.window import Window


def test_the_report_has_the_last_actions_and_says_that_nothing_is_sent(window: Window) -> None:
    window.actions_["zoom_in"].trigger()
    window.actions_["report"].trigger()
    told = QGuiApplication.clipboard().text()
    assert "zoom_in" in told and told.index("zoom_in") < told.index("  report")
    assert "Nothing was sent" in window.status.sentence.text()


def test_what_nobody_catches_is_told_in_one_sentence(window: Window) -> None:
    window.reporting.noted.emit()
    assert window.status.sentence.text() == SAID
