"""Darkens the window but for a soft circle around what is shown just now: the pointer, or where the keyboard is."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QPoint, QPointF, QRectF, Qt, QTimer
from PySide6.QtGui import QColor, QCursor, QPainter, QPaintEvent, QRadialGradient
from PySide6.QtWidgets import QApplication, QWidget

from designer.ui.canvas.view import CanvasView

DARKNESS = 0.6
"""How much of the light is taken off around the circle."""
SOFT = 0.82
"""From this share of the circle on it grows dark."""
STEP = 1.2
SMALLEST, FIRST, LARGEST = 0.06, 0.18, 0.6
"""The circle's radius as a share of the window's height."""
TICK_MS = 16


class Spotlight(QWidget):
    """Lies over the window and takes neither clicks nor the keyboard. Only what the circle leaves and comes to is
    painted again."""

    def __init__(self, window: QWidget, canvas: CanvasView) -> None:
        super().__init__(window)
        self._canvas = canvas
        self._share = FIRST
        self._middle = QPointF()
        self._pointer = QPoint()
        self._by_keyboard = False
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setAttribute(Qt.WidgetAttribute.WA_NoSystemBackground)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._tick = QTimer(self)
        self._tick.setInterval(TICK_MS)
        self._tick.timeout.connect(self._follow)
        self.hide()

    @property
    def middle(self) -> QPointF:
        """Where the light falls, in the window."""
        return self._middle

    @property
    def radius(self) -> float:
        return self._share * self.parentWidget().height()

    def switch(self, on: bool) -> None:
        """Put it on or off."""
        self.setVisible(on)
        if not on:
            self._tick.stop()
            self.parentWidget().removeEventFilter(self)
            return
        self.parentWidget().installEventFilter(self)
        self._by_keyboard, self._pointer = False, QCursor.pos()
        self._fit()
        self._aim()
        self._tick.start()

    def resize_by(self, steps: int) -> None:
        """Make the circle larger, or smaller by negative steps."""
        self._share = max(SMALLEST, min(LARGEST, self._share * STEP**steps))
        self.update()

    def by_keyboard(self) -> None:
        """A key was pressed: from now on the light is where the keyboard is, until the pointer moves."""
        self._by_keyboard = True

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize:
            self._fit()
        return False

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(event.rect(), self._light())

    def _light(self) -> QRadialGradient:
        dark, clear = QColor(0, 0, 0), QColor(0, 0, 0, 0)
        dark.setAlphaF(DARKNESS)
        light = QRadialGradient(self._middle, self.radius)
        light.setColorAt(0.0, clear)
        light.setColorAt(SOFT, clear)
        light.setColorAt(1.0, dark)
        return light

    def _follow(self) -> None:
        """Nobody tells of a pointer over another widget that moves without a button: it has to be asked for."""
        pointer = QCursor.pos()
        if pointer != self._pointer:
            self._pointer, self._by_keyboard = pointer, False
        self._aim()

    def _aim(self) -> None:
        there = self._where_the_keyboard_is() if self._by_keyboard else None
        middle = QPointF(self.parentWidget().mapFromGlobal(self._pointer)) if there is None else there
        if middle != self._middle:
            before = self._around()
            self._middle = middle
            self.update(before.toAlignedRect())
            self.update(self._around().toAlignedRect())

    def _around(self) -> QRectF:
        radius = self.radius + 1.0
        return QRectF(self._middle.x() - radius, self._middle.y() - radius, 2 * radius, 2 * radius)

    def _where_the_keyboard_is(self) -> QPointF | None:
        """The middle of the card, or else of the widget, that has the keyboard in this window."""
        window, focus = self.parentWidget(), QApplication.focusWidget()
        if focus is None or not window.isAncestorOf(focus):
            return None
        canvas, current = self._canvas.canvas, self._canvas.canvas.marked.current
        if focus is self._canvas and current in canvas.places.index:
            place = self._canvas.camera.to_screen(canvas.rect_of(current).center())
            return QPointF(self._canvas.viewport().mapTo(window, place.toPoint()))
        return QPointF(focus.mapTo(window, focus.rect().center()))

    def _fit(self) -> None:
        self.setGeometry(self.parentWidget().rect())
        self.raise_()
