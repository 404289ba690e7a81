"""Stretches of a row of numbers that come again: the most worthwhile first, none lying on another.

A suffix automaton has all stretches that recur in n states; each is looked at only while it may still be the best.
"""

from __future__ import annotations

import heapq
from bisect import bisect_left, insort
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate

LEAST = 3
"""The least weight of a stretch."""
PATIENCE = 15
"""So many places are looked at for each number of the row before what is left is left: only contrived rows need more."""


@dataclass(frozen=True)
class Stretch:
    """Numbers that come several times: where, and how many there are each time."""

    starts: tuple[int, ...]
    length: int


class Recurring:
    """Finds stretches of a row, one by one. What comes again saves its weight each time but the first.

    Of several heavy numbers in a stretch only one counts: a part is rather one block of a network than a row of them.
    """

    def __init__(self, row: Sequence[int], weights: Sequence[int]) -> None:
        self._row, self._weights = row, weights
        self._up_to = [0, *accumulate(weights)]
        self._heavy = [at for at, weight in enumerate(weights) if weight >= LEAST]
        self._states = _Automaton(row)
        self._taken: list[tuple[int, int]] = []
        """Ends and starts of what was taken, in order."""
        self._free = self._up_to[-1]
        self._patience = PATIENCE * len(row)
        self._offered: set[tuple[int, int]] = set()
        self._heap: list[tuple[int, int, int, int]] = []
        """What each stretch saves at best, negative; its first place, its length and its state."""
        for state in range(1, len(self._states.length)):
            self._offer(state, self._states.length[state])

    def best(self) -> Stretch | None:
        """The stretch that saves most of what is still free."""
        heap = self._heap
        while heap and self._patience > 0:
            _, first, length, state = heapq.heappop(heap)
            starts = self._places(state, length)
            saved = (len(starts) - 1) * self._told(first, length) if starts else 0
            if saved and heap and saved < -heap[0][0]:
                heapq.heappush(heap, (-saved, first, length, state))
            elif saved > 0:
                return Stretch(tuple(starts), length)
        return None

    def take(self, stretch: Stretch) -> None:
        """These places are no longer free."""
        for start in stretch.starts:
            insort(self._taken, (start + stretch.length - 1, start))
            self._free -= self._weight(start, stretch.length)

    def _told(self, start: int, length: int) -> int:
        """The weight of a stretch, but of what is heavy in it only the heaviest."""
        low, high = bisect_left(self._heavy, start), bisect_left(self._heavy, start + length)
        heavy = [self._weights[at] for at in self._heavy[low:high]]
        self._patience -= len(heavy)
        return self._weight(start, length) - sum(heavy) + max(heavy, default=0)

    def _weight(self, start: int, length: int) -> int:
        return self._up_to[start + length] - self._up_to[start]

    def _offer(self, state: int, length: int) -> None:
        """Put a stretch onto the heap with what it saves if nothing is in its way."""
        if length <= self._states.shortest(state) or (state, length) in self._offered:
            return
        self._offered.add((state, length))
        first, last, count = self._states.least[state], self._states.most[state], self._states.count(state)
        times = min(count, (last - first) // length + 1)
        start = first - length + 1
        weight = self._weight(start, length)
        if times > 1 and weight >= LEAST:
            heapq.heappush(self._heap, (-(times - 1) * weight, start, length, state))

    def _places(self, state: int, length: int) -> list[int]:
        """Where a stretch can still be taken, from left to right. Where less of it is free, that is offered too."""
        if 2 * self._weight(self._states.least[state] - length + 1, length) > self._free:
            return []
        ends = sorted(self._states.ends(state))
        self._patience -= len(ends)
        found: list[int] = []
        reached, shorter = -1, 0
        for end in ends:
            free = self._free_up_to(end)
            if free < length:
                shorter = max(shorter, free)
            elif end - length >= reached:
                found.append(end - length + 1)
                reached = end
        self._offer(state, shorter)
        return found

    def _free_up_to(self, end: int) -> int:
        """How many places are free in a row that ends here."""
        at = bisect_left(self._taken, (end, -1))
        if at < len(self._taken) and self._taken[at][1] <= end:
            return 0
        return end - (self._taken[at - 1][0] if at else -1)


class _Automaton:
    """The suffix automaton of a row (Blumer and others, 1985): each state is a set of places where stretches end."""

    def __init__(self, row: Sequence[int]) -> None:
        self.length, self._link = [0], [-1]
        self._next: list[dict[int, int]] = [{}]
        self._end = [-1]
        last = 0
        for at, number in enumerate(row):
            last = self._extend(last, number, at)
        self._gather()

    def ends(self, state: int) -> list[int]:
        """Where the stretches of a state end, in no order."""
        low, high = self._slices[state]
        return self._order[low:high]

    def count(self, state: int) -> int:
        """At how many places the stretches of a state end."""
        low, high = self._slices[state]
        return high - low

    def shortest(self, state: int) -> int:
        """All stretches of a state are longer than this."""
        return self.length[self._link[state]]

    def _extend(self, last: int, number: int, at: int) -> int:
        fresh = self._add(self.length[last] + 1, {}, at)
        state = last
        while state != -1 and number not in self._next[state]:
            self._next[state][number] = fresh
            state = self._link[state]
        if state == -1:
            self._link[fresh] = 0
            return fresh
        known = self._next[state][number]
        if self.length[known] == self.length[state] + 1:
            self._link[fresh] = known
            return fresh
        copy = self._add(self.length[state] + 1, dict(self._next[known]), -1)
        self._link[copy] = self._link[known]
        self._link[known] = self._link[fresh] = copy
        while state != -1 and self._next[state].get(number) == known:
            self._next[state][number] = copy
            state = self._link[state]
        return fresh

    def _add(self, length: int, after: dict[int, int], end: int) -> int:
        self.length.append(length)
        self._link.append(0)
        self._next.append(after)
        self._end.append(end)
        return len(self.length) - 1

    def _gather(self) -> None:
        """Lay the places of each state side by side, those of the states below it among them."""
        below: list[list[int]] = [[] for _ in self.length]
        for state in range(1, len(self.length)):
            below[self._link[state]].append(state)
        self._order: list[int] = []
        self._slices = [(0, 0)] * len(self.length)
        self.least, self.most = list(self._end), list(self._end)
        waiting = [0]
        while waiting:
            state = waiting.pop()
            if state < 0:
                self._close(~state, below[~state])
                continue
            self._slices[state] = (len(self._order), 0)
            if self._end[state] >= 0:
                self._order.append(self._end[state])
            waiting.append(~state)
            waiting += below[state]

    def _close(self, state: int, below: Sequence[int]) -> None:
        self._slices[state] = (self._slices[state][0], len(self._order))
        for other in below:
            if self._end[state] < 0 and self.least[state] < 0:
                self.least[state] = self.least[other]
            self.least[state] = min(self.least[state], self.least[other])
            self.most[state] = max(self.most[state], self.most[other])
