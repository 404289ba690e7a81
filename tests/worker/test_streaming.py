"""Rows that memory is too small for are trained on from the disk, with the numbers that `fit` gives on arrays."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from designer.codegen import notebook_text, script_code
from designer.data import load_examples, room
from designer.data.stored import StoredRows
from designer.graph.specs import Arrays, Images
from designer.plan import TrainingPlan
from designer.training.messages import Prove
from designer.values import ObjectValue
from designer.worker.foresight import memory
from designer.worker.programs import Program
from designer.worker.proving import prove
from tests.data.filing import write_pictures
from tests.data.rereading import forget
from tests.worker.same_numbers import trained

Plans = Callable[..., TrainingPlan]
CLASSES: dict[str, Any] = {"loss": "SparseCategoricalCrossentropy", "metrics": ("accuracy",)}


def rows_of_numbers(folder: Path, rows: int = 203, classes: bool = False) -> Arrays:
    rng = np.random.default_rng(0)
    x = rng.normal(1, 2, (rows, 5)).astype("float32")
    y = x @ np.arange(5) / 5
    path = folder / "rows.npy"
    np.save(path, np.column_stack([x, np.digitize(y, [0, 3]) if classes else y]).astype("float32"))
    return Arrays(str(path), task="classification" if classes else "regression")


CASES: dict[str, dict[str, Any]] = {
    "numbers": {"layers": [("Dense", {"units": 8, "activation": "tanh"}), ("Dropout", {"rate": 0.3}), ("Dense", {"units": 1})]},
    "in order": {"layers": [("Dense", {"units": 4}), ("Dense", {"units": 1})], "shuffle": False},
    "callbacks": {
        "layers": [("Dense", {"units": 8, "activation": "tanh"}), ("Dense", {"units": 1})], "epochs": 30,
        "optimizer": ObjectValue("Adam", {"learning_rate": 0.05}),
        "callbacks": (ObjectValue("EarlyStopping", {"patience": 2, "min_delta": 0.1, "restore_best_weights": True}),
                      ObjectValue("ReduceLROnPlateau", {"patience": 1})),
    },
    "class weights": {"layers": [("Dense", {"units": 3, "activation": "softmax"})], "class_weights": (0.5, 2.0, 1.0), **CLASSES},
}  # fmt: skip


@pytest.mark.parametrize("case", CASES)
def test_rows_on_the_disk_give_the_numbers_of_fit_on_arrays(
    case: str, plan: Plans, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    source = rows_of_numbers(tmp_path, classes="class_weights" in CASES[case])
    wanted = plan(**{"epochs": 4, **CASES[case]}, source=source, shape=(5,))
    in_memory, held, ending = trained(wanted, "fit")
    monkeypatch.setattr(room, "MOST_NUMBERS", 100)
    forget()
    from_disk, streamed, its_ending = trained(wanted, "fused")
    assert isinstance(streamed.examples.x_train, StoredRows)
    assert streamed.trainer == "fit" and "memory" in streamed.reason and "slower" in streamed.reason
    assert in_memory.keys() == from_disk.keys()
    for log, values in in_memory.items():
        np.testing.assert_array_equal(from_disk[log], values)
    for ours, theirs in zip(streamed.model.get_weights(), held.model.get_weights(), strict=True):
        np.testing.assert_array_equal(ours, theirs)
    assert its_ending == ending


LAYERS = {
    Arrays: ([("Normalization", {}), ("Dense", {"units": 3, "activation": "softmax"})], (5,)),
    Images: (
        [("Rescaling", {"scale": 0.01}), ("Normalization", {}), ("Flatten", {}), ("Dense", {"units": 2, "activation": "softmax"})],
        (8, 8, 3),
    ),
}  # fmt: skip


@pytest.mark.parametrize("kind", ["npy", "npz", "pictures"])
def test_the_script_streams_too_and_gives_the_same_numbers(
    kind: str, plan: Plans, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(room, "MOST_NUMBERS", 100)
    source: Arrays | Images = rows_of_numbers(tmp_path, classes=True)
    if kind == "npz":
        array = np.load(tmp_path / "rows.npy")
        np.savez_compressed(tmp_path / "rows.npz", x=array[:, :-1].astype("float64"), y=array[:, -1])
        source = Arrays(str(tmp_path / "rows.npz"), task="classification")
    if kind == "pictures":
        source = Images(str(write_pictures(tmp_path / "pictures", per_class=12)), height=8, width=8, channels=3)
    layers, shape = LAYERS[type(source)]
    weights = (1.0, 2.0, 0.5)[: 2 + (kind != "pictures")]
    adapt = (f"n{1 + (kind == 'pictures')}",)
    wanted = plan(layers, source, shape=shape, adapt=adapt, epochs=3, class_weights=weights, **CLASSES)
    script = script_code(wanted).text
    assert "x_train = np" not in script and "RowsOnDisk(x, x_train)" in script
    proof = prove(Prove(1, wanted, script), load_examples(wanted.data), lambda: False)
    assert (proof.fault, proof.difference) == ("", 0.0) and proof.answers < 1e-6
    cells = json.loads(notebook_text(wanted))["cells"]
    told = "".join(line for cell in cells if cell["cell_type"] == "code" for line in cell["source"])
    assert "learned = batches(" in told


def test_pictures_are_decoded_once_and_adapted_to_batch_by_batch(
    plan: Plans, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    source = Images(str(write_pictures(tmp_path / "pictures", per_class=12)), height=8, width=8, channels=3)
    layers = [
        ("Rescaling", {"scale": 1 / 255}),
        ("Normalization", {}),
        ("Flatten", {}),
        ("Dense", {"units": 2, "activation": "softmax"}),
    ]
    wanted = plan(layers, source, shape=(8, 8, 3), adapt=("n2",), epochs=3, batch_size=5, **CLASSES)
    in_memory, _, _ = trained(wanted, "fit")
    monkeypatch.setattr(room, "MOST_NUMBERS", 100)
    forget()
    from_disk, program, _ = trained(wanted, "fused")
    assert isinstance(program.examples.x_train, StoredRows)
    for log, values in in_memory.items():
        np.testing.assert_allclose(from_disk[log], values, rtol=1e-4, atol=1e-6)


def test_a_run_needs_the_memory_of_a_few_batches(plan: Plans, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    wanted = plan([("Dense", {"units": 1})], rows_of_numbers(tmp_path, 4000), shape=(5,), batch_size=10)
    held = memory(Program(wanted, load_examples(wanted.data), "fit", lambda: None), wanted)
    monkeypatch.setattr(room, "MOST_NUMBERS", 100)
    forget()
    streamed = memory(Program(wanted, load_examples(wanted.data), "fit", lambda: None), wanted)
    assert held - streamed == pytest.approx(4000 * 5 * 4 - 5 * 10 * 5 * 4 - 4000 * 8 - 3200 * 8, abs=400)
