"""Puts another text into a document where it differs, line by line, so that what is beside stays untouched."""

from __future__ import annotations

from PySide6.QtGui import QTextCursor, QTextDocument


def put_lines(document: QTextDocument, before: str, after: str) -> None:
    """Replace the lines that differ between the text that is there and another one."""
    first, gone, new = _difference(before.split("\n"), after.split("\n"))
    cursor = QTextCursor(document)
    last, end = document.blockCount() - 1, first + gone
    cursor.beginEditBlock()
    if end <= last:
        cursor.setPosition(document.findBlockByNumber(first).position())
        cursor.setPosition(document.findBlockByNumber(end).position(), QTextCursor.MoveMode.KeepAnchor)
        cursor.insertText("".join(line + "\n" for line in new))
    else:
        line = document.findBlockByNumber(first - 1)
        cursor.setPosition(line.position() + line.length() - 1 if first else 0)
        cursor.movePosition(QTextCursor.MoveOperation.End, QTextCursor.MoveMode.KeepAnchor)
        cursor.insertText("\n".join(new) if not first else "".join("\n" + line for line in new))
    cursor.endEditBlock()


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
