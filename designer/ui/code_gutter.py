"""The column left of the code: line numbers, a bar at lines of selected layers, a sign at lines with something wrong."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPoint, QRect, QSize, Qt
from PySide6.QtGui import QHelpEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QToolTip, QWidget

from designer.ui.code_marks import Marks
from designer.ui.language import tr
from designer.ui.theme import color, icon

if TYPE_CHECKING:
    from designer.ui.code_text import CodeText

BAR = 3
SIGNS = {True: ("mdi6.alert-circle", "error"), False: ("mdi6.alert-outline", "warning")}
"""What stands beside a line for which the drawing waits, and beside one that is only drawn otherwise."""

BESIDE = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignAbsolute
"""Numbers end where lines begin, which is at the left in every language."""


class Gutter(QWidget):
    """Paints what is in sight; each line's place is asked of the text."""

    def __init__(self, text: CodeText, marks: Marks) -> None:
        super().__init__(text)
        self._text, self._marks = text, marks

    def room(self) -> int:
        """How wide the column has to be."""
        digits = max(2, len(str(self._text.blockCount())))
        metrics = self._text.fontMetrics()
        return metrics.horizontalAdvance("9") * digits + metrics.height() + 20

    def sizeHint(self) -> QSize:
        return QSize(self.room(), 0)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(event.rect(), color("panel"))
        painter.setFont(self._text.font())
        here = self._text.textCursor().blockNumber() if self._text.hasFocus() else -1
        for number, box in self._text.lines_in_sight(event.rect().bottom()):
            self._paint_line(painter, number, box, number - 1 == here)

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            self._tell(event.pos(), event.globalPos())
            return True
        return super().event(event)

    def _paint_line(self, painter: QPainter, number: int, box: QRect, current: bool) -> None:
        painter.setPen(color("text" if current else "quiet"))
        room = QRect(0, box.top(), self.width() - 12, box.height())
        painter.drawText(room, BESIDE, str(number))
        if self._marks.is_marked(number):
            painter.fillRect(QRect(self.width() - 6, box.top(), BAR, box.height()), color("accent"))
        fault = self._marks.fault_at(number)
        if fault is not None:
            name, tint = SIGNS[fault.waits]
            side = min(box.height(), self._text.fontMetrics().height())
            icon(name, tint).paint(painter, QRect(4, box.top(), side, side))

    def _tell(self, at: QPoint, screen: QPoint) -> None:
        QToolTip.showText(screen, tr(self._marks.told_at(self._text.line_at(at.y()))), self)
