"""How curves laid over each other are told apart: a colour and a dash pattern each, in either theme."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QPointF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPixmap

from designer.ui.theme import themes

COLORS = {
    "light": ("#0072B2", "#C44E00", "#007A5A", "#A23B7F", "#7A5C00", "#1B1F24"),
    "dark": ("#56B4E9", "#FF8B4A", "#3CC39B", "#E79AC4", "#F0E442", "#E8EAED"),
}
"""Okabe and Ito's hues, each with a contrast of 3:1 or more on its theme's ground."""

DASHES: tuple[tuple[str, tuple[float, ...]], ...] = (
    ("solid", ()),
    ("dashed", (5.0, 2.5)),
    ("dotted", (1.2, 1.8)),
    ("dash and dot", (6.0, 2.0, 1.2, 2.0)),
    ("long dashes", (10.0, 3.0)),
)
"""As many as share no factor with the colours, so that thirty curves have thirty looks."""

WIDTH = 2.0


@dataclass(frozen=True)
class Stroke:
    """The look of the curve with one number."""

    number: int

    @property
    def color(self) -> QColor:
        """Its colour in the theme in force."""
        colors = COLORS[themes().current.name]
        return QColor(colors[self.number % len(colors)])

    @property
    def words(self) -> str:
        """Its dash pattern, for whoever does not see colours."""
        return DASHES[self.number % len(DASHES)][0]

    def pen(self) -> QPen:
        """A pen whose width does not change with the zoom."""
        pen = QPen(self.color, WIDTH)
        pen.setCosmetic(True)
        pattern = DASHES[self.number % len(DASHES)][1]
        if pattern:
            pen.setDashPattern(list(pattern))
        return pen

    def sample(self, size: QSize, ratio: float) -> QPixmap:
        """A piece of the line, for a legend."""
        picture = QPixmap(size * ratio)
        picture.setDevicePixelRatio(ratio)
        picture.fill(Qt.GlobalColor.transparent)
        painter = QPainter(picture)
        painter.setPen(self.pen())
        painter.drawLine(QPointF(0, size.height() / 2), QPointF(size.width(), size.height() / 2))
        painter.end()
        return picture
