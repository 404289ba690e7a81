"""Layerloom asks no network for anything: it works where there is none, and never tries."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from designer.paths import resources

SCRIPT = """
import sys, time
from pathlib import Path

tried = []

def watch(event, arguments):
    if event in ("socket.connect", "socket.getaddrinfo", "socket.sendto", "urllib.Request"):
        tried.append((event, str(arguments)[:200]))

sys.addaudithook(watch)
from PySide6.QtWidgets import QApplication
from designer.ui import app
from designer.ui.training.run import Phase

application = app.application()
window = app.new_window(Path(sys.argv[1]), None)
window.show()

def until(question, seconds=120):
    end = time.monotonic() + seconds
    while not question():
        assert time.monotonic() < end, "nothing came of it in time"
        application.processEvents()
        time.sleep(0.005)

until(lambda: window.link.ready is not None)
until(lambda: window.session.snapshot.data is not None)
window.actions_["train"].trigger()
until(lambda: window.run.phase is Phase.FINISHED)
assert window.run.run.outcome == "done"
assert window.lessons.open(Path(sys.argv[2]))
until(lambda: bool(window.lessons.player.verdicts) or not window.lessons.player.step.checks)
window.close()
print("tried", tried)
"""


def can_part_from_the_network() -> bool:
    if not sys.platform.startswith("linux") or shutil.which("unshare") is None:
        return False
    return subprocess.run(["unshare", "-rn", "true"], capture_output=True, check=False).returncode == 0


@pytest.mark.skipif(not can_part_from_the_network(), reason="no process can be parted from the network here")
def test_everything_works_without_a_network_and_nothing_asks_for_one(tmp_path: Path) -> None:
    lesson = resources() / "lessons" / "one-unit"
    done = subprocess.run(
        ["unshare", "-rn", sys.executable, "-c", SCRIPT, str(tmp_path), str(lesson)],
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen", "LAYERLOOM_HOME": str(tmp_path)},
    )
    assert done.returncode == 0, done.stderr[-2000:]
    assert "tried []" in done.stdout, done.stdout[-2000:]
