"""Finds the form a finished sentence was made from, such as "{count} rows are left out." for "12 rows are left out."."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from functools import cached_property

from designer.ui.language.words import WORDS

LONGEST = 1_000
"""Longer texts are not looked at as a whole: what a form would take from them is guessed."""
PLACE = re.compile(r"\{(\w+)\}")
_LETTER = re.compile(r"[^\W\d_]")
MOST_SENTENCES = 4
"""Of so many sentences some may be one text together; more are looked for one by one."""
_SURE = 12
_FIGURE = r"[\d.,]*"
"""What stands where something is counted: "3 Dense layers" are not so many layers as "3 Dense" is."""
_FEW = 4
"""A form with fewer letters than this fits almost anything, so only figures and single words may stand in its places."""


class Form:
    """A text with places, as it is in English, and as another language has it."""

    def __init__(self, english: str, meant: str) -> None:
        self._english = english
        self._meant = meant
        self._own = PLACE.split(english)[::2]
        self._chunk = max(self._own, key=len)
        """The longest of its words between places: what does not have it was not made from this form."""

    @property
    def rank(self) -> tuple[int, int]:
        """How surely a text that fits was made from it."""
        return self._letters, len("".join(self._own))

    def read(self, text: str) -> dict[str, str] | None:
        """What stands in the places, if `text` was made from this form."""
        if self._chunk not in text:
            return None
        found = self._shape.fullmatch(text)
        return found.groupdict() if found else None

    def quotes(self, name: str) -> bool:
        """Whether a place is in quotation marks: what stands there is a name of somebody's."""
        return f"“{{{name}}}”" in self._english

    def filled(self, values: dict[str, str]) -> str:
        """The text in the other language, with these values in its places."""
        return PLACE.sub(lambda place: values.get(place[1], place[0]), self._meant)

    @cached_property
    def _letters(self) -> int:
        return len(_LETTER.findall("".join(self._own)))

    @cached_property
    def _shape(self) -> re.Pattern[str]:
        """Made where it is asked for the first time: to make all of them would take a good part of a second."""
        value = r"\S*?" if self._letters < _FEW else ".*?"
        shape, seen = "", set[str]()
        for at, part in enumerate(PLACE.split(self._english)):
            if at % 2 == 0:
                shape += re.escape(part)
            else:
                held = _FIGURE if part.startswith("count") else value
                shape += f"(?P={part})" if part in seen else f"(?P<{part}>{held})"
                seen.add(part)
        return re.compile(shape, re.DOTALL)


class Forms:
    """All forms of a language. The one with most words of its own comes first: it says most surely what was meant."""

    def __init__(self, meanings: Iterable[tuple[str, str]]) -> None:
        made = [Form(english, meant) for english, meant in meanings]
        made.sort(key=lambda form: form.rank, reverse=True)
        self._sure = [form for form in made if form.rank[0] >= _SURE]
        self._unsure = [form for form in made if form.rank[0] < _SURE]

    def meant(self, text: str, say: Callable[[str], str], *, sure: bool) -> str | None:
        """`text` in the language, with what stands in its places said by `say`; nothing where no form fits.

        `sure` ones have so many words of their own that hardly anything else is like them.
        """
        if len(text) > LONGEST:
            return None
        for form in self._sure if sure else self._unsure:
            values = form.read(text)
            if values is not None:
                return form.filled(
                    {name: value if form.quotes(name) else _said(value, say) for name, value in values.items()}
                )
        return None


def _said(value: str, say: Callable[[str], str]) -> str:
    """A value that is part of a sentence itself. A single word is a name of the user's or of Keras, but for a few."""
    return say(value) if " " in value.strip() or value.strip() in WORDS else value


def parts(text: str) -> Iterator[tuple[str, list[str]]]:
    """Ways to take a text apart that is put together from several, the coarsest first: what divides them, and they."""
    for divider in ("\n", " -> ", ";;", "  ·  ", " · "):
        if divider in text:
            yield divider, text.split(divider)
    if text.endswith(")") and " (" in text:  # a name, and the key for it
        yield " (", text.split(" (", 1)
    sentences = re.split(r"(?<=[.!?…]) (?=\S)", text)
    if len(sentences) > MOST_SENTENCES:
        yield " ", sentences
        return
    for size in range(len(sentences) - 1, 0, -1):  # two sentences may be one text: the longest pieces come first
        for at in range(len(sentences) - size + 1):
            pieces = [" ".join(sentences[:at]), " ".join(sentences[at : at + size]), " ".join(sentences[at + size :])]
            yield " ", [piece for piece in pieces if piece]
    dividers = (" = ", " + ") if text[:1].isdigit() else ()  # a sum of counts, and no formula of a layer's
    for divider in ("; ", *dividers, ", ", ": "):
        if divider in text:
            yield divider, text.split(divider)
