"""A network is written in every form, whole or not at all, and answers from its file as it did itself."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import keras
import numpy as np
import onnx
import pytest

from designer.atomic import replace_folder_atomically
from designer.data import load_examples
from designer.errors import FileError
from designer.graph.specs import Bundled
from designer.plan import TrainingPlan
from designer.training import forms
from designer.training.forms import FORMS, MARK, Form, lacking, misplaced
from designer.training.messages import Check, Failed, Finished, Paused, Save, Saved, Stop, Train
from designer.training.verdicts import check_text
from designer.worker import saving
from designer.worker.checking import Sample, check, largest_difference, sample
from designer.worker.clean import Unfinished
from designer.worker.faults import Fault
from designer.worker.saving import convert, save

Plans = Callable[..., TrainingPlan]


def iris(plan: Plans, **given: Any) -> TrainingPlan:
    layers = [("Normalization", {}), ("Dense", {"units": 8, "activation": "relu"}), ("Dense", {"units": 3, "activation": "softmax"})]  # fmt: skip
    return plan(
        layers, Bundled("iris"), shape=(4,), adapt=("n1",), loss="SparseCategoricalCrossentropy", metrics=("accuracy",), **given
    )  # fmt: skip


def small() -> keras.Model:
    return keras.Sequential([keras.Input((2,)), keras.layers.Dense(3)])


@pytest.mark.slow
def test_every_form_answers_as_the_network_did_and_the_run_goes_on(worker: Any, plan: Plans, tmp_path: Path) -> None:
    worker.send(Train(1, iris(plan, epochs=100_000), pause_after=100))
    worker.until(Paused)
    for id, (form, kind) in enumerate(FORMS.items(), 2):
        worker.send(Save(id, str(tmp_path / f"net{kind.suffix}"), form=form, int8=form == "litert", check=True))
    *exact, int8 = [worker.until((Saved, Failed), 300).check for _ in FORMS]
    for found in exact:
        assert (found.rows, found.fault) == (64, "")
        assert found.difference < 1e-5
        assert check_text(found).startswith("Checked: 64 rows, largest difference ")
    assert not int8.fault
    assert int8.difference > 1e-5
    assert int8.agreeing > 55
    assert f"{int8.agreeing} of 64 are taken for the same class." in check_text(int8)
    worker.send(Stop())
    assert worker.until(Finished).outcome == "stopped"
    assert sorted(file.name for file in tmp_path.iterdir()) == ["net", "net.keras", "net.onnx", "net.tflite"]  # fmt: skip


def doubling(path: Path) -> None:
    """An ONNX file of a network that doubles two numbers."""
    shape, kind = [None, 2], onnx.TensorProto.FLOAT
    ends = [onnx.helper.make_tensor_value_info(name, kind, shape) for name in ("x", "y")]
    graph = onnx.helper.make_graph([onnx.helper.make_node("Add", ["x", "x"], ["y"])], "net", ends[:1], ends[1:])
    onnx.save(onnx.helper.make_model(graph, opset_imports=[onnx.helper.make_opsetid("", 13)], ir_version=8), path)


def test_a_file_that_answers_otherwise_or_not_at_all_is_told(tmp_path: Path) -> None:
    path, rows = tmp_path / "net.onnx", np.ones((5, 2), np.float32)
    doubling(path)
    assert check(path, "onnx", Sample(rows, rows * 2, None)) == Check(5, 0.0)
    wrong = check(path, "onnx", Sample(rows, rows * 2.5, None))
    assert wrong.difference == 0.5
    assert "Do not rely on it" in check_text(wrong)
    assert "another shape" in check(path, "onnx", Sample(rows, rows[:, :1], None)).fault
    path.write_bytes(path.read_bytes()[:40])
    assert "could not be read again" in check(path, "onnx", Sample(rows, rows, None)).fault


def test_a_sample_has_rows_held_back_first_and_no_more_than_asked(plan: Plans) -> None:
    from designer.worker.programs import untrained

    wanted = iris(plan)
    examples = load_examples(wanted.data)
    taken = sample(untrained(wanted, examples).model, examples, wanted)
    assert len(taken.rows) == len(taken.answers) == 64
    np.testing.assert_array_equal(taken.rows[:30], examples.x_validation.astype("float32"))


def test_a_folder_that_is_no_savedmodel_is_never_replaced(tmp_path: Path) -> None:
    (tmp_path / "photos").mkdir()
    (tmp_path / "photos" / "me.jpg").write_bytes(b"1")
    with pytest.raises(Fault, match="would be lost"):
        save(small(), tmp_path / "photos", "savedmodel")
    assert (tmp_path / "photos" / "me.jpg").read_bytes() == b"1"
    for name in ("empty", "older"):
        (tmp_path / name).mkdir()
    (tmp_path / "older" / MARK).write_bytes(b"1")
    assert [misplaced("savedmodel", tmp_path / name) for name in ("none", "empty", "older")] == ["", "", ""]


@pytest.mark.parametrize(("form", "name"), [("savedmodel", "net"), ("litert", "net.tflite"), ("onnx", "net.onnx")])
@pytest.mark.parametrize("error", [Unfinished("failed"), Unfinished("late"), OSError(28, "No space left on device")])
def test_what_cannot_be_converted_leaves_what_was_there(
    form: Form, name: str, error: Exception, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / name
    if form == "savedmodel":
        path.mkdir()
    held = path / MARK if form == "savedmodel" else path
    held.write_bytes(b"old")
    begun = save(small(), path, form)
    assert begun is not None
    monkeypatch.setattr(saving, "run_outside", halfway(error))
    with pytest.raises(FileError if isinstance(error, OSError) else Fault):
        convert(begun)
    assert held.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [path]
    assert not Path(begun.folder.name).exists()


def halfway(error: Exception) -> Callable[..., None]:
    def run(folder: Path, task: str, form: str, source: str, place: str, *rest: str, seconds: float) -> None:
        (Path(place) / "half" if Path(place).is_dir() else Path(place)).write_bytes(b"half")
        raise error

    return run


def test_a_folder_takes_the_place_of_an_older_one(tmp_path: Path) -> None:
    for content in (b"one", b"two"):
        replace_folder_atomically(tmp_path / "net", lambda new, content=content: (new / "a").write_bytes(content))
        assert (tmp_path / "net" / "a").read_bytes() == content
    assert list(tmp_path.iterdir()) == [tmp_path / "net"]


def test_missing_packages_are_named_with_the_command_that_adds_them(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(forms, "find_spec", lambda name: None)
    assert lacking("onnx").endswith("uv sync --extra export")
    assert not lacking("litert")
    with pytest.raises(Fault, match="not installed"):
        save(small(), tmp_path / "net.onnx", "onnx")


def test_numbers_that_are_none_count_as_they_should() -> None:
    nan = float("nan")
    assert largest_difference(np.array([1.0, nan]), np.array([1.5, nan])) == 0.5
    assert largest_difference(np.array([1.0, nan]), np.array([1.0, 2.0])) == float("inf")
