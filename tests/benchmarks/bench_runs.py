"""How long the window is held up by its list of runs: while 2,000 are read, sorted and found, and while one is kept.

Run it with `uv run tests/benchmarks/bench_runs.py [runs]`. The rivals, in the same run: an event loop in which nothing
happens, and training that is not kept. A stall is told as the clock saw it, and as the time the window's own thread
computed meanwhile, which other programs on the machine do not lengthen.
"""

from __future__ import annotations

import os
import sys
import tempfile
import time
from array import array
from collections.abc import Callable
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ["LAYERLOOM_HOME"] = tempfile.mkdtemp(prefix="layerloom-bench-")
sys.path.insert(0, str(Path(__file__).parent.parent.parent))

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from designer.graph.files import encode, load
from designer.paths import resources
from designer.runs import logs as packing
from designer.runs.database import FOLDER
from designer.runs.record import NewRun
from designer.runs.store import Ending, Store
from designer.training import messages as m
from designer.ui import app
from designer.ui.window import Window
from designer.ui.worker_link import READY, WorkerLink

COUNT = int(sys.argv[1]) if len(sys.argv) > 1 else 2_000
EPOCHS = 200_000


class Silent(WorkerLink):
    """A link whose worker is ready and never says anything."""

    def __init__(self) -> None:
        super().__init__(["true"])
        self._state = READY

    def send(self, message: m.Request) -> bool:
        return True

    def stop(self) -> None:
        """There is nothing to end."""


class Pulse:
    """Beats as often as the event loop lets it, and remembers the longest wait."""

    def __init__(self) -> None:
        self.longest, self._last = 0.0, time.perf_counter()
        self.busiest, self._worked = 0.0, time.thread_time()
        self._timer = QTimer()
        self._timer.timeout.connect(self._beat)
        self._timer.start(0)

    def _beat(self) -> None:
        now, worked = time.perf_counter(), time.thread_time()
        self.longest, self._last = max(self.longest, now - self._last), now
        self.busiest, self._worked = max(self.busiest, worked - self._worked), worked


def fill(folder: Path) -> None:
    """As many runs as somebody has after some months."""
    store = Store(folder)
    design = encode(load(resources() / "examples" / "spiral.loom")).decode()
    log = array("d", [1 / (1 + at) for at in range(200)])
    logs = {"loss": log, "val_loss": log, "accuracy": log, "val_accuracy": log}
    for number in range(COUNT):
        run = NewRun(f"{number:032x}", 1e9 + number, f"net {number % 7}", design, "Spiral", number, 200)
        store.begin(run, "nobody|1|1")
        store.add(run.id, 1, logs, packing.figures(logs))
        store.finish(run.id, Ending("done", "", 1.0))
    store.close()


def during(
    application: QApplication, what: Callable[[], object], until: Callable[[], bool]
) -> tuple[float, float, float]:
    """How long it took until it was so, and the longest stall meanwhile by both clocks, in milliseconds."""
    pulse, begun = Pulse(), time.perf_counter()
    what()
    while not until():
        application.processEvents()
    return 1000 * (time.perf_counter() - begun), 1000 * pulse.longest, 1000 * pulse.busiest


def waited(seconds: float) -> Callable[[], bool]:
    end = time.perf_counter() + seconds
    return lambda: time.perf_counter() > end


def settle(application: QApplication, seconds: float) -> None:
    during(application, lambda: None, waited(seconds))


def train(window: Window) -> None:
    """A long run, as a worker tells of it."""
    window.run.train_or_pause()
    run = window.run.run
    assert run is not None
    window.link.received.emit(m.Started(run.id, "fused", "", EPOCHS, 17, 400, 100))
    window.runs.panel.table.clearSelection()


def tell(window: Window, pieces: int = 200) -> Callable[[], bool]:
    """Tells of more epochs each time it is asked whether all are told."""
    step, told = EPOCHS // pieces, [0]
    values = tuple(1 / (1 + at) for at in range(step))

    def more() -> bool:
        run = window.run.run
        assert run is not None
        logs = dict.fromkeys(("loss", "val_loss", "accuracy", "val_accuracy"), values)
        window.link.received.emit(m.Epochs(run.id, told[0] + 1, logs, 1e5))
        told[0] += step
        return told[0] >= EPOCHS

    return more


def finish(window: Window) -> None:
    run = window.run.run
    assert run is not None
    window.link.received.emit(m.Finished(run.id, "done", EPOCHS, 9.0, "fused", m.Evaluation(100, {"loss": 0.1})))


def main() -> None:
    home = Path(os.environ["LAYERLOOM_HOME"])
    fill(home / FOLDER)
    application = app.application()
    window = app.new_window(home, link=Silent())
    window.painted.disconnect(window.start)
    window.painted.disconnect(window.runs.begin)

    def everything() -> bool:
        return window.runs.panel.model.rowCount() >= COUNT

    took = during(application, window.show, everything)
    window.reader.read(window.session.design.data)
    settle(application, 2.0)
    for _ in window.training.load_curves():
        pass
    for _ in window.runs.load_overlay():
        pass
    panel, kept = window.runs.panel, window.runs.kept
    settle(application, 1.0)
    rows: list[tuple[str, float, float, float]] = [
        ("nothing, for a second", *during(application, lambda: None, waited(1)))
    ]
    rows.append((f"show the window, {COUNT:,} runs read", *took))

    def open_tab() -> None:
        window.docks.bring_up("runs")

    rows.append(("open the tab", *during(application, open_tab, waited(0.5))))
    settle(application, 1.0)
    head = panel.table.horizontalHeader()
    at = panel.model.column_at("final loss")
    rows.append(("sort by loss", *during(application, lambda: head.setSortIndicator(at, head.sortIndicatorOrder()), waited(0.3))))  # fmt: skip
    rows.append(("find “net 3”", *during(application, lambda: panel._find.setText("net 3"), waited(0.3))))
    panel._find.clear()
    ids = {row.id for row in panel.model.rows[:12]}
    rows.append(("select 12", *during(application, lambda: panel.table.choose(ids), lambda: len(panel.comparison.overlay._lines) == 12)))  # fmt: skip
    settle(application, 1.0)
    window.docks.bring_up("training")
    settle(application, 1.0)
    keeper = window.runs.keeper
    window.run.began.disconnect(keeper._began)
    rows.append(("begin a run that is not kept", *during(application, lambda: train(window), waited(0.5))))
    rows.append(("train it", *during(application, lambda: None, tell(window))))
    rows.append(("finish it", *during(application, lambda: finish(window), waited(0.5))))
    window.run.began.connect(keeper._began)
    rows.append(("begin a run that is kept", *during(application, lambda: train(window), waited(0.5))))
    more = tell(window)
    rows.append((f"train it, {EPOCHS:,} epochs of 4 logs", *during(application, lambda: None, more)))

    def is_done() -> bool:
        return any(row.outcome == "done" and row.wanted == EPOCHS for row in kept.rows.values())

    rows.append(("finish it", *during(application, lambda: finish(window), is_done)))
    for what, took, stall, busy in rows:
        print(f"{what:48} {took:8.0f} ms   longest stall {stall:6.1f} ms, computing {busy:6.1f} ms")
    begun = time.perf_counter()
    window.close()
    print(f"{'close':48} {1000 * (time.perf_counter() - begun):8.0f} ms")


if __name__ == "__main__":
    main()
