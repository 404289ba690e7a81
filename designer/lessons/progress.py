"""How far somebody is in the lessons: kept on this machine, one file for each learner."""

from __future__ import annotations

import contextlib
import re
from collections.abc import Collection, Iterator
from pathlib import Path
from typing import Annotated, TypeAlias

import msgspec
from msgspec import Meta
from msgspec.structs import replace

from designer.atomic import write_atomically
from designer.errors import FileError
from designer.lessons.evidence import Given

LARGEST = 8 * 1024 * 1024
LONGEST_NAME = 60
NOBODY = "Me"
"""Who learns where nobody said a name."""
LAST = "last.txt"
"""Beside the learners' files: the name of who learned last."""

Count: TypeAlias = Annotated[int, Meta(ge=0)]


class Done(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One lesson of one learner. `step` is where it was left, from 0; `passed` the steps that
    are passed; `checked` counts how often was asked whether a step is right, and `seconds` how long the lesson was open.
    `work` has for each step the content of a design file: what the canvas held when it was left, or passed. Steps are
    numbered from 0, since a lesson's titles differ from language to language.
    """

    step: Count = 0
    passed: tuple[Count, ...] = ()
    answers: dict[str, Given] = {}
    guesses: dict[str, Given] = {}
    checked: Count = 0
    hints: Count = 0
    seconds: Annotated[float, Meta(ge=0)] = 0.0
    work: dict[Count, str] = {}


class Learner(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A learner's name and lessons, by their names."""

    name: str = NOBODY
    lessons: dict[str, Done] = {}

    def at(self, lesson: str) -> Done:
        """How far the learner is in a lesson."""
        return self.lessons.get(lesson) or Done()

    def told(self, lesson: str, done: Done) -> Learner:
        """The learner with one lesson as it is now."""
        return replace(self, lessons={**self.lessons, lesson: done})


class Learners:
    """The learners of one machine, each a file in a folder. A file that is damaged is put aside, and never deleted."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def last(self) -> str:
        """Who learned here last, if they still do; nobody by name at first."""
        try:
            name = (self._folder / LAST).read_text(encoding="utf-8")[: 4 * LONGEST_NAME].strip()
        except (OSError, UnicodeDecodeError):
            return NOBODY
        return name if name in self.names() else NOBODY

    def begin(self, name: str) -> None:
        """Remember who learns now; where that cannot be kept, it is asked again next time."""
        with contextlib.suppress(OSError, FileError):
            self._folder.mkdir(parents=True, exist_ok=True)
            write_atomically(self._folder / LAST, name.encode())

    def names(self) -> list[str]:
        """Who learns here, by name."""
        return sorted((learner.name for learner in self._all()), key=str.casefold)

    def load(self, name: str) -> Learner:
        """A learner as kept; a new one where there is none."""
        return next((learner for learner in self._all() if learner.name == name), Learner(name))

    def save(self, learner: Learner) -> None:
        """Keep a learner. Raises `FileError`."""
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise FileError(
                f"Cannot keep your progress in {self._folder}: {error.strerror}. Free some room there."
            ) from error
        content = msgspec.json.format(msgspec.json.encode(learner))
        if len(content) > LARGEST:
            raise FileError(f"There is too much of {learner.name!r} to keep. Learn on under another name.")
        write_atomically(self._path(learner.name), content)

    def add(self, learner: Learner, taken: Collection[str] = ()) -> Learner:
        """Keep a learner who comes from elsewhere, under a name that is neither here nor `taken`; who they are then.

        Nothing is written over. Raises `FileError`.
        """
        names = {*self.names(), *taken}
        stem = learner.name[: LONGEST_NAME - 5].strip()
        free = (name for name in (learner.name, *(f"{stem} {n}" for n in range(2, 10_000))) if name not in names)
        name = next(free, "")
        if not name:
            raise FileError(f"Too many learners are called like {learner.name!r}. Choose another name.")
        added = replace(learner, name=name)
        self.save(added)
        return added

    def _all(self) -> Iterator[Learner]:
        with contextlib.suppress(OSError):
            for path in sorted(self._folder.glob("*.json")):
                learner = _read(path)
                if learner is not None:
                    yield learner

    def _path(self, name: str) -> Path:
        """The file of a learner: letters and digits of the name, and a number where another has it."""
        stem = re.sub(r"\W+", "-", name.casefold()).strip("-")[:40] or "learner"
        for number in range(1, 10_000):
            path = self._folder / (f"{stem}.json" if number == 1 else f"{stem}-{number}.json")
            learner = _read(path)
            if not path.exists() or (learner is not None and learner.name == name):
                return path  # and not one that cannot be read just now, which is somebody's
        raise FileError(f"Too many learners are called like {name!r}. Choose another name.")


def proper_name(name: str) -> str:
    """A name as it is kept: one line, without what cannot be seen, not too long."""
    seen = "".join(sign if sign.isprintable() else " " for sign in name)
    return " ".join(seen.split())[:LONGEST_NAME].strip()


def _read(path: Path) -> Learner | None:
    try:
        if path.stat().st_size > LARGEST:
            raise ValueError
        return msgspec.json.decode(path.read_bytes(), type=Learner)
    except OSError:
        return None
    except (msgspec.MsgspecError, ValueError, RecursionError):
        with contextlib.suppress(OSError):
            path.replace(next(free for free in _aside(path) if not free.exists()))
        return None


def _aside(path: Path) -> Iterator[Path]:
    """Where a damaged file can be put."""
    yield path.with_suffix(".damaged")
    yield from (path.with_suffix(f".damaged-{number}") for number in range(2, 10_000))
