"""Let every step of keeping a run fail in every way, and see that runs, networks and training bear it.

    uv run tests/endurance/keeping.py

A run is kept as the window keeps one, while each call by which SQLite touches the disk fails once and until the run is
nearly over. Then what was kept before must be whole, whoever trains must be told what and where, and the run must be
there in the end. So for the file of a network, as the worker writes it: the old one is whole, or the new one is there.
"""

from __future__ import annotations

import os
import shutil
import sqlite3
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).parent.parent.parent))

from designer.errors import FileError
from designer.graph.design import Design
from designer.graph.files import encode
from designer.graph.specs import DataSpec
from designer.runs.database import NAME
from designer.runs.desk import Desk
from designer.runs.record import NewRun
from designer.runs.recorder import Recorder, new_id
from designer.runs.store import Store
from designer.runs.upkeep import tidy
from designer.training import messages as m
from tests.endurance.failing_database import failing_database, why_not
from tests.endurance.failing_disk import Disk, Fault, disks, failing, reported

EPOCHS = 3


def keep_run(folder: Path, disk: Disk, told: list[str]) -> str:
    """Keep a run of so many epochs in a folder; the disk is whole again before it ends. Gives its name."""
    desk = Desk(folder, told.append, tidy)
    run = NewRun(new_id(), time.time(), "mine", encode(Design()).decode(), "Plane", 1, EPOCHS)
    with failing_database(disk):
        recorder = Recorder(desk, run, DataSpec())
        recorder.hear(m.Started(1, "fused", "", EPOCHS, 17, 80, 20))
        for epoch in range(1, EPOCHS + 1):
            recorder.hear(m.Epochs(1, epoch, {"loss": (1 / epoch,)}, 10.0))
            recorder.flush()
        desk.ask(lambda store: None)  # until all that was done
        disk.mend()
        recorder.hear(m.Finished(1, "done", EPOCHS, 0.5, "fused", m.Evaluation(20, {"loss": 0.3})))
        desk.close()
    return recorder.id


def database_faults(folder: Path) -> Iterator[Fault]:
    """Keep a run once for each step, error and duration, in a list that has one already."""
    first = keep_run(folder / "before", Disk(folder), [])
    now, whole = folder / "now", Disk(folder / "now")
    shutil.copytree(folder / "before", now)
    keep_run(now, whole, [])
    for disk in disks(now, whole.done):
        shutil.rmtree(now)
        shutil.copytree(folder / "before", now)
        yield disk.fault(whole.done, _judged_list(now, disk, first))


def _judged_list(folder: Path, disk: Disk, first: str) -> Iterator[str]:
    told: list[str] = []
    run = keep_run(folder, disk, told)
    if aside := sorted(path.name for path in folder.iterdir() if path.name.count(".") > 1):
        yield f"the list was set aside: {aside}"
    with sqlite3.connect(folder / NAME) as connection:
        (sound,) = connection.execute("PRAGMA integrity_check").fetchone()
    connection.close()
    if sound != "ok":
        yield f"the list is damaged: {sound}"
    store = Store(folder)
    rows = {row.id: row for row in store.rows()}
    for id, when in ((first, "before"), (run, "then")):
        row = rows.get(id)
        if row is None or row.outcome != "done" or row.epochs != EPOCHS or len(store.logs(id)["loss"]) != EPOCHS:
            yield f"the run kept {when} is {row.outcome if row else 'gone'}"
    store.close()
    if len(told) > 1 or any(str(folder) not in sentence for sentence in told):
        yield f"no single sentence says where: {told}"


def network_faults(folder: Path) -> Iterator[Fault]:
    """Write a network over another once for each step, error and duration, as the worker does after a run."""
    import keras

    model = keras.Sequential([keras.Input([2]), keras.layers.Dense(3)])
    path = folder / "network.keras"
    whole = Disk(folder)
    _write(model, path, whole)
    for disk in disks(folder, whole.done):
        yield disk.fault(whole.done, _judged_network(model, path, disk, whole.done))


def _write(model: Any, path: Path, disk: Disk) -> None:
    from designer.worker.saving import save

    with failing(disk):
        save(model, path, "keras")


def _judged_network(model: Any, path: Path, disk: Disk, steps: list[str]) -> Iterator[str]:
    before = path.read_bytes()
    try:
        _write(model, path, disk)
        yield "it counts as written"
    except FileError as error:
        if str(path) not in str(error) or os.strerror(disk.code).lower() not in str(error).lower():
            yield f"no sentence says what and where: {error}"
    except Exception as error:  # what came instead is the fault
        yield f"{type(error).__name__} came instead of a sentence"
    if path.read_bytes() != before and disk.fails_at <= steps.index("replace"):
        yield "the old network is gone"
    if left := [file.name for file in path.parent.iterdir() if file != path]:
        yield f"a temporary file is left: {left}"


def main() -> int:
    found: list[Fault] = []
    with tempfile.TemporaryDirectory() as name:
        for what in ("list", "networks"):
            (Path(name) / what).mkdir()
        if why := why_not():
            print(f"The list of runs was left out: {why}.")
        else:
            found += database_faults(Path(name) / "list")
        found += network_faults(Path(name) / "networks")
    return reported(found)


if __name__ == "__main__":
    sys.exit(main())
