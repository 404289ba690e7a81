"""A learner's progress as a file, to be taken to another machine."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

import msgspec
from msgspec import Meta
from msgspec.structs import replace

from designer.atomic import write_atomically
from designer.errors import FileError
from designer.lessons import progress
from designer.lessons.progress import NOBODY, Learner, Learners, proper_name

SUFFIX = ".loomprogress"
LARGEST = 2 * progress.LARGEST
VERSION = 1


class _Version(msgspec.Struct, frozen=True):
    """As much of it as every version has."""

    layerloom_progress: Annotated[int, Meta(ge=1)]


class Carried(_Version, frozen=True, forbid_unknown_fields=True):
    """What such a file holds."""

    learner: Learner


@dataclass(frozen=True)
class Brought:
    """A learner that came from a file, under the name that was free; `called` is the file's own.

    `before` says that all of it was here already.
    """

    learner: Learner
    called: str
    before: bool = False


def write_progress(path: Path, learner: Learner) -> None:
    """Write how far a learner is. Raises `FileError`."""
    write_atomically(path, msgspec.json.format(msgspec.json.encode(Carried(VERSION, learner))))


def read_progress(path: Path) -> Learner:
    """A learner of a file, which is believed to be no more than it has to. Raises `FileError` with one sentence."""
    try:
        if path.stat().st_size > LARGEST:
            raise FileError(f"{path.name} is larger than anybody's progress, {LARGEST >> 20} MB. Choose another file.")
        content = path.read_bytes()
        if msgspec.json.decode(content, type=_Version).layerloom_progress > VERSION:
            raise FileError(f"{path.name} was written by a newer Layerloom. Update this one first.")
        learner = msgspec.json.decode(content, type=Carried).learner
    except OSError as error:
        raise FileError(f"Cannot read {path}: {(error.strerror or str(error)).lower()}.") from error
    except (msgspec.MsgspecError, ValueError, RecursionError):
        raise FileError(f"{path.name} is damaged, or nobody's progress. Export it once more.") from None
    return replace(learner, name=proper_name(learner.name) or NOBODY)


def bring(path: Path, learners: Learners, taken: Collection[str] = ()) -> Brought:
    """Keep the learner of a file on this machine, beside all who are `taken` or kept. Raises `FileError`."""
    learner = read_progress(path)
    if learners.load(learner.name) == learner and learner.name in learners.names():
        return Brought(learner, learner.name, before=True)
    return Brought(learners.add(learner, taken), learner.name)
