"""The command line keeps its runs, lists them, and lets go of them where it is told to."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from designer.cli import main
from designer.graph.edits import set_training
from designer.graph.files import load, save
from designer.paths import resources
from designer.runs.database import FOLDER
from designer.runs.store import Store

ROOT = Path(__file__).parent.parent.parent
STARTER = resources() / "examples" / "starter.loom"


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("LAYERLOOM_HOME", str(tmp_path / "home"))
    return tmp_path / "home"


def listed(capsys: pytest.CaptureFixture[str]) -> list[dict]:  # type: ignore[type-arg]
    capsys.readouterr()
    assert main(["runs", "--json"]) == 0
    return json.loads(capsys.readouterr().out)["runs"]  # type: ignore[no-any-return]


def test_with_no_runs_the_list_says_what_to_do(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["runs"]) == 0
    assert "No runs are kept yet" in capsys.readouterr().out
    assert listed(capsys) == []


@pytest.mark.slow
def test_a_run_is_kept_with_its_network_unless_that_is_not_wanted(
    home: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    design = set_training("", epochs=4, seed=7)(load(STARTER))
    save(tmp_path / "mine.loom", design)
    assert main(["train", str(tmp_path / "mine.loom"), "--no-history"]) == 0
    assert listed(capsys) == []
    assert main(["train", str(tmp_path / "mine.loom")]) == 0
    (run,) = listed(capsys)
    assert (run["name"], run["outcome"], run["epochs"], run["seed"]) == ("mine 1", "done", 4, 7)
    assert Path(run["weights_file"]).stat().st_size == run["weights"]
    assert main(["runs"]) == 0
    assert "mine 1" in capsys.readouterr().out
    store = Store(home / FOLDER)
    assert len(store.logs(run["id"])["loss"]) == 4
    detail = store.detail(run["id"])
    assert detail.evaluation is not None and detail.versions.keras and detail.print.source
    store.close()


@pytest.mark.slow
@pytest.mark.skipif(os.name != "posix", reason="Windows has no such signal for one process")
def test_a_command_that_is_killed_leaves_its_run_interrupted(
    home: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    save(tmp_path / "long.loom", set_training("", epochs=1_000_000)(load(STARTER)))
    command = [sys.executable, "main.py", "train", str(tmp_path / "long.loom"), "--json"]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE) as going:
        assert going.stdout is not None
        going.stdout.readline()
        until = time.monotonic() + 3  # epochs are written once a second
        while going.stdout.readline() and time.monotonic() < until:
            pass
        going.send_signal(signal.SIGKILL)
    (run,) = listed(capsys)
    assert run["outcome"] == "interrupted" and run["epochs"] > 0 and "ended after" in run["sentence"]
