"""One command makes a picture of each view of the window, and knows all views there are."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from PySide6.QtGui import QImage
from PySide6.QtWidgets import QTabWidget

from designer.lessons.shelf import shelf
from designer.ui.window import Window

ROOT = Path(__file__).parents[3]


def pictures(*arguments: str) -> str:
    """What the command says."""
    done = subprocess.run(
        [sys.executable, str(ROOT / "packaging" / "pictures"), *arguments],
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen", "PYTHONPATH": str(ROOT)},
    )
    assert done.returncode == 0, done.stderr[-2000:]
    return done.stdout


def test_there_is_a_view_of_every_panel_and_tab_and_of_every_lesson(window: Window) -> None:
    names = {line.split()[0] for line in pictures("--list").splitlines()}
    assert {f"lesson-{one.name}-{moment}" for one in shelf() for moment in ("step", "failed", "passed")} <= names
    panels = set(window.docks.docks)
    assert {panel for panel in panels if not any(name.startswith(panel) for name in names)} == set()
    assert {f"{panel}-{tab}" for panel in panels for tab in tabs(window, panel)} - names == set()


def tabs(window: Window, panel: str) -> list[str]:
    """The titles of a panel's tabs, as names of views have them."""
    found = [bar.tabText(at) for bar in window.docks.docks[panel].findChildren(QTabWidget) for at in range(bar.count())]
    sides = window.trained.evaluation.list
    found += [sides.item(at).text() for at in range(sides.count())] if panel == "evaluation" else []
    return [title.lower().replace(" ", "-") for title in found]


def test_a_view_is_pictured_in_both_themes_and_in_german(tmp_path: Path) -> None:
    pictures("--view", "gallery", "--theme", "both", "--language", "de", "--out", str(tmp_path))
    light, dark = (QImage(str(tmp_path / f"gallery-{theme}-de.png")) for theme in ("light", "dark"))
    assert light.width() == dark.width() > 300
    assert light.pixelColor(2, 2).lightness() > 200 > 60 > dark.pixelColor(2, 2).lightness()
