"""Put cards in order, left to right: a layered layout with the cards' real sizes.

Cards of one rank share a column, as wide as what is written on the wires behind it. The longest chain is
one straight line; every other card moves as level with the cards it is wired to as that allows.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from types import MappingProxyType

from designer.graph.design import Design, Position
from designer.ui.canvas.metrics import GRID, HEIGHT, pitch
from designer.ui.canvas.ordering import ordered

ROW_GAP = 36.0
PART_GAP = 60.0
Edges = list[tuple[int, int]]


CHAIN_WEIGHT = 1e6
"""How much more the main chain insists on its place than other cards do."""


def tidied(
    design: Design,
    flows: Mapping[str, str],
    heights: Mapping[str, float] = MappingProxyType({}),
    ids: Collection[str] = (),
) -> dict[str, Position]:
    """New positions for some nodes, or all. What is tidied keeps its upper left corner.

    `flows` is what is written on the wires that leave each card; `heights` are those of cards with many ports.
    """
    positions = design.layout.positions
    chosen = [id for id in design.graph.nodes if (not ids or id in ids) and id in positions]
    if not chosen:
        return {}
    index = {id: at for at, id in enumerate(chosen)}
    edges = [(index[w.source], index[w.target]) for w in design.graph.wires if w.source in index and w.target in index]
    tall = [heights.get(id, HEIGHT) for id in chosen]
    wide = [pitch(flows.get(id, "")) for id in chosen]
    placed = _stacked(_parts(len(chosen), edges), edges, tall, wide)
    left, top = min(positions[id][0] for id in chosen), min(positions[id][1] for id in chosen)
    low = min(y for _, y in placed.values())
    return {
        id: (round((left + placed[at][0]) / GRID) * GRID, round((top + placed[at][1] - low) / GRID) * GRID)
        for id, at in index.items()
    }


def _stacked(parts: list[list[int]], edges: Edges, tall: Sequence[float], wide: Sequence[float]) -> dict[int, Position]:
    """Each connected part laid out on its own, one below the other, the largest first."""
    own: dict[int, Edges] = {}
    part_of = {node: at for at, part in enumerate(parts) for node in part}
    for edge in edges:
        own.setdefault(part_of[edge[0]], []).append(edge)
    placed: dict[int, Position] = {}
    top = 0.0
    for at, part in sorted(enumerate(parts), key=_largest_first):
        layers = _layers(part, own.get(at, []))
        ys = _levelled(layers, own.get(at, []), tall)
        low, high = min(ys[n] for n in part), max(ys[n] + tall[n] for n in part)
        left = 0.0
        for layer in layers:
            placed.update({node: (left, top + ys[node] - low) for node in layer})
            left += max(wide[node] for node in layer)
        top += high - low + PART_GAP
    return placed


def _largest_first(part: tuple[int, list[int]]) -> tuple[int, int]:
    return -len(part[1]), part[0]


def _parts(count: int, edges: Edges) -> list[list[int]]:
    """The connected parts of a graph, in the order of their first node."""
    root = list(range(count))

    def find(node: int) -> int:
        while root[node] != node:
            root[node] = root[root[node]]
            node = root[node]
        return node

    for source, target in edges:
        one, other = find(source), find(target)
        root[max(one, other)] = min(one, other)
    parts: dict[int, list[int]] = {}
    for node in range(count):
        parts.setdefault(find(node), []).append(node)
    return list(parts.values())


def _layers(part: list[int], edges: Edges) -> list[list[int]]:
    """The nodes of each rank, from left to right, in their order from top to bottom."""
    straight = list(dict.fromkeys(edge for edge in edges if edge[0] != edge[1]))
    if not straight:
        return [part]
    ranks = _ranks(part, straight)
    layers: list[list[int]] = [[] for _ in range(max(ranks.values()) + 1)]
    for node in part:
        layers[ranks[node]].append(node)
    return ordered(layers, straight)


def _ranks(part: list[int], edges: Edges) -> dict[int, int]:
    """The longest way from a start to each node; wires that close a loop do not count."""
    after: dict[int, list[int]] = {node: [] for node in part}
    waits = dict.fromkeys(part, 0)
    for source, target in edges:
        after[source].append(target)
        waits[target] += 1
    ranks = dict.fromkeys(part, 0)
    ready, left = [node for node in part if not waits[node]], dict.fromkeys(part)
    while left:
        if not ready:
            # Everything left waits in a loop: let the node go first that waits for least.
            ready.append(min(left, key=lambda node: waits[node]))
        node = ready.pop()
        if node not in left:
            continue
        del left[node]
        for target in after[node]:
            if target in left:
                ranks[target] = max(ranks[target], ranks[node] + 1)
                waits[target] -= 1
                if not waits[target]:
                    ready.append(target)
    return ranks


def _levelled(layers: list[list[int]], edges: Edges, tall: Sequence[float]) -> dict[int, float]:
    """A y for each node: in order within its rank, and as level with its neighbours as that allows."""
    ys: dict[int, float] = {}
    before, after = _neighbours(edges)
    chain = _main_chain(layers, before)
    for layer in layers:
        y = 0.0
        for node in layer:
            ys[node] = y
            y += tall[node] + ROW_GAP
        middle = next((ys[node] + tall[node] / 2 for node in layer if node in chain), y / 2)
        ys.update({node: ys[node] - middle for node in layer})
    for _ in range(4):
        for layer in layers[1:]:
            _settle(layer, before, ys, tall, chain)
        for layer in reversed(layers[:-1]):
            _settle(layer, after, ys, tall, chain)
    return ys


def _main_chain(layers: list[list[int]], before: Mapping[int, list[int]]) -> set[int]:
    """The longest way through: back from the last rank, always to a neighbour one rank earlier."""
    rank = {node: at for at, layer in enumerate(layers) for node in layer}
    node, chain = layers[-1][0], {layers[-1][0]}
    while rank[node]:
        earlier = [other for other in before.get(node, ()) if rank[other] == rank[node] - 1]
        if not earlier:
            break
        node = earlier[0]
        chain.add(node)
    return chain


def _neighbours(edges: Edges) -> tuple[dict[int, list[int]], dict[int, list[int]]]:
    before: dict[int, list[int]] = {}
    after: dict[int, list[int]] = {}
    for source, target in edges:
        before.setdefault(target, []).append(source)
        after.setdefault(source, []).append(target)
    return before, after


def _settle(
    layer: list[int], beside: Mapping[int, list[int]], ys: dict[int, float], tall: Sequence[float], chain: set[int]
) -> None:
    """Move the nodes of a rank level with their neighbours, then apart until none covers another."""
    # Nodes that press against each other form a block, which settles at the mean of what they want.
    blocks: list[tuple[list[int], float, float]] = []
    for node in layer:
        wanted = -tall[node] / 2 if node in chain else _wanted(node, beside.get(node, ()), ys, tall)
        blocks.append(([node], wanted, CHAIN_WEIGHT if node in chain else 1.0))
        while len(blocks) > 1 and blocks[-2][1] + _height(blocks[-2][0], tall) > blocks[-1][1]:
            (upper, high, heavy), (lower, low, light) = blocks[-2:]
            mean = (high * heavy + (low - _height(upper, tall)) * light) / (heavy + light)
            blocks[-2:] = [(upper + lower, mean, heavy + light)]
    for nodes, top, _ in blocks:
        for node in nodes:
            ys[node] = top
            top += tall[node] + ROW_GAP


def _wanted(node: int, beside: Iterable[int], ys: Mapping[int, float], tall: Sequence[float]) -> float:
    middles = sorted(ys[other] + tall[other] / 2 for other in beside)
    if not middles:
        return ys[node]
    half = len(middles) // 2
    middle = middles[half] if len(middles) % 2 else (middles[half - 1] + middles[half]) / 2
    return middle - tall[node] / 2


def _height(nodes: list[int], tall: Sequence[float]) -> float:
    return sum(tall[node] + ROW_GAP for node in nodes)
