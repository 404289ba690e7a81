"""What every type of setting can do.

`parse` takes text from a field and gives a value, or a `Refusal`: one sentence saying what was expected and
what was found. `check` holds a value that is there already (from a file) against the type. `format` gives the
text that parses to the same value.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import dataclass

from designer.values import ObjectValue, Value

LARGEST = 2**31 - 1
"""The largest whole number any size can be: what TensorFlow can index."""

NOTHING = ("", "none")
"""What stands for `None` in a field, in small letters."""


@dataclass(frozen=True)
class Refusal:
    """Why a text or value does not do, in one sentence. `setting` names the setting, where that is known."""

    sentence: str
    setting: str = ""


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
        return Refusal(f"Expected {self.expected()}, found {shown(found)}.")


def shown(found: object) -> str:
    """A value or text as a sentence shows what it found, cut where it is long."""
    if found is None or found == "":
        return "nothing"
    if isinstance(found, ObjectValue):
        return found.kind
    if isinstance(found, bool):
        return "on" if found else "off"
    if isinstance(found, tuple):
        return cut(", ".join("?" if part is None else str(part) for part in found) or "an empty list")
    return f"“{cut(found)}”" if isinstance(found, str) else cut(str(found))


def cut(text: str) -> str:
    """At most 60 characters of a text."""
    return text if len(text) <= 60 else f"{text[:57]}…"


def span(low: float | None, high: float | None, open_low: bool = False, open_high: bool = False) -> str:
    """A range in words, to follow "a number": ` of at least 1`, ` from 0 to 1`, ` above 0`."""
    above, below = ("above" if open_low else "of at least"), ("below" if open_high else "at most")
    if low is not None and high is not None:
        if open_low or open_high:
            return f" {above} {low:,g} and {below} {high:,g}"
        return f" from {_plain(low)} to {_plain(high)}"
    if low is not None:
        return f" {above} {_plain(low)}"
    if high is not None:
        return f" {below} {_plain(high)}" if open_high else f" of {below} {_plain(high)}"
    return ""


def _plain(bound: float) -> str:
    return f"{bound:,}" if isinstance(bound, int) else f"{bound:g}"
