"""Pens, brushes, fonts and icons of the theme in force, made once for thousands of strokes."""

from __future__ import annotations

import re

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QBrush, QColor, QFont, QFontMetricsF, QPainter, QPen, QPixmap

from designer.analysis import Severity
from designer.ui import theme
from designer.ui.canvas.metrics import ICON, LARGE, SMALL, TEXT, font

Fitted = tuple[QFont, tuple[str, ...]]
"""A font and the lines it is for."""


BORDERED = 3
"""A card from afar with fewer pixels across or down is all border."""
MOST_FAR_CARDS = 400


class Look:
    """Everything the canvas paints with. Make another one when the theme or the font changes."""

    def __init__(self) -> None:
        self.canvas = theme.color("canvas")
        self.card = QBrush(theme.color("card"))
        self.text = QPen(theme.color("text"))
        self.quiet = QPen(theme.color("quiet"))
        self.accent = theme.color("accent")
        self.grid = QPen(theme.color("grid"), 0.0)
        self.grid_line = theme.color("card_border")
        self.border = QPen(theme.color("card_border"), 1.0)
        self.border_far = QPen(theme.color("wire"), 0.0)
        self.dashed = dashes(theme.color("card_border"), 1.5)
        self.bypassed = dashes(theme.color("wire"), 1.5)
        self.port = QPen(theme.color("wire"), 1.6)
        self.selected = QPen(self.accent, 2.0)
        self.selected_far = QPen(self.accent, 2.0)
        self.selected_far.setCosmetic(True)
        self.severities = {severity: theme.color(severity.name.lower()) for severity in Severity}
        self.wire = smooth(theme.color("wire"), 1.7)
        self.wire_far = QPen(theme.color("wire"), 0.0)
        self.wire_strong = smooth(self.accent, 2.6)
        self.wire_refused = dashes(theme.color("error"), 2.0)
        self.refused_strong = dashes(theme.color("error"), 3.5)
        self.families = {name: theme.family_color(name) for name in theme.ICONS}
        self.plain = font(SMALL + 1)
        self.note = font(TEXT)
        self.small = font(SMALL)
        self.badge = font(SMALL, bold=True)
        self.large_plain = font(LARGE)
        self._far_cards: dict[tuple[str, int, int, int], QPixmap] = {}
        self._icons: dict[tuple[str, int], QPixmap] = {}
        self._titles: dict[tuple[str, int], Fitted] = {}

    def wire_pen(self, scale: float) -> QPen:
        """The pen of wires under a scale: never thinner than a pixel, where Qt's fast pen makes curves wobble."""
        pen = QPen(self.wire)
        pen.setWidthF(max(pen.widthF(), 1.1 / scale))
        return pen

    def family(self, name: str) -> QColor:
        return self.families.get(name) or self.quiet.color()

    def icon(self, family: str, scale: float, size: float = ICON) -> QPixmap:
        """The family's icon for drawing at `size` scene units under `scale` screen pixels per unit."""
        pixels = max(8, round(size * scale))
        key = (family, pixels)
        if key not in self._icons:
            self._icons[key] = theme.family_icon(family).pixmap(QSize(pixels, pixels), 1.0)
        return self._icons[key]

    def far_card(self, family: str, width: int, height: int, stripe: int) -> QPixmap:
        """A card from afar, so many pixels large: a border, a body, and the family's stripe."""
        key = (family, width, height, stripe)
        if key not in self._far_cards:
            picture = QPixmap(width, height)
            picture.fill(self.border_far.color())
            painter = QPainter(picture)
            if min(width, height) >= BORDERED:
                painter.fillRect(1, 1, width - 2, height - 2, self.card)
            painter.fillRect(0, 0, stripe, height, self.family(family))
            painter.end()
            if len(self._far_cards) > MOST_FAR_CARDS:  # each zoom has sizes of its own
                self._far_cards.clear()
            self._far_cards[key] = picture
        return self._far_cards[key]

    def draw_icon(self, painter: QPainter, family: str, target: QRectF, scale: float) -> None:
        """Draw the family's icon."""
        icon = self.icon(family, scale)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.drawPixmap(target, icon, QRectF(icon.rect()))

    def title(self, text: str, width: float) -> Fitted:
        """A kind's name at reading size."""
        return self._fitted(text, width, (TEXT, TEXT - 2, TEXT - 3))

    def large(self, text: str, width: float) -> Fitted:
        """A kind's name filling a card that is seen from afar."""
        return self._fitted(text, width, (LARGE + 2, LARGE - 2, TEXT))

    def _fitted(self, text: str, width: float, sizes: tuple[int, int, int]) -> Fitted:
        key = (text, sizes[0])
        if key not in self._titles:
            self._titles[key] = fitted(text, width, sizes)
        return self._titles[key]


def fitted(text: str, width: float, sizes: tuple[int, int, int]) -> Fitted:
    """A bold font and the lines of a kind's name that fit a width: one line, or two broken between words.

    `sizes` are the largest type, the smallest for one line, and the smallest of all; what is wider is elided.
    """
    largest, single, smallest = sizes
    words = re.findall(r"[A-Z]+[a-z]*\d*[A-Z]?$|[A-Z][a-z]+|[^A-Z]+|[A-Z]+", text)
    breaks = [("".join(words[:at]), "".join(words[at:])) for at in range(1, len(words))]
    for pixels in range(largest, single - 1, -1):
        if _widest((text,), pixels) <= width:
            return font(pixels, bold=True), (text,)
    for pixels in range(min(largest, LARGE), smallest - 1, -1):
        lines = min(breaks, key=lambda pair: _widest(pair, pixels), default=(text,))
        if _widest(lines, pixels) <= width:
            break
    chosen = font(pixels, bold=True)
    metrics = QFontMetricsF(chosen)
    return chosen, tuple(metrics.elidedText(line, Qt.TextElideMode.ElideRight, width) for line in lines)


def _widest(lines: tuple[str, ...], pixels: int) -> float:
    metrics = QFontMetricsF(font(pixels, bold=True))
    return max(map(metrics.horizontalAdvance, lines))


def smooth(color: QColor, width: float) -> QPen:
    return QPen(color, width, Qt.PenStyle.SolidLine, Qt.PenCapStyle.SquareCap, Qt.PenJoinStyle.RoundJoin)


def dashes(color: QColor, width: float) -> QPen:
    pen = QPen(color, width)
    pen.setDashPattern([3.0, 2.5])
    return pen
