"""The runs of one user: what is written of a run as it goes, and what lists and comparisons ask for.

A store belongs to one thread. Others may have stores of the same folder open, in this process and elsewhere.
"""

from __future__ import annotations

import hashlib
import time
import zlib
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

import msgspec

from designer.errors import DesignFileError
from designer.graph.design import Design
from designer.graph.files import LARGEST, decode
from designer.runs import logs as packing
from designer.runs.database import NAME, file_at, opened
from designer.runs.record import DataPrint, Figure, NewRun, Outcome, RunRow, Versions
from designer.runs.transactions import writing
from designer.training.messages import Evaluation

_NUMBERED = ("tags", "figures")
"""Columns that hold JSON."""
_LATEST = 32_503_680_000.0
"""The year 3000, in seconds since 1970. What says it is later is damaged, and no system could show it."""
_NAMES = ["family" if name == "group" else name for name in RunRow.__struct_fields__]
_SELECT = f"SELECT {', '.join(_NAMES)} FROM runs"
_CHANGEABLE = frozenset(
    {"name", "tags", "note", "pinned", "weights", "deleted", "ended", "epochs", "seconds", "parameters", "trainer",
     "reason", "wanted", "outcome", "sentence", "figures", "print", "versions", "evaluation"}
)  # fmt: skip


class Ending(msgspec.Struct, frozen=True):
    """How a run ended, and when: now, unless `ended` says another time."""

    outcome: Outcome
    sentence: str = ""
    seconds: float = 0.0
    evaluation: Evaluation | None = None
    ended: float = 0.0


class Detail(msgspec.Struct, frozen=True):
    """What is known of a run beside its row and its logs."""

    print: DataPrint = DataPrint()
    versions: Versions = Versions()
    evaluation: Evaluation | None = None


class Store:
    """Runs in a folder. Every method may raise `sqlite3.Error`; opening raises what `database.opened` does."""

    def __init__(self, folder: Path, *, checked: bool = True) -> None:
        self.folder = folder
        self._db = opened(folder / NAME, checked=checked)
        self._file = file_at(folder / NAME)

    def close(self) -> None:
        self._db.close()

    @property
    def stands(self) -> bool:
        """Whether the file is still in its place: one that was taken away takes what is written, and keeps nothing."""
        return file_at(self.folder / NAME) == self._file

    # --- a run as it goes ---

    def begin(self, run: NewRun, owner: str) -> None:
        """Keep a run that begins, trained by the process called `owner`. Its name is its design's, with a number."""
        name = hashlib.sha256(run.design.encode()).hexdigest()[:32]
        with writing(self._db):
            self._db.execute(
                "INSERT OR IGNORE INTO designs VALUES (?, ?)", (name, zlib.compress(run.design.encode(), 6))
            )
            number = self._value("SELECT COUNT(*) FROM runs WHERE title = ?", run.title) + 1
            self._db.execute(
                "INSERT INTO runs (id, begun, name, title, path, data, seed, wanted, family, design, revision, owner,"
                " written) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                (run.id, run.begun, f"{run.title} {number}", run.title, run.path, run.data, run.seed, run.wanted,
                 run.group, name, self._next_revision(), owner, time.time()),
            )  # fmt: skip

    def add(self, id: str, first: int, logs: Mapping[str, Sequence[float]], figures: Mapping[str, Figure]) -> None:
        """Keep more epochs of a run, of which the first has the number `first` (from 1)."""
        epochs = first - 1 + max((len(log) for log in logs.values()), default=0)
        packed = packing.pack(logs)  # before the file is locked: it takes longest
        with writing(self._db):
            self._db.execute(
                "INSERT OR REPLACE INTO histories SELECT ?, ?, ? WHERE EXISTS (SELECT 1 FROM runs WHERE id = ?)",
                (id, first, packed, id),
            )
            self._change([id], epochs=epochs, figures=_json(figures))

    def finish(self, id: str, ending: Ending) -> None:
        """A run is over: its history becomes one piece, unless it is too long for that."""
        whole = self.logs(id)
        fits = packing.fits(whole)
        packed = packing.pack(whole) if whole and fits else b""
        with writing(self._db):
            if fits:
                self._db.execute("DELETE FROM histories WHERE run = ?", (id,))
            if packed:
                self._db.execute("INSERT INTO histories VALUES (?, 1, ?)", (id, packed))
            told = "" if ending.evaluation is None else _json(ending.evaluation)
            plain = {"outcome": ending.outcome, "sentence": ending.sentence, "seconds": ending.seconds}
            self._change([id], **plain, evaluation=told, ended=ending.ended or time.time())

    def change(self, ids: Iterable[str], **values: Any) -> None:
        """Set columns of some runs: a name, tags, a note, whether they are pinned or deleted, …"""
        plain = {name: _json(value) if name in _NUMBERED else value for name, value in values.items()}
        with writing(self._db):
            self._change(ids, **plain)

    def describe(self, id: str, print: DataPrint, versions: Versions) -> None:
        """Keep what a run was made from and with."""
        with writing(self._db):
            self._change([id], print=_json(print), versions=_json(versions))

    # --- questions ---

    def rows(self, since: int = 0) -> list[RunRow]:
        """Runs that changed after a revision, deleted ones among them, the oldest first."""
        found = self._db.execute(f"{_SELECT} WHERE revision > ? ORDER BY begun, id", (since,))
        return [_row(values) for values in found]

    def with_weights(self) -> list[RunRow]:
        """Runs whose network is kept, the oldest first."""
        return [_row(values) for values in self._db.execute(f"{_SELECT} WHERE weights > 0 ORDER BY begun, id")]

    def row(self, id: str) -> RunRow | None:
        values = self._db.execute(f"{_SELECT} WHERE id = ?", (id,)).fetchone()
        return None if values is None else _row(values)

    def logs(self, id: str) -> dict[str, Any]:
        """The whole history of a run: each log an `array` of doubles. What is damaged of it is missing."""
        parts = []
        for first, packed in self._db.execute("SELECT first, logs FROM histories WHERE run = ? ORDER BY first", (id,)):
            try:
                parts.append((first, packing.unpack(packed)))
            except ValueError:
                continue
        return packing.joined(parts)

    def design(self, name: str) -> Design:
        """The design a row names. Raises `DesignFileError` if it cannot be read."""
        found = self._db.execute("SELECT content FROM designs WHERE name = ?", (name,)).fetchone()
        unzip = zlib.decompressobj()
        try:
            content = unzip.decompress(found[0], LARGEST) if found else b""
        except zlib.error as error:
            raise DesignFileError("The design of this run is damaged.") from error
        if not unzip.eof:
            raise DesignFileError("The design of this run is damaged.")
        return decode(content, "The design of this run")

    def detail(self, id: str) -> Detail:
        """What is known of a run beside its row; what cannot be read is left out."""
        found = self._db.execute("SELECT print, versions, evaluation FROM runs WHERE id = ?", (id,)).fetchone()
        return Detail(*map(_read, found, (DataPrint, Versions, Evaluation), (DataPrint(), Versions(), None))) if found else Detail()  # fmt: skip

    def running(self) -> list[tuple[str, str, float, int]]:
        """Of each run that goes on: its id, its owner, when it was last written, its epochs."""
        found = self._db.execute("SELECT id, owner, written, epochs FROM runs WHERE outcome = 'running'")
        return [(str(id), str(owner), float(written), int(epochs)) for id, owner, written, epochs in found]

    def setting(self, name: str, default: str) -> str:
        """What the user set for all windows."""
        found = self._db.execute("SELECT value FROM about WHERE name = ?", (name,)).fetchone()
        return default if found is None else str(found[0])

    def set_setting(self, name: str, value: str) -> None:
        with writing(self._db):
            self._db.execute("INSERT OR REPLACE INTO about VALUES (?, ?)", (name, value))

    # --- for good ---

    def purge(self, before: float) -> list[str]:
        """Take away for good what was deleted before a time, and designs no run is of any more; gives the runs' ids."""
        gone = [str(id) for (id,) in self._db.execute("SELECT id FROM runs WHERE 0 < deleted AND deleted < ?", (before,))]  # fmt: skip
        if gone:
            with writing(self._db):
                self._db.executemany("DELETE FROM runs WHERE id = ?", [(id,) for id in gone])
                self._db.execute("DELETE FROM designs WHERE name NOT IN (SELECT design FROM runs)")
        return gone

    # --- within ---

    def _change(self, ids: Iterable[str], **values: Any) -> None:
        if unknown := values.keys() - _CHANGEABLE:
            raise ValueError(f"expected columns that can change, found {sorted(unknown)}")
        columns = ", ".join(f"{name} = ?" for name in values)
        given = (*values.values(), self._next_revision(), time.time())
        change = f"UPDATE runs SET {columns}, revision = ?, written = ? WHERE id = ?"
        self._db.executemany(change, [(*given, id) for id in ids])

    def _next_revision(self) -> int:
        self._db.execute(
            "INSERT INTO about VALUES ('revision', '1')"
            " ON CONFLICT (name) DO UPDATE SET value = CAST(value AS INTEGER) + 1"
        )
        return int(self._value("SELECT value FROM about WHERE name = 'revision'"))

    def _value(self, question: str, *given: object) -> Any:
        return self._db.execute(question, given).fetchone()[0]


def _row(values: tuple[Any, ...]) -> RunRow:
    found = dict(zip(RunRow.__struct_fields__, values, strict=True))
    found["figures"] = _read(found["figures"], dict[str, Figure], {})
    found["tags"] = _read(found["tags"], tuple[str, ...], ())
    found["pinned"] = bool(found["pinned"])
    for name in ("begun", "ended", "deleted", "seconds"):
        found[name] = min(max(found[name], 0.0), _LATEST)
    return RunRow(**found)


def _json(value: object) -> str:
    return msgspec.json.encode(value).decode()


def _read(text: str, type: Any, otherwise: Any) -> Any:
    """A value from JSON; what is none is what it is otherwise."""
    try:
        return msgspec.json.decode(text, type=type)
    except msgspec.MsgspecError:
        return otherwise
