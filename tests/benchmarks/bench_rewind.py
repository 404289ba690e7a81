"""How long it takes from moving the slider under the curves until a window shows all of that moment of the run.

The spiral is trained in a real worker under a real window; then the slider is moved twenty times, to moments all over the
run. What is waited for is all that is open: weights and maps of the units in open cards, the boundary, the evaluation with its tab, the
sizes in the Inside tab and the answer in the Try tab, drawn. The rival is plain Keras, which has its weights in files and
does less: load_weights, predict for as many points as the boundary has, evaluate. It runs right after, in a process of
its own. Beside the clock stands the work of processor that a move took, which other programs do not disturb. uv run tests/benchmarks/bench_rewind.py
"""

from __future__ import annotations

import json
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent.parent))

import psutil
from PySide6.QtCore import QEventLoop
from PySide6.QtWidgets import QAbstractSlider, QApplication

from designer.graph.design import Design
from designer.graph.edits import set_training
from designer.training.messages import Evaluated, Inside, Judgement, Measured, Reply, Rewound, Said, Surveyed
from designer.ui import app
from designer.ui.training.run import Phase
from designer.ui.window import Window
from tests.benchmarks.bench_live import look, spiral, training
from tests.benchmarks.bench_stalls import fresh_environment, wait

MOVES, EPOCHS, REST = 20, 3_000, 0.7
TARGET_MS = 100
SHOWN = (Inside, Surveyed, Measured, Evaluated, Judgement, Said)
POINTS = 1_000
"""So many the boundary is made of."""


def main() -> int:
    """Print the median and the worst of both; exit 1 if ours is usually over the limit."""
    if sys.argv[1:] in (["--window"], ["--keras"]):
        print(json.dumps(moved() if sys.argv[1] == "--window" else loaded()))
        return 0
    found = {way: fresh(way) for way in ("--window", "--keras")}
    ours, theirs = (found[way]["all"] for way in ("--window", "--keras"))
    for name, times in (*found["--window"].items(), ("load_weights, predict, evaluate", theirs)):
        print(f"{name:32} median {statistics.median(times):6.1f} ms, at most {max(times):6.1f} of {len(times)}")
    print(f"plain Keras takes {statistics.median(theirs) / statistics.median(ours):.1f} times as long")
    return int(statistics.median(ours) > TARGET_MS)


def fresh(way: str) -> dict[str, list[float]]:
    command = [sys.executable, __file__, way]
    done = subprocess.run(command, env=fresh_environment(), capture_output=True, text=True, check=True)
    return json.loads(done.stdout.splitlines()[-1])  # type: ignore[no-any-return]


def short() -> Design:
    return set_training("", epochs=EPOCHS)(spiral())


class Heard:
    """When each kind of answer came after the network was where it is to be."""

    def __init__(self) -> None:
        self.begun, self.there, self.at = 0.0, False, dict[str, float]()

    def again(self) -> None:
        self.begun, self.there, self.at = time.perf_counter(), False, {}

    def hear(self, reply: Reply) -> None:
        if isinstance(reply, Rewound):
            self.there = True
        if self.there and isinstance(reply, (Rewound, *SHOWN)):
            self.at.setdefault(type(reply).__name__, self.passed)

    @property
    def passed(self) -> float:
        return 1000 * (time.perf_counter() - self.begun)

    @property
    def complete(self) -> bool:
        return len(self.at) == 1 + len(SHOWN)


def moved() -> dict[str, list[float]]:
    """Milliseconds of each move: until each answer came, and until all were drawn."""
    application = app.application()
    with tempfile.TemporaryDirectory() as folder:
        window = training(application, Path(folder), short())
        wait(application, 120, lambda: window.run.phase is Phase.FINISHED)
        look(window)
        tried = window.docks.docks["try"]
        tried.setFloating(True)
        tried.show()
        window.trained.trying.watch(True)
        wait(application, 5, lambda: False)
        times = moves(application, window)
        window.close()
    return times


def moves(application: QApplication, window: Window) -> dict[str, list[float]]:
    assert window.link.ready is not None
    worker, slider, heard = psutil.Process(window.link.ready.pid), window.training.rewind.slider, Heard()
    window.link.received.connect(heard.hear)
    most = slider.maximum()
    times: dict[str, list[float]] = {}
    for at in range(MOVES + 2):
        wait(application, REST, lambda: False)
        worked, used = time.thread_time(), sum(worker.cpu_times()[:2])
        heard.again()
        slider.setSliderPosition((at * 7 * most // 20 + at) % (most + 1))
        slider.triggerAction(QAbstractSlider.SliderAction.SliderMove)
        while not heard.complete and heard.passed < 20_000:
            application.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)  # with a time it would not wait
        assert heard.complete, heard.at
        application.processEvents()  # what was changed is drawn
        if at > 1:  # the first two make ready what later ones have
            spent = {"all": heard.passed, "work of the window": 1000 * (time.thread_time() - worked)}
            spent["work of the worker"] = 1000 * (sum(worker.cpu_times()[:2]) - used)
            for name, passed in {**heard.at, **spent}.items():
                times.setdefault(name, []).append(passed)
    return times


def loaded() -> dict[str, list[float]]:
    """The same in plain Keras, of weights that lie in files."""
    import keras
    import numpy as np

    from designer.data import load_examples
    from tests.benchmarks.bench_live import LAYERS

    design = short()
    examples = load_examples(design.data)
    model = keras.Sequential([keras.Input((2,)), *(keras.layers.Dense(**told) for _, told in LAYERS[1:])])
    model.compile(keras.optimizers.SGD(0.03), "binary_crossentropy")
    points = np.random.default_rng(0).normal(size=(POINTS, 2)).astype("float32")
    times = []
    with tempfile.TemporaryDirectory() as folder:
        files = [f"{folder}/{at}.weights.h5" for at in range(MOVES + 2)]
        for file in files:
            model.fit(examples.x_train, examples.y_train, batch_size=10, verbose=0)
            model.save_weights(file)
        for file in files:
            begun = time.perf_counter()
            model.load_weights(file)
            model.predict(points, verbose=0)
            model.evaluate(examples.x_validation, examples.y_validation, verbose=0)
            times.append(1000 * (time.perf_counter() - begun))
    return {"all": times[2:]}


if __name__ == "__main__":
    sys.exit(main())
