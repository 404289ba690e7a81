"""Opening the database: many windows may have it open; one that cannot be read is set aside, never deleted."""

from __future__ import annotations

import sqlite3
import time
from pathlib import Path

from designer.errors import FileError
from designer.runs.schema import Newer, bring_up

FOLDER = "runs"
"""Where runs are kept within the folder of the user's state."""
NAME = "runs.db"
PATIENCE_SECONDS = 10.0
"""How long one process waits for another to have written."""
BESIDE = ("", "-wal", "-shm")
"""The files of one database."""


class Damaged(FileError):
    """The database cannot be read."""


def opened(path: Path, *, checked: bool = True) -> sqlite3.Connection:
    """The database at `path`, made or brought up to date if need be. Raises `Damaged`, `Newer` or `FileError`.

    With `checked` all of it is looked through, which takes longer the more there is.
    """
    connection = None
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        connection = sqlite3.connect(path, timeout=PATIENCE_SECONDS, isolation_level=None, check_same_thread=False)
        _write_ahead(connection)
        connection.execute("PRAGMA synchronous = NORMAL")  # with WAL a crash may cost the last second, never the file
        connection.execute("PRAGMA foreign_keys = ON")
        bring_up(connection)
        if checked and connection.execute("PRAGMA quick_check(1)").fetchone()[0] != "ok":
            raise Damaged("The list of runs is damaged.")
        return connection
    except Newer:
        _close(connection)
        raise
    except (sqlite3.Error, OSError, FileError, UnicodeDecodeError) as error:
        _close(connection)
        if isinstance(error, Damaged) or is_damage(error):
            raise Damaged("The list of runs is damaged.") from error
        raise FileError(f"Runs cannot be kept in {path.parent}: {cause(error)}.") from error


def is_damage(error: BaseException) -> bool:
    """Whether an error says that the file itself is broken, not that it cannot be reached or written now."""
    if not isinstance(error, sqlite3.DatabaseError):
        return isinstance(error, UnicodeDecodeError)  # SQLite quotes what it could not read, whatever bytes that are
    damaged = isinstance(error, sqlite3.OperationalError) and "malformed" in str(error)
    return damaged or type(error) is sqlite3.DatabaseError or _lacks_tables(error)


def may_pass(error: BaseException) -> bool:
    """Whether the disk or the file is to blame, not what was to be written: it may be taken another time."""
    return isinstance(error, sqlite3.OperationalError | OSError) or is_damage(error)


def is_read_only(error: BaseException) -> bool:
    """Whether the file was opened for reading only, as SQLite does by itself where it may not write when it opens it."""
    return getattr(error, "sqlite_errorcode", 0) & 0xFF == sqlite3.SQLITE_READONLY


def file_at(path: Path) -> tuple[int, int] | None:
    """Which file it is that lies there, by the numbers of its disk and of itself; `None` if there is none."""
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino


def set_aside(path: Path, what: str) -> Path:
    """Move the database out of the way under a name that says `what` it is. Raises `FileError`."""
    stamp = time.strftime("%Y%m%d-%H%M%S")
    away = next(
        name
        for number in range(10_000)
        if not (name := path.with_name(f"{path.stem}.{what}-{stamp}{f'-{number}' if number else ''}.db")).exists()
    )
    try:
        for end in BESIDE:
            part = path.with_name(path.name + end)
            if part.exists():
                part.rename(away.with_name(away.name + end))
    except OSError as error:
        raise FileError(f"The list of runs cannot be read, and cannot be set aside: {cause(error)}.") from error
    return away


def cause(error: BaseException) -> str:
    """Why it could not be done, in plain words."""
    text = str(getattr(error, "strerror", None) or error).strip().rstrip(".")
    plain = {
        "database or disk is full": "the disk is full",
        "attempt to write a readonly database": "the folder may not be written",
        "unable to open database file": "the folder may not be written",
        "database is locked": "another program holds the file",
    }
    return plain.get(text, text[:1].lower() + text[1:])


def _write_ahead(connection: sqlite3.Connection) -> None:
    """Let others read while one writes. SQLite does not wait for others here, as it does everywhere else."""
    until = time.monotonic() + PATIENCE_SECONDS
    while True:
        try:
            connection.execute("PRAGMA journal_mode = WAL")
            return
        except sqlite3.OperationalError as error:
            if "locked" not in str(error) or time.monotonic() > until:
                raise
            time.sleep(0.05)


def _lacks_tables(error: sqlite3.Error) -> bool:
    """Whether the file is a database, but of something else."""
    return "no such table" in str(error) or "no such column" in str(error) or "already exists" in str(error)


def _close(connection: sqlite3.Connection | None) -> None:
    if connection is not None:
        connection.close()
