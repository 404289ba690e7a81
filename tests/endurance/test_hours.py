"""Whoever uses the window for long finds it as it was; `hours.py` does so for hours, with the real worker."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from designer.ui.window import Window
from tests.endurance import hours
from tests.ui.conftest import open_window, qt_warnings, starter

__all__ = ["open_window", "qt_warnings", "starter"]


@pytest.mark.slow
def test_nothing_of_what_was_shown_stays_behind(open_window: Callable[..., Window], tmp_path: Path) -> None:
    found = list(hours.samples(open_window(), tmp_path, seconds=25.0, seed=1))
    assert hours.grown(found, "objects") < hours.GROWTH
