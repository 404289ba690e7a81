"""Lets names stand for values, as an assignment, a loop or a `with` does."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING, Any, cast

from designer.reading.python.limits import LENGTH
from designer.reading.python.networks import Maker, Network
from designer.reading.python.values import Scope, Thing, Unknown
from designer.reading.sketch import End

if TYPE_CHECKING:
    from designer.reading.python.expressions import Expressions


def assign(expressions: Expressions, target: ast.expr, value: object, scope: Scope) -> None:
    """Let a name, each of several, or a place in a list or dict stand for a value."""
    if isinstance(target, ast.Name):
        scope.names[target.id] = value
    elif isinstance(target, ast.Tuple | ast.List):
        for one, part in zip(target.elts, _spread(value, len(target.elts)), strict=True):
            assign(expressions, one.value if isinstance(one, ast.Starred) else one, part, scope)
    elif isinstance(target, ast.Subscript):
        _put(expressions.value(target.value, scope), expressions.value(target.slice, scope), value)
    elif isinstance(target, ast.Attribute) and target.attr == "trainable" and value is False:
        _freeze(expressions.value(target.value, scope), expressions.maker)


def _put(owner: object, at: object, value: object) -> None:
    pairs = isinstance(owner, dict) and isinstance(at, str | int | float) and len(owner) < LENGTH
    row = isinstance(owner, list) and isinstance(at, int) and -len(owner) <= at < len(owner)
    if pairs or row:
        cast(Any, owner)[at] = value


def _spread(value: object, count: int) -> list[object]:
    """What each of several names stands for: the parts of a row, or the outputs of one layer."""
    if isinstance(value, list | tuple) and len(value) == count:
        return list(value)
    if isinstance(value, End):
        return [End(value.step, at) for at in range(count)]
    return [Unknown("what is unpacked here")] * count


def _freeze(what: object, maker: Maker) -> None:
    """`layer.trainable = False`, and the same for all layers of a network."""
    layers = [maker.layer(what)] if isinstance(what, Thing) else []
    if isinstance(what, Network):
        steps = maker.sketch.leading_to(what.ends(maker)[1])
        layers = [maker.sketch.steps[step].layer for step in steps]
    for layer in layers:
        if layer.kind != "Input":
            layer.settings["trainable"] = False
