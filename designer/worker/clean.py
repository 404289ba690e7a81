"""Starting a clean process (`outside`): in a folder of its own, with this Python and nothing of this application."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

from designer.worker import outside
from designer.worker.faults import Fault

LOOK_SECONDS = 0.05
LEFT_OUT = ("PYTHONPATH", "PYTHONSTARTUP", "PYTHONHOME", "KERAS_BACKEND")


class Unfinished(Exception):
    """The process did not do what it was started for; `why` is `failed`, `late` or `cancelled`."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


def never() -> bool:
    return False


def run_outside(folder: Path, *arguments: str, seconds: float, cancelled: Callable[[], bool] = never) -> None:
    """Run `outside` with these arguments, for `seconds` at most. Raises `Unfinished`, or `Fault` if it cannot start.

    What it had to say of a failure goes to this process's standard error.
    """
    if getattr(sys, "frozen", False):
        raise Fault("worker", "This build of Layerloom has no Python of its own to check with. Install it with uv.")
    environment = {name: value for name, value in os.environ.items() if name not in LEFT_OUT}
    log = folder / "log.txt"
    with log.open("wb") as said:
        process = subprocess.Popen(
            [sys.executable, "-P", outside.__file__, *arguments],
            cwd=folder,
            env={**environment, "TF_CPP_MIN_LOG_LEVEL": "3"},
            stdin=subprocess.PIPE,  # its end is the end of the process
            stdout=subprocess.DEVNULL,
            stderr=said,
        )
        try:
            code = _ended(process, time.monotonic() + seconds, cancelled)
        finally:
            process.kill()
            process.communicate()
    if code:
        print(log.read_text(encoding="utf-8", errors="replace")[-4000:], file=sys.stderr, flush=True)
        raise Unfinished("failed")


def _ended(process: subprocess.Popen[bytes], deadline: float, cancelled: Callable[[], bool]) -> int:
    while True:
        try:
            return process.wait(LOOK_SECONDS)
        except subprocess.TimeoutExpired:
            if cancelled():
                raise Unfinished("cancelled") from None
            if time.monotonic() > deadline:
                raise Unfinished("late") from None
