"""What a call gives: a layer, what comes out of one, a network, or a value."""

from __future__ import annotations

import ast
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import cast

from designer.catalogue.common import ACTIVATIONS
from designer.graph.specs import TrainingSettings
from designer.reading import training as told
from designer.reading.fitting import SYNONYMS
from designer.reading.layers import MERGES, ends_in, layer_of
from designer.reading.operations import operation
from designer.reading.precision import with_policy
from designer.reading.python import builtin
from designer.reading.python.expressions import Expressions
from designer.reading.python.networks import Chain, Compiled, Joined, Maker, Network
from designer.reading.python.values import Builtin, Function, Method, Symbol, Thing, Unknown
from designer.reading.sketch import End, Layer
from designer.reading.things import one_line
from designer.values import Shape, Value

Inline = Callable[[Function, list[object], dict[str, object], str], object]
NOTHING = Unknown()
SEEDING = ("set_random_seed", "set_seed")
FORMATTING = ("set_dtype_policy", "set_global_policy", "set_policy")


class Calls:
    """Knows what each call does to the networks of one source."""

    def __init__(
        self, maker: Maker, expressions: Expressions, inline: Inline, training: TrainingSettings | None = None
    ) -> None:
        self._maker, self._expressions, self._inline = maker, expressions, inline
        self.training = training or TrainingSettings()
        self.networks: list[Network] = []
        self.validation: float | None = None

    def call(self, function: object, args: list[object], given: dict[str, object], node: ast.Call) -> object:
        """What a call gives; an `Unknown` without text where nobody knows."""
        found = _CALLED.get(type(function))
        where = self._expressions.where(node)
        made = found(self, function, args, given, where) if found else NOTHING
        return self._with_end(made, where, node.end_lineno or 0) if isinstance(made, Thing | End) else made

    def _with_end(self, made: Thing | End, where: str, last: int) -> Thing | End:
        """A layer, or what comes out of one, made by a call that ends on this line."""
        if isinstance(made, Thing):
            return replace(made, last=last) if made.where == where and not made.last else made
        layer = self._maker.sketch.steps[made.step].layer
        if layer.where == where:
            layer.last = max(layer.last, last)
        return made

    def attribute(self, owner: object, name: str) -> object:
        """What stands behind a dot."""
        if isinstance(owner, Symbol):
            return Symbol(f"{owner.path}.{name}")
        if isinstance(owner, Network) and name in ("input", "inputs", "output", "outputs"):
            inputs, outputs = owner.ends(self._maker)
            ends = inputs if name.startswith("input") else outputs
            return ends[0] if len(ends) == 1 and not name.endswith("s") else list(ends)
        if isinstance(owner, Network) and name == "layers":
            return list(owner.items) if isinstance(owner, Chain) else NOTHING
        if isinstance(owner, Thing) and name in ("input", "output"):
            return self._of_layer(owner, name)
        if isinstance(owner, End) and name == "shape":
            shape = self._maker.sketch.shape(owner)
            return NOTHING if shape is None else (None, *shape)
        if isinstance(owner, Network | Thing | list | dict | str | Unknown):
            return Method(owner, name)
        return NOTHING

    def _of_layer(self, thing: Thing, name: str) -> object:
        """What goes into a layer, or comes out of it, where it was called last."""
        for network in self.networks:
            network.ends(self._maker)
        layer, steps = self._maker.layer(thing), self._maker.sketch.steps
        at = next((at for at in reversed(range(len(steps))) if steps[at].layer is layer), None)
        if at is None:
            return NOTHING
        ends = [End(at)] if name == "output" else [end for _, end in steps[at].feeds]
        return ends[0] if len(ends) == 1 else ends

    # --- names of Keras ---

    def _symbol(self, symbol: Symbol, args: list[object], given: dict[str, object], where: str) -> object:
        thing = Thing(symbol.path, tuple(args), given, where)
        if not symbol.of_keras:
            return self._foreign(thing)
        if symbol.name in _NAMED:
            return _NAMED[symbol.name](self, thing)
        if ".applications." in symbol.path and symbol.name[:1].isupper():
            return self._pretrained(thing)
        if any(True for _ in ends_in([args, list(given.values())])):
            return self._on_outputs(thing)
        first = args[0] if args else next(iter(given.values()), None)
        if symbol.name in SEEDING:
            self.training = told.seeded(self.training, first)
        if symbol.name in FORMATTING:
            self.training = with_policy(self.training, first, self._maker.notes.at(where))
        return thing

    def _chain(self, thing: Thing) -> Network:
        told = dict(zip(("layers", "trainable", "name"), thing.args, strict=False)) | dict(thing.given)
        chain = Chain(one_line(told.get("name")), thing.where)
        rows = told.get("layers")
        for item in rows if isinstance(rows, list | tuple) else [] if rows is None else [rows]:
            chain.add(item)
        self.networks.append(chain)
        return chain

    def _joined(self, thing: Thing) -> object:
        told = dict(zip(("inputs", "outputs", "name"), thing.args, strict=False)) | dict(thing.given)
        inputs = told.get("inputs", told.get("input"))
        outputs = told.get("outputs", told.get("output"))
        ends = list(ends_in(outputs))
        if not ends:
            self._maker.notes.add(thing.where, "What comes out of this network is only known when the program runs.")
            return NOTHING
        network = Joined(one_line(told.get("name")), thing.where, list(ends_in(inputs)), ends)
        self.networks.append(network)
        return network

    def _input(self, thing: Thing) -> End | Thing:
        return self._maker.sketch.add(layer_of(thing, self._maker.notes))

    def _pretrained(self, thing: Thing) -> Network:
        """A network of `keras.applications`: one card of that name behind an Input."""
        shape, sketch = thing.given.get("input_shape"), self._maker.sketch
        given = {"shape": shape if isinstance(shape, list | tuple) else (None, None, 3)}
        tensor = thing.given.get("input_tensor")
        start = tensor if isinstance(tensor, End) else self._input(Thing("keras.Input", (), given, thing.where))
        what = f"{thing.name} is a ready network with many layers. It stands as one card Layerloom does not know. To see its layers, save the network in Keras and open that file."  # fmt: skip
        self._maker.notes.add(thing.where, what)
        told = {
            key: value for key, value in thing.given.items() if key in ("include_top", "pooling", "classes", "alpha")
        }
        settings: dict[str, Value] = {
            key: value for key, value in told.items() if isinstance(value, bool | int | float | str)
        }
        end = sketch.add(
            Layer(one_line(thing.name), settings, "", thing.where, known=False), [("input", cast(End, start))]
        )
        network = Joined(thing.name.lower(), thing.where, [cast(End, start)], [end])
        self.networks.append(network)
        return network

    def _same(self, thing: Thing) -> object:
        return thing.args[0] if thing.args else NOTHING

    def _not_read(self, thing: Thing) -> object:
        what = (
            f"{thing.name} takes the network from another file, which is not read with this one. Open that file itself."
        )
        self._maker.notes.add(thing.where, what)
        return NOTHING

    def _on_outputs(self, thing: Thing) -> object:
        """A function of Keras or TensorFlow that is called on what comes out of layers."""
        name, (args, given) = thing.name, _parted(thing)
        if ".layers." in thing.path and name in MERGES:
            layer = Thing(f"keras.layers.{MERGES[name]}", (), given, thing.where)
            return self._maker.called(layer, args[:1], {}, thing.where)
        if name in ("concat", "concatenate"):
            axis = args[1] if len(args) > 1 else given.get("axis", -1)
            layer = Thing("keras.layers.Concatenate", (), {"axis": axis}, thing.where)
            return self._maker.called(layer, args[:1], {}, thing.where)
        if name in MERGES or name in ACTIVATIONS or name in SYNONYMS or name.lower() in ("divide", "identity"):
            return operation(self._maker.sketch, Thing(thing.path, (), given, thing.where), args, {})
        return self._foreign(thing)

    def _foreign(self, thing: Thing) -> object:
        """Something that is not Keras's: a layer nobody knows where it is called on what comes out of layers."""
        args, given = _parted(thing)
        if not args:
            return thing
        return self._maker.called(Thing(thing.path, (), given, thing.where), args, {}, thing.where)

    def _shape(self, thing: Thing) -> object:
        return self.attribute(thing.args[0], "shape") if thing.args else NOTHING

    # --- everything else that can be called ---

    def _thing(self, thing: Thing, args: list[object], given: dict[str, object], where: str) -> object:
        """A layer is called."""
        if any(True for _ in ends_in([args, list(given.values())])):
            return self._maker.called(thing, args, given, where)
        layer = thing.name[:1].isupper() and bool(args) and all(isinstance(one, Unknown | Symbol) for one in args)
        return self._maker.called(thing, [], {}, where) if layer and self._maker.layer(thing).known else NOTHING

    def _network(self, network: Network, args: list[object], given: dict[str, object], where: str) -> object:
        """A network is called."""
        ends = list(ends_in([args, given.get("inputs")]))
        if not ends:
            return NOTHING
        outputs = network.call(self._maker, ends)
        return outputs[0] if len(outputs) == 1 else outputs

    def _function(self, function: Function, args: list[object], given: dict[str, object], where: str) -> object:
        return self._inline(function, args, given, where)

    def _builtin(self, function: Builtin, args: list[object], given: dict[str, object], where: str) -> object:
        return builtin.called(function.name, args, given)

    def _unknown(self, function: Unknown, args: list[object], given: dict[str, object], where: str) -> object:
        ends = list(ends_in([args, list(given.values())]))
        if not ends:
            return NOTHING
        return self._maker.called(Thing(f"source.{function.text[:60] or 'Unknown'}", (), {}, where), [ends], {}, where)

    def _method(self, method: Method, args: list[object], given: dict[str, object], where: str) -> object:
        owner = method.owner
        if isinstance(owner, Network):
            found = _METHODS.get(method.name)
            return found(self, owner, args, given, where) if found else NOTHING
        if isinstance(owner, list | dict | str):
            return builtin.method(owner, method.name, args, given)
        if isinstance(owner, Unknown):
            return self._unknown(Unknown(owner.text and f"{owner.text}.{method.name}"), args, given, where)
        return NOTHING

    # --- methods of networks ---

    def _add(self, network: Network, args: list[object], given: dict[str, object], where: str) -> None:
        for item in (args or list(given.values()))[:1]:
            if isinstance(network, Chain):
                network.add(item)

    def _pop(self, network: Network, args: list[object], given: dict[str, object], where: str) -> None:
        if isinstance(network, Chain) and network.items:
            network.items.pop()

    def _build(self, network: Network, args: list[object], given: dict[str, object], where: str) -> None:
        shape = next(iter([*args, *given.values()]), None)
        sizes = isinstance(shape, list | tuple) and all(size is None or isinstance(size, int) for size in shape)
        if isinstance(network, Chain) and sizes:
            network.shape = cast(Shape, tuple(cast("Sequence[object]", shape)[1:]))

    def _compile(self, network: Network, args: list[object], given: dict[str, object], where: str) -> None:
        network.compiled = True
        say = self._maker.notes.at(where)
        self.training = told.compiled(self.training, tuple(args), given, say)
        network.told = Compiled(tuple(args), given, say)

    def _fit(self, network: Network, args: list[object], given: dict[str, object], where: str) -> Unknown:
        say = self._maker.notes.at(where)
        self.training = told.fitting(self.training, tuple(args), given, say)
        share = given.get("validation_split")
        if isinstance(share, float) and 0 < share < 1:
            self.validation = share
        return NOTHING


def _parted(thing: Thing) -> tuple[list[object], dict[str, object]]:
    """What a function is called on, and what it is told besides."""
    args = list(thing.args) if any(True for _ in ends_in(list(thing.args))) else []
    fed = [value for value in thing.given.values() if any(True for _ in ends_in(value))]
    given = {key: value for key, value in thing.given.items() if not any(True for _ in ends_in(value))}
    return [*args, *fed], given


_NAMED: dict[str, Callable[[Calls, Thing], object]] = {
    "Sequential": Calls._chain,
    "Model": Calls._joined,
    "Functional": Calls._joined,
    "Input": Calls._input,
    "int_shape": Calls._shape,
    "clone_model": Calls._same,
    "load_model": Calls._not_read,
    "model_from_json": Calls._not_read,
}
_CALLED: dict[type, Callable[..., object]] = {
    Symbol: Calls._symbol,
    Thing: Calls._thing,
    Chain: Calls._network,
    Joined: Calls._network,
    Function: Calls._function,
    Builtin: Calls._builtin,
    Method: Calls._method,
    Unknown: Calls._unknown,
}
_METHODS: dict[str, Callable[..., object]] = {
    "add": Calls._add,
    "pop": Calls._pop,
    "build": Calls._build,
    "compile": Calls._compile,
    "fit": Calls._fit,
    "call": Calls._network,
}
