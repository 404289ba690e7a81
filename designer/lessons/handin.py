"""What a learner hands in: one file with the work on a lesson, which claims nothing that is not looked at again.

The file carries a seal over all of it. Whoever changes a letter by hand breaks it, so that slips and idle hands show; it is
no proof of who did the work, which nothing on a learner's own machine could be.
"""

from __future__ import annotations

import hashlib
import hmac
from pathlib import Path
from typing import Annotated

import msgspec
from msgspec import Meta
from msgspec.structs import replace

from designer.atomic import write_atomically
from designer.errors import FileError
from designer.lessons.progress import LONGEST_NAME, Done

SUFFIX = ".loomwork"
LARGEST = 32 * 1024 * 1024
VERSION = 1
_KEY = b"layerloom hand-in"


class HandIn(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A learner's work on one lesson. `lesson` is its name, `made` when it was handed in, in seconds since 1970, `language`
    that of the text it was done with.
    """

    layerloom_work: Annotated[int, Meta(ge=1)]
    learner: Annotated[str, Meta(max_length=LONGEST_NAME)]
    lesson: Annotated[str, Meta(max_length=200)]
    title: Annotated[str, Meta(max_length=200)]
    made: float
    done: Done
    language: Annotated[str, Meta(max_length=20)] = "en"
    seal: Annotated[str, Meta(max_length=64)] = ""

    @property
    def sealed(self) -> bool:
        """Whether nothing was changed since it was written."""
        return hmac.compare_digest(self.seal.encode(), _seal(self).encode())


class _Version(msgspec.Struct):
    """As much of it as every version has."""

    layerloom_work: int


def write_hand_in(
    path: Path, learner: str, lesson: str, title: str, done: Done, made: float, language: str = "en"
) -> None:
    """Write a learner's work. Raises `FileError`."""
    bare = HandIn(VERSION, learner, lesson, title, made, done, language)
    write_atomically(path, msgspec.json.format(msgspec.json.encode(replace(bare, seal=_seal(bare)))))


def read_hand_in(path: Path) -> HandIn:
    """A learner's work. Raises `FileError` with one sentence."""
    try:
        if path.stat().st_size > LARGEST:
            raise FileError(f"{path.name} is larger than what a learner hands in, {LARGEST >> 20} MB.")
        content = path.read_bytes()
        if msgspec.json.decode(content, type=_Version).layerloom_work > VERSION:
            raise FileError(f"{path.name} was written by a newer Layerloom. Update this one, and mark it then.")
        found = msgspec.json.decode(content, type=HandIn)
    except OSError as error:
        raise FileError(f"Cannot read {path}: {(error.strerror or str(error)).lower()}.") from error
    except (msgspec.MsgspecError, ValueError, RecursionError):
        raise FileError(f"{path.name} is damaged, or nothing that was handed in. Ask for it once more.") from None
    return found


def _seal(work: HandIn) -> str:
    plain = msgspec.to_builtins(replace(work, seal=""), str_keys=True, order="deterministic")
    content = msgspec.json.encode(plain)
    return hmac.new(_KEY, content, hashlib.sha256).hexdigest()
