"""Runs are kept in the end whatever fails on the way: every step fails in every way, in a process of its own."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

KEEPING = Path(__file__).with_name("keeping.py")


@pytest.mark.slow
def test_no_failing_step_costs_a_run_or_a_network() -> None:
    # the calls of the SQLite of this very process are changed, which no other test is to see
    done = subprocess.run([sys.executable, str(KEEPING)], capture_output=True, text=True, timeout=300, check=False)
    assert done.returncode == 0, done.stdout + done.stderr[-2000:]
    faults = int(done.stdout.split(" faults injected")[0].split()[-1])
    assert faults > 50
