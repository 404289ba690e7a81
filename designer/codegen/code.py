"""Generated source text that knows which of its lines stand for which node."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True)
class Code:
    """Python source, and for each node the first and last of its lines, counted from 1."""

    text: str
    lines: dict[str, tuple[int, int]]


class Page:
    """Source text while it is written, line by line."""

    def __init__(self) -> None:
        self._lines: list[str] = []
        self._places: dict[str, tuple[int, int]] = {}

    def add(self, *lines: str, nodes: Iterable[str] = ()) -> None:
        """Add lines, which stand for `nodes`."""
        first = len(self._lines) + 1
        self._lines += lines
        self._places.update(dict.fromkeys(nodes, (first, len(self._lines))))

    def gap(self, size: int = 1) -> None:
        """Leave lines empty, unless the page is."""
        if self._lines:
            self._lines += [""] * size

    def take(self, code: Code) -> None:
        """Add what another page holds."""
        before = len(self._lines)
        self._lines += code.text.splitlines()
        self._places.update({node: (first + before, last + before) for node, (first, last) in code.lines.items()})

    def code(self) -> Code:
        """What was written."""
        return Code("\n".join([*self._lines, ""]), dict(self._places))


def imports(lines: Iterable[str]) -> list[str]:
    """Import lines in the order isort gives them: `import …` before `from …`, each by name, none twice."""
    return sorted(set(lines), key=lambda line: (line.startswith("from"), line.lower()))


def inert(text: str) -> str:
    """Text that cannot leave the comment it stands in, nor tell Python a file's encoding."""
    line = "".join(sign if sign.isprintable() else " " for sign in text)
    return re.sub(r"coding(?=[:=])", "coding ", " ".join(line.split()))
