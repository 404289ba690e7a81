"""Which part of the data goes into which Input, and which target an output is held against."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from designer.graph.design import Graph


def paired(
    graph: Graph, ids: Collection[str], names: Sequence[str], given: Mapping[str, str], *, again: bool = False
) -> dict[str, str]:
    """A name for each of these nodes, as far as there are enough.

    First what was `given`, then a node that has the name itself, then the others in the order they were drawn. With
    `again` several nodes can be given the same.
    """
    order = [id for id in graph.nodes if id in ids]
    found: dict[str, str] = {}
    left = list(names)
    for id in order:
        name = given.get(id)
        if name is not None and name in names and (again or name in left):
            found[id] = name
            if name in left:
                left.remove(name)
    by_own = {_plain(name): name for name in left}
    for id in order:
        name = by_own.get(_plain(graph.nodes[id].name))
        if id not in found and name in left:
            found[id] = name
            left.remove(name)
    found.update(zip((id for id in order if id not in found), list(left), strict=False))
    return {id: found[id] for id in order if id in found}


def _plain(name: str) -> str:
    return " ".join(name.replace("_", " ").split()).casefold()
