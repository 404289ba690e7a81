"""What an editor of code does to its text beyond typing: it indents, takes indents back, and knows pairs of brackets."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence, QTextBlock, QTextCursor, QTextDocument

WIDTH = 4
INDENT = " " * WIDTH
OPENING, CLOSING = "([{", ")]}"
UNDO, REDO = QKeySequence.StandardKey.Undo, QKeySequence.StandardKey.Redo
FAR = 20_000
"""How many characters away the other bracket of a pair is looked for."""


def is_history(event: QKeyEvent) -> bool:
    """Whether keys undo or redo, as the window's own do."""
    also = event.key() == Qt.Key.Key_Y and event.modifiers() == Qt.KeyboardModifier.ControlModifier
    return event.matches(UNDO) or event.matches(REDO) or also


class KeepsHistory(QObject):
    """Has the keys that undo and redo come to the text and not to the window while the keyboard is in the text."""

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and is_history(event):
            event.accept()
            return True
        return super().eventFilter(watched, event)


def indent(cursor: QTextCursor) -> None:
    """Move the selected lines one step to the right; without a selection, go on to the next step."""
    cursor.beginEditBlock()
    if cursor.hasSelection():
        for block in _blocks(cursor):
            if block.text().strip():
                QTextCursor(block).insertText(INDENT)
    else:
        cursor.insertText(" " * (WIDTH - cursor.positionInBlock() % WIDTH))
    cursor.endEditBlock()


def dedent(cursor: QTextCursor) -> None:
    """Move the selected lines, or the one the cursor is in, one step to the left."""
    cursor.beginEditBlock()
    for block in _blocks(cursor):
        text = block.text()
        _take(block, min(WIDTH, len(text) - len(text.lstrip(" "))))
    cursor.endEditBlock()


def break_line(cursor: QTextCursor) -> None:
    """Begin a new line where the one before begins, or a step further after what opens something."""
    cursor.beginEditBlock()
    cursor.removeSelectedText()
    line = cursor.block().text()
    before, after = line[: cursor.positionInBlock()], line[cursor.positionInBlock() :]
    margin = before[: len(before) - len(before.lstrip(" "))]
    opens = before.rstrip()[-1:] in (*OPENING, ":") and bool(before.strip())
    cursor.insertText("\n" + margin + (INDENT if opens else ""))
    if opens and after[:1] and after[0] in CLOSING:
        there = cursor.position()
        cursor.insertText("\n" + margin)
        cursor.setPosition(there)
    cursor.endEditBlock()


def takes_step_back(cursor: QTextCursor) -> bool:
    """Take back one step of the indent left of the cursor, if nothing else stands there."""
    before = cursor.block().text()[: cursor.positionInBlock()]
    if cursor.hasSelection() or not before or before.strip(" "):
        return False
    cursor.movePosition(QTextCursor.MoveOperation.Left, QTextCursor.MoveMode.KeepAnchor, (len(before) - 1) % WIDTH + 1)
    cursor.removeSelectedText()
    return True


def bracket_pair(document: QTextDocument, position: int) -> tuple[int, ...]:
    """Where the bracket beside the cursor and its other half stand; nothing if there is none."""
    for at in (position - 1, position):
        sign = document.characterAt(at) if at >= 0 else ""
        if sign and sign in OPENING + CLOSING:
            other = _partner(document, at, sign)
            return () if other is None else (at, other)
    return ()


def _partner(document: QTextDocument, at: int, sign: str) -> int | None:
    ahead = sign in OPENING
    other = CLOSING[OPENING.index(sign)] if ahead else OPENING[CLOSING.index(sign)]
    text = document.toPlainText()
    ways: Iterable[int] = range(at, min(len(text), at + FAR)) if ahead else range(at, max(-1, at - FAR), -1)
    deep = 0
    for place in ways:
        deep += (text[place] == sign) - (text[place] == other)
        if not deep:
            return place
    return None


def _blocks(cursor: QTextCursor) -> list[QTextBlock]:
    """The lines that are selected; one that is only touched at its start is none of them."""
    document = cursor.document()
    block, last = document.findBlock(cursor.selectionStart()), document.findBlock(cursor.selectionEnd())
    if cursor.hasSelection() and last.position() == cursor.selectionEnd() and last != block:
        last = last.previous()
    found = [block]
    while block != last:
        block = block.next()
        found.append(block)
    return found


def _take(block: QTextBlock, count: int) -> None:
    cursor = QTextCursor(block)
    cursor.setPosition(block.position() + count, QTextCursor.MoveMode.KeepAnchor)
    cursor.removeSelectedText()
