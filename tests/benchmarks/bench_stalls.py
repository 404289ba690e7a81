"""The longest time the window's event loop stands still: idle, and while a network trains with live curves.

A timer that should fire every 5 ms is asked how late it was. uv run python tests/benchmarks/bench_stalls.py
"""

from __future__ import annotations

import os
import sys
import tempfile
import time
from pathlib import Path

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

    def stop(self) -> list[float]:
        self._timer.stop()
        return sorted(self.late)


def main() -> int:
    """Print the worst and the 99th percentile; exit 1 if training makes the worst too long."""
    application = app.application()
    with tempfile.TemporaryDirectory() as folder:
        window = app.new_window(Path(folder))
        window.session.start(network())
        window.show()
        wait(application, 60, lambda: window.link.state == READY)
        wait(application, 8, lambda: False)
        idle = measure(application, SECONDS)
        pressed = time.perf_counter()
        window.run.train_or_pause()
        wait(application, 30, lambda: window.run.run is not None and window.run.run.epochs > 0)
        first = time.perf_counter() - pressed
        busy = measure(application, SECONDS)
        assert window.run.run is not None and window.run.run.epochs, window.status.sentence.text()
        epochs = window.run.run.epochs
        window.close()
    print(f"press to first point            {1000 * first:7.0f} ms")
    print(f"idle:     longest stall         {idle[-1]:7.1f} ms, 99 % under {idle[int(0.99 * len(idle))]:.1f} ms")
    print(f"training: longest stall         {busy[-1]:7.1f} ms, 99 % under {busy[int(0.99 * len(busy))]:.1f} ms")
    print(f"          epochs drawn meanwhile {epochs:,}")
    return int(busy[-1] > max(TARGET_MS, 2 * idle[-1]))


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
