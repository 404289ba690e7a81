"""Networks as code tells them, so that one that is drawn and one that is read can be held against each other."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from designer.catalogue import kind_named
from designer.catalogue.activation import LAYERS, bends_at_its_end
from designer.graph.design import Graph, Node, Wire
from designer.graph.sharing import shared_ids
from designer.plan import given_settings
from designer.values import Value

WORDS = {kind: word for word, kind in LAYERS.items()}


@dataclass(frozen=True, eq=False)
class Unit:
    """One layer as code tells it: a card, or (`bend`) only the activation at its end.

    `settings` are those that differ from Keras's defaults. An Activation that is a kind of its own has that kind, so
    that it makes no difference which of the two is drawn. `names` are what it may be called, the likeliest first.
    """

    id: str
    kind: str
    settings: Mapping[str, Value]
    names: tuple[str, ...] = ()
    bend: bool = False

    @property
    def key(self) -> str:
        """The same for units that differ in nothing but their names."""
        return f"{self.kind} {sorted(self.settings.items())!r}"


def units_of(graph: Graph, ids: Iterable[str], names: Mapping[str, tuple[str, ...]], fold: bool = True) -> list[Unit]:
    """The units of these cards, each activation at the end of a layer after its layer unless it can only be a setting.

    It can without `fold`. A layer that is called more than once keeps its activation: code says it with the layer, for all its calls.
    """
    units: list[Unit] = []
    shared = shared_ids(graph.nodes)
    for id in ids:
        node = graph.nodes[id]
        settings, word = parted(node) if fold and id not in shared else (told_settings(node), None)
        kind = node.kind
        if kind == "Activation" and settings.keys() == {"activation"} and settings["activation"] in LAYERS:
            kind, settings = LAYERS[str(settings["activation"])], {}
        units.append(Unit(id, kind, settings, names.get(id, ())))
        if word is not None:
            bend = Unit(id, LAYERS[word], {}, bend=True) if word in LAYERS else Unit(id, "Activation", {"activation": word}, bend=True)  # fmt: skip
            units.append(bend)
    return units


def told_settings(node: Node) -> dict[str, Value]:
    """What of a card's settings code tells."""
    kind = kind_named(node.kind)
    return dict(node.settings) if kind is None else given_settings(kind.settings, node.settings)


def parted(node: Node) -> tuple[dict[str, Value], str | None]:
    """What of a card's settings code tells, and apart from it the activation at its end that reading makes a card of."""
    kind, settings = kind_named(node.kind), told_settings(node)
    if kind is None:
        return settings, None
    word = settings.get("activation")
    if not isinstance(word, str) or not bends_at_its_end(kind, settings):
        return settings, None
    # To end in "linear" is to have no activation: code puts the one that follows in its place.
    del settings["activation"]
    return settings, word if word != "linear" else None


def word_of(node: Node) -> str | None:
    """The activation that a card stands for if it does nothing else."""
    settings, _ = parted(node)
    if node.kind == "Activation" and settings.keys() == {"activation"}:
        return str(settings["activation"])
    return WORDS.get(node.kind) if not settings else None


def by_port(graph: Graph, target: str, wires: Sequence[Wire]) -> list[Wire]:
    """Wires into one card in the order in which code names what comes in."""
    kind = kind_named(graph.nodes[target].kind)
    if len(wires) < 2 or kind is None:
        return list(wires)
    rank = {port.name: at for at, port in enumerate(kind.inputs)}
    return sorted(wires, key=lambda wire: rank.get(wire.target_port, len(rank)))
