"""Runs are kept in the end whatever fails on the way; `keeping.py` has every step fail in every way."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.endurance.failing_database import why_not
from tests.endurance.keeping import database_faults, network_faults


@pytest.mark.slow
@pytest.mark.skipif(bool(why_not()), reason=why_not())
def test_no_failing_step_of_sqlite_costs_a_run(tmp_path: Path) -> None:
    found = list(database_faults(tmp_path))
    assert {"open", "pwrite64"} <= {fault.step.split("(")[1].rstrip(")") for fault in found}
    assert [(fault.where, fault.faults) for fault in found if fault.faults] == []


@pytest.mark.slow
def test_no_failing_step_of_writing_a_network_costs_the_one_before(tmp_path: Path) -> None:
    found = list(network_faults(tmp_path))
    assert {"open", "write", "fsync", "replace"} <= {fault.step.split("(")[1].rstrip(")") for fault in found}
    assert [(fault.where, fault.faults) for fault in found if fault.faults] == []
