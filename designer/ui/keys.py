"""Which keys make a command of another, and which are commands by themselves: the same wherever keys are listened to."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent

COMMANDING = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.MetaModifier
"""Held with another key, they make a command of it."""


def is_function(key: int) -> bool:
    """Whether it is one of F1 to F35."""
    return Qt.Key.Key_F1.value <= key <= Qt.Key.Key_F35.value


def commands(event: QKeyEvent) -> bool:
    """Whether a key is a command rather than something typed or moved."""
    return bool(event.modifiers() & COMMANDING) or is_function(event.key())
