"""The lessons that come along, in the order they are taught."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import msgspec

from designer.lessons.lesson import Name
from designer.paths import resources


@dataclass(frozen=True)
class Shelved:
    """A lesson by its name and its folder, which `open_lesson` opens."""

    name: str
    path: Path


class _Index(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    lessons: tuple[Name, ...]


def shelf() -> tuple[Shelved, ...]:
    """All of them, the first one first; none where they are not installed."""
    folder = resources() / "lessons"
    index = folder / "index.toml"
    if not index.is_file():
        return ()
    names = msgspec.toml.decode(index.read_bytes(), type=_Index).lessons
    return tuple(Shelved(name, folder / name) for name in names)
