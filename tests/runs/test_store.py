"""What goes into the store comes out of it, in this process and the next, whatever happens in between."""

from __future__ import annotations

import math
import subprocess
import sys
import time
from array import array
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from designer.errors import DesignFileError
from designer.graph.design import Design
from designer.graph.edits import set_training
from designer.runs import logs as packing
from designer.runs.owners import lives, own
from designer.runs.record import DataPrint, Versions
from designer.runs.store import Ending, Store
from designer.runs.upkeep import KEPT_SECONDS, tidy
from designer.training.messages import Evaluation
from tests.runs.conftest import Keep, new_run

ROOT = Path(__file__).parent.parent.parent


def same(one: float, other: float) -> bool:
    return one == other or (math.isnan(one) and math.isnan(other))


@given(st.dictionaries(st.text(max_size=8), st.lists(st.floats(), min_size=1, max_size=40), max_size=4))
def test_a_history_comes_back_bit_for_bit(logs: dict[str, list[float]]) -> None:
    found = packing.unpack(packing.pack(logs))
    assert found.keys() == logs.keys()
    assert all(all(map(same, found[name], values)) for name, values in logs.items())


def test_values_that_were_float32_take_four_bytes_each() -> None:
    import numpy as np

    noise = np.random.default_rng(0).random(10_000)
    narrow = len(packing.pack({"loss": noise.astype("f4").astype("f8").tolist()}))
    assert narrow < 0.55 * len(packing.pack({"loss": noise.tolist()}))


@given(st.binary(max_size=200))
def test_what_is_no_history_is_said_to_be_none(garbage: bytes) -> None:
    with pytest.raises(ValueError):
        packing.unpack(garbage)


def test_epochs_that_were_lost_become_no_numbers_and_the_rest_stays_in_place() -> None:
    whole = packing.joined([(1, {"loss": array("d", [3.0, 2.0])}), (4, {"loss": array("d", [1.0])})])
    assert [value for at, value in enumerate(whole["loss"]) if at != 2] == [3.0, 2.0, 1.0]
    assert math.isnan(whole["loss"][2])


def test_best_is_lowest_for_losses_and_highest_for_accuracies() -> None:
    figures = packing.figures({"loss": [3.0, 1.0, 2.0], "val_accuracy": [0.5, 0.9, 0.7], "auc": [math.nan]})
    assert figures == {"loss": (2.0, 1.0), "val_accuracy": (0.7, 0.9), "auc": (None, None)}
    assert packing.figures({"loss": [0.5]}, figures)["loss"] == (0.5, 0.5)


def test_a_run_is_kept_whole(store: Store, keep: Keep) -> None:
    design = set_training("", epochs=20)(Design())
    id = keep(1, design=design)
    store.describe(id, DataPrint("{}", 5, 2.0, "ab"), Versions("3.11", "3.15", "2.21", "0.1"))
    store.add(id, 1, {"loss": [3.0, 2.0], "val_accuracy": [0.1, 0.2]}, {"loss": (2.0, 2.0)})
    store.add(id, 3, {"loss": [1.0], "val_accuracy": [0.3]}, {"loss": (1.0, 1.0)})
    evaluation = Evaluation(10, {"loss": 1.0})
    store.finish(id, Ending("done", "Well.", 2.5, evaluation))
    row = store.row(id)
    assert row is not None
    assert (row.name, row.outcome, row.sentence, row.epochs, row.seconds) == ("spiral 1", "done", "Well.", 3, 2.5)
    assert row.final("loss") == 1.0 and row.begun < row.ended
    assert store.design(row.design) == design
    assert {name: list(log) for name, log in store.logs(id).items()} == {
        "loss": [3.0, 2.0, 1.0],
        "val_accuracy": [0.1, 0.2, 0.3],
    }
    detail = store.detail(id)
    assert (detail.print.digest, detail.versions.keras, detail.evaluation) == ("ab", "3.15", evaluation)


def test_only_what_changed_is_asked_for_again(store: Store, keep: Keep) -> None:
    first, second = keep(1), keep(2)
    known = max(row.revision for row in store.rows())
    assert store.rows(known) == []
    store.change([first], note="good", tags=("one", "two"), pinned=True)
    (row,) = store.rows(known)
    assert (row.id, row.note, row.tags, row.pinned) == (first, "good", ("one", "two"), True)
    assert second != first


def test_two_windows_write_at_the_same_time(store: Store, tmp_path: Path) -> None:
    other = Store(tmp_path)
    for number in range(20):
        (store if number % 2 else other).begin(new_run(number), own())
    assert [row.id for row in store.rows()] == [row.id for row in other.rows()]
    assert len({row.revision for row in other.rows()}) == 20
    other.close()


def test_a_design_is_kept_once_and_goes_with_its_last_run(store: Store, keep: Keep) -> None:
    one, two = keep(1), keep(2)
    name = store.rows()[0].design
    assert store.rows()[1].design == name
    store.change([one], deleted=time.time() - 2 * KEPT_SECONDS)
    tidy(store)
    assert [row.id for row in store.rows()] == [two] and store.design(name) == Design()
    store.change([two], deleted=time.time() - 2 * KEPT_SECONDS)
    tidy(store)
    with pytest.raises(DesignFileError):
        store.design(name)


def test_what_was_deleted_a_moment_ago_can_come_back(store: Store, keep: Keep) -> None:
    id = keep(1)
    store.change([id], deleted=time.time())
    tidy(store)
    store.change([id], deleted=0.0)
    assert [row.deleted for row in store.rows()] == [0.0]


KILLED = """
import os, signal, sys, time
from pathlib import Path
from designer.runs.owners import own
from designer.runs.store import Store
from tests.runs.conftest import new_run
store = Store(Path(sys.argv[1]))
store.begin(new_run(1), own())
store.add(new_run(1).id, 1, {"loss": [3.0, 2.0]}, {"loss": (2.0, 2.0)})
print("written", flush=True)
store._db.execute("BEGIN IMMEDIATE")
store._db.execute("DELETE FROM runs")
os.kill(os.getpid(), signal.SIGKILL)
"""


def test_a_killed_process_leaves_its_run_interrupted_with_what_was_written(tmp_path: Path) -> None:
    subprocess.run([sys.executable, "-c", KILLED, str(tmp_path)], cwd=ROOT, check=False, timeout=60)
    store = Store(tmp_path)
    tidy(store)
    (row,) = store.rows()
    assert (row.outcome, row.epochs) == ("interrupted", 2) and "after 2 epochs" in row.sentence
    assert list(store.logs(row.id)["loss"]) == [3.0, 2.0]
    store.close()


def test_a_run_of_a_living_process_is_left_alone(store: Store, keep: Keep) -> None:
    keep(1)
    tidy(store)
    assert store.rows()[0].outcome == "running"
    assert lives(own(), 0.0)


def test_a_number_used_again_by_another_process_is_not_taken_for_the_first() -> None:
    machine, number, started = own().split("|")
    assert not lives(f"{machine}|{number}|{int(started) - 100}", 0.0)
    assert lives("elsewhere|1|1", 60.0) and not lives("elsewhere|1|1", 1e6)


MANY = """
import sys
from pathlib import Path
from msgspec.structs import replace
from designer.runs.owners import own
from designer.runs.recorder import new_id
from designer.runs.store import Store
from tests.runs.conftest import new_run
store = Store(Path(sys.argv[1]))
for number in range(20):
    run = replace(new_run(number), id=new_id())
    store.begin(run, own())
    store.add(run.id, 1, {"loss": [1.0]}, {"loss": (1.0, 1.0)})
"""


def test_processes_that_start_at_once_share_a_new_database(tmp_path: Path) -> None:
    command = [sys.executable, "-c", MANY, str(tmp_path)]
    going = [subprocess.Popen(command, cwd=ROOT, stderr=subprocess.PIPE) for _ in range(4)]
    assert [process.communicate(timeout=120)[1] for process in going] == [b""] * 4
    store = Store(tmp_path)
    assert len(store.rows()) == 80 and len({row.revision for row in store.rows()}) == 80
    store.close()
