"""From a sketch to a design: cards with ids and names, wires, blocks and places."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from msgspec.structs import replace

from designer.catalogue import kind_named
from designer.catalogue.activation import LAYERS, bends_at_its_end
from designer.graph.design import Block, Design, Graph, Layout, Node, Wire
from designer.graph.naming import automatic_name, has_automatic_name
from designer.graph.specs import DataSpec, TrainingSettings
from designer.reading.columns import in_columns
from designer.reading.results import Told
from designer.reading.sketch import ANYTHING, End, Layer, Sketch, Step
from designer.values import Value


class Drawing:
    """The cards and wires made so far, and what the source says of each card."""

    def __init__(self, sketch: Sketch, apart: bool) -> None:
        self.told: dict[str, Told] = {}
        self.nodes: dict[str, Node] = {}
        self.wires: dict[Wire, None] = {}
        self._sketch, self._apart = sketch, apart
        self._names: set[str] = set()
        self._counts: dict[str, int] = {}
        self._ends: dict[int, str] = {}
        self._inside: dict[str, str] = {}
        self._blocks: dict[int, Block] = {}
        self._calls: Counter[Layer] = Counter()
        self._owners: dict[Layer, str] = {}
        """Of the layers that are called more than once the card that was drawn first."""

    def draw_all(self, steps: Sequence[int]) -> None:
        """Put all steps' cards down."""
        self._calls.update(self._sketch.steps[at].layer for at in steps)
        for step in steps:
            self.draw(step)

    def design(self, training: TrainingSettings, data: DataSpec | None = None) -> Design:
        """The design of what is drawn."""
        return Design(Graph(self.nodes, tuple(self.wires)), data or DataSpec(), training, self.layout())

    def cards_of(self, ends: Sequence[End]) -> tuple[str, ...]:
        """The cards these come out of."""
        return tuple(self._ends[end.step] for end in ends if end.step in self._ends)

    def names_of(self, end: End) -> tuple[str, ...]:
        """What the source and the drawing call the layer that this comes out of."""
        layer, id = self._sketch.steps[end.step].layer, self._ends.get(end.step)
        own = (name for name in layer.variables if name not in ANYTHING)
        return tuple(filter(None, (layer.name, *own, self.nodes[id].name if id else "")))

    def draw(self, at: int) -> None:
        """Put a step's card down, and one for the activation at its end."""
        step = self._sketch.steps[at]
        layer, settings = step.layer, dict(step.layer.settings)
        kind = kind_named(layer.kind) if layer.known else None
        shared = self._calls[layer] > 1 and layer.kind != "Input"
        bend = None
        if self._apart and not shared and kind is not None and bends_at_its_end(kind, settings):
            bend = settings.pop("activation", None) if settings.get("activation") != "linear" else None
        id = self._card(layer.kind, settings, layer.name, step.block)
        if shared:
            self._share(id, layer)
        # The name is that of the layer, and so of the card that stands for it.
        called = "" if self.nodes[id].shares else layer.name or self._own_variable(layer)
        told = self.told[id] = Told(_lines(layer), called, False, frozenset(layer.refused))
        for port, end in step.feeds:
            if end.step in self._ends:
                self._wire(step, id, port, end.step, end.at)
        if isinstance(bend, str):
            named = LAYERS.get(bend)
            after = self._card(named, {}, "", step.block) if named else self._card("Activation", {"activation": bend}, "", step.block)  # fmt: skip
            self.wires[Wire(id, after)] = None
            self.told[after] = Told(told.lines, bend=True)
            id = after
        self._ends[at] = id

    def _share(self, id: str, layer: Layer) -> None:
        """Make a card the twin of the one that was drawn for the same layer before."""
        owner = self._owners.setdefault(layer, id)
        if owner != id:
            self.nodes[id] = replace(self.nodes[id], settings=self.nodes[owner].settings, shares=owner)

    def layout(self) -> Layout:
        """Everything in its place, blocks around what lies in them."""
        blocks = {block.id: block for block in self._blocks.values()}
        places = in_columns(self.nodes, self.wires, self._inside)
        return Layout(places, blocks={id: blocks[id] for id in blocks if id in places}, inside=self._inside)

    def _own_variable(self, layer: Layer) -> str:
        """The name that the source has for this layer, or for what comes out of it, and for no other."""
        return next((name for name in layer.variables if self._sketch.is_own(name)), "")

    def _card(self, kind: str, settings: dict[str, Value], name: str, block: int) -> str:
        id = f"n{len(self.nodes) + 1}"
        node = Node(id, kind, self._free(kind, name), settings)
        self.nodes[id] = node
        if block >= 0:
            self._inside[id] = self._block(block)
        return id

    def _free(self, kind: str, name: str) -> str:
        """The name it was given, or Keras's own; if another card has that, with a number."""
        if not name or (name in self._names and has_automatic_name(Node("", kind, name))):
            name = self._numbered(automatic_name(kind), "_", 1)
        elif name in self._names:
            name = self._numbered(name, " ", 2)
        self._names.add(name)
        return name

    def _numbered(self, name: str, between: str, first: int) -> str:
        """A name with the first number that is free, going on where it was left: there may be thousands."""
        free, number = name, self._counts.get(name, first)
        while free in self._names:
            free, number = f"{name}{between}{number}", number + 1
        self._counts[name] = number
        return free

    def _wire(self, step: Step, id: str, port: str, source: int, output: int) -> None:
        layer = self._sketch.steps[source].layer
        kind = kind_named(layer.kind) if layer.known else None
        outputs = [one.name for one in kind.outputs] if kind else ["output"]
        if output >= len(outputs):
            self._sketch.notes.add(step.layer.where, f"This {step.layer.kind} takes output {output + 1} of {layer.kind}, which has one here. It is wired to that.")  # fmt: skip
        self.wires[Wire(self._ends[source], id, outputs[output if output < len(outputs) else 0], port)] = None

    def _block(self, number: int) -> str:
        if number not in self._blocks:
            folded = self._sketch.blocks[number]
            id = f"b{len(self._blocks) + 1}"
            self._blocks[number] = Block(id, folded.name or "Network")
            if folded.parent >= 0:
                self._inside[id] = self._block(folded.parent)
        return self._blocks[number].id


def _lines(layer: Layer) -> tuple[int, int]:
    """The first and the last line of the source that a layer stands on."""
    number = layer.where.removeprefix("line ")
    first = int(number) if number.isdecimal() else 0
    return first, max(first, layer.last)
