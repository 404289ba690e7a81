"""What part of the canvas the window shows: zoom, fit, centre."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QTransform
from PySide6.QtWidgets import QGraphicsView

from designer.graph.design import COLUMN
from designer.ui.canvas.metrics import LARGE, LEGIBLE, text_scale

SMALLEST, LARGEST = 0.02, 16.0
"""How far one can zoom out and in; a network too large for the smallest can still be shown whole."""
STEP = 1.2
FIT_MARGIN = 20.0
READABLE = LEGIBLE / LARGE
"""The scale from which on kinds, numbers and shapes can be read."""
CLOSEST = 1.5
"""How much closer than whole a first look may be for them; a larger network is shown whole instead."""
THREAD = 0.06
"""A network that fills less of the view's height than this when shown whole is a mere thread: nobody sees a layer."""
ROOMY = 3 * COLUMN
"""Where there is no room for three cards, its beginning says less than the thread."""


class Camera:
    """Zooms a view. A zoom of 1.0 shows text at the system's size."""

    def __init__(self, view: QGraphicsView) -> None:
        self._view = view
        self._base = text_scale()
        self._held: QPointF | None = None
        self._smallest = SMALLEST

    @property
    def scale(self) -> float:
        """Screen pixels per scene unit."""
        return self._view.transform().m11()

    @property
    def zoom(self) -> float:
        return self.scale / self._base

    def text_changed(self) -> None:
        """The system's text has another size: everything follows."""
        zoom, middle = self.zoom, self.middle()
        self._base = text_scale()
        self._set(zoom)
        self._view.centerOn(middle)

    def zoom_to(self, zoom: float, around: QPointF | None = None) -> None:
        """Zoom so that the point of the viewport `around` stays where it is."""
        viewport = QPointF(self._view.viewport().rect().center()) if around is None else around
        under = self._held_at(viewport)
        self._set(zoom)
        self._scroll_unseen(viewport - self.to_screen(under))

    def _held_at(self, viewport: QPointF) -> QPointF:
        """The point of the scene there; in a row of steps the first one's, or each step's rounding would add up."""
        held = self._held
        if held is None or (self.to_screen(held) - viewport).manhattanLength() > 2.0:
            held = self._held = self.to_scene(viewport)
        return held

    def zoom_by(self, factor: float, around: QPointF | None = None) -> None:
        self.zoom_to(self.zoom * factor, around)

    def fit(self, area: QRectF, largest: float = 1.0) -> None:
        """Show an area whole, as large as that allows."""
        if area.isEmpty():
            self._set(1.0)
            self._view.centerOn(0.0, 0.0)
            return
        margin = FIT_MARGIN * self._base
        room = self._view.viewport().size()
        across = max(40.0, room.width() - 2 * margin) / area.width()
        down = max(40.0, room.height() - 2 * margin) / area.height()
        wanted = min(across / self._base, down / self._base, largest)
        self._smallest = min(self._smallest, wanted)
        self._set(wanted)
        self._view.centerOn(area.center())

    def fit_first(self, area: QRectF) -> None:
        """Show an area whole, or where it begins: if only a little is missing for its words to be read, or all would be."""
        self._smallest = SMALLEST
        self.fit(area)
        closer = READABLE / self.scale
        room = self._view.viewport().size()
        thread = area.height() * self.scale < THREAD * room.height() and room.width() > ROOMY * READABLE
        if 1.0 < closer <= CLOSEST or (closer > 1.0 and thread):
            self._set(self.zoom * closer)
            shown = self.visible()
            inset = FIT_MARGIN * self._base / self.scale
            self._view.centerOn(area.left() - inset + shown.width() / 2, area.center().y())

    def reveal(self, area: QRectF) -> None:
        """Move the view just far enough to show an area."""
        margin = round(20 * self._base)
        self._view.ensureVisible(area, margin, margin)

    def scroll(self, by: QPointF) -> None:
        """Move what shows by pixels of the screen."""
        across, down = self._view.horizontalScrollBar(), self._view.verticalScrollBar()
        across.setValue(across.value() - round(by.x()))
        down.setValue(down.value() - round(by.y()))

    def _scroll_unseen(self, by: QPointF) -> None:
        """Move what shows where all of it is painted again anyway: no pixel need be carried along."""
        before = self._view.viewportUpdateMode()
        self._view.setViewportUpdateMode(QGraphicsView.ViewportUpdateMode.FullViewportUpdate)
        self.scroll(by)
        self._view.setViewportUpdateMode(before)

    def middle(self) -> QPointF:
        """The point of the scene in the middle of the viewport."""
        return self.to_scene(QPointF(self._view.viewport().rect().center()))

    def to_scene(self, point: QPointF) -> QPointF:
        inverted, _ = self._view.viewportTransform().inverted()
        return inverted.map(point)

    def to_screen(self, place: QPointF) -> QPointF:
        """Where a point of the scene lies in the viewport."""
        return self._view.viewportTransform().map(place)

    def visible(self) -> QRectF:
        """The part of the scene that shows."""
        return self._view.mapToScene(self._view.viewport().rect()).boundingRect()

    def _set(self, zoom: float) -> None:
        scale = max(self._smallest, min(LARGEST, zoom)) * self._base
        self._view.setTransformationAnchor(QGraphicsView.ViewportAnchor.NoAnchor)
        self._view.setTransform(QTransform.fromScale(scale, scale))
