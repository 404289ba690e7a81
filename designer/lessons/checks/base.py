"""What all checks have: a name, a tip of the lesson's own, and numbers to lie between."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Annotated, ClassVar

import msgspec
from msgspec import Meta

from designer.lessons.evidence import Evidence, Verdict

Number = int | float


class Base(msgspec.Struct, frozen=True, kw_only=True, tag_field="check", forbid_unknown_fields=True):
    """One check. `name` is what attempts and answers call it, `say` what is asked for in the lesson's own words, `tip`
    what to try where it fails."""

    name: Annotated[str, Meta(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=60)] | None = None
    say: Annotated[str, Meta(max_length=300)] = ""
    tip: Annotated[str, Meta(max_length=1_000)] = ""

    trains: ClassVar[bool] = False
    """Whether it takes a run."""
    before_training: ClassVar[bool] = False
    """Whether it is a guess: Train waits for it, and it counts only if it was made before."""

    unasked: ClassVar[frozenset[str]] = frozenset()
    """What it has from a kind it is made of, and follows from the rest: forms do not ask for it."""

    @property
    def always(self) -> bool:
        """Whether there is no wrong way to do what it asks for."""
        return False

    def judge(self, evidence: Evidence) -> Verdict:
        """Hold what there is against what is asked for."""
        raise NotImplementedError

    def fault(self) -> str:
        """What is wrong with the check itself, in one sentence; nothing if it makes sense."""
        return ""

    def _verdict(self, passed: bool, expected: str, found: str, advice: str, *, waits: bool = False) -> Verdict:
        return Verdict(passed, expected, found, "" if passed else self.tip or advice, waits)


class Bounded(Base, frozen=True, kw_only=True):
    """A check of a number."""

    exactly: Number | None = None
    at_least: Number | None = None
    at_most: Number | None = None

    def holds(self, number: Number) -> bool:
        """Whether a number is what is asked for."""
        return (
            (self.exactly is None or number == self.exactly)
            and (self.at_least is None or number >= self.at_least)
            and (self.at_most is None or number <= self.at_most)
        )

    def bounds(self, unit: str = "", units: str = "") -> str:
        """`between 2 and 4 Dense layers`, `at least 0.9`."""
        low, high = self.at_least, self.at_most
        if self.exactly is not None:
            return f"exactly {counted(self.exactly, unit, units)}"
        if low is not None and high is not None:
            return f"between {written(low)} and {counted(high, unit, units)}"
        return (
            f"at least {counted(low, unit, units)}" if low is not None else f"at most {counted(high or 0, unit, units)}"
        )

    def fault(self) -> str:
        if self.exactly is None and self.at_least is None and self.at_most is None:
            return "Expected exactly, at_least or at_most, found none of them."
        if self.exactly is not None and (self.at_least is not None or self.at_most is not None):
            return "Expected exactly, or at_least and at_most; found both. Keep one."
        if self.at_least is not None and self.at_most is not None and self.at_least > self.at_most:
            return f"at_least is {written(self.at_least)} and at_most {written(self.at_most)}: no number is both."
        return ""


Plain = str | int | float | bool


class OneOf(Bounded, frozen=True, kw_only=True):
    """A check of numbers or words of which one must lie within bounds, or be among some."""

    one_of: tuple[Plain, ...] = ()

    def fault(self) -> str:
        return "" if self.one_of else super().fault()

    def allows(self, one: Plain) -> bool:
        """Whether one number or word is what is asked for."""
        return self._is_among((one,))

    def _is_among(self, there: Iterable[Plain]) -> bool:
        if self.one_of:
            return any(_same(one, other) for one in there for other in self.one_of)
        return any(isinstance(one, int | float) and not isinstance(one, bool) and self.holds(one) for one in there)

    def _asked(self) -> str:
        return " or ".join(map(told, self.one_of)) if self.one_of else self.bounds()


def told(one: Plain) -> str:
    """A word or number for a sentence."""
    if isinstance(one, bool):
        return "on" if one else "off"
    return one if isinstance(one, str) else written(one)


def _same(one: Plain, other: Plain) -> bool:
    """Equal, where true is no 1."""
    return one == other and isinstance(one, bool) is isinstance(other, bool)


def written(number: Number) -> str:
    """A number for a sentence: `6,272`, `0.95`."""
    return f"{number:,}" if isinstance(number, int) else f"{number:,.4g}"


def counted(number: Number, unit: str, units: str = "") -> str:
    """`1 Dense layer`, `3 Dense layers`, `no Dense layer`."""
    if not unit:
        return written(number)
    return f"{'no' if number == 0 else written(number)} {unit if number in (0, 1) else units or unit + 's'}"
