"""Operations between the layers of a network: `a + b`, `x * 2`, `relu(x)`, as the layers that do the same."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from designer.catalogue.common import ACTIVATIONS
from designer.graph.naming import automatic_name
from designer.reading.fitting import SYNONYMS
from designer.reading.layers import MERGES, ends_in, feeds_of, layer_of
from designer.reading.sketch import End, Layer, Sketch
from designer.reading.things import Thing, one_line
from designer.values import Value

BETWEEN = {"Add": "Add", "Subtract": "Subtract", "Multiply": "Multiply", "Maximum": "Maximum", "Minimum": "Minimum"}
"""Operations on two outputs that a merging layer does as well."""


def operation(sketch: Sketch, thing: Thing, args: Sequence[object], given: Mapping[str, object], block: int = -1) -> End:  # fmt: skip
    """The step an operation stands for; a kind nobody knows where no layer does the same."""
    values = [*args, *(value for value in given.values() if isinstance(value, int | float) or any(ends_in(value)))]
    ends = list(ends_in(values))
    layer = _layer(sketch, thing, _name(thing), ends, values)
    feeds = feeds_of(layer, [ends] if len(ends) > 1 else ends, {}, sketch.notes.at(thing.where))
    return sketch.add(layer, feeds, block)


def scaled(name: str, number: float, first: bool) -> dict[str, Value] | None:
    """The settings of the Rescaling that does what an operation with a number does; `first` if the number is the left one."""
    if name == "Add":
        return {"scale": 1.0, "offset": float(number)}
    if name == "Subtract":
        return {"scale": -1.0, "offset": float(number)} if first else {"scale": 1.0, "offset": -float(number)}
    if name == "Multiply":
        return {"scale": float(number)}
    if name in ("Divide", "TrueDivide") and not first and number:
        return {"scale": 1 / number}
    return None


def _layer(sketch: Sketch, thing: Thing, name: str, ends: Sequence[End], args: Sequence[object]) -> Layer:  # fmt: skip
    others = [one for one in args if isinstance(one, int | float) and not isinstance(one, bool)]
    called = one_line(thing.given.get("name"))
    if len(ends) == 2 and name in BETWEEN and not others:
        return Layer(BETWEEN[name], {}, called, thing.where)
    if len(ends) == 1 and len(others) == 1 and abs(others[0]) < 1e30:
        settings = scaled(name, others[0], not isinstance(args[0], End))
        if settings is not None:
            settings = {key: value for key, value in settings.items() if (key, value) != ("offset", 0.0)}
            return Layer("Rescaling", settings, called, thing.where)
    word = SYNONYMS.get(automatic_name(name), automatic_name(name))
    if len(ends) == 1 and not others and word in ACTIVATIONS:
        return Layer("Activation", {"activation": word}, called, thing.where)
    if name in ("Concatenate", "Concat") and ends:
        return layer_of(Thing("keras.layers.Concatenate", (), dict(thing.given), thing.where), sketch.notes)
    sketch.notes.add(thing.where, f"{name} is an operation between layers for which there is no card. It stands as a layer Layerloom does not know.")  # fmt: skip
    return Layer(one_line(f"Operation {name}"), {}, called, thing.where, known=False)


def _name(thing: Thing) -> str:
    """What the operation is called; Keras 2 writes `TFOpLambda` and names the function in its settings."""
    name = thing.given.get("function") if "OpLambda" in thing.name else thing.name
    last = name.rpartition(".")[2] if isinstance(name, str) else "something"
    last = {"__operators__.add": "Add"}.get(str(name), last)
    return MERGES.get(last.lower(), last[:1].upper() + last[1:])
