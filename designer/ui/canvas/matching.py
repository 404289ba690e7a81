"""Finding kinds by a few letters of their name or of a word people know them by."""

from __future__ import annotations

from collections.abc import Iterable

from designer.catalogue.schema import Kind
from designer.ui.fuzzy import fit


def matching(text: str, kinds: Iterable[Kind]) -> list[Kind]:
    """The kinds that match a text, the best first; equally good ones keep their order."""
    found = list(kinds)
    if not text.strip():
        return found
    scores = {kind.name: score(text, kind) for kind in found}
    return sorted((kind for kind in found if scores[kind.name] > 0), key=lambda kind: -scores[kind.name])


def score(wanted: str, kind: Kind) -> float:
    """How well a kind matches: its name counts most, then the words people know it by, then its family."""
    words = max((fit(wanted, word) for word in kind.keywords), default=0.0)
    return max(fit(wanted, kind.name), words * 0.8, fit(wanted, kind.family) * 0.5)
