"""Work is kept soon after each change, by each window for itself, and comes back whatever happened."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from designer.graph.design import Design
from designer.graph.edits import set_training
from designer.graph.files import save
from designer.ui.autosave import Autosave
from designer.ui.session import Session
from designer.ui.soon import QUIET_MS
from designer.ui.workfiles import KEPT, Work, WorkFolder

ROOT = Path(__file__).parent.parent.parent
Keep = Callable[..., Autosave]


@pytest.fixture
def keep(qtbot: QtBot, tmp_path: Path) -> Iterator[Keep]:
    kept: list[Autosave] = []

    def make(session: Session) -> Autosave:
        kept.append(Autosave(session, tmp_path / "work"))
        return kept[-1]

    yield make
    for autosave in kept:
        autosave.close()


def lengthen(session: Session, epochs: int) -> None:
    session.edit(set_training("Set epochs", epochs=epochs))


def files(folder: Path) -> list[Path]:
    return sorted((folder / "work").glob("*.work"))


def test_a_change_is_written_within_two_seconds(qtbot: QtBot, keep: Keep, tmp_path: Path) -> None:
    session = Session()
    keep(session)
    lengthen(session, 7)
    assert QUIET_MS <= 2000
    qtbot.waitUntil(lambda: bool(files(tmp_path)), timeout=4000)


def test_writing_takes_the_window_no_time(keep: Keep, starter: Design) -> None:
    session = Session(starter)
    autosave = keep(session)
    autosave.write()
    times = []
    for epochs in range(1, 20):
        lengthen(session, epochs)
        began = time.perf_counter()
        autosave.write()
        times.append(time.perf_counter() - began)
    whole = time.perf_counter()
    autosave._write_now()
    assert sorted(times)[len(times) // 2] < time.perf_counter() - whole + 0.005


def test_a_crash_loses_nothing(qtbot: QtBot, keep: Keep, tmp_path: Path) -> None:
    script = """
import os, sys
from pathlib import Path
from PySide6.QtWidgets import QApplication
from designer.graph.edits import set_training
from designer.ui.autosave import Autosave
from designer.ui.session import Session
from designer.ui.soon import QUIET_MS
application = QApplication([])
session = Session()
autosave = Autosave(session, Path(sys.argv[1]))
session.edit(set_training("Set epochs", epochs=77))
autosave.write()
autosave._writer().submit(int).result()
os.kill(os.getpid(), 9)
"""
    subprocess.run([sys.executable, "-c", script, str(tmp_path / "work")], cwd=ROOT, check=False)
    session = Session()
    assert keep(session).restore()
    assert session.design.training.epochs == 77 and session.dirty and session.path is None


def test_work_another_window_has_open_is_left_alone(keep: Keep) -> None:
    first = Session()
    mine = keep(first)
    lengthen(first, 5)
    mine.write()
    mine._write_now()
    assert not keep(Session()).restore()


def test_a_saved_design_comes_back_as_its_file_is_now(keep: Keep, tmp_path: Path, starter: Design) -> None:
    path = tmp_path / "mine.loom"
    session = Session(starter)
    session.save(path)
    keep(session).close()
    changed = set_training("", epochs=3)(starter)
    save(path, changed)
    again = Session()
    assert keep(again).restore()
    assert again.design == changed and again.path == path and not again.dirty


def test_a_file_that_is_gone_comes_back_from_the_kept_work(keep: Keep, tmp_path: Path, starter: Design) -> None:
    path = tmp_path / "mine.loom"
    session = Session(starter)
    session.save(path)
    keep(session).close()
    path.unlink()
    again = Session()
    assert keep(again).restore()
    assert again.design == starter and again.dirty


def test_opening_a_file_brings_back_newer_changes_to_it_only(keep: Keep, tmp_path: Path, starter: Design) -> None:
    path, other = tmp_path / "mine.loom", tmp_path / "other.loom"
    save(other, starter)
    session = Session(starter)
    session.save(path)
    lengthen(session, 9)
    keep(session).close()
    assert not keep(Session()).restore(other)
    again = Session()
    assert keep(again).restore(path)
    assert again.design.training.epochs == 9 and again.dirty


def test_an_older_change_does_not_hide_a_newer_file(keep: Keep, tmp_path: Path, starter: Design) -> None:
    path = tmp_path / "mine.loom"
    session = Session(starter)
    session.save(path)
    lengthen(session, 9)
    keep(session).close()
    later = time.time() + 60
    os.utime(path, (later, later))
    assert not keep(Session()).restore(path)


@pytest.mark.parametrize("content", [b"", b"{", b'{"design": "no design"}', b"\xff\xfe", b"[1, 2]"])
def test_a_damaged_work_is_put_aside_and_the_next_one_comes(keep: Keep, tmp_path: Path, content: bytes) -> None:
    session = Session()
    lengthen(session, 8)
    keep(session).close()
    (tmp_path / "work" / "9999999999999-1-0.work").write_bytes(content)
    again = Session()
    assert keep(again).restore()
    assert again.design.training.epochs == 8
    assert list((tmp_path / "work").glob("*.damaged"))


@pytest.mark.skipif(os.name != "posix", reason="needs a path that is no folder")
def test_a_folder_that_cannot_be_written_is_said_once_and_stops_nobody(qtbot: QtBot, tmp_path: Path) -> None:
    (tmp_path / "work").write_text("a file where the folder should be")
    session = Session()
    autosave = Autosave(session, tmp_path / "work")
    said: list[str] = []
    autosave.failed.connect(said.append)
    for epochs in (2, 3):
        lengthen(session, epochs)
        autosave.write()
    assert len(said) == 1 and "Cannot keep your work" in said[0]
    assert not autosave.restore() and autosave.set_aside()
    autosave.close()
    assert session.design.training.epochs == 3


def test_setting_aside_leaves_unsaved_changes_in_the_menu(keep: Keep) -> None:
    session = Session()
    autosave = keep(session)
    assert not autosave.set_aside()
    lengthen(session, 6)
    assert autosave.set_aside()
    (left,) = autosave.unsaved()
    session.start(Design())
    assert autosave.open(left) and session.design.training.epochs == 6


def test_only_so_many_left_behind_works_are_kept(tmp_path: Path) -> None:
    works = WorkFolder(tmp_path, Work)
    for number in range(KEPT + 5):
        claim = works.claim_new()
        claim.write(Work.of(set_training("", epochs=number + 1)(Design()), None, dirty=number > 2))
        claim.drop()
    works.tidy()
    assert len(works.left_behind()) == KEPT
    assert all(left.work.dirty for left in works.left_behind())
