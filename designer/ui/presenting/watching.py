"""Follows keys and mouse while somebody presents, whichever window they are in, and takes none of them away."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QEvent, QObject, QPointF, Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QMouseEvent, QWheelEvent
from PySide6.QtWidgets import QApplication, QWidget

from designer.ui.presenting.spoken_keys import key_words, mouse_words

Type = QEvent.Type
KEYS = (Type.ShortcutOverride,)
"""Every key comes as this first, also one that a shortcut takes."""
MOUSE = (Type.MouseButtonPress, Type.MouseButtonDblClick, Type.MouseMove, Type.MouseButtonRelease)
WATCHED = frozenset((*KEYS, *MOUSE, Type.Wheel))
WHEEL = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
"""Held while the wheel makes the spotlight larger or smaller."""


@dataclass
class _Held:
    """A button of the mouse that is down."""

    button: Qt.MouseButton
    start: QPointF
    moved: bool = False


class Watching(QObject):
    """Tells of what was pressed from `start` to `stop`."""

    key_pressed = Signal(str)
    """A key; what it is called, or nothing if it is not to be shown."""
    mouse_used = Signal(str)
    wheel_turned = Signal(int)
    """The wheel with Ctrl and Shift: one step up (1) or down (-1)."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._held: _Held | None = None
        self._on = False
        self.takes_wheel = False
        """Whether the wheel with Ctrl and Shift is for whoever listens here, and zooms nothing."""

    def start(self) -> None:
        if not self._on:
            self._on = True
            _application().installEventFilter(self)

    def stop(self) -> None:
        if self._on:
            self._on, self._held = False, None
            _application().removeEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        kind = event.type()
        if kind not in WATCHED:
            return False
        if isinstance(event, QKeyEvent):
            self._key(watched, event)
        elif isinstance(event, QWheelEvent):
            return isinstance(watched, QWidget) and self._wheel(event)
        elif isinstance(event, QMouseEvent) and isinstance(watched, QWidget):
            self._mouse(event)
        return False

    def _key(self, watched: QObject, event: QKeyEvent) -> None:
        """An event goes on from whoever has the keyboard to what is around: it counts where it comes first."""
        first = QApplication.focusWidget() or QGuiApplication.focusObject()
        if watched is first and not event.isAutoRepeat():
            self.key_pressed.emit(key_words(event))

    def _wheel(self, event: QWheelEvent) -> bool:
        turned = event.angleDelta().y() or event.angleDelta().x()
        if not self.takes_wheel or not turned or event.modifiers() & WHEEL != WHEEL:
            return False
        self.wheel_turned.emit(1 if turned > 0 else -1)
        return True

    def _mouse(self, event: QMouseEvent) -> None:
        """The same event comes again for what is around, and finds then that all is done."""
        kind, held = event.type(), self._held
        if kind == Type.MouseButtonDblClick and held is None:
            self._held = _Held(event.button(), event.globalPosition(), moved=True)
            self._tell("double-click", event)
        elif kind == Type.MouseButtonPress and held is None:
            self._held = _Held(event.button(), event.globalPosition())
        elif kind == Type.MouseMove and held is not None and not held.moved:
            far = (event.globalPosition() - held.start).manhattanLength()
            if far >= QApplication.startDragDistance():
                held.moved = True
                self._tell("drag", event)
        elif kind == Type.MouseButtonRelease and held is not None and event.button() == held.button:
            if not held.moved:
                self._tell("click", event)
            self._held = None

    def _tell(self, what: str, event: QMouseEvent) -> None:
        assert self._held is not None
        self.mouse_used.emit(mouse_words(what, self._held.button, event.modifiers()))


def _application() -> QApplication:
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    return app
