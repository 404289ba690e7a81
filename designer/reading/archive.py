"""Looks into a .keras file without unpacking it: a zip of three files, of which two small ones are read.

Beside them may lie the lists that layers such as TextVectorization learned. Of these only those are read that belong to a
layer in the JSON. Nothing is written. Weights are handed on unread; who opens them has to expect anything.
"""

from __future__ import annotations

import re
import struct
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from msgspec.structs import replace

from designer.errors import FileError
from designer.reading.config import LARGEST, parsed, read_parsed
from designer.reading.hdf5 import MOST_WEIGHTS
from designer.reading.learned import take_lists
from designer.reading.places import places
from designer.reading.results import Reading

NAMES = {"config.json", "metadata.json", "model.weights.h5"}
LISTS = re.compile(r"assets(/\w{1,100}){1,8}/vocabulary\.txt", re.ASCII)
MOST_LISTS = 64
RATIO = 200
"""How much smaller than its content something packed may be. Keras's own JSON gets some thirty times smaller."""
DIRECTORY = 64 * 1024
"""The largest list of contents that is read."""
_END = struct.Struct("<4s4H2LH")


def read_archive(path: Path, *, apart: bool = True) -> Reading:
    """The network in a .keras file, to start from the weights there. Raises `FileError`."""
    with opened(path) as (archive, found):
        parsed(_content(archive, found["metadata.json"], path.name), f"metadata.json of {path.name}")
        config = parsed(_content(archive, found["config.json"], path.name), path.name)
        sizes = {row.filename: row.file_size for row in found.values()}
        said = take_lists(config, sizes, lambda name: _content(archive, found[name], path.name))
    reading = read_parsed(config, path.name, apart=apart)
    return replace(reading, notes=(*reading.notes, *said)).started_from(path)


def read_metadata(path: Path) -> dict[str, object]:
    """What Keras says of itself in a .keras file. Raises `FileError`, or `OSError` if it cannot be opened."""
    with opened(path) as (archive, found):
        return parsed(_content(archive, found["metadata.json"], path.name), path.name)


def read_weights(path: Path) -> tuple[bytes, dict[str, str]]:
    """The HDF5 file within a .keras file, as it is, and where in it each layer has its weights, by the layers' names.

    Of layers of one name, as there may be in networks within the network, the last one counts. Raises `FileError`.
    """
    try:
        with opened(path) as (archive, found):
            config = parsed(_content(archive, found["config.json"], path.name), path.name)
            weights = _content(archive, found["model.weights.h5"], path.name, MOST_WEIGHTS)
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise FileError(
            f"Cannot read the weights in {path}: {reason}. Check the name, or start from others."
        ) from error
    return weights, dict(places(config))


@contextmanager
def opened(path: Path) -> Iterator[tuple[ZipFile, dict[str, ZipInfo]]]:
    """The archive and its files by name, once it is checked. What is damaged within raises `FileError` too."""
    try:
        with path.open("rb") as file:
            _check_end(file, path.name)
            with ZipFile(file) as archive:
                yield archive, _checked(archive, path.name)
    except (BadZipFile, zlib.error, EOFError, struct.error, NotImplementedError, RuntimeError, ValueError) as error:
        raise FileError(f"{path.name} is damaged: what it holds cannot be unpacked. Save it again in Keras.") from error


def _check_end(file: IO[bytes], name: str) -> None:
    """The record at the end says how long the list of contents is, which is read as a whole before anything else."""
    size = file.seek(0, 2)
    file.seek(max(0, size - 65_557))
    tail = file.read()
    at = tail.rfind(b"PK\x05\x06")
    if at < 0 or len(tail) - at < _END.size:
        raise FileError(f"Expected a .keras file in {name}, found no zip archive. Save it again in Keras.")
    _, _, _, _, entries, length, _, _ = _END.unpack_from(tail, at)
    if (
        not len(NAMES) <= entries <= len(NAMES) + MOST_LISTS
        or length > DIRECTORY
        or tail[max(0, at - 20) :].startswith(b"PK\x06\x07")
    ):
        raise _strange(name)
    file.seek(0)


def _checked(archive: ZipFile, name: str) -> dict[str, ZipInfo]:
    """The files by name, if it is those and lists alone and each is sound as far as can be seen from outside."""
    rows = archive.infolist()
    found = {row.filename: row for row in rows}
    others = found.keys() - NAMES
    if not found.keys() >= NAMES or not all(map(LISTS.fullmatch, others)) or len(rows) != len(NAMES) + len(others):
        raise _strange(name)
    if any(row.orig_filename != row.filename for row in rows):
        raise _strange(name)
    for row in rows:
        if row.flag_bits & 1:
            raise FileError(f"{name} is locked with a password. Save it in Keras without one.")
        if row.compress_type not in (ZIP_STORED, ZIP_DEFLATED) or row.file_size > RATIO * max(row.compress_size, 1):
            raise FileError(f"{row.filename} in {name} is packed as Keras never does, so it is not read.")
    return found


def _content(archive: ZipFile, row: ZipInfo, name: str, largest: int = LARGEST) -> bytes:
    if row.file_size > largest:
        raise FileError(f"{row.filename} in {name} holds more than any network needs, so it is not read.")
    with archive.open(row) as file:
        content = file.read(row.file_size + 1)
    if len(content) > row.file_size:
        raise FileError(f"{row.filename} in {name} holds more than it says, so it is not read.")
    return content


def _strange(name: str) -> FileError:
    return FileError(
        f"Expected config.json, metadata.json and model.weights.h5 in {name}, each once and nothing else but "
        "lists of words; found something else. Save it again in Keras."
    )
