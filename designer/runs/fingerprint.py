"""What the examples of a run were, so that two runs can be told to have learned from the same."""

from __future__ import annotations

import hashlib
import platform
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

import msgspec

from designer import __version__
from designer.graph.specs import DataSpec, Table
from designer.runs.record import DataPrint, Versions

CHUNK = 1 << 20


def data_print(data: DataSpec) -> DataPrint:
    """The source's values and, where that is a file, what the file is now. Reads the whole file."""
    source = msgspec.json.encode(data.source).decode()
    if not isinstance(data.source, Table):
        return DataPrint(source)
    digest = hashlib.sha256()
    try:
        with Path(data.source.path).open("rb") as file:
            while chunk := file.read(CHUNK):
                digest.update(chunk)
        state = Path(data.source.path).stat()
    except (OSError, ValueError):
        return DataPrint(source)
    return DataPrint(source, state.st_size, state.st_mtime, digest.hexdigest())


def versions() -> Versions:
    """What is installed here; no library is loaded for it."""
    return Versions(platform.python_version(), _version("keras"), _version("tensorflow"), __version__)


def _version(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return ""
