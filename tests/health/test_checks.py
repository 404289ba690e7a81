"""The doctor tries the real thing, and says what to do where something is missing."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from designer.cli import main
from designer.health import checks


@pytest.mark.slow
def test_a_sound_machine_has_all_checks_good(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("LAYERLOOM_HOME", str(tmp_path / "new" / "home"))
    assert main(["doctor", "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["sound"] and {finding["verdict"] for finding in told["findings"]} <= {"good", "warning"}
    assert "TensorFlow" in told["findings"][-1]["found"] and "trains" in told["findings"][-1]["found"]
    assert list((tmp_path / "new" / "home").glob("doctor-*")) == []


def test_a_folder_that_cannot_be_written_is_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("LAYERLOOM_HOME", str(tmp_path / "file" / "home"))
    finding = checks._folder()
    assert finding.verdict == "bad" and "LAYERLOOM_HOME" in finding.advice


def test_a_missing_package_is_named_with_what_brings_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        checks.metadata, "requires", lambda name: ["no-such-package>=1", "numpy", 'torch; extra == "x"']
    )
    finding = checks._packages()
    assert (finding.verdict, finding.found) == ("bad", "missing: no-such-package") and finding.advice


def test_a_qt_that_dies_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("QT_QPA_PLATFORM", "offscreen")
    monkeypatch.setattr(checks, "WINDOW", "import os; os.abort()")
    finding = checks._display()
    assert finding.verdict == "bad" and "exit code" in finding.found


def test_what_is_bad_makes_the_command_fail(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    bad = checks.Finding("Disk", "bad", "it is on fire", "Put it out.")
    monkeypatch.setattr(checks, "CHECKS", (lambda: bad,))
    assert main(["doctor"]) == 1
    out = capsys.readouterr().out
    assert "it is on fire" in out and "Put it out." in out
