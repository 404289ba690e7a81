"""What a key or a button of the mouse is called, if it means something to those who watch."""

from __future__ import annotations

from PySide6.QtCore import QKeyCombination, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QAbstractSpinBox, QApplication, QComboBox, QLineEdit, QPlainTextEdit, QTextEdit, QWidget

from designer.ui.keys import COMMANDING, is_function

Key, Mod = Qt.Key, Qt.KeyboardModifier
NATIVE = QKeySequence.SequenceFormat.NativeText

MODIFIERS = (Key.Key_Shift, Key.Key_Control, Key.Key_Alt, Key.Key_Meta, Key.Key_AltGr, Key.Key_CapsLock)
NAMED = {
    Key.Key_Left: "←",
    Key.Key_Right: "→",
    Key.Key_Up: "↑",
    Key.Key_Down: "↓",
    Key.Key_Return: "Enter",
    Key.Key_Enter: "Enter",
    Key.Key_Escape: "Esc",
    Key.Key_Delete: "Del",
    Key.Key_Tab: "Tab",
    Key.Key_Backtab: "Shift+Tab",
    Key.Key_Home: "Home",
    Key.Key_End: "End",
    Key.Key_PageUp: "PgUp",
    Key.Key_PageDown: "PgDn",
}
"""Keys that are shown wherever they are pressed."""

BUTTONS = {Qt.MouseButton.RightButton: "Right-", Qt.MouseButton.MiddleButton: "Middle "}


def key_words(event: QKeyEvent) -> str:
    """What to show of a key that was pressed; nothing of one that merely writes, lest what is typed be read aloud."""
    key = Key(event.key()) if event.key() else Key.Key_unknown
    if key in MODIFIERS or key is Key.Key_unknown:
        return ""
    works = key in NAMED or is_function(key)
    if not works and is_writing() and (not event.modifiers() & COMMANDING or _writes(event)):
        return ""
    return words_of(QKeyCombination(event.modifiers(), key))


def words_of(combination: QKeyCombination) -> str:
    """What keys that are pressed together are called. Shift is left out where it only makes another sign: `?`."""
    key, modifiers = combination.key(), combination.keyboardModifiers()
    if key is Key.Key_Backtab or (Key.Key_Space.value < key.value < 0x7F and not chr(key.value).isalnum()):
        modifiers &= ~Mod.ShiftModifier
    plain = NAMED.get(key) or QKeySequence(QKeyCombination(key)).toString(NATIVE)
    return f"{held_words(modifiers)}{plain}"


def held_words(modifiers: Mod) -> str:
    """`Ctrl+Shift+`, as the system writes it."""
    sequence = QKeySequence(QKeyCombination(modifiers & (COMMANDING | Mod.ShiftModifier), Key.Key_A))
    return sequence.toString(NATIVE)[:-1]


def mouse_words(what: str, button: Qt.MouseButton, modifiers: Mod) -> str:
    """What to call a `click`, `double-click` or `drag` with a button of the mouse."""
    words = f"{BUTTONS.get(button, '')}{what}"
    return f"{held_words(modifiers)}{words[0].upper()}{words[1:]}"


def is_writing() -> bool:
    """Whether the keyboard is where text is typed."""
    focus: QWidget | None = QApplication.focusWidget()
    if isinstance(focus, QComboBox):
        return focus.isEditable()
    return isinstance(focus, (QLineEdit, QPlainTextEdit, QTextEdit, QAbstractSpinBox))


def _writes(event: QKeyEvent) -> bool:
    """Whether keys held with it are those that write a sign on many keyboards, as AltGr."""
    both = Mod.ControlModifier | Mod.AltModifier
    return event.modifiers() & both == both and event.text().isprintable() and bool(event.text())
