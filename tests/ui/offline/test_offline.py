"""Layerloom asks no network for anything: it works where there is none, and no process of it ever tries."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from functools import cache
from pathlib import Path

import pytest

from designer.paths import resources

HERE = Path(__file__).parent
ROOT = HERE.parents[2]
APART = ("unshare", "-rn")
"""The command of a process that has no network at all, also for code that is no Python."""


HARMLESS = "urllib3/util/connection.py"
"""Comes with TensorFlow, and tries at its import whether a socket of IPv6 can be bound to this very machine."""


@cache
def can_be_apart() -> bool:
    if not sys.platform.startswith("linux") or shutil.which(APART[0]) is None:
        return False
    return subprocess.run([*APART, "true"], capture_output=True, check=False).returncode == 0


def watched(home: Path, *command: str) -> tuple[str, list[str]]:
    """What a program says that is parted from the network where that can be, and what its processes did with sockets."""
    log = home / "sockets.txt"
    path = os.pathsep.join((str(HERE / "watch"), str(ROOT)))
    done = subprocess.run(
        [*(APART if can_be_apart() else ()), sys.executable, *command],
        capture_output=True,
        text=True,
        timeout=900,
        check=False,
        env={
            **os.environ,
            "QT_QPA_PLATFORM": "offscreen",
            "LAYERLOOM_HOME": str(home),
            "PYTHONPATH": path,
            "SOCKETS_SEEN": str(log),
        },
    )
    assert done.returncode == 0, done.stderr[-2000:]
    return done.stdout, log.read_text(encoding="utf-8").splitlines()


@pytest.mark.slow
def test_no_process_asks_for_the_network_whatever_is_done(tmp_path: Path) -> None:
    said, seen = watched(tmp_path, str(HERE / "work.py"), str(tmp_path), str(resources() / "lessons" / "one-unit"))
    assert said.endswith("done\n"), said
    assert [line for line in seen if line.startswith("tried") and HARMLESS not in line] == []
    watched_ones = {
        part for line in seen for part in ("work.py", "--worker", "outside.py write", "outside.py read") if part in line
    }
    assert watched_ones == {"work.py", "--worker", "outside.py write", "outside.py read"}, seen


def test_who_asks_for_the_network_is_found_out(tmp_path: Path) -> None:
    asking = "import socket, contextlib\nwith contextlib.suppress(OSError): socket.create_connection(('127.0.0.1', 9))"
    _, seen = watched(tmp_path, "-c", asking)
    assert any(line.startswith("tried socket.getaddrinfo") for line in seen), seen


@pytest.mark.skipif(not can_be_apart(), reason="this system lets no process be parted from the network")
def test_the_processes_are_parted_from_the_network(tmp_path: Path) -> None:
    said, _ = watched(tmp_path, "-c", "import pathlib; print(pathlib.Path('/proc/net/dev').read_text())")
    assert [line.split(":")[0].strip() for line in said.splitlines() if ":" in line] == ["lo"]
