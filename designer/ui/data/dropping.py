"""Files and folders of data that are dragged onto the window or the data tab."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QMimeData

from designer.data.formats import is_data


def dropped_data(data: QMimeData) -> Path | None:
    """The first file or folder among what is dragged that examples can be read from."""
    paths = (Path(url.toLocalFile()) for url in data.urls()[:100] if url.isLocalFile())
    return next((path for path in paths if is_data(path)), None)
