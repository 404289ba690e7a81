"""Where the window comes up, and how large: never larger than the screen it is on."""

from __future__ import annotations

from PySide6.QtCore import QByteArray, QRect, QSize
from PySide6.QtWidgets import QStyle, QWidget

WANTED = QSize(1400, 900)


def place(window: QWidget, before: QByteArray) -> None:
    """Put a window where it was `before`, or give it the size it wants; in both cases as far as the screen goes."""
    window.resize(WANTED)
    if not before.isEmpty():
        window.restoreGeometry(before)
    if window.isMaximized() or window.isFullScreen():
        return
    kept = within(window.geometry(), free(window))
    window.resize(kept.size())
    if not before.isEmpty():
        window.setGeometry(kept)


def free(window: QWidget) -> QRect:
    """The part of the window's screen that its content can have. Before it is shown its frame can only be guessed."""
    title = window.style().pixelMetric(QStyle.PixelMetric.PM_TitleBarHeight)
    side = window.style().pixelMetric(QStyle.PixelMetric.PM_MdiSubWindowFrameWidth)
    return window.screen().availableGeometry().adjusted(side, title + side, -side, -side)


def within(wanted: QRect, room: QRect) -> QRect:
    """`wanted`, made smaller and moved as little as it takes to lie in `room`."""
    found = QRect(wanted.topLeft(), wanted.size().boundedTo(room.size()))
    found.moveLeft(max(room.left(), min(found.left(), room.right() + 1 - found.width())))
    found.moveTop(max(room.top(), min(found.top(), room.bottom() + 1 - found.height())))
    return found
