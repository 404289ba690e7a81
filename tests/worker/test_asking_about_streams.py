"""Whatever can be asked of a network and its data can be asked where the rows lie on the disk, and none needs them all."""

import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from designer.data import load_examples, room
from designer.data.stored import StoredFile, StoredRows
from designer.graph.specs import Arrays
from designer.plan import TrainingPlan
from designer.training.messages import (
    Answer,
    Epochs,
    Evaluate,
    Evaluated,
    Finished,
    GoOn,
    Inside,
    Judge,
    Judgement,
    LookInside,
    Measure,
    Measured,
    Message,
    Prepare,
    Prepared,
    Rank,
    Ranked,
    Rewind,
    RowsShown,
    Said,
    Save,
    Saved,
    ShowRows,
    Survey,
    Surveyed,
    Train,
    TryBatch,
)
from designer.worker.bench import Bench
from designer.worker.controls import Controls
from designer.worker.examples import ExamplesRead
from tests.data.rereading import forget

Plans = Callable[..., TrainingPlan]
ROWS = 5_000
MOST = 1_100
"""No more rows than these may be read at once: a sample, a batch, a block."""


@pytest.fixture(autouse=True)
def small_memory(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A machine that holds a hundred numbers, on which reading many rows at once fails."""
    monkeypatch.setattr(room, "MOST_NUMBERS", 100)
    for name, value in {"BLOCK": 4_000, "SAMPLE_ROWS": 1_000}.items():
        monkeypatch.setattr(f"designer.data.stored.{name}", value)
    read = StoredFile.read

    def bounded(self: StoredFile, rows: np.ndarray) -> np.ndarray:
        assert len(rows) <= MOST, f"{len(rows)} rows at once"
        return read(self, rows)

    monkeypatch.setattr(StoredFile, "read", bounded)
    monkeypatch.setattr("designer.data.loading.ROWS_AT_ONCE", 1_000)
    monkeypatch.setattr("designer.data.hints.AT_ONCE", 2_000)
    monkeypatch.setattr("designer.worker.streaming.adapted_at_once", lambda numbers: 1_000)
    yield
    forget()


def write(folder: Path) -> Arrays:
    rng = np.random.default_rng(0)
    x = rng.normal(size=(ROWS, 2)).astype("float32")
    np.savez(folder / "rows.npz", x=x, y=(x[:, 0] + 0.3 * x[:, 1] > 0).astype("int32"))
    return Arrays(str(folder / "rows.npz"))


class Asked:
    """A bench and all it said."""

    def __init__(self) -> None:
        self.said: list[Any] = []
        self.bench = Bench(self.said.append, ExamplesRead())

    def last(self, kind: type[Message]) -> Any:
        return next(message for message in reversed(self.said) if isinstance(message, kind))

    def values(self, id: int, log: str) -> list[float]:
        return [value for one in self.said if isinstance(one, Epochs) and one.id == id for value in one.logs[log]]


@pytest.fixture
def asked(plan: Plans, tmp_path: Path) -> tuple[Asked, TrainingPlan]:
    """One that has trained for three epochs."""
    wanted = plan(
        [("Normalization", {}), ("Dense", {"units": 4, "activation": "relu"}), ("Dropout", {"rate": 0.2}), ("Dense", {"units": 1, "activation": "sigmoid"})],
        write(tmp_path), adapt=("n1",), loss="BinaryCrossentropy", metrics=("accuracy",), epochs=3, batch_size=500,
    )  # fmt: skip
    found = Asked()
    found.bench.prepare(Prepare(1, wanted))
    found.bench.train(Train(2, wanted), Controls())
    return found, wanted


def test_everything_can_be_asked_of_a_network_trained_on_the_disk(
    asked: tuple[Asked, TrainingPlan], tmp_path: Path
) -> None:
    found, plan = asked
    bench, jury = found.bench, found.bench.jury
    finished, prepared = found.last(Finished), found.last(Prepared)
    assert finished.outcome == "done" and finished.trainer == "fit"
    assert sum(map(sum, finished.evaluation.confusion)) == finished.evaluation.rows == ROWS // 5
    assert 0 < prepared.forecast.memory < 400_000
    bench.evaluate(Evaluate(3))
    metrics = found.last(Evaluated).evaluation.metrics
    assert metrics["loss"] == pytest.approx(found.values(2, "val_loss")[-1], rel=1e-5)
    jury.judge(Judge(4), jury.keep())
    assert found.last(Judgement).rows == ROWS // 5
    jury.rank(Rank(5), jury.keep(), lambda: False)
    assert {ranking.target for ranking in found.last(Ranked).rankings} == {""}
    jury.show(ShowRows(6, (0, 7), judged=True))
    shown = found.last(RowsShown).rows
    assert [row.place for row in shown] == [0, 7] and all(row.said for row in shown)
    jury.answer(Answer(7, {"x 1": 1.0, "x 2": 2.0}))
    assert found.last(Said).outputs[0].values
    bench.look(LookInside(8, plan, ("n2",)), Inside(8), lambda work: work())
    assert found.last(Inside).layers["n2"].map_kind == "plane"
    bench.look(Survey(9, plan, (0, 1)), Surveyed(9), lambda work: work())
    surveyed = found.last(Surveyed)
    assert surveyed.values and surveyed.points.count <= 1_100
    bench.look(Measure(12, plan), Measured(12), lambda work: work())
    assert found.last(Measured).layers["n2"].gradients
    bench.try_batch(TryBatch(10, plan))
    bench.finish(bench.save(Save(11, str(tmp_path / "network.keras"), check=True)))
    assert found.last(Saved).check.fault == ""


def test_it_is_taken_back_and_goes_on_to_the_same_numbers(asked: tuple[Asked, TrainingPlan]) -> None:
    found, _ = asked
    found.bench.rewind(Rewind(3, 1))
    found.bench.go_on(GoOn(4, 1, 3), Controls())
    assert found.values(4, "loss") == found.values(2, "loss")[1:]
    assert found.values(4, "val_loss") == found.values(2, "val_loss")[1:]


def test_stop_ends_a_run_in_the_middle_of_an_epoch_and_judges_by_some_rows(plan: Plans, tmp_path: Path) -> None:
    wanted = plan([("Dense", {"units": 1})], write(tmp_path), loss="MeanSquaredError", epochs=10**6, batch_size=1)
    found, controls, read = Asked(), Controls(), threading.Event()
    found.bench.prepare(Prepare(1, wanted))
    taken = StoredRows.__getitem__

    def noticed(self: StoredRows, which: Any) -> np.ndarray:
        read.set()
        return taken(self, which)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(StoredRows, "__getitem__", noticed)
        training = threading.Thread(target=found.bench.train, args=(Train(2, wanted), controls))
        training.start()
        assert read.wait(60)
        controls.stop()
        training.join(60)
    finished = found.last(Finished)
    assert (finished.outcome, finished.epochs) == ("stopped", 0)
    assert finished.evaluation.rows == 500


def test_a_file_that_changes_during_a_run_ends_it_with_a_sentence(plan: Plans, tmp_path: Path) -> None:
    from designer.errors import DataError
    from designer.worker.fitting import fit
    from designer.worker.programs import Program
    from tests.worker.same_numbers import Collected

    array = np.random.default_rng(0).normal(size=(300, 3)).astype("float32")
    np.save(tmp_path / "rows.npy", array)
    wanted = plan([("Dense", {"units": 1})], Arrays(str(tmp_path / "rows.npy")), epochs=50, batch_size=8)
    program = Program(wanted, load_examples(wanted.data), "fused", lambda: None)

    class Meddling(Collected):
        def record(self, logs: np.ndarray) -> bool:
            (tmp_path / "rows.npy").write_bytes(b"something else")
            return super().record(logs)

    with pytest.raises(DataError, match="changed while its rows were read"):
        fit(program, wanted, Meddling())


def test_after_a_run_that_came_to_grief_one_can_go_back_to_what_was_kept(plan: Plans, tmp_path: Path) -> None:
    from designer.errors import DataError
    from designer.worker.programs import Program
    from designer.worker.runs import train

    np.save(tmp_path / "rows.npy", np.random.default_rng(0).normal(size=(300, 3)).astype("float32"))
    wanted = plan([("Dense", {"units": 1})], Arrays(str(tmp_path / "rows.npy")), epochs=50, batch_size=8)
    program = Program(wanted, load_examples(wanted.data), "fused", lambda: None)

    def meddle(message: Message) -> None:
        if isinstance(message, Epochs):
            (tmp_path / "rows.npy").write_bytes(b"something else")

    with pytest.raises(DataError, match="changed while its rows were read"):
        train(1, wanted, program, Controls(), meddle)
    assert program.moments.open and program.moments.bring_back(0) == 0
