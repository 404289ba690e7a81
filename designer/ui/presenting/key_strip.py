"""A strip at the bottom of the window with the last keys and clicks, for those who watch. It goes by itself."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QEvent, QObject, QRectF, Qt, QTimer, QVariantAnimation
from PySide6.QtGui import QFont, QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from designer.ui.canvas.sliding import motion_wanted
from designer.ui.theme import color

MOST = 4
SHOWN_MS, FADE_MS = 2000, 300
LARGER = 1.15
"""How much larger than other text."""


@dataclass(frozen=True)
class Pressed:
    """What was pressed, what that does if it does something of the table, and how often in a row."""

    keys: str
    name: str = ""
    times: int = 1

    @property
    def words(self) -> str:
        often = f"×{self.times}" if self.times > 1 else ""
        return "  ".join(part for part in (self.keys, self.name, often) if part)


class KeyStrip(QWidget):
    """Painted, and not made of labels: to a screen reader, which tells of keys by itself, it says nothing."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.pressed: tuple[Pressed, ...] = ()
        self._opacity = 1.0
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(SHOWN_MS)
        self._rest.timeout.connect(self._fade)
        self._fading = QVariantAnimation(self)
        self._fading.setDuration(FADE_MS)
        self._fading.setStartValue(1.0)
        self._fading.setEndValue(0.0)
        self._fading.valueChanged.connect(self._thin)
        self._fading.finished.connect(self.clear)
        self.hide()

    def add(self, keys: str, name: str = "") -> None:
        """Show one thing more that was pressed."""
        last = self.pressed[-1] if self.pressed else None
        if last is not None and (last.keys, last.name) == (keys, name):
            self._show((*self.pressed[:-1], Pressed(keys, name, last.times + 1)))
        else:
            self._show((*self.pressed, Pressed(keys, name)))

    def name_last(self, name: str) -> None:
        """Say what the last thing that was pressed does."""
        before = self.pressed[:-1]
        last = self.pressed[-1]
        if before and before[-1].keys == last.keys and before[-1].name == name:
            self._show((*before[:-1], Pressed(last.keys, name, before[-1].times + 1)))
        else:
            self._show((*before, Pressed(last.keys, name)))

    def clear(self) -> None:
        """Show nothing more."""
        self._rest.stop()
        self._fading.stop()
        self.pressed = ()
        self.hide()
        self.parentWidget().removeEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize:
            self._place()
        return False

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setOpacity(self._opacity)
        type = self._type()
        gap = type.pixelSize() * 0.5
        left = gap
        for pressed in self.pressed:
            room = QRectF(left, gap / 2, self._width(pressed), self.height() - gap)
            self._paint(painter, pressed, room, type)
            left = room.right() + gap

    def _paint(self, painter: QPainter, pressed: Pressed, room: QRectF, type: QFont) -> None:
        """Light on dark in the light theme and the other way round, so that it stands out of whatever is below."""
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(color("text"))
        painter.drawRoundedRect(room, 8.0, 8.0)
        painter.setFont(type)
        painter.setPen(color("panel"))
        painter.drawText(room, Qt.AlignmentFlag.AlignCenter, pressed.words)

    def _show(self, pressed: tuple[Pressed, ...]) -> None:
        self._fading.stop()
        self._opacity = 1.0
        self.pressed = pressed[-MOST:]
        self._place()
        self.parentWidget().installEventFilter(self)
        self.show()
        self.raise_()
        self.update()
        self._rest.start()

    def _place(self) -> None:
        """In the middle of the window's bottom, as wide as what it says; of too much, the last."""
        window = self.parentWidget()
        gap = self._type().pixelSize() * 0.5
        while True:
            width = round(sum(self._width(one) + gap for one in self.pressed) + gap)
            if width <= window.width() or len(self.pressed) < 2:
                break
            self.pressed = self.pressed[1:]
        height = round(2.6 * self._type().pixelSize())
        left = (window.width() - width) // 2
        self.setGeometry(left, window.height() - height - 2 * self.fontMetrics().height(), width, height)

    def _type(self) -> QFont:
        type = QFont(self.font())
        type.setPixelSize(round(LARGER * self.fontInfo().pixelSize()))
        type.setWeight(QFont.Weight.DemiBold)
        return type

    def _width(self, pressed: Pressed) -> float:
        type = self._type()
        return QFontMetricsF(type).horizontalAdvance(pressed.words) + 1.6 * type.pixelSize()

    def _fade(self) -> None:
        if motion_wanted():
            self._fading.start()
        else:
            self.clear()

    def _thin(self, opacity: float) -> None:
        self._opacity = opacity
        self.update()
