"""The tables of the database, step by step: a database of any older version is brought up to the present one."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence

from designer.errors import FileError
from designer.runs.transactions import writing

FIRST = """
CREATE TABLE about (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;
INSERT INTO about VALUES ('revision', '0');
CREATE TABLE designs (name TEXT PRIMARY KEY, content BLOB NOT NULL) STRICT;
CREATE TABLE runs (
    id TEXT PRIMARY KEY,
    begun REAL NOT NULL,
    ended REAL NOT NULL DEFAULT 0,
    name TEXT NOT NULL,
    title TEXT NOT NULL,
    path TEXT NOT NULL,
    data TEXT NOT NULL,
    seed INTEGER NOT NULL,
    wanted INTEGER NOT NULL,
    epochs INTEGER NOT NULL DEFAULT 0,
    seconds REAL NOT NULL DEFAULT 0,
    parameters INTEGER NOT NULL DEFAULT 0,
    trainer TEXT NOT NULL DEFAULT '',
    reason TEXT NOT NULL DEFAULT '',
    outcome TEXT NOT NULL DEFAULT 'running',
    sentence TEXT NOT NULL DEFAULT '',
    figures TEXT NOT NULL DEFAULT '{}',
    tags TEXT NOT NULL DEFAULT '[]',
    note TEXT NOT NULL DEFAULT '',
    pinned INTEGER NOT NULL DEFAULT 0,
    family TEXT NOT NULL DEFAULT '',
    weights INTEGER NOT NULL DEFAULT 0,
    design TEXT NOT NULL REFERENCES designs(name),
    deleted REAL NOT NULL DEFAULT 0,
    revision INTEGER NOT NULL,
    owner TEXT NOT NULL,
    written REAL NOT NULL,
    print TEXT NOT NULL DEFAULT '{}',
    versions TEXT NOT NULL DEFAULT '{}',
    evaluation TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX runs_by_revision ON runs(revision);
CREATE INDEX runs_by_begun ON runs(begun);
CREATE TABLE histories (
    run TEXT NOT NULL REFERENCES runs(id) ON DELETE CASCADE,
    first INTEGER NOT NULL,
    logs BLOB NOT NULL,
    PRIMARY KEY (run, first)
) STRICT;
"""

STEPS: Sequence[str] = (FIRST,)
"""What makes a database of version n+1 of one of version n. Steps are only ever added, never changed."""


class Newer(FileError):
    """The database was written by a newer Layerloom."""


def bring_up(connection: sqlite3.Connection, steps: Sequence[str] = STEPS) -> None:
    """Take the steps the database has not seen, all or none. Raises `Newer`."""
    if _version(connection) == len(steps):
        return
    with writing(connection):  # of several windows that start at once one does it
        version = _version(connection)
        if version > len(steps):
            raise Newer(f"The list of runs was written by a newer Layerloom (version {version} of it).")
        for step in steps[version:]:
            for statement in _statements(step):
                connection.execute(statement)
        connection.execute(f"PRAGMA user_version = {len(steps)}")


def _version(connection: sqlite3.Connection) -> int:
    return int(connection.execute("PRAGMA user_version").fetchone()[0])


def _statements(step: str) -> list[str]:
    """`executescript` would end the transaction, so statements go one by one."""
    return [statement for part in step.split(";") if (statement := part.strip())]
