"""Icons from the Material Design font that qtawesome brings along, at any size and in any colour.

Importing qtawesome itself takes a quarter of the time a window may take to open (it loads Qt through qtpy and
a dozen fonts), so its font and its list of names are read here directly.
"""

from __future__ import annotations

import importlib.util
from functools import cache
from pathlib import Path

import msgspec
from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontDatabase,
    QFontMetricsF,
    QIcon,
    QIconEngine,
    QPainter,
    QPainterPath,
    QPixmap,
    QTransform,
)

SHARE = 0.9
"""How much of its square a glyph fills."""


class Glyph(QIconEngine):
    """One character of the font in one colour, and in another while what it stands on is disabled."""

    def __init__(self, character: str, tint: QColor, muted: QColor) -> None:
        super().__init__()
        self._character, self._tint, self._muted = character, tint, muted

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, state: QIcon.State) -> None:
        font = QFont(family())
        font.setPixelSize(max(1, round(SHARE * rect.height())))
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.TextAntialiasing)
        painter.setPen(self._muted if mode == QIcon.Mode.Disabled else self._tint)
        painter.setFont(font)
        painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, self._character)
        painter.restore()

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        pixmap = QPixmap(size)
        if pixmap.isNull():
            return pixmap
        pixmap.fill(Qt.GlobalColor.transparent)
        painter = QPainter(pixmap)
        self.paint(painter, QRect(QPoint(0, 0), size), mode, state)
        painter.end()
        return pixmap

    def clone(self) -> QIconEngine:
        return Glyph(self._character, self._tint, self._muted)


def glyph(name: str, tint: QColor, muted: QColor) -> QIcon:
    """The icon of a name such as `mdi6.play`. A name the font does not have raises `KeyError`."""
    return QIcon(Glyph(character(name), tint, muted))


def outline(name: str, target: QRectF) -> QPainterPath:
    """The glyph of a name as a shape that fills its square: for what is printed or scaled."""
    font = QFont(family())
    font.setPixelSize(100)
    metrics, path = QFontMetricsF(font), QPainterPath()
    text = character(name)
    path.addText(-metrics.horizontalAdvance(text) / 2, (metrics.ascent() - metrics.descent()) / 2, font, text)
    share = SHARE * target.height() / 100
    return QTransform.fromTranslate(target.center().x(), target.center().y()).scale(share, share).map(path)


def character(name: str) -> str:
    """The character a name stands for."""
    return chr(int(_names()[name.removeprefix("mdi6.")], 16))


@cache
def family() -> str:
    """The font's family name, loaded at its first use; needs a `QGuiApplication`."""
    loaded = QFontDatabase.addApplicationFont(str(_file("materialdesignicons6-webfont-*.ttf")))
    return QFontDatabase.applicationFontFamilies(loaded)[0]


@cache
def _names() -> dict[str, str]:
    return msgspec.json.decode(_file("materialdesignicons6-webfont-charmap-*.json").read_bytes(), type=dict[str, str])


def _file(pattern: str) -> Path:
    spec = importlib.util.find_spec("qtawesome")
    assert spec is not None and spec.submodule_search_locations is not None
    return next(Path(spec.submodule_search_locations[0]).glob(f"fonts/{pattern}"))
