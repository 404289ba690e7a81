"""Python expressions as small trees, laid out on lines the way ruff's formatter lays them out.

A call or collection that fits stands on one line; any other has one item a line and a trailing comma, which is
what the formatter keeps as it is.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import TypeAlias

from designer.catalogue.schema import Kind, ObjectKind, Setting
from designer.catalogue.units import Object, SettingType
from designer.literals import literal
from designer.values import ObjectValue, Value

WIDTH = 88
INDENT = "    "
NOTHING: Mapping[str, Setting] = MappingProxyType({})


@dataclass(frozen=True)
class Brackets:
    """Items between brackets: a call `f(…)`, a list, a tuple; `then` are brackets that follow at once.

    `lone_comma` puts a comma after a single item, as a tuple needs it.
    """

    open: str
    items: tuple[Expression, ...]
    close: str
    then: Brackets | None = None
    lone_comma: bool = False


Expression: TypeAlias = str | Brackets
"""Source text that is never split, or brackets that may be."""


def call(function: str, arguments: Iterable[Expression] = ()) -> Brackets:
    """A call of what `function` is the source of."""
    return Brackets(f"{function}(", tuple(arguments), ")")


def listed(items: Iterable[Expression]) -> Brackets:
    """A list display."""
    return Brackets("[", tuple(items), "]")


def prefixed(prefix: str, expression: Expression) -> Expression:
    """The expression with source text before it: `units=4`, `x = f(y)`."""
    return prefix + expression if isinstance(expression, str) else replace(expression, open=prefix + expression.open)


def keywords(arguments: Mapping[str, Value], declared: Mapping[str, Setting] = NOTHING) -> Iterator[Expression]:
    """The arguments of a call by name, but for a layer that another one is put around: that stands first without one."""
    around = next(iter(declared), "")
    type = declared[around].type if isinstance(arguments.get(around), ObjectValue) else None
    if isinstance(type, Object) and type.family == "layer":
        yield source_of(arguments[around], type)
        arguments = {name: value for name, value in arguments.items() if name != around}
    for name, value in arguments.items():
        yield prefixed(f"{name}=", source_of(value, declared[name].type if name in declared else None))


def source_of(value: Value, type: SettingType | None = None) -> Expression:
    """The source of a setting's value. An object that its setting's type does not know becomes mere text."""
    if isinstance(value, tuple):
        return Brackets("(", tuple(source_of(part) for part in value), ")", lone_comma=True)
    if not isinstance(value, ObjectValue):
        return literal(value)
    kind = type.kinds.get(value.kind) if isinstance(type, Object) else None
    if isinstance(kind, Kind):
        return call(f"layers.{kind.name}", keywords(value.settings, kind.by_name))
    if not isinstance(kind, ObjectKind):
        return literal(value.kind)
    if kind.alias and not value.settings:
        return literal(kind.alias)
    return call(f"{kind.module}.{kind.name}", keywords(value.settings, kind.by_name))


def flat(expression: Expression) -> str:
    """The expression on one line."""
    if isinstance(expression, str):
        return expression
    items = ", ".join(flat(item) for item in expression.items)
    comma = "," if expression.lone_comma and len(expression.items) == 1 else ""
    after = flat(expression.then) if expression.then else ""
    return f"{expression.open}{items}{comma}{expression.close}{after}"


def laid_out(expression: Expression, indent: str = "", after: str = "") -> Iterator[str]:
    """The lines of an expression, each with `indent` in front and the last with `after` behind it."""
    line = f"{indent}{flat(expression)}{after}"
    if isinstance(expression, str) or len(line) <= WIDTH or not (expression.items or expression.then):
        yield line
    else:
        yield from _spread(expression, indent, after)


def _spread(expression: Brackets, indent: str, after: str) -> Iterator[str]:
    close = expression.close
    if expression.items:
        yield indent + expression.open
        for item in expression.items:
            yield from laid_out(item, indent + INDENT, ",")
    else:
        close = expression.open + close
    if expression.then is None:
        yield indent + close + after
    else:
        yield from laid_out(replace(expression.then, open=close + expression.then.open), indent, after)
