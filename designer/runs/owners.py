"""Which process trains a run, and whether it still lives: a run whose process is gone was interrupted."""

from __future__ import annotations

import os
import platform

FORGOTTEN_AFTER = 86_400.0
"""A run of another machine that was not written to for so many seconds is over; its process cannot be asked."""


def own() -> str:
    """This process, in words that name no other: machine, number, and when it was started."""
    return f"{platform.node()}|{os.getpid()}|{_started(os.getpid()):.0f}"


def lives(owner: str, quiet: float) -> bool:
    """Whether the process called `owner`, which wrote `quiet` seconds ago, is still there."""
    machine, _, rest = owner.partition("|")
    number, _, started = rest.partition("|")
    if machine != platform.node():
        return quiet < FORGOTTEN_AFTER
    return number.isascii() and number.isdigit() and len(number) < 10 and started == f"{_started(int(number)):.0f}"


def _started(number: int) -> float:
    import psutil

    try:
        return float(psutil.Process(number).create_time())
    except (psutil.Error, OSError):
        return -1.0
