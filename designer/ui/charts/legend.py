"""The names of lines beside a chart, each with a piece of its line: over the lines it would cover them."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from designer.ui.charts.tones import dashes, tone
from designer.ui.language import tr
from designer.ui.theme import color, themes

SAMPLE = 34


class Legend(QWidget):
    """One entry a line; an empty text is none."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._entries: tuple[tuple[int, str], ...] = ()
        themes().changed.connect(self.update)

    def show_entries(self, entries: Sequence[tuple[int, str]]) -> None:
        """Show the numbers of tones with what they stand for."""
        self._entries = tuple((at, tr(words)) for at, words in entries)
        self.setAccessibleName(tr("What the lines mean"))
        self.setAccessibleDescription("; ".join(text for _, text in self._entries))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        text = self.fontMetrics()
        widest = max((text.horizontalAdvance(words) for _, words in self._entries), default=0)
        return QSize(SAMPLE + 20 + widest, self._line() * len(self._entries) + 8)

    def minimumSizeHint(self) -> QSize:
        return QSize(SAMPLE + 20 + 8 * self.fontMetrics().averageCharWidth(), self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        for row, (at, words) in enumerate(self._entries):
            top, line = 4 + row * self._line(), self._line()
            painter.setPen(QPen(tone(at), 2, dashes(at)))
            painter.drawLine(8, top + line // 2, 8 + SAMPLE, top + line // 2)
            painter.setPen(color("text"))
            room = QRectF(SAMPLE + 16, top, self.width() - SAMPLE - 18, line)
            cut = self.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, int(room.width()))
            painter.drawText(room, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, cut)

    def _line(self) -> int:
        return self.fontMetrics().height() + 4
