"""What one sees of the overview and touches: a picture, and the rectangle of what the canvas shows on it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QContextMenuEvent,
    QFocusEvent,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QPixmap,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QToolButton, QToolTip, QWidget

from designer.ui import theme
from designer.ui.canvas.minimap.chart import Chart, chart_of
from designer.ui.canvas.minimap.touch import Touch
from designer.ui.language import tr
from designer.ui.parts import fit_icon

if TYPE_CHECKING:
    from designer.ui.canvas.view import CanvasView

BUTTON = 24
VEIL = 0.35
"""How much what does not show on the canvas fades."""
HELP = "Click or drag to move the view, turn the wheel to zoom.\nAlt+M shows and hides the overview."


class Face(QWidget):
    """Lies over the canvas; what is done to it never reaches the canvas below."""

    closed = Signal()

    def __init__(self, view: CanvasView) -> None:
        super().__init__(view)
        self.chart = chart_of(QRectF(), QRectF())
        self.sight = QRectF()
        self.touch = Touch(view, self)
        self.flags: dict[int, QRectF] = {}
        """Where the flags of bookmarks are, by number."""
        self._picture = QPixmap()
        self._over = QPixmap()
        self.setAccessibleName(tr("Overview"))
        # Else the canvas below would be painted whenever the rectangle moves.
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self._close = QToolButton(self)
        self._close.setToolTip(tr("Hide the overview (Alt+M)"))
        self._close.setAccessibleName(tr("Hide the overview"))
        self._close.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._close.setCursor(Qt.CursorShape.ArrowCursor)
        self._close.clicked.connect(self.closed)
        self.hide()

    def show_picture(self, picture: QPixmap, over: QPixmap, chart: Chart, sight: QRectF) -> None:
        """Show another picture, with this part of it in the view; what lies `over` it never fades."""
        self._picture, self._over, self.chart, self.sight = picture, over, chart, sight
        self.update()

    def show_sight(self, sight: QRectF) -> None:
        """Another part of the picture is in the view."""
        before, self.sight = self.sight, sight
        self.update(before.united(sight).toAlignedRect().adjusted(-3, -3, 3, 3))

    def tint(self) -> None:
        """Theme or text size changed."""
        fit_icon(self._close)
        self._close.setIcon(theme.icon("mdi6.close"))
        current = theme.themes().current
        self._close.setStyleSheet(
            f"QToolButton {{ background: {current.raised}; border: 1px solid {current.border}; padding: 0; }}"
            f"QToolButton:hover, QToolButton:focus {{ border-color: {current.accent}; }}"
        )
        self._place_button()

    def _place_button(self) -> None:
        size = self._close.sizeHint().expandedTo(QSize(BUTTON, BUTTON))
        self._close.setGeometry(QRect(self.rect().topRight() - QRect(0, 0, size.width() + 1, -2).bottomRight(), size))

    # --- what Qt brings ---

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.drawPixmap(0, 0, self._picture)
        veil = QColor(theme.color("canvas"))
        veil.setAlphaF(VEIL)
        whole, sight = QRectF(self.rect()), self.sight
        for hidden in (
            QRectF(whole.topLeft(), QPointF(whole.right(), sight.top())),
            QRectF(QPointF(whole.left(), sight.bottom()), whole.bottomRight()),
            QRectF(QPointF(whole.left(), sight.top()), sight.bottomLeft()),
            QRectF(sight.topRight(), QPointF(whole.right(), sight.bottom())),
        ):
            painter.fillRect(hidden, veil)
        painter.drawPixmap(0, 0, self._over)
        painter.setPen(QPen(theme.color("accent"), 2.0))
        painter.drawRect(sight)
        focused = self.hasFocus()
        painter.setPen(QPen(theme.color("accent" if focused else "control"), 2.0 if focused else 1.0))
        painter.drawRect(whole.adjusted(0.5, 0.5, -0.5, -0.5))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place_button()

    def focusInEvent(self, event: QFocusEvent) -> None:
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        self.update()

    def event(self, event: QEvent) -> bool:
        if event.type() is QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and self.touch.claims(event):
            event.accept()
            return True
        if event.type() is QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            QToolTip.showText(event.globalPos(), tr(self.touch.told(QPointF(event.pos())) or HELP), self)
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        self.touch.key(event)
        event.accept()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.touch.press(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        self.touch.press(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self.touch.move(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self.touch.release(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        self.touch.wheel(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        event.accept()
