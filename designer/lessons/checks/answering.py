"""Checks that ask: a question answered by picking or typing, before or after training."""

from __future__ import annotations

import math
import re
import unicodedata
from typing import Annotated, ClassVar

import msgspec
from msgspec import Meta

from designer.lessons.checks.base import Base, Number
from designer.lessons.evidence import Evidence, Given, Verdict

Words = Annotated[str, Meta(min_length=1, max_length=1_000)]


class Option(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One answer to pick. `say` is told to whoever picks it."""

    text: Words
    right: bool = False
    say: Annotated[str, Meta(max_length=1_000)] = ""


class Question(Base, frozen=True, kw_only=True):
    """Something asked: with options to pick one of, or with a number or words to type."""

    ask: Words
    options: tuple[Option, ...] = ()
    number: Number | None = None
    tolerance: Annotated[float, Meta(ge=0)] = 0.0
    words: tuple[Words, ...] = ()

    def is_right(self, given: Given) -> bool:
        """Whether an answer is the right one, or one of them."""
        if self.options:
            picked = self._picked(given)
            return picked is not None and picked.right
        if self.number is not None:
            within = max(self.tolerance, 1e-12)
            return any(abs(value - self.number) <= within for value in _numbers_in(given))
        return _bare(str(given)) in map(_bare, self.words)

    def said(self, given: Given) -> str:
        """How an answer reads."""
        picked = self._picked(given)
        return picked.text if picked is not None else str(given)

    def told(self, given: Given) -> str:
        """What the lesson says to this answer."""
        picked = self._picked(given)
        return picked.say if picked is not None else ""

    def fault(self) -> str:
        ways = sum((bool(self.options), self.number is not None, bool(self.words)))
        if ways != 1:
            return f"Expected one of options, number and words, found {('none', '', 'two', 'all three')[ways]}."
        if self.options and not any(option.right for option in self.options):
            return "Expected an option with right: true, found none."
        if len(self.options) == 1:
            return "Expected at least two options to choose between, found one."
        return ""

    def _picked(self, given: Given) -> Option | None:
        if isinstance(given, str):
            return next((option for option in self.options if option.text == given), None)
        in_range = isinstance(given, int) and not isinstance(given, bool) and 1 <= given <= len(self.options)
        return self.options[int(given) - 1] if in_range else None


class Answer(Question, frozen=True, kw_only=True, tag="answer"):
    """A question with a right answer, or with several."""

    def judge(self, evidence: Evidence) -> Verdict:
        given = evidence.answers.get(self.name or "")
        expected = f"Expected the answer to: {self.ask}"
        if given is None:
            return self._verdict(False, expected, "There is no answer yet.", "Pick or type one.", waits=True)
        found = f"You answered “{self.said(given)}”."
        found = f"{found} {self.told(given)}".strip()
        return self._verdict(self.is_right(given), expected, found, "Read the step once more, and try another answer.")


class Prediction(Question, frozen=True, kw_only=True, tag="prediction"):
    """Something to be guessed before training. Having guessed is what is asked for; what comes of it shows the run."""

    before_training: ClassVar[bool] = True

    @property
    def always(self) -> bool:
        return True

    def judge(self, evidence: Evidence) -> Verdict:
        guess = evidence.guesses.get(self.name or "")
        expected = f"Expected a guess before training: {self.ask}"
        if guess is None:
            return self._verdict(False, expected, "There is none yet.", "Guess first; Train waits for it.", waits=True)
        said = self.said(guess)
        if not evidence.seen:
            return self._verdict(True, expected, f"You guessed {said!r}. Train, and see.", "")
        came = f"You guessed {said!r}, and so it was."
        if not self.is_right(guess):
            came = f"You guessed {said!r}, and it was {self._right()!r}."
        return self._verdict(True, expected, f"{came} {self.told(guess)}".strip(), "")

    def _right(self) -> str:
        """The answer as it came."""
        if self.options:
            return next(option.text for option in self.options if option.right)
        return str(self.number) if self.number is not None else self.words[0]


def number_in(given: Given) -> float | None:
    """The number that was given or typed, with a point or a comma; none if it is none."""
    if isinstance(given, bool):
        return None
    if isinstance(given, int | float):
        return float(given) if abs(given) < 1e300 else None
    text = unicodedata.normalize("NFKC", given).strip().replace("\u2212", "-").replace(",", ".")
    try:
        value = float(text) if len(text) <= 50 and "_" not in text else math.nan
    except ValueError:
        return None
    return value if math.isfinite(value) else None


def _numbers_in(given: Given) -> list[float]:
    """What a number that was typed may mean: `2.080` is 2.08 to some and 2,080 to others, and `33 %` is 33."""
    readings = [given]
    if isinstance(given, str):
        plain = unicodedata.normalize("NFKC", given).strip().removesuffix("%").rstrip()
        readings = [plain, *([_GROUPED.sub("", plain)] if _IN_GROUPS.fullmatch(plain) else [])]
    return [value for value in map(number_in, readings) if value is not None]


_GROUPED = re.compile(r"[.,\s'’]")
_IN_GROUPS = re.compile(r"[-+]?\d{1,3}(?:([.,\s'’])\d{3})(?:\1\d{3})*")


def _bare(text: str) -> str:
    """Words without what does not count: case, accents' spelling, spaces, quotes and the full stop."""
    plain = unicodedata.normalize("NFKC", text).casefold()
    return " ".join(plain.strip(" .!?\"'`\u201c\u201d\u201e").split())
