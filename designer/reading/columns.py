"""Where the cards of a design go that has no layout of its own: in columns, each right of what feeds it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

from designer.graph.blocks import TOP
from designer.graph.design import COLUMN, ROW, Position, Wire


def in_columns(nodes: Iterable[str], wires: Iterable[Wire], inside: Mapping[str, str]) -> dict[str, Position]:
    """A place for each node, and for each block that holds some. Nodes come after what feeds them.

    Every level starts at its own origin.
    """
    feeds: dict[str, list[str]] = defaultdict(list)
    for wire in wires:
        feeds[wire.target].append(wire.source)
    depths: dict[str, int] = {}
    for node in nodes:
        depths[node] = max((depths.get(source, 0) + 1 for source in feeds[node]), default=0)
    for block, depth in _starts(depths, inside).items():
        depths[block] = depth
    return _placed(depths, inside)


def _starts(depths: Mapping[str, int], inside: Mapping[str, str]) -> dict[str, int]:
    """The depth of each block: that of the first node in it."""
    starts: dict[str, int] = {}
    for node, depth in depths.items():
        block = inside.get(node, TOP)
        while block != TOP and starts.get(block, depth + 1) > depth:
            starts[block] = depth
            block = inside.get(block, TOP)
    return starts


def _placed(depths: Mapping[str, int], inside: Mapping[str, str]) -> dict[str, Position]:
    """Column by column, where a column no thing of the level stands in takes no room."""
    levels: dict[str, dict[int, list[str]]] = defaultdict(lambda: defaultdict(list))
    for id, depth in depths.items():
        levels[inside.get(id, TOP)][depth].append(id)
    return {
        id: (column * COLUMN, row * ROW)
        for columns in levels.values()
        for column, depth in enumerate(sorted(columns))
        for row, id in enumerate(columns[depth])
    }
