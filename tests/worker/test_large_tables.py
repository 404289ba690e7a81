"""Tables larger than memory are trained on as arrays are: with the numbers of `fit`, and little memory."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from designer.codegen import script_code
from designer.data import large, load_examples, room
from designer.data.stored import StoredRows
from designer.graph.specs import Table
from designer.plan import TrainingPlan
from designer.training.messages import Prove
from designer.worker.proving import prove
from tests.data.rereading import forget
from tests.worker.growth import growth
from tests.worker.same_numbers import trained
from tests.worker.test_streaming import CLASSES

Plans = Callable[..., TrainingPlan]


@pytest.fixture(autouse=True)
def read_anew() -> Iterator[None]:
    forget()
    yield
    forget()


def table(folder: Path, rows: int = 203) -> Table:
    rng = np.random.default_rng(0)
    found = pd.DataFrame(rng.normal(1, 2, (rows, 3)).round(4), columns=["a", "b", "c"])
    found["colour"] = np.array(["red", "green", "blue"])[rng.integers(0, 3, rows)]
    found["kind"] = np.array(["low", "mid", "high"])[np.digitize(found["a"], [0, 2])]
    found.to_csv(folder / "rows.csv", index=False)
    return Table(str(folder / "rows.csv"))


def wanted(plan: Plans, folder: Path) -> TrainingPlan:
    layers = [("Normalization", {}), ("Dense", {"units": 3, "activation": "softmax"})]
    return plan(layers, table(folder), shape=(6,), epochs=3, adapt=("n1",), **CLASSES)


def halved_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(room, "MOST_NUMBERS", 100)
    monkeypatch.setattr(large, "CELLS_AT_ONCE", 1)
    monkeypatch.setattr(large, "FEWEST_AT_ONCE", 50)
    forget()


def test_a_large_table_is_learned_from_as_one_in_memory(
    plan: Plans, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    one = wanted(plan, tmp_path)
    in_memory, _, _ = trained(one, "fit")
    halved_memory(monkeypatch)
    from_disk, program, _ = trained(one, "fused")
    assert isinstance(program.examples.x_train, StoredRows) and program.trainer == "fit"
    for log, values in in_memory.items():
        np.testing.assert_allclose(from_disk[log], values, rtol=1e-5)


def test_the_script_does_the_same(plan: Plans, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    halved_memory(monkeypatch)
    one = wanted(plan, tmp_path)
    script = script_code(one).text
    assert "chunksize=" in script and "RowsOnDisk(x, x_train)" in script
    proof = prove(Prove(1, one, script), load_examples(one.data), lambda: False)
    assert (proof.fault, proof.difference, proof.answers) == ("", 0.0, 0.0)


@pytest.mark.slow
@pytest.mark.skipif(os.name != "posix", reason="only there a process can say what it took at most")
def test_a_process_that_trains_on_a_large_table_stays_far_smaller_than_it(tmp_path: Path) -> None:
    lines = "\n".join(
        ",".join(f"{cell:.6f}" for cell in row) for row in np.random.default_rng(0).normal(size=(500, 100))
    )
    head = ",".join(f"c{at}" for at in range(100))
    for name, times in (("small", 60), ("large", 800)):
        with (tmp_path / f"{name}.csv").open("w") as file:
            file.write(head + "\n")
            for _ in range(times):
                file.write(lines + "\n")
    size = (tmp_path / "large.csv").stat().st_size
    assert size > 300_000_000
    assert growth(tmp_path / "small.csv", tmp_path / "large.csv", tmp_path / "home") < 0.4 * size
