"""What entries of menus that are made when they open do: each opens one thing."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from designer.ui.workfiles import LeftBehind, Work

if TYPE_CHECKING:
    from designer.ui.file_commands import FileCommands


class OpenPath(QObject):
    """Opens one file."""

    def __init__(self, files: FileCommands, path: Path) -> None:
        super().__init__()
        self._files, self._path = files, path

    def open(self, checked: bool = False) -> None:
        self._files.open_path(self._path)


class OpenWork(QObject):
    """Opens one work that is in no file."""

    def __init__(self, files: FileCommands, left: LeftBehind[Work]) -> None:
        super().__init__()
        self._files, self._left = files, left

    def open(self, checked: bool = False) -> None:
        self._files.open_work(self._left)
