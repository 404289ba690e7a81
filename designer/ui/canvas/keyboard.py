"""The keys that are the canvas's own: arrows, Enter, Esc, C, and Space to pan."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent

from designer.ui.canvas.areas.walking import next_thing
from designer.ui.canvas.metrics import GRID
from designer.ui.canvas.walking import Direction

if TYPE_CHECKING:
    from designer.ui.canvas.view import CanvasView

ARROWS: dict[Qt.Key, tuple[Direction, int, int]] = {
    Qt.Key.Key_Left: ("left", -1, 0),
    Qt.Key.Key_Right: ("right", 1, 0),
    Qt.Key.Key_Up: ("up", 0, -1),
    Qt.Key.Key_Down: ("down", 0, 1),
}
ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
TABS = (Qt.Key.Key_Tab, Qt.Key.Key_Backtab)
BY_TAB = (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason)
ON_PURPOSE = (Qt.FocusReason.MouseFocusReason, Qt.FocusReason.ShortcutFocusReason)
"""How the focus comes on the way through, and how it comes to stay."""
SHIFT = Qt.KeyboardModifier.ShiftModifier
MODIFIERS = {
    Qt.Key.Key_Shift: Qt.KeyboardModifier.ShiftModifier,
    Qt.Key.Key_Control: Qt.KeyboardModifier.ControlModifier,
    Qt.Key.Key_Alt: Qt.KeyboardModifier.AltModifier,
    Qt.Key.Key_Meta: Qt.KeyboardModifier.MetaModifier,
}
CONTROL = Qt.KeyboardModifier.ControlModifier
NUDGE = CONTROL | Qt.KeyboardModifier.AltModifier
PIXEL = 1.0
"""How far a nudge goes with Shift, to leave the grid."""


class Keyboard:
    """Turns keys into walks, nudges and gestures."""

    def __init__(self, view: CanvasView) -> None:
        self._view = view
        self._passing = False

    def arrive(self, reason: Qt.FocusReason) -> None:
        """The focus came. Whoever tabbed here may be on the way to the next panel; window changes alter nothing."""
        if reason in BY_TAB or reason in ON_PURPOSE:
            self._passing = reason in BY_TAB

    def settle(self) -> None:
        """Something was done here: from now on Tab means the canvas."""
        self._passing = False

    def passes_on(self, event: QKeyEvent) -> bool:
        """Whether Tab takes the keyboard to the next panel, as everywhere else."""
        return self._passing and self._view.gesture is None and Qt.Key(event.key()) in TABS

    def claims(self, event: QKeyEvent) -> bool:
        """Whether a key is the canvas's before any shortcut of the window."""
        key = Qt.Key(event.key())
        if key not in TABS and key not in MODIFIERS:
            # What a shortcut takes is never pressed here; this is where it is heard of.
            self.settle()
        if self._view.offers.claims(key):
            return True
        if self._view.gesture is not None:
            return key in ARROWS or key in ENTER or key is Qt.Key.Key_Escape or key in TABS
        if self.passes_on(event):
            return True
        if key in ARROWS:
            # With Ctrl and Shift, arrows align what is selected.
            return not (event.modifiers() & CONTROL and event.modifiers() & SHIFT)
        return key is Qt.Key.Key_Space and not event.modifiers()

    def press(self, event: QKeyEvent) -> bool:
        """Says whether the key meant something."""
        key, gesture = Qt.Key(event.key()), self._view.gesture
        if gesture is not None and key in MODIFIERS:
            self._view.hands.hold_key(MODIFIERS[key], down=True)
            return True
        self._view.canvas.marked.show_focus(True)
        if not event.modifiers() & ~SHIFT and self._view.offers.press(key):
            return True
        dismissed = key not in MODIFIERS and self._view.offers.dismiss()
        if key is Qt.Key.Key_Escape:
            return dismissed or self._escape()
        if gesture is not None and gesture.key(key):
            if gesture.done:
                self._view.cancel_gesture()
            return True
        if key in ARROWS:
            self._arrow(key, event.modifiers())
        elif key is Qt.Key.Key_Space:
            self._hold_space(event)
        elif (
            key in ENTER
            and not event.modifiers()
            and self._view.canvas.marked.current in self._view.canvas.areas.places.index
        ):
            self._view.areas.rename()
        elif key in ENTER and not event.modifiers() and self._view.canvas.marked.current is not None:
            self._view.open(self._view.canvas.marked.current)
        elif key is Qt.Key.Key_Menu or (key is Qt.Key.Key_F10 and event.modifiers() == SHIFT):
            self._view.context.open_by_key()
        elif key is Qt.Key.Key_C and not event.modifiers():
            self._view.start_connecting()
        else:
            return False
        return True

    def release(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if key is Qt.Key.Key_Space and not event.isAutoRepeat():
            self.let_go()
        if key in MODIFIERS:
            self._view.hands.hold_key(MODIFIERS[key], down=False)

    def let_go(self) -> None:
        """Space is not held any more, or nobody would tell."""
        if self._view.hands.panning:
            self._view.hands.panning = False
            self._view.viewport().unsetCursor()

    def _hold_space(self, event: QKeyEvent) -> None:
        if not event.isAutoRepeat():
            self._view.hands.panning = True
            self._view.viewport().setCursor(Qt.CursorShape.OpenHandCursor)

    def _escape(self) -> bool:
        """Cancels a gesture, else goes back from inside a card, else clears the selection, else leaves the entered block."""
        working = self._view.arrange.cancel() or self._view.pasted.cancel()
        if self._view.cancel_gesture() or working or self._view.entering.leave():
            return True
        had = bool(self._view.session.selection or self._view.canvas.marked.wires)
        self._view.canvas.marked.select(())
        self._view.session.select(())
        return had or self._view.folding.leave()

    def _arrow(self, key: Qt.Key, modifiers: Qt.KeyboardModifier) -> None:
        way, across, down = ARROWS[key]
        session, canvas, leading = self._view.session, self._view.canvas, self._view.leading
        step = PIXEL if modifiers & SHIFT else GRID
        if leading.nudge(step * across, step * down):
            return
        if modifiers & NUDGE:
            self._view.nudge(across, down, step)
            return
        if leading.arrow(way):
            return
        found = next_thing(canvas, way)
        if found is None:
            return
        extends = bool(modifiers & Qt.KeyboardModifier.ShiftModifier)
        session.select(session.selection | {found} if extends else {found})
        canvas.marked.set_current(found)
        self._view.reveal(found)
