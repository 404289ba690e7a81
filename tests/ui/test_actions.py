"""One table: everything in it works, and everything a user can press is in it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

import pytest
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QLabel

from designer.ui.action_set import Command
from designer.ui.actions import ACTIONS, MENUS, TOOLBAR, TRAINING, Action, Menu
from designer.ui.glyphs import character
from designer.ui.shortcuts import ShortcutSheet
from designer.ui.window import Window


def entries(menu: Menu) -> Iterator[str]:
    for entry in menu.entries:
        if isinstance(entry, Menu):
            yield from entries(entry)
        elif entry is not None:
            yield entry


def test_every_action_is_in_exactly_one_menu() -> None:
    listed = Counter(id for menu in MENUS for id in entries(menu))
    assert listed == Counter(action.id for action in ACTIONS)


def test_the_toolbar_holds_only_actions_of_the_table() -> None:
    assert {id for id in (*TOOLBAR, *TRAINING) if id} <= {action.id for action in ACTIONS}


def test_no_two_actions_share_a_key() -> None:
    keys = [QKeySequence(key).toString() for action in ACTIONS for key in action.keys]
    assert len(keys) == len(set(keys))


@pytest.mark.parametrize("action", ACTIONS, ids=[action.id for action in ACTIONS])
def test_an_action_says_what_it_does_and_has_a_real_icon(action: Action) -> None:
    assert action.help and not action.help.endswith(".")
    assert not action.icon or character(action.icon)


def test_every_action_has_something_to_call(window: Window) -> None:
    for command in window.findChildren(Command):
        target, method = command.action.call.split(".")
        assert callable(getattr(command._targets[target], method)), command.action.id


def test_the_sheet_names_every_key(window: Window, qtbot: object) -> None:
    sheet = ShortcutSheet(window)
    shown = " ".join(label.text() for label in sheet.findChildren(QLabel))
    for action in ACTIONS:
        for key in action.keys[:1] if not action.series else ():
            assert QKeySequence(key).toString(QKeySequence.SequenceFormat.NativeText) in shown
    for series in {action.series: action for action in ACTIONS if action.series}:
        keys = [QKeySequence(action.keys[0]).toString() for action in ACTIONS if action.series == series]
        assert f"{keys[0]} … {keys[-1]}" in shown, "of a series the first and the last"
    sheet.deleteLater()
