"""Whether memory stays flat in a run of 100,000 epochs: that of the worker, and that of the window that shows its curves.

    uv run python tests/benchmarks/bench_long_run.py [--epochs 100000]

The spiral is trained by the real worker under the real window, off the screen. Each line is a tenth of the way: the
memory of both processes as a ratio to that after the first tenth. Exits with 1 if the worker grows by a tenth.
The window keeps every epoch's logs, eight bytes each, which is the most it may grow by.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import psutil
from PySide6.QtWidgets import QApplication

from designer.graph.edits import set_training
from designer.paths import resources
from designer.ui import app
from designer.ui.training.run import Phase
from designer.ui.window import Window

TENTHS = 10
GROWTH = 1.1
PATIENCE = 600.0
"""Seconds after which a tenth of the run should be done on any machine."""


def wait(application: QApplication, done: Callable[[], bool]) -> None:
    until = time.monotonic() + PATIENCE
    while not done():
        if time.monotonic() > until:
            sys.exit("The run does not go on.")
        application.processEvents()
        time.sleep(0.005)


def megabytes(process: psutil.Process) -> float:
    return float(process.memory_info().rss) / 1e6


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--epochs", type=int, default=100_000)
    epochs = parser.parse_args().epochs
    application = app.application()
    with tempfile.TemporaryDirectory() as folder:
        window = app.new_window(Path(folder), resources() / "examples" / "spiral.loom")
        window.show()
        wait(application, lambda: window.link.ready is not None and window.session.snapshot.data is not None)
        grown = _trained(application, window, epochs)
        window.close()
    return 0 if grown < GROWTH else 1


def _trained(application: QApplication, window: Window, epochs: int) -> float:
    """How much the worker grew from the first tenth of the run to its end."""
    assert window.link.ready is not None
    here, worker = psutil.Process(), psutil.Process(window.link.ready.pid)
    window.session.edit(set_training("", epochs=epochs))
    window.run.train_or_pause()
    first: tuple[float, float] | None = None
    print(f"{'epochs':>10}{'worker':>12}{'':>8}{'window':>12}{'':>8}")
    ratios = (1.0, 1.0)
    for tenth in range(1, TENTHS + 1):
        wait(application, lambda at=tenth: _done(window) >= epochs * at // TENTHS or window.run.phase is Phase.FINISHED)  # type: ignore[misc]
        now = megabytes(worker), megabytes(here)
        first = first or now
        ratios = now[0] / first[0], now[1] / first[1]
        print(f"{_done(window):10,}{now[0]:9,.0f} MB{ratios[0]:8.3f}{now[1]:9,.0f} MB{ratios[1]:8.3f}", flush=True)
    return ratios[0]


def _done(window: Window) -> int:
    return window.run.run.epochs if window.run.run else 0


if __name__ == "__main__":
    sys.exit(main())
