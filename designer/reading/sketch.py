"""A network while it is read: layers that were called, in that order, and what each was called on."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from designer.catalogue import kind_named
from designer.catalogue.schema import Mismatch
from designer.reading.results import Notes
from designer.values import Shape, Value

MOST = 5_000
"""How many layers a network can have. Keras's own largest has some 1,200."""

ANYTHING = ("x", "inputs", "outputs", "_")
"""What is called so is called so because something has to stand there."""


class TooMuch(Exception):
    """The source makes more than anyone would draw; what was read so far counts."""


@dataclass(frozen=True)
class End:
    """What comes out of a step: its only output, or that of this number."""

    step: int
    at: int = 0


@dataclass(eq=False)
class Layer:
    """A layer as the source makes it. `shape` is that of its input where the layer itself was told, as in Keras 2.

    `known` says whether the catalogue has its kind. `last` is the number of the last line it stands on, if it stands
    on several; `variables` are the names the source has for it or for what comes out of it, and `refused` the
    settings it was given that could not be read.
    """

    kind: str
    settings: dict[str, Value]
    name: str
    where: str
    shape: Shape | None = None
    known: bool = True
    last: int = 0
    variables: list[str] = field(default_factory=list)
    refused: set[str] = field(default_factory=set)


Feed = tuple[str, End]
"""An input port, and what goes into it."""


@dataclass(frozen=True, eq=False)
class Step:
    """One call of a layer. `block` is the number of the block it lies in, -1 for none."""

    layer: Layer
    feeds: tuple[Feed, ...]
    block: int = -1


@dataclass(frozen=True)
class Folded:
    """A network within the network: its name, and the block it lies in itself."""

    name: str
    parent: int = -1


class Sketch:
    """Steps in the order they were made: each comes after what feeds it."""

    def __init__(self, notes: Notes) -> None:
        self.notes = notes
        self.steps: list[Step] = []
        self.blocks: list[Folded] = []
        self._shapes: list[Shape | None] = []
        self._named: dict[str, Layer | None] = {}

    def add(self, layer: Layer, feeds: Iterable[Feed] = (), block: int = -1) -> End:
        """Call a layer. Raises `TooMuch`."""
        if len(self.steps) >= MOST:
            raise TooMuch(f"There are more than {MOST:,} layers. What comes after them was left out.")
        self.steps.append(Step(layer, tuple(feeds), block))
        return End(len(self.steps) - 1)

    def call(self, layer: Layer, name: str) -> None:
        """The source lets a name stand for this layer, or for what comes out of it."""
        if name not in layer.variables:
            layer.variables.append(name)
        self._named[name] = layer if self._named.get(name, layer) is layer else None

    def is_own(self, name: str) -> bool:
        """Whether a name stands for one layer all along, and is none that anything is called."""
        return name not in ANYTHING and self._named.get(name) is not None

    def shape(self, end: End) -> Shape | None:
        """The shape of one example there, where the catalogue can tell."""
        for step in self.steps[len(self._shapes) : end.step + 1]:
            self._shapes.append(self._shape_of(step))
        return self._shapes[end.step]

    def _shape_of(self, step: Step) -> Shape | None:
        kind = kind_named(step.layer.kind) if step.layer.known else None
        inputs = [self._shapes[end.step] for _, end in step.feeds]
        if kind is None or None in inputs or (kind.role != "input" and not inputs) or kind.faults(step.layer.settings):
            return None
        found = kind.shape(kind.filled(step.layer.settings), tuple(shape for shape in inputs if shape is not None))
        return None if isinstance(found, Mismatch) else found

    def fold(self, name: str, parent: int = -1) -> int:
        """A new block. Raises `TooMuch`."""
        if len(self.blocks) >= MOST:
            raise TooMuch(f"There are more than {MOST:,} networks in each other. What comes after them was left out.")
        self.blocks.append(Folded(name, parent))
        return len(self.blocks) - 1

    def leading_to(self, ends: Iterable[End]) -> list[int]:
        """The steps these outputs depend on, and those they come from, in order."""
        found: set[int] = set()
        waiting = [end.step for end in ends]
        while waiting:
            step = waiting.pop()
            if step not in found:
                found.add(step)
                waiting += [end.step for _, end in self.steps[step].feeds]
        return sorted(found)

    def again(self, inputs: Sequence[End], outputs: Sequence[End], given: Sequence[End], name: str, parent: int = -1) -> list[End]:  # fmt: skip
        """Call a network of these inputs and outputs on what is given: its steps anew, in a block."""
        block = self.fold(name, parent)
        became = {start.step: end for start, end in zip(inputs, given, strict=False)}
        homes = {-1: block}
        for at in self.leading_to(outputs):
            if at not in became:
                step = self.steps[at]
                feeds = ((port, self._moved(end, became)) for port, end in step.feeds)
                became[at] = self.add(step.layer, feeds, self._home(step.block, homes))
        return [self._moved(end, became) for end in outputs]

    def _home(self, block: int, homes: dict[int, int]) -> int:
        if block not in homes:
            folded = self.blocks[block]
            homes[block] = self.fold(folded.name, self._home(folded.parent, homes))
        return homes[block]

    def _moved(self, end: End, became: dict[int, End]) -> End:
        new = became[end.step]
        return replace(new, at=end.at) if end.at else new
