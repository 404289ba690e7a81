"""Sizes on the canvas, in scene units: pixels at 100 % zoom with text of the usual size.

Larger system text does not change them; the view scales the whole scene instead (`text_scale`), so that
cards never grow into each other.
"""

from math import ceil

from PySide6.QtGui import QFont, QFontInfo
from PySide6.QtWidgets import QApplication

from designer.graph.design import COLUMN

WIDTH = 140.0
HEIGHT = 64.0
RADIUS = 7.0
STRIPE = 5.0
STACKED = 8.0
"""How far the lower cards of a folded block stick out, to the right and down."""
ICON = 18.0

PORT = 4.5
"""Radius a port is drawn with."""
FAR = 1.7
"""How much larger ports and badges are on cards too far away for all their words."""
PORT_REACH = 13.0
"""How far from its middle a port can still be hit, in scene units and on screen."""
PORT_STEP = 24.0
GATE_HEIGHT = 34.0
"""How high a gate is: what a wire from outside the entered block comes in by."""
WIRE_REACH = 7.0
"""How far from its line a wire can still be hit, on screen."""
DOT = PORT + 0.5
"""Radius a wire's dot is drawn with."""
DOT_REACH = 12.0
"""How far from its middle a dot can still be hit, on screen."""
MARGIN = 14.0
"""What a card draws around its rectangle: ports, badge, selection and focus ring."""

GRID = 10.0

TEXT = 13
SMALL = 12
LARGE = 20
"""Text on cards and wires that are too far away for all their words."""
USUAL_TEXT = 13
"""The pixel size of system text at which 100 % means one screen pixel per unit."""

LEGIBLE = 7.0
"""The smallest text that is drawn, in screen pixels."""
FULL, NAME = LEGIBLE / SMALL, 0.30
"""Screen pixels per unit from which on a card shows all its text, or kind and headline in large type."""


def card_height(ports: int) -> float:
    """A card with up to two ports on a side is of the usual height."""
    return max(HEIGHT, PORT_STEP * ports + 16.0)


def pitch(flows: str) -> float:
    """From one card's left side to the next one's, so that what flows between them can be written there."""
    return max(COLUMN, GRID * ceil((WIDTH + 0.6 * SMALL * len(flows) + 22.0) / GRID))


def port_offset(height: float, at: int, count: int) -> float:
    """How far below the card's top its port number `at` of `count` lies."""
    return height * (at + 1) / (count + 1)


def text_scale() -> float:
    """How much larger the application's text is than usual; 1.0 at the usual size."""
    return max(0.5, QFontInfo(QApplication.font()).pixelSize() / USUAL_TEXT)


def font(pixels: float, bold: bool = False) -> QFont:
    """The application's typeface in a size of scene units."""
    result = QFont(QApplication.font())
    result.setPixelSize(max(1, round(pixels)))
    result.setWeight(QFont.Weight.DemiBold if bold else QFont.Weight.Normal)
    return result
