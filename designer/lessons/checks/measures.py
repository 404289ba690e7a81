"""Checks of the layers' settings, of shapes, and of how many weights there are."""

from __future__ import annotations

from typing import Literal

import msgspec

from designer.catalogue import KINDS, kind_named
from designer.graph.design import Node
from designer.lessons.checks.base import Base, Bounded, Number, OneOf, Plain, counted
from designer.lessons.checks.words import layers_named
from designer.lessons.evidence import Evidence, Verdict
from designer.values import ObjectValue, Value, shape_text, value_text

Which = Literal["first", "last", "every", "any"]


class Setting(OneOf, frozen=True, kw_only=True, tag="setting"):
    """One setting of the layers of a kind: of the first, the last, one by its number, of every one or of any."""

    of: str
    setting: str
    which: Which | int = "every"

    def judge(self, evidence: Evidence) -> Verdict:
        layers = layers_named(evidence.analysis, self.of)
        chosen = _chosen(layers, self.which)
        expected = f"Expected {self._asked()} as “{self.setting}” of {_said(self.which, self.of)}."
        if not chosen:
            found = f"There {'is' if len(layers) <= 1 else 'are'} {counted(len(layers), f'{self.of} layer')}."
            return self._verdict(False, expected, found, f"Put a {self.of} layer into the network.")
        values = [(node, _value(node, self.setting)) for node in chosen]
        wrong = [(node, value) for node, value in values if not self._does(value)]
        passed = len(wrong) < len(values) if self.which == "any" else not wrong
        node, value = (wrong or values)[0]
        return self._verdict(
            passed,
            expected,
            f"{node.name!r} has {value_text(value)}.",
            f"Click on {node.name!r} and change “{self.setting}” in the inspector.",
        )

    def fault(self) -> str:
        kind = kind_named(self.of)
        if kind is None:
            return f"Expected a kind of layer as Keras calls it, found {self.of!r}."
        if self.setting not in kind.by_name:
            return f"{self.of} has no setting called {self.setting!r}. It has {', '.join(kind.by_name)}."
        if fault := _miscounted(self.which):
            return fault
        return super().fault()

    def _does(self, value: Value) -> bool:
        return self._is_among((_plain(value),))


class Shape(Base, frozen=True, kw_only=True, tag="shape"):
    """What flows out of the network, or of a layer of a kind: its sizes, `null` where any will do."""

    is_: tuple[int | None, ...] = msgspec.field(name="is")
    of: str = ""
    which: Literal["first", "last"] | int = "last"

    def judge(self, evidence: Evidence) -> Verdict:
        layers = layers_named(evidence.analysis, self.of) if self.of else _ends(evidence)
        chosen = _chosen(layers, self.which)
        what = f"out of {_said(self.which, self.of)}" if self.of else "out of the network"
        expected = f"Expected {shape_text(self.is_, 'any')} to come {what}."
        shape = evidence.analysis.layers[chosen[0].id].output if chosen else None
        if shape is None:
            return self._verdict(False, expected, "Nothing comes out yet.", "Wire the layers from Input to the end.")
        same = len(shape) == len(self.is_) and all(
            one is None or one == size for one, size in zip(self.is_, shape, strict=True)
        )
        return self._verdict(
            same,
            expected,
            f"There comes {shape_text(shape)}.",
            "Follow the sizes on the wires, and see where they part from it.",
        )

    def fault(self) -> str:
        if self.of and self.of not in KINDS:
            return f"Expected a kind of layer as Keras calls it, found {self.of!r}."
        return _miscounted(self.which)


class Weights(Bounded, frozen=True, kw_only=True, tag="weights"):
    """How many weights and biases the network has, or the layers of a kind."""

    of: str = ""

    def judge(self, evidence: Evidence) -> Verdict:
        analysis = evidence.analysis
        number = analysis.parameters
        if self.of:
            number = sum(analysis.layers[node.id].parameters for node in layers_named(analysis, self.of))
        weights = counted(number, "weight")
        advice = "Take units away, or a layer." if self._too_many(number) else "Add units, or a layer."
        return self._verdict(
            self.holds(number),
            f"Expected {self.bounds('weight')}, biases counted with them.",
            f"The {self.of} layers have {weights}." if self.of else f"The network has {weights}.",
            advice,
        )

    def fault(self) -> str:
        if self.of and self.of not in KINDS:
            return f"Expected a kind of layer as Keras calls it, found {self.of!r}."
        return super().fault()

    def _too_many(self, number: Number) -> bool:
        most = self.at_most if self.exactly is None else self.exactly
        return most is not None and number > most


def _chosen(layers: list[Node], which: Which | int) -> list[Node]:
    if isinstance(which, int):
        return layers[which - 1 : which]
    if which in ("first", "last"):
        return layers[:1] if which == "first" else layers[-1:]
    return layers


def _miscounted(which: Which | int) -> str:
    return f"Layers are counted from 1, found {which}." if isinstance(which, int) and which < 1 else ""


def _said(which: Which | int, of: str) -> str:
    if isinstance(which, int):
        return f"{of} layer {which}"
    return {
        "any": f"at least one {of} layer",
        "every": f"every {of} layer",
        "first": f"the first {of} layer",
        "last": f"the last {of} layer",
    }[which]


def _ends(evidence: Evidence) -> list[Node]:
    return [evidence.analysis.graph.nodes[id] for id in evidence.analysis.outputs if id in evidence.analysis.order]


def _value(node: Node, setting: str) -> Value:
    kind = kind_named(node.kind)
    return None if kind is None else kind.filled(node.settings).get(setting)


def _plain(value: Value) -> Plain:
    """A setting as checks name it: none is Keras's linear, an object its kind, a row as it is written."""
    if value is None:
        return "linear"
    if isinstance(value, ObjectValue):
        return value.kind
    return value_text(value) if isinstance(value, tuple) else value
