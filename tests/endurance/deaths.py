"""Let the worker die in every way at every stage, and see that the window answers, says so and recovers.

    uv run tests/endurance/deaths.py [STAGE…]

It is killed, crashes, is stopped, talks nonsense and runs out of memory. Each line: what the worker was doing, how it
died, the seconds until the window said so and until a worker was ready again, and the longest the window stood still
meanwhile. Exits with 1 if anything failed.
"""

from __future__ import annotations

import os
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

from designer.graph.edits import Edit, set_setting, set_training
from designer.training import messages as m
from designer.ui import app
from designer.ui.training.run import Phase
from designer.ui.window import Window
from designer.ui.worker_link import FAILED, READY
from tests.endurance.counts import Counts
from tests.endurance.ways import WAYS, hold_memory

SAID_SECONDS = 2.0
STALL_SECONDS = 1.0
"""Longer nobody takes a window for one that answers; how long it really takes is measured elsewhere."""
LARGE = 20_000
"""Units of two layers between which there are more weights than a worker without memory can take."""
PATIENCE = 180.0


@dataclass
class Death:
    """How the window bore it."""

    stage: str
    way: str
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
        end, longest = time.monotonic() + seconds, 0.0
        while not done():
            if time.monotonic() > end:
                return False, longest
            begun = time.perf_counter()
            QApplication.processEvents()
            longest = max(longest, time.perf_counter() - begun)
            time.sleep(0.002)
        return True, longest

    def enter(self, stage: str) -> int:
        """Bring the worker to a stage; gives its process number."""
        return int(getattr(self, f"_{stage}")())

    def die(self, stage: str, way: str) -> Death:
        """Bring the worker to a stage, have it die there, and wait for the next one."""
        death, window = Death(stage, way), self.window
        pid = self.enter(stage)
        design = window.session.design
        self._troubles.clear()
        begun = time.monotonic()
        WAYS[way](pid)
        told, first = self.wait(lambda: bool(self._troubles), SAID_SECONDS)
        death.said = time.monotonic() - begun
        back, second = self.wait(lambda: self._is_back(pid))
        death.ready = time.monotonic() - begun
        self._judge(death, pid, told, back, max(first, second))
        if window.session.design is not design:
            death.faults.append("the design is another")
        if stage == "training" and (window.run.run is None or window.run.run.outcome != "interrupted"):
            death.faults.append(f"the run is {window.run.run.outcome if window.run.run else 'gone'}")
        self._judge_run(death)
        return death

    def run_out(self) -> Death:
        """Have the worker train what it has no memory for. It may refuse, or die of it."""
        death, window = Death("training", "memory"), self.window
        pid, design = self._ready_pid(), self.window.session.design
        hold_memory(pid)
        self._troubles.clear()
        self._widen()
        window.run.train_or_pause()
        over, first = self.wait(lambda: window.run.phase is Phase.FINISHED or not _lives(pid))
        begun = time.monotonic()
        told, second = self.wait(lambda: window.run.phase is Phase.FINISHED, SAID_SECONDS)
        death.said = time.monotonic() - begun
        lost = window.run.run is None or window.run.run.outcome != "failed"
        back, third = self.wait(lambda: self._is_back(pid)) if lost else (True, 0.0)
        death.ready = time.monotonic() - begun
        death.way += ", died of it" if lost else ", refused"
        self._judge(death, pid if lost else 0, over and told, back, max(first, second, third))
        if window.run.run is None or window.run.run.outcome not in ("failed", "interrupted"):
            death.faults.append("the run is not marked")
        window.session.edit(Edit("Go back", lambda wide: design))
        self._judge_run(death)
        return death

    def _judge(self, death: Death, pid: int, told: bool, back: bool, stall: float) -> None:
        death.stall = stall
        if not told:
            death.faults.append("nothing was said")
        if not back:
            death.faults.append("no other worker came")
        if pid and _lives(pid):
            death.faults.append("the old worker is still there")
        if stall > STALL_SECONDS:
            death.faults.append("the window did not answer")

    def _is_back(self, before: int) -> bool:
        link = self.window.link
        if link.state == FAILED:
            link.retry()  # three that died young: a person would press Retry
        return link.state == READY and link.ready is not None and link.ready.pid != before

    def _judge_run(self, death: Death) -> None:
        """A network trains again."""
        run = self.window.run
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
        plan = self.window.run.ahead.plan()
        assert plan is not None
        path = Path(tempfile.gettempdir()) / "layerloom-death.tflite"
        self.window.link.send(m.Save(20_000, str(path), plan, "litert", check=True))
        self.wait(lambda: bool(psutil.Process(pid).children()), 30)  # the clean process that converts
        return pid

    def _train(self) -> None:
        run = self.window.run
        self.wait(lambda: run.phase in (Phase.IDLE, Phase.FINISHED), 30)
        run.train_or_pause()

    def _widen(self) -> None:
        """Give two layers more weights between them than there is memory for."""
        session = self.window.session
        for node in [node for node in session.design.graph.nodes.values() if node.kind == "Dense"][:2]:
            session.edit(set_setting(session.design.graph.nodes[node.id], "units", LARGE))


def _lives(pid: int) -> bool:
    return psutil.pid_exists(pid) and psutil.Process(pid).status() != psutil.STATUS_ZOMBIE


STAGES = ("starting", "compiling", "training", "judging", "exporting")
SIGNALS = ("SIGKILL", "SIGSEGV", "SIGSTOP")
NONSENSE = ("garbage", "half a message", "chatter")
CASES = [
    *((stage, way) for stage in STAGES for way in SIGNALS),
    *((stage, way) for stage in ("starting", "training") for way in NONSENSE),
]


def deaths(window: Window, cases: list[tuple[str, str]], *, memory: bool = False) -> Iterator[Death]:
    """One death after the other in one window; with `memory` one of that at the end."""
    scene = Scene(window)
    for stage, way in cases:
        yield scene.die(stage, way)
    if memory:
        yield scene.run_out()


def main() -> int:
    wanted = sys.argv[1:]
    cases = [case for case in CASES if case[0] in (wanted or STAGES)]
    memory = sys.platform.startswith("linux") and (not wanted or "memory" in wanted)
    app.application()
    with tempfile.TemporaryDirectory() as folder:
        window = app.new_window(Path(folder))
        window.show()
        found = []
        print(f"{'stage':12}{'way':22}{'said':>8}{'ready':>8}{'stall':>8}")
        for death in deaths(window, cases, memory=memory):
            found.append(death)
            faults = "; ".join(death.faults)
            print(f"{death.stage:12}{death.way:22}{death.said:7.2f}s{death.ready:7.1f}s{death.stall:7.3f}s {faults}", flush=True)  # fmt: skip
        window.close()
    return Counts(
        runs=len(found) + sum(death.stage == "training" for death in found), kills=len(found),
        failures=sum(len(death.faults) for death in found), recovery=max(death.ready for death in found),
    ).told()  # fmt: skip


if __name__ == "__main__":
    sys.exit(main())
