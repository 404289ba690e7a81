"""Writing into a database: all of it, or nothing."""

from __future__ import annotations

import contextlib
import sqlite3
from collections.abc import Iterator


@contextlib.contextmanager
def writing(connection: sqlite3.Connection) -> Iterator[None]:
    """All that is written within, or nothing of it, whatever ends it."""
    connection.execute("BEGIN IMMEDIATE")
    with connection:
        yield
