"""Types of settings that hold one number, one switch or one word."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass

from designer.catalogue.units.base import LARGEST, NOTHING, Refusal, SettingType, cut, span
from designer.values import Value

_THOUSANDS = re.compile(r"[+-]?\d{1,3}([,_]\d{3})+")


@dataclass(frozen=True)
class Integer(SettingType):
    """A whole number in a range; with `optional`, also nothing (`None`)."""

    low: int | None = None
    high: int | None = None
    optional: bool = False

    def parse(self, text: str) -> Value | Refusal:
        text = text.strip()
        if text.lower() in NOTHING:
            return None if self.optional else self.refuse("")
        plain = re.sub("[,_]", "", text) if _THOUSANDS.fullmatch(text) else text
        if not re.fullmatch(r"[+-]?[0-9]{1,30}", plain):
            return self.refuse(text)
        value = int(plain)
        return self.check(value) or value

    def check(self, value: Value) -> Refusal | None:
        if value is None and self.optional:
            return None
        if isinstance(value, bool) or not isinstance(value, int):
            return self.refuse(value)
        if (self.low is not None and value < self.low) or (self.high is not None and value > self.high):
            return self.refuse(value)
        if self.high is None and not -LARGEST <= value <= LARGEST:
            return Refusal(f"Expected a whole number of at most {LARGEST:,}, found {cut(f'{value:,}')}.")
        return None

    def expected(self) -> str:
        text = "a whole number" + span(self.low, self.high)
        return f"{text}, or nothing" if self.optional else text


@dataclass(frozen=True)
class Number(SettingType):
    """A finite number in a range; `open_low`/`open_high` leave the bound itself out.

    `decimal` refuses whole numbers written without a point where Keras does: a learning rate of 1 must be 1.0.
    """

    low: float | None = None
    high: float | None = None
    open_low: bool = False
    open_high: bool = False
    optional: bool = False
    decimal: bool = False

    def parse(self, text: str) -> Value | Refusal:
        text = text.strip()
        if text.lower() in NOTHING:
            return None if self.optional else self.refuse("")
        if re.fullmatch(r"[+-]?\d*,\d+", text):
            point = text.replace(",", ".")
            return Refusal(f"Expected a number with a decimal point, found “{cut(text)}”. Write {cut(point)}.")
        try:
            value = float(text)
        except ValueError:
            return self.refuse(text)
        return value if self.check(value) is None else self.refuse(text)

    def check(self, value: Value) -> Refusal | None:
        if value is None and self.optional:
            return None
        if isinstance(value, bool) or not isinstance(value, int | float) or not _finite(value):
            return self.refuse(value)
        low, high = self.low, self.high
        if low is not None and (value < low or (self.open_low and value == low)):
            return self.refuse(value)
        if high is not None and (value > high or (self.open_high and value == high)):
            return self.refuse(value)
        if self.decimal and isinstance(value, int):
            return Refusal(f"Expected a number with a decimal point, found {value}. Write {value}.0.")
        return None

    def expected(self) -> str:
        text = "a number" + span(self.low, self.high, self.open_low, self.open_high)
        return f"{text}, or nothing" if self.optional else text

    def format(self, value: Value) -> str:
        return "" if value is None else repr(value)


@dataclass(frozen=True)
class Boolean(SettingType):
    """On or off."""

    def parse(self, text: str) -> Value | Refusal:
        known = {"true": True, "on": True, "yes": True, "false": False, "off": False, "no": False}
        found = known.get(text.strip().lower())
        return self.refuse(text.strip()) if found is None else found

    def check(self, value: Value) -> Refusal | None:
        return None if isinstance(value, bool) else self.refuse(value)

    def expected(self) -> str:
        return "on or off"

    def format(self, value: Value) -> str:
        return "on" if value else "off"


@dataclass(frozen=True)
class Choice(SettingType):
    """One of a few words; with `optional`, also nothing. `spoken` words are for people: each language has its own."""

    options: tuple[str, ...]
    optional: bool = False
    spoken: bool = False

    def parse(self, text: str) -> Value | Refusal:
        text = text.strip()
        if self.optional and text.lower() in NOTHING:
            return None
        known = {option.lower(): option for option in self.options}
        return known.get(text.lower()) or self.refuse(text)

    def check(self, value: Value) -> Refusal | None:
        if value is None and self.optional:
            return None
        return None if isinstance(value, str) and value in self.options else self.refuse(value)

    def expected(self) -> str:
        names = [*self.options, "nothing"] if self.optional else list(self.options)
        return f"one of {', '.join(names)}"


@dataclass(frozen=True)
class AutoBoolean(Choice):
    """On, off, or left to Keras: the value is `True`, `False` or `"auto"`."""

    options: tuple[str, ...] = ("auto", "on", "off")

    def parse(self, text: str) -> Value | Refusal:
        found = Boolean().parse(text)
        return found if isinstance(found, bool) else super().parse(text)

    def check(self, value: Value) -> Refusal | None:
        return None if isinstance(value, bool) or value == "auto" else self.refuse(value)

    def format(self, value: Value) -> str:
        return Boolean().format(value) if isinstance(value, bool) else "auto"


@dataclass(frozen=True)
class Text(SettingType):
    """One line of text; with `optional`, an empty field is `None`."""

    optional: bool = False

    def parse(self, text: str) -> Value | Refusal:
        if self.optional and not text:
            return None
        return self.check(text) or text

    def check(self, value: Value) -> Refusal | None:
        if value is None and self.optional:
            return None
        whole = isinstance(value, str) and len(value.splitlines()) <= 1 and value.splitlines() in ([], [value])
        return None if whole and not (self.optional and value == "") else self.refuse(value)

    def expected(self) -> str:
        return "one line of text, or nothing" if self.optional else "one line of text"


def _finite(value: float) -> bool:
    """Whether a float holds it as it is; a whole number can be too large for that."""
    try:
        return math.isfinite(value) and float(value) == value
    except OverflowError:
        return False
