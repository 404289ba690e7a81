"""A read-only page of code with line numbers and marked lines, which changes only where its text does."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QTextBlock,
    QTextCursor,
    QTextFormat,
    QWheelEvent,
)
from PySide6.QtWidgets import QFrame, QPlainTextEdit, QTextEdit, QWidget

from designer.ui.highlight import Highlighter
from designer.ui.parts import fixed_font
from designer.ui.theme import color, themes

Lines = tuple[int, int]
"""The first and the last line, counted from 1."""


class CodeText(QPlainTextEdit):
    """Says which line was clicked; keeps its place when other lines change."""

    line_clicked = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._marked: tuple[Lines, ...] = ()
        self._text = ""
        self.setReadOnly(True)
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        self.setUndoRedoEnabled(False)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setProperty("code", True)
        self.setFont(fixed_font())
        self.setAccessibleName("Keras code")
        self.highlighter = Highlighter(self.document())
        self._numbers = _Numbers(self)
        self.blockCountChanged.connect(self._make_room)
        self.updateRequest.connect(self._scroll_numbers)
        themes().changed.connect(self._mark)
        self._make_room()

    def show_code(self, text: str) -> None:
        """Show this text. Only the lines that differ are replaced, so that scroll and selection stay."""
        if text == self._text:
            return
        first, gone, new = _difference(self._text.split("\n"), text.split("\n"))
        self._text = text
        cursor = QTextCursor(self.document())
        last = self.document().blockCount() - 1
        start, end = first, first + gone
        cursor.beginEditBlock()
        if end <= last:
            cursor.setPosition(self._block(start).position())
            cursor.setPosition(self._block(end).position(), QTextCursor.MoveMode.KeepAnchor)
            cursor.insertText("".join(line + "\n" for line in new))
        else:
            before = self._block(start - 1)
            cursor.setPosition(before.position() + before.length() - 1 if start else 0)
            cursor.movePosition(QTextCursor.MoveOperation.End, QTextCursor.MoveMode.KeepAnchor)
            cursor.insertText("\n".join(new) if not start else "".join("\n" + line for line in new))
        cursor.endEditBlock()

    def mark(self, lines: Iterable[Lines]) -> None:
        """Mark these lines, and bring the first of them into view if none is."""
        marked = tuple(sorted(lines))
        moved = marked != self._marked
        self._marked = marked
        # Also where the numbers stay: lines that were replaced push the marks on them down.
        self._mark()
        if moved:
            self._reveal()

    @property
    def marked(self) -> tuple[Lines, ...]:
        return self._marked

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        if event.button() == Qt.MouseButton.LeftButton and not self.textCursor().hasSelection():
            self.line_clicked.emit(self.cursorForPosition(event.position().toPoint()).blockNumber() + 1)

    def wheelEvent(self, event: QWheelEvent) -> None:
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            event.ignore()
        else:
            super().wheelEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        area = self.contentsRect()
        self._numbers.setGeometry(QRect(area.left(), area.top(), self.number_width(), area.height()))

    def number_width(self) -> int:
        """How wide the column of line numbers is."""
        digits = max(2, len(str(self.blockCount())))
        return self.fontMetrics().horizontalAdvance("9") * digits + 22

    def paint_numbers(self, event: QPaintEvent) -> None:
        """Paint the line numbers that are in sight."""
        painter = QPainter(self._numbers)
        painter.fillRect(event.rect(), color("panel"))
        painter.setFont(self.font())
        painter.setPen(color("quiet"))
        block, offset = self.firstVisibleBlock(), self.contentOffset()
        while block.isValid():
            box = self.blockBoundingGeometry(block).translated(offset)
            if box.top() > event.rect().bottom():
                break
            room = QRect(0, int(box.top()), self._numbers.width() - 12, int(box.height()))
            painter.drawText(room, Qt.AlignmentFlag.AlignRight, str(block.blockNumber() + 1))
            block = block.next()

    def _block(self, number: int) -> QTextBlock:
        return self.document().findBlockByNumber(number)

    def _mark(self) -> None:
        marks = []
        for first, last in self._marked:
            for number in range(first - 1, last):
                mark = QTextEdit.ExtraSelection()
                mark.cursor = QTextCursor(self._block(number))
                mark.format.setBackground(QColor(themes().current.code["line"]))
                mark.format.setProperty(QTextFormat.Property.FullWidthSelection, True)
                marks.append(mark)
        self.setExtraSelections(marks)

    def _reveal(self) -> None:
        if not self._marked:
            return
        top = self.firstVisibleBlock().blockNumber() + 1
        bottom = top + self.viewport().height() // max(1, self.fontMetrics().lineSpacing()) - 1
        if not any(first <= bottom and last >= top for first, last in self._marked):
            self.verticalScrollBar().setValue(max(0, self._marked[0][0] - 4))

    def _make_room(self, count: int = 0) -> None:
        self.setViewportMargins(self.number_width(), 0, 0, 0)

    def _scroll_numbers(self, area: QRect, dy: int) -> None:
        if dy:
            self._numbers.scroll(0, dy)
        else:
            self._numbers.update(0, area.y(), self._numbers.width(), area.height())


class _Numbers(QWidget):
    """The column of line numbers; the text paints it."""

    def __init__(self, text: CodeText) -> None:
        super().__init__(text)
        self._code = text

    def sizeHint(self) -> QSize:
        return QSize(self._code.number_width(), 0)

    def paintEvent(self, event: QPaintEvent) -> None:
        self._code.paint_numbers(event)


def _difference(before: list[str], after: list[str]) -> tuple[int, int, list[str]]:
    """Where two texts begin to differ, how many lines are gone there, and the lines in their place."""
    shorter = min(len(before), len(after))
    first = 0
    while first < shorter and before[first] == after[first]:
        first += 1
    same_end = 0
    while same_end < shorter - first and before[-1 - same_end] == after[-1 - same_end]:
        same_end += 1
    return first, len(before) - first - same_end, after[first : len(after) - same_end]
