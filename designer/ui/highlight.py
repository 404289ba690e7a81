"""Colours for Python code: Pygments finds the words, the theme gives the colours."""

from __future__ import annotations

from functools import lru_cache

from pygments.lexers.python import PythonLexer
from pygments.token import Comment, Keyword, Name, Number, Operator, String, _TokenType
from PySide6.QtGui import QColor, QSyntaxHighlighter, QTextCharFormat, QTextDocument

from designer.ui.theme import themes

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


class Highlighter(QSyntaxHighlighter):
    """Colours only the lines that changed. A line's state says whether it ends inside a triple-quoted text."""

    def __init__(self, document: QTextDocument) -> None:
        super().__init__(document)
        self._formats: dict[str, QTextCharFormat] = {}
        themes().changed.connect(self.tint)
        self.tint()

    def tint(self) -> None:
        """Take the colours of the theme in force."""
        self._formats = {name: _format(name, colour) for name, colour in themes().current.code.items()}
        self.rehighlight()

    def highlightBlock(self, text: str) -> None:
        inside = self.previousBlockState() == 1
        quotes = text.count('"""')
        if inside:
            end = text.find('"""') + 3 if quotes else len(text)
            self.setFormat(0, end, self._formats["string"])
        elif quotes % 2:
            start = text.rfind('"""')
            self._colour(text[:start])
            self.setFormat(start, len(text) - start, self._formats["string"])
        else:
            self._colour(text)
        self.setCurrentBlockState(int(inside != bool(quotes % 2)))

    def _colour(self, text: str) -> None:
        for start, length, colour in spans(text):
            self.setFormat(start, length, self._formats[colour])


def _format(name: str, colour: str) -> QTextCharFormat:
    result = QTextCharFormat()
    result.setForeground(QColor(colour))
    result.setFontItalic(name == "comment")
    return result
