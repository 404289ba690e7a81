"""Cards from afar: boxes on whole pixels, a few calls for all of them.

Qt fills upright rectangles on whole pixels many times as fast as smoothed ones, and they look crisper. So where
pixels are painted, boxes are rounded to them; in a drawing of shapes they stay exactly where they are.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence

import numpy as np
from PySide6.QtCore import Qt
from PySide6.QtGui import QBrush, QColor, QPainter, QPixmap, QTransform

from designer.analysis import Severity
from designer.ui.canvas.block_paint import paint_far
from designer.ui.canvas.bulk import draw_rects, draw_stamps
from designer.ui.canvas.look import BORDERED, Look
from designer.ui.canvas.metrics import STRIPE, WIDTH
from designer.ui.canvas.places import CardPlaces
from designer.ui.canvas.strips import whole
from designer.ui.painting import is_pixels

MARK = 30.0
"""How large an error's mark is; lesser trouble has a smaller one."""
BEHIND, LEAST = 14.0, 3.0
"""How far the card below the first sticks out of a block, and how many pixels that is at least."""
SIDES = 10_000.0
"""More pixels than a card has across or down."""
MOST_STAMPS = 80
"""With more pictures than this rectangles are as fast."""
RING = 2.0
"""How thick the border of what is selected is, in pixels."""


def paint_boxes(painter: QPainter, places: CardPlaces, rows: np.ndarray, look: Look, selected: Collection[str]) -> None:
    """A body, a stripe in the family's colour and a mark for trouble for each of some cards."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, not is_pixels(painter))
    painter.setPen(Qt.PenStyle.NoPen)
    paper = _Paper(painter)
    boxes = _boxes(places, rows)
    stacks = boxes[places.folded[rows]]
    behind = max(BEHIND, LEAST / paper.scale)
    _paint_bodies(paper, paper.on_pixels(stacks + np.array([behind, behind, 0.0, 0.0])), look)
    outer = paper.on_pixels(boxes)
    if not _stamped(paper, outer, places, rows, look):
        _paint_bodies(paper, outer, look)
        _paint_stripes(paper, outer, places, rows, look)
    _paint_marks(paper, places, rows, look)
    if selected:
        chosen = np.zeros(len(places.ids), dtype=bool)
        chosen[places.rows(selected)] = True
        _paint_rings(paper, _boxes(places, rows[chosen[rows]]), look.accent)
    painter.restore()
    if len(stacks):
        paint_far(painter, stacks.tolist(), [places.cards[row] for row in rows[places.folded[rows]]], look)


class _Paper:
    """What is painted on, with one unit for a pixel of the screen, or for one of the drawing's own at its scale."""

    def __init__(self, painter: QPainter) -> None:
        transform = painter.worldTransform()
        self._painter = painter
        self.scale, self._away = transform.m11(), np.array([transform.dx(), transform.dy()])
        self._ratio = painter.device().devicePixelRatio() if is_pixels(painter) else 0.0
        painter.setWorldTransform(QTransform())

    def on_pixels(self, boxes: np.ndarray) -> np.ndarray:
        """Where boxes of the scene lie, each side at least a pixel long. Boxes of one size stay so."""
        result = boxes * self.scale
        result[:, :2] += self._away
        if self._ratio:
            result = whole(result * self._ratio).astype(float)
            np.maximum(result[:, 2:], 1.0, out=result[:, 2:])
            result /= self._ratio
        return result

    def length(self, units: float) -> float:
        """How long something of the scene is, at least a pixel."""
        length = units * self.scale
        return max(round(length * self._ratio), 1) / self._ratio if self._ratio else length

    @property
    def takes_stamps(self) -> bool:
        """Whether a pixel of a picture becomes one of the paper."""
        return self._ratio == 1.0

    def stamp(self, boxes: np.ndarray, picture: QPixmap) -> None:
        draw_stamps(self._painter, boxes[:, :2], picture)

    def fill(self, boxes: np.ndarray, brush: QBrush | QColor) -> None:
        if len(boxes):
            self._painter.setBrush(brush)
            draw_rects(self._painter, boxes)


def _stamped(paper: _Paper, outer: np.ndarray, places: CardPlaces, rows: np.ndarray, look: Look) -> bool:
    """Copy one picture for all cards of a family and a size; says whether there were few enough of these."""
    if not paper.takes_stamps:
        return False
    families = places.family[rows]
    alike = (families * SIDES + outer[:, 2]) * SIDES + outer[:, 3]
    order = np.argsort(alike, kind="stable")
    starts = np.flatnonzero(np.diff(alike[order], prepend=-1.0))
    if len(starts) > MOST_STAMPS:
        return False
    stripe = round(paper.length(STRIPE * 6))
    for some in np.split(order, starts[1:]):
        width, height = outer[some[0], 2:].astype(int).tolist()
        paper.stamp(outer[some], look.far_card(places.families[families[some[0]]], width, height, stripe))
    return True


def _paint_bodies(paper: _Paper, outer: np.ndarray, look: Look) -> None:
    paper.fill(outer, look.border_far.color())
    roomy = outer[(outer[:, 2] >= BORDERED) & (outer[:, 3] >= BORDERED)]
    paper.fill(roomy + np.array([1.0, 1.0, -2.0, -2.0]), look.card)


def _paint_stripes(paper: _Paper, outer: np.ndarray, places: CardPlaces, rows: np.ndarray, look: Look) -> None:
    families = places.family[rows]
    order = np.argsort(families, kind="stable")
    stripes = outer[order]
    stripes[:, 2] = paper.length(STRIPE * 6)
    ends = np.searchsorted(families[order], np.arange(len(places.families) + 1))
    for name, start, end in zip(places.families, ends, ends[1:], strict=False):
        paper.fill(stripes[start:end], look.family(name))


def _paint_marks(paper: _Paper, places: CardPlaces, rows: np.ndarray, look: Look) -> None:
    severities = places.severity[rows]
    for severity in Severity:
        marked = rows[severities == severity]
        if not len(marked):
            continue
        side = MARK * severity / Severity.ERROR
        spots = places.xy[marked] + np.array([WIDTH - 10.0 - side, 10.0])
        sizes = np.full((len(marked), 2), side)
        paper.fill(paper.on_pixels(np.concatenate([spots, sizes], axis=1)), look.severities[severity])


def _paint_rings(paper: _Paper, boxes: np.ndarray, color: QColor) -> None:
    """Around what is selected, as four bars for each."""
    x, y, width, height = paper.on_pixels(boxes).T
    thick = np.full(len(boxes), RING)
    left, top, across = x - RING, y - RING, width + 2 * RING
    bars = (
        (left, top, across, thick),
        (left, y + height, across, thick),
        (left, y, thick, height),
        (x + width, y, thick, height),
    )
    paper.fill(np.concatenate([np.stack(bar, axis=1) for bar in bars]), color)


def _boxes(places: CardPlaces, rows: Sequence[int] | np.ndarray) -> np.ndarray:
    widths = np.full((len(rows), 1), WIDTH)
    return np.concatenate([places.xy[rows], widths, places.heights[rows][:, None]], axis=1)
