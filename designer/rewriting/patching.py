"""Writes a change of the design into a text of the user's own: the lines that need not change stay as they are."""

from __future__ import annotations

from difflib import SequenceMatcher


def patched(text: str, before: str, after: str) -> str | None:
    """`text` with what differs between two writings of the design, or `None` where that has no place in it.

    A run of lines of `before` that changed is looked for in `text`; where it stands there only once, after what the
    last change was put at, it is replaced. A run that is only added goes behind the line it follows.
    """
    own, old, new = text.split("\n"), before.split("\n"), after.split("\n")
    found: list[str] = []
    at = 0
    places = _places(own, old)
    for tag, start, end, first, last in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "equal":
            continue
        here = _run(places, start, end)
        if here is None or here[0] < at:
            return None
        found += own[at : here[0]] + new[first:last]
        at = here[1]
    return "\n".join(found + own[at:])


def _places(own: list[str], old: list[str]) -> dict[int, int]:
    """For the numbers of lines of the old writing, the numbers of the same lines in the user's text."""
    blocks = SequenceMatcher(None, old, own, autojunk=False).get_matching_blocks()
    return {block.a + at: block.b + at for block in blocks for at in range(block.size)}


def _run(places: dict[int, int], start: int, end: int) -> tuple[int, int] | None:
    """Where lines of the old writing stand in the user's text, one after the other."""
    if start == end:
        if start - 1 in places:
            return places[start - 1] + 1, places[start - 1] + 1
        return (places[end], places[end]) if end in places else None
    lines = [places.get(line) for line in range(start, end)]
    first = lines[0]
    if first is None or lines != list(range(first, first + len(lines))):
        return None
    return first, first + len(lines)
