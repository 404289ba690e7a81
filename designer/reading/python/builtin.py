"""Python's own functions and methods that are followed, as far as what they give stays small."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from designer.reading.python.arithmetic import NoValue, is_flat
from designer.reading.python.limits import LENGTH
from designer.reading.python.values import is_plain

_FIELD = re.compile(r"\{(\w*)(?::([0-9.]{0,3}[a-z]?))?\}")


def called(name: str, args: Sequence[Any], given: Mapping[str, Any]) -> object:
    """What one of Python's functions gives. Raises `NoValue`."""
    try:
        return _FUNCTIONS[name](*args, **given)
    except (ArithmeticError, TypeError, ValueError, KeyError, IndexError, RecursionError) as error:
        raise NoValue from error


def method(owner: Any, name: str, args: Sequence[Any], given: Mapping[str, Any]) -> object:
    """What a method of a text, list or dict gives; lists and dicts may change. Raises `NoValue`."""
    found = _METHODS.get((type(owner), name))
    if found is None:
        raise NoValue
    if isinstance(owner, dict) and not all(map(is_flat, args[:1])):
        raise NoValue
    try:
        return found(owner, *args, **given)
    except (ArithmeticError, TypeError, ValueError, KeyError, IndexError, AttributeError) as error:
        raise NoValue from error


def formatted(value: object, spec: str = "") -> str:
    """A value in a text, with a short format. Raises `NoValue`."""
    if not isinstance(value, bool | int | float | str | None) or not re.fullmatch(r"[0-9.]{0,3}[a-z]?", spec):
        raise NoValue
    try:
        return format(value, spec)[:LENGTH]
    except (ValueError, TypeError) as error:
        raise NoValue from error


def _range(*args: int) -> list[int]:
    found = range(*args)
    if len(found) > LENGTH:
        raise NoValue
    return list(found)


def _row(value: Any = ()) -> list[Any]:
    """A row of things; going over a dict gives its keys."""
    if not isinstance(value, list | tuple | dict | str):
        raise TypeError
    return list(value)


def _pairs(value: Any = (), **given: Any) -> dict[Any, Any]:
    pairs = value.items() if isinstance(value, dict) else [tuple(_row(pair)) for pair in _row(value)]
    if not all(is_flat(key) for key, _ in pairs):
        raise TypeError
    return {**dict(pairs), **given}


def _plain_row(value: Any) -> list[Any]:
    row = _row(value)
    if not all(isinstance(one, bool | int | float | str) for one in row):
        raise TypeError
    return row


def _extreme(choose: Callable[[Any], Any]) -> Callable[..., Any]:
    def chosen(*args: Any) -> Any:
        return choose(_plain_row(args[0] if len(args) == 1 else args))

    return chosen


def _whole(value: Any = 0) -> int:
    if isinstance(value, str) and len(value) > 20:
        raise ValueError
    found = int(value)
    if abs(found) > 2**64:
        raise ValueError
    return found


def _add(row: list[Any], value: Any) -> None:
    if len(row) >= LENGTH:
        raise ValueError
    row.append(value)


def _extend(row: list[Any], values: Any) -> None:
    more = _row(values)
    if len(row) + len(more) > LENGTH:
        raise ValueError
    row.extend(more)


def _insert(row: list[Any], at: int, value: Any) -> None:
    if len(row) >= LENGTH:
        raise ValueError
    row.insert(at, value)


def _filled(text: str, *args: Any, **given: Any) -> str:
    """`str.format` with plain fields only."""
    numbers = iter(range(len(args)))

    def field(found: re.Match[str]) -> str:
        name = found[1]
        value = given[name] if name and not name.isdecimal() else args[int(name) if name else next(numbers)]
        return formatted(value, found[2] or "")

    try:
        return _short(_FIELD.sub(field, text))
    except StopIteration as error:
        raise ValueError from error


def _join(text: str, parts: Any) -> str:
    row = _plain_row(parts)
    if len(text) * len(row) + sum(len(one) for one in row) > LENGTH:
        raise ValueError
    return text.join(row)


def _short(text: str) -> str:
    if len(text) > LENGTH:
        raise ValueError
    return text


def _simple(value: Any) -> Any:
    if not is_plain(value):
        raise TypeError
    return value


_FUNCTIONS: dict[str, Callable[..., Any]] = {
    "range": _range,
    "len": lambda value: len(_row(value)),
    "int": _whole,
    "float": lambda value=0.0: float(value),
    "str": lambda value="": formatted(value),
    "bool": lambda value=False: bool(_simple(value)),
    "abs": lambda value: abs(value),
    "round": lambda value, digits=None: round(value) if digits is None else round(value, max(-20, min(20, digits))),
    "min": _extreme(min),
    "max": _extreme(max),
    "sum": lambda value: sum(_plain_row(value)),
    "list": _row,
    "tuple": lambda value=(): tuple(_row(value)),
    "dict": _pairs,
    "enumerate": lambda value, start=0: list(enumerate(_row(value), start)),
    "zip": lambda *rows: list(zip(*map(_row, rows), strict=False)),
    "reversed": lambda value: _row(value)[::-1],
    "sorted": lambda value: sorted(_plain_row(value)),
}
FUNCTIONS = frozenset(
    {*_FUNCTIONS, "print", "isinstance", "super", "object", "open", "exec", "eval", "getattr", "input"}
)
"""Names that are Python's own; those without an entry above give nothing that is known."""

_METHODS: dict[tuple[type, str], Callable[..., Any]] = {
    (list, "append"): _add,
    (list, "extend"): _extend,
    (list, "insert"): _insert,
    (list, "pop"): lambda row, at=-1: row.pop(at),
    (list, "reverse"): lambda row: row.reverse(),
    (list, "copy"): lambda row: list(row),
    (list, "index"): lambda row, value: _plain_row(row).index(value),
    (dict, "get"): lambda pairs, key, default=None: pairs.get(key, default),
    (dict, "items"): lambda pairs: [tuple(pair) for pair in pairs.items()],
    (dict, "keys"): lambda pairs: list(pairs),
    (dict, "values"): lambda pairs: list(pairs.values()),
    (dict, "copy"): lambda pairs: dict(pairs),
    (str, "format"): _filled,
    (str, "lower"): lambda text: text.lower(),
    (str, "upper"): lambda text: _short(text.upper()),
    (str, "strip"): lambda text: text.strip(),
    (str, "join"): _join,
}
