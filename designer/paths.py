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


def translations() -> Path:
    """The folder of what the window says in other languages."""
    return resources() / "translations"


def worker_log() -> Path:
    """Where the worker's libraries write what nobody should have to read; the last start's only.

    The null device where the folder cannot be written.
    """
    path = state_folder() / "worker.log"
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"")
    except OSError:
        return Path(os.devnull)
    return path


def cache_folder() -> Path:
    """Where what can be made again is kept; within `LAYERLOOM_HOME` where that is set."""
    given = os.environ.get("LAYERLOOM_HOME")
    return Path(given) / "cache" if given else Path(_DIRS.user_cache_dir)


def state_folder() -> Path:
    """Where work in progress and preferences are kept; `LAYERLOOM_HOME` puts it elsewhere."""
    given = os.environ.get("LAYERLOOM_HOME")
    return Path(given) if given else Path(_DIRS.user_data_dir)
