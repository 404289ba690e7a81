"""The type of settings that hold a small object with settings of its own: an initializer, a regularizer, a layer."""

from __future__ import annotations

import ast
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol, cast

from designer.catalogue.units.base import NOTHING, Refusal, SettingType
from designer.catalogue.units.scalars import Number
from designer.syntax import FAULTS, parsed
from designer.values import DEEPEST, ObjectValue, Value, too_deep

if TYPE_CHECKING:
    from designer.catalogue.schema import Setting

_LONGEST = 2000
_MANY = 30
"""So many kinds are not listed one by one."""


class Declared(Protocol):
    """What an object's declaration must be able to do: hold settings against itself."""

    @property
    def name(self) -> str:
        """The Keras class."""

    @property
    def alias(self) -> str:
        """Keras's short name for it, which may be typed too."""

    @property
    def settings(self) -> tuple[Setting, ...]:
        """What can be set on it."""

    @property
    def by_name(self) -> Mapping[str, Setting]:
        """The same by name."""

    def faults(self, given: Mapping[str, Value]) -> tuple[Refusal, ...]:
        """What is wrong with these settings: unknown, missing or of a wrong value."""


@dataclass(frozen=True)
class Object(SettingType):
    """One of the objects in `kinds`, by its class name and the settings that differ from its defaults.

    Written as Keras code would be: `HeNormal`, `L2(l2=0.001)`. Its value is an `ObjectValue`, or `None` with
    `optional`. `family` says in one word what it is: `initializer`.
    """

    family: str
    kinds: Mapping[str, Declared] = field(repr=False, compare=False)
    optional: bool = True

    def parse(self, text: str) -> Value | Refusal:
        text = text.strip()
        if text.lower() in NOTHING:
            return None if self.optional else self.refuse("")
        value = read_object(text)
        if value is None:
            return self.refuse(text)
        named = self._named(value.kind)
        value = ObjectValue(named, value.settings) if named else value
        return self.check(value) or value

    def check(self, value: Value) -> Refusal | None:
        if value is None and self.optional:
            return None
        if not isinstance(value, ObjectValue) or value.kind not in self.kinds:
            return self.refuse(value)
        if too_deep(value):
            return Refusal(f"Expected at most {DEEPEST} things that lie in each other, found more.")
        faults = self.kinds[value.kind].faults(value.settings)
        return Refusal(faults[0].sentence) if faults else None

    def expected(self) -> str:
        many = len(self.kinds) > _MANY
        known = f"a {self.family} such as {next(iter(self.kinds))}" if many else f"one of {', '.join(self.kinds)}"
        return known + (", or nothing" if self.optional else "")

    def format(self, value: Value) -> str:
        return object_text(value) if isinstance(value, ObjectValue) else ""

    def _named(self, name: str) -> str:
        """The class name for a name however it is spelled: `he_normal`, `henormal`."""
        for kind, declared in self.kinds.items():
            if name.lower() in (kind.lower(), declared.alias.lower()):
                return kind
        return ""


@dataclass(frozen=True)
class NumberOr(Object):
    """One number, or one of the objects in `kinds`: a learning rate, or a schedule for it.

    `carries` is the setting of those objects that a number becomes where an object takes its place.
    """

    number: Number = field(default_factory=Number)
    carries: str = ""

    def parse(self, text: str) -> Value | Refusal:
        found = self.number.parse(text)
        if not isinstance(found, Refusal) or not text.strip()[:1].isalpha():
            return found
        return super().parse(text)

    def check(self, value: Value) -> Refusal | None:
        if isinstance(value, ObjectValue):
            return super().check(value)
        refusal = self.number.check(value)
        return self.refuse(value) if refusal is not None and isinstance(value, str) else refusal

    def expected(self) -> str:
        return f"{self.number.expected()}, or {super().expected()}"

    def format(self, value: Value) -> str:
        return super().format(value) if isinstance(value, ObjectValue) else self.number.format(value)


def object_text(value: ObjectValue) -> str:
    """An object as it is typed: its name, and its settings in brackets where it has any."""
    if not value.settings:
        return value.kind
    words = ", ".join(f"{name}={_text(inner)}" for name, inner in value.settings.items())
    return f"{value.kind}({words})"


def read_object(text: str) -> ObjectValue | None:
    """The object a text stands for, or `None` if it stands for none. Nothing is executed."""
    if len(text) > _LONGEST:
        return None
    try:
        read = _read(cast(ast.Expression, parsed(text, "eval")).body)
    except FAULTS:
        return None
    return read if isinstance(read, ObjectValue) else None


def _text(value: Value) -> str:
    return object_text(value) + ("" if value.settings else "()") if isinstance(value, ObjectValue) else repr(value)


def _read(node: ast.expr) -> Value:
    if isinstance(node, ast.Name):
        return ObjectValue(node.id)
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and not node.args:
        return ObjectValue(node.func.id, {_name(word): _read(word.value) for word in node.keywords})
    value = ast.literal_eval(node)
    if isinstance(value, list):
        value = tuple(value)
    if not isinstance(value, bool | int | float | str | tuple | None):
        raise ValueError(f"no value of a setting: {value!r}")
    return value


def _name(word: ast.keyword) -> str:
    if word.arg is None:
        raise ValueError("settings are given by name")
    return word.arg
