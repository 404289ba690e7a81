"""The page a lesson's text is typed in: lines wrap, and what the window puts in is one step to take back."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QTextCursor
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from designer.ui.code_lines import put_lines
from designer.ui.code_text import CodeText
from designer.ui.language import tr
from designer.ui.lessons.writing.colours import LessonColours
from designer.ui.lessons.writing.words import lesson_words


class LessonText(CodeText):
    """A lesson's text with line numbers, marks where something is wrong, and words that fit."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent, LessonColours, lesson_words)
        self.setLineWrapMode(QPlainTextEdit.LineWrapMode.WidgetWidth)
        self.setAccessibleName(tr("Text of the lesson"))
        self.setPlaceholderText(tr("A lesson's text. Insert begins with what is needed."))

    @property
    def line(self) -> int:
        """The line the cursor is in."""
        return self.textCursor().blockNumber() + 1

    def rewrite(self, text: str, line: int) -> None:
        """Put another text in the place of this one as one step, and the cursor at the end of a line of it."""
        put_lines(self.document(), self.toPlainText(), text)
        block = self.document().findBlockByNumber(line - 1)
        cursor = QTextCursor(block)
        cursor.movePosition(QTextCursor.MoveOperation.EndOfBlock)
        self.setTextCursor(cursor)
        self.centerCursor()

    def select_behind(self, line: int, words: str) -> None:
        """Select the next words of that kind from a line on."""
        found = self.document().find(words, QTextCursor(self.document().findBlockByNumber(line - 1)))
        if not found.isNull():
            self.setTextCursor(found)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        breaks = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not self.completion.shown
        if breaks and event.modifiers() in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier):
            self._break_line()
        else:
            super().keyPressEvent(event)

    def _break_line(self) -> None:
        """Begin a line where the one before begins: further in, Markdown would take it for code."""
        self.setTabChangesFocus(False)
        line = self.textCursor().block().text()
        self.textCursor().insertText("\n" + line[: len(line) - len(line.lstrip(" "))])
        self.ensureCursorVisible()
        self.line_chosen.emit(self.line)
