"""The network as textbooks draw it: every unit a circle, every weight a line."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import numpy as np
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QFontMetricsF, QPainter, QPainterPath, QPen, QPolygonF

from designer.analysis import Analysis
from designer.graph.design import Design
from designer.ui import theme
from designer.ui.canvas.metrics import SMALL, TEXT, font
from designer.ui.pictures.drawing import Drawing, NothingToDraw
from designer.ui.pictures.figure import LINE, Figure, Placed, figure_of, lines_of
from designer.ui.pictures.neuron_plan import Part, neuron_plan

Weights = Mapping[str, tuple[np.ndarray, np.ndarray | None]]
"""For layers whose numbers are known: weights from each input to each unit, and biases."""

ENDS_OF_SLAB = 7
"""From how many points of a slab lines lead to the units that see all of it."""
CROWDED = 8
"""Where a column has more circles than these, lines are finer."""
ARROW = 7.0


class NeuronDrawing(Drawing):
    """Lines take the colours of weights only where `weights` has them: blue is positive, orange negative."""

    def __init__(self, design: Design, analysis: Analysis, weights: Weights | None = None) -> None:
        plan = neuron_plan(design, analysis)
        if not plan.parts:
            raise NothingToDraw
        self._figure: Figure = figure_of(plan)
        self._weights = weights or {}
        self.area = self._figure.area
        crowded = any(len(parts.points) > CROWDED for parts in self._figure.parts.values())
        self._line = QPen(_mixed(theme.color("wire"), 0.62), 0.6 if crowded else 0.9)
        self._outline = QPen(theme.color("wire"), 1.4)

    def steps(self, painter: QPainter) -> Iterator[None]:
        parts = self._figure.parts
        for source, target in self._figure.links:
            self._paint_link(painter, parts[source], parts[target])
            yield
        leading = {source for source, _ in self._figure.links}
        for id, at in parts.items():
            if at.part.units is None:
                self._paint_slab(painter, at)
            else:
                self._paint_column(painter, at)
            if id not in leading:
                self._paint_way_out(painter, at)
            self._paint_caption(painter, at)
            yield

    # --- lines ---

    def _paint_link(self, painter: QPainter, source: Placed, target: Placed) -> None:
        painter.setBrush(Qt.BrushStyle.NoBrush)
        if target.part.rank - source.part.rank != 1:
            self._paint_skip(painter, source, target)
        elif target.part.units is not None:
            self._paint_dense(painter, source, target)
        elif source.part.units is not None:
            path = QPainterPath()
            for point in source.points:
                edge = min(max(point.y(), target.slab.top()), target.slab.bottom())
                path.moveTo(point)
                path.lineTo(QPointF(target.slab.left(), edge))
            painter.strokePath(path, self._line)
        else:
            self._paint_arrow(painter, _right(source), _left(target))

    def _paint_dense(self, painter: QPainter, source: Placed, target: Placed) -> None:
        kernel, biases = self._weights.get(target.part.id, (None, None))
        known = kernel is not None and kernel.ndim == 2 and source.part.units == kernel.shape[0]
        starts = list(zip(source.part.shown, source.points, strict=True)) or [(0, at) for at in _edge(source)]
        path = QPainterPath()
        for unit, end in zip(target.part.shown, target.points, strict=True):
            for before, start in starts:
                if known and kernel is not None:
                    self._paint_weight(painter, start, end, float(kernel[before, unit]), float(np.abs(kernel).max()))
                else:
                    path.moveTo(start)
                    path.lineTo(end)
            if target.part.bias and source.one is not None:
                if known and biases is not None:
                    self._paint_weight(painter, source.one, end, float(biases[unit]), float(np.abs(biases).max()))
                else:
                    path.moveTo(source.one)
                    path.lineTo(end)
        painter.strokePath(path, self._line)

    def _paint_weight(self, painter: QPainter, start: QPointF, end: QPointF, weight: float, most: float) -> None:
        share = abs(weight) / most if most > 0 and np.isfinite(weight) else 0.0
        painter.setPen(QPen(theme.color("positive" if weight >= 0 else "negative"), 0.4 + 2.6 * share))
        painter.drawLine(start, end)

    def _paint_skip(self, painter: QPainter, source: Placed, target: Placed) -> None:
        """A way around layers goes over them."""
        start, end = QPointF(source.x, source.top), QPointF(target.x, target.top)
        top = self.area.top() + 8.0
        path = QPainterPath(start)
        path.cubicTo(QPointF(source.x, 2 * top - start.y()), QPointF(target.x, 2 * top - end.y()), end)
        if path.boundingRect().top() < top:
            path = QPainterPath(start)
            path.cubicTo(QPointF(source.x + 30, top), QPointF(target.x - 30, top), end)
        painter.strokePath(path, self._outline)
        self._paint_head(painter, end, QPointF(0.0, 1.0))

    def _paint_arrow(self, painter: QPainter, start: QPointF, end: QPointF) -> None:
        painter.setPen(self._outline)
        painter.drawLine(start, end - QPointF(ARROW / 2, 0.0))
        self._paint_head(painter, end, QPointF(1.0, 0.0))

    def _paint_head(self, painter: QPainter, tip: QPointF, way: QPointF) -> None:
        back, side = tip - way * ARROW, QPointF(-way.y(), way.x()) * ARROW * 0.45
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._outline.color())
        painter.drawPolygon(QPolygonF([tip, back + side, back - side]))

    def _paint_way_out(self, painter: QPainter, at: Placed) -> None:
        for point in at.points:
            start = point + QPointF(self._figure.radius, 0.0)
            self._paint_arrow(painter, start, start + QPointF(22.0, 0.0))
        if not at.points:
            self._paint_arrow(painter, _right(at), _right(at) + QPointF(22.0, 0.0))

    # --- what they join ---

    def _paint_column(self, painter: QPainter, at: Placed) -> None:
        radius = self._figure.radius
        tone = _tone(at.part)
        for unit, point in zip(at.part.shown, at.points, strict=True):
            painter.setPen(QPen(tone, 1.8))
            painter.setBrush(QBrush(_mixed(tone, 0.16)))
            painter.drawEllipse(point, radius, radius)
            if at.part.input:
                self._paint_x(painter, point, unit + 1)
        if at.dots is not None:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.color("quiet"))
            for away in (-6.5, 0.0, 6.5):
                painter.drawEllipse(at.dots + QPointF(0.0, away), 1.9, 1.9)
        self._paint_one(painter, at)

    def _paint_one(self, painter: QPainter, at: Placed) -> None:
        """The unit that is always 1: its weights are the next layer's biases."""
        if at.one is None:
            return
        radius = self._figure.radius
        pen = QPen(theme.color("quiet"), 1.2)
        pen.setDashPattern([2.5, 2.0])
        painter.setPen(pen)
        painter.setBrush(theme.color("canvas"))
        painter.drawEllipse(at.one, radius, radius)
        painter.setPen(theme.color("text"))
        painter.setFont(font(round(radius * 0.95)))
        painter.drawText(_around(at.one, radius), Qt.AlignmentFlag.AlignCenter, "1")

    def _paint_x(self, painter: QPainter, point: QPointF, number: int) -> None:
        """An input's sign: an x with its number set low."""
        radius, digits = self._figure.radius, str(number)
        large, low = font(round(radius * 0.95)), font(round(radius * (0.68 if len(digits) < 3 else 0.5)))
        large.setItalic(True)
        width, after = QFontMetricsF(large).horizontalAdvance("x"), QFontMetricsF(low).horizontalAdvance(digits)
        left = point.x() - (width + after) / 2
        painter.setPen(theme.color("text"))
        painter.setFont(large)
        painter.drawText(QPointF(left, point.y() + radius * 0.3), "x")
        painter.setFont(low)
        painter.drawText(QPointF(left + width, point.y() + radius * 0.52), digits)

    def _paint_slab(self, painter: QPainter, at: Placed) -> None:
        tone, area = _tone(at.part), at.slab
        painter.setPen(QPen(tone, 1.6))
        painter.setBrush(QBrush(_mixed(tone, 0.13)))
        painter.drawRoundedRect(area, 5.0, 5.0)
        painter.save()
        painter.translate(area.center())
        painter.rotate(-90.0)
        lying = QRectF(-area.height() / 2 + 6.0, -area.width() / 2, area.height() - 12.0, area.width())
        lines = [at.part.title, at.part.headline] if at.part.headline else [at.part.title]
        for row, text in enumerate(lines):
            place = QRectF(lying.left(), LINE * (row - len(lines) / 2), lying.width(), LINE)
            _write(painter, place, text, bold=row == 0, pen=theme.color("text" if row == 0 else "quiet"))
        painter.restore()
        self._paint_one(painter, at)

    def _paint_caption(self, painter: QPainter, at: Placed) -> None:
        tones = {
            "title": theme.color("text"),
            "plain": theme.color("quiet"),
            "activation": theme.family_color("Activation"),
        }
        for row, (text, tone) in enumerate(lines_of(at.part)):
            area = QRectF(at.caption.left(), at.caption.top() + LINE * row, at.caption.width(), LINE)
            _write(painter, area, text, bold=tone == "title", pen=tones[tone])


def _write(painter: QPainter, area: QRectF, text: str, *, bold: bool, pen: QColor) -> None:
    """One line, shortened to its place."""
    type = font(TEXT if bold else SMALL, bold=bold)
    painter.setFont(type)
    painter.setPen(pen)
    shown = QFontMetricsF(type).elidedText(text[:500], Qt.TextElideMode.ElideRight, area.width())
    painter.drawText(area, Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextDontClip, shown)


def _tone(part: Part) -> QColor:
    return theme.color("quiet") if part.input else theme.family_color(part.family)


def _mixed(tone: QColor, share: float) -> QColor:
    """A tone thinned with the ground, and no transparency: overlaps stay even, and every printer can do it."""
    ground = theme.color("canvas")
    parts = zip(tone.getRgb()[:3], ground.getRgb()[:3], strict=True)
    return QColor(*(round(share * one + (1 - share) * other) for one, other in parts))


def _around(point: QPointF, radius: float) -> QRectF:
    return QRectF(point.x() - radius, point.y() - radius, 2 * radius, 2 * radius)


def _left(at: Placed) -> QPointF:
    return QPointF(at.slab.left(), at.slab.center().y())


def _right(at: Placed) -> QPointF:
    return QPointF(at.slab.right(), at.slab.center().y())


def _edge(at: Placed) -> list[QPointF]:
    """Points along the right side of a slab."""
    area = at.slab
    return [
        QPointF(area.right(), area.top() + area.height() * (row + 0.5) / ENDS_OF_SLAB) for row in range(ENDS_OF_SLAB)
    ]
