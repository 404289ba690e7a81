"""The dialog in which a lesson is chosen: what there is, how far one is, and who learns."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)

from designer.errors import FileError
from designer.lessons import Opened, open_lesson
from designer.lessons.progress import NOBODY, Learner, Learners, proper_name
from designer.ui.language import tr
from designer.ui.lessons.carrying import Carrying
from designer.ui.parts import Sentence, heading

OPENED = Qt.ItemDataRole.UserRole
WIDE, LINES = 46, 23
"""How many letters there is room for beside the list, and how many lines."""


class Course(QDialog):
    """`chosen` is the lesson that is marked, `learner` who is to learn."""

    def __init__(
        self,
        paths: Sequence[Path],
        learners: Learners,
        learner: Learner,
        language: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("Lessons"))
        self._learners, self._learner = learners, learner
        self._held = learner if learner.lessons else None
        """Who learns in the window, and may not be written yet."""
        self._lessons = list(_opened(paths, language))
        self.list = QListWidget()
        self.list.setAccessibleName(tr("Lessons"))
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.title, self.facts, self.words = heading(""), Sentence(flag="quiet"), Sentence()
        self.needs = Sentence(flag="quiet")
        self.who = QComboBox()
        self.carrying = Carrying(learners, self)
        self._lay_out()
        self._fill_who()
        self._fill()
        self.list.currentItemChanged.connect(self._look)
        self.list.itemActivated.connect(self._activated)
        self.who.activated.connect(self._another)
        line = self.who.lineEdit()
        assert line is not None
        line.editingFinished.connect(self._another)
        self.carrying.export_button.clicked.connect(self._export)
        self.carrying.import_button.clicked.connect(self._import)
        self.carrying.came.connect(self._came)
        self.list.setCurrentRow(self._first())
        self.list.setFocus()

    @property
    def chosen(self) -> Path | None:
        item = self.list.currentItem()
        return None if item is None else item.data(OPENED).path

    @property
    def learner(self) -> str:
        return proper_name(self.who.currentText()) or NOBODY

    def done(self, result: int) -> None:
        self.carrying.stop()
        super().done(result)

    def _lay_out(self) -> None:
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        self.begin = buttons.addButton(tr("Begin"), QDialogButtonBox.ButtonRole.AcceptRole)
        self.begin.setProperty("primary", True)
        self.begin.setDefault(True)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        self.who.setEditable(True)
        self.who.setAccessibleName(tr("Who learns"))
        self.who.setMinimumContentsLength(16)
        name = heading("Who learns?")
        name.setBuddy(self.who)
        right = QVBoxLayout()
        right.setSpacing(8)
        for part in (self.title, self.facts, self.words, self.needs):
            right.addWidget(part)
        right.addStretch(1)
        both = QHBoxLayout()
        both.setSpacing(18)
        both.addWidget(self.list, 1)
        both.addLayout(right, 1)
        who, foot = QHBoxLayout(), QHBoxLayout()
        for part in (name, self.who, self.carrying.export_button, self.carrying.import_button):
            who.addWidget(part)
        who.setStretchFactor(self.who, 1)
        foot.addWidget(self.carrying.told, 1)
        foot.addWidget(buttons)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(16, 16, 16, 16)
        whole.setSpacing(14)
        whole.addLayout(both, 1)
        whole.addLayout(who)
        whole.addLayout(foot)
        text = self.fontMetrics()
        self.resize(2 * WIDE * text.averageCharWidth(), LINES * text.lineSpacing())

    def _fill_who(self) -> None:
        names = self._learners.names()
        self.who.addItems(names if self._learner.name in names else [self._learner.name, *names])
        self.who.setCurrentText(self._learner.name)

    def _fill(self) -> None:
        self.list.clear()
        for number, opened in enumerate(self._lessons, start=1):
            lesson = opened.lesson
            passed = len(self._learner.at(opened.name).passed)
            steps = len(lesson.steps)
            told = "" if not passed else "  ✓" if passed >= steps else f"  {passed}/{steps}"
            item = QListWidgetItem(f"{number}. {lesson.front.title}{tr(told)}")
            item.setData(OPENED, opened)
            said = f"{passed} of {steps} steps passed, {lesson.front.minutes} minutes"
            item.setData(Qt.ItemDataRole.AccessibleDescriptionRole, tr(said))
            self.list.addItem(item)

    def _first(self) -> int:
        """The first lesson that is not done."""
        for row, opened in enumerate(self._lessons):
            if len(self._learner.at(opened.name).passed) < len(opened.lesson.steps):
                return row
        return 0 if self._lessons else -1

    def _look(self, item: QListWidgetItem | None, before: QListWidgetItem | None = None) -> None:
        self.begin.setEnabled(item is not None)
        if item is None:
            self.words.say("No lessons are installed.")
            return
        opened: Opened = item.data(OPENED)
        front, done = opened.lesson.front, self._learner.at(opened.name)
        self.title.setText(front.title)
        self.facts.say(f"{front.minutes} minutes · {len(opened.lesson.steps)} steps · {front.level}")
        self.words.say(front.summary)
        titles = {one.name: one.lesson.front.title for one in self._lessons}
        before_it = ", ".join(titles.get(name, name) for name in front.needs)
        self.needs.say(f"Best after: {before_it}." if before_it else "")
        self.begin.setText(tr("Go on" if done.passed and len(done.passed) < len(opened.lesson.steps) else "Begin"))

    def _another(self, at: int = 0) -> None:
        if self.learner != self._learner.name:
            self._show(self._learners.load(self.learner))

    def _show(self, learner: Learner) -> None:
        """How far a learner is."""
        row = self.list.currentRow()
        self._learner = learner
        self._fill()
        self.list.setCurrentRow(row)

    def _export(self) -> None:
        self._another()
        self.carrying.export(self._learner)

    def _import(self) -> None:
        self.carrying.bring([self._held.name] if self._held is not None else [])

    def _came(self, learner: Learner) -> None:
        if self.who.findText(learner.name, Qt.MatchFlag.MatchExactly | Qt.MatchFlag.MatchCaseSensitive) < 0:
            self.who.addItem(learner.name)
        self.who.setCurrentText(learner.name)
        self._show(learner)

    def _activated(self, item: QListWidgetItem) -> None:
        self.accept()


def _opened(paths: Sequence[Path], language: str) -> list[Opened]:
    """The lessons that can be read; the others are told of by `layerloom lesson validate`."""
    found = []
    for path in paths:
        try:
            opened = open_lesson(path, language)
        except FileError:
            continue
        if opened.read.lesson is not None:
            found.append(opened)
    return found
