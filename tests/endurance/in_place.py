"""A real window whose files lie where the disk fails, and is mended again. `places.py` starts it.

    python tests/endurance/in_place.py full|read-only|closed|limited FOLDER [training]

Says a line of JSON for each thing tried: what it was, and what must not have come of it.
"""

from __future__ import annotations

import json
import os
import shutil
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
sys.path.insert(0, str(Path(__file__).parent.parent.parent))

import msgspec
from PySide6.QtWidgets import QApplication, QFileDialog, QMessageBox, QPushButton

from designer.graph.edits import set_training
from designer.graph.files import load
from designer.paths import resources
from designer.runs.database import FOLDER
from designer.runs.record import RunRow
from designer.runs.store import Store
from designer.ui import app
from designer.ui.training.run import Phase
from designer.ui.worker_link import FAILED
from designer.ui.workfiles import Work
from tests.endurance.disk import call_it
from tests.endurance.failing_places import KINDS, Limited

PATIENCE = 120.0
KEPT_NOT, NETWORK_NOT = "Runs cannot be kept", "The network of this run is not kept"


class Scene:
    """A window whose design lies in the place, and whose state does; `elsewhere` is sound."""

    def __init__(self, kind: str, folder: Path) -> None:
        self.elsewhere = folder / "elsewhere"
        for name in ("place", "elsewhere"):
            (folder / name).mkdir()
        self.place = KINDS[kind](folder / "place")
        self.home, self.file = self.place.folder / "home", self.place.folder / "mine.loom"
        os.environ["LAYERLOOM_HOME"] = str(self.home)
        shutil.copyfile(resources() / "examples" / "starter.loom", self.file)
        app.application()
        self.told: list[str] = []
        self._trainings = 0
        self.open()

    def open(self) -> None:
        """Open a window, and hear what it says."""
        self.window = app.new_window(self.home, self.file)
        for said in (self.window.files.unsaved, self.window.autosave.failed, self.window.runs.said):
            said.connect(self.told.append)

    @contextmanager
    def failing(self) -> Iterator[None]:
        """Within this the disk fails."""
        self.told.clear()
        self.place.fail()
        try:
            yield
        finally:
            self.place.mend()

    def wait(self, done: Callable[[], bool], seconds: float = PATIENCE) -> bool:
        end = time.monotonic() + seconds
        while not done() and time.monotonic() < end:
            QApplication.processEvents()
            time.sleep(0.005)
        return done()

    def save(self) -> Iterator[str]:
        """Save, which fails; elsewhere, which does not; and again where it now works."""
        window, before = self.window, self.file.read_bytes()
        call_it(window, "unsaved")
        with self.failing():
            if window.files.save() or not window.session.dirty:
                yield "the design counts as saved"
            if not self.told or self.file.name not in self.told[-1]:
                yield f"no sentence says what and where: {self.told}"
            if self.file.read_bytes() != before:
                yield "the file is not whole"
            if not isinstance(self.place, Limited):
                yield from self._save_elsewhere()
        window.session.path = self.file
        call_it(window, "saved")
        if not window.files.save() or load(self.file) != window.session.design:
            yield "it cannot be saved once the disk is mended"
        if left := [path.name for path in self.file.parent.iterdir() if ".tmp" in path.name]:
            yield f"a temporary file is left: {left}"

    def _save_elsewhere(self) -> Iterator[str]:
        path = self.elsewhere / "saved.loom"
        QFileDialog.getSaveFileName = lambda *given: (str(path), "")  # type: ignore[method-assign, assignment]
        box = self.window.findChildren(QMessageBox)[-1]
        next(button for button in box.findChildren(QPushButton) if button.text() == "Save elsewhere…").click()
        if not path.exists() or load(path) != self.window.session.design or self.window.session.dirty:
            yield "it cannot be saved elsewhere"

    def autosave(self) -> Iterator[str]:
        """Keep the work, which fails, and says so once; and goes on by itself."""
        window = self.window
        call_it(window, "kept")
        window.autosave._write_now()
        file = next((self.home / "work").glob("*.work"))
        before, temporary = file.read_bytes(), _works_in(Path(tempfile.gettempdir()))
        with self.failing():
            for name in ("lost_1", "lost_2"):
                call_it(window, name)
                window.autosave._write_now()
            QApplication.processEvents()
            told = [sentence for sentence in self.told if "Ctrl+S" in sentence]
            if len(told) != 1 or str(self.home) not in told[0]:
                yield f"no single sentence says what and where: {told}"
            if file.read_bytes() != before:
                yield "the work kept is not whole"
            if _works_in(Path(tempfile.gettempdir())) - temporary:
                yield "the work is kept where it will be cleared"
        call_it(window, "kept_again")
        if not self.wait(lambda: _work(file) == window.session.design, 5.0):
            yield "it does not go on"

    def train(self) -> Iterator[str]:
        """Train with the real worker: where nothing of the run can be kept, that is said, and it goes on all the same."""
        yield from self._trained("before")
        if not self.wait(lambda: bool(self._rows()) and self._rows()[-1].weights > 0, 20.0):
            yield "no network is kept before"
        with self.failing():
            yield from self._trained("while the disk fails")
            self.wait(self._is_told, 10.0)
            told = list(self.told)
        yield from self._trained("after it")
        if not self.wait(lambda: self._rows()[-1].weights > 0, 20.0):
            yield "no network is kept once the disk is mended"
        yield from self._judge_rows(told)

    def again(self) -> Iterator[str]:
        """Open a window while the disk fails, and train in it."""
        if isinstance(self.place, Limited):
            yield from self._retry()
            return
        with self.failing():
            self.open()
            self.window.show()
            yield from self._trained("in a window opened there")
            if not self.wait(self._is_told, 10.0):
                yield f"it is not said that neither runs nor networks are kept: {self.told}"
            self.window.close()
        yield from self._judge_rows(list(self.told))

    def _retry(self) -> Iterator[str]:
        """TensorFlow itself cannot be loaded where nothing may be written: it comes once one presses Retry."""
        said: list[str] = []
        with self.failing():
            self.open()
            link = self.window.link
            link.said.connect(said.append)
            self.window.show()
            if not self.wait(lambda: link.state == FAILED) or not said[-1:] or "Retry" not in said[-1]:
                yield f"it is not said that the worker cannot load TensorFlow: {said}"
        self.window.retry_engine()
        yield from self._trained("once the disk is mended")
        self.window.close()

    def _is_told(self) -> bool:
        return all(any(what in sentence for sentence in self.told) for what in (KEPT_NOT, NETWORK_NOT))

    def _trained(self, when: str) -> Iterator[str]:
        window, run = self.window, self.window.run
        if not self.wait(lambda: window.link.ready is not None and window.session.snapshot.data is not None):
            yield f"the worker did not come {when}"
            return
        window.session.edit(set_training("", epochs=3))
        before, self._trainings = run.run, self._trainings + 1
        run.train_or_pause()
        if not self.wait(lambda: run.run is not before and run.phase is Phase.FINISHED):
            yield f"the run does not end {when}"
        elif run.run is None or run.run.outcome != "done":
            yield f"the run is {run.run.outcome if run.run else 'gone'} {when}"

    def _judge_rows(self, told: list[str]) -> Iterator[str]:
        """Each run is kept, and its network, or that is said once."""
        rows = self._rows()
        whole = [row for row in rows if row.outcome == "done" and row.epochs == 3]
        for what, kept in ((KEPT_NOT, whole), (NETWORK_NOT, [row for row in whole if row.weights])):
            said = [sentence for sentence in told if what in sentence and str(self.home) in sentence]
            if len(said) > 1 or not (said or len(kept) == self._trainings):
                yield f"{len(kept)} of {self._trainings} are kept, and it is said {len(said)} times: {what}"
        if aside := sorted(path.name for path in (self.home / FOLDER).glob("runs.*-*.db")):
            yield f"the list was set aside: {aside}"

    def _rows(self) -> list[RunRow]:
        if not (self.home / FOLDER / "runs.db").exists():
            return []
        store = Store(self.home / FOLDER)
        rows = store.rows()
        store.close()
        return rows

    def close(self) -> Iterator[str]:
        """Close the window while the disk fails; what was kept before is there afterwards."""
        with self.failing():
            self.window.close()
        if not list((self.home / "work").glob("*.work")):
            yield "the work is gone"


def _work(file: Path) -> object:
    return msgspec.json.decode(file.read_bytes(), type=Work).opened()


def _works_in(folder: Path) -> set[Path]:
    """Files that look like work kept, outside of the places of these tests."""
    return {*folder.glob("*.work"), *folder.glob("layerloom*/*.work")}


def main(kind: str, folder: Path, *, training: bool) -> int:
    scene = Scene(kind, folder)
    if not training:
        scene.window.painted.disconnect(scene.window.start)
    scene.window.show()
    tries = [
        scene.save,
        scene.autosave,
        *([scene.train] if training else []),
        scene.close,
        *([scene.again] if training else []),
    ]
    for one in tries:
        print(json.dumps({"what": one.__name__, "faults": list(one())}), flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], Path(sys.argv[2]), training="training" in sys.argv[3:]))
