"""Where Layerloom's own files are, and where it keeps the user's."""

import os
from pathlib import Path

from platformdirs import PlatformDirs

_DIRS = PlatformDirs("layerloom", appauthor=False)


def resources() -> Path:
    """The folder of what comes along: examples and their data. In an installed package it lies inside."""
    installed = Path(__file__).parent / "resources"
    return installed if installed.is_dir() else Path(__file__).parent.parent / "resources"


def examples() -> list[Path]:
    """The example designs, by name."""
    return sorted((resources() / "examples").glob("*.loom"))


def state_folder() -> Path:
    """Where work in progress and preferences are kept; `LAYERLOOM_HOME` puts it elsewhere."""
    given = os.environ.get("LAYERLOOM_HOME")
    return Path(given) if given else Path(_DIRS.user_data_dir)
