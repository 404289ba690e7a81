"""What is done once when a database is opened to be written: tidying up after processes that are gone."""

from __future__ import annotations

import contextlib
import time

from designer.runs.owners import lives
from designer.runs.store import Ending, Store
from designer.runs.weights import make_room, sweep, weights_file, weights_folder

KEPT_SECONDS = 86_400.0
"""Deleted runs can be brought back for so long."""


def tidy(store: Store) -> None:
    """Mark what was interrupted, take away what was deleted long ago, and make room."""
    with contextlib.suppress(OSError):
        weights_folder(store.folder).mkdir(parents=True, exist_ok=True)
    for id, owner, written, epochs in store.running():
        if not lives(owner, time.time() - written):
            store.finish(id, Ending("interrupted", _why(epochs), ended=written))
    for id in store.purge(time.time() - KEPT_SECONDS):
        with contextlib.suppress(OSError):
            weights_file(store.folder, id).unlink(missing_ok=True)
    with contextlib.suppress(OSError):
        sweep(store)
    make_room(store)


def _why(epochs: int) -> str:
    after = f"after {epochs:,} epoch{'' if epochs == 1 else 's'}" if epochs else "before the first epoch was kept"
    return f"Layerloom ended {after}; what was kept until then is here."
