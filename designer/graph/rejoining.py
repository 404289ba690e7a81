"""What is left of wires when nodes go, and how those that were on both sides of them are joined."""

from collections.abc import Collection, Iterable

from msgspec.structs import replace

from designer.graph.design import Wire

Joined = tuple[Wire, ...]
"""The wires that one takes the place of, from the source on; of a wire that was there already, that one."""


def left_over(wires: Iterable[Wire], gone: Collection[str], *, reconnect: bool = False) -> dict[Wire, Joined]:
    """The wires that touch none of the nodes in `gone`, each with those it takes the place of.

    With `reconnect`, a wire out of a node that goes comes instead from what fed its first input that leads back to
    a node that stays. It keeps its place: the order of wires is the order of what a merge joins.
    """
    feeds = _feeds(wires, gone) if reconnect else {}
    kept: dict[Wire, Joined] = {}
    for wire in wires:
        feed: Wire | None = feeds.get(wire.source)
        parts: Joined = (wire,)
        if feed is not None:
            parts = (feed, wire)
            wire = replace(wire, source=feed.source, source_port=feed.source_port)
        if wire.source not in gone and wire.target not in gone and wire.source != wire.target:
            kept.setdefault(wire, parts)
    return kept


def _feeds(wires: Iterable[Wire], gone: Collection[str]) -> dict[str, Wire | None]:
    """For each node that goes, the wire from a node that stays which stands in for it; `None` where none does."""
    into: dict[str, list[Wire]] = {id: [] for id in gone}
    for wire in wires:
        if wire.target in into:
            into[wire.target].append(wire)
    found: dict[str, Wire | None] = {}
    for id in gone:
        # By hand, not by recursion: a chain may be thousands of nodes long.
        way, asked = [id], {id}
        while way:
            node = way[-1]
            ahead = None if node in found else _next(into[node], found, into, asked)
            if ahead is None:
                found.setdefault(node, _first(into[node], found, into))
                way.pop()
            else:
                way.append(ahead)
                asked.add(ahead)
    return found


def _next(
    wires: Iterable[Wire], found: dict[str, Wire | None], into: Collection[str], asked: Collection[str]
) -> str | None:
    """The node to ask next: the source of the first wire of which it is not known yet where it leads back to."""
    for wire in wires:
        source = wire.source
        if source not in into or found.get(source) is not None:
            return None
        if source not in found and source not in asked:
            return source
    return None


def _first(wires: Iterable[Wire], found: dict[str, Wire | None], into: Collection[str]) -> Wire | None:
    for wire in wires:
        feed = found.get(wire.source) if wire.source in into else wire
        if feed is not None:
            return feed
    return None
