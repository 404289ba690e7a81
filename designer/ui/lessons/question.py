"""A question of a lesson: options to pick one of, a line to type in, or axes to sketch a curve on."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from designer.lessons.checks import Question
from designer.lessons.checks.meaning import Code
from designer.lessons.checks.sketching import Sketch
from designer.lessons.evidence import Given, Trained
from designer.lessons.sketches import EMPTY
from designer.ui.language import tr
from designer.ui.lessons.check_row import AnswerRow
from designer.ui.lessons.sketch_board import HELP, SketchBoard
from designer.ui.parts import Sentence, column, fixed_font, set_shown


class Picked(QWidget):
    """One option: a round button with its text beside it, which may be long and wraps."""

    chosen = Signal(int)

    def __init__(self, number: int, text: str) -> None:
        super().__init__()
        self._number = number
        self.button = QRadioButton()
        self.button.setAccessibleName(tr(text))
        self.button.setMinimumSize(24, 24)
        self.text = Sentence(text)
        self.text.mousePressEvent = self._pressed  # type: ignore[method-assign]
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.button, 0, Qt.AlignmentFlag.AlignTop)
        layout.addWidget(self.text, 1)
        self.button.clicked.connect(self._choose)

    def _pressed(self, event: object) -> None:
        self.button.setFocus()
        self.button.click()

    def _choose(self) -> None:
        self.chosen.emit(self._number)


class Asked(QFrame):
    """Brings `answered` when an option is picked, Enter or the button ends what was typed, or a curve is another."""

    answered = Signal(str, object)
    """The name of the check, and what was answered."""

    def __init__(self, check: Question | Code | Sketch, given: Given | None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.check = check
        self.setProperty("card", True)
        self.options: list[Picked] = []
        self.line: QLineEdit | None = None
        self.code: QPlainTextEdit | None = None
        self.board: SketchBoard | None = None
        layout = column(margin=10, spacing=8, parent=self)
        ask = check.ask or "Type the code:"
        question = Sentence(ask)
        question.setProperty("heading", True)
        layout.addWidget(question)
        self.setAccessibleName(ask)
        self.row = AnswerRow(check)
        if isinstance(check, Question) and check.options:
            self._add_options(check, given, layout)
        elif isinstance(check, Question):
            layout.addLayout(self._typed(ask, given))
        elif isinstance(check, Sketch):
            self._add_board(check, given, layout)
        else:
            self._add_code(ask, given, layout)
        layout.addWidget(self.row)

    def show_state(self, given: Given | None, came: Trained | None) -> None:
        """Show a sketch as it is kept, and the run that came of it."""
        if self.board is not None and isinstance(self.check, Sketch):
            logs = came.logs.get(self.check.metric, ()) if came is not None else ()
            self.board.show_given(given, logs)
            for part in (self._help, self.undo_button, self.clear_button):
                set_shown(part, not logs)  # what came stands fast, and so does what was expected

    def _add_options(self, check: Question, given: Given | None, layout: QVBoxLayout) -> None:
        group = QButtonGroup(self)
        for number, option in enumerate(check.options, start=1):
            picked = Picked(number, option.text)
            picked.button.setChecked(given in (number, option.text))
            picked.chosen.connect(self._answer)
            group.addButton(picked.button)
            self.options.append(picked)
            layout.addWidget(picked)

    def _typed(self, ask: str, given: Given | None) -> QHBoxLayout:
        self.line = QLineEdit("" if given is None else str(given))
        self.line.setAccessibleName(ask)
        self.line.setMaxLength(1_000)
        self.line.setPlaceholderText(tr("A number" if self._is_number else "Your answer"))
        self.line.editingFinished.connect(self._take_line)
        button = QPushButton(tr("Answer"))
        button.clicked.connect(self._take_line)
        row = QHBoxLayout()
        row.addWidget(self.line, 1)
        row.addWidget(button)
        return row

    def _add_code(self, ask: str, given: Given | None, layout: QVBoxLayout) -> None:
        self.code = QPlainTextEdit("" if given is None else str(given))
        self.code.setFont(fixed_font())
        self.code.setAccessibleName(ask)
        self.code.setTabChangesFocus(True)
        self.code.setFixedHeight(7 * self.fontMetrics().lineSpacing())
        self.code_button = QPushButton(tr("Answer"))
        self.code_button.clicked.connect(self._take_code)
        layout.addWidget(self.code)
        layout.addWidget(self.code_button, 0, Qt.AlignmentFlag.AlignRight)

    def _add_board(self, check: Sketch, given: Given | None, layout: QVBoxLayout) -> None:
        self.board = board = SketchBoard(check.ask, check.metric)
        self.undo_button, self.clear_button = QPushButton(tr("Undo")), QPushButton(tr("Clear"))
        self.undo_button.setAccessibleName(tr("Undo in the sketch"))
        self.clear_button.setAccessibleName(tr("Clear the sketch"))
        self.undo_button.clicked.connect(board.undo)
        self.clear_button.clicked.connect(board.clear)
        board.changed.connect(self._show_undo)
        board.sketched.connect(self._take_sketch)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(self.undo_button)
        row.addWidget(self.clear_button)
        layout.addWidget(board)
        self._help = Sentence(HELP, "quiet")
        layout.addWidget(self._help)
        layout.addLayout(row)
        board.show_given(given, ())
        self._show_undo()

    def _show_undo(self) -> None:
        assert self.board is not None
        self.undo_button.setEnabled(self.board.can_undo)
        self.clear_button.setEnabled(self.board.sketch != EMPTY)

    def _take_sketch(self, sketch: str) -> None:
        self.answered.emit(str(self.check.name), sketch)

    @property
    def _is_number(self) -> bool:
        return isinstance(self.check, Question) and self.check.number is not None

    def _answer(self, number: int) -> None:
        self.answered.emit(str(self.check.name), number)

    def _take_line(self) -> None:
        assert self.line is not None
        if self.line.text().strip():
            self.answered.emit(str(self.check.name), self.line.text().strip())

    def _take_code(self) -> None:
        assert self.code is not None
        if self.code.toPlainText().strip():
            self.answered.emit(str(self.check.name), self.code.toPlainText())
