"""Whether Keras 3 itself reads the weights in a file, as a script without Layerloom has to."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from designer.errors import FileError
from designer.reading.archive import read_metadata


def keras_reads(path: Path) -> bool:
    """Whether public Keras 3 reads the weights there: they are in a .keras file that Keras 3 wrote.

    What cannot be looked at counts as read, since nothing can be done about it here.
    """
    try:
        told = path.stat()
    except OSError:
        return True
    return _reads(path, told.st_mtime_ns, told.st_size)


@lru_cache(maxsize=64)
def _reads(path: Path, changed: int, size: int) -> bool:
    try:
        with path.open("rb") as file:
            packed = file.read(2) == b"PK"
        if not packed or path.suffix != ".keras":
            return False
        version = read_metadata(path).get("keras_version")
    except (OSError, FileError):
        return True
    return not (isinstance(version, str) and version.startswith(("0.", "1.", "2.")))
