"""A view that can be zoomed and fitted, comes back to what it showed, and shows everything until someone moves it."""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from designer.ui.canvas.camera import STEP, Camera
from designer.ui.canvas.strips import ScrolledView

if TYPE_CHECKING:
    from designer.ui.canvas.scene import CanvasScene

Sight = tuple[float, int, int]
"""A zoom, and how far the view is scrolled."""
FROM_AFAR = 0.6
"""Below this zoom what is centred is shown at the system's size of text."""


class SightedView(ScrolledView):
    """Looks at `canvas` through a camera."""

    canvas: CanvasScene
    zoom_changed = Signal(float)
    """1.0 shows text at the system's size."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.camera = Camera(self)
        self._fits_itself = True

    def fit_all(self) -> None:
        self._fit(None)

    def fit(self, ids: Collection[str]) -> None:
        """Show some things whole, or all if that is none."""
        self._fit(ids or None)

    def zoom_in(self) -> None:
        self.zoom_by(STEP)

    def zoom_out(self) -> None:
        self.zoom_by(1 / STEP)

    def zoom_reset(self) -> None:
        self.zoom_by(1.0 / self.camera.zoom)

    def zoom_by(self, factor: float, around: QPointF | None = None) -> None:
        self.camera.zoom_by(factor, around)
        self._zoomed()

    def look_at(self, id: str) -> None:
        """Show a thing of this level in the middle, at a size that can be read."""
        self.stop_fitting()
        if self.camera.zoom < FROM_AFAR:
            self.zoom_reset()
        self.centerOn(self.canvas.rect_of(id).center())

    def reveal(self, id: str) -> None:
        """Move just far enough to show a thing whole."""
        self.stop_fitting()
        self.camera.reveal(self.canvas.rect_of(id))

    def reveal_any(self, ids: Collection[str]) -> None:
        """If some cards lie outside, move just far enough to show them, or one of them if they are too many."""
        rows = self.canvas.places.rows(ids)
        area, shown = self.canvas.places.bounds(rows), self.camera.visible()
        if area.width() > shown.width() or area.height() > shown.height():
            area = self.canvas.places.bounds(rows[:1])
        if rows and not shown.contains(area):
            self.stop_fitting()
            self.camera.reveal(area)

    def sight(self) -> Sight:
        """What shows now, to come back to."""
        return self.camera.zoom, self.horizontalScrollBar().value(), self.verticalScrollBar().value()

    def come_back(self, sight: Sight) -> None:
        """Show what showed then."""
        zoom, across, down = sight
        self.zoom_by(zoom / self.camera.zoom)
        self.horizontalScrollBar().setValue(across)
        self.verticalScrollBar().setValue(down)

    def show_whole(self) -> None:
        """Show the level from its beginning, and all of it as long as nobody zooms or pans."""
        self._fits_itself = True
        self._fit_unasked()

    @property
    def fits_itself(self) -> bool:
        """Whether all of the level shows, whatever the view's size."""
        return self._fits_itself

    def stop_fitting(self) -> None:
        """Someone moved the view or works in it: it stays where it is from now on."""
        self._fits_itself = False

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_unasked()

    def _fit(self, ids: Collection[str] | None) -> None:
        self.camera.fit(self.canvas.bounds(ids))
        self._zoomed()

    def _fit_unasked(self) -> None:
        """Until someone zooms or pans, the whole network shows, or as much as can be read."""
        if self._fits_itself:
            self.camera.fit_first(self.canvas.bounds())
            self._zoomed(asked=False)

    def _zoomed(self, asked: bool = True) -> None:
        self._fits_itself = self._fits_itself and not asked
        self.canvas.overlay.scale_now = self.camera.scale
        self.zoom_changed.emit(self.camera.zoom)
