"""A script whose weights only Layerloom can read has them beside it, as public Keras reads them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from designer.analysis import analyse
from designer.cli import main
from designer.graph.edits import set_training
from designer.graph.files import load, save
from designer.paths import resources
from designer.plan import plan_training
from designer.reading.readable import keras_reads
from tests.codegen.test_script_runs import RUNNER, cells_in_a_row, check_same, expected, run
from tests.worker.test_older import WRITERS


@pytest.mark.slow
@pytest.mark.parametrize("writer", ["2.12", pytest.param("hdf5", marks=pytest.mark.thorough)])
def test_a_script_that_starts_from_weights_of_keras_2_runs_by_itself(writer: str, tmp_path: Path) -> None:
    from designer.worker.building import joined

    fresh = set_training("", epochs=2)(load(resources() / "examples" / "starter.loom"))
    made, _ = joined(plan_training(analyse(fresh)).model)
    WRITERS[writer](made, tmp_path / "old")
    (old,) = tmp_path.iterdir()
    design = set_training("", start=str(old), seed=7)(fresh)
    save(tmp_path / "net.loom", design)
    folder = tmp_path / "here"
    folder.mkdir()
    for form, name in (("script", "net.py"), ("notebook", "cells.ipynb")):
        assert main(["export", str(tmp_path / "net.loom"), "--to", form, "-o", str(folder / name)]) == 0
    wanted, otherwise = expected(plan_training(analyse(design))), expected(plan_training(analyse(fresh)))
    assert wanted["loss"] != otherwise["loss"]
    old.unlink()
    moved = folder.rename(tmp_path / "elsewhere")
    (moved / "cells.py").write_text(cells_in_a_row((moved / "cells.ipynb").read_text(encoding="utf-8")), "utf-8")
    (moved / "runner.py").write_text(RUNNER, encoding="utf-8")
    run(tmp_path, str(moved / "runner.py"), "told.json", str(moved / "net.py"))
    check_same(
        json.loads((tmp_path / "told.json").read_text(encoding="utf-8"))[str(moved / "net.py")], wanted, "script"
    )
    run(moved, "runner.py", "told.json", "cells.py")
    check_same(json.loads((moved / "told.json").read_text(encoding="utf-8"))["cells.py"], wanted, "notebook")


@pytest.mark.slow
def test_such_a_script_is_proved(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    from designer.worker.building import joined

    fresh = set_training("", epochs=2)(load(resources() / "examples" / "starter.loom"))
    WRITERS["hdf5"](joined(plan_training(analyse(fresh)).model)[0], tmp_path / "old")
    save(tmp_path / "net.loom", set_training("", start=str(tmp_path / "old.h5"))(fresh))
    given = ["export", str(tmp_path / "net.loom"), "--to", "script", "--prove", "-o", str(tmp_path / "net.py")]
    assert main(given) == 0
    assert "Proved: 2 epochs" in capsys.readouterr().err


def test_only_files_of_keras_3_count_as_read_by_it(tmp_path: Path) -> None:
    import keras

    made = keras.Sequential([keras.Input([2]), keras.layers.Dense(1)])
    for writer in ("2.14", "hdf5", "hdf5 of Keras 3"):
        WRITERS[writer](made, tmp_path / writer.replace(".", " "))
    made.save(tmp_path / "new.keras")
    (tmp_path / "damaged.keras").write_bytes(b"PK no archive")
    read = {path.name for path in tmp_path.iterdir() if keras_reads(path)}
    assert read == {"new.keras", "damaged.keras"}
    assert keras_reads(tmp_path / "gone.keras")
