"""Which words could come next in code: kinds of layers behind `layers.`, settings of a layer between its brackets."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from designer.catalogue import KINDS, kind_named

FAR = 2_000
"""How many characters before the cursor are looked at."""
_OF_LAYERS = re.compile(r"\b(?:layers|L)\.(\w*)$")
_ARGUMENT = re.compile(r"[(,]\s*(\w*)$")
_NAME = re.compile(r"(\w+)\s*$")
_GIVEN = re.compile(r"(\w+)\s*=")


@dataclass(frozen=True)
class Offer:
    """Words that begin with what is typed already."""

    typed: str
    words: tuple[str, ...]


def offer(before: str) -> Offer | None:
    """What could come next behind this text, or `None` where nobody can tell."""
    before = before[-FAR:]
    kind = _OF_LAYERS.search(before)
    if kind is not None:
        return fitting(kind[1], sorted(name for name in KINDS if name != "Input"))
    argument = _ARGUMENT.search(before)
    call = _open_call(before) if argument is not None else None
    if argument is None or call is None:
        return None
    declared = kind_named(call[0])
    given = set(_GIVEN.findall(call[1]))
    names = [f"{one.name}=" for one in declared.settings if one.name not in given] if declared else []
    return fitting(argument[1], [*names, "name="] if names and "name" not in given else names)


def fitting(typed: str, words: Iterable[str]) -> Offer | None:
    """Those of some words that go on from what is typed."""
    found = tuple(word for word in words if word.lower().startswith(typed.lower()) and word != typed)
    return Offer(typed, found) if found else None


def _open_call(before: str) -> tuple[str, str] | None:
    """The name of what is called by the innermost bracket that is still open, and what stands behind the bracket."""
    deep = 0
    for at in range(len(before) - 1, -1, -1):
        deep += (before[at] in ")]}") - (before[at] in "([{")
        if deep < 0:
            name = _NAME.search(before[:at])
            return (name[1], before[at + 1 :]) if before[at] == "(" and name is not None else None
    return None
