"""The panel one follows a lesson in: the step's text, its questions, its checks, its hints, and the way on."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAccessible, QAccessibleEvent
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QProgressBar, QPushButton, QScrollArea, QVBoxLayout, QWidget

from designer.lessons.checks import asks
from designer.ui.flow import FlowLayout
from designer.ui.language import tr
from designer.ui.lessons.check_row import CheckRow
from designer.ui.lessons.formulas import Formulas
from designer.ui.lessons.player import Player
from designer.ui.lessons.prose import Prose
from designer.ui.lessons.question import Asked
from designer.ui.parts import Sentence, column, heading, scrolled, set_shown

EMPTY = "Lessons explain networks while you build them, and tell at once what is right."


class LessonPanel(QWidget):
    """Shows what the player plays, and passes on what is done to it."""

    course_wanted = Signal()
    """A lesson is to be chosen."""
    file_wanted = Signal(str)
    """A copy of a file of the lesson is wanted."""
    pointed = Signal()
    """What the step talks about is to be shown."""

    def __init__(self, player: Player, formulas: Formulas, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._player, self._formulas = player, formulas
        self.setProperty("panel", True)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.rows: dict[str, CheckRow] = {}
        self.asked: list[Asked] = []
        self.title, self.steps, self.bar = heading(""), QComboBox(), QProgressBar()
        self.text = Prose(formulas)
        self.reset_button = QPushButton(tr("Reset step"))
        self.hint_button = QPushButton()
        self.show_button = QPushButton(tr("Show me"))
        self.check_button = QPushButton(tr("Check"))
        self.back_button, self.next_button = QPushButton(tr("Back")), QPushButton(tr("Next"))
        self.course_button = QPushButton(tr("Choose a lesson…"))
        self._empty, self._whole = self._make_empty(), self._make_whole()
        layout = column(parent=self)
        layout.addWidget(self._empty)
        layout.addWidget(self._whole, 1)
        self._connect()
        self._opened()

    # --- putting together ---

    def _make_empty(self) -> QWidget:
        empty = QWidget()
        layout = column(margin=12, spacing=10, parent=empty)
        layout.addWidget(Sentence(EMPTY))
        layout.addWidget(self.course_button, 0, Qt.AlignmentFlag.AlignLeft)
        layout.addStretch(1)
        return empty

    def _make_whole(self) -> QWidget:
        whole = QWidget()
        layout = column(spacing=0, parent=whole)
        layout.addLayout(self._make_head())
        self._room = QWidget()
        self._steps_room = QVBoxLayout(self._room)
        self._steps_room.setContentsMargins(12, 4, 12, 12)
        self._steps_room.setSpacing(10)
        self._questions, self._checks, self._hints = QWidget(), QWidget(), QWidget()
        for part in (self._questions, self._checks, self._hints):
            column(spacing=8, parent=part)
        for part in (self.text, self._questions, self._checks, self._hints):
            self._steps_room.addWidget(part)
        self._steps_room.addStretch(1)
        self._scroll: QScrollArea = scrolled(self._room)
        layout.addWidget(self._scroll, 1)
        layout.addLayout(self._make_foot())
        return whole

    def _make_head(self) -> QVBoxLayout:
        self.steps.setAccessibleName(tr("Steps of the lesson"))
        self.steps.setMinimumContentsLength(8)
        self.steps.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.bar.setTextVisible(False)
        self.bar.setFixedHeight(6)
        self.bar.setAccessibleName(tr("Steps passed"))
        self.title.setWordWrap(True)
        head = column(margin=12, spacing=6)
        for part in (self.title, self.steps, self.bar):
            head.addWidget(part)
        return head

    def _make_foot(self) -> QVBoxLayout:
        help = FlowLayout(spacing=6)
        for button in (self.hint_button, self.show_button, self.reset_button):
            help.addWidget(button)
        way = QHBoxLayout()
        way.setSpacing(6)
        way.addWidget(self.back_button)
        way.addStretch(1)
        way.addWidget(self.check_button)
        way.addWidget(self.next_button)
        foot = column(margin=12, spacing=8)
        foot.addLayout(help)
        foot.addLayout(way)
        return foot

    def _connect(self) -> None:
        player = self._player
        player.opened.connect(self._opened)
        player.stepped.connect(self._stepped)
        player.changed.connect(self._changed)
        self.steps.activated.connect(player.go)
        self.reset_button.clicked.connect(player.reset)
        self.hint_button.clicked.connect(player.hint)
        self.check_button.clicked.connect(player.check)
        self.back_button.clicked.connect(player.back)
        self.next_button.clicked.connect(player.next)
        self.show_button.clicked.connect(self.pointed)
        self.text.file_wanted.connect(self.file_wanted)
        self.course_button.clicked.connect(self.course_wanted)

    def put_below_checks(self, widget: QWidget) -> None:
        """Give a widget its place between what is to be done and the hints."""
        self._steps_room.insertWidget(self._steps_room.indexOf(self._hints), widget)

    def scale_text(self, percent: int) -> None:
        """Show everything in letters of so many percent of the window's."""
        points = self.window().font().pointSizeF() * percent / 100
        self.setStyleSheet(f"* {{ font-size: {points:g}pt; }}")  # a sheet, since fonts do not reach what has one
        self.text.refresh()
        for prose in self._hints.findChildren(Prose):
            prose.refresh()

    def stand_above(self, strip: QWidget) -> None:
        """Have something stand above the lesson."""
        layout = self.layout()
        assert isinstance(layout, QVBoxLayout)
        layout.insertWidget(0, strip)

    # --- what the player says ---

    def _opened(self) -> None:
        lesson = self._player.lesson
        set_shown(self._empty, lesson is None)
        set_shown(self._whole, lesson is not None)
        if lesson is not None:
            self.title.setText(lesson.front.title)
            self.bar.setMaximum(len(lesson.steps))

    def _stepped(self) -> None:
        player = self._player
        lesson, source, step = player.lesson, player.source, player.step
        assert lesson is not None
        assert source is not None
        opening = f"{lesson.opening}\n\n" if player.at == 0 and lesson.opening else ""
        self.text.show_text(f"{opening}## {step.title}\n\n{step.text}", source.file)
        self._fill_questions()
        self._fill_checks()
        _empty(self._hints)
        self._scroll.verticalScrollBar().setValue(0)
        set_shown(self.show_button, bool(step.view.points))
        self.setAccessibleName(
            tr(f"Lesson {lesson.front.title}, step {player.at + 1} of {len(lesson.steps)}: {step.title}")
        )
        QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.NameChanged))

    def _changed(self) -> None:
        player = self._player
        if player.lesson is None:
            return
        for name, verdict in player.verdicts.items():
            if name in self.rows:
                self.rows[name].show_verdict(verdict, asked=player.asked)
        for asked in self.asked:
            asked.show_state(player.given(asked.check), player.runs.last)
        self._show_hints()
        self._show_way()

    def _fill_questions(self) -> None:
        _empty(self._questions)
        self.asked = []
        for check in filter(asks, self._player.step.checks):
            asked = Asked(check, self._player.given(check))
            asked.answered.connect(self._player.answer)
            self.asked.append(asked)
            _layout(self._questions).addWidget(asked)
        set_shown(self._questions, bool(self.asked))

    def _fill_checks(self) -> None:
        _empty(self._checks)
        drawn = {str(check.name): CheckRow(check) for check in self._player.step.checks if not asks(check)}
        if drawn:
            _layout(self._checks).addWidget(heading("To do"))
        for row in drawn.values():
            _layout(self._checks).addWidget(row)
        self.rows = {**drawn, **{str(asked.check.name): asked.row for asked in self.asked}}
        set_shown(self._checks, bool(drawn))
        set_shown(self.check_button, bool(self.rows))

    def _show_hints(self) -> None:
        hints = self._player.step.hints
        layout = _layout(self._hints)
        for hint in hints[layout.count() : self._player.hints]:
            prose = Prose(self._formulas)
            prose.setProperty("card", True)
            layout.addWidget(prose)
            source = self._player.source
            prose.show_text(hint, source.file if source is not None else None)
            self._scroll.ensureWidgetVisible(prose)
        left = len(hints) - self._player.hints
        set_shown(self.hint_button, bool(hints))
        self.hint_button.setEnabled(left > 0)
        self.hint_button.setText(tr(f"Hint ({len(hints) - left} of {len(hints)})"))

    def _show_way(self) -> None:
        player = self._player
        assert player.lesson is not None
        steps, passed = player.lesson.steps, player.done.passed
        texts = [f"{'✓ ' if at in passed else ''}{at + 1}. {step.title}" for at, step in enumerate(steps)]
        if [self.steps.itemText(at) for at in range(self.steps.count())] != texts:
            self.steps.clear()
            self.steps.addItems(texts)
        self.steps.setCurrentIndex(player.at)
        self.bar.setValue(len(passed))
        self.back_button.setEnabled(player.at > 0)
        self.next_button.setText(tr("Finish" if player.last else "Next"))
        self.next_button.setEnabled(player.passed)
        for button, primary in ((self.next_button, player.passed), (self.check_button, not player.passed)):
            if button.property("primary") is not primary:
                button.setProperty("primary", primary)
                button.style().unpolish(button)
                button.style().polish(button)


def _layout(widget: QWidget) -> QVBoxLayout:
    layout = widget.layout()
    assert isinstance(layout, QVBoxLayout)
    return layout


def _empty(widget: QWidget) -> None:
    layout = _layout(widget)
    while (item := layout.takeAt(0)) is not None:
        inner = item.widget()
        if inner is not None:
            for part in inner.findChildren(QWidget):
                part.blockSignals(True)  # an answer that is half typed is none
            inner.hide()
            inner.deleteLater()
