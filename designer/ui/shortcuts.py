"""The sheet of keys and gestures, made from the table of actions."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QDialog, QGridLayout, QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from designer.ui.actions import ACTIONS, GESTURES, MENUS, Action, Menu
from designer.ui.parts import heading, scrolled

COLUMNS = 3


class ShortcutSheet(QDialog):
    """Grouped as the menus are."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle("Keys and gestures")
        columns = [QVBoxLayout() for _ in range(COLUMNS)]
        content = QWidget()
        row = QHBoxLayout(content)
        row.setSpacing(32)
        row.setContentsMargins(20, 20, 20, 20)
        for column in columns:
            row.addLayout(column)
        lengths = [0] * COLUMNS
        for title, rows in _groups():
            shortest = lengths.index(min(lengths))
            columns[shortest].addWidget(_group(title, rows))
            lengths[shortest] += len(rows) + 2
        for column in columns:
            column.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(scrolled(content))
        wanted = content.sizeHint()
        self.resize(min(wanted.width() + 20, parent.width() - 40), min(wanted.height() + 4, parent.height() - 40))


def _groups() -> Iterator[tuple[str, list[tuple[str, str]]]]:
    by_id = {action.id: action for action in ACTIONS}
    yield "Mouse and canvas", [(what, how) for what, how in GESTURES]
    for menu in MENUS:
        rows = [(_name(by_id[id]), keys(by_id[id])) for id in _ids(menu) if by_id[id].keys]
        if rows:
            yield menu.title.replace("&", ""), rows


def _ids(menu: Menu) -> Iterator[str]:
    for entry in menu.entries:
        if isinstance(entry, Menu):
            yield from _ids(entry)
        elif entry is not None:
            yield entry


def _name(action: Action) -> str:
    return action.text.replace("&", "").rstrip("…")


def keys(action: Action) -> str:
    """All shortcuts of an action as the system writes them."""
    native = QKeySequence.SequenceFormat.NativeText
    found = [QKeySequence(key).toString(native) for key in action.keys]
    return " or ".join(found[:2])


def _group(title: str, rows: list[tuple[str, str]]) -> QWidget:
    box = QWidget()
    box.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
    grid = QGridLayout(box)
    grid.setContentsMargins(0, 0, 0, 16)
    grid.setVerticalSpacing(5)
    grid.addWidget(heading(title), 0, 0, 1, 2)
    for at, (what, how) in enumerate(rows, 1):
        name, key = QLabel(what), QLabel(how)
        key.setProperty("quiet", True)
        key.setWordWrap(len(how) > 24)
        key.setTextInteractionFlags(Qt.TextInteractionFlag.NoTextInteraction)
        grid.addWidget(name, at, 0, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(key, at, 1, Qt.AlignmentFlag.AlignTop)
    grid.setColumnStretch(1, 1)
    return box
