"""One text with all that helps whoever looks into a failure, and nothing of the user's own."""

from __future__ import annotations

import locale
import os
import platform
from importlib.metadata import PackageNotFoundError, version
from typing import Final

import psutil

from designer import __version__
from designer.health.crashes import CrashLog
from designer.health.trail import Trail

PACKAGES: Final = ("PySide6-Essentials", "pyqtgraph", "numpy", "pandas", "tensorflow", "keras", "msgspec")
SWITCHES: Final = ("QT_QPA_PLATFORM", "QT_SCALE_FACTOR", "XDG_SESSION_TYPE", "CUDA_VISIBLE_DEVICES")
"""What of the environment changes how Layerloom runs, and holds no name of anybody."""


def report(trail: Trail, crashes: CrashLog, engine: str = "") -> str:
    """Versions, the machine, the last actions and the last crashes. `engine` says how the worker is."""
    parts = [
        ("Layerloom report", [f"Layerloom {__version__}", *versions()]),
        ("Machine", machine()),
        ("Training engine", [engine or "not started"]),
        ("Last actions", trail.lines() or ["none"]),
        ("Last crashes", crashes.text().splitlines() or ["none"]),
    ]
    return "\n\n".join("\n".join((title, "-" * len(title), *lines)) for title, lines in parts) + "\n"


def versions() -> list[str]:
    """Python and the packages the most depends on, each with its version."""
    return [f"Python {platform.python_version()}", *(f"{name} {_version(name)}" for name in PACKAGES)]


def machine() -> list[str]:
    """The system, its processor and memory, and the switches of Qt and TensorFlow that are set."""
    memory = psutil.virtual_memory()
    return [
        f"{platform.system()} {platform.release()}, {platform.machine()}",
        f"{os.cpu_count() or 1} processors, {memory.total / 1e9:.1f} GB of memory, {memory.available / 1e9:.1f} GB free",
        f"Language {locale.getlocale()[0] or 'unknown'}",
        *(f"{name}={os.environ[name]}" for name in SWITCHES if name in os.environ),
    ]


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return "is missing"
