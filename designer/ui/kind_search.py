"""Finding kinds by a few letters of their name or of a word people know them by: one ranking for every search."""

from __future__ import annotations

from collections.abc import Iterable

from designer.catalogue import KINDS
from designer.catalogue.schema import Kind
from designer.ui.fuzzy import WORD, fit
from designer.ui.language import tr

FAMILY, TOLD = 30.0, 15.0
"""What a kind counts whose family, or only whose help, has the words."""


def matching(text: str, kinds: Iterable[Kind] | None = None) -> list[Kind]:
    """The kinds (all, or those given) that fit what was typed, the best first; equally good ones keep their order."""
    found = list(KINDS.values() if kinds is None else kinds)
    wanted = text.strip()
    if not wanted:
        return found
    scores = {kind.name: score(wanted, kind) for kind in found}
    return sorted((kind for kind in found if scores[kind.name] > 0), key=lambda kind: -scores[kind.name])


def score(wanted: str, kind: Kind) -> float:
    """How well a kind fits: its name counts most, then the words people know it by, its family, its help."""
    words = max((fit(wanted, word) for word in kind.keywords), default=0.0)
    family = FAMILY if max(fit(wanted, kind.family), fit(wanted, tr(kind.family))) >= WORD else 0.0
    told = len(wanted) >= 3 and any(wanted.casefold() in text.casefold() for text in _told(kind))
    return max(fit(wanted, kind.name), 0.9 * words, family, TOLD if told else 0.0)


def _told(kind: Kind) -> tuple[str, ...]:
    """Its help, in English and in the language of the window: people look for words of either."""
    return kind.summary, kind.when, tr(kind.summary), tr(kind.when)
