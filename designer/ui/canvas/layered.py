"""Boxes and the wires between them, put in columns from left to right: a layered layout with real sizes.

Boxes of one rank share a column. The longest chain is one straight line; every other box moves as level with
those it is wired to as that allows. Wires over several columns are given lanes that no box stands in.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil, floor

from designer.graph.design import Position
from designer.ui.canvas.layering import parts, ranks
from designer.ui.canvas.levelling import LANE, levelled
from designer.ui.canvas.metrics import GRID
from designer.ui.canvas.ordering import Columns, Edge

PART_GAP = 60.0
SINGLES_GAP = 36.0


@dataclass(frozen=True)
class Box:
    """Something to place: how long and tall it is, and how far from its start the next column may start."""

    length: float
    tall: float
    pitch: float


@dataclass
class Placed:
    """Where each box lies, and how much room they and the wires between them take."""

    boxes: list[Position]
    length: float = 0.0
    tall: float = 0.0


def laid_out(boxes: Sequence[Box], edges: Sequence[Edge]) -> Placed:
    """All boxes in order: each connected part on its own, one below the other, the largest first."""
    straight = [edge for edge in dict.fromkeys(edges) if edge.source != edge.target]
    found = parts(len(boxes), [(edge.source, edge.target) for edge in straight])
    part_of = {node: at for at, part in enumerate(found) for node in part}
    own: dict[int, list[Edge]] = {}
    for edge in straight:
        own.setdefault(part_of[edge.source], []).append(edge)
    placed = Placed([(0.0, 0.0)] * len(boxes))
    for at, part in sorted(enumerate(found), key=_largest_first):
        if len(part) > 1:
            _add_part(placed, boxes, part, own[at])
    _add_singles(placed, boxes, [part[0] for part in found if len(part) == 1])
    return placed


def on_grid(length: float) -> float:
    """A length, or a little more: up to a line of the grid."""
    return ceil(length / GRID - 1e-6) * GRID


def _largest_first(part: tuple[int, list[int]]) -> tuple[int, int]:
    return -len(part[1]), part[0]


def _add_part(placed: Placed, boxes: Sequence[Box], part: list[int], edges: list[Edge]) -> None:
    rank = ranks(part, list(dict.fromkeys((edge.source, edge.target) for edge in edges)))
    columns = Columns(rank, edges, len(boxes))
    columns.settle()
    ys = levelled(columns, [box.tall for box in boxes])
    top = on_grid(placed.tall + PART_GAP) if placed.tall else 0.0
    down = top - floor(min(ys.values()) / GRID) * GRID
    starts, left = [], 0.0
    for layer in columns.layers:
        starts.append(left)
        own = [node for node in layer if node < len(boxes)]
        left += max((boxes[node].pitch for node in own), default=0.0)
    for node in part:
        x, y = starts[rank[node]], ys[node] + down
        placed.boxes[node] = (x, y)
        placed.length = max(placed.length, x + boxes[node].length)
        placed.tall = max(placed.tall, y + boxes[node].tall)
    lanes = [ys[node] + down for node in ys if columns.is_lane(node)]
    placed.tall = max([placed.tall, *(y + LANE for y in lanes)])


def _add_singles(placed: Placed, boxes: Sequence[Box], singles: list[int]) -> None:
    """What is wired to nothing lies below, in rows about as long as the rest, or in a square."""
    if not singles:
        return
    area = sum(boxes[at].pitch * (boxes[at].tall + SINGLES_GAP) for at in singles)
    longest = max(placed.length, 1.5 * area**0.5)
    x, y = 0.0, on_grid(placed.tall + PART_GAP) if placed.tall else 0.0
    lowest = y
    for at in singles:
        if x and x + boxes[at].length > longest:
            x, y = 0.0, on_grid(lowest + SINGLES_GAP)
        placed.boxes[at] = (x, y)
        placed.length = max(placed.length, x + boxes[at].length)
        x += boxes[at].pitch
        lowest = max(lowest, y + boxes[at].tall)
    placed.tall = max(placed.tall, lowest)
