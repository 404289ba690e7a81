"""A report has what helps, and no word of whose machine it is."""

from __future__ import annotations

import getpass
import platform
from pathlib import Path

from designer import __version__
from designer.health.crashes import CrashLog
from designer.health.report import report
from designer.health.trail import LAST, Trail


def test_a_report_has_versions_the_last_actions_and_the_last_crashes(tmp_path: Path) -> None:
    trail, log = Trail(), CrashLog(tmp_path)
    for step in range(LAST + 1):
        trail.add(f"step_{step}")
    try:
        raise ValueError("of somebody's")
    except ValueError as error:
        log.note(error)
    told = report(trail, log, "TensorFlow 2.21.0 on the CPU")
    assert f"Layerloom {__version__}" in told and "keras " in told and "TensorFlow 2.21.0 on the CPU" in told
    assert f"step_{LAST}" in told and "step_0\n" not in told
    assert "ValueError" in told and "somebody" not in told


def test_a_report_names_neither_the_user_nor_their_folders_nor_the_machine(tmp_path: Path) -> None:
    told = report(Trail(), CrashLog(tmp_path))
    for secret in (str(Path.home()), platform.node(), str(tmp_path)):
        assert secret not in told
    assert f"/{getpass.getuser()}/" not in told
