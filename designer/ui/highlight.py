"""Colours Python code on screen in the colours of the theme."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtGui import QColor, QSyntaxHighlighter, QTextCharFormat, QTextDocument

from designer.ui.theme import themes

WORDS = "designer.ui.python_words"
"""The module that finds the words. It is heavy, so it is loaded beside the event loop before `begin`."""


class Highlighter(QSyntaxHighlighter):
    """Colours only the lines that changed. A line's state says whether it ends inside a triple-quoted text."""

    def __init__(self, document: QTextDocument) -> None:
        super().__init__(document)
        self._formats: dict[str, QTextCharFormat] = {}
        self._spans: Callable[[str], tuple[tuple[int, int, str], ...]] = _none
        themes().changed.connect(self.tint)
        self.tint()

    def begin(self) -> None:
        """Colour from now on. Until then the code is plain."""
        from designer.ui.python_words import spans

        self._spans = spans
        self.rehighlight()

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
        for start, length, colour in self._spans(text):
            self.setFormat(start, length, self._formats[colour])


def _none(line: str) -> tuple[tuple[int, int, str], ...]:
    return ()


def _format(name: str, colour: str) -> QTextCharFormat:
    result = QTextCharFormat()
    result.setForeground(QColor(colour))
    result.setFontItalic(name == "comment")
    return result
