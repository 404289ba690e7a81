"""No process outlives the window; `endings.py` ends it in every way at every stage."""

from __future__ import annotations

import os

import pytest

from tests.endurance.endings import end

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(os.name != "posix", reason="Windows has no such signals"),
]


@pytest.mark.parametrize(("stage", "way"), [("starting", "closed"), ("exporting", "crashed")])
def test_nothing_that_a_window_started_outlives_it(stage: str, way: str) -> None:
    found = end(stage, way)
    assert found.faults == () and found.processes >= (2 if stage == "exporting" else 1)
