"""Rectangles brought to a common edge or middle, or to equal gaps."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from PySide6.QtCore import QRectF

from designer.graph.design import Position
from designer.ui.canvas.metrics import GRID

Edge = Literal["left", "right", "top", "bottom", "centre", "middle"]
Way = Literal["across", "down"]
ACROSS: tuple[Edge, ...] = ("left", "right", "centre")
SHARE: dict[Edge, float] = {"left": 0.0, "top": 0.0, "centre": 0.5, "middle": 0.5, "right": 1.0, "bottom": 1.0}
"""How far along its side each rectangle is taken hold of."""


def aligned(rects: Mapping[str, QRectF], edge: Edge) -> dict[str, Position]:
    """Where each corner goes, for all to share an edge with the outermost, or a middle with the whole.

    A common middle is where the first one of them lies on the grid.
    """
    spans = {id: _span(rect, edge in ACROSS) for id, rect in rects.items()}
    low, high = min(start for start, _ in spans.values()), max(start + size for start, size in spans.values())
    share = SHARE[edge]
    line = low + share * (high - low)
    if share == 0.5:
        half = next(iter(spans.values()))[1] / 2
        line = round((line - half) / GRID) * GRID + half
    return {id: _moved(rects[id], line - share * size, edge in ACROSS) for id, (_, size) in spans.items()}


def distributed(rects: Mapping[str, QRectF], way: Way) -> dict[str, Position]:
    """Where each corner goes, for the gaps between neighbours to be equal; the outermost two stay."""
    spans = {id: _span(rect, way == "across") for id, rect in rects.items()}
    order = sorted(spans, key=lambda id: (spans[id][0] + spans[id][1] / 2, id))
    (at, _), (last, size) = spans[order[0]], spans[order[-1]]
    gap = (last + size - at - sum(size for _, size in spans.values())) / (len(order) - 1)
    found: dict[str, Position] = {}
    for id in order[:-1]:
        found[id] = _moved(rects[id], at, way == "across")
        at += spans[id][1] + gap
    return {**found, order[-1]: _moved(rects[order[-1]], last, way == "across")}


def _span(rect: QRectF, across: bool) -> tuple[float, float]:
    return (rect.left(), rect.width()) if across else (rect.top(), rect.height())


def _moved(rect: QRectF, to: float, across: bool) -> Position:
    return (to, rect.top()) if across else (rect.left(), to)
