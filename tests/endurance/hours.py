"""Hours of use by a script, and whether memory stays flat.

    uv run tests/endurance/hours.py [--hours 8] [--seed 0]

The real window, off the screen, with the real worker: layers come and go, settings change, all is undone and done
again, examples are opened, tabs looked at, files saved, networks trained. Every so often a line tells the memory of
the window and of the worker and how many objects of Qt there are. Exits with 1 if the last quarter has a tenth more
than the second.
"""

from __future__ import annotations

import argparse
import math
import os
import random
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).parent.parent.parent))

import psutil
from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication

from designer.graph.edits import set_setting, set_training
from designer.paths import examples
from designer.runs.database import FOLDER
from designer.runs.store import Store
from designer.ui import app
from designer.ui.training.run import Phase
from designer.ui.window import Window
from tests.endurance.counts import Counts

GROWTH = 1.1
SAMPLES = 40
"""How many times memory is looked at."""
ACTIONS = (
    *("undo", "redo", "zoom_in", "zoom_out", "fit_all", "select_all", "copy", "paste", "duplicate", "delete", "tidy"),
    *("report", "fold_repeats", "theme_dark", "theme_light"),
)
TABS = ("training", "problems", "data", "runs", "inside", "evaluation", "try", "inspector", "code")
LARGEST = 60
"""Layers; beyond, an example is opened."""


@dataclass(frozen=True)
class Sample:
    """What there was at one moment, in bytes and in objects."""

    seconds: float
    window: int
    worker: int
    objects: int


class User:
    """Does one thing after the other, anything."""

    def __init__(self, window: Window, folder: Path, seed: int) -> None:
        self._window, self._folder = window, folder
        self._chance = random.Random(seed)
        self._examples = [path for path in examples() if path.stem in ("starter", "spiral", "linear", "iris")]
        self.steps = 0

    def step(self) -> None:
        """One thing, and what follows from it."""
        self.steps += 1
        self._chance.choices(
            (self._act, self._set, self._look, self._open, self._save, self._train), (50, 25, 10, 5, 5, 5)
        )[0]()
        end = time.monotonic() + 0.02
        while time.monotonic() < end:
            QApplication.processEvents()
            QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)  # else they wait for an event loop
            time.sleep(0.002)

    def _act(self) -> None:
        action = self._window.actions_[self._chance.choice(ACTIONS)]
        if action.isEnabled():
            action.trigger()
        if len(self._window.session.design.graph.nodes) > LARGEST:
            self._open()

    def _set(self) -> None:
        session = self._window.session
        denses = [node for node in session.design.graph.nodes.values() if node.kind == "Dense"]
        if denses:
            session.edit(set_setting(self._chance.choice(denses), "units", self._chance.randint(1, 16)))

    def _look(self) -> None:
        self._window.docks.bring_up(self._chance.choice(TABS))

    def _open(self) -> None:
        self._window.files.open_example(self._chance.choice(self._examples))

    def _save(self) -> None:
        session = self._window.session
        session.path = session.path or self._folder / f"mine-{self._chance.randint(1, 3)}.loom"
        session.save(self._folder / f"mine-{self._chance.randint(1, 3)}.loom")

    def _train(self) -> None:
        run = self._window.run
        if run.phase in (Phase.IDLE, Phase.FINISHED):
            self._window.session.edit(set_training("", epochs=self._chance.randint(1, 300)))
        run.train_or_pause()


def samples(window: Window, folder: Path, seconds: float, seed: int) -> Iterator[Sample]:
    """Use the window for so long, and look at its memory now and then."""
    user, begun = User(window, folder, seed), time.monotonic()
    here = psutil.Process()
    for at in range(1, SAMPLES + 1):
        while time.monotonic() < begun + seconds * at / SAMPLES:
            user.step()
        ready = window.link.ready
        worker = psutil.Process(ready.pid).memory_info().rss if ready and psutil.pid_exists(ready.pid) else 0
        objects = len(window.findChildren(QObject))
        yield Sample(time.monotonic() - begun, here.memory_info().rss, worker, objects)


def grown(found: list[Sample], what: str) -> float:
    """The last quarter by the second: the first is warming up."""
    quarter = len(found) // 4
    values = [getattr(one, what) for one in found if getattr(one, what)]
    if len(values) < 4:
        return math.inf  # what was never there is not flat
    return statistics.median(values[-quarter:]) / statistics.median(values[quarter : 2 * quarter])


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--hours", type=float, default=8.0)
    parser.add_argument("--seed", type=int, default=0)
    given = parser.parse_args()
    app.application()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        window = app.new_window(folder / "home")
        window.show()
        found = []
        print(f"{'seconds':>9}{'window':>10}{'worker':>10}{'objects':>10}")
        for sample in samples(window, folder, given.hours * 3600, given.seed):
            found.append(sample)
            print(f"{sample.seconds:9,.0f}{sample.window / 1e6:7,.0f} MB{sample.worker / 1e6:7,.0f} MB{sample.objects:10,}", flush=True)  # fmt: skip
        window.close()
        store = Store(folder / "home" / FOLDER)
        runs = len(store.rows())
        store.close()
    ratios = {what: grown(found, what) for what in ("window", "worker", "objects")}
    print("the last quarter by the second: " + ", ".join(f"{what} {ratio:.3f}" for what, ratio in ratios.items()))
    failures = sum(not ratio < GROWTH for ratio in ratios.values())
    return Counts(runs=runs, failures=failures).told()


if __name__ == "__main__":
    sys.exit(main())
