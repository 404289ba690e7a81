"""Which keys were pressed since a gesture began: one that was held at the press meant something there already."""

from __future__ import annotations

from PySide6.QtCore import Qt

from designer.ui.canvas.gestures.base import Pointer

CONTROL = Qt.KeyboardModifier.ControlModifier
BOTH = CONTROL | Qt.KeyboardModifier.ShiftModifier


class Held:
    """Follows the keys from a press on. Let go and pressed again, an old one counts as new."""

    def __init__(self, at: Pointer) -> None:
        self._old = self._new = at.modifiers
        self.see(at)

    def see(self, at: Pointer) -> None:
        """These keys are held now."""
        self._old &= at.modifiers
        self._new = at.modifiers & ~self._old

    @property
    def free(self) -> bool:
        """Ctrl: neither guides nor grid."""
        return bool(self._new & CONTROL)

    @property
    def pulls(self) -> bool:
        """Ctrl and Shift: out of the chain."""
        return self._new & BOTH == BOTH
