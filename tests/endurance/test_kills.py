"""A window that is killed loses at most two seconds; `kills.py` does it as often as one likes."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.endurance import kills

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(os.name != "posix", reason="Windows has no such signal for one process"),
]


def test_a_window_that_is_killed_while_it_works_saves_and_trains_loses_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(kills, "STAGES", ("trained",))
    for outcome in kills.killed(tmp_path, 2, seed=3):
        assert outcome.faults == []
        assert outcome.edits and outcome.saves and outcome.trained
