"""The thread that keeps runs: it bears broken, strange and full databases, and disturbs nobody."""

from __future__ import annotations

import os
import shutil
import sqlite3
import threading
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import msgspec
import pytest

from designer.graph.specs import DataSpec, Table
from designer.runs import database
from designer.runs.database import NAME
from designer.runs.desk import Desk
from designer.runs.record import RunRow
from designer.runs.recorder import Recorder
from designer.runs.schema import FIRST, bring_up
from designer.runs.store import Store
from designer.runs.upkeep import tidy
from designer.training import messages as m
from tests.runs.conftest import new_run

Said = list[str]
POINTS = DataSpec()


@pytest.fixture
def said() -> Said:
    return []


@pytest.fixture
def desk(tmp_path: Path, said: Said) -> Iterator[Desk]:
    desk = Desk(tmp_path, said.append, tidy)
    yield desk
    desk.close()


def ask(desk: Desk, question: Callable[[Store], object]) -> object:
    """What a store says, asked in the desk's thread; `None` if it could not be asked."""
    found: list[object] = []
    done = threading.Event()
    desk.give(lambda store: found.append(question(store)))
    desk.give(lambda store: done.set())
    done.wait(5)
    return found[0] if found else None


def record(desk: Desk, number: int = 1, data: DataSpec = POINTS) -> Recorder:
    """A whole run of three epochs."""
    recorder = Recorder(desk, new_run(number), data)
    recorder.hear(m.Started(1, "fused", "", 3, 17, 80, 20))
    recorder.hear(m.Epochs(1, 1, {"loss": (3.0, 2.0)}, 10.0))
    recorder.hear(m.Epochs(1, 3, {"loss": (1.0,)}, 10.0))
    recorder.hear(m.Finished(1, "done", 3, 0.5, "fused", m.Evaluation(20, {"loss": 1.0})))
    return recorder


def only(desk: Desk) -> RunRow:
    rows = ask(desk, Store.rows)
    assert isinstance(rows, list) and len(rows) == 1
    return rows[0]


def test_a_run_is_recorded_from_its_messages(desk: Desk, said: Said) -> None:
    id = record(desk).id
    row = only(desk)
    assert (row.outcome, row.epochs, row.trainer, row.parameters, row.wanted) == ("done", 3, "fused", 17, 3)
    assert ask(desk, lambda store: list(store.logs(id)["loss"])) == [3.0, 2.0, 1.0]
    assert said == []


def test_epochs_are_written_while_the_run_goes_on(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    recorder = Recorder(desk, new_run(1), POINTS)
    recorder.hear(m.Epochs(1, 1, {"loss": (3.0,)}, 1.0))
    assert only(desk).epochs == 0, "written once a second, not with each message"
    monkeypatch.setattr("designer.runs.recorder.WRITE_SECONDS", 0.0)
    recorder.hear(m.Epochs(1, 2, {"loss": (2.0,)}, 1.0))
    assert (only(desk).epochs, only(desk).final("loss"), only(desk).outcome) == (2, 2.0, "running")


def test_a_file_is_known_by_its_content(desk: Desk, tmp_path: Path) -> None:
    file = tmp_path / "rows.csv"
    file.write_text("a,b\n1,2\n")
    one = record(desk, 1, DataSpec(Table(str(file)))).id
    ask(desk, Store.rows)
    file.write_text("a,b\n1,3\n")
    two = record(desk, 2, DataSpec(Table(str(file)))).id
    prints = [ask(desk, partial(Store.detail, id=id)).print for id in (one, two)]  # type: ignore[attr-defined]
    assert prints[0].size == prints[1].size and prints[0].digest != prints[1].digest
    assert prints[0].source == prints[1].source and str(file) in prints[0].source


@pytest.mark.parametrize("garbage", [b"no database at all" * 100, b"SQLite format 3\0" + b"\xff" * 5000, None])
def test_a_damaged_database_is_set_aside_and_work_goes_on(
    desk: Desk, said: Said, tmp_path: Path, garbage: bytes | None
) -> None:
    if garbage is None:
        Store(tmp_path).close()
        whole = (tmp_path / NAME).read_bytes()
        garbage = whole[:4096] + b"\xaa" * (len(whole) - 4096)
    (tmp_path / NAME).write_bytes(garbage)
    record(desk)
    assert only(desk).epochs == 3
    (kept,) = tmp_path.glob("runs.damaged-*.db")
    assert kept.read_bytes() == garbage
    assert len(said) == 1 and "damaged" in said[0] and kept.name in said[0]


def test_a_database_of_something_else_is_set_aside_too(desk: Desk, said: Said, tmp_path: Path) -> None:
    with sqlite3.connect(tmp_path / NAME) as other:
        other.execute("CREATE TABLE runs (song TEXT)")
    record(desk)
    assert only(desk).epochs == 3 and len(said) == 1 and list(tmp_path.glob("runs.damaged-*.db"))


def test_a_database_that_breaks_while_it_is_open_is_set_aside(desk: Desk, said: Said, tmp_path: Path) -> None:
    record(desk)
    only(desk)
    met: list[Store] = []

    def broken(store: Store) -> None:
        met.append(store)
        if len(met) == 1:
            store._db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            (tmp_path / NAME).write_bytes(b"overwritten" * 1000)
            raise sqlite3.DatabaseError("database disk image is malformed")

    desk.give(broken)
    record(desk, 2)
    assert only(desk).id == new_run(2).id and len(said) == 1


def test_a_newer_database_is_set_aside_untouched(desk: Desk, said: Said, tmp_path: Path) -> None:
    with sqlite3.connect(tmp_path / NAME) as newer:
        newer.execute("CREATE TABLE wonders (what TEXT)")
        newer.execute("PRAGMA user_version = 99")
    newer.close()
    record(desk)
    assert only(desk).epochs == 3
    (kept,) = tmp_path.glob("runs.newer-*.db")
    assert sqlite3.connect(kept).execute("SELECT name FROM sqlite_master").fetchall() == [("wonders",)]
    assert len(said) == 1 and "newer Layerloom" in said[0]


def test_a_database_of_an_older_version_is_brought_up_with_what_is_in_it(store: Store, tmp_path: Path) -> None:
    store.begin(new_run(1), "me")
    connection = sqlite3.connect(tmp_path / NAME, isolation_level=None)
    later = (FIRST, "ALTER TABLE runs ADD COLUMN mood TEXT NOT NULL DEFAULT 'fine'")
    bring_up(connection, later)
    bring_up(connection, later)
    assert connection.execute("SELECT name, mood FROM runs").fetchall() == [("spiral 1", "fine")]


def test_a_step_that_fails_leaves_the_database_as_it_was(store: Store, tmp_path: Path) -> None:
    connection = sqlite3.connect(tmp_path / NAME, isolation_level=None)
    with pytest.raises(sqlite3.Error):
        bring_up(connection, (FIRST, "ALTER TABLE runs ADD COLUMN mood TEXT; DROP TABLE nothing"))
    bring_up(connection)
    assert "mood" not in [column[1] for column in connection.execute("PRAGMA table_info(runs)")]


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="who may do everything is refused nothing")
def test_a_folder_that_may_not_be_written_is_told_of_once(desk: Desk, said: Said, tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    record(desk)
    record(desk, 2)
    desk.close()
    tmp_path.chmod(0o700)
    assert len(said) == 1 and "Training goes on" in said[0]


def test_a_place_that_is_no_folder_is_told_of_once(said: Said, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    desk = Desk(tmp_path / "file" / "home", said.append, tidy)
    record(desk)
    record(desk, 2)
    desk.close()
    assert len(said) == 1 and said[0].startswith("Runs cannot be kept in") and "Training goes on" in said[0]


def test_a_full_disk_is_told_of_once_and_all_runs_are_kept_once_there_is_room(desk: Desk, said: Said) -> None:
    ask(desk, lambda store: store._db.execute("PRAGMA max_page_count = 1"))  # as many as there are
    for number in (1, 2):
        large = msgspec.structs.replace(new_run(number), design=os.urandom(200_000).hex())
        Recorder(desk, large, POINTS)
    assert ask(desk, Store.rows) == []
    assert said == [f"Runs cannot be kept in {desk._folder}: the disk is full. Training goes on all the same."]
    ask(desk, lambda store: store._db.execute("PRAGMA max_page_count = 100000"))
    record(desk, 3)
    rows = ask(desk, Store.rows)
    assert isinstance(rows, list) and sorted(row.id for row in rows) == [new_run(number).id for number in (1, 2, 3)]


@pytest.mark.parametrize("closes", [True, False])
def test_the_end_of_a_run_is_kept_where_there_is_room_only_after_it(closes: bool, desk: Desk, tmp_path: Path) -> None:
    recorder = Recorder(desk, new_run(1), POINTS)
    ask(desk, lambda store: store._db.execute("PRAGMA max_page_count = 1"))
    values = tuple(float(at) for at in range(100_000))
    recorder.hear(m.Epochs(1, 1, {"loss": values}, 10.0))
    recorder.hear(m.Finished(1, "done", len(values), 0.5, "fused", m.Evaluation(20, {"loss": 1.0})))
    assert only(desk).outcome == "running"
    ask(desk, lambda store: store._db.execute("PRAGMA max_page_count = 100000"))
    if closes:
        desk.close()
        desk = Desk(tmp_path, desk._told)
    assert (only(desk).outcome, only(desk).epochs) == ("done", len(values))
    desk.close()


def test_a_run_too_large_for_what_room_there_is_holds_up_no_other(desk: Desk) -> None:
    ask(desk, lambda store: store._db.execute("PRAGMA max_page_count = 40"))
    Recorder(desk, msgspec.structs.replace(new_run(1), design=os.urandom(2_000_000).hex()), POINTS)
    record(desk, 2)
    assert (only(desk).id, only(desk).outcome) == (new_run(2).id, "done")


def test_what_the_disk_refused_is_written_in_its_order_once_it_can_be(desk: Desk, said: Said) -> None:
    ask(desk, lambda store: store._db.execute("PRAGMA max_page_count = 1"))
    large = msgspec.structs.replace(new_run(1), design=os.urandom(200_000).hex())
    recorder = Recorder(desk, large, POINTS)
    recorder.hear(m.Started(1, "fused", "", 3, 17, 80, 20))
    recorder.hear(m.Epochs(1, 1, {"loss": (3.0, 2.0)}, 10.0))
    recorder.flush()
    assert ask(desk, Store.rows) == [] and len(said) == 1
    ask(desk, lambda store: store._db.execute("PRAGMA max_page_count = 100000"))
    recorder.hear(m.Epochs(1, 3, {"loss": (1.0,)}, 10.0))
    recorder.hear(m.Finished(1, "done", 3, 0.5, "fused", m.Evaluation(20, {"loss": 1.0})))
    row = only(desk)
    assert (row.outcome, row.epochs, row.trainer, row.final("loss")) == ("done", 3, "fused", 1.0)
    assert ask(desk, lambda store: list(store.logs(row.id)["loss"])) == [3.0, 2.0, 1.0]


def test_a_list_that_could_only_be_read_is_written_to_once_it_may_be(desk: Desk, said: Said) -> None:
    ask(desk, lambda store: store._db.execute("PRAGMA query_only = 1"))  # as if it had been opened so
    record(desk)
    assert only(desk).outcome == "done"
    assert said == [
        f"Runs cannot be kept in {desk._folder}: the folder may not be written. Training goes on all the same."
    ]


def test_what_no_database_takes_holds_up_nothing(desk: Desk, said: Said) -> None:
    recorder = record(desk)
    recorder._give(lambda store: store.begin(new_run(1), "me"))  # a name that is taken
    recorder._give(lambda store: store.change([recorder.id], note="after it"))
    assert only(desk).note == "after it"


@pytest.mark.skipif(os.name != "posix", reason="Windows lets nobody take away what is open")
def test_a_list_that_is_taken_away_while_it_is_open_is_begun_anew(desk: Desk, said: Said, tmp_path: Path) -> None:
    record(desk)
    only(desk)
    shutil.rmtree(tmp_path)
    record(desk, 2)
    assert only(desk).id == new_run(2).id
    assert said == [f"The list of runs in {tmp_path} was taken away while it was open. A new one is begun."]


def test_giving_work_never_waits_for_the_disk(desk: Desk) -> None:
    waiting, go = threading.Event(), threading.Event()

    def slow(store: Store) -> None:
        waiting.set()
        go.wait(5)

    desk.give(slow)
    waiting.wait(5)
    recorder = record(desk)
    assert recorder.over and not go.is_set()
    go.set()
    assert only(desk).epochs == 3


def test_closing_finishes_what_was_given(desk: Desk, tmp_path: Path) -> None:
    desk.give(lambda store: time.sleep(0.2))
    record(desk)
    desk.close()
    store = Store(tmp_path)
    assert store.rows()[0].outcome == "done"
    store.close()


def test_a_name_taken_by_what_was_set_aside_before_is_not_taken_again(tmp_path: Path) -> None:
    for content in (b"one", b"two"):
        (tmp_path / NAME).write_bytes(content)
        database.set_aside(tmp_path / NAME, "damaged")
    assert sorted(file.read_bytes() for file in tmp_path.glob("runs.damaged-*.db")) == [b"one", b"two"]


def test_a_question_on_a_database_that_breaks_is_answered_by_the_next_one(
    desk: Desk, said: Said, tmp_path: Path
) -> None:
    record(desk)
    only(desk)
    met: list[Store] = []

    def breaking(store: Store) -> str:
        met.append(store)
        if len(met) == 1:
            store._db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            (tmp_path / NAME).write_bytes(b"overwritten" * 1000)
            raise sqlite3.DatabaseError("database disk image is malformed")
        return "answered"

    assert desk.ask(breaking) == "answered" and len(met) == 2


def test_whoever_asks_where_nothing_can_be_kept_does_not_wait(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("no folder")
    desk = Desk(tmp_path / "file", lambda sentence: None)
    begun = time.monotonic()
    assert desk.ask(lambda store: "answered", seconds=60.0) is None
    assert time.monotonic() - begun < 30.0
    desk.close()


def test_a_fault_of_our_own_is_no_trouble_with_the_disk(
    desk: Desk, said: Said, monkeypatch: pytest.MonkeyPatch
) -> None:
    noted: list[object] = []
    monkeypatch.setattr(threading, "excepthook", lambda given: noted.append(given.exc_type))
    assert desk.ask(lambda store: {}["missing"]) is None
    assert noted == [KeyError] and said == []
