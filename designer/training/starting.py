"""How another process of Layerloom is started on this installation."""

from __future__ import annotations

import sys
from pathlib import Path


def worker_command() -> tuple[str, ...]:
    """The command of a worker."""
    return own_command("--worker", "designer.worker")


def own_command(mode: str, module: str) -> tuple[str, ...]:
    """The command of a process that does one thing, named by an option of ours or, installed, by its module.

    It imports nothing from the folder it is started in, whatever lies there.
    """
    if getattr(sys, "frozen", False):
        return (sys.executable, mode)
    root = Path(__file__).parent.parent.parent
    if (root / "pyproject.toml").is_file():
        return (sys.executable, str(root / "main.py"), mode)
    return (sys.executable, "-P", "-m", module)
