"""The view glides to another place, so that the eye can follow where it went."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEasingCurve, QPointF, QVariantAnimation

from designer.ui.canvas.sliding import motion_wanted

if TYPE_CHECKING:
    from designer.ui.canvas.sight import Sight
    from designer.ui.canvas.view import CanvasView

DURATION = 260
"""In milliseconds."""
ALIKE = 1e-3
"""Zooms that differ less than this are the same."""

Look = tuple[float, QPointF]
"""A zoom, and the point of the scene in the middle."""


class Glide:
    """Goes straight there where motion is not wanted. Whatever else moves the view on the way ends it."""

    def __init__(self, view: CanvasView) -> None:
        self._view = view
        self._animation = QVariantAnimation(view)
        self._animation.setDuration(DURATION)
        self._animation.setStartValue(0.0)
        self._animation.setEndValue(1.0)
        self._animation.setEasingCurve(QEasingCurve.Type.InOutCubic)
        self._animation.valueChanged.connect(self._show)
        self._start: Look = (1.0, QPointF())
        self._end: Look = (1.0, QPointF())
        self._left: Sight | None = None

    def go(self, zoom: float, middle: QPointF, animated: bool | None = None) -> None:
        """Show another place, gliding unless the system asks for less motion."""
        self._animation.stop()
        self._view.stop_fitting()
        self._end, self._left = (zoom, middle), None
        if motion_wanted() if animated is None else animated:
            self._start = self._view.camera.zoom, self._view.camera.middle()
            self._animation.start()
        else:
            self._look(zoom, middle)

    def _show(self, share: float) -> None:
        if self._left is not None and self._view.sight() != self._left:
            self._animation.stop()
            return
        (zoom, middle), (zoom_end, end) = self._start, self._end
        growth = zoom_end / zoom
        # So that one point of the scene stays where it is on the screen while the view zooms about it.
        way = share if abs(growth - 1.0) < ALIKE else (1.0 - growth**-share) / (1.0 - 1.0 / growth)
        self._look(zoom * growth**share, middle + (end - middle) * way)
        self._left = self._view.sight()

    def _look(self, zoom: float, middle: QPointF) -> None:
        self._view.zoom_by(zoom / self._view.camera.zoom)
        self._view.centerOn(middle)
