"""All wires as one item, and the shape that flows written on each of them."""

from __future__ import annotations

from collections.abc import Collection, Sequence

import numpy as np
from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPainterPath, QPen
from PySide6.QtWidgets import QGraphicsItem, QStyleOptionGraphicsItem, QWidget
from shiboken6 import Shiboken

from designer.graph.design import Wire
from designer.ui.canvas.labels import LabelSpots
from designer.ui.canvas.look import Look
from designer.ui.canvas.metrics import FAR, FULL, LARGE, LEGIBLE, NAME, PORT, SMALL
from designer.ui.canvas.places import CardPlaces
from designer.ui.canvas.wire_places import WirePlaces, controls

COARSE, FINE = np.linspace(0.0, 1.0, 19), np.linspace(0.0, 1.0, 41)
"""Where along a curve its short lines meet, at reading size and close by."""


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
        self._strong: tuple[int, ...] = ()
        self._bounds = bounds
        self._paths: list[QPainterPath | None] = []

    def boundingRect(self) -> QRectF:
        return self._bounds

    def reset(self) -> None:
        """Other wires, or all cards elsewhere."""
        self._strong = ()
        self._paths = [None] * len(self.wires.wires)
        for labels in (self.labels, self.large_labels):
            labels.reset()

    def emphasize(self, wires: Collection[Wire]) -> None:
        """Draw these heavily, below the cards and the labels: hovered, selected, about to be cut or opened."""
        rows = tuple(sorted(self.wires.index[wire] for wire in wires if wire in self.wires.index))
        if rows != self._strong:
            for row in set(rows) ^ set(self._strong):
                if row < len(self._paths):
                    self.update(self.path(row).boundingRect().adjusted(-4.0, -4.0, 4.0, 4.0))
            self._strong = rows

    def moved(self, rows: list[int]) -> None:
        """These wires lead elsewhere now."""
        for row in rows:
            self._paths[row] = None
        self.relabel(rows)

    def relabel(self, rows: list[int]) -> None:
        """At these wires another shape flows, or a card came near."""
        for labels in (self.labels, self.large_labels):
            labels.moved(rows)

    def texts_changed(self) -> None:
        """What is written on wires may be another shape, or in another type."""
        for labels in (self.labels, self.large_labels):
            labels.texts_changed()

    def paint(self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None) -> None:
        scale = painter.worldTransform().m11()
        rows = self.wires.within(option.exposedRect, 4.0)
        if not len(rows):
            return
        if scale < NAME:
            self._paint_far(painter, rows, scale)
            return
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        self._paint_curves(painter, rows, scale)
        for row in self._strong:
            refused = self.wires.wires[row] in self.refused
            painter.setPen(self.look.refused_strong if refused else self.look.wire_strong)
            painter.drawPath(self.path(row))
        if scale * LARGE >= LEGIBLE:
            self._paint_labels(painter, option.exposedRect, close=scale >= FULL)

    def path(self, row: int) -> QPainterPath:
        """The curve of one wire."""
        found = self._paths[row]
        if found is None:
            found = self._paths[row] = self._curve(row)
        return found

    def _curve(self, row: int) -> QPainterPath:
        x1, y1, x2, y2 = self.wires.ends[row]
        return curve(QPointF(x1, y1), QPointF(x2, y2), float(self.wires.lift[row]))

    def _paint_curves(self, painter: QPainter, rows: np.ndarray, scale: float) -> None:
        """All curves as short lines in one call: the cost is in Python's calls, and in Qt's stroker."""
        shown, refused = rows, []
        if self.hidden or self.refused:
            wires = [(row, self.wires.wires[row]) for row in rows.tolist()]
            refused = [row for row, wire in wires if wire in self.refused and wire not in self.hidden]
            shown = np.array([r for r, w in wires if w not in self.hidden and w not in self.refused], dtype=int)
        ends = self.wires.ends[shown]
        level = (np.abs(ends[:, 3] - ends[:, 1]) < 0.5) & (ends[:, 2] > ends[:, 0]) & (self.wires.lift[shown] == 0.0)
        painter.setPen(self.look.wire_pen(scale))
        draw_lines(painter, ends[level])
        points = self.wires.points(shown[~level], FINE if scale > 1.3 else COARSE)
        draw_lines(painter, np.concatenate([points[:, :-1], points[:, 1:]], axis=2).reshape(-1, 4))
        painter.setPen(self.look.wire_refused)
        for row in refused:
            painter.drawPath(self.path(row))

    def _paint_far(self, painter: QPainter, rows: np.ndarray, scale: float) -> None:
        """Straight thin lines, one call for all of them."""
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, len(rows) < 1500)
        shown = [row for row in rows if self.wires.wires[row] not in self.hidden] if self.hidden else rows
        painter.setPen(self.look.wire_far)
        draw_lines(painter, self._straight(shown))
        refused = [row for row in rows if self.wires.wires[row] in self.refused] if self.refused else []
        pen = self.look.wire_refused
        pen.setCosmetic(True)
        painter.setPen(pen)
        draw_lines(painter, self._straight(refused))
        pen.setCosmetic(False)
        painter.setPen(QPen(self.look.accent, 2.0 / scale))
        draw_lines(painter, self._straight(list(self._strong)))

    def _straight(self, rows: Sequence[int] | np.ndarray) -> np.ndarray:
        """Lines instead of curves: one for each wire, three for one that goes over cards."""
        ends, lift = self.wires.ends[rows], self.wires.lift[rows]
        over = lift < 0.0
        if not over.any():
            return ends
        (x1, y1, x2, y2), up = ends[over].T, 0.75 * lift[over]
        turn = np.minimum(40.0, (x2 - x1) / 4)
        climb = np.stack([x1, y1, x1 + turn, y1 + up], axis=1)
        along = np.stack([x1 + turn, y1 + up, x2 - turn, y2 + up], axis=1)
        descent = np.stack([x2 - turn, y2 + up, x2, y2], axis=1)
        return np.concatenate([ends[~over], climb, along, descent])

    def _paint_labels(self, painter: QPainter, exposed: QRectF, close: bool) -> None:
        labels, font = (self.labels, self.look.small) if close else (self.large_labels, self.look.large_plain)
        painter.setFont(font)
        painter.setPen(self.look.quiet)
        for area, text in labels.within(exposed, QFontMetricsF(font), self.hidden):
            painter.fillRect(area, self.look.canvas)
            painter.drawText(area, Qt.AlignmentFlag.AlignCenter, text)


def curve(start: QPointF, end: QPointF, lift: float = 0.0) -> QPainterPath:
    """The path of a wire from an output port to an input port."""
    ends = np.array([[start.x(), start.y(), end.x(), end.y()]])
    (out,), (into,) = controls(ends, np.array([lift]))
    path = QPainterPath(start)
    path.cubicTo(QPointF(*out), QPointF(*into), end)
    return path


def draw_lines(painter: QPainter, ends: np.ndarray) -> None:
    """Many lines (x1, y1, x2, y2) in one call; Qt reads the array's own memory."""
    kept = np.ascontiguousarray(ends, dtype=np.float64)
    if len(kept):
        painter.drawLines(Shiboken.wrapInstance(kept.ctypes.data, QLineF), len(kept))
