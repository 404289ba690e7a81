"""What is said of the things on the canvas to people who do not see them."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QRectF

from designer.graph.design import Wire
from designer.ui.canvas.content import Card
from designer.ui.canvas.inside.words import described
from designer.values import shape_text

if TYPE_CHECKING:
    from designer.ui.canvas.view import CanvasView


class Part(Protocol):
    """One sort of things on the canvas, each known by a key."""

    def things(self) -> Sequence[Hashable]:
        """All of them, in the order they are read."""

    def has(self, key: Hashable) -> bool:
        """Whether one is still there."""

    def name(self, key: Hashable) -> str:
        """One sentence."""

    def description(self, key: Hashable) -> str:
        """What else there is to say."""

    def area(self, key: Hashable) -> QRectF:
        """Where it lies in the scene."""

    def selected(self, key: Hashable) -> bool: ...

    def focus(self) -> Hashable | None:
        """The one the keyboard is at, if it is one of these."""


class Cards:
    """The layers, in the order data flows."""

    def __init__(self, view: CanvasView) -> None:
        self._view = view
        self._known: dict[str, Card] | None = None
        self._order: list[str] = []
        self._at: dict[str, int] = {}

    def things(self) -> Sequence[Hashable]:
        self._look()
        return self._order

    def has(self, key: Hashable) -> bool:
        return key in self._view.canvas.cards

    def name(self, key: Hashable) -> str:
        self._look()
        id = str(key)
        return spoken(self._view.canvas.cards[id], self._at.get(id, 0) + 1, len(self._order))

    def description(self, key: Hashable) -> str:
        """What hovering says, and of an open card what is inside it."""
        canvas, id = self._view.canvas, str(key)
        insides = canvas.card_layer.insides
        inside = insides.opening(id, self._view.camera.scale) > 0.0
        return canvas.cards[id].tooltip + (f"\n{described(insides.opened[id])}" if inside else "")

    def area(self, key: Hashable) -> QRectF:
        return self._view.canvas.places.rect(str(key))

    def selected(self, key: Hashable) -> bool:
        return key in self._view.session.selection

    def focus(self) -> Hashable | None:
        canvas = self._view.canvas
        return canvas.marked.current if canvas.marked.current in canvas.cards and not canvas.marked.wires else None

    def _look(self) -> None:
        """The order is worked out once for each snapshot: tools ask for thousands of children one by one."""
        cards = self._view.canvas.cards
        if cards is not self._known:
            self._known = cards
            self._order = [id for id in self._view.reading_order() if id in cards]
            self._at = {id: at for at, id in enumerate(self._order)}


class Wires:
    """The wires, in the order they were drawn."""

    def __init__(self, view: CanvasView) -> None:
        self._view = view

    def things(self) -> Sequence[Hashable]:
        return self._view.canvas.wires.wires

    def has(self, key: Hashable) -> bool:
        return key in self._view.canvas.wires.index

    def name(self, key: Hashable) -> str:
        wire = _wire(key)
        nodes = self._view.session.design.graph.nodes
        way = f"Wire from {nodes[wire.source].name} to {nodes[wire.target].name}"
        refused = wire in self._view.canvas.wire_layer.refused
        flows = self._flows(wire)
        return ", ".join(part for part in (way, flows, self._led(wire), "does not fit" if refused else "") if part)

    def description(self, key: Hashable) -> str:
        wire = _wire(key)
        problems = self._view.session.snapshot.analysis.problems
        return " ".join(problem.what for problem in problems if wire in problem.wires)

    def area(self, key: Hashable) -> QRectF:
        wires = self._view.canvas.wires
        ((left, top, right, bottom),) = wires.boxes([wires.index[_wire(key)]])
        return QRectF(left, top, max(1.0, right - left), max(1.0, bottom - top))

    def selected(self, key: Hashable) -> bool:
        return key in self._view.canvas.marked.wires

    def focus(self) -> Hashable | None:
        chosen = self._view.canvas.marked.wires
        return next(iter(chosen)) if len(chosen) == 1 else None

    def _led(self, wire: Wire) -> str:
        count = len(self._view.canvas.dots.of(wire))
        return "" if not count else "goes through a dot" if count == 1 else f"goes through {count} dots"

    def _flows(self, wire: Wire) -> str:
        facts = self._view.session.snapshot.analysis.layers.get(wire.source)
        return "" if facts is None or facts.output is None else f"carries {shape_text(facts.output)}"


def spoken(card: Card, at: int, count: int) -> str:
    """What is said of a card: "Layer 2 of 5, Dense, 4 · relu, input 2, output 4, problem: …"."""
    if card.role == "gate":
        return f"Way out of the block, {card.headline}, {at} of {count}"
    if card.role == "block":
        parts = [f"Block {card.node.name}", card.headline, f"{at} of {count}"]
    else:
        parts = [f"Layer {at} of {count}", card.node.kind, *([card.headline] if card.headline else [])]
        parts.append(f"named {card.node.name}")
    if card.bypassed:
        parts.append("bypassed")
    if card.shared:
        parts.append(card.shared)
    if card.facts.inputs:
        parts.append("input " + " and ".join(shape_text(shape) for shape in card.facts.inputs))
    parts.append(f"output {card.flows or 'not known'}")
    parts += [f"problem: {problem.what}" for problem in card.problems]
    return ", ".join(parts)


def _wire(key: Hashable) -> Wire:
    assert isinstance(key, Wire)
    return key
