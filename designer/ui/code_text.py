"""A page of code to type in, with line numbers and marked lines. Text from elsewhere changes only the lines that differ."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from PySide6.QtCore import QEvent, QMimeData, QRect, Qt, Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleAnnouncementEvent,
    QFocusEvent,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QResizeEvent,
    QTextCursor,
    QWheelEvent,
)
from PySide6.QtWidgets import QFrame, QPlainTextEdit, QToolTip, QWidget

from designer.ui import code_keys
from designer.ui.code_completion import KEYS as TAKING
from designer.ui.code_completion import Completion, Offers
from designer.ui.code_following import Fault
from designer.ui.code_gutter import Gutter
from designer.ui.code_lines import put_lines
from designer.ui.code_marks import Marks
from designer.ui.code_page import Lines
from designer.ui.code_words import offer
from designer.ui.highlight import Highlighter
from designer.ui.language import tr
from designer.ui.parts import fixed_font

TABBING = (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason)
EMPTY = "Nothing to show yet: wire an Input to a layer, or type Keras code here."
LEAVES = "Tab moves on to what comes next now. Esc once more leads to the canvas."


class CodeText(QPlainTextEdit):
    """Says what is typed and which line is chosen; keeps its place when other lines change.

    Tab indents once one has typed or clicked here. Whoever comes by Tab goes on by Tab; Esc, then Tab leaves.
    """

    typed = Signal(bool)
    """The user changed the text; whether by pasting several lines."""
    lines_shifted = Signal(int, int)
    """Lines after this one moved down by so many (up, if negative)."""
    line_chosen = Signal(int)
    """The cursor was put into another line, by mouse or keys."""
    undo_wanted = Signal()
    redo_wanted = Signal()
    """There is nothing of the text's own to undo or redo."""
    said = Signal(str)
    left = Signal()

    def __init__(
        self, parent: QWidget | None = None, colours: type[Highlighter] = Highlighter, words: Offers = offer
    ) -> None:
        super().__init__(parent)
        self.setLayoutDirection(Qt.LayoutDirection.LeftToRight)  # and so does code, in every language
        self._text = ""
        self._pasted = False
        self._count = 1
        self.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setProperty("code", True)
        self.setFont(fixed_font())
        self.setAccessibleName(tr("Keras code"))
        self.setPlaceholderText(tr(EMPTY))
        self.setTabChangesFocus(True)
        self.highlighter = colours(self.document())
        self.marks = Marks(self)
        self.completion = Completion(self, words)
        self.installEventFilter(code_keys.KeepsHistory(self))
        self._gutter = Gutter(self, self.marks)
        self.blockCountChanged.connect(self._make_room)
        self.updateRequest.connect(self._scroll_gutter)
        self.document().contentsChange.connect(self._shift)
        self.textChanged.connect(self._hear)
        self._make_room()

    # --- text from elsewhere ---

    def show_code(self, text: str) -> None:
        """Show this text. Only the lines that differ are replaced, so that scroll and cursor stay."""
        if text == self._text:
            return
        before, self._text = self._text, text
        put_lines(self.document(), before, text)
        # What follows from an edit elsewhere is undone there.
        self.document().clearUndoRedoStacks()

    def mark(self, lines: Iterable[Lines]) -> None:
        """Mark these lines, and bring the first of them into view if none is."""
        before = self.marks.lines
        self.marks.mark(lines)
        if self.marks.lines != before:
            self._reveal()
        self._gutter.update()

    @property
    def marked(self) -> tuple[Lines, ...]:
        return self.marks.lines

    def blame(self, faults: tuple[Fault, ...]) -> None:
        """Show what is wrong, beside and under its line."""
        self.marks.blame(faults)
        first = next(iter(faults), None)
        told = tr(f"Line {first.line}: {first.what}" if first and first.line else first.what if first else "")
        if told != self.accessibleDescription():
            self.setAccessibleDescription(told)
            self.announce(told)
        self._gutter.update()

    def announce(self, sentence: str) -> None:
        """Have a sentence read by assistive tools while the keyboard is here."""
        if sentence and self.hasFocus():
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, tr(sentence)))

    # --- keys ---

    def keyPressEvent(self, event: QKeyEvent) -> None:
        before = self.textCursor().blockNumber()
        own = _KEYS.get(Qt.Key(event.key()))
        if self.completion.shown and event.key() in TAKING:
            event.ignore()  # the list of words hears them
        elif code_keys.is_history(event):
            self._step(event)
        elif own is None or not own(self, event):
            self._type(event)
        if self.textCursor().blockNumber() != before:
            self.line_chosen.emit(self.textCursor().blockNumber() + 1)

    def _type(self, event: QKeyEvent) -> None:
        writes = bool(event.text()) and event.text().isprintable()
        if writes:
            self.setTabChangesFocus(False)
        super().keyPressEvent(event)
        if writes and (event.text().isidentifier() or event.text() in "0123456789"):
            self.completion.look()
        elif event.text():
            self.completion.hide()

    def _space(self, event: QKeyEvent) -> bool:
        if event.modifiers() != Qt.KeyboardModifier.ControlModifier:
            return False
        self.completion.look(asked=True)
        return True

    def _step(self, event: QKeyEvent) -> None:
        if event.matches(code_keys.UNDO):
            self.undo() if self.document().isUndoAvailable() else self.undo_wanted.emit()
        else:
            self.redo() if self.document().isRedoAvailable() else self.redo_wanted.emit()

    def _tab(self, event: QKeyEvent) -> bool:
        if self.tabChangesFocus() or event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            return False
        back = event.key() == Qt.Key.Key_Backtab or bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        (code_keys.dedent if back else code_keys.indent)(self.textCursor())
        return True

    def _enter(self, event: QKeyEvent) -> bool:
        if event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            return False
        self.setTabChangesFocus(False)
        cursor = self.textCursor()
        code_keys.break_line(cursor)
        self.setTextCursor(cursor)
        self.ensureCursorVisible()
        return True

    def _backspace(self, event: QKeyEvent) -> bool:
        plain = event.modifiers() == Qt.KeyboardModifier.NoModifier
        return plain and code_keys.takes_step_back(self.textCursor())

    def _escape(self, event: QKeyEvent) -> bool:
        if self.tabChangesFocus():
            return False
        self.setTabChangesFocus(True)
        self.said.emit(LEAVES)
        self.announce(LEAVES)
        return True

    # --- hands ---

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.setTabChangesFocus(False)
        super().mousePressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        if event.button() == Qt.MouseButton.LeftButton and not self.textCursor().hasSelection():
            self.line_chosen.emit(self.cursorForPosition(event.position().toPoint()).blockNumber() + 1)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if event.reason() in TABBING:
            self.setTabChangesFocus(True)
        self.marks.lay()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.marks.lay()
        self.left.emit()

    def insertFromMimeData(self, source: QMimeData) -> None:
        self._pasted = "\n" in source.text()
        super().insertFromMimeData(source)
        self._pasted = False

    def wheelEvent(self, event: QWheelEvent) -> None:
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            event.ignore()
        else:
            super().wheelEvent(event)

    def viewportEvent(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            QToolTip.showText(event.globalPos(), tr(self.marks.told_at(self.line_at(event.pos().y()))), self.viewport())
            return True
        return super().viewportEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        area = self.contentsRect()
        self._gutter.setGeometry(QRect(area.left(), area.top(), self._gutter.room(), area.height()))

    # --- lines ---

    def lines_in_sight(self, bottom: int) -> Iterator[tuple[int, QRect]]:
        """The number of each line that can be seen down to there, and its place."""
        block, offset = self.firstVisibleBlock(), self.contentOffset()
        while block.isValid():
            box = self.blockBoundingGeometry(block).translated(offset).toRect()
            if box.top() > bottom:
                break
            yield block.blockNumber() + 1, box
            block = block.next()

    def go_to(self, line: int) -> None:
        """Put the cursor, and the keyboard, at the start of what stands on a line."""
        block = self.document().findBlockByNumber(line - 1)
        cursor = QTextCursor(block)
        cursor.setPosition(block.position() + len(block.text()) - len(block.text().lstrip()))
        self.setTextCursor(cursor)
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def line_at(self, y: int) -> int:
        """The number of the line at a height of the viewport; 0 below the last."""
        return next((number for number, box in self.lines_in_sight(y) if box.top() <= y < box.bottom() + 1), 0)

    def _hear(self) -> None:
        text = self.toPlainText()
        if text != self._text:
            self._text = text
            self.typed.emit(self._pasted)

    def _shift(self, position: int, removed: int, added: int) -> None:
        by, self._count = self.blockCount() - self._count, self.blockCount()
        if by:
            self.lines_shifted.emit(self.document().findBlock(position).blockNumber() + 1, by)

    def _reveal(self) -> None:
        if not self.marked:
            return
        top = self.firstVisibleBlock().blockNumber() + 1
        bottom = top + self.viewport().height() // max(1, self.fontMetrics().lineSpacing()) - 1
        if not any(first <= bottom and last >= top for first, last in self.marked):
            self.verticalScrollBar().setValue(max(0, self.marked[0][0] - 4))

    def _make_room(self, count: int = 0) -> None:
        self.setViewportMargins(self._gutter.room(), 0, 0, 0)

    def _scroll_gutter(self, area: QRect, dy: int) -> None:
        if dy:
            self._gutter.scroll(0, dy)
        else:
            self._gutter.update(0, area.y(), self._gutter.width(), area.height())


_KEYS: dict[Qt.Key, Callable[[CodeText, QKeyEvent], bool]] = {
    Qt.Key.Key_Tab: CodeText._tab,
    Qt.Key.Key_Backtab: CodeText._tab,
    Qt.Key.Key_Return: CodeText._enter,
    Qt.Key.Key_Enter: CodeText._enter,
    Qt.Key.Key_Backspace: CodeText._backspace,
    Qt.Key.Key_Escape: CodeText._escape,
    Qt.Key.Key_Space: CodeText._space,
}
"""Keys that do something of their own here; each says whether it did."""
