"""Checks of which layers there are, in which order, and what stands between them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from designer.catalogue import KINDS
from designer.graph.design import Node
from designer.lessons.checks.base import Base, Bounded, counted
from designer.lessons.checks.words import ACTIVATION, Word, known, words_of
from designer.lessons.evidence import Evidence, Verdict

ANYTHING = "..."
MOST_WORDS = 50


class Layers(Bounded, frozen=True, kw_only=True, tag="layers"):
    """How many layers of a kind, of several kinds, or of all but Input lie between input and output."""

    of: str | tuple[str, ...] = ()

    def judge(self, evidence: Evidence) -> Verdict:
        names = self._names()
        words = [word for word in words_of(evidence.analysis) if word.kind != "Input"]
        number = sum(any(map(word.is_a, names)) if names else bool(word.kind) for word in words)
        unit = f"{' or '.join(names)} layer" if names else "layer"
        if names == (ACTIVATION,):
            unit = "activation"
        more = self.at_least or self.exactly or 0
        advice = f"Drag one more {unit} onto a wire." if number < more else f"Take a {unit} away with Shift+Del."
        return self._verdict(
            self.holds(number),
            f"Expected {self.bounds(unit)}.",
            f"There {'is' if number <= 1 else 'are'} {counted(number, unit)} between input and output.",
            advice,
        )

    def fault(self) -> str:
        return super().fault() or _unknown(self._names())

    def _names(self) -> tuple[str, ...]:
        return (self.of,) if isinstance(self.of, str) else self.of


class Order(Base, frozen=True, kw_only=True, tag="order"):
    """Which layers follow which: kinds and activations, with `...` where there may be any others."""

    layers: tuple[str, ...]

    def judge(self, evidence: Evidence) -> Verdict:
        words = list(words_of(evidence.analysis))
        asked = self.layers if self.layers[0] in ("Input", ANYTHING) else ("Input", *self.layers)
        there = (
            " -> ".join(word.kind or word.bend for word in words[:MOST_WORDS]) or "nothing that is wired from an Input"
        )
        return self._verdict(
            _matches(asked, words),
            f"Expected {' -> '.join(self.layers)}.",
            f"There is {there}.",
            "Compare the two from the left, and mend the first place where they differ.",
        )

    def fault(self) -> str:
        if not self.layers:
            return "Expected the layers in their order, found none."
        return _unknown([name for name in self.layers if name != ANYTHING])


class Apart(Base, frozen=True, kw_only=True, tag="apart"):
    """That between any two layers of a kind, one behind the other, there is an activation or another kind."""

    of: str
    by: str = ACTIVATION

    def judge(self, evidence: Evidence) -> Verdict:
        touching = next(self._touching(evidence), None)
        by = "an activation" if self.by == ACTIVATION else self.by
        found = f"Every two {self.of} layers are kept apart."
        if touching is not None:
            found = f"Nothing of the kind stands between {touching[0].name!r} and {touching[1].name!r}."
        return self._verdict(
            touching is None,
            f"Expected {by} between any two {self.of} layers.",
            found,
            f"Drop {'ReLU' if self.by == ACTIVATION else self.by} on the wire between them.",
        )

    def fault(self) -> str:
        if self.of not in KINDS:
            return f"Expected a kind of layer as Keras calls it, found {self.of!r}."
        return _unknown((self.by,))

    def _touching(self, evidence: Evidence) -> Iterator[tuple[Node, Node]]:
        """Pairs with none of what should lie between them on some way from the one to the other."""
        graph = evidence.analysis.graph
        words: dict[str, list[bool]] = {}
        for word in words_of(evidence.analysis):
            words.setdefault(word.node.id, []).append(word.is_a(self.by))
        open_ends: dict[str, frozenset[str]] = {}
        for id in evidence.analysis.order:
            reaching = frozenset[str]().union(*(open_ends.get(wire.source, ()) for wire in graph.wires_into(id)))
            node = graph.nodes[id]
            if node.kind == self.of:
                yield from ((graph.nodes[other], node) for other in sorted(reaching))
                reaching = frozenset((id,))
            open_ends[id] = frozenset() if any(words.get(id, ())) else reaching


def _matches(asked: Sequence[str], words: Sequence[Word]) -> bool:
    """Whether a row of names is a row of words, where `...` stands for any number of them."""
    reached = {0}
    for name in asked:
        if name == ANYTHING:
            reached = set(range(min(reached), len(words) + 1)) if reached else reached
        else:
            reached = {at + 1 for at in reached if at < len(words) and words[at].is_a(name)}
    return len(words) in reached


def _unknown(names: Sequence[str]) -> str:
    strange = [name for name in names if not known(name)]
    return f"Expected kinds of layers or activations as Keras calls them, found {strange[0]!r}." if strange else ""
