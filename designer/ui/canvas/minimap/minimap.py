"""The overview: whether and where it shows, and when its picture is made again."""

from __future__ import annotations

from time import perf_counter
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QRect, QRectF, QSize, QTimer, Signal
from PySide6.QtWidgets import QApplication

from designer.ui import theme
from designer.ui.canvas.metrics import text_scale
from designer.ui.canvas.minimap.chart import chart_of
from designer.ui.canvas.minimap.face import Face
from designer.ui.canvas.minimap.flags import flags, picture_of_flags
from designer.ui.canvas.minimap.picture import picture_of
from designer.ui.canvas.minimap.words import described
from designer.ui.language import tr

if TYPE_CHECKING:
    from designer.ui.canvas.view import CanvasView

SIZE = QSize(232, 152)
"""With text of the usual size, where there is room."""
SHARE = 0.34
"""How much of the canvas it takes at most, across and down."""
LEAST = QSize(116, 76)
"""Where there is less room than this it hides."""
AWAY = 10
"""From the canvas's edge, in pixels."""
INSET = 9.0
"""From its border to what it shows."""
PAUSE = 50
"""In milliseconds from one picture to the next, at least."""
IDLE = 10
"""And how many times as long as it takes: a large network's picture must not slow what hands do."""


class Minimap(QObject):
    """Off at first. While it is off, or hidden for want of room, it costs nothing."""

    toggled = Signal(bool)

    def __init__(self, view: CanvasView) -> None:
        super().__init__(view)
        self._view = view
        self.face = Face(view)
        self.wanted = False
        """Whether it was switched on; it shows where there is room."""
        self._stale = False
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(PAUSE)
        self._later.timeout.connect(self._catch_up)
        self.face.closed.connect(self.toggle)
        view.installEventFilter(self)
        view.viewport().installEventFilter(self)
        for changed in (view.session.snapshot_changed, view.session.selection_changed):
            changed.connect(self._changed)
        for changed in (view.canvas.level_changed, view.canvas.shifted):
            changed.connect(self._changed)
        for moved in (view.horizontalScrollBar().valueChanged, view.verticalScrollBar().valueChanged):
            moved.connect(self._moved)
        view.zoom_changed.connect(self._moved)
        theme.themes().changed.connect(self._refresh)

    @property
    def is_shown(self) -> bool:
        return self.face.isVisible()

    def toggle(self) -> None:
        """Show it, or put it away."""
        self.want(not self.wanted)
        if self.wanted:
            self._view.session.said.emit(
                "Click or drag in the overview to move the view. Alt+M hides it."
                if self.is_shown
                else "The overview shows as soon as there are layers, and room for it."
            )

    def want(self, wanted: bool) -> None:
        """Show it where there is room, or not at all."""
        if wanted != self.wanted:
            self.wanted = wanted
            self._refresh()
            self.toggled.emit(wanted)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.Resize and watched is not self._view:
            self._refresh()
        elif event.type() is QEvent.Type.FontChange:
            self._changed()
        return False

    def _changed(self, what: object = None) -> None:
        """The level may look otherwise."""
        self._stale = self.wanted
        if self._stale and not self._later.isActive():
            self._later.start()

    def _moved(self, where: object = None) -> None:
        """Another part of the level shows: only the rectangle is drawn elsewhere."""
        if self.is_shown:
            sight = self.face.chart.sight(self._view.camera.visible())
            if sight != self.face.sight:
                self.face.show_sight(sight)
            if not self._later.isActive():
                self._later.start()

    def _catch_up(self) -> None:
        if self._stale:
            self._refresh()
        else:
            self._describe()

    def _refresh(self) -> None:
        """Make the picture, or hide where there is nothing to show or no room for it."""
        self._stale = False
        place = self._place()
        shown = self.wanted and bool(self._view.canvas.places.ids) and not place.isEmpty()
        if shown:
            self.face.setGeometry(place)
            self.face.tint()
            self._draw()
            self._describe()
        elif self.face.isAncestorOf(QApplication.focusWidget() or self._view) or self.face.hasFocus():
            self.face.touch.leave()
        self.face.setVisible(shown)

    def _draw(self) -> None:
        start, canvas, face = perf_counter(), self._view.canvas, self.face
        chart = chart_of(canvas.bounds(), QRectF(face.rect()).adjusted(INSET, INSET, -INSET, -INSET))
        picture = picture_of(canvas, chart, face.size(), face.devicePixelRatioF())
        face.flags = flags(canvas, chart)
        over = picture_of_flags(canvas, face.flags, face.size(), face.devicePixelRatioF())
        face.show_picture(picture, over, chart, chart.sight(self._view.camera.visible()))
        self._later.setInterval(max(PAUSE, round(1000 * IDLE * (perf_counter() - start))))

    def _describe(self) -> None:
        words = tr(described(self._view.canvas, self._view.camera.visible()))
        if words != self.face.accessibleDescription():
            self.face.setAccessibleDescription(words)

    def _place(self) -> QRect:
        """In the lower right corner; nowhere if the canvas is too small."""
        room = self._view.viewport().geometry()
        most = QSize(round(room.width() * SHARE), round(room.height() * SHARE))
        size = (SIZE * text_scale()).boundedTo(most)
        if size.width() < LEAST.width() or size.height() < LEAST.height():
            return QRect()
        corner = room.bottomRight() - QRect(0, 0, size.width() + AWAY, size.height() + AWAY).bottomRight()
        return QRect(corner, size)
