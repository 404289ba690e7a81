"""The longest time the window's event loop stands still: at the start, idle, and while a network trains with live curves.

A timer that should fire every 5 ms is asked how late it was, in three windows one after the other. uv run python tests/benchmarks/bench_stalls.py
"""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
sys.path.insert(0, str(Path(__file__).parent.parent.parent))

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtWidgets import QApplication

from designer.graph.design import Design, Wire
from designer.graph.edits import add_node, connect, new_node, set_training
from designer.ui import app
from designer.ui.worker_link import READY

SECONDS = 10
BEAT_MS = 5
TARGET_MS = 50
RUNS = 3
WHEN = ("start", "idle", "training")


class Lateness(QObject):
    """How much later than every 5 ms a timer fires, in milliseconds."""

    def __init__(self) -> None:
        super().__init__()
        self.late: list[float] = []
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._beat)
        self._last = time.perf_counter()
        self._timer.start(BEAT_MS)

    def _beat(self) -> None:
        now = time.perf_counter()
        self.late.append(1000 * (now - self._last) - BEAT_MS)
        self._last = now

    def again(self) -> None:
        """Forget what was so far."""
        self.late.clear()
        self._last = time.perf_counter()

    def stop(self) -> list[float]:
        self._timer.stop()
        return sorted(self.late)


def main() -> int:
    """Print the worst of each run and of all; exit 1 if training makes the worst too long."""
    if sys.argv[1:] == ["--once"]:
        print(json.dumps(once()))
        return 0
    runs = [fresh() for _ in range(RUNS)]
    firsts = [run["first"] for run in runs]
    print(f"press to first point        {statistics.median(firsts):6.0f} ms, at most {max(firsts):.0f}")
    worst = {when: [run[when][0] for run in runs] for when in WHEN}
    for when in WHEN:
        usual = statistics.median(run[when][1] for run in runs)
        print(
            f"longest stall, {when:9}    {statistics.median(worst[when]):6.1f} ms, at most {max(worst[when]):.1f}; "
            f"99 % under {usual:.1f}"
        )
    print(f"epochs drawn meanwhile      {statistics.median(run['epochs'] for run in runs):,.0f}")
    return int(max(worst["training"]) > max(TARGET_MS, 2 * max(worst["idle"])))


def fresh() -> dict[str, Any]:
    """What `once` measures in a process of its own, as starting is part of it."""
    command = [sys.executable, __file__, "--once"]
    done = subprocess.run(command, env=fresh_environment(), capture_output=True, text=True, check=True)
    return json.loads(done.stdout.splitlines()[-1])  # type: ignore[no-any-return]


def fresh_environment() -> dict[str, str]:
    """This one, with Python's compiled files kept, as they are where people work."""
    return {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}


def once() -> dict[str, Any]:
    """The worst and the 99th percentile of each time, in ms; from Train to the first point; epochs meanwhile."""
    application = app.application()
    with tempfile.TemporaryDirectory() as folder:
        window = app.new_window(Path(folder))
        window.session.start(network())
        lateness = Lateness()
        window.painted.disconnect(window.start)
        window.painted.connect(lateness.again)
        window.painted.connect(window.start)
        window.show()
        wait(application, 60, lambda: window.link.state == READY)
        start = lateness.stop()
        wait(application, 8, lambda: False)
        window.training.curves.reveal.lively = True  # as on a screen
        idle = measure(application, SECONDS)
        pressed = time.perf_counter()
        window.run.train_or_pause()
        wait(application, 30, lambda: window.run.run is not None and window.run.run.epochs > 0)
        first = time.perf_counter() - pressed
        busy = measure(application, SECONDS)
        assert window.run.run is not None and window.run.run.epochs, window.status.sentence.text()
        epochs = window.run.run.epochs
        window.close()
    found = {
        when: (late[-1], late[int(0.99 * len(late))]) for when, late in zip(WHEN, (start, idle, busy), strict=True)
    }
    return {**found, "first": 1000 * first, "epochs": epochs}


def network() -> Design:
    """A small network that trains for longer than is measured."""
    design, before = Design(), ""
    for kind, settings in (("Input", {"shape": (2,)}), ("Dense", {"units": 8}), ("ReLU", {}), ("Dense", {"units": 1})):
        node = new_node(design, kind, settings)
        design = add_node(node, (170.0 * len(design.graph.nodes), 0.0))(design)
        design = connect(Wire(before, node.id))(design) if before else design
        before = node.id
    return set_training("", epochs=1_000_000)(design)


def measure(application: QApplication, seconds: float) -> list[float]:
    """Lateness over some seconds, the worst last."""
    lateness = Lateness()
    wait(application, seconds, lambda: False)
    return lateness.stop()


def wait(application: QApplication, seconds: float, done) -> None:  # type: ignore[no-untyped-def]
    """Let the event loop run until `done`, at most for so long."""
    loop_end = QTimer()
    loop_end.setSingleShot(True)
    loop_end.timeout.connect(application.exit)  # `quit` would close the window
    loop_end.start(int(1000 * seconds))
    look = QTimer()
    quit = _Quit(application, done)  # a connection alone does not keep it
    look.timeout.connect(quit.look)
    look.start(10)
    application.exec()
    look.stop()
    loop_end.stop()


class _Quit:
    def __init__(self, application: QApplication, done) -> None:  # type: ignore[no-untyped-def]
        self.application, self.done = application, done

    def look(self) -> None:
        if self.done():
            self.application.exit()


if __name__ == "__main__":
    sys.exit(main())
