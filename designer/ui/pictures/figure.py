"""Where everything in a drawing of all units lies: circles in columns, slabs, ones for biases, captions below."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QFontMetricsF

from designer.ui.canvas.metrics import SMALL, TEXT, font
from designer.ui.pictures.neuron_plan import Part, Plan

SIZES = ((6, 16.0, 46.0), (10, 13.0, 38.0), (1_000, 10.5, 30.0))
"""Up to how many circles in the longest column, their radius, and from one's middle to the next one's."""
SLAB, NARROW, TALL = 46.0, 30.0, 156.0
"""How wide a slab with two lines is, with one, and how high."""
GAP = 22.0
BELOW = 30.0
"""Between two parts above each other; between a part and its caption."""
LINE = 17.0


@dataclass
class Placed:
    """A part with its place. `points` are the middles of its circles, `one` that of its 1 for the next layer's biases."""

    part: Part
    x: float = 0.0
    width: float = 0.0
    height: float = 0.0
    points: list[QPointF] = field(default_factory=list)
    dots: QPointF | None = None
    one: QPointF | None = None
    top: float = 0.0
    caption: QRectF = field(default_factory=QRectF)

    @property
    def slab(self) -> QRectF:
        return QRectF(self.x - self.width / 2, self.top, self.width, self.height)


@dataclass
class Figure:
    """Everything placed, around the height 0."""

    parts: dict[str, Placed]
    links: tuple[tuple[str, str], ...]
    radius: float
    area: QRectF


def figure_of(plan: Plan) -> Figure:
    """Lay a plan out from left to right."""
    longest = max((len(part.shown) + part.cut for part in plan.parts), default=1)
    radius, step = next((radius, step) for most, radius, step in SIZES if longest <= most)
    placed = {part.id: _sized(part, radius, step) for part in plan.parts}
    sources = {target: placed[source] for source, target in plan.links}
    for id, at in placed.items():
        before = sources.get(id)
        if at.part.units is None and before is not None and before.part.units is not None:
            at.height = max(before.height, TALL / 2)
    feeding = {source for source, target in plan.links if placed[target].part.bias}
    ranks: dict[int, list[Placed]] = {}
    for at in placed.values():
        ranks.setdefault(at.part.rank, []).append(at)
    for parts in ranks.values():
        _stack(parts, feeding, radius, step)
    _spread(ranks, plan, placed)
    _caption(list(placed.values()), shared=all(len(parts) == 1 for parts in ranks.values()), radius=radius)
    return Figure(placed, plan.links, radius, _area(placed, plan))


Tone = Literal["title", "plain", "activation"]


def lines_of(part: Part) -> list[tuple[str, Tone]]:
    """What is written below a part."""
    activation: list[tuple[str, Tone]] = [(part.activation, "activation")] if part.activation else []
    if part.units is None:
        return [(part.shape, "plain"), *activation]
    what = ("input" if part.input else "unit") + ("" if part.units == 1 else "s")
    return [(part.title, "title"), (f"{part.units:,} {what}", "plain"), *activation]


def _sized(part: Part, radius: float, step: float) -> Placed:
    if part.units is None:
        return Placed(part, width=SLAB if part.headline else NARROW, height=TALL)
    slots = len(part.shown) + (1.0 if part.cut else 0.0)
    return Placed(part, width=2 * radius, height=(slots - 1) * step + 2 * radius)


def _stack(parts: list[Placed], feeding: set[str], radius: float, step: float) -> None:
    """The parts of one rank above each other, their middle at 0; the ones for biases hang below."""
    under = [(step if at.part.id in feeding else 0.0) + LINE * 3 + BELOW for at in parts]
    total = sum(at.height for at in parts) + sum(under[:-1]) + GAP * (len(parts) - 1)
    top = -total / 2
    for at, below in zip(parts, under, strict=True):
        at.top = top
        _fill(at, radius, step)
        if at.part.id in feeding:
            at.one = QPointF(0.0, top + at.height + step - radius)
        top += at.height + below + GAP


def _fill(at: Placed, radius: float, step: float) -> None:
    """The circles of a column, with a gap for those that are left out."""
    y, previous = at.top + radius, -1
    for unit in at.part.shown:
        if unit != previous + 1:
            at.dots = QPointF(0.0, y)
            y += step
        at.points.append(QPointF(0.0, y))
        y, previous = y + step, unit


def _spread(ranks: dict[int, list[Placed]], plan: Plan, placed: dict[str, Placed]) -> None:
    """Give each rank its place from left to right: wide gaps where every unit is joined to every other."""
    dense = {placed[target].part.rank for _, target in plan.links if placed[target].part.units is not None}
    x, before = 0.0, 0.0
    for rank in sorted(ranks):
        parts = ranks[rank]
        half = max(max(at.width, _widest(at)) for at in parts) / 2
        if rank:
            tallest = max(at.height for at in (*parts, *ranks.get(rank - 1, ())))
            lines = min(190.0, 72.0 + 0.3 * tallest) if rank in dense else 44.0
            edges = max(at.width for at in parts) / 2 + max(at.width for at in ranks[rank - 1]) / 2
            x += max(before + half + 14.0, lines + edges)
        before = half
        for at in parts:
            at.x = x
            at.points = [QPointF(x, point.y()) for point in at.points]
            at.dots = None if at.dots is None else QPointF(x, at.dots.y())
            at.one = None if at.one is None else QPointF(x, at.one.y())


def _widest(at: Placed) -> float:
    """How wide its caption is; a long name makes no figure wider."""
    bold, plain = QFontMetricsF(font(TEXT, bold=True)), QFontMetricsF(font(SMALL))
    lines = [(bold if tone == "title" else plain, text) for text, tone in lines_of(at.part)]
    widths = [metrics.horizontalAdvance(text[:200]) for metrics, text in lines]
    return min(150.0, max(widths, default=0.0) + 4.0)


def _caption(parts: list[Placed], shared: bool, radius: float) -> None:
    ends = [max(at.top + at.height, at.top if at.one is None else at.one.y() + radius) for at in parts]
    for at, end in zip(parts, ends, strict=True):
        width = max(at.width, _widest(at))
        top = (max(ends) if shared else end) + BELOW / 2
        at.caption = QRectF(at.x - width / 2, top, width, LINE * len(lines_of(at.part)))


def _area(placed: dict[str, Placed], plan: Plan) -> QRectF:
    area = QRectF()
    for at in placed.values():
        area = area.united(at.slab).united(at.caption)
    if any(placed[target].part.rank - placed[source].part.rank > 1 for source, target in plan.links):
        area.setTop(area.top() - 50.0)
    area.setRight(area.right() + 26.0)  # the arrows that lead out
    return area
