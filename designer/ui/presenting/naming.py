"""Puts what is pressed into the strip, with the name of the action where it starts one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtGui import QKeySequence

from designer.ui.action_set import ActionSet
from designer.ui.presenting.key_strip import KeyStrip
from designer.ui.presenting.spoken_keys import words_of
from designer.ui.presenting.watching import Watching

if TYPE_CHECKING:
    from designer.ui.presenting.presentation import Presentation


class Naming(QObject):
    """Follows keys, mouse and actions while the mode is on."""

    def __init__(self, strip: KeyStrip, watching: Watching, actions: ActionSet, presentation: Presentation) -> None:
        super().__init__(presentation)
        self._strip, self._actions, self._presentation = strip, actions, presentation
        self._last = ""
        watching.key_pressed.connect(self._pressed)
        watching.mouse_used.connect(self._used)
        actions.begins.connect(self._begins)

    def _pressed(self, words: str) -> None:
        self._last = words
        if words and self._presentation.on:
            self._strip.add(words)

    def _used(self, words: str) -> None:
        self._last = ""
        if self._presentation.on:
            self._strip.add(words)

    def _begins(self, id: str) -> None:
        """An action starts right after the key that is for it; any other was chosen in a menu or by a button."""
        if not self._presentation.on:
            return
        command = self._actions.commands[id]
        name = command.text.rstrip("…")
        if self._strip.pressed and self._last and self._last in _keys_of(command.action.keys):
            self._strip.name_last(name)
        else:
            self._strip.add("", name)
        self._last = ""


def _keys_of(keys: tuple[str, ...]) -> set[str]:
    return {words_of(QKeySequence(key)[0]) for key in keys}
