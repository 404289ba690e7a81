"""A look at the machine: all that Layerloom needs, each told with what to do where it is not there.

The checks try the real thing: they open a window off the screen, write a file, start the worker and train.
"""

from __future__ import annotations

import importlib.util
import os
import platform
import re
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from importlib import metadata
from pathlib import Path
from typing import Final, Literal, TypeAlias, TypeVar

import msgspec

from designer import preflight
from designer.analysis import analyse
from designer.data import describe
from designer.errors import LayerloomError, WorkerError
from designer.graph.edits import set_training
from designer.graph.files import load
from designer.paths import examples, state_folder
from designer.plan import TrainingPlan, plan_training
from designer.training.client import WorkerClient
from designer.training.messages import Failed, Finished, Ready, Train

Verdict: TypeAlias = Literal["good", "warning", "bad"]
T = TypeVar("T")

FREE_BYTES: Final = 500_000_000
LOADING_SECONDS: Final = 180.0
TRAINING_SECONDS: Final = 120.0
EPOCHS: Final = 5
WINDOW: Final = "from PySide6.QtWidgets import QApplication, QLabel; a = QApplication([]); w = QLabel('x'); w.show(); a.processEvents()"  # fmt: skip


class Finding(msgspec.Struct, frozen=True):
    """What one check found; `advice` says what to do where it is not good."""

    name: str
    verdict: Verdict
    found: str
    advice: str = ""


def examined() -> Iterator[Finding]:
    """The findings, one after the other as they come: the last ones take seconds."""
    for check in CHECKS:
        yield check()


def _python() -> Finding:
    """One that does not fit never comes so far: `main.py` and installers refuse it."""
    return Finding("Python", "good", f"Python {platform.python_version()}, {platform.system()} {platform.machine()}")


def _packages() -> Finding:
    needed = _needed()
    missing = [name for name in needed if _absent(name)]
    if missing:
        return Finding("Packages", "bad", f"missing: {', '.join(missing)}", "Install them with: uv sync")
    return Finding("Packages", "good", f"all {len(needed)} are there")


def _needed() -> list[str]:
    """The packages nothing works without, as the project declares them."""
    declared = [text for text in metadata.requires("layerloom") or () if "extra ==" not in text]
    return [found[0] for text in declared if (found := re.match(r"[\w.-]+", text))]


def _absent(name: str) -> bool:
    try:
        metadata.version(name)
    except metadata.PackageNotFoundError:
        return True
    return False


def _display() -> Finding:
    fault = preflight.window_fault()
    if fault:
        return Finding("Window", "bad", "no window can open", fault)
    try:
        done = subprocess.run([sys.executable, "-c", WINDOW], capture_output=True, timeout=60, check=False)
    except subprocess.TimeoutExpired:
        return Finding("Window", "bad", "Qt did not answer for a minute", "Restart the desktop session, and try again.")
    if done.returncode:
        return Finding(
            "Window", "bad", f"Qt ended with exit code {done.returncode}",
            "Update the graphics driver, or start with QT_QPA_PLATFORM=xcb or QT_OPENGL=software set.",
        )  # fmt: skip
    return Finding("Window", "good", f"Qt opens one ({os.environ.get('QT_QPA_PLATFORM') or 'the usual platform'})")


def _processor() -> Finding:
    fault = preflight.processor_fault()
    return Finding("Processor", "bad", "no AVX instructions", fault) if fault else Finding("Processor", "good", "fits")


def _folder() -> Finding:
    """Whether work can be kept: a file written and read back, and a database."""
    folder = state_folder()
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix="doctor-", dir=folder) as name:
            file = Path(name) / "file"
            file.write_bytes(b"written")
            database = sqlite3.connect(Path(name) / "runs.sqlite")
            database.execute("CREATE TABLE tried (number INTEGER)")
            database.close()
            sound = file.read_bytes() == b"written"
        free = shutil.disk_usage(folder).free
    except (OSError, sqlite3.Error) as error:
        reason = getattr(error, "strerror", None) or str(error)
        return Finding(
            "Own folder", "bad", f"{folder} cannot be written ({reason})",
            "Give yourself the right to write there, or set LAYERLOOM_HOME to a folder that can be written.",
        )  # fmt: skip
    if not sound:
        return Finding("Own folder", "bad", f"{folder} gives back other bytes than were written", "Check the disk.")
    if free < FREE_BYTES:
        advice = "Make room: autosave, runs and networks are kept there."
        return Finding("Own folder", "warning", f"{folder} has {free / 1e6:.0f} MB left", advice)
    return Finding("Own folder", "good", f"{folder} can be written, {free / 1e9:.0f} GB are free")


def _training() -> Finding:
    """Whether a worker starts, and whether the starter network trains in it."""
    if any(importlib.util.find_spec(name) is None for name in ("tensorflow", "keras")):
        return Finding("Training", "bad", "TensorFlow is missing", "Install it with: uv sync")
    begun = time.monotonic()
    try:
        with WorkerClient() as worker:
            ready = _await(worker, Ready, LOADING_SECONDS)
            loaded = time.monotonic() - begun
            worker.send(Train(1, _starter()))
            ended = _await(worker, Finished, TRAINING_SECONDS)
    except (LayerloomError, TimeoutError) as error:
        return Finding("Training", "bad", str(error), "Look into worker.log in Layerloom's own folder, or run: uv sync")
    what = f"TensorFlow {ready.tensorflow} with Keras {ready.keras} on the {ready.device}"
    if ended.outcome != "done":
        return Finding("Training", "bad", f"{what}: the starter network {ended.outcome}", ended.sentence)
    return Finding("Training", "good", f"{what}, loaded in {loaded:.0f} s; the starter network trains")


def _starter() -> TrainingPlan:
    """The starter network, for a few epochs."""
    file = next(path for path in examples() if path.stem == "starter")
    design = set_training("", epochs=EPOCHS).change(load(file))
    return plan_training(analyse(design, describe(design.data)))


def _await(worker: WorkerClient, kind: type[T], seconds: float) -> T:
    """The answer of a kind. Raises `LayerloomError` or `TimeoutError` where none comes."""
    until = time.monotonic() + seconds
    while True:
        reply = worker.receive(max(0.1, until - time.monotonic()))
        if isinstance(reply, kind):
            return reply
        if isinstance(reply, Failed):
            raise WorkerError(reply.sentence)


CHECKS: Final[tuple[Callable[[], Finding], ...]] = (_python, _packages, _processor, _folder, _display, _training)
