"""One example through a small network by hand: every sum of the forward and the backward pass, with its numbers.

The network is the design's own shape with numbers one can reckon with, drawn by chance from a seed. The sums are those of
Keras: Dense layers, mean squared error over the outputs, the chain rule backwards, one step of plain gradient descent.
"""

from __future__ import annotations

import math
import random
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from designer.analysis import Analysis, analyse
from designer.analysis.layers import bend_of
from designer.catalogue import kind_named
from designer.catalogue.schema import Kind
from designer.errors import EditError
from designer.graph.design import Design, Node

MOST_UNITS = 4
MOST_LAYERS = 3
RATE = 0.1
"""The learning rate of the one step."""

Row = tuple[float, ...]


@dataclass(frozen=True)
class HandLayer:
    """A Dense layer: `weights[i][j]` leads from input i to unit j; its activation by Keras's name."""

    weights: tuple[Row, ...]
    biases: Row
    activation: str


@dataclass(frozen=True)
class HandNet:
    """A network, an example and what it should answer."""

    layers: tuple[HandLayer, ...]
    inputs: Row
    targets: Row


@dataclass(frozen=True)
class Sum:
    """One sum to be done: what it gives is called `name`; `text` is what stands right of the equals sign with all numbers
    in it, `formula` the same with those by their names that come out of sums before.
    """

    name: str
    formula: str
    text: str
    value: float


@dataclass(frozen=True)
class Part:
    """Sums of one kind, and why they are done."""

    title: str
    why: str
    sums: tuple[Sum, ...]


@dataclass(frozen=True)
class _Bend:
    written: str
    value: Callable[[float], float]
    slope: Callable[[float], float]
    slope_text: str


def _sigmoid(z: float) -> float:
    return 1 / (1 + math.exp(-z))


BENDS = {
    "linear": _Bend("{}", lambda z: z, lambda z: 1.0, "1"),
    "relu": _Bend("max(0, {})", lambda z: max(0.0, z), lambda z: float(z > 0), "1 where z > 0, else 0"),
    "sigmoid": _Bend("1 / (1 + e^(-{}))", _sigmoid, lambda z: _sigmoid(z) * (1 - _sigmoid(z)), "a · (1 − a)"),
    "tanh": _Bend("tanh({})", math.tanh, lambda z: 1 - math.tanh(z) ** 2, "1 − a · a"),
}
"""The activations that can be reckoned by hand."""


def hand_net(design: Design, seed: int) -> HandNet:
    """A network of the design's shape with numbers from a seed. Raises `EditError` for one that is too large or odd."""
    analysis = analyse(design)  # whatever its data is
    shapes = shapes_of(analysis)
    chance = random.Random(seed)
    layers = []
    width = _width(analysis)
    inputs = tuple(_number(chance, (0.5, 1.0, 1.5, 2.0, -1.0, -0.5)) for _ in range(width))
    for units, activation in shapes:
        weights = tuple(tuple(_number(chance) for _ in range(units)) for _ in range(width))
        layers.append(
            HandLayer(weights, tuple(_number(chance, (-0.5, 0.0, 0.5, 1.0)) for _ in range(units)), activation)
        )
        width = units
    targets = tuple(_number(chance, (0.0, 1.0)) for _ in range(width))
    return HandNet(tuple(layers), inputs, targets)


def parts_of(net: HandNet) -> tuple[Part, ...]:
    """Every sum of one step of learning, in order."""
    return tuple(_parts(net))


def _parts(net: HandNet) -> Iterator[Part]:
    before: list[Row] = [net.inputs]
    names: list[tuple[str, ...]] = [tuple(map(_p, net.inputs))]
    sums: list[Row] = []
    for number, layer in enumerate(net.layers, start=1):
        forward = list(_forward(number, layer, before[-1], names[-1]))
        yield Part(f"Forward through layer {number}", _forward_why(layer), tuple(forward))
        sums.append(tuple(one.value for one in forward[: len(layer.biases)]))
        before.append(tuple(BENDS[layer.activation].value(z) for z in sums[-1]))
        names.append(tuple(one.name for one in forward[-len(layer.biases) :]))
    yield Part(
        "How far off it is", "The loss L is the mean of the squared differences.", (_loss(net, before[-1], names[-1]),)
    )
    yield _answers(net, before[-1], names[-1])
    slopes = tuple(2 * (a - t) / len(net.targets) for a, t in zip(before[-1], net.targets, strict=True))
    for number in range(len(net.layers), 0, -1):
        layer = net.layers[number - 1]
        bend = BENDS[layer.activation]
        inner = tuple(slope * bend.slope(z) for slope, z in zip(slopes, sums[number - 1], strict=True))
        yield Part(
            f"Backward through layer {number}",
            BACK
            if layer.activation == "linear"
            else f"Through the activation: times its slope, {bend.slope_text}. {BACK}",
            (
                *_through(number, layer, names[number], slopes, sums[number - 1], inner),
                *_learned(number, layer, before[number - 1], names[number - 1], inner),
            ),
        )
        slopes = tuple(math.fsum(weight * one for weight, one in zip(row, inner, strict=True)) for row in layer.weights)
        if number > 1:
            yield _handed_back(number, layer, names[number - 1], inner, slopes)


BACK = (
    f"The slope for a weight is that of its unit times what came in there; for a bias it is that of its unit. Each then "
    f"goes {RATE} of it downhill."
)


def _forward(number: int, layer: HandLayer, inputs: Row, names: tuple[str, ...]) -> Iterator[Sum]:
    values = []
    for unit, bias in enumerate(layer.biases):
        weights = [row[unit] for row in layer.weights]
        values.append(math.fsum([bias, *(x * weight for x, weight in zip(inputs, weights, strict=True))]))
        yield Sum(
            _name("z", number, unit),
            f"{_products(names, weights)} + {_p(bias)}",
            f"{_products(map(_p, inputs), weights)} + {_p(bias)}",
            values[-1],
        )
    bend = BENDS[layer.activation]
    if layer.activation != "linear":
        for unit, z in enumerate(values):
            name = _name("z", number, unit)
            yield Sum(_name("a", number, unit), bend.written.format(name), bend.written.format(_p(z)), bend.value(z))


def _forward_why(layer: HandLayer) -> str:
    first = "Each unit adds up its inputs, each times its weight, and its bias."
    if layer.activation == "linear":
        return f"{first} There is no activation: a is z."
    return f"{first} Then {layer.activation} bends the sum: z becomes a."


def _loss(net: HandNet, answers: Row, names: tuple[str, ...]) -> Sum:
    def written(given: Iterator[str]) -> str:
        text = " + ".join(f"({one} − {_p(target)})²" for one, target in zip(given, net.targets, strict=True))
        return text if len(answers) == 1 else f"({text}) / {len(answers)}"

    value = math.fsum((a - t) ** 2 for a, t in zip(answers, net.targets, strict=True)) / len(answers)
    return Sum("L", written(iter(names)), written(map(_s, answers)), value)


def _answers(net: HandNet, answers: Row, names: tuple[str, ...]) -> Part:
    """How the loss follows what the network answers."""
    count = len(answers)
    sums = tuple(
        Sum(
            f"dL/d{name}",
            f"2 · ({name} − {_p(t)}) / {count}",
            f"2 · ({_s(a)} − {_p(t)}) / {count}",
            2 * (a - t) / count,
        )
        for name, a, t in zip(names, answers, net.targets, strict=True)
    )
    why = "The slope of a squared difference is twice the difference, divided by how many there are."
    return Part("Backward: how the loss follows the answer", why, sums)


def _through(
    number: int, layer: HandLayer, names: tuple[str, ...], slopes: Row, sums: Row, inner: Row
) -> Iterator[Sum]:
    """How the loss follows what each unit added up; where nothing bends that is known already."""
    if layer.activation == "linear":
        return
    for at, (name, slope, z, one) in enumerate(zip(names, slopes, sums, inner, strict=True)):
        bent = BENDS[layer.activation].slope(z)
        unit = _name("z", number, at)
        yield Sum(f"dL/d{unit}", f"dL/d{name} · slope at {unit}", f"{_p(slope)} · {_p(bent)}", one)


def _learned(number: int, layer: HandLayer, inputs: Row, names: tuple[str, ...], inner: Row) -> Iterator[Sum]:
    """How the loss follows weights and biases, and what these are after one step."""
    cells = [(row, unit) for row in range(len(inputs)) for unit in range(len(inner))]
    for row, unit in cells:
        slope = f"dL/d{_name('z', number, unit)} · {names[row]}"
        yield Sum(
            f"dL/d{_weight(number, row, unit)}",
            slope,
            f"{_p(inner[unit])} · {_p(inputs[row])}",
            inner[unit] * inputs[row],
        )
    for row, unit in cells:
        name, weight, slope_of_it = _weight(number, row, unit), layer.weights[row][unit], inner[unit] * inputs[row]
        start = f"{_s(weight)} − {RATE} · "
        yield Sum(f"new {name}", f"{start}dL/d{name}", f"{start}{_p(slope_of_it)}", weight - RATE * slope_of_it)
    for unit, (bias, one) in enumerate(zip(layer.biases, inner, strict=True)):
        start = f"{_s(bias)} − {RATE} · "
        yield Sum(
            f"new {_name('b', number, unit)}",
            f"{start}dL/d{_name('z', number, unit)}",
            f"{start}{_p(one)}",
            bias - RATE * one,
        )


def _handed_back(number: int, layer: HandLayer, names: tuple[str, ...], inner: Row, slopes: Row) -> Part:
    units = [f"dL/d{_name('z', number, at)}" for at in range(len(inner))]
    return Part(
        f"Backward from layer {number} to layer {number - 1}",
        "What a unit gave went to every unit of the next layer, so its slopes there add up, each times its (old) weight.",
        tuple(
            Sum(f"dL/d{name}", _products(units, row), _products(map(_p, inner), row), slope)
            for name, row, slope in zip(names, layer.weights, slopes, strict=True)
        ),
    )


def _products(names: Iterable[str], weights: Iterable[float]) -> str:
    return " + ".join(f"{name} · {_p(weight)}" for name, weight in zip(names, weights, strict=True))


def shapes_of(analysis: Analysis) -> list[tuple[int, str]]:
    """Units and activation of each Dense layer of a chain. Raises `EditError` with what is in the way."""
    found: list[tuple[int, str]] = []
    if analysis.errors or not analysis.order:
        raise EditError("A network is needed that can be built. The Problems tab says what is in the way.")
    for id in analysis.order:
        node = analysis.graph.nodes[id]
        kind = kind_named(node.kind)
        role = kind.role if kind is not None else ""
        if node.kind == "Input":
            continue
        if kind is None or _is_odd(node, kind):
            raise EditError(f"By hand goes with plain layers that are used once; {node.name!r} is set otherwise.")
        if node.kind == "Dense":
            found.append((int(str(kind.filled(node.settings)["units"])) if kind else 0, bend_of(node)))
        elif role == "activation" and found and found[-1][1] == "linear":
            found[-1] = (found[-1][0], bend_of(node))
        else:
            raise EditError(f"By hand goes with Dense layers and activations alone; {node.name!r} is {node.kind}.")
    _check(analysis, found)
    return found


CHANGING = ("use_bias", "negative_slope", "max_value", "threshold")
"""Settings by which a layer computes something else than its kind alone says."""


def _is_odd(node: Node, kind: Kind) -> bool:
    given = ((name, node.settings[name]) for name in CHANGING if name in node.settings)
    return bool(node.shares) or any(
        value != kind.by_name[name].default for name, value in given if name in kind.by_name
    )


def _check(analysis: Analysis, found: Sequence[tuple[int, str]]) -> None:
    odd = next((bend for _, bend in found if bend not in BENDS), "")
    if odd:
        raise EditError(f"{odd} is not reckoned by hand here. Expected {', '.join(BENDS)}.")
    wired = all(sum(1 for _ in analysis.graph.wires_into(id)) <= 1 for id in analysis.order)
    if not wired or len(analysis.outputs) != 1 or not found:
        raise EditError("By hand goes with one layer after the other, from one Input to one output.")
    if len(found) > MOST_LAYERS or max([_width(analysis), *(units for units, _ in found)]) > MOST_UNITS:
        raise EditError(
            f"That is too much to reckon by hand. Expected at most {MOST_LAYERS} Dense layers, of {MOST_UNITS} units and inputs."
        )


def _width(analysis: Analysis) -> int:
    """How many numbers come in. Raises `EditError` where an example is no row of numbers."""
    shape = analysis.layers[analysis.order[0]].output
    if shape is None or len(shape) != 1 or shape[0] is None:
        raise EditError("By hand goes with rows of numbers. Expected an Input of one size.")
    return shape[0]


def _number(chance: random.Random, of: Sequence[float] = (-1.0, -0.5, 0.5, 1.0, 1.5)) -> float:
    return chance.choice(of)


def _name(letter: str, layer: int, unit: int) -> str:
    return f"{letter}{layer}.{unit + 1}"


def _weight(layer: int, row: int, unit: int) -> str:
    return f"w{layer}.{row + 1}{unit + 1}"


def _s(value: float) -> str:
    """A number as one writes it: at most four digits, with a real minus, and none before 0."""
    return f"{value + 0.0:.4g}".replace("-", "−")


def _p(value: float) -> str:
    """The same in brackets where it is negative."""
    return f"({_s(value)})" if value < 0 else _s(value)
