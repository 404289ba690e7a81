"""What leaves for spreadsheets and TensorBoard is read there as it was meant."""

from __future__ import annotations

import csv
import io
import math
from array import array
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from designer.runs.leaving import sheets, tensorboard
from designer.runs.record import RunRow
from designer.runs.store import Store
from tests.runs.conftest import Keep


@pytest.fixture
def row(store: Store, keep: Keep) -> RunRow:
    id = keep(1)
    store.add(id, 1, {"loss": [-2.0, -3.0], "val_loss": [1.0, 2.0]}, {"loss": (-3.0, -3.0), "val_loss": (2.0, 1.0)})
    store.change([id], ended=store.rows()[0].begun + 10.0)
    return store.rows()[0]


def read(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text, newline="")))


def test_a_table_has_a_line_for_each_run(row: RunRow) -> None:
    (line,) = read(sheets.table([row]))
    assert (line["name"], line["epochs"], line["last loss"], line["best val_loss"]) == ("spiral 1", "2", "-3.0", "1.0")


def test_histories_have_a_line_for_each_epoch(row: RunRow) -> None:
    logs = {
        row.id: {"loss": array("d", [-2.0, math.nan]), "auc": array("d", [0.5])},
        "b": {"loss": array("d", [1.0])},
    }
    rows = [replace(row, figures={"loss": (None, -2.0), "auc": (0.5, 0.5)}), replace(row, id="b")]
    lines = read("".join(sheets.histories(rows, lambda row: logs[row.id])))
    assert [(line["epoch"], line["loss"], line["auc"]) for line in lines] == [
        ("1", "-2.0", "0.5"),
        ("2", "", ""),
        ("1", "1.0", ""),
    ]


def test_names_notes_and_tags_are_made_harmless_and_numbers_stay(row: RunRow) -> None:
    evil = replace(row, name="=HYPERLINK(1)", note="+1", tags=("@x", "y"), title="-2")
    (line,) = read(sheets.table([evil]))
    assert [line[name][0] for name in ("name", "note", "tags", "title")] == ["'"] * 4
    assert float(line["last loss"]) == -3.0


def events(file: Path) -> list[tuple[int, float, dict[str, float]]]:
    """What TensorFlow itself reads, checksums and all."""
    from tensorflow.python.summary.summary_iterator import summary_iterator

    found = list(summary_iterator(str(file)))
    assert found[0].file_version == "brain.Event:2"
    return [(one.step, one.wall_time, {v.tag: v.simple_value for v in one.summary.value}) for one in found[1:]]


@pytest.mark.slow
def test_tensorflow_reads_the_events(row: RunRow, tmp_path: Path) -> None:
    count = 20_000  # steps of one, two and three bytes
    logs = {
        "loss": array("d", [1 / (1 + at) for at in range(count)]),
        "accuracy": array("d", [at / count for at in range(count)]),
        "val_loss": array("d", [2.0, math.nan, 4.0]),
    }
    place = tensorboard.write_run(tmp_path, row, logs)
    assert sorted(part.name for part in place.iterdir()) == ["train", "validation"]
    (file,) = (place / "train").iterdir()
    found = events(file)
    assert [step for step, _, _ in found] == list(range(count))
    for step in (0, 127, 128, 16_383, 16_384, count - 1):
        values = found[step][2]
        assert values["epoch_loss"] == pytest.approx(logs["loss"][step])
        assert values["epoch_accuracy"] == pytest.approx(logs["accuracy"][step])
    assert found[-1][1] == pytest.approx(row.ended) and found[0][1] > row.begun
    (file,) = (place / "validation").iterdir()
    values = [value["epoch_loss"] for _, _, value in events(file)]
    assert (values[0], values[2]) == (2.0, 4.0) and math.isnan(values[1])


@given(st.text(max_size=80))
def test_a_folder_has_a_name_that_any_system_takes_and_lies_where_it_should(name: str) -> None:
    row = RunRow(*["x"] * 25)  # type: ignore[arg-type]
    folder = tensorboard.folder_name(replace(row, name=name, id="ab" * 16))
    assert Path(folder).name == folder and not set(folder) & set('<>:"/\\|?*\n') and folder[0] not in ". "
