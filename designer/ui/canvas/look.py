"""Pens, brushes, fonts and icons of the theme in force, made once for thousands of strokes."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QBrush, QColor, QFont, QFontMetricsF, QPen, QPixmap

from designer.ui import theme
from designer.ui.canvas.metrics import ICON, SMALL, TEXT, font


class Look:
    """Everything the canvas paints with. Make another one when the theme or the font changes."""

    def __init__(self) -> None:
        self.canvas = theme.color("canvas")
        self.card = QBrush(theme.color("card"))
        self.text = QPen(theme.color("text"))
        self.quiet = QPen(theme.color("quiet"))
        self.accent = theme.color("accent")
        self.grid = QPen(theme.color("grid"), 2.0)
        self.grid.setCosmetic(True)
        self.border = QPen(theme.color("card_border"), 1.0)
        self.dashed = dashes(theme.color("card_border"), 1.5)
        self.port = QPen(theme.color("wire"), 1.6)
        self.selected = QPen(self.accent, 2.0)
        self.wire = rounded(theme.color("wire"), 1.7)
        self.wire_far = QPen(theme.color("wire"), 0.0)
        self.wire_strong = rounded(self.accent, 2.6)
        self.wire_refused = dashes(theme.color("error"), 2.0)
        self.families = {name: theme.family_color(name) for name in theme.ICONS}
        self.bold = font(TEXT, bold=True)
        self.plain = font(SMALL + 1)
        self.small = font(SMALL)
        self.badge = font(SMALL, bold=True)
        self.bold_metrics = QFontMetricsF(self.bold)
        self.plain_metrics = QFontMetricsF(self.plain)
        self.small_metrics = QFontMetricsF(self.small)
        self._icons: dict[tuple[str, int], QPixmap] = {}
        self._large: dict[tuple[str, float], tuple[QFont, str]] = {}

    def family(self, name: str) -> QColor:
        return self.families.get(name) or self.quiet.color()

    def icon(self, family: str, scale: float, size: float = ICON) -> QPixmap:
        """The family's icon for drawing at `size` scene units under `scale` screen pixels per unit."""
        pixels = max(8, round(size * scale))
        key = (family, pixels)
        if key not in self._icons:
            self._icons[key] = theme.family_icon(family).pixmap(QSize(pixels, pixels), 1.0)
        return self._icons[key]

    def large(self, text: str, width: float) -> tuple[QFont, str]:
        """A font in which a kind's name fills a card seen from afar, and the name cut to fit."""
        key = (text, width)
        if key not in self._large:
            pixels = 22
            while pixels > 15 and QFontMetricsF(font(pixels, bold=True)).horizontalAdvance(text) > width:
                pixels -= 1
            chosen = font(pixels, bold=True)
            cut = QFontMetricsF(chosen).elidedText(text, Qt.TextElideMode.ElideRight, width)
            self._large[key] = (chosen, cut)
        return self._large[key]


def rounded(color: QColor, width: float) -> QPen:
    return QPen(color, width, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin)


def dashes(color: QColor, width: float) -> QPen:
    pen = QPen(color, width)
    pen.setDashPattern([3.0, 2.5])
    return pen
