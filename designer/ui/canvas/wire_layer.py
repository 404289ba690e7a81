"""All wires as one item, and the shape that flows written on each of them."""

from __future__ import annotations

from collections.abc import Collection, Sequence

import numpy as np
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPainterPath, QPen, QPolygonF
from PySide6.QtWidgets import QGraphicsItem, QStyleOptionGraphicsItem, QWidget

from designer.graph.design import Wire
from designer.ui.canvas.bending import bent
from designer.ui.canvas.bulk import draw_lines, draw_thin
from designer.ui.canvas.dot_paint import Dot, paint_dots, paint_large
from designer.ui.canvas.label_paint import LabelPictures
from designer.ui.canvas.labels import LabelSpots
from designer.ui.canvas.look import Look
from designer.ui.canvas.metrics import FAR, FULL, LARGE, LEGIBLE, NAME, PORT, SMALL
from designer.ui.canvas.places import CardPlaces
from designer.ui.canvas.routes import loose
from designer.ui.canvas.wire_places import WirePlaces
from designer.ui.canvas.wire_shapes import Style, points_of

LARGE_FROM = 1.3
"""Screen pixels per unit from which on wires are drawn one by one, as smooth as they are large."""
HALF_FROM = 0.75
"""Below this every other point of a curve is enough."""
MANY = 1500
"""So many wires are a weave in which nobody sees whether lines are smooth."""


class WireLayer(QGraphicsItem):
    """Paints the wires of `wires`. `hidden` are those an overlay draws instead, while they are moved."""

    def __init__(self, wires: WirePlaces, cards: CardPlaces, look: Look, bounds: QRectF) -> None:
        super().__init__()
        self.setFlag(QGraphicsItem.GraphicsItemFlag.ItemUsesExtendedStyleOption)
        self.setAcceptedMouseButtons(Qt.MouseButton.NoButton)
        self.wires = wires
        self.cards = cards
        self.look = look
        self.labels = LabelSpots(wires, cards, SMALL, PORT)
        self.large_labels = LabelSpots(wires, cards, LARGE, PORT * FAR)
        self.refused: Collection[Wire] = frozenset()
        self.hidden: Collection[Wire] = frozenset()
        self.chosen_dot: Dot | None = None
        self.hovered_dot: Dot | None = None
        self._strong: tuple[int, ...] = ()
        self._cut: tuple[int, ...] = ()
        self._bounds = bounds
        self._paths: dict[int, QPainterPath] = {}
        self._pictures = LabelPictures()

    def boundingRect(self) -> QRectF:
        return self._bounds

    def reset(self) -> None:
        """Other wires, or all cards elsewhere."""
        self._strong = self._cut = ()
        self._paths.clear()
        for labels in (self.labels, self.large_labels):
            labels.reset()

    def emphasize(self, wires: Collection[Wire], cut: Collection[Wire] = ()) -> None:
        """Draw these heavily, below the cards and the labels: hovered, selected, about to be opened or `cut`."""
        strong, doomed = self._rows(wires), self._rows(cut)
        if (strong, doomed) != (self._strong, self._cut):
            for row in {*strong, *doomed} ^ {*self._strong, *self._cut}:
                self.update(self.path(row).boundingRect().adjusted(-4.0, -4.0, 4.0, 4.0))
            self._strong, self._cut = strong, doomed

    def refuse(self, wires: frozenset[Wire]) -> None:
        """Draw these as ones whose target cannot take what they bring."""
        if wires != self.refused:
            self.refused = wires
            self.update()

    def moved(self, rows: Sequence[int]) -> None:
        """These wires lead elsewhere now."""
        if self._paths:
            for row in rows:
                self._paths.pop(row, None)
        self.passed(rows)

    def passed(self, rows: Sequence[int] | np.ndarray) -> None:
        """A card came near these wires, or left: what is written on them may stand elsewhere."""
        for labels in (self.labels, self.large_labels):
            labels.moved(rows)

    def retold(self, rows: Sequence[int]) -> None:
        """Another shape flows in these wires."""
        for labels in (self.labels, self.large_labels):
            labels.retold(rows)

    def texts_changed(self) -> None:
        """What is written on wires may be another shape, or in another type."""
        self._pictures.forget()
        for labels in (self.labels, self.large_labels):
            labels.texts_changed()

    def paint(self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None) -> None:
        scale = painter.worldTransform().m11()
        rows = self.wires.within(option.exposedRect, 4.0)
        if not len(rows):
            return
        if scale < NAME:
            self._paint_far(painter, rows, scale)
            self._paint_marked(painter, scale)
            return
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        self._paint_near(painter, rows, scale)
        for row in {*self._strong, *self._cut}:
            refused = row in self._cut or self.wires.wires[row] in self.refused
            painter.setPen(self.look.refused_strong if refused else self.look.wire_strong)
            painter.drawPath(self.path(row))
        shown = rows[~np.isin(rows, self._rows(self.hidden))] if self.hidden else rows
        paint_dots(painter, self.wires, shown, self.look, scale)
        self._paint_marked(painter, scale)
        if scale * LARGE >= LEGIBLE:
            self._paint_labels(painter, option.exposedRect, close=scale >= FULL)

    def _paint_marked(self, painter: QPainter, scale: float) -> None:
        for dot in dict.fromkeys((self.hovered_dot, self.chosen_dot)):
            paint_large(painter, self.wires, dot, self.look, scale, dot == self.chosen_dot)

    def path(self, row: int) -> QPainterPath:
        """The line of one wire."""
        if row not in self._paths:
            self._paths[row] = path_along(self.wires.close_points(row))
        return self._paths[row]

    def _rows(self, wires: Collection[Wire]) -> tuple[int, ...]:
        return tuple(sorted(self.wires.index[wire] for wire in wires if wire in self.wires.index))

    def _parted(self, rows: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """The rows that are drawn plainly, and those that are refused; hidden ones in neither."""
        refused = self._rows(self.refused)
        hidden = self._rows(self.hidden)
        bad = rows[np.isin(rows, refused) & ~np.isin(rows, hidden)] if refused else rows[:0]
        plain = rows[~np.isin(rows, (*refused, *hidden))] if refused or hidden else rows
        return plain, bad

    def _paint_near(self, painter: QPainter, rows: np.ndarray, scale: float) -> None:
        """Short lines in one call: the cost is in Python's calls, and in Qt's stroker."""
        plain, refused = self._parted(rows)
        painter.setPen(self.look.wire_pen(scale))
        if scale > LARGE_FROM:
            self._paint_paths(painter, plain)
        else:
            draw_lines(painter, self.wires.lines(plain, coarse=scale < HALF_FROM))
        painter.setPen(self.look.wire_refused)
        self._paint_paths(painter, refused)

    def _paint_paths(self, painter: QPainter, rows: np.ndarray) -> None:
        for row in rows.tolist():
            painter.drawPath(self.path(row))

    def _paint_far(self, painter: QPainter, rows: np.ndarray, scale: float) -> None:
        """Few thin lines for each wire, one call for all of them."""
        smooth = len(rows) < MANY
        plain, refused = self._parted(rows)
        painter.setPen(self.look.wire_far)
        draw_thin(painter, self.wires.far_lines(plain), smooth)
        pen = QPen(self.look.wire_refused)
        pen.setCosmetic(True)
        strong = QPen(self.look.accent, 2.0 / scale)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, smooth)
        marked = ((pen, refused), (strong, np.array(self._strong, dtype=int)), (pen, np.array(self._cut, dtype=int)))
        for used, some in marked:
            if len(some):
                painter.setPen(used)
                draw_lines(painter, self.wires.far_lines(some))

    def _paint_labels(self, painter: QPainter, exposed: QRectF, close: bool) -> None:
        labels, font = (self.labels, self.look.small) if close else (self.large_labels, self.look.large_plain)
        self._pictures.paint(painter, *labels.shown(exposed, font, self.hidden), font, self.look)


def path_along(points: np.ndarray) -> QPainterPath:
    """A path through points."""
    path = QPainterPath()
    path.addPolygon(QPolygonF([QPointF(x, y) for x, y in points.tolist()]))
    return path


def loose_path(style: Style, start: QPointF, end: QPointF, dots: np.ndarray | None = None) -> QPainterPath:
    """The path of a wire in hand, from an output to an input, through its dots if it has some."""
    ends = np.array([[start.x(), start.y(), end.x(), end.y()]])
    legs = loose(ends) if dots is None else bent(np.concatenate([ends[:, :2], dots, ends[:, 2:]])[None])
    return path_along(points_of(style, legs, close=True).reshape(-1, 2))
