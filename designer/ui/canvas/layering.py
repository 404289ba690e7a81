"""Which column each thing goes to, so that all wires lead on: the first step of putting things in order."""

from __future__ import annotations

Edges = list[tuple[int, int]]


def parts(count: int, edges: Edges) -> list[list[int]]:
    """The connected parts of a graph, in the order of their first thing."""
    root = list(range(count))

    def find(at: int) -> int:
        while root[at] != at:
            root[at] = root[root[at]]
            at = root[at]
        return at

    for source, target in edges:
        one, other = find(source), find(target)
        root[max(one, other)] = min(one, other)
    found: dict[int, list[int]] = {}
    for at in range(count):
        found.setdefault(find(at), []).append(at)
    return list(found.values())


def ranks(part: list[int], edges: Edges) -> dict[int, int]:
    """The longest way from a start to each thing; wires that close a loop do not count.

    What only leads up to something later stands right before it: a second input beside what it feeds.
    """
    before: dict[int, list[int]] = {at: [] for at in part}
    after: dict[int, list[int]] = {at: [] for at in part}
    for source, target in edges:
        before[target].append(source)
        after[source].append(target)
    found, order = _longest_ways(part, before, after)
    place = {at: step for step, at in enumerate(order)}
    leads_on = {at: [other for other in after[at] if place[other] > place[at]] for at in part}
    last = max(found.values())
    latest: dict[int, int] = {}
    for at in reversed(order):
        latest[at] = min((latest[other] - 1 for other in leads_on[at]), default=last)
    loose: set[int] = set()
    for at in order:
        earlier = [other for other in before[at] if place[other] < place[at]]
        if leads_on[at] and latest[at] > found[at] and all(other in loose for other in earlier):
            loose.add(at)
    for at in reversed(order):
        if at in loose:
            found[at] = min(found[other] for other in leads_on[at]) - 1
    return found


def _longest_ways(
    part: list[int], before: dict[int, list[int]], after: dict[int, list[int]]
) -> tuple[dict[int, int], list[int]]:
    """The ranks, and the order in which they were found: from the starts on."""
    waits = {at: len(before[at]) for at in part}
    found = dict.fromkeys(part, 0)
    ready, left, order = [at for at in part if not waits[at]], dict.fromkeys(part), []
    while left:
        if not ready:
            # Everything left waits in a loop: let the one go first that waits for least.
            ready.append(min(left, key=waits.__getitem__))
        at = ready.pop()
        if at not in left:
            continue
        del left[at]
        order.append(at)
        for target in after[at]:
            if target in left:
                found[target] = max(found[target], found[at] + 1)
                waits[target] -= 1
                if not waits[target]:
                    ready.append(target)
    return found, order
