"""Finding kinds by a few letters of their name or of a word people know them by."""

from __future__ import annotations

from collections.abc import Iterable

from designer.catalogue.schema import Kind


def matching(text: str, kinds: Iterable[Kind]) -> list[Kind]:
    """The kinds that match a text, the best first; equally good ones keep their order."""
    wanted = text.strip().lower()
    if not wanted:
        return list(kinds)
    scored = [(score(wanted, kind), kind) for kind in kinds]
    return [kind for points, kind in sorted(scored, key=_best_first) if points > 0]


def score(wanted: str, kind: Kind) -> float:
    """How well a kind matches: its name counts most, then the words people know it by, then its family."""
    words = max((closeness(wanted, word) for word in kind.keywords), default=0.0)
    return max(closeness(wanted, kind.name), words * 0.8, closeness(wanted, kind.family) * 0.5)


def closeness(wanted: str, text: str) -> float:
    """From 0 (a letter is missing) to 1 (the same): whole beginnings over word beginnings over scattered letters."""
    low, wanted = text.lower(), wanted.replace(" ", "")
    joined = low.replace(" ", "")
    if joined == wanted:
        return 1.0
    if joined.startswith(wanted):
        return 0.9
    if wanted in joined:
        return 0.7
    return _scattered(wanted, text)


def _scattered(wanted: str, text: str) -> float:
    """Letters in order with gaps; those that begin a word (`mp2` in MaxPooling2D) count most."""
    starts = gaps = 0
    at = -1
    low = text.lower()
    for letter in wanted:
        found = low.find(letter, at + 1)
        if found < 0:
            return 0.0
        begins = found == 0 or text[found].isupper() or text[found].isdigit() or text[found - 1] == " "
        starts += begins
        gaps += found - at - 1
        at = found
    if starts * 2 < len(wanted) and gaps > len(wanted):
        return 0.0
    return 0.3 + 0.3 * starts / len(wanted) - min(0.2, gaps / 100)


def _best_first(scored: tuple[float, Kind]) -> float:
    return -scored[0]
