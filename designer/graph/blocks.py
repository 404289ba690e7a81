"""Questions about blocks: what lies in which, and what stands for a node where its block is folded."""

from collections.abc import Iterator

from designer.graph.design import Design, Layout

TOP = ""
"""The outermost level, which is no block."""


def home_of(layout: Layout, id: str) -> str:
    """The block a thing lies in directly, or `TOP`."""
    return layout.inside.get(id, TOP)


def members(layout: Layout, block: str) -> list[str]:
    """What lies directly in a block: ids of nodes, blocks, frames and comments."""
    return [id for id, home in layout.inside.items() if home == block]


def contents(layout: Layout, block: str) -> set[str]:
    """What lies in a block, also in the blocks within it."""
    within: dict[str, list[str]] = {}
    for id, home in layout.inside.items():
        within.setdefault(home, []).append(id)
    found: set[str] = set()
    waiting = [block]
    while waiting:
        fresh = [id for id in within.get(waiting.pop(), ()) if id not in found]
        found.update(fresh)
        waiting += fresh
    return found


def way_up(layout: Layout, id: str) -> Iterator[str]:
    """The blocks a thing lies in, from the innermost out; nothing for what lies on the outermost level."""
    seen = {id}
    while (id := layout.inside.get(id, TOP)) and id not in seen:
        seen.add(id)
        yield id


def stand_ins(design: Design, level: str = TOP) -> dict[str, str]:
    """For each node that lies somewhere under `level`, what shows it there: itself, or a folded block.

    Nodes that lie elsewhere are left out.
    """
    layout = design.layout
    if not layout.blocks:
        return {id: id for id in design.graph.nodes} if level == TOP else {}
    folded = {home: _below(layout, home, level) for home in {TOP, *layout.inside.values()} - {level}}
    shown: dict[str, str] = {}
    for node in design.graph.nodes:
        home = layout.inside.get(node, TOP)
        stand_in = node if home == level else folded[home]
        if stand_in:
            shown[node] = stand_in
    return shown


def _below(layout: Layout, block: str, level: str) -> str:
    """The block lying directly on a level that another lies in, or is; empty if that one lies elsewhere."""
    here = block
    for around in (*way_up(layout, block), TOP):
        if around == level:
            return here
        here = around
    return ""
