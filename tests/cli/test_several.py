"""The command line trains networks of several inputs and outputs like any other."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from designer.cli import main
from designer.graph.files import save
from tests.codegen.conftest import two_sided


@pytest.fixture
def file(tmp_path: Path) -> Path:
    save(tmp_path / "two.loom", two_sided())
    return tmp_path / "two.loom"


def test_logs_have_the_names_keras_gives_them(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["train", str(file), "--epochs", "2", "--json"]) == 0
    first, _, last = (json.loads(line) for line in capsys.readouterr().out.splitlines())
    training = {"loss", "size_loss", "which_one_loss", "size_mean_absolute_error", "which_one_accuracy"}
    assert first.keys() == {"epoch", "learning_rate", *training, *(f"val_{name}" for name in training)}
    (output,) = last["evaluation"]["outputs"]
    assert (output["target"], output["classes"]) == ("shape", ["disc", "square", "cross"])
    assert sum(map(sum, output["confusion"])) == 30 == last["evaluation"]["rows"]


def test_the_script_is_written_without_more_ado(file: Path, tmp_path: Path) -> None:
    assert main(["export", str(file), "--to", "script", "-o", str(tmp_path / "two.py")]) == 0
    assert 'x_train = [x_train["beside"], x_train["picture"]]' in (tmp_path / "two.py").read_text(encoding="utf-8")
