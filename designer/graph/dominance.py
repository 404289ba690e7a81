"""Which nodes every way through a graph passes: where it can be cut into steps with one way in and one way out.

Nodes are numbers in topological order: 0 is where all ways begin, the last one where all ways end.
"""

from __future__ import annotations

from collections.abc import Sequence

NONE = -1


def steps(before: Sequence[Sequence[int]], after: Sequence[Sequence[int]]) -> tuple[list[int], list[int]]:
    """For each node the next one and the one before in its chain, `NONE` at the ends of a chain.

    From a node to the next, all ways from the one lead to the other, and all ways to the other come from the one.
    `before` and `after` are the neighbours of each node. Takes n log n.
    """
    last = len(before) - 1
    passed = dominators(before)
    mirrored = dominators([[last - node for node in after[at]] for at in range(last, -1, -1)])
    ahead = [last - mirrored[last - at] for at in range(last + 1)]
    following, previous = [NONE] * (last + 1), [NONE] * (last + 1)
    for at in range(last):
        if passed[ahead[at]] == at:
            following[at], previous[ahead[at]] = ahead[at], at
    return following, previous


def dominators(before: Sequence[Sequence[int]]) -> list[int]:
    """For each node the nearest other one that every way to it passes; of the first that one itself.

    Each node keeps one far ancestor in the tree of these (after Myers' skew-binary lists), so that the common
    ancestor of two takes log n.
    """
    parent, far, depth = [0], [0], [0]

    def common(one: int, other: int) -> int:
        while depth[one] != depth[other]:
            if depth[one] < depth[other]:
                one, other = other, one
            one = far[one] if depth[far[one]] >= depth[other] else parent[one]
        while one != other:
            one, other = (far[one], far[other]) if far[one] != far[other] else (parent[one], parent[other])
        return one

    for sources in before[1:]:
        nearest = sources[0]
        for source in sources[1:]:
            nearest = common(nearest, source)
        middle = far[nearest]
        even = depth[nearest] - depth[middle] == depth[middle] - depth[far[middle]]
        far.append(far[middle] if even else nearest)
        parent.append(nearest)
        depth.append(depth[nearest] + 1)
    return parent
