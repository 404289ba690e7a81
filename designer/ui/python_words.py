"""Which words of Python code get which colour, by Pygments.

Loading this takes a tenth of a second, so the window does it once it is shown; code is plain until then.
"""

from __future__ import annotations

from functools import lru_cache

from pygments.lexers.python import PythonLexer
from pygments.token import Comment, Keyword, Name, Number, Operator, String, _TokenType

Span = tuple[int, int, str]
"""Start, length and the theme's name for the colour."""

_LEXER = PythonLexer()
_COLOURS: tuple[tuple[_TokenType, str], ...] = (
    (Comment, "comment"),
    (Keyword.Constant, "number"),
    (Keyword, "keyword"),
    (Operator.Word, "keyword"),
    (String, "string"),
    (Number, "number"),
    (Name.Function, "function"),
    (Name.Class, "function"),
    (Name.Builtin, "function"),
)


@lru_cache(maxsize=8192)
def spans(line: str) -> tuple[Span, ...]:
    """The coloured parts of one line that is not inside a text of several lines."""
    found = []
    for start, token, text in _LEXER.get_tokens_unprocessed(line):
        colour = next((colour for kind, colour in _COLOURS if token in kind), "")
        if colour and text.strip():
            found.append((start, len(text), colour))
    return tuple(found)
