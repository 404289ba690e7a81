"""Shows what a step talks about: a frame around a panel, and cards brought to the middle."""

from __future__ import annotations

from PySide6.QtCore import QObject, QRectF, Qt, QTimer
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from designer.ui.canvas.view import CanvasView
from designer.ui.docks import Docks
from designer.ui.lessons.player import Player
from designer.ui.session import Session
from designer.ui.theme import themes

SECONDS = 5
PENCIL = 3.0


class Frame(QWidget):
    """A frame around another widget of the window, that takes no clicks and goes by itself."""

    def __init__(self, around: QWidget) -> None:
        super().__init__(around.window())
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setAttribute(Qt.WidgetAttribute.WA_NoSystemBackground)
        top = around.mapTo(around.window(), around.rect().topLeft())
        self.setGeometry(top.x(), top.y(), around.width(), around.height())
        QTimer.singleShot(SECONDS * 1000, self, self.deleteLater)
        self.raise_()
        self.show()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(themes().current.accent), PENCIL, Qt.PenStyle.DashLine))
        inset = PENCIL / 2 + 1
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(inset, inset, -inset, -inset), 6, 6)


class Pointing(QObject):
    """Points at panels by their names, and at cards by theirs."""

    def __init__(self, player: Player, session: Session, canvas: CanvasView, docks: Docks) -> None:
        super().__init__(player)
        self._player, self._session, self._canvas, self._docks = player, session, canvas, docks

    def point(self) -> None:
        """Show everything that the step talks about."""
        if self._player.lesson is None:
            return
        names = self._player.step.view.points
        cards = {id for id, node in self._session.design.graph.nodes.items() if node.name in names}
        if cards:
            self._session.select(cards)
            self._canvas.center_on(min(cards))
        for name in names:
            if name in self._docks.docks and self._docks.bring_up(name):
                Frame(self._docks.docks[name])
        if "canvas" in names:
            Frame(self._canvas)
