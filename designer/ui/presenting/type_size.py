"""Makes everything that is written in the application larger for a while, and puts it back exactly."""

from __future__ import annotations

from PySide6.QtGui import QFont
from PySide6.QtWidgets import QApplication, QToolBar, QWidget

from designer.ui.collecting import nothing_collected
from designer.ui.theme import themes

LARGER = 1.5
"""How much larger than usual type is for those in the last row."""


class TypeSize:
    """The application's text, larger from `enlarge` until `put_back`."""

    def __init__(self, window: QWidget) -> None:
        self._window = window
        self._before: QFont | None = None

    def enlarge(self) -> None:
        if self._before is None:
            self._before = QApplication.font()
            self._take(_scaled(self._before, LARGER), LARGER)

    def put_back(self) -> None:
        if self._before is not None:
            before, self._before = self._before, None
            self._take(before, 1 / LARGER)

    def _take(self, font: QFont, factor: float) -> None:
        with nothing_collected():
            self._give(font, factor)

    def _give(self, font: QFont, factor: float) -> None:
        QApplication.setFont(font)
        for bar in self._window.findChildren(QToolBar):  # made for the text there was
            bar.setIconSize((bar.iconSize().toSizeF() * factor).toSize())
        themes().apply()  # the heights of fields follow the text


def _scaled(font: QFont, factor: float) -> QFont:
    scaled = QFont(font)
    if font.pointSizeF() > 0:
        scaled.setPointSizeF(font.pointSizeF() * factor)
    else:
        scaled.setPixelSize(round(font.pixelSize() * factor))
    return scaled
