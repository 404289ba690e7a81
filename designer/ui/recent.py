"""The files opened last, for the menu."""

from __future__ import annotations

from pathlib import Path

from designer.ui.settings import Preferences

KEPT = 10


class RecentFiles:
    """The last files, the newest first, each once."""

    def __init__(self, preferences: Preferences) -> None:
        self._preferences = preferences

    def add(self, path: Path) -> None:
        """`path` was opened or saved."""
        text = str(path.absolute())
        others = [other for other in self._preferences.recent if other != text]
        self._preferences.recent = [text, *others][:KEPT]

    def paths(self) -> list[Path]:
        """Those that are still there."""
        return [path for path in map(Path, self._preferences.recent) if _is_file(path)]

    def clear(self) -> None:
        """Forget them all; the files stay."""
        self._preferences.recent = []


def _is_file(path: Path) -> bool:
    try:
        return path.is_file()
    except (OSError, ValueError):  # a name that no system takes
        return False
