"""The lessons that come along, in their order."""

from __future__ import annotations

from pathlib import Path

import msgspec

from designer.paths import resources


class Shelved(msgspec.Struct, frozen=True):
    """A lesson on the shelf: its name and the folder it is in."""

    name: str
    path: Path


def shelf() -> tuple[Shelved, ...]:
    """All of them; none where they are not installed."""
    folder = resources() / "lessons"
    return tuple(Shelved(path.name, path) for path in sorted(folder.glob("*/")))
