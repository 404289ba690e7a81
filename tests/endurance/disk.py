"""Let every step of saving and of autosave fail in every way, and see that nothing is lost.

    uv run tests/endurance/disk.py

Each call by which a save touches the disk fails once and from then on, with each error a disk, a full one or one
without rights, gives. Then the file must be whole, the window must say what and where, and the design stays unsaved.
The same for autosave, which must go on by itself once the disk does.
"""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).parent.parent.parent))

import msgspec
from PySide6.QtWidgets import QApplication

from designer.graph.edits import rename
from designer.graph.files import load
from designer.paths import resources
from designer.ui import app
from designer.ui.window import Window
from designer.ui.workfiles import Work
from tests.endurance.failing_disk import Disk, Fault, disks, failing, reported


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
    for number, disk in enumerate(disks(folder, steps)):
        call_it(window, f"after_{number}")
        told.clear()
        yield disk.fault(steps, _judged(window, folder, disk, steps, told))


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


def autosave_faults(window: Window, folder: Path) -> Iterator[Fault]:
    """Have the work written once for each step, error and duration; the window keeps its work in `folder`."""
    told: list[str] = []
    window.autosave.failed.connect(told.append)
    call_it(window, "first")
    window.autosave._write_now()
    with failing(Disk(folder)) as whole:
        window.autosave._write_now()
    for number, disk in enumerate(disks(folder, whole.done)):
        yield disk.fault(whole.done, _judged_work(window, folder, disk, f"work_{number}", told))


def _judged_work(window: Window, folder: Path, disk: Disk, name: str, told: list[str]) -> Iterator[str]:
    file = next(folder.glob("*.work"))
    before = file.read_bytes()
    told.clear()
    call_it(window, name)
    with failing(disk):
        window.autosave._write_now()
    QApplication.processEvents()
    after = file.read_bytes()
    if len(told) != 1 or str(folder) not in told[0] or os.strerror(disk.code).lower() not in told[0].lower():
        yield f"no single sentence says what and where: {told}"
    if after != before and msgspec.json.decode(after, type=Work).opened() != window.session.design:
        yield "the work kept is not whole"
    call_it(window, f"{name}_again")
    window.autosave._write_now()
    QApplication.processEvents()
    if msgspec.json.decode(file.read_bytes(), type=Work).opened() != window.session.design:
        yield "it does not go on"
    if left := [path.name for path in folder.iterdir() if ".tmp" in path.name]:
        yield f"a temporary file is left: {left}"


def main() -> int:
    app.application()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name) / "stick"
        folder.mkdir()
        shutil.copyfile(resources() / "examples" / "starter.loom", folder / "mine.loom")
        window = app.new_window(Path(name) / "home", folder / "mine.loom")
        found = [*saving_faults(window, folder), *autosave_faults(window, Path(name) / "home" / "work")]
        window.close()
    return reported(found)


if __name__ == "__main__":
    sys.exit(main())
