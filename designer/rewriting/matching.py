"""Which layer of a text is which card: by name first, then by what stands in the same order, then by what is alike."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from difflib import SequenceMatcher

from designer.rewriting.units import Unit

Pairs = dict[int, int]
"""For numbers of units that were read, the numbers of those that were drawn."""
THOROUGH = 250_000
"""Up to so many pairs are all looked at; beyond, what comes up very often finds no pair of its own."""


def paired(drawn: Sequence[Unit], read: Sequence[Unit]) -> tuple[Pairs, set[int]]:
    """The pairs of units that are the same one, before and after the text was edited; and which now stand elsewhere."""
    named = _by_name(drawn, read)
    found = _in_order(_tokens(drawn, {old: old for old in named.values()}), _tokens(read, named))
    found.update(named)
    for key in (_kind, _nothing):
        _fill_gaps(found, drawn, read, key)
    return found, _moved(found, drawn, read)


def _by_name(drawn: Sequence[Unit], read: Sequence[Unit]) -> Pairs:
    """Units whose name only one of each side has."""
    places: dict[str, int] = {}
    most = max((len(unit.names) for unit in drawn), default=0)
    for rank in range(most):
        # What the text itself calls a layer counts before what it would be called anew.
        for at, unit in enumerate(drawn):
            if rank < len(unit.names):
                places.setdefault(unit.names[rank], at)
    wanted: dict[str, list[int]] = {}
    for at, unit in enumerate(read):
        for name in unit.names:
            wanted.setdefault(name, []).append(at)
    found: Pairs = {}
    taken: set[int] = set()
    for name, ats in wanted.items():
        old = places.get(name)
        if len(ats) == 1 and old is not None and old not in taken and ats[0] not in found:
            found[ats[0]] = old
            taken.add(old)
    return found


def _tokens(units: Sequence[Unit], named: Pairs) -> list[object]:
    return [named.get(at, unit.key) for at, unit in enumerate(units)]


def _in_order(before: Sequence[object], after: Sequence[object]) -> Pairs:
    """The longest rows that both have, in their order."""
    start, shorter = 0, min(len(before), len(after))
    while start < shorter and before[start] == after[start]:
        start += 1
    end = 0
    while end < shorter - start and before[-1 - end] == after[-1 - end]:
        end += 1
    found = {at: at for at in range(start)}
    found.update({len(after) - back: len(before) - back for back in range(1, end + 1)})
    old, new = before[start : len(before) - end], after[start : len(after) - end]
    if old and new:
        matcher = SequenceMatcher(None, old, new, autojunk=len(old) * len(new) > THOROUGH)
        for block in matcher.get_matching_blocks():
            found.update({start + block.b + at: start + block.a + at for at in range(block.size)})
    return found


def _fill_gaps(found: Pairs, drawn: Sequence[Unit], read: Sequence[Unit], key: Callable[[Unit], str]) -> None:
    """Between what is paired in order, pair what has the same key, if as much is left on both sides or in order."""
    taken = set(found.values())
    for olds, news in _gaps(found, len(drawn), len(read)):
        old = [at for at in olds if at not in taken]
        new = [at for at in news if at not in found]
        if key is _nothing and len(old) != len(new):
            continue
        pairs = _in_order([key(drawn[at]) for at in old], [key(read[at]) for at in new])
        found.update({new[one]: old[other] for one, other in pairs.items()})


def _gaps(found: Pairs, drawn: int, read: int) -> list[tuple[range, range]]:
    """The ranges of both sides between pairs that follow each other on both."""
    gaps, last_old, last_new = [], -1, -1
    for new, old in [*sorted(found.items()), (read, drawn)]:
        if old <= last_old:
            continue  # a pair that crosses others
        gaps.append((range(last_old + 1, old), range(last_new + 1, new)))
        last_old, last_new = old, new
    return gaps


def _moved(found: Pairs, drawn: Sequence[Unit], read: Sequence[Unit]) -> set[int]:
    """Pair what is alike but stands elsewhere. Says which of what was read that is."""
    taken = set(found.values())
    left: dict[str, list[int]] = {}
    for at in reversed(range(len(drawn))):
        if at not in taken:
            left.setdefault(drawn[at].key, []).append(at)
    moved = set()
    for at, unit in enumerate(read):
        if at not in found and left.get(unit.key):
            found[at] = left[unit.key].pop()
            moved.add(at)
    return moved


def _kind(unit: Unit) -> str:
    return unit.kind


def _nothing(unit: Unit) -> str:
    return ""
