"""The command line keeps its contract: output for programs, exit codes, one sentence for what goes wrong."""

import ast
import json
import os
import signal
import subprocess
import sys
import time
import zipfile
from pathlib import Path

import pytest

from designer.cli import main
from designer.graph.edits import remove, set_data, set_setting, set_training
from designer.graph.files import load, save
from designer.graph.specs import DataSpec, Table
from designer.paths import examples, resources

ROOT = Path(__file__).parent.parent.parent
STARTER = resources() / "examples" / "starter.loom"


@pytest.fixture
def broken(tmp_path: Path) -> Path:
    """The starter without its input: a design with an error."""
    design = load(STARTER)
    first = next(node for node in design.graph.nodes.values() if node.kind == "Input")
    save(tmp_path / "broken.loom", remove([first])(design))
    return tmp_path / "broken.loom"


def lines(capsys: pytest.CaptureFixture[str]) -> list[dict]:  # type: ignore[type-arg]
    return [json.loads(line) for line in capsys.readouterr().out.splitlines()]


@pytest.mark.parametrize("example", examples(), ids=lambda path: path.stem)
def test_the_examples_have_no_problems(example: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", str(example), "--json"]) == 0
    assert [problem for problem in lines(capsys)[0]["problems"] if problem["severity"] != "hint"] == []


def test_check_names_what_is_wrong_and_exits_with_1(broken: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", str(broken)]) == 1
    assert "error" in capsys.readouterr().out
    assert main(["check", str(broken), "--json"]) == 1
    problem = lines(capsys)[0]["problems"][0]
    assert problem.keys() == {"code", "severity", "nodes", "what", "why", "fixes"}


def test_check_tells_of_rows_that_mislead_and_of_a_workbook_that_cannot_be_read(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    import pandas as pd

    frame = pd.DataFrame({"a": range(60), "leak": [at / 2 for at in range(60)], "b": [at % 7 for at in range(60)]})
    frame.assign(y=frame.leak * 3).to_excel(tmp_path / "t.xlsx", index=False)
    design = load(STARTER)
    table = set_data(DataSpec(Table("t.xlsx", features=("leak", "b"))))
    save(tmp_path / "t.loom", table(design))
    assert main(["check", str(tmp_path / "t.loom"), "--json"]) == 0
    found = {problem["code"]: problem for problem in lines(capsys)[0]["problems"]}
    assert "“leak”" in found["rows-gives-away"]["what"] and found["rows-gives-away"]["fixes"]
    (tmp_path / "t.xlsx").write_bytes(b"PK nothing")
    assert main(["check", str(tmp_path / "t.loom")]) != 0
    assert "t.xlsx is damaged" in capsys.readouterr().err


def test_summary_lists_layers_in_order_with_shapes_and_counts(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["summary", str(STARTER), "--json"]) == 0
    found = lines(capsys)[0]
    assert [layer["kind"] for layer in found["layers"]] == ["Input", "Dense", "ReLU", "Dense", "ReLU", "Dense"]
    assert found["layers"][1]["output_shape"] == [None, 4]
    assert [layer["parameters"] for layer in found["layers"]] == [0, 12, 0, 15, 0, 4]
    assert (found["parameters"], found["trainable"]) == (31, 31)
    first, second = found["layers"][:2]
    assert second["inputs"] == [first["id"]]
    assert main(["summary", str(STARTER)]) == 0
    assert "31 parameters" in capsys.readouterr().out


def test_catalogue_lists_every_kind_with_its_settings(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["catalogue", "--json"]) == 0
    kinds = {kind["name"]: kind for kind in lines(capsys)[0]["kinds"]}
    assert len(kinds) >= 23
    assert kinds["Dense"]["settings"][0]["name"] == "units"
    assert main(["catalogue"]) == 0


@pytest.mark.parametrize("target", ["model", "script"])
def test_export_writes_python(target: str, tmp_path: Path) -> None:
    out = tmp_path / "net.py"
    assert main(["export", str(STARTER), "--to", target, "-o", str(out)]) == 0
    assert "keras.Sequential" in out.read_text()
    ast.parse(out.read_text())


def test_export_writes_a_notebook(tmp_path: Path) -> None:
    out = tmp_path / "net.ipynb"
    assert main(["export", str(STARTER), "--to", "notebook", "-o", str(out)]) == 0
    kinds = {cell["cell_type"] for cell in json.loads(out.read_text(encoding="utf-8"))["cells"]}
    assert kinds == {"markdown", "code"}


def test_export_can_keep_activations_apart(tmp_path: Path) -> None:
    folded, apart = tmp_path / "folded.py", tmp_path / "apart.py"
    assert main(["export", str(STARTER), "--to", "model", "-o", str(folded)]) == 0
    assert main(["export", str(STARTER), "--to", "model", "-o", str(apart), "--separate-activations"]) == 0
    assert 'activation="relu"' in folded.read_text()
    assert "layers.ReLU()" in apart.read_text()


def test_a_design_with_errors_is_not_exported(broken: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "net.py"
    assert main(["export", str(broken), "--to", "model", "-o", str(out)]) == 1
    assert not out.exists()
    assert "error" in capsys.readouterr().err


@pytest.mark.slow
def test_a_trained_network_goes_out_and_is_checked(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    design, out = set_training("", epochs=3)(load(STARTER)), tmp_path / "net.keras"
    save(tmp_path / "short.loom", design)
    assert main(["export", str(tmp_path / "short.loom"), "--to", "keras", "--trained", "-o", str(out)]) == 0
    assert "Checked: 64 rows, largest difference " in capsys.readouterr().err
    assert out.stat().st_size > 0


@pytest.mark.slow
def test_a_script_is_proved_and_stays_as_it_is(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    save(tmp_path / "short.loom", set_training("", epochs=3)(load(STARTER)))
    proved, plain = tmp_path / "proved.py", tmp_path / "plain.py"
    assert main(["export", str(tmp_path / "short.loom"), "--to", "script", "-o", str(plain)]) == 0
    assert main(["export", str(tmp_path / "short.loom"), "--to", "script", "--prove", "-o", str(proved)]) == 0
    assert "Proved: 3 epochs, largest difference " in capsys.readouterr().err
    assert proved.read_bytes() == plain.read_bytes()


@pytest.mark.parametrize(
    ("target", "name", "option", "said"),
    [
        ("onnx", "net.onnx", "--int8", "only with: litert"),
        ("script", "net.py", "--trained", "only with: keras, savedmodel, onnx, litert"),
        ("keras", "net.keras", "--prove", "only with: script"),
        ("svg", "net.svg", "--trained", "only with: keras"),
        ("litert", "net.lite", "--int8", "ends in .tflite"),
        ("savedmodel", ".", "--trained", "would be lost"),
    ],
)
def test_what_does_not_go_together_is_refused_at_once(
    target: str, name: str, option: str, said: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "mine.txt").touch()
    assert main(["export", str(STARTER), "--to", target, option, "-o", str(tmp_path / name)]) == 2
    assert said in capsys.readouterr().err.replace("\n", " ")
    assert [file.name for file in tmp_path.iterdir()] == ["mine.txt"]


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["check"], 2),
        (["check", "missing.loom"], 1),
        (["check", str(Path(__file__))], 1),
        (["train", str(STARTER), "--epochs", "0"], 2),
        (["train", str(STARTER), "--trainer", "magic"], 2),
        (["--nonsense"], 2),
        (["import", "net.py", "-o", "net.loom"], 1),
        (["import", str(Path(__file__)), "-o", str(Path(__file__))], 2),
        (["import", str(Path(__file__).parent.parent / "conftest.py"), "-o", "never.loom"], 1),
        (["export", str(STARTER), "--to", "model", "-o", "missing folder/net.py"], 1),
    ],
)
def test_wrong_use_is_one_sentence(arguments: list[str], code: int, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(arguments) == code
    said = capsys.readouterr().err.strip()
    assert said
    assert len(said.splitlines()) == 1
    assert "Traceback" not in said


def test_a_setting_of_a_wrong_value_is_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    design = load(STARTER)
    dense = next(node for node in design.graph.nodes.values() if node.kind == "Dense")
    save(tmp_path / "bad.loom", set_setting(dense, "units", -3)(design))
    assert main(["check", str(tmp_path / "bad.loom")]) == 1
    said = capsys.readouterr().out
    assert dense.name in said
    assert "units" in said


def test_no_command_loads_qt() -> None:
    script = (
        "import sys; from designer.start import main; main(['summary', sys.argv[1]]);"
        "sys.exit(any(name.startswith(('PySide6', 'tensorflow', 'keras')) for name in sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", script, str(STARTER)], capture_output=True, check=False, timeout=60)
    assert done.returncode == 0, done.stderr


def test_train_prints_a_line_an_epoch_and_saves_the_network(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    saved = tmp_path / "net.keras"
    assert main(["train", str(STARTER), "--epochs", "30", "--seed", "4", "--json", "--save", str(saved)]) == 0
    *epochs, done = lines(capsys)
    assert [line["epoch"] for line in epochs] == list(range(1, 31))
    assert epochs[-1]["loss"] < epochs[0]["loss"]
    assert epochs[0].keys() >= {"epoch", "loss", "val_loss"}
    assert done["done"] is True
    assert done["trainer"] == "fused"
    assert done["epochs_per_second"] > 0
    assert "model.weights.h5" in zipfile.ZipFile(saved).namelist()


def test_evaluate_gives_metrics_and_a_confusion_matrix(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["evaluate", str(resources() / "examples" / "iris.loom"), "--json"]) == 0
    found = lines(capsys)[0]
    assert found["metrics"]["accuracy"] > 0.8
    assert sum(map(sum, found["confusion"])) == found["rows"]
    assert len(found["classes"]) == 3


def test_export_to_keras_writes_an_untrained_network(tmp_path: Path) -> None:
    out = tmp_path / "net.keras"
    assert main(["export", str(STARTER), "--to", "keras", "-o", str(out)]) == 0
    assert "config.json" in zipfile.ZipFile(out).namelist()


def test_import_undoes_export_and_names_what_it_cannot_read(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, back = tmp_path / "net.py", tmp_path / "back.loom"
    assert main(["export", str(STARTER), "--to", "script", "-o", str(code)]) == 0
    assert main(["import", str(code), "-o", str(back)]) == 0
    assert load(back).graph == load(STARTER).graph
    assert load(back).training == load(STARTER).training
    assert capsys.readouterr().out == ""
    code.write_text("model = keras.Sequential([layers.Dense(secret(), input_shape=(2,)),\n layers.Dream()])")
    assert main(["import", str(code), "-o", str(back)]) == 0
    said = capsys.readouterr().out.splitlines()
    assert [line.partition(":")[0] for line in said] == ["line 1", "line 2"]


@pytest.mark.skipif(os.name != "posix", reason="signals of POSIX")
def test_a_worker_that_dies_ends_the_command_with_3() -> None:
    command = [sys.executable, str(ROOT / "main.py"), "train", str(STARTER), "--epochs", "1000000", "--json"]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    assert process.stdout is not None
    process.stdout.readline()  # it trains
    worker = _child_of(process.pid)
    os.kill(worker, signal.SIGKILL)
    _, said = process.communicate(timeout=30)
    assert process.returncode == 3
    assert "Traceback" not in said
    assert said.strip()


def _child_of(pid: int) -> int:
    import psutil

    deadline = time.monotonic() + 10
    while time.monotonic() < deadline:
        children = psutil.Process(pid).children(recursive=True)
        if children:
            return children[-1].pid
    raise AssertionError("no worker")


def test_an_opened_network_is_exported_with_its_weights_though_no_data_fits_it(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    import keras
    import numpy as np

    model = keras.Sequential([keras.Input([6, 3]), keras.layers.LSTM(4), keras.layers.Dense(2)])
    model.save(tmp_path / "theirs.keras")
    design, out = tmp_path / "net.loom", tmp_path / "ours.keras"
    assert main(["import", str(tmp_path / "theirs.keras"), "-o", str(design)]) == 0
    assert main(["export", str(design), "--to", "keras", "-o", str(out)]) == 0
    said = " ".join(capsys.readouterr().err.split())
    assert "Starts from the weights in theirs.keras. Checked: 8 rows" in said
    assert "The rows are made up" in said
    found = keras.saving.load_model(out).get_weights()
    assert all(map(np.array_equal, found, model.get_weights()))
