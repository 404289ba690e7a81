"""Texts of people where Qt would look for markup, or a system for a path: shown and used as nothing but text."""

from __future__ import annotations

import html
import re

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from designer.ui.language import tr

LONGEST = 100
"""The most letters of a file name that is proposed."""


def tip(text: str) -> str:
    """A tooltip that shows a text as it stands."""
    if "<" not in text:
        return text
    return f'<span style="white-space: pre-wrap">{html.escape(text)}</span>'


def label(text: str = "") -> QLabel:
    """A label that shows whatever it is given as it stands."""
    made = QLabel(tr(text))
    made.setTextFormat(Qt.TextFormat.PlainText)
    return made


def file_name(text: str, otherwise: str) -> str:
    """A name for a file after a text, such that every system takes it and it leads nowhere else."""
    plain = re.sub(r"[^\w ().,+-]+", "-", text).strip(" .-")[:LONGEST].rstrip(" .")
    return plain or otherwise
