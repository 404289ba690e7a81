"""What names stand for while a source is followed, besides plain values."""

from __future__ import annotations

import ast
from dataclasses import dataclass, field

from designer.reading.things import Symbol, Thing, Unknown


class Scope:
    """Names and what they stand for: those of a function, then those around it."""

    def __init__(self, outer: Scope | None = None) -> None:
        self.names: dict[str, object] = {}
        self.outer = outer

    def find(self, name: str) -> object | None:
        """What a name stands for; `None` (not a `Given`) if nobody said."""
        scope: Scope | None = self
        while scope is not None:
            if name in scope.names:
                return Given(scope.names[name])
            scope = scope.outer
        return None


@dataclass(frozen=True)
class Given:
    """A value that is there, be it `None`."""

    value: object


@dataclass(frozen=True, eq=False)
class Function:
    """A function of the source's own, with the values of its defaults. `body` is an expression for a lambda."""

    name: str
    args: ast.arguments
    body: list[ast.stmt] | ast.expr
    scope: Scope
    defaults: dict[str, object] = field(default_factory=dict)


@dataclass(frozen=True, eq=False)
class Method:
    """A method of something, not called yet."""

    owner: object
    name: str


@dataclass(frozen=True, eq=False)
class Builtin:
    """One of Python's own functions that are followed."""

    name: str


def truth(value: object) -> bool | None:
    """Whether a value counts as true; `None` if only running the program would tell."""
    if value is None or isinstance(value, bool | int | float | str | list | tuple | dict):
        return bool(value)
    return True if isinstance(value, Function) else None


def is_plain(value: object) -> bool:
    """Whether a value is one of Python's own, whose inside may still be anything."""
    return value is None or isinstance(value, bool | int | float | str | list | tuple | dict)


__all__ = ["Builtin", "Function", "Given", "Method", "Scope", "Symbol", "Thing", "Unknown", "is_plain", "truth"]
