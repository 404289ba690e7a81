"""Paints the picture of a level: frames, wires, cards, what is selected and what is wrong.

All of it comes from the arrays the canvas has, in a few calls, so that ten thousand cards take milliseconds.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPixmap, QPolygonF

from designer.analysis import Severity
from designer.graph.design import Frame
from designer.ui import theme
from designer.ui.canvas.bulk import draw_lines, draw_rects
from designer.ui.canvas.metrics import WIDTH, text_scale
from designer.ui.canvas.minimap.chart import Chart

if TYPE_CHECKING:
    from designer.ui.canvas.look import Look
    from designer.ui.canvas.scene import CanvasScene

LEAST = 2.0
"""How wide and high a card is at least, in pixels."""
FEW = 1500
"""Up to so many cards edges are smooth, and each that is selected has a line of its own."""
NEAR = 4.0
"""Of more than that, one line goes around those that are nearer to each other than so many pixels."""
LINES = 4000
"""How many lines are drawn for wires at most: more would only make the ground grey."""
SIDE = 9.0
"""How wide the mark of a problem is, with text of the usual size."""
LARGER = 1.5
"""How much larger it grows with the text: the cards do not grow at all."""
APART = 2.0
"""From one mark to the next, at least about so many times its width."""
SHAPES = {
    Severity.HINT: ((0.0, 0.5), (0.5, 0.0), (1.0, 0.5), (0.5, 1.0)),
    Severity.WARNING: ((0.0, 0.0), (1.0, 0.0), (0.5, 1.0)),
    Severity.ERROR: ((0.0, 1.0), (0.5, 0.0), (1.0, 1.0)),
}
"""Another shape for each severity, so that none is known by its colour alone: they point up, down or nowhere."""


def picture_of(scene: CanvasScene, chart: Chart, size: QSize, ratio: float) -> QPixmap:
    """The level that is entered, on a picture of this size; `ratio` is the screen's pixels for each of its own."""
    picture = QPixmap(size * ratio)
    picture.setDevicePixelRatio(ratio)
    picture.fill(scene.look.canvas)
    painter = QPainter(picture)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, len(scene.places.ids) < FEW)
    _paint_areas(painter, scene, chart)
    _paint_wires(painter, scene, chart, ratio)
    boxes = _boxes(scene, chart)
    _paint_selected(painter, scene, boxes)
    _paint_cards(painter, scene, boxes)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    _paint_problems(painter, scene, boxes, ratio)
    painter.end()
    return picture


def _paint_areas(painter: QPainter, scene: CanvasScene, chart: Chart) -> None:
    """Frames with their tint, the largest behind; comments as the notes they are."""
    places = scene.areas.places
    corners, sizes = chart.places(places.xy), np.maximum(places.sizes * chart.scale, LEAST)
    for row, thing in enumerate(places.things):
        painter.setBrush(theme.tint_color(thing.color) if isinstance(thing, Frame) else theme.color("note"))
        chosen = thing.id in scene.card_layer.selected
        painter.setPen(scene.look.accent if chosen else theme.color("card_border"))
        painter.drawRect(QRectF(*corners[row], *sizes[row]))


def _paint_wires(painter: QPainter, scene: CanvasScene, chart: Chart, ratio: float) -> None:
    """Each line once, for thousands fall on the same few pixels; of very many those that lead furthest."""
    lines = chart.places(scene.wires.far_lines(np.arange(len(scene.wires.wires))))
    ends = np.clip(np.rint(lines * ratio), 0, 0x7FFF).astype(np.int64)
    keys = ends @ np.array([1 << 45, 1 << 30, 1 << 15, 1], dtype=np.int64)
    _, first = np.unique(keys, return_index=True)
    lengths = np.abs(ends[first, :2] - ends[first, 2:]).max(axis=1)
    long = first[lengths > 0]
    if len(long) > LINES:
        long = first[np.argpartition(-lengths, LINES)[:LINES]]
    faint = QColor(theme.color("wire"))
    faint.setAlphaF(0.7)
    painter.setPen(QPen(faint, 0.0))
    draw_lines(painter, lines[long])


def _boxes(scene: CanvasScene, chart: Chart) -> np.ndarray:
    """Left, top, width and height of each card in the picture."""
    places = scene.places
    sizes = np.stack([np.full(len(places.ids), WIDTH), places.heights], axis=1) * chart.scale
    larger = np.maximum(sizes, LEAST)
    return np.concatenate([chart.places(places.xy) - (larger - sizes) / 2, larger], axis=1)


def _paint_cards(painter: QPainter, scene: CanvasScene, boxes: np.ndarray) -> None:
    painter.setPen(Qt.PenStyle.NoPen)
    for at, name in enumerate(scene.places.families):
        painter.setBrush(scene.look.family(name))
        draw_rects(painter, boxes[scene.places.family == at])


def _paint_selected(painter: QPainter, scene: CanvasScene, boxes: np.ndarray) -> None:
    """A line around each, with the ground between; filled, for stroking thousands would hold the window up."""
    chosen = boxes[scene.places.rows(scene.card_layer.selected)]
    if len(chosen) > FEW:
        cells = np.floor(chosen[:, :2] / NEAR).astype(np.int64)
        _, first = np.unique(cells[:, 0] * 0x10000 + cells[:, 1], return_index=True)
        chosen = chosen[first]
    painter.setPen(Qt.PenStyle.NoPen)
    for color, out in ((scene.look.accent, 3.5), (scene.look.canvas, 1.5)):
        painter.setBrush(color)
        draw_rects(painter, chosen + np.array([-out, -out, 2 * out, 2 * out]))


def _paint_problems(painter: QPainter, scene: CanvasScene, boxes: np.ndarray, ratio: float) -> None:
    """Where several lie close, the mark of the worst stands for them: marks must not hide what they mark."""
    side = SIDE * min(LARGER, text_scale())
    marked = np.flatnonzero(scene.places.severity)
    marked = marked[np.argsort(-scene.places.severity[marked], kind="stable")]
    middles = boxes[marked, :2] + boxes[marked, 2:] / 2
    cells = np.floor(middles / (APART * side)).astype(np.int64)
    _, first = np.unique(cells[:, 0] * 0x10000 + cells[:, 1], return_index=True)
    stamps = {severity: _stamp(scene.look, severity, side, ratio) for severity in Severity}
    for row in first.tolist():
        x, y = np.rint(middles[row] - side / 2 - 1.0)
        painter.drawPixmap(QPointF(x, y), stamps[Severity(int(scene.places.severity[marked[row]]))])


def _stamp(look: Look, severity: Severity, side: float, ratio: float) -> QPixmap:
    picture = QPixmap(QSize(round(side + 3), round(side + 3)) * ratio)
    picture.setDevicePixelRatio(ratio)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(look.canvas, 1.2))
    painter.setBrush(look.severities[severity])
    painter.drawPolygon(QPolygonF([QPointF(1.0 + x * side, 1.0 + y * side) for x, y in SHAPES[severity]]))
    painter.end()
    return picture
