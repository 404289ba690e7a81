"""One check of a step as a row: whether it passes, what it asks for, and what to do where it does not."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from designer.lessons import Check, Verdict
from designer.ui.language import tr
from designer.ui.parts import Sentence, column
from designer.ui.theme import icon, themes

ICONS = {
    "passed": ("mdi6.check-circle", "good"),
    "open": ("mdi6.circle-outline", "quiet"),
    "wrong": ("mdi6.close-circle-outline", "error"),
}
SPOKEN = {"passed": "Done", "open": "To do", "wrong": "Not yet"}


class CheckRow(QWidget):
    """Shows a verdict; why it fails only where it was asked for."""

    def __init__(self, check: Check, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._check = check
        self._state = "open"
        self._icon = QLabel()
        self.text = Sentence()
        self.found = Sentence(flag="quiet")
        self.advice = Sentence()
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        words = column(spacing=2)
        for part in (self.text, self.found, self.advice):
            words.addWidget(part)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 2, 0, 2)
        layout.setSpacing(8)
        layout.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignTop)
        layout.addLayout(words, 1)
        themes().changed.connect(self._tint)

    @property
    def state(self) -> str:
        """`passed`, `open`, or `wrong`, which it is only where it was asked for."""
        return self._state

    def show_verdict(self, verdict: Verdict, *, asked: bool) -> None:
        """Show how the check stands."""
        self._state = "passed" if verdict.passed else "wrong" if asked and not verdict.waits else "open"
        self.text.say(self._check.say or wanted(verdict))
        self.found.say(verdict.found if asked else "")
        self.advice.say(verdict.advice if asked else "")
        self._told()

    def _told(self) -> None:
        self.setAccessibleName(f"{tr(SPOKEN[self._state])}: {self.text.text()}")
        self.setAccessibleDescription(f"{self.found.text()} {self.advice.text()}".strip())
        self._tint()

    def _tint(self) -> None:
        side = self.fontMetrics().height() + 2
        self._icon.setPixmap(icon(*ICONS[self._state]).pixmap(side, side))


class AnswerRow(CheckRow):
    """The verdict on an answer, below its question: told as soon as there is one."""

    def show_verdict(self, verdict: Verdict, *, asked: bool) -> None:
        self._state = "passed" if verdict.passed else "open" if verdict.waits else "wrong"
        self.text.say("" if verdict.waits and not asked else verdict.found)
        self.advice.say("" if verdict.waits and not asked else verdict.advice)
        self.setVisible(bool(self.text.text()))
        self._told()


def wanted(verdict: Verdict) -> str:
    """`Expected 2 Dense layers.` as what is to be done, in the window's language: `2 Dense layers`."""
    bare = tr(verdict.expected).removeprefix(tr("Expected ")).rstrip(".")
    return bare[:1].upper() + bare[1:]
