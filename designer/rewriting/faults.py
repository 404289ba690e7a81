"""What is wrong with a text that is no Python, in words for whoever is typing it."""

from __future__ import annotations

import re
from dataclasses import dataclass

UNFINISHED = "Python cannot read this line yet. The drawing waits until it can."
_SENTENCES: tuple[tuple[str, str], ...] = (
    (r"'(.)' was never closed", "The bracket {0} that opens here is not closed yet."),
    (r"unmatched '(.)'", "The bracket {0} here closes nothing. Take it out, or open it before."),
    (r"closing parenthesis '(.)' does not match opening parenthesis '(.)' on line (\d+)", "The bracket {0} here does not close the {1} of line {2}, which is still open."),
    (r"closing parenthesis '(.)' does not match opening parenthesis '(.)'", "The bracket {0} here does not close the {1} before it, which is still open."),
    (r"unterminated .*string", "The text in quotes is not closed yet. Put a quote at its end."),
    (r"forgot a comma", "Something is missing between two parts here, most likely a comma."),
    (r"unexpected indent|unindent does not match", "This line does not begin where the lines around it do. Move it to their left edge."),
    (r"expected an indented block", "The lines that belong to the one above have to begin further to the right."),
    (r"positional argument follows keyword", "A setting without a name stands after one with a name. Give it its name too."),
    (r"cannot assign to|Maybe you meant '=='", "What stands left of = here cannot be given a value."),
    (r"expected ':'", "A colon is missing at the end of this line."),
    (r"invalid character '(.)'", "{0} is no sign of Python. It may come from a text program that changes quotes."),
    (r"unexpected character after line continuation", "Nothing may follow the \\ here."),
    (r"leading zeros|invalid decimal|invalid .*literal", "This number is not written as Python writes numbers."),
)  # fmt: skip


@dataclass(frozen=True)
class Unreadable:
    """Why a text cannot be drawn: the number of the line at fault (0 if it is none of them), and one sentence."""

    line: int
    what: str


def unreadable(error: BaseException, lines: int) -> Unreadable:
    """What parsing raised, as the line it is about and a sentence."""
    if not isinstance(error, SyntaxError):
        return Unreadable(0, "This goes too deep to be read.")
    text = error.msg or ""
    for pattern, sentence in _SENTENCES:
        found = re.search(pattern, text)
        if found:
            return Unreadable(_within(error.lineno, lines), sentence.format(*found.groups()))
    return Unreadable(_within(error.lineno, lines), UNFINISHED)


def _within(line: int | None, lines: int) -> int:
    return max(1, min(line or 1, lines))
