"""Let the disk really be full, only be read, be closed to the user or take no large files, and see what is lost.

    uv run tests/endurance/places.py [--without-training]

For each kind of place a real window works in one of its own, in a process that can mount and be limited without
anybody else noticing (`in_place.py`). What the system does not allow is left out, and said so.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).parent.parent.parent))

from tests.endurance.counts import Counts

CHILD = Path(__file__).with_name("in_place.py")
MOUNTING = (["unshare", "--mount"], ["unshare", "--user", "--map-root-user", "--mount"])
"""Ways to a process whose mounts nobody else sees; the second is for those who are not the superuser."""
PATIENCE = 400.0


@dataclass(frozen=True)
class Place:
    """A kind of place: `full`, `read-only`, `closed` or `limited`; and what starts a process that can have one."""

    kind: str
    start: list[str]
    why_not: str = ""


@dataclass(frozen=True)
class Trial:
    """What was tried in a place, and what must not have come of it."""

    what: str
    faults: list[str]


def places() -> list[Place]:
    """Every kind, each with why it cannot be had here, if it cannot."""
    mounting = next((start for start in MOUNTING if _works([*start, "mount", "-t", "tmpfs", "tmpfs", "/mnt"])), None)
    nothing = "" if mounting else "nothing may be mounted here"
    root = sys.platform != "win32" and os.geteuid() == 0
    held = ["setpriv", "--bounding-set", "-dac_override,-dac_read_search"] if root else []
    closed = "" if not held or _works([*held, "true"]) else "the superuser writes anywhere, and cannot be held here"
    limited = "Windows knows no such limit" if sys.platform == "win32" else ""
    return [
        Place("full", mounting or [], nothing),
        Place("read-only", mounting or [], nothing),
        Place("closed", held, limited or closed),
        Place("limited", [], limited),
    ]


def trials(place: Place, *, training: bool) -> Iterator[Trial]:
    """What becomes of a window's work in a place of this kind; with `training` also of its runs."""
    with tempfile.TemporaryDirectory() as folder:
        given = [*place.start, sys.executable, str(CHILD), place.kind, folder, *(["training"] if training else [])]
        done = subprocess.run(given, capture_output=True, text=True, check=False, timeout=PATIENCE)
    for line in done.stdout.splitlines():
        yield Trial(**json.loads(line))
    if done.returncode:
        yield Trial("ending", [f"the window ended with {done.returncode}: {done.stderr[-1500:]}"])


def _works(command: list[str]) -> bool:
    return (
        shutil.which(command[0]) is not None
        and not subprocess.run(command, capture_output=True, check=False).returncode
    )


def main() -> int:
    counts = Counts()
    for place in places():
        if place.why_not:
            print(f"{place.kind}: left out, as {place.why_not}.")
            continue
        for trial in trials(place, training="--without-training" not in sys.argv[1:]):
            print(f"{place.kind}: {trial.what}: {'; '.join(trial.faults) or 'sound'}", flush=True)
            counts += Counts(faults=1, failures=len(trial.faults))
    return counts.told()


if __name__ == "__main__":
    sys.exit(main())
