"""How a worker process is started on this installation."""

from __future__ import annotations

import sys
from pathlib import Path


def worker_command() -> tuple[str, ...]:
    """The command of a worker. It imports nothing from the folder it is started in, whatever lies there."""
    if getattr(sys, "frozen", False):
        return (sys.executable, "--worker")
    root = Path(__file__).parent.parent.parent
    if (root / "pyproject.toml").is_file():
        return (sys.executable, str(root / "main.py"), "--worker")
    return (sys.executable, "-P", "-m", "designer.worker")
