"""Opens networks written elsewhere as designs of the user's own: from a file, or dropped on the window."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import QMimeData, QObject, Signal

from designer.lessons.opening import PACKED
from designer.reading import SUFFIXES, Reading, read_file
from designer.ui.reader import Reader

OWN = (".loom", PACKED)
"""What Layerloom itself writes: designs and lessons."""


def is_foreign(path: Path) -> bool:
    """Whether a file is to be read as a network written elsewhere."""
    return path.suffix.lower() in SUFFIXES


def dropped(data: QMimeData) -> Path | None:
    """The first file among what is dragged that can be opened."""
    paths = (Path(url.toLocalFile()) for url in data.urls()[:100] if url.isLocalFile())
    return next((path for path in paths if is_foreign(path) or path.suffix.lower() in OWN), None)


class Foreign(QObject):
    """Reads such a file aside. What comes out replaces the open design once it is there."""

    opened = Signal(object, object)
    """The `Reading` of a file, and the file."""
    said = Signal(str)
    refused = Signal(str)

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.reader = Reader(self)
        self.reader.read.connect(self._read)
        self.reader.refused.connect(self.refused)
        self._path = Path()

    def open(self, path: Path) -> None:
        """Begin to read a file."""
        self._path = path
        self.said.emit(f"Reading {path.name}…")
        self.reader.start(partial(read_file, path))

    def cancel(self) -> None:
        """Another design was opened meanwhile: what is being read is not wanted any more."""
        self.reader.cancel()

    def _read(self, reading: Reading) -> None:
        self.opened.emit(reading, self._path)
