"""From something made by name to a layer of the catalogue, or one of a kind it does not have."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import cast

from designer.catalogue import KINDS, kind_named
from designer.catalogue.schema import Kind, Port
from designer.catalogue.units import Refusal
from designer.catalogue.units.base import cut
from designer.reading.fitting import briefly, fit, fitted, loose
from designer.reading.names import kind_name
from designer.reading.results import Notes, Say
from designer.reading.sketch import MOST, End, Feed, Layer, TooMuch
from designer.reading.things import Thing, Unknown, one_line
from designer.values import ObjectValue, Shape, Value

MERGES = {
    "add": "Add", "subtract": "Subtract", "multiply": "Multiply", "average": "Average", "maximum": "Maximum",
    "minimum": "Minimum", "concatenate": "Concatenate", "concat": "Concatenate", "dot": "Dot",
}  # fmt: skip
"""Functions of Keras that call a merging layer."""
CODE = ("Lambda", "TFSMLayer", "TorchModuleWrapper", "JaxLayer", "FlaxLayer")
"""Layers that hold code or a place of files: not a word of theirs is kept."""
INPUT = ("shape", "batch_size", "dtype", "sparse", "batch_shape", "name", "tensor", "optional")
"""What `keras.Input` is given by position."""
FED = ("input_shape", "batch_input_shape", "input_dim", "input_length")
"""How the first layer was told its input's shape in Keras 2."""
CALLING = (
    "input_layer",
    "build_config",
    "inbound_nodes",
    "dynamic",
    "autocast",
    "activity_regularizer",
    "quantization_config",
)


def is_layer(path: str) -> bool:
    """Whether a Keras name is that of a layer of the catalogue."""
    return kind_name(path) in KINDS


def layer_of(thing: Thing, notes: Notes) -> Layer:
    """The layer a thing stands for. What it was told that does not fit is noted and left out."""
    name = kind_name(thing.path)
    kind = kind_named(name) if thing.of_keras else None
    say = notes.at(thing.where)
    given = dict(thing.given)
    shape = _told_shape(given, say)
    called = one_line(given.pop("name", None))
    layer = Layer(name, {}, called, thing.where, shape, known=kind is not None, last=thing.last)
    if kind is None:
        layer.settings = _strange(thing, name, given, say)
    elif kind.role == "input":
        if shape is not None:
            given["shape"] = shape  # `batch_input_shape` in Keras 2
        layer.settings = _input(kind, thing.args, given, say, layer.refused)
        layer.name, layer.shape = called or _named_last(thing), None
    else:
        layer.settings = _settings(kind, thing.args, given, say, layer.refused)
    return layer


def input_of(shape: Shape | None, where: str) -> Layer:
    """The Input a network starts with where its first layer was told the shape, or nothing says it."""
    return Layer("Input", {} if shape is None else {"shape": shape}, "", where)


def feeds_of(layer: Layer, args: Sequence[object], given: Mapping[str, object], say: Say) -> list[Feed]:
    """Which port each of the outputs goes into that a layer is called on."""
    kind = kind_named(layer.kind) if layer.known else None
    ports = kind.inputs if kind is not None else (Port("input", many=True),)
    found: dict[Feed, None] = {}
    for port, end in [*_by_place(ports, args), *_by_name(layer.kind, ports, given, say)]:
        if (port, end) in found and layer.known:
            say(f"{layer.kind} takes the same output more than once; one wire stands for them.")
        found[(port, end)] = None
    return list(found)


def ends_in(value: object) -> Iterator[End]:
    """Every output in a value, however many lists it lies in. Raises `TooMuch`."""
    waiting, seen = [value], 0
    while waiting:
        one = waiting.pop()
        seen += 1
        if seen > MOST:
            raise TooMuch("A list of inputs is longer than anyone would draw. What comes after it was left out.")
        if isinstance(one, End):
            yield one
        elif isinstance(one, list | tuple | dict):
            waiting += reversed(list(one.values()) if isinstance(one, dict) else one)


def _by_place(ports: Sequence[Port], args: Sequence[object]) -> Iterator[Feed]:
    if not ports:
        return
    groups = [list(ends_in(arg)) for arg in args]
    if len(ports) > 1 and len(groups) == 1:
        groups = [[end] for end in groups[0]]
    for at, group in enumerate(groups):
        port = ports[0] if ports[0].many else ports[min(at, len(ports) - 1)]
        yield from ((port.name, end) for end in group)


def _by_name(kind: str, ports: Sequence[Port], given: Mapping[str, object], say: Say) -> Iterator[Feed]:
    names = {port.name for port in ports}
    for name, value in given.items():
        ends = list(ends_in(value))
        fits = name in names or name in ("inputs", "x")
        if not fits and ends:
            say(f"{kind} is called with {cut(name)}, for which it has no port here. It is wired to its input.")
        elif not ends and value not in (None, False) and not isinstance(value, Unknown):
            say(f"{kind} is called with {cut(name)}, which was left out.")
        yield from ((name if name in names else ports[0].name if ports else "input", end) for end in ends)


def _settings(
    kind: Kind, args: Sequence[object], given: dict[str, object], say: Say, refused: set[str] | None = None
) -> dict[str, Value]:
    names = [setting.name for setting in kind.settings]
    if len(args) > len(names):
        say(f"{kind.name} takes {len(names)} settings and is given {len(args)}. The last ones were left out.")
    told = dict(zip(names, args, strict=False)) | given
    return briefly(kind, fitted(kind.name, kind.settings, told, say, refused=refused))


def _input(
    kind: Kind, args: Sequence[object], given: dict[str, object], say: Say, refused: set[str]
) -> dict[str, Value]:
    told = dict(zip(INPUT, args, strict=False)) | given
    batched = told.pop("batch_shape", None)
    told.pop("name", None)
    size = told.pop("batch_size", None)
    if batched is not None and isinstance(batched, list | tuple):
        size, told["shape"] = (batched[0] if batched else None), batched[1:]
    if size is not None:
        say("The fixed number of examples in a batch was left out: a design takes any.")
    if isinstance(told.get("shape"), int):
        told["shape"] = (told["shape"],)
    told = {name: value for name, value in told.items() if name in kind.by_name or value not in (None, False)}
    return fitted(kind.name, kind.settings, told, say, refused=refused)


def _named_last(thing: Thing) -> str:
    at = INPUT.index("name")
    return one_line(thing.args[at]) if len(thing.args) > at else ""


def _strange(thing: Thing, name: str, given: Mapping[str, object], say: Say) -> dict[str, Value]:
    """What is kept of a layer nobody declared here."""
    if name in CODE:
        say(f"{name} holds code or files of its own, which are never run or kept. Its card has only its name.")
        return {}
    say(f"{name} is no layer Layerloom knows. Its card has only what could be read.")
    if thing.args and isinstance(thing.args[0], Thing):
        given = {"layer": thing.args[0], **given}
    elif thing.args:
        say(f"The settings of {name} that are given without a name were left out.")
    usual = {"trainable": True, "dtype": "float32"}
    kept = {**loose(given), **_layers_within(given, say)}
    return {key: value for key, value in kept.items() if key not in CALLING and usual.get(key) != value}


def _layers_within(given: Mapping[str, object], say: Say) -> dict[str, Value]:
    """The layers of the catalogue that a wrapper is given."""
    found: dict[str, Value] = {}
    for name, value in given.items():
        kind = kind_named(kind_name(value.path)) if isinstance(value, Thing) and value.of_keras else None
        if kind is not None and isinstance(value, Thing):
            found[name] = ObjectValue(kind.name, _settings(kind, value.args, {**value.given, "name": None}, say))
    return found


def _told_shape(given: dict[str, object], say: Say) -> Shape | None:
    """The input's shape that a layer itself was told; what told it is taken out of `given`."""
    if not given.keys() & set(FED[:3]) or "output_dim" in given:
        given.pop("input_length", None)
        whole = given.pop("batch_input_shape", None) or given.pop("input_shape", None)
        return _checked_shape(whole[1:], say) if isinstance(whole, list | tuple) else None
    shape, batched, size, length = (given.pop(name, None) for name in FED)
    if isinstance(batched, list | tuple):
        shape = batched[1:]
    if shape is None and size is not None:
        shape = (size,) if length is None else (length, size)
    return _checked_shape((shape,) if isinstance(shape, int) else shape, say)


def _checked_shape(shape: object, say: Say) -> Shape | None:
    if shape is None:
        return None
    found = fit(KINDS["Input"].by_name["shape"].type, shape, say)
    if isinstance(found, tuple):
        return cast(Shape, found)
    said = found.sentence if isinstance(found, Refusal) else ""
    say(f"The shape of the input could not be read. {said} Set it at its Input.")
    return None
