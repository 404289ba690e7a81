"""A window whose user has trained before, and a worker that says only what a test has it say."""

from __future__ import annotations

import math
import time
from array import array
from collections.abc import Callable
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from designer.graph.design import Design
from designer.graph.edits import set_training
from designer.graph.files import encode
from designer.runs import logs as packing
from designer.runs.database import FOLDER
from designer.runs.record import NewRun, RunRow
from designer.runs.store import Ending, Store
from designer.training import messages as m
from designer.ui.runs.panel import RunsPanel
from designer.ui.window import Window
from designer.ui.worker_link import READY, WorkerLink

Fill = Callable[..., None]


class Listening(WorkerLink):
    """A link whose worker is ready and says nothing of itself; what it is sent is kept."""

    def __init__(self) -> None:
        super().__init__(["true"])
        self.sent: list[m.Request] = []
        self._state = READY

    def send(self, message: m.Request) -> bool:
        if not isinstance(message, m.Prepare):
            self.sent.append(message)
        return True

    def stop(self) -> None:
        """There is nothing to end."""


def id_of(number: int) -> str:
    return f"{number:032x}"


@pytest.fixture
def fill(tmp_path: Path, starter: Design) -> Fill:
    """Keeps finished runs in the folder of the window that is opened next: run 1, run 2, …, an hour apart."""

    def fill(count: int, *, first: int = 1, group: str = "", level: float = 0.5, seed: int = 0) -> None:
        store = Store(tmp_path / "home" / FOLDER)
        for number in range(first, first + count):
            design = set_training("", seed=seed + number, epochs=9 + number)(starter)
            begun = time.time() - 3600 * (10_000 - number)
            run = NewRun(
                id_of(number), begun, "spiral" if number % 2 else "digits", encode(design).decode(), "Plane",
                seed + number, 20, group=group,
            )  # fmt: skip
            store.begin(run, "nobody|1|1")
            falling = [level + math.exp(-at / 5) + 0.001 * (number % 5) for at in range(20)]
            logs = {"loss": array("d", falling), "val_loss": array("d", [1.1 * value for value in falling])}
            store.add(run.id, 1, logs, packing.figures(logs))
            store.change([run.id], parameters=1000 - number, trainer="fused")
            store.finish(run.id, Ending("done", "", 1.0 * number, m.Evaluation(100, {"loss": 0.5})))
        store.close()

    return fill


@pytest.fixture
def panel_of(qtbot: QtBot) -> Callable[[Window], RunsPanel]:
    """The Runs tab of a window, in front, with its chart."""

    def bring(window: Window) -> RunsPanel:
        for _ in window.runs.load_overlay():
            pass
        window.docks.enter("runs")
        return window.runs.panel

    return bring


@pytest.fixture
def filled(
    fill: Fill, open_window: Callable[..., Window], panel_of: Callable[[Window], RunsPanel], qtbot: QtBot
) -> Window:
    """A window with ten runs in its list, the Runs tab in front."""
    fill(10)
    window = open_window()
    panel_of(window)
    qtbot.waitUntil(lambda: window.runs.panel.model.rowCount() == 10)
    return window


def kept(window: Window) -> list[RunRow]:
    """What is on the disk now, read by a store of its own."""
    store = Store(window.runs.kept.folder)
    rows = store.rows()
    store.close()
    return rows
