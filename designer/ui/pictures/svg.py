"""Makes of Qt's SVG one that looks the same elsewhere and can do nothing but be looked at.

Qt writes text as text, in the one font it used, and lets through what XML does not allow. Here every text gets
fonts to fall back on and the width it was laid out for; signs that are no text are dropped; sizes become pixels.
"""

from __future__ import annotations

import re
from xml.etree import ElementTree

from PySide6.QtCore import QSize
from PySide6.QtGui import QFont, QFontInfo, QFontMetricsF

SVG = "http://www.w3.org/2000/svg"
FALLBACK = "'DejaVu Sans', 'Segoe UI', 'Helvetica Neue', Arial, sans-serif"
NO_TEXT = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What XML 1.0 does not allow, not even written as a number."""


def cleaned(raw: bytes, size: QSize) -> bytes:
    """The finished file: `size` is that of the picture in pixels."""
    ElementTree.register_namespace("", SVG)
    root = ElementTree.fromstring(NO_TEXT.sub("", raw.decode(errors="replace")))
    root.set("width", str(size.width()))
    root.set("height", str(size.height()))
    for element in root.iter():
        if element.attrib.get("vector-effect") == "none":
            del element.attrib["vector-effect"]
        if element.tag == f"{{{SVG}}}text":
            _hold(element)
        elif "font-family" in element.attrib:  # Qt repeats the font on every group
            for name in ("font-family", "font-size", "font-weight", "font-style"):
                element.attrib.pop(name, None)
        if element.tag == f"{{{SVG}}}desc":
            element.text = "Drawn with Layerloom"
    _prune(root)
    return ElementTree.tostring(root, encoding="utf-8", xml_declaration=True)


def _hold(text: ElementTree.Element) -> None:
    """Say which fonts will do, and how wide the text is in the one it was laid out with."""
    family = text.attrib.get("font-family", "")
    font = QFont(family)
    font.setPixelSize(max(1, round(float(text.attrib.get("font-size", 13)))))
    font.setWeight(QFont.Weight(int(text.attrib.get("font-weight", 400))))
    actual = QFontInfo(font).family().replace("'", "").replace('"', "")
    text.set("font-family", FALLBACK if actual in FALLBACK else f"'{actual}', {FALLBACK}")
    if text.text and text.text.strip():
        text.set("textLength", f"{QFontMetricsF(font).horizontalAdvance(text.text):.2f}")
        text.set("lengthAdjust", "spacingAndGlyphs")


def _prune(element: ElementTree.Element) -> None:
    """Take off the empty groups that Qt writes at every change of pen."""
    for child in list(element):
        _prune(child)
        if child.tag == f"{{{SVG}}}g" and not len(child) and not (child.text or "").strip():
            element.remove(child)
