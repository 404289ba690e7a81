"""What a bookmark is called unasked: by what shows."""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QPointF, QRectF

from designer.graph.blocks import TOP
from designer.ui.canvas.metrics import WIDTH

if TYPE_CHECKING:
    from designer.ui.canvas.scene import CanvasScene

WHOLE = "Whole network"


def suggested_name(scene: CanvasScene, seen: QRectF, taken: Collection[str]) -> str:
    """A name that is not taken: of the frame that shows, the whole level, what is selected, or the nearest layer."""
    name = _frame(scene, seen) or _level(scene, seen) or _selected(scene, seen) or _nearest(scene, seen) or "View"
    numbers = iter(range(2, len(taken) + 3))
    return name if name not in taken else next(new for n in numbers if (new := f"{name} {n}") not in taken)


def _frame(scene: CanvasScene, seen: QRectF) -> str:
    """The title of the smallest frame around the middle, if most of it shows or it fills the view."""
    places, middle = scene.areas.places, seen.center()
    for id in reversed(places.frames):
        frame, rect = places.frame(id), places.rect(id)
        if frame is not None and frame.title and rect.contains(middle) and _shows(rect, seen):
            return frame.title
    return ""


def _shows(rect: QRectF, seen: QRectF) -> bool:
    both = rect.intersected(seen)
    common = both.width() * both.height()
    return common > 0.5 * min(rect.width() * rect.height(), seen.width() * seen.height())


def _level(scene: CanvasScene, seen: QRectF) -> str:
    block = scene.session.design.layout.blocks.get(scene.level)
    if block is not None:
        return block.name
    return WHOLE if scene.level == TOP and seen.contains(scene.bounds()) else ""


def _selected(scene: CanvasScene, seen: QRectF) -> str:
    shown = [id for id in scene.session.selection if id in scene.cards and seen.intersects(scene.rect_of(id))]
    return scene.cards[shown[0]].node.name if len(shown) == 1 else ""


def _nearest(scene: CanvasScene, seen: QRectF) -> str:
    places, middle = scene.places, seen.center()
    if not places.ids:
        return ""
    card = places.cards[_nearest_row(places.xy, places.heights, middle)]
    return card.node.name


def _nearest_row(xy: np.ndarray, heights: np.ndarray, point: QPointF) -> int:
    away = xy + np.stack([np.full(len(xy), WIDTH), heights], axis=1) / 2 - (point.x(), point.y())
    return int(np.hypot(away[:, 0], away[:, 1]).argmin())
