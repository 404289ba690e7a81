"""What can become a picture: something with an area that paints itself, in steps so that nothing waits for it."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterator

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter

from designer.errors import ExportError
from designer.ui import theme
from designer.ui.canvas.metrics import font

MARGIN = 24.0
TITLE = 18
TITLE_ROOM = 40.0
NOTHING = "There is nothing to draw yet. Add a layer first."


class Drawing(ABC):
    """Made and painted while its theme is lent."""

    area: QRectF
    """What it covers, without margins."""

    @abstractmethod
    def steps(self, painter: QPainter) -> Iterator[None]:
        """Paint everything, with a rest after each part."""


class Sheet:
    """A drawing with margins around it, a title above, and whole pixels for its size."""

    def __init__(self, drawing: Drawing, title: str = "") -> None:
        self._drawing = drawing
        self._title = " ".join(title.split())
        self.ground = theme.color("canvas")
        room = TITLE_ROOM if self._title else 0.0
        self.area: QRect = drawing.area.adjusted(-MARGIN, -MARGIN - room, MARGIN, MARGIN).toAlignedRect()

    def steps(self, painter: QPainter, ground: QColor | None) -> Iterator[None]:
        """Paint it; without a ground it is left transparent."""
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.TextAntialiasing)
        if ground is not None:
            painter.fillRect(self.area, ground)
        if self._title:
            self._paint_title(painter)
        yield from self._drawing.steps(painter)

    def _paint_title(self, painter: QPainter) -> None:
        type: QFont = font(TITLE, bold=True)
        area = QRectF(self.area).adjusted(MARGIN, MARGIN - 6.0, -MARGIN, 0.0)
        area.setHeight(TITLE_ROOM)
        painter.setFont(type)
        painter.setPen(theme.color("text"))
        shown = QFontMetricsF(type).elidedText(self._title[:500], Qt.TextElideMode.ElideRight, area.width())
        painter.drawText(area, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop, shown)


class NothingToDraw(ExportError):
    """The design, or the selection, has nothing in it."""

    def __init__(self, sentence: str = NOTHING) -> None:
        super().__init__(sentence)
