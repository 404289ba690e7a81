"""What it costs a run to be looked at, and how long the window stands still meanwhile.

Both are told by the clock, and by the work of processor that was done, which other programs do not disturb.

The spiral trains in a real worker under a real window, in turns with nothing to be seen of it and with everything: curves,
surface, open cards with the maps of their units, and weights and gradients. uv run python tests/benchmarks/bench_live.py
"""

from __future__ import annotations

import json
import statistics
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter, thread_time
from typing import Any

import psutil

sys.path.insert(0, str(Path(__file__).parent.parent.parent))

from PySide6.QtWidgets import QApplication

from designer.graph.design import Design, Wire
from designer.graph.edits import add_node, connect, new_node, set_data, set_training
from designer.graph.specs import DataSpec, Generated
from designer.ui import app
from designer.ui.training.run import Phase
from designer.ui.window import Window
from designer.ui.worker_link import READY
from designer.values import ObjectValue
from tests.benchmarks.bench_stalls import Lateness, fresh_environment, wait

SECONDS, PAIRS, SETTLE, RUNS = 4.0, 5, 1.0, 3
MOST_LOSS = 0.15
LAYERS: tuple[tuple[str, dict[str, Any]], ...] = (
    ("Input", {"shape": (2,)}),
    ("Dense", {"units": 8, "activation": "tanh"}),
    ("Dense", {"units": 8, "activation": "tanh"}),
    ("Dense", {"units": 1, "activation": "sigmoid"}),
)


def main() -> int:
    """Print ratio and stalls of some runs; exit 1 if looking costs too much."""
    if sys.argv[1:] == ["--once"]:
        print(json.dumps(once()))
        return 0
    runs = [fresh() for _ in range(RUNS)]
    print(f"epochs/s, nothing watched   {statistics.median(run['alone'] for run in runs):8,.0f}")
    print(f"epochs/s, all live views    {statistics.median(run['watched'] for run in runs):8,.0f}")
    lost = {by: [1 - ratio for run in runs for ratio in run[by]] for by in ("by the clock", "by the work")}
    for by, shares in lost.items():
        low, high = 100 * min(shares), 100 * max(shares)
        print(f"lost, {by:12}          {100 * statistics.median(shares):6.1f} %, from {low:.1f} to {high:.1f} %")
    for name, seen in (("nothing watched", "calm"), ("all live views", "busy")):
        for what, at in (("late", 0), ("at work", 1)):
            times = sorted(beat[at] for run in runs for beat in run[seen])
            median, most, last = times[len(times) // 2], times[int(0.95 * len(times))], times[-1]
            print(f"window {what:7} {name:15}  median {median:5.1f} ms, 95 % under {most:5.1f}, at most {last:5.1f}")
    for kind in runs[0]["answers"]:
        print(f"{kind:10} a second         {statistics.median(run['answers'][kind] for run in runs):5.1f}")
    return int(statistics.median(lost["by the work"]) > MOST_LOSS)


def fresh() -> dict[str, Any]:
    """What `once` measures, in a process of its own."""
    done = subprocess.run(
        [sys.executable, __file__, "--once"], env=fresh_environment(), capture_output=True, text=True, check=True
    )
    return json.loads(done.stdout.splitlines()[-1])  # type: ignore[no-any-return]


def training(application: QApplication, folder: Path, design: Design) -> Window:
    """A window as on a screen that has just begun to train a design, for which all was ready."""
    window = app.new_window(folder)
    window.session.start(design)
    window.resize(1600, 1000)
    window.show()
    wait(application, 180, lambda: window.link.state == READY and window.training.curves is not None)
    wait(application, 60, lambda: window.run.ahead.prepared is not None)
    assert window.training.curves is not None
    window.training.curves.reveal.lively = True
    window.run.train_or_pause()
    return window


def once() -> dict[str, Any]:
    """Throughput in turns without and with views, lateness in both, and how often was answered."""
    application = app.application()
    with tempfile.TemporaryDirectory() as folder:
        window = training(application, Path(folder), spiral())
        wait(application, 60, lambda: window.run.run is not None and window.run.run.epochs > 100)
        heard: dict[str, int] = {"Inside": 0, "Surveyed": 0, "Measured": 0}
        counter = Counter(heard)
        window.link.received.connect(counter.hear)
        paces: dict[bool, list[Pace]] = {False: [], True: []}
        beats: dict[bool, list[tuple[float, float]]] = {False: [], True: []}
        for at in range(2 * PAIRS + 2):
            watched = bool(at % 2)
            (look if watched else look_away)(window)
            wait(application, SETTLE, lambda: False)
            pace, stalls = measure(application, window)
            if at > 1:  # the first time all is made
                paces[watched].append(pace)
                beats[watched] += stalls
            else:
                heard.update(dict.fromkeys(heard, 0))
        assert window.run.phase is Phase.RUNNING, (window.status.sentence.text(), window.run.run)
        window.close()
    spent = PAIRS * (SECONDS + SETTLE)
    both = list(zip(paces[True], paces[False], strict=True))
    return {
        "alone": statistics.median(pace.clock for pace in paces[False]),
        "watched": statistics.median(pace.clock for pace in paces[True]),
        "by the clock": [seen.clock / unseen.clock for seen, unseen in both],
        "by the work": [seen.work / unseen.work for seen, unseen in both],
        "calm": beats[False],
        "busy": beats[True],
        "answers": {kind: count / spent for kind, count in heard.items()},
    }


@dataclass(frozen=True)
class Pace:
    """Epochs in a second, by the clock and by what the worker's processor did."""

    clock: float
    work: float


class Work(Lateness):
    """How late the event loop was at each beat, and how much work its thread did until then, in milliseconds."""

    def __init__(self) -> None:
        self.beats: list[tuple[float, float]] = []
        self._worked = thread_time()
        super().__init__()

    def _beat(self) -> None:
        super()._beat()
        now = thread_time()
        self.beats.append((self.late[-1], 1000 * (now - self._worked)))
        self._worked = now


class Counter:
    """Counts the answers to questions."""

    def __init__(self, heard: dict[str, int]) -> None:
        self._heard = heard

    def hear(self, reply: object) -> None:
        name = type(reply).__name__
        if name in self._heard:
            self._heard[name] += 1


def measure(application: QApplication, window: Window) -> tuple[Pace, list[tuple[float, float]]]:
    """The pace of the run, and how late and busy the event loop was."""
    run, lateness = window.run.run, Work()
    assert run is not None and window.link.ready is not None
    worker = psutil.Process(window.link.ready.pid)
    first, began, used = run.epochs, perf_counter(), sum(worker.cpu_times()[:2])
    wait(application, SECONDS, lambda: False)
    lateness.stop()
    epochs, used = run.epochs - first, sum(worker.cpu_times()[:2]) - used
    return Pace(epochs / (perf_counter() - began), epochs / used), lateness.beats


def look(window: Window) -> None:
    """Have all of it on the screen: a card open as far as its maps, curves and surface, and beside these the sizes."""
    dense = next(id for id, node in window.session.design.graph.nodes.items() if node.kind == "Dense")
    window.session.select({dense})
    window.docks.bring_up("training")
    inside = window.docks.docks["inside"]
    inside.setFloating(True)
    inside.resize(1100, 340)
    inside.show()
    window.canvas.entering.enter()
    window.canvas.entering.enter()


def look_away(window: Window) -> None:
    """Have nothing of it on the screen."""
    for name in ("training", "inside"):
        window.docks.docks[name].hide()
    window.canvas.show_whole()


def spiral() -> Design:
    """The spiral, to be trained for longer than is measured."""
    design, before = Design(), ""
    for kind, settings in LAYERS:
        node = new_node(design, kind, settings)
        design = add_node(node, (190.0 * len(design.graph.nodes), 0.0))(design)
        design = connect(Wire(before, node.id))(design) if before else design
        before = node.id
    design = set_data(DataSpec(Generated("spiral", size=500)))(design)
    return set_training(
        "", epochs=1_000_000, batch_size=10, optimizer=ObjectValue("SGD", {"learning_rate": 0.03}),
        loss=ObjectValue("BinaryCrossentropy"),
    )(design)  # fmt: skip


if __name__ == "__main__":
    sys.exit(main())
