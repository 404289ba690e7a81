"""Types of settings that hold several numbers in a row: a kernel size, a shape, a mean for each column."""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass

from designer.catalogue.units.base import NOTHING, Refusal, SettingType, span
from designer.catalogue.units.scalars import Integer, Number
from designer.values import Scalar, Value

_UNKNOWN = ("?", "none")
MOST_WORDS = 100_000
"""How many words a list can have."""


@dataclass(frozen=True)
class Integers(SettingType):
    """Whole numbers in a row, written `3, 3` or `3 x 3`: a kernel size, a shape, axes.

    `length` fixes how many (`None`: any number from `shortest` on). `spread` lets a single number stand for
    all (`3` for `3, 3`) and is then the value itself; a row of one is then written `3,`. `unknown` lets an
    entry be `None`, written `?`. A row of none is written `()`.
    """

    length: int | None = None
    low: int | None = None
    shortest: int = 0
    spread: bool = False
    unknown: bool = False
    optional: bool = False

    def parse(self, text: str) -> Value | Refusal:
        text = text.strip()
        if text.lower() in NOTHING and (self.optional or not text):
            return None if self.optional else self.refuse("")
        words = _words(re.sub("[x×;]", ",", text, flags=re.IGNORECASE))
        single = len(words) == 1 and not text.rstrip(")] ").endswith(",")
        parts: list[Scalar] = []
        for word in words:
            part = None if self.unknown and word.lower() in _UNKNOWN else Integer().parse(word)
            if isinstance(part, Refusal):
                return self.refuse(text)
            parts.append(part)  # type: ignore[arg-type]
        value: Value = parts[0] if self.spread and single and parts[0] is not None else tuple(parts)
        return value if self.check(value) is None else self.refuse(text)

    def check(self, value: Value) -> Refusal | None:
        if value is None and self.optional:
            return None
        if self.spread and isinstance(value, int):
            return None if self._fits(value) else self.refuse(value)
        if not isinstance(value, tuple) or len(value) < self.shortest:
            return self.refuse(value)
        if self.length is not None and len(value) != self.length:
            return self.refuse(value)
        return None if all(self._fits(part) for part in value) else self.refuse(value)

    def _fits(self, part: Value) -> bool:
        return self.unknown if part is None else Integer(self.low).check(part) is None

    def expected(self) -> str:
        count = f"{self.length} whole numbers" if self.length else "whole numbers"
        text = f"{count}{span(self.low, None)} with commas between"
        text = f"one whole number or {text}" if self.spread else text
        text = f"{text}, ? for a size not known" if self.unknown else text
        return f"{text}, or nothing" if self.optional else text

    def format(self, value: Value) -> str:
        if not isinstance(value, tuple):
            return "" if value is None else str(value)
        words = ", ".join("?" if part is None else str(part) for part in value)
        return words + "," if len(value) == 1 and self.spread else words or "()"


@dataclass(frozen=True)
class Numbers(SettingType):
    """Numbers in a row, or one number for all: a mean for each column. With `optional`, also nothing.

    `length` fixes how many a row has; without `single` there must be a row. A row of one is written `3.5,`.
    """

    low: float | None = None
    high: float | None = None
    open_low: bool = False
    length: int | None = None
    single: bool = True
    optional: bool = True

    @property
    def one(self) -> Number:
        """The type of each number."""
        return Number(self.low, self.high, open_low=self.open_low)

    def parse(self, text: str) -> Value | Refusal:
        text = text.strip()
        if text.lower() in NOTHING:
            return None if self.optional else self.refuse("")
        words = _words(text.replace(";", ","))
        parts: list[Scalar] = []
        for word in words:
            part = self.one.parse(word)
            if isinstance(part, Refusal):
                return self.refuse(text)
            parts.append(part)  # type: ignore[arg-type]
        single = len(parts) == 1 and not text.rstrip(")] ").endswith(",")
        value: Value = parts[0] if single else tuple(parts)
        return value if self.check(value) is None else self.refuse(text)

    def check(self, value: Value) -> Refusal | None:
        if value is None:
            return None if self.optional else self.refuse("")
        if not isinstance(value, tuple):
            return None if self.single and self.one.check(value) is None else self.refuse(value)
        counted = bool(value) if self.length is None else len(value) == self.length
        return None if counted and all(self.one.check(part) is None for part in value) else self.refuse(value)

    def expected(self) -> str:
        range = span(self.low, self.high, self.open_low)
        many = "several" if self.length is None else str(self.length)
        text = (
            f"one number{range}, or {many} with commas between"
            if self.single
            else f"{many} numbers{range} with a comma between"
        )
        return f"{text}, or nothing" if self.optional else text

    def format(self, value: Value) -> str:
        if isinstance(value, tuple):
            return ", ".join(repr(part) for part in value) + ("," if len(value) == 1 else "")
        return "" if value is None else repr(value)


@dataclass(frozen=True)
class Margins(SettingType):
    """How much at the edges of so many `sides`: `1` for all, `1, 2` for each side, `1, 0; 2, 2` for both ends of each."""

    sides: int

    def parse(self, text: str) -> Value | Refusal:
        ends = [_words(part) for part in text.split(";")]
        rows = [[Integer(low=0).parse(word) for word in words] for words in ends]
        if any(isinstance(part, Refusal) for row in rows for part in row) or not text.strip():
            return self.refuse(text.strip())
        value: Value = tuple(tuple(row) for row in rows)  # type: ignore[arg-type]
        if len(rows) == 1:
            value = rows[0][0] if len(rows[0]) == 1 else tuple(rows[0])  # type: ignore[assignment, arg-type]
        return self.check(value) or value

    def check(self, value: Value) -> Refusal | None:
        if isinstance(value, tuple) and len(value) == self.sides:
            pairs = all(isinstance(part, tuple) and len(part) == 2 for part in value)
            parts = [one for part in value for one in part] if pairs else list(value)  # type: ignore[union-attr]
        else:
            parts = [value]
        return None if all(Integer(low=0).check(part) is None for part in parts) else self.refuse(value)

    def expected(self) -> str:
        pairs = "; ".join(["1, 0"] * self.sides)
        return f"one whole number of at least 0, {self.sides} with commas between, or both ends of each side such as {pairs}"

    def format(self, value: Value) -> str:
        if not isinstance(value, tuple):
            return "" if value is None else str(value)
        pairs = any(isinstance(part, tuple) for part in value)
        return "; ".join(", ".join(map(str, part)) for part in value) if pairs else ", ".join(map(str, value))  # type: ignore[arg-type]


@dataclass(frozen=True)
class Words(SettingType):
    """Texts in a row, written with commas between: a vocabulary. One with a comma in it stands in quotation marks."""

    optional: bool = True

    def parse(self, text: str) -> Value | Refusal:
        if text.strip().lower() in NOTHING:
            return None if self.optional else self.refuse("")
        try:
            value: Value = tuple(next(csv.reader([text.strip()], skipinitialspace=True, strict=True)))
        except (csv.Error, StopIteration):
            return self.refuse(text)
        return self.check(value) or value

    def check(self, value: Value) -> Refusal | None:
        if value is None and self.optional:
            return None
        many = isinstance(value, tuple) and 0 < len(value) <= MOST_WORDS
        return None if many and all(map(_is_line, value)) else self.refuse(value)  # type: ignore[arg-type]

    def expected(self) -> str:
        return "words with commas between" + (", or nothing" if self.optional else "")

    def format(self, value: Value) -> str:
        return ", ".join(map(_quoted, value)) if isinstance(value, tuple) else ""


def _is_line(word: Value) -> bool:
    return isinstance(word, str) and word.isprintable()


def _quoted(word: Value) -> str:
    """A word so that it is read back as it is."""
    text = str(word)
    plain = text and text == text.strip() and not set(text) & set(',"') and text.lower() not in NOTHING
    return text if plain else '"' + text.replace('"', '""') + '"'


def _words(text: str) -> list[str]:
    """The entries of a row, brackets taken off; a comma at the end adds none."""
    words = [word.strip() for word in text.strip().strip("()[]").split(",")]
    return words if words[-1] else words[:-1]
