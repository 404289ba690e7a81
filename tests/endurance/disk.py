"""Let every step of saving fail in every way, and see that nothing is lost.

    uv run tests/endurance/disk.py

Each call by which a save touches the disk fails once and from then on, with each error a disk, a full one or one
without rights, gives. Then the file must be whole, the window must say what and where, and the design stays unsaved.
"""

from __future__ import annotations

import errno
import os
import shutil
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).parent.parent.parent))

from designer.graph.edits import rename
from designer.graph.files import load
from designer.paths import resources
from designer.ui import app
from designer.ui.window import Window
from tests.endurance.failing_disk import Disk, failing

CODES = (errno.ENOSPC, errno.EIO, errno.EACCES, errno.EROFS)


@dataclass(frozen=True)
class Fault:
    """One step that failed, and what must not have followed from it."""

    step: str
    code: int
    stays: bool
    faults: tuple[str, ...]

    @property
    def where(self) -> str:
        return f"{self.step}, {os.strerror(self.code)}, {'for good' if self.stays else 'once'}"


def call_it(window: Window, name: str) -> None:
    """An edit."""
    node = next(node for node in window.session.design.graph.nodes.values() if node.kind == "Dense")
    window.session.edit(rename(node, name))


def steps_of_saving(window: Window, folder: Path) -> list[str]:
    """The calls by which a save touches a folder, in their order."""
    call_it(window, "counted")
    with failing(Disk(folder)) as disk:
        assert window.files.save()
    return disk.done


def saving_faults(window: Window, folder: Path) -> Iterator[Fault]:
    """Save once for each step, error and duration; the window's file lies in `folder`."""
    steps = steps_of_saving(window, folder)
    told: list[str] = []
    window.files.unsaved.connect(told.append)
    cases = [(at, code, stays) for at in range(len(steps)) for code in CODES for stays in (False, True)]
    for number, (at, code, stays) in enumerate(cases):
        call_it(window, f"after_{number}")
        told.clear()
        found = tuple(_judged(window, folder, Disk(folder, at, code, stays), steps, told))
        yield Fault(f"step {at} ({steps[at]})", code, stays, found)


def _judged(window: Window, folder: Path, disk: Disk, steps: list[str], told: list[str]) -> Iterator[str]:
    file = window.session.path
    assert file is not None
    before = file.read_bytes()
    with failing(disk):
        saved = window.files.save()
    if saved or not window.session.dirty:
        yield "the design counts as saved"
    if not told or file.name not in told[-1] or os.strerror(disk.code).lower() not in told[-1].lower():
        yield "no sentence says what and where"
    replaced = disk.fails_at > steps.index("replace") and bool(told) and "was written" in told[-1]
    if file.read_bytes() != before and not (replaced and load(file) == window.session.design):
        yield "the file is not whole"
    if any(".tmp" in left.name for left in folder.iterdir()):
        yield "a temporary file is left"


def main() -> int:
    app.application()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name) / "stick"
        folder.mkdir()
        shutil.copyfile(resources() / "examples" / "starter.loom", folder / "mine.loom")
        window = app.new_window(Path(name) / "home", folder / "mine.loom")
        found = list(saving_faults(window, folder))
        window.close()
    for fault in found:
        for what in fault.faults:
            print(f"{fault.where}: {what}")
    failures = sum(len(fault.faults) for fault in found)
    print(f"{len(found)} faults injected, failures {failures}")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
