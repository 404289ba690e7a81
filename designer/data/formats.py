"""Which format a file of the user's own has, told by how its name ends. No library is loaded."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Final, Literal, TypeAlias

from designer.graph.specs import Arrays, Images, OwnFile

Format: TypeAlias = Literal["csv", "excel", "parquet", "lines"]

TEXTS: Final = (".csv", ".tsv", ".txt")
EXCEL: Final = (".xlsx",)
PARQUET: Final = (".parquet", ".pq")
LINES: Final = (".jsonl", ".ndjson")
ARRAYS: Final = (".npz", ".npy")
PICTURES: Final = (".png", ".jpg", ".jpeg", ".bmp", ".gif")

FILES: Final = (*TEXTS, *EXCEL, *PARQUET, *LINES, *ARRAYS)
"""The endings of every file that is read as it is; pictures lie in folders."""

NEEDS: Final[dict[Format, tuple[str, ...]]] = {
    "csv": (),
    "excel": ("python-calamine",),
    "parquet": ("pyarrow",),
    "lines": (),
}
"""The packages pandas reads a format with."""


def format_of(path: str | Path) -> Format:
    """The format of a table; a name that says nothing is taken for one of text."""
    ending = Path(path).suffix.lower()
    if ending in EXCEL:
        return "excel"
    if ending in PARQUET:
        return "parquet"
    return "lines" if ending in LINES else "csv"


def is_data(path: Path) -> bool:
    """Whether a file or folder is likely one examples can be read from."""
    return path.suffix.lower() in FILES or has_pictures(path)


def has_pictures(path: Path) -> bool:
    """Whether there is a folder with a picture in this folder."""
    try:
        return path.is_dir() and any(_first_picture(folder) for folder in _first_folders(path))
    except OSError:
        return False


def guess_source(path: Path) -> OwnFile:
    """How a file or folder is probably to be read. One that cannot be read gives the defaults: reading says why."""
    from designer.data.sniff import sniff_table

    if path.suffix.lower() in ARRAYS:
        return Arrays(str(path))
    return Images(str(path)) if path.is_dir() else sniff_table(path)


MOST_LOOKED_AT: Final = 200
"""So many entries of a folder tell what it is for; the window asks while something is dragged over it."""


def _first_folders(path: Path) -> Iterator[str]:
    with os.scandir(path) as entries:
        for _, entry in zip(range(MOST_LOOKED_AT), entries, strict=False):
            if entry.is_dir():
                yield entry.path


def _first_picture(folder: str) -> bool:
    with os.scandir(folder) as entries:
        looked_at = zip(range(MOST_LOOKED_AT), entries, strict=False)
        return any(Path(entry.name).suffix.lower() in PICTURES for _, entry in looked_at)
