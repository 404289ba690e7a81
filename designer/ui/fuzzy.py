"""How well a few typed letters fit a text: for every search that names things."""

from __future__ import annotations

WHOLE, START, WORD, INSIDE, SCATTERED = 100.0, 80.0, 60.0, 40.0, 20.0


def fit(query: str, text: str) -> float:
    """From 0 (does not fit) to 100 (is the same). Letters may be left out, never swapped: `cnv` fits `Conv2D`."""
    wanted, found = query.casefold().replace(" ", ""), text.casefold()
    if not wanted:
        return WHOLE
    packed = found.replace(" ", "")
    share = len(wanted) / max(1, len(packed))
    if wanted == packed:
        return WHOLE
    if packed.startswith(wanted):
        return START + 10 * share
    words = found.replace("_", " ").replace("-", " ").split()
    if any(word.startswith(wanted) for word in words):
        return WORD + 10 * share
    if wanted in packed:
        return INSIDE + 10 * share
    span = _shortest_span(wanted, packed)
    return SCATTERED * len(wanted) / span if span and span <= 3 * len(wanted) else 0.0


def _shortest_span(wanted: str, text: str) -> int:
    """The fewest letters of `text`, in a row, that hold all of `wanted` in order; 0 if none do."""
    best = 0
    for start, letter in enumerate(text):
        if letter != wanted[0]:
            continue
        at = start
        for following in wanted[1:]:
            at = text.find(following, at + 1)
            if at < 0:
                return best
        best = min(best or len(text), at - start + 1)
    return best
