"""The types a setting can have. One object parses what is typed, checks a value and describes itself.

`parse` takes text from a field or a file and gives a value, or a `Refusal`: one sentence saying what was
expected and what was found. `check` holds a value that is there already (from a file) against the type.
`format` gives the text that parses to the same value.
"""

from __future__ import annotations

import math
from abc import ABC, abstractmethod
from dataclasses import dataclass
from typing import Literal

from designer.values import ObjectValue, Scalar, Value


@dataclass(frozen=True)
class Refusal:
    """Why a text or value does not do, in one sentence."""

    sentence: str


class SettingType(ABC):
    """What values a setting takes."""

    @abstractmethod
    def parse(self, text: str) -> Value | Refusal:
        """The value a text stands for, or why it stands for none."""

    @abstractmethod
    def check(self, value: Value) -> Refusal | None:
        """Why a value does not do, or `None` if it does."""

    @abstractmethod
    def expected(self) -> str:
        """What is expected, to follow "Expected": `a whole number of at least 1`."""

    def format(self, value: Value) -> str:
        """The text of a value, such that `parse(format(value)) == value`."""
        return "" if value is None else str(value)

    def refuse(self, found: object) -> Refusal:
        """The sentence for a value or text that does not do."""
        shown = f"“{found}”" if isinstance(found, str) else str(found)
        return Refusal(f"Expected {self.expected()}, found {shown if str(found) else 'nothing'}.")


@dataclass(frozen=True)
class Integer(SettingType):
    """A whole number in a range; with `optional`, also nothing (`None`)."""

    low: int | None = None
    high: int | None = None
    optional: bool = False

    def parse(self, text: str) -> Value | Refusal:
        text = text.strip().replace(",", "").replace("_", "")
        if not text or text.lower() == "none":
            return None if self.optional else self.refuse("")
        try:
            value = int(text)
        except ValueError:
            return self.refuse(text)
        return self.check(value) or value

    def check(self, value: Value) -> Refusal | None:
        if value is None and self.optional:
            return None
        if isinstance(value, bool) or not isinstance(value, int):
            return self.refuse(value if isinstance(value, str) else _shown(value))
        if (self.low is not None and value < self.low) or (self.high is not None and value > self.high):
            return self.refuse(value)
        return None

    def expected(self) -> str:
        text = "a whole number" + _range(self.low, self.high)
        return f"{text}, or nothing" if self.optional else text


@dataclass(frozen=True)
class Number(SettingType):
    """A finite number in a range; `open_low`/`open_high` leave the bound itself out."""

    low: float | None = None
    high: float | None = None
    open_low: bool = False
    open_high: bool = False
    optional: bool = False

    def parse(self, text: str) -> Value | Refusal:
        text = text.strip()
        if not text or text.lower() == "none":
            return None if self.optional else self.refuse("")
        try:
            value = float(text)
        except ValueError:
            return self.refuse(text)
        return self.check(value) or value

    def check(self, value: Value) -> Refusal | None:
        if value is None and self.optional:
            return None
        if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
            return self.refuse(value if isinstance(value, str) else _shown(value))
        low, high = self.low, self.high
        if low is not None and (value < low or (self.open_low and value == low)):
            return self.refuse(_shown(value))
        if high is not None and (value > high or (self.open_high and value == high)):
            return self.refuse(_shown(value))
        return None

    def expected(self) -> str:
        text = "a number" + _range(self.low, self.high, self.open_low, self.open_high)
        return f"{text}, or nothing" if self.optional else text

    def format(self, value: Value) -> str:
        return "" if value is None else repr(value)


@dataclass(frozen=True)
class Boolean(SettingType):
    """On or off."""

    def parse(self, text: str) -> Value | Refusal:
        known = {"true": True, "on": True, "yes": True, "false": False, "off": False, "no": False}
        found = known.get(text.strip().lower())
        return self.refuse(text) if found is None else found

    def check(self, value: Value) -> Refusal | None:
        return None if isinstance(value, bool) else self.refuse(_shown(value))

    def expected(self) -> str:
        return "on or off"


@dataclass(frozen=True)
class Choice(SettingType):
    """One of a few strings; with `optional`, also nothing."""

    options: tuple[str, ...]
    optional: bool = False

    def parse(self, text: str) -> Value | Refusal:
        text = text.strip()
        if self.optional and text.lower() in ("", "none"):
            return None
        return self.check(text) or text

    def check(self, value: Value) -> Refusal | None:
        if value in self.options or (value is None and self.optional):
            return None
        return self.refuse(value if isinstance(value, str) else _shown(value))

    def expected(self) -> str:
        names = [*self.options, "nothing"] if self.optional else list(self.options)
        return f"one of {', '.join(names)}"


@dataclass(frozen=True)
class Text(SettingType):
    """Any text of one line; with `optional`, an empty field is `None`."""

    optional: bool = False

    def parse(self, text: str) -> Value | Refusal:
        return None if self.optional and not text else text

    def check(self, value: Value) -> Refusal | None:
        return None if isinstance(value, str) or (value is None and self.optional) else self.refuse(_shown(value))

    def expected(self) -> str:
        return "a text"


@dataclass(frozen=True)
class Integers(SettingType):
    """Whole numbers in a row, written `3, 3` or `3 x 3`: a kernel size, a shape, axes.

    `length` fixes how many (`None`: any number from `shortest` on). `spread` lets a single number stand for
    all (`3` for `3, 3`) and is then the value itself. `unknown` lets an entry be `None`, written `?`.
    """

    length: int | None = None
    low: int | None = None
    shortest: int = 0
    spread: bool = False
    unknown: bool = False
    optional: bool = False

    def parse(self, text: str) -> Value | Refusal:
        cleaned = text.strip().strip("()[]").replace("×", ",").replace("x", ",").replace(";", ",")
        words = [word.strip() for word in cleaned.split(",")]
        if words and not words[-1]:
            words.pop()
        if self.optional and (not text.strip() or text.strip().lower() == "none"):
            return None
        parts: list[Scalar] = []
        for word in words:
            if self.unknown and word.lower() in ("?", "none"):
                parts.append(None)
                continue
            try:
                parts.append(int(word))
            except ValueError:
                return self.refuse(text)
        value: Value = parts[0] if self.spread and len(parts) == 1 else tuple(parts)
        refusal = self.check(value)
        return value if refusal is None else self.refuse(text)

    def check(self, value: Value) -> Refusal | None:
        if value is None and self.optional:
            return None
        if self.spread and isinstance(value, int) and not isinstance(value, bool):
            return None if self._fits(value) else self.refuse(value)
        if not isinstance(value, tuple) or len(value) < self.shortest:
            return self.refuse(_shown(value))
        if self.length is not None and len(value) != self.length:
            return self.refuse(_shown(value))
        return None if all(self._fits(part) for part in value) else self.refuse(_shown(value))

    def _fits(self, part: Scalar) -> bool:
        if part is None:
            return self.unknown
        whole = isinstance(part, int) and not isinstance(part, bool)
        return whole and (self.low is None or part >= self.low)  # type: ignore[operator]

    def expected(self) -> str:
        count = f"{self.length} whole numbers" if self.length else "whole numbers"
        text = f"{count}{_range(self.low, None)} with commas between"
        text = f"one whole number or {text}" if self.spread else text
        return f"{text}, or nothing" if self.optional else text

    def format(self, value: Value) -> str:
        if not isinstance(value, tuple):
            return "" if value is None else str(value)
        words = ", ".join("?" if part is None else str(part) for part in value)
        return words + "," if len(value) == 1 and self.spread else words


@dataclass(frozen=True)
class Numbers(SettingType):
    """Numbers in a row, or one number for all: a mean for each column. With `optional`, also nothing."""

    low: float | None = None
    optional: bool = True

    def parse(self, text: str) -> Value | Refusal:
        if not text.strip() or text.strip().lower() == "none":
            return None if self.optional else self.refuse("")
        try:
            parts = tuple(float(word) for word in text.strip().strip("()[]").split(",") if word.strip())
        except ValueError:
            return self.refuse(text)
        value: Value = parts[0] if len(parts) == 1 and not text.strip().endswith(",") else parts
        return value if self.check(value) is None else self.refuse(text)

    def check(self, value: Value) -> Refusal | None:
        if value is None:
            return None if self.optional else self.refuse("nothing")
        parts = value if isinstance(value, tuple) else (value,)
        single = Number(self.low)
        good = bool(parts) and all(single.check(part) is None for part in parts)
        return None if good else self.refuse(_shown(value))

    def expected(self) -> str:
        text = f"one number{_range(self.low, None)}, or several with commas between"
        return f"{text}, or nothing" if self.optional else text

    def format(self, value: Value) -> str:
        if isinstance(value, tuple):
            return ", ".join(repr(part) for part in value) + ("," if len(value) == 1 else "")
        return "" if value is None else repr(value)


@dataclass(frozen=True)
class Object(SettingType):
    """A small object of a family declared in `catalogue.objects`: an initializer, a regularizer, ….

    Its value is an `ObjectValue`, or `None` with `optional`.
    """

    family: Literal["initializer", "regularizer", "constraint"]
    optional: bool = True

    def parse(self, text: str) -> Value | Refusal:
        name = text.strip()
        if self.optional and name.lower() in ("", "none"):
            return None
        value = ObjectValue(name)
        return self.check(value) or value

    def check(self, value: Value) -> Refusal | None:
        from designer.catalogue import objects

        if value is None and self.optional:
            return None
        if not isinstance(value, ObjectValue) or value.kind not in objects.FAMILIES[self.family]:
            return self.refuse(value.kind if isinstance(value, ObjectValue) else _shown(value))
        return objects.check(self.family, value)

    def expected(self) -> str:
        from designer.catalogue import objects

        return f"one of {', '.join(objects.FAMILIES[self.family])}" + (", or nothing" if self.optional else "")

    def format(self, value: Value) -> str:
        return value.kind if isinstance(value, ObjectValue) else ""


def _range(low: float | None, high: float | None, open_low: bool = False, open_high: bool = False) -> str:
    above, below = ("above" if open_low else "at least"), ("below" if open_high else "at most")
    if low is not None and high is not None:
        if open_low or open_high:
            return f" {above} {low:g} and {below} {high:g}"
        return f" from {low:g} to {high:g}"
    if low is not None:
        return f" {above} {low:g}" if open_low else f" of {above} {low:g}"
    if high is not None:
        return f" {below} {high:g}" if open_high else f" of {below} {high:g}"
    return ""


def _shown(value: Value) -> str:
    return value.kind if isinstance(value, ObjectValue) else repr(value)
