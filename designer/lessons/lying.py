"""The lessons that lie among what was handed in: a teacher's own, packed or as folders.

Whoever hands in could put a lesson there as well, so one that lies there never takes the place of one that is known
otherwise, and is looked over like any other of a stranger's.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from designer.errors import FileError
from designer.lessons.opening import MAIN, PACKED, Opened, open_lesson

MOST = 30
"""So many lessons are opened at most; a folder of what was handed in has one or two."""
DEEPEST = 4
"""How many folders within folders are looked into …"""
MOST_FOLDERS = 5_000
"""… and how many in all."""


@dataclass(frozen=True)
class Lying:
    """Lessons that were found, and a sentence for each thing that is no lesson, or does not count."""

    lessons: tuple[Opened, ...] = ()
    faults: tuple[str, ...] = ()


def lessons_in(folder: Path, known: Iterable[Opened] = ()) -> Lying:
    """The lessons in a folder and those within it that are none of the `known`; the least deep first."""
    counts = {opened.name: opened for opened in known}
    found: list[Opened] = []
    faults: list[str] = []
    paths = sorted(_candidates(folder), key=lambda path: (len(path.parts), path))
    for path in paths[:MOST]:
        try:
            opened = open_lesson(path)
            other = counts.setdefault(opened.name, opened)
        except FileError as error:
            faults.append(str(error))
            continue
        if other is opened:
            found.append(opened)
            faults += told_of(opened)
        elif other.read != opened.read:
            faults.append(
                f"{path.name} does not count: another lesson is called {opened.name!r}. Give it another name."
            )
    if len(paths) > MOST:
        faults.append(f"{len(paths)} lessons lie there, and {MOST} of them were looked at. Take some of them away.")
    return Lying(tuple(found), tuple(faults))


def told_of(opened: Opened) -> list[str]:
    """A sentence where part of a lesson cannot be read, which its work is then not held against."""
    return [
        f"{opened.path.name} has a fault in line {fault.line}, so not all of it is marked: {fault.what}"
        for fault in opened.read.faults[:1]
    ]


def _candidates(folder: Path) -> Iterator[Path]:
    """What may be a lesson. Links are not followed, and what is hidden is left alone."""
    base = len(folder.parts)
    for name, folders, files in islice(os.walk(folder), MOST_FOLDERS):
        where = Path(name)
        folders[:] = sorted(one for one in folders if not one.startswith(".") and len(where.parts) - base < DEEPEST)
        if MAIN in files and not (where / MAIN).is_symlink():
            yield where
        for one in files:
            if one.lower().endswith(PACKED) and not one.startswith(".") and not (where / one).is_symlink():
                yield where / one
