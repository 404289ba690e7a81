"""The sheet of keys and gestures, made from the table of actions."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QDialog, QGridLayout, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from designer.ui.actions import ACTIONS, GESTURES, MENUS, Action, Menu
from designer.ui.language import tr
from designer.ui.parts import heading, scrolled

COLUMNS = 3
LONG = 34
"""How many letters need a second line."""


class ShortcutSheet(QDialog):
    """Grouped as the menus are."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("Keys and gestures"))
        columns = [QVBoxLayout() for _ in range(COLUMNS)]
        content = QWidget()
        row = QHBoxLayout(content)
        row.setSpacing(32)
        row.setContentsMargins(20, 20, 20, 20)
        for column in columns:
            row.addLayout(column)
        groups = list(_groups())
        for (title, rows), at in zip(groups, _columns([rows for _, rows in groups]), strict=True):
            columns[at].addWidget(_group(title, rows))
        for column in columns:
            column.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(scrolled(content))
        wanted = content.sizeHint()
        self.resize(min(wanted.width() + 20, parent.width() - 40), min(wanted.height() + 4, parent.height() - 40))


def _columns(groups: list[list[tuple[str, str]]]) -> list[int]:
    """The column of each group, the longest shared out first so that all columns become about as long."""
    heights = [2 + sum(1 + (len(how) > LONG) for _, how in rows) for rows in groups]
    lengths, found = [0] * COLUMNS, [0] * len(groups)
    for at in sorted(range(len(groups)), key=lambda at: -heights[at]):
        found[at] = lengths.index(min(lengths))
        lengths[found[at]] += heights[at]
    return found


def _groups() -> Iterator[tuple[str, list[tuple[str, str]]]]:
    by_id = {action.id: action for action in ACTIONS}
    yield "Mouse and canvas", [(what, how) for what, how in GESTURES]
    for menu in MENUS:
        rows = _rows([by_id[id] for id in _ids(menu) if by_id[id].keys])
        if rows:
            yield menu.title.replace("&", ""), rows


def _rows(actions: list[Action]) -> list[tuple[str, str]]:
    """What each is called and its keys; actions of one series are one row, with the first and the last key."""
    rows: dict[str, str] = {}
    for action in actions:
        if action.series in rows:
            rows[action.series] = f"{rows[action.series].partition(' … ')[0]} … {keys(action)}"
        else:
            rows[action.series or _name(action)] = keys(action)
    return list(rows.items())


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
    grid = QGridLayout(box)
    grid.setContentsMargins(0, 0, 0, 16)
    grid.setVerticalSpacing(5)
    grid.addWidget(heading(title), 0, 0, 1, 2)
    for at, (what, how) in enumerate(rows, 1):
        name, key = QLabel(tr(what)), QLabel(tr(how))
        key.setProperty("quiet", True)
        key.setWordWrap(len(how) > 24)
        key.setTextInteractionFlags(Qt.TextInteractionFlag.NoTextInteraction)
        grid.addWidget(name, at, 0, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(key, at, 1, Qt.AlignmentFlag.AlignTop)
    grid.setColumnStretch(1, 1)
    return box
