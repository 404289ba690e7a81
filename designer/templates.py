"""The designs that come along to start from, each with what it is called and what it shows."""

from __future__ import annotations

from pathlib import Path

import msgspec

from designer.paths import resources


class Template(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One design in `resources/examples`. `group` is the shelf it stands on, `words` a sentence or two about it."""

    file: str
    title: str
    group: str
    words: str

    @property
    def path(self) -> Path:
        return _folder() / f"{self.file}.loom"


class _Index(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    template: tuple[Template, ...]


def templates() -> tuple[Template, ...]:
    """All of them, simple ones first; none where they are not installed."""
    index = _folder() / "index.toml"
    return msgspec.toml.decode(index.read_bytes(), type=_Index).template if index.is_file() else ()


def _folder() -> Path:
    return resources() / "examples"
