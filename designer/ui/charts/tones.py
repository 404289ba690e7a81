"""Colours and dashes for lines that have to be told apart by anybody: by colour, by dashes, and by name."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor

from designer.ui.theme import themes

FAMILIES = ("Core", "Activation", "Normalization", "Regularization", "Pooling")
"""Of the theme's colours those of Okabe and Ito."""
DASHES = (Qt.PenStyle.SolidLine, Qt.PenStyle.DashLine, Qt.PenStyle.DotLine, Qt.PenStyle.DashDotLine)

QUIET = -1
"""The number of what only stands behind other things."""


def tone(at: int) -> QColor:
    """The colour of the number."""
    families = themes().current.families
    return QColor(families[FAMILIES[at % len(FAMILIES)]])


def dashes(at: int) -> Qt.PenStyle:
    """The dashes of the number: no two of twenty have both colour and dashes in common."""
    return DASHES[at % len(DASHES)]
