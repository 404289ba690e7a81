"""Let the worker die in every way at every stage, and see that the window answers, says so and recovers.

    uv run tests/endurance/deaths.py

Each line: what the worker was doing, how it died, the seconds until the window said so and until the next worker was
ready, and the longest the window stood still meanwhile. Exits with 1 if anything failed.
"""

from __future__ import annotations

import os
import signal
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).parent.parent.parent))

import psutil
from PySide6.QtWidgets import QApplication

from designer.graph.edits import set_setting, set_training
from designer.training import messages as m
from designer.ui import app
from designer.ui.training.run import Phase
from designer.ui.window import Window
from designer.ui.worker_link import FAILED, READY

SIGNALS = (signal.SIGKILL, signal.SIGSEGV, signal.SIGSTOP)
SAID_SECONDS = 2.0
HANGS_SECONDS = 10.0
"""A worker that is stopped says nothing: that it is silent is told at once, that it is lost after a while."""
PATIENCE = 180.0


@dataclass
class Death:
    """How the window bore it."""

    stage: str
    signal: str
    said: float = 0.0
    ready: float = 0.0
    stall: float = 0.0
    faults: list[str] = field(default_factory=list)


class Scene:
    """A window with a worker that is about to die."""

    def __init__(self, window: Window) -> None:
        self.window = window
        self._troubles: list[str] = []
        window.link.lost.connect(self._troubles.append)
        window.link.said.connect(self._troubles.append)
        window.run.said.connect(self._troubles.append)

    def wait(self, done: Callable[[], bool], seconds: float = PATIENCE) -> tuple[bool, float]:
        """Let the window live until `done`; whether it was in time, and the longest it stood still."""
        end, longest, last = time.monotonic() + seconds, 0.0, time.perf_counter()
        while not done():
            if time.monotonic() > end:
                return False, longest
            QApplication.processEvents()
            now = time.perf_counter()
            longest, last = max(longest, now - last), now
            time.sleep(0.002)
            last += 0.002
        return True, longest

    def die(self, stage: str, number: signal.Signals) -> Death:
        """Bring the worker to a stage, kill it there, and wait for the next one."""
        death, window = Death(stage, number.name), self.window
        pid = getattr(self, f"_{stage}")()
        design = window.session.design
        self._troubles.clear()
        begun = time.monotonic()
        os.kill(pid, number)
        told, first = self.wait(
            lambda: bool(self._troubles), HANGS_SECONDS if number is signal.SIGSTOP else SAID_SECONDS
        )
        death.said = time.monotonic() - begun
        back, second = self.wait(lambda: self._is_back(pid))
        death.stall = max(first, second)
        death.ready = time.monotonic() - begun
        if not told:
            death.faults.append("nothing was said")
        if not back:
            death.faults.append("no other worker came")
        if window.session.design is not design:
            death.faults.append("the design is another")
        if psutil.pid_exists(pid) and psutil.Process(pid).status() != psutil.STATUS_ZOMBIE:
            death.faults.append("the old worker is still there")
        self._judge_run(stage, death)
        return death

    def _is_back(self, before: int) -> bool:
        link = self.window.link
        if link.state == FAILED:
            link.retry()  # three that died young: a person would press Retry
        return link.state == READY and link.ready is not None and link.ready.pid != before

    def _judge_run(self, stage: str, death: Death) -> None:
        """The run is marked, and a network trains again."""
        run = self.window.run
        if stage == "training" and (run.run is None or run.run.outcome != "interrupted"):
            death.faults.append(f"the run is {run.run.outcome if run.run else 'gone'}")
        self.window.session.edit(set_training("", epochs=3))
        before = run.run
        self._train()
        trained, _ = self.wait(lambda: run.run is not before and run.phase is Phase.FINISHED)
        if not trained or run.run is None or run.run.outcome != "done":
            death.faults.append("no network trains any more")

    # --- the stages; each gives the worker's process number once it is in it

    def _ready_pid(self) -> int:
        self.wait(lambda: self.window.link.state == READY and self.window.link.ready is not None)
        assert self.window.link.ready is not None
        return self.window.link.ready.pid

    def _starting(self) -> int:
        before = self._ready_pid()
        self.window.link.stop()
        self.window.link.start()
        process = self.window.link._process
        assert process is not None
        self.wait(lambda: process.processId() not in (0, before), 5)
        self.wait(lambda: False, 1.0)
        return int(process.processId())

    def _compiling(self) -> int:
        pid = self._ready_pid()
        session = self.window.session
        dense = next(node for node in session.design.graph.nodes.values() if node.kind == "Dense")
        units = int(dense.settings["units"])  # type: ignore[call-overload]
        session.edit(set_setting(dense, "units", units % 30 + 1))
        self.window.run.train_or_pause()
        self.wait(lambda: False, 0.5)
        return pid

    def _training(self) -> int:
        pid = self._ready_pid()
        self.window.session.edit(set_training("", epochs=1_000_000))
        self._train()
        self.wait(lambda: self.window.run.run is not None and self.window.run.run.epochs > 10)
        return pid

    def _judging(self) -> int:
        pid = self._ready_pid()
        for number in range(3):
            self.window.link.send(m.Evaluate(10_000 + number))
        return pid

    def _exporting(self) -> int:
        pid = self._ready_pid()
        plan = self.window.run.plan()
        assert plan is not None
        path = Path(tempfile.gettempdir()) / "layerloom-death.tflite"
        self.window.link.send(m.Save(20_000, str(path), plan, "litert", check=True))
        self.wait(lambda: False, 0.5)
        return pid

    def _train(self) -> None:
        run = self.window.run
        self.wait(lambda: run.phase in (Phase.IDLE, Phase.FINISHED), 30)
        run.train_or_pause()


STAGES = ("starting", "compiling", "training", "judging", "exporting")


def deaths(window: Window, cases: list[tuple[str, signal.Signals]]) -> Iterator[Death]:
    """One death after the other in one window."""
    scene = Scene(window)
    for stage, number in cases:
        yield scene.die(stage, number)


def main() -> int:
    app.application()
    with tempfile.TemporaryDirectory() as folder:
        window = app.new_window(Path(folder))
        window.show()
        found = []
        print(f"{'stage':12}{'signal':10}{'said':>8}{'ready':>8}{'stall':>8}")
        for death in deaths(window, [(stage, number) for stage in STAGES for number in SIGNALS]):
            found.append(death)
            faults = "; ".join(death.faults)
            print(f"{death.stage:12}{death.signal:10}{death.said:7.2f}s{death.ready:7.1f}s{death.stall:7.3f}s {faults}", flush=True)  # fmt: skip
        window.close()
    failures = sum(len(death.faults) for death in found)
    print(f"{len(found)} deaths, worst recovery {max(one.ready for one in found):.1f} s, failures {failures}")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
