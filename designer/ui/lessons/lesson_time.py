"""How long the next run of a step takes on this machine, how long one has, and a version of it that fits."""

from __future__ import annotations

import math
import time

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QPushButton, QWidget

from designer.lessons.lesson_time import LONGEST, Version, runs_wanted, trains, version_that_fits
from designer.ui.language import tr
from designer.ui.lessons.player import Player
from designer.ui.parts import Sentence, column, set_shown
from designer.ui.session import Session
from designer.ui.training.controller import RunController
from designer.ui.training.words import about, duration

TICK_MS = 20_000
"""How often what is left is looked at again."""
MOST_MINUTES = 600


class Minutes(QLineEdit):
    """A field of whole minutes; empty where there is no limit."""

    given = Signal(int)
    """Minutes were typed, or 0 for none."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setPlaceholderText(tr("no limit"))
        self.setAccessibleName(tr("Minutes left"))
        self.setMaximumWidth(14 * self.fontMetrics().averageCharWidth())
        self.editingFinished.connect(self._finish)

    def show_minutes(self, minutes: int) -> None:
        """Show so many, or none."""
        self.setText(str(minutes) if minutes else "")

    def _finish(self) -> None:
        text = self.text().strip()
        minutes = min(int(text), MOST_MINUTES) if text.isdecimal() and len(text) < 9 else 0
        self.show_minutes(minutes)
        self.given.emit(minutes)


class LessonTime(QWidget):
    """Follows what the run controller foresees, while a step that trains is on."""

    def __init__(self, player: Player, session: Session, run: RunController, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._player, self._session, self._run = player, session, run
        self._until: float | None = None  # when the time is over that somebody said they have
        self._version: Version | None = None
        self.minutes = Minutes()
        self.expected, self.why = Sentence(flag="quiet"), Sentence()
        self.button = QPushButton()
        label = QLabel(tr("Minutes left"))
        label.setBuddy(self.minutes)
        row = QHBoxLayout()
        row.addWidget(label)
        row.addWidget(self.minutes)
        row.addStretch(1)
        layout = column(spacing=6, parent=self)
        layout.addLayout(row)
        for part in (self.expected, self.why, self.button):
            layout.addWidget(part)
        self._tick = QTimer(self)
        self._tick.setInterval(TICK_MS)
        self._tick.timeout.connect(self._count_down)
        self.minutes.given.connect(self._set_minutes)
        self.button.clicked.connect(self._train)
        for told in (player.opened, player.stepped, run.changed, run.calmed, session.snapshot_changed):
            told.connect(self.refresh)
        self.refresh()

    def refresh(self) -> None:
        """Say what the run takes, and offer less where that is too long."""
        player = self._player
        on = player.lesson is not None and trains(player.step.checks)
        set_shown(self, on)
        forecast, checks = self._run.ahead.forecast, player.step.checks if on else ()
        self._version = None
        if not on or self._run.active or forecast is None:
            self._show("", "")
            return
        training, runs = self._session.design.training, runs_wanted(checks)
        seconds = forecast.epoch_seconds * training.epochs * runs
        many = f", {runs} runs of them" if runs > 1 else ""
        expected = f"Training takes {about(seconds, training)} on this machine: {training.epochs:,} epochs{many}."
        left = self._left()
        if seconds <= left:
            self._show(expected, "")
            return
        found = version_that_fits(self._session.design, checks, player.step.view.lock, forecast.epoch_seconds, left)
        long = "That is long for a lesson." if left >= LONGEST else f"You have {duration(left)} left."
        if isinstance(found, str):
            self._show(expected, f"{long} {found}")
        else:
            self._version = found
            self._show(expected, " ".join((long, *found.remarks)))

    def _show(self, expected: str, why: str) -> None:
        self.expected.say(expected)
        self.why.say(why)
        if self._version is not None:
            self.button.setText(tr(f"Train a version that fits ({self._version.told})"))
        set_shown(self.button, self._version is not None)

    def _left(self) -> float:
        """How many seconds a run may take."""
        return LONGEST if self._until is None else max(1.0, min(LONGEST, self._until - time.monotonic()))

    def _train(self) -> None:
        version = self._version
        if version is None:
            return
        if not self._run.waits_for:  # else it only says so
            self._session.end_gesture()
            if not self._session.edit(version.edit):
                return
            self._session.end_gesture()
        self._run.train_or_pause()

    @property
    def _minutes_left(self) -> int:
        return 0 if self._until is None else max(0, math.ceil((self._until - time.monotonic()) / 60))

    def _set_minutes(self, minutes: int) -> None:
        if minutes != self._minutes_left:
            self._until = time.monotonic() + 60 * minutes if minutes else None
            self._tick.start() if minutes else self._tick.stop()
        self.refresh()

    def _count_down(self) -> None:
        """The minutes get fewer; once they are over there is no limit any more but that of a lesson."""
        left = self._minutes_left
        if not left:
            self._until = None
            self._tick.stop()
        if not self.minutes.hasFocus():
            self.minutes.show_minutes(left)
        self.refresh()
