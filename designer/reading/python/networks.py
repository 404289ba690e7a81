"""The networks a source makes: chains, and those between inputs and outputs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import cast

from designer.reading.layers import feeds_of, input_of, is_layer, layer_of
from designer.reading.python.values import Symbol, Thing, Unknown
from designer.reading.results import Notes, Say
from designer.reading.sketch import End, Layer, Sketch, TooMuch
from designer.values import Shape

DEEPEST = 15
"""How many networks may lie in each other."""
Ends = tuple[list[End], list[End]]
"""What goes into a network, and what comes out."""


@dataclass(frozen=True)
class Compiled:
    """What `compile` was told, and what notes sentences about it."""

    args: tuple[object, ...]
    given: Mapping[str, object]
    say: Say


class Network:
    """Anything of the class Sequential or Model."""

    def __init__(self, name: str, where: str) -> None:
        self.name, self.where = name, where
        self.compiled = self.used = False
        self.told: Compiled | None = None

    def ends(self, maker: Maker) -> Ends:
        """Its inputs and outputs in the sketch."""
        raise NotImplementedError

    def call(self, maker: Maker, given: list[End]) -> list[End]:
        """What comes out where it is called on something else: its layers again, in a block."""
        self.used = True
        inputs, outputs = self.ends(maker)
        return maker.sketch.again(inputs, outputs, given, self.name)


class Joined(Network):
    """A network between inputs and outputs."""

    def __init__(self, name: str, where: str, inputs: list[End], outputs: list[End]) -> None:
        super().__init__(name, where)
        self._ends = (inputs, outputs)

    def ends(self, maker: Maker) -> Ends:
        return self._ends


class Chain(Network):
    """Layers one after the other.

    It becomes part of the sketch when it is asked what comes out of it."""

    def __init__(self, name: str, where: str) -> None:
        super().__init__(name, where)
        self.items: list[object] = []
        self.loose = False
        """Whether these are some layers of a network, and not all of it."""
        self.shape: Shape | None = None
        self._made: tuple[int, Ends] | None = None

    def add(self, item: object) -> None:
        """Put something at the end."""
        if isinstance(item, Network):
            item.used = True
        self.items.append(item)

    def ends(self, maker: Maker) -> Ends:
        if self._made is None or self._made[0] != len(self.items):
            self._made = (len(self.items), self._run(maker, []))
        return self._made[1]

    def call(self, maker: Maker, given: list[End]) -> list[End]:
        self.used = True
        block = maker.sketch.fold(self.name)
        return self._run(maker, given[:1], block)[1]

    def _run(self, maker: Maker, current: list[End], block: int = -1) -> Ends:
        with maker.deeper():
            return self._follow(maker, current, block)

    def _follow(self, maker: Maker, current: list[End], block: int) -> Ends:
        start = list(current)
        for item in self.items:
            if not current and (first := self._first(maker, item)) is not None:
                start = current = [maker.sketch.add(first, (), block)]
            if not maker.is_input(item):
                current = maker.apply(item, current, block, self.where)
                start = start or current[:1]
        return start, current

    def _first(self, maker: Maker, item: object) -> Layer | None:
        """The Input a chain starts with where its first item is one, or says its shape."""
        if maker.is_input(item):
            return maker.input(item)
        if isinstance(item, Network):
            return None
        told = maker.layer(item).shape if isinstance(item, Thing) else None
        shape = told if told is not None else self.shape
        if shape is None and self.loose:
            return None
        if shape is None:
            maker.notes.add(self.where, "Nothing says which shape comes into this network. Set it at its Input.")
        return input_of(shape, self.where)


class Maker:
    """Makes layers of things, each once, and calls them in one sketch."""

    def __init__(self, sketch: Sketch, notes: Notes) -> None:
        self.sketch, self.notes = sketch, notes
        self._layers: dict[int, tuple[Thing, Layer]] = {}
        self._deep = 0

    @contextmanager
    def deeper(self) -> Iterator[None]:
        """While a network within another is followed. Raises `TooMuch`."""
        if self._deep >= DEEPEST:
            raise TooMuch(f"More than {DEEPEST} networks lie in each other. What comes after this was left out.")
        self._deep += 1
        try:
            yield
        finally:
            self._deep -= 1

    def layer(self, thing: Thing) -> Layer:
        """The layer a thing stands for: the same one each time it is asked for."""
        if id(thing) not in self._layers:
            self._layers[id(thing)] = (thing, layer_of(thing, self.notes))
        return self._layers[id(thing)][1]

    def named(self, item: object, name: str) -> None:
        """The source calls a layer, or what comes out of one, so."""
        if isinstance(item, End):
            self.sketch.call(self.sketch.steps[item.step].layer, name)
        elif isinstance(item, Thing) and item.of_keras and is_layer(item.path):
            self.sketch.call(self.layer(item), name)

    def is_input(self, item: object) -> bool:
        """Whether an item of a chain is its Input."""
        if isinstance(item, Thing):
            return self.layer(item).kind == "Input"
        return isinstance(item, End) and self.sketch.steps[item.step].layer.kind == "Input"

    def input(self, item: object) -> Layer:
        """The layer of such an item."""
        return self.layer(item) if isinstance(item, Thing) else self.sketch.steps[cast(End, item).step].layer

    def apply(self, item: object, current: list[End], block: int, where: str) -> list[End]:
        """What comes out of an item of a chain; what is none leaves everything as it is."""
        if isinstance(item, Network):
            return item.call(self, current) if current else item.ends(self)[1]
        if not isinstance(item, Thing):
            self.notes.add(where, f"{_shown(item)} stands in a chain where a layer belongs, so it was left out.")
            return current
        layer = self.layer(item)
        return [self.sketch.add(layer, feeds_of(layer, current[:1], {}, self.notes.at(item.where)), block)]

    def called(self, thing: Thing, args: Sequence[object], given: dict[str, object], where: str) -> End:
        """What comes out of a layer that is called."""
        layer = self.layer(thing)
        feeds = feeds_of(layer, args, given, self.notes.at(where))
        if not feeds:
            self.notes.add(
                where, f"What this {layer.kind} is called on is only known when the program runs. Wire it yourself."
            )
        return self.sketch.add(layer, feeds)


def _shown(item: object) -> str:
    if isinstance(item, Unknown):
        return f"“{item.text}”"
    return item.name if isinstance(item, Symbol) else "Something"
