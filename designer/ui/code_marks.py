"""What is marked in the code: lines of selected layers, the line the cursor is in, lines with something wrong, brackets."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from PySide6.QtCore import QObject
from PySide6.QtGui import QColor, QTextBlock, QTextCharFormat, QTextCursor, QTextDocument, QTextFormat
from PySide6.QtWidgets import QPlainTextEdit, QTextEdit

from designer.ui.code_following import Fault
from designer.ui.code_keys import bracket_pair
from designer.ui.code_page import Lines
from designer.ui.theme import color, themes

Mark = QTextEdit.ExtraSelection


class Marks(QObject):
    """Keeps what is marked in one text, and lays it over the text."""

    def __init__(self, text: QPlainTextEdit) -> None:
        super().__init__(text)
        self._text = text
        self.lines: tuple[Lines, ...] = ()
        self._faults: dict[int, Fault] = {}
        themes().changed.connect(self.lay)
        text.cursorPositionChanged.connect(self.lay)

    def mark(self, lines: Iterable[Lines]) -> None:
        """Mark these lines."""
        self.lines = tuple(sorted(lines))
        self.lay()

    def blame(self, faults: Iterable[Fault]) -> None:
        """Say what is wrong on which lines; the first of a line counts."""
        found = {fault.line: fault for fault in reversed(tuple(faults)) if fault.line}
        if found != self._faults:
            self._faults = found
            self.lay()

    def is_marked(self, line: int) -> bool:
        return any(first <= line <= last for first, last in self.lines)

    def fault_at(self, line: int) -> Fault | None:
        """What is wrong on a line."""
        return self._faults.get(line)

    def told_at(self, line: int) -> str:
        """The sentence about what is wrong on a line, or nothing."""
        return self._faults[line].what if line in self._faults else ""

    def lay(self) -> None:
        """Put all marks onto the text."""
        self._text.setExtraSelections([*self._current(), *self._marked(), *self._wavy(), *self._brackets()])
        self._text.viewport().update()

    def _marked(self) -> Iterator[Mark]:
        ground = QColor(themes().current.code["line"])
        for first, last in self.lines:
            for number in range(first, last + 1):
                yield _whole_line(QTextCursor(self._block(number)), ground)

    def _current(self) -> Iterator[Mark]:
        cursor = self._text.textCursor()
        if self._text.hasFocus() and not cursor.hasSelection() and not self.is_marked(cursor.blockNumber() + 1):
            yield _whole_line(cursor, color("raised"))

    def _wavy(self) -> Iterator[Mark]:
        for number, fault in self._faults.items():
            block = self._block(number)
            text = block.text()
            if not block.isValid():
                continue
            mark = Mark()
            mark.cursor = QTextCursor(block)
            mark.cursor.setPosition(block.position() + len(text) - len(text.lstrip()))
            mark.cursor.setPosition(block.position() + len(text.rstrip()), QTextCursor.MoveMode.KeepAnchor)
            mark.format.setUnderlineStyle(QTextCharFormat.UnderlineStyle.WaveUnderline)
            mark.format.setUnderlineColor(color("error" if fault.waits else "warning"))
            yield mark

    def _brackets(self) -> Iterator[Mark]:
        cursor = self._text.textCursor()
        if not self._text.hasFocus() or cursor.hasSelection():
            return
        for position in bracket_pair(self._document(), cursor.position()):
            mark = Mark()
            mark.cursor = QTextCursor(self._document())
            mark.cursor.setPosition(position)
            mark.cursor.setPosition(position + 1, QTextCursor.MoveMode.KeepAnchor)
            mark.format.setBackground(color("border"))
            mark.format.setFontWeight(700)
            yield mark

    def _document(self) -> QTextDocument:
        return self._text.document()

    def _block(self, number: int) -> QTextBlock:
        return self._document().findBlockByNumber(number - 1)


def _whole_line(cursor: QTextCursor, ground: QColor) -> Mark:
    mark = Mark()
    mark.cursor = QTextCursor(cursor)
    mark.cursor.clearSelection()
    mark.format.setBackground(ground)
    mark.format.setProperty(QTextFormat.Property.FullWidthSelection, True)
    return mark
