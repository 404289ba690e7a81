"""An exported script needs no Layerloom, and tells the history that `fit` on the planned model tells. So does a notebook."""

import json
import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from designer.analysis import analyse
from designer.cli import main
from designer.codegen import notebook_text, script_code
from designer.data import load_examples
from designer.graph.design import Design
from designer.graph.edits import set_training
from designer.graph.files import load, save
from designer.paths import resources
from designer.plan import TrainingPlan, plan_training
from designer.training.client import WorkerClient
from designer.training.messages import Epochs, Failed, Finished, Train

RUNNER = """
import json, runpy, sys
assert not any(name.startswith("designer") for name in sys.modules)
histories = {path: runpy.run_path(path, run_name="__main__")["history"].history for path in sys.argv[2:]}
assert not any(name.startswith("designer") for name in sys.modules)
with open(sys.argv[1], "w") as file:
    json.dump(histories, file)
"""


def run(folder: Path, *command: str) -> str:
    """Run Python where Layerloom cannot be imported from, and give what it printed."""
    kept = ("KERAS_BACKEND", "PYTHONPATH")
    environment = {name: value for name, value in os.environ.items() if name not in kept}
    done = subprocess.run(
        [sys.executable, "-P", *command],
        cwd=folder,
        env={**environment, "TF_CPP_MIN_LOG_LEVEL": "3"},
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )
    assert done.returncode == 0, done.stderr[-3000:]
    return done.stdout


def expected(plan: TrainingPlan) -> dict[str, list[float]]:
    """What `fit` says of the model that the worker builds from the plan."""
    from designer.worker.arranging import arranged
    from designer.worker.building import built

    examples, training = arranged(load_examples(plan.data), plan), plan.training
    told = built(plan, examples).fit(
        examples.x_train,
        examples.y_train,
        validation_data=(examples.x_validation, examples.y_validation),
        epochs=training.epochs,
        batch_size=training.batch_size,
        shuffle=training.shuffle,
        verbose=0,
    )
    history: dict[str, list[float]] = told.history
    return history


@pytest.mark.slow
def test_scripts_tell_the_history_of_the_planned_model(designs: dict[str, Design], tmp_path: Path) -> None:
    plans = {name: plan_training(analyse(design)) for name, design in designs.items()}
    for name, plan in plans.items():
        (tmp_path / f"{name}.py").write_text(script_code(plan).text, encoding="utf-8")
    notebooks = [name for name in plans if name != "digits"]
    for name in notebooks:
        (tmp_path / f"{name}_cells.py").write_text(cells_in_a_row(notebook_text(plans[name])), encoding="utf-8")
    (tmp_path / "runner.py").write_text(RUNNER, encoding="utf-8")
    printed = run(
        tmp_path, "runner.py", "told.json", *(f"{name}.py" for name in plans), *(f"{name}_cells.py" for name in notebooks)
    )  # fmt: skip
    assert "mean_absolute_error: " in printed
    told = json.loads((tmp_path / "told.json").read_text(encoding="utf-8"))
    for name, plan in plans.items():
        check_same(told[f"{name}.py"], expected(plan), name)
    for name in notebooks:
        assert told[f"{name}_cells.py"] == told[f"{name}.py"]


def cells_in_a_row(notebook: str) -> str:
    """What Jupyter's “run all cells” executes."""
    code = (cell["source"] for cell in json.loads(notebook)["cells"] if cell["cell_type"] == "code")
    return "\n\n".join("".join(lines) for lines in code)


def check_same(found: dict[str, list[float]], wanted: dict[str, list[float]], what: str) -> None:
    assert found.keys() == wanted.keys(), what
    for log, values in wanted.items():
        np.testing.assert_allclose(found[log], values, atol=1e-5, rtol=1e-5, err_msg=f"{what}: {log}")


def in_the_app(plan: TrainingPlan, worker: WorkerClient) -> dict[str, list[float]]:
    """What the window draws of a run."""
    told: dict[str, list[float]] = {}
    worker.send(Train(1, plan))
    for reply in worker:
        assert not isinstance(reply, Failed), reply
        if isinstance(reply, Epochs):
            for name, values in reply.logs.items():
                told.setdefault(name, []).extend(values)
        if isinstance(reply, Finished):
            assert reply.trainer != "fit"
            del told["learning_rate"]  # `fit` tells of it only where a callback does
            return told
    raise AssertionError


@pytest.mark.slow
def test_app_script_and_fit_tell_the_same_history_of_the_examples(tmp_path: Path) -> None:
    plans = {}
    for name in ("starter", "spiral", "iris", "digits"):
        design = set_training("", epochs=4)(load(resources() / "examples" / f"{name}.loom"))
        save(tmp_path / f"{name}.loom", design)
        given = [str(tmp_path / f"{name}.loom"), "--to", "script", "-o", str(tmp_path / f"{name}.py")]
        assert main(["export", *given]) == 0
        plans[name] = plan_training(analyse(design))
    (tmp_path / "runner.py").write_text(RUNNER, encoding="utf-8")
    run(tmp_path, "runner.py", "told.json", *(f"{name}.py" for name in plans))
    told = json.loads((tmp_path / "told.json").read_text(encoding="utf-8"))
    with WorkerClient() as worker:
        for name, plan in plans.items():
            wanted = expected(plan)
            check_same(told[f"{name}.py"], wanted, f"the script of {name}")
            check_same(in_the_app(plan, worker), wanted, f"the app's run of {name}")
