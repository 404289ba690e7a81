"""Opens a network written elsewhere, whichever of the forms it is in."""

from __future__ import annotations

import re
from pathlib import Path

from designer.errors import FileError
from designer.reading.archive import read_archive
from designer.reading.config import LARGEST, read_config
from designer.reading.hdf5 import SEARCHED, SIGNATURE, read_hdf5
from designer.reading.python.source import read_python
from designer.reading.results import Reading

SUFFIXES = (".py", ".json", ".keras", ".h5", ".hdf5")
"""The endings of files that are read."""
_FENCE = re.compile(r"^[ \t]*```[^\n]*\n(.*?)^[ \t]*```", re.MULTILINE | re.DOTALL)


def read_file(path: Path, *, apart: bool = True) -> Reading:
    """The network in a file: Keras source, Keras JSON, a .keras or an HDF5 file, told apart by what is in it.

    `apart` gives activations written into a layer a card of their own. Raises `FileError` if no network is in it.
    """
    try:
        if not path.is_file():
            raise FileError(f"Cannot read {path}: it is no file. Check the name.")
        with path.open("rb") as file:
            start = file.read(8)
            if start.startswith(b"PK"):
                return read_archive(path, apart=apart)
            if start == SIGNATURE:
                return read_hdf5(start + file.read(SEARCHED), path, apart=apart)
            content = start + file.read(LARGEST)
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise FileError(f"Cannot read {path}: {reason}. Check the name and that you may read it.") from error
    if path.suffix.lower() in (".h5", ".hdf5"):
        raise FileError(f"Expected an HDF5 file in {path.name}, found something else. Save it again in Keras.")
    if path.suffix.lower() == ".keras":
        raise FileError(f"Expected a .keras file in {path.name}, found no zip archive. Save it again in Keras.")
    if len(content) > LARGEST:
        raise FileError(f"{path.name} holds more than any network needs, so it is not read. Check where it came from.")
    return _read(content, path.name, apart)


def read_text(text: str, name: str = "the text", *, apart: bool = True) -> Reading:
    """The network in a text that is pasted: Keras source or JSON, also between fences in prose. Raises `FileError`."""
    if len(text) > LARGEST:
        raise FileError(f"There is more in {name} than any network needs, so it is not read.")
    short = len(text) <= 500_000 and text.count("```") <= 100
    fenced = _FENCE.findall(text) if short else []
    return _read(("\n".join(fenced) if fenced else text).encode("utf-8", "replace"), name, apart)


def _read(content: bytes, name: str, apart: bool) -> Reading:
    if content.lstrip().startswith((b"{", b"[")) and not content.lstrip().startswith(b"[l"):
        try:
            return read_config(content, name, apart=apart)
        except FileError:
            if name.endswith(".json") or b"class_name" in content[:1000]:
                raise
    return read_python(content, name, apart=apart)
