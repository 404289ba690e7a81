"""Tables larger than memory are trained on as arrays are: with the numbers of `fit`, and little memory."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from designer.analysis import analyse
from designer.codegen import script_code
from designer.data import describe, large, load_examples, room
from designer.data.stored import StoredRows
from designer.graph.design import Design, Graph, Node, Wire
from designer.graph.specs import Aim, DataSpec, Part, Table, TrainingSettings
from designer.plan import TrainingPlan, plan_training
from designer.training.messages import Prove
from designer.values import ObjectValue
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
    assert (proof.fault, proof.difference) == ("", 0.0) and proof.answers < 1e-6


def of_several(folder: Path) -> Design:
    """Two parts of a table in, a number and a class out, rows weighed; a layer adapts to one part, one to both."""
    nodes = [
        Node("a", "Input", "amounts", {"shape": (2,)}), Node("n", "Normalization", "normalization"),
        Node("b", "Input", "others", {"shape": (4,)}), Node("j", "Concatenate", "concatenate"),
        Node("m", "Normalization", "normalization_1"), Node("h", "Dense", "dense", {"units": 4, "activation": "tanh"}),
        Node("s", "Dense", "dense_1", {"units": 1}), Node("k", "Dense", "dense_2", {"units": 3, "activation": "softmax"}),
    ]  # fmt: skip
    rows = table(folder)
    frame = pd.read_csv(rows.path)
    frame["counts"], frame["sum"] = frame.index % 3 + 1, frame["a"] + frame["c"]
    frame.to_csv(rows.path, index=False)
    parts = (Part("amounts", ("a", "b")), Part("others", ("c", "colour")))
    source = Table(rows.path, target="sum", more_targets=("kind",), parts=parts, weights="counts")
    aims = {"kind": Aim(ObjectValue("SparseCategoricalCrossentropy"), 0.5, ("accuracy",))}
    wires = ("an", "nj", "bj", "jm", "mh", "hs", "hk")
    return Design(
        Graph({node.id: node for node in nodes}, tuple(Wire(*wire) for wire in wires)),
        DataSpec(source, feeds={"a": "amounts", "b": "others"}),
        TrainingSettings(epochs=3, seed=2, aims=aims),
    )


def test_so_is_one_of_several_parts_and_targets_and_its_script_too(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    design = of_several(tmp_path)
    one = plan_training(analyse(design, describe(design.data)))
    in_memory, _, _ = trained(one, "fit")
    halved_memory(monkeypatch)
    from_disk, program, _ = trained(one, "fused")
    assert [type(part) for part in program.examples.x_train] == [StoredRows, StoredRows]
    for log, values in in_memory.items():
        np.testing.assert_allclose(from_disk[log], values, rtol=1e-4, err_msg=log)
    proof = prove(Prove(1, one, script_code(one).text), load_examples(one.data), lambda: False)
    assert (proof.fault, proof.difference) == ("", 0.0) and proof.answers < 1e-6


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
