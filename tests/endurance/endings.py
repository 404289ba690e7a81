"""End the window in every way at every stage of its worker, and see that no process outlives it.

    uv run tests/endurance/endings.py

Each time a real window brings its worker to a stage, in a process of its own (`--until STAGE`); then it is closed, asked
to end, killed, or crashes. All that it started, and all that these did, must be gone soon after. Exits with 1 if not.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).parent.parent.parent))

import psutil

from tests.endurance.counts import Counts

STAGES = ("starting", "training", "exporting")
GONE_SECONDS = 5.0
THERE = "there"
THERE_SECONDS = 60.0


def ways() -> dict[str, signal.Signals]:
    """What ends a window: its button (which the window of this test takes a signal for), a system that shuts down, a
    terminal, somebody impatient, and crashes."""
    return {
        "closed": signal.SIGUSR1,
        "asked to end": signal.SIGTERM,
        "Ctrl+C": signal.SIGINT,
        "killed": signal.SIGKILL,
        "crashed": signal.SIGSEGV,
        "gave up": signal.SIGABRT,
    }


@dataclass(frozen=True)
class End:
    """How a window ended, how many processes it had, and how long the last of them took to be gone."""

    stage: str
    way: str
    processes: int
    seconds: float
    faults: tuple[str, ...]


def end(stage: str, way: str) -> End:
    """Bring a window to a stage, end it, and look what is left."""
    with tempfile.TemporaryDirectory() as home:
        given = [sys.executable, str(Path(__file__)), "--until", stage, home]
        window = subprocess.Popen(given, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
        if _said(window) != THERE:
            window.kill()
            return End(stage, way, 0, 0.0, (f"the window did not get there: {window.wait()}",))
        started = psutil.Process(window.pid).children(recursive=True)
        begun = time.monotonic()
        window.send_signal(ways()[way])
        faults = list(_judged(window, started, way))
        return End(stage, way, len(started), time.monotonic() - begun, tuple(faults))


def _said(window: subprocess.Popen[str]) -> str:
    """The first line a window says. One that says nothing is killed after a while, and has said nothing."""
    assert window.stdout is not None
    late = threading.Timer(THERE_SECONDS, window.kill)
    late.start()
    try:
        return window.stdout.readline().strip()
    finally:
        late.cancel()


def _judged(window: subprocess.Popen[str], started: list[psutil.Process], way: str) -> Iterator[str]:
    expected = 0 if way in ("closed", "asked to end", "Ctrl+C") else -ways()[way]
    try:
        if (code := window.wait(10.0 + GONE_SECONDS)) != expected:
            yield f"the window ended with {code}"
    except subprocess.TimeoutExpired:
        window.kill()
        yield "the window does not end"
    if not started:
        yield "there was no worker"
    _, left = psutil.wait_procs(started, GONE_SECONDS)
    for process in left:
        if process.status() != psutil.STATUS_ZOMBIE:
            yield f"{' '.join(process.cmdline())[-60:]} outlived the window"
            process.kill()


def until(stage: str, home: Path) -> int:
    """Be the window that is ended."""
    from PySide6.QtCore import QTimer

    from designer.ui import app
    from tests.endurance.deaths import Scene

    application = app.application()
    window = app.new_window(home)
    window.reporting.watch()
    window.show()
    beat = app._let_ctrl_c_through(window)
    signal.signal(signal.SIGUSR1, lambda number, frame: window.close())
    scene = Scene(window)

    def go() -> None:
        scene.enter(stage)
        print(THERE, flush=True)

    QTimer.singleShot(0, go)
    code = application.exec()
    beat.stop()
    return code


def ends() -> Iterator[End]:
    """Every way at every stage."""
    for stage in STAGES:
        for way in ways():
            yield end(stage, way)


def main() -> int:
    if sys.argv[1:2] == ["--until"]:
        return until(sys.argv[2], Path(sys.argv[3]))
    found = []
    print(f"{'stage':12}{'way':14}{'processes':>10}{'gone':>8}")
    for one in ends():
        found.append(one)
        print(f"{one.stage:12}{one.way:14}{one.processes:10}{one.seconds:7.2f}s {'; '.join(one.faults)}", flush=True)
    failures = sum(len(one.faults) for one in found)
    runs = sum(one.stage == "training" for one in found)
    return Counts(runs=runs, kills=len(found), failures=failures).told()


if __name__ == "__main__":
    sys.exit(main())
