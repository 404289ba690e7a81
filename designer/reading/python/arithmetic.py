"""Arithmetic on plain values whose results stay small."""

from __future__ import annotations

import ast
import operator
from collections.abc import Callable
from typing import Any

from designer.reading.python.limits import BITS, LENGTH


class NoValue(Exception):
    """There is no result, or one that is larger than anything in a network."""


def binary(kind: type[ast.operator], left: object, right: object) -> object:
    """The result of an operator on two plain values. Raises `NoValue`."""
    rows = isinstance(left, str | list | tuple) or isinstance(right, str | list | tuple)
    return _joined(kind, left, right) if rows else _number(kind, left, right)


def unary(kind: type[ast.unaryop], value: object) -> object:
    """The result of a sign before a plain value. Raises `NoValue`."""
    if kind is ast.Not:
        return not value
    if not isinstance(value, int | float) or (kind is ast.Invert and isinstance(value, float)):
        raise NoValue
    return _UNARY[kind](value)


def compared(kind: type[ast.cmpop], left: object, right: object) -> bool:
    """Whether a comparison of two plain values holds. Raises `NoValue`."""
    identity = kind in (ast.Is, ast.IsNot)
    if not identity and not (is_flat(left) and is_flat(right)):
        raise NoValue
    try:
        return bool(_COMPARED[kind](left, right))
    except (TypeError, KeyError, RecursionError) as error:
        raise NoValue from error


def is_flat(value: object) -> bool:
    """Whether a value is a scalar or a row of such: lists in lists can be endless to compare."""
    if isinstance(value, list | tuple | dict):
        return not any(isinstance(part, list | tuple | dict) for part in value)
    return True


def _number(kind: type[ast.operator], left: Any, right: Any) -> object:
    if not isinstance(left, int | float) or not isinstance(right, int | float) or kind not in _BINARY:
        raise NoValue
    if kind in (ast.Pow, ast.LShift) and not _small(kind, left, right):
        raise NoValue
    try:
        result = _BINARY[kind](left, right)
    except (ArithmeticError, TypeError, ValueError) as error:
        raise NoValue from error
    if isinstance(result, complex) or (isinstance(result, int) and result.bit_length() > BITS):
        raise NoValue
    return result


def _small(kind: type[ast.operator], left: Any, right: Any) -> bool:
    """Whether a power or a shift is small enough to be worked out at all."""
    if isinstance(left, float) or isinstance(right, float):
        return kind is ast.Pow
    bits = max(abs(left).bit_length(), 1)
    return 0 <= right <= BITS and (bits * right if kind is ast.Pow else bits + right) <= 2 * BITS if right >= 0 else kind is ast.Pow and right > -BITS  # fmt: skip


def _joined(kind: type[ast.operator], left: Any, right: Any) -> object:
    """Texts and lists put together or repeated."""
    if kind is ast.Add and type(left) is type(right) and len(left) + len(right) <= LENGTH:
        return left + right
    if kind is ast.Mult:
        row, times = (right, left) if isinstance(left, int) else (left, right)
        if isinstance(times, int) and not isinstance(row, int | float) and len(row) * max(times, 0) <= LENGTH:
            return row * max(times, 0)
    raise NoValue


_BINARY: dict[type[ast.operator], Callable[[Any, Any], Any]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
    ast.FloorDiv: operator.floordiv,
    ast.Mod: operator.mod,
    ast.Pow: operator.pow,
    ast.LShift: operator.lshift,
    ast.RShift: operator.rshift,
    ast.BitAnd: operator.and_,
    ast.BitOr: operator.or_,
    ast.BitXor: operator.xor,
}
_UNARY: dict[type[ast.unaryop], Callable[[Any], Any]] = {
    ast.USub: operator.neg,
    ast.UAdd: operator.pos,
    ast.Invert: operator.invert,
}
_COMPARED: dict[type[ast.cmpop], Callable[[Any, Any], Any]] = {
    ast.Eq: operator.eq,
    ast.NotEq: operator.ne,
    ast.Lt: operator.lt,
    ast.LtE: operator.le,
    ast.Gt: operator.gt,
    ast.GtE: operator.ge,
    ast.Is: lambda left, right: left is right or (isinstance(left, bool | int | str) and left == right),
    ast.IsNot: lambda left, right: not _COMPARED[ast.Is](left, right),
    ast.In: lambda left, right: left in right,
    ast.NotIn: lambda left, right: left not in right,
}
