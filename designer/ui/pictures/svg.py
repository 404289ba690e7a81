"""Makes of Qt's SVG one that looks the same elsewhere and can do nothing but be looked at.

Qt writes text as text, in the one font it used, and lets through what XML does not allow. Here every text gets
fonts to fall back on and the width it was laid out for; signs that are no text are dropped; sizes become pixels;
what Qt repeats at every change of pen is left out. Texts of people are escaped by Qt, quotes too, so that what
the patterns below look for is never found in one.
"""

from __future__ import annotations

import html
import re
from collections.abc import Generator

from PySide6.QtCore import QSize
from PySide6.QtGui import QFont, QFontInfo, QFontMetricsF

FALLBACK = "'DejaVu Sans', 'Segoe UI', 'Helvetica Neue', Arial, sans-serif"
NO_TEXT = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What XML 1.0 does not allow, not even written as a number."""
SIZE = re.compile(r'<svg width="[^"]*" height="[^"]*"')
FONT = re.compile(r'\s*font-family="[^"]*" font-size="[^"]*" font-weight="[^"]*" font-style="[^"]*"\s*>\n<')
EMPTY = re.compile(r"<g [^>]*>\s*</g>\s*")
TEXT = re.compile(
    r'(<text [^>]*?)font-family="([^"]*)" font-size="([^"]*)" font-weight="([^"]*)" font-style="([^"]*)"\s*>([^<]*)</text>'
)
TURN = 150
"""How many texts are dealt with between two rests."""


def cleaning(raw: bytes, size: QSize) -> Generator[None, None, bytes]:
    """The finished file, in steps: `size` is that of the picture in pixels."""
    text = NO_TEXT.sub("", raw.decode(errors="replace"))
    yield
    text = SIZE.sub(f'<svg width="{size.width()}" height="{size.height()}"', text, count=1)
    text = text.replace(' vector-effect="none"', "").replace("<desc>Generated with Qt</desc>\n", "")
    yield
    text = EMPTY.sub("", FONT.sub(">\n<", text))
    yield
    pieces: list[str] = []
    fonts: dict[tuple[str, ...], tuple[str, QFontMetricsF]] = {}
    last = 0
    for at, found in enumerate(TEXT.finditer(text)):
        pieces += (text[last : found.start()], _held(found, fonts))
        last = found.end()
        if at % TURN == TURN - 1:
            yield
    text = "".join((*pieces, text[last:]))
    yield
    return EMPTY.sub("", text).encode()


def _held(found: re.Match[str], fonts: dict[tuple[str, ...], tuple[str, QFontMetricsF]]) -> str:
    """A text with the fonts that will do, and how wide it is in the one it was laid out with."""
    begin, *font, words = found.groups()
    key = tuple(font)
    if key not in fonts:
        fonts[key] = _font(*key)
    names, metrics = fonts[key]
    plain = html.unescape(words)
    width = f' textLength="{metrics.horizontalAdvance(plain):.2f}" lengthAdjust="spacingAndGlyphs"'
    _, size, weight, style = key
    return (
        f'{begin}font-family="{names}" font-size="{size}" font-weight="{weight}" font-style="{style}"'
        f"{width if plain.strip() else ''}>{words}</text>"
    )


def _font(family: str, size: str, weight: str, style: str) -> tuple[str, QFontMetricsF]:
    font = QFont(html.unescape(family))
    font.setPixelSize(max(1, round(float(size))))
    font.setWeight(QFont.Weight(int(weight)))
    font.setItalic(style != "normal")
    actual = html.escape(QFontInfo(font).family().replace("'", ""))
    return FALLBACK if f"'{actual}'" in FALLBACK else f"'{actual}', {FALLBACK}", QFontMetricsF(font)
