"""The kept networks: a `.keras` file for each run, under a cap on what they take together."""

from __future__ import annotations

import contextlib
import hashlib
import re
import time
from pathlib import Path

from designer.runs.store import Store

CAP = 500_000_000
"""How many bytes the kept networks may take, unless the user says otherwise."""
SETTING = "weights_cap"
BYTES_EACH = 4
"""What a parameter takes; the optimizer's own numbers beside it come to up to twice as much again."""
ID = re.compile(r"[0-9a-f]{32}")
OURS = re.compile(r"(\.?)([0-9a-f]{32})\.keras(?:\..*)?")
STALE_SECONDS = 3600.0
"""A file no run claims may be one that is being written; after so long it is a left-over."""


def weights_folder(folder: Path) -> Path:
    return folder / "weights"


def weights_file(folder: Path, id: str) -> Path:
    """Where the network of a run is kept, if it is."""
    # A list of runs that somebody else made may name anything, and what is named here may be deleted.
    name = id if ID.fullmatch(id) else hashlib.sha256(id.encode("utf-8", "replace")).hexdigest()[:32]
    return weights_folder(folder) / f"{name}.keras"


def cap(store: Store) -> int:
    """How many bytes the kept networks may take together."""
    text = store.setting(SETTING, str(CAP))
    return int(text) if text.isascii() and text.isdigit() and len(text) < 20 else CAP


def set_cap(size: int, store: Store) -> None:
    """Allow so many bytes from now on."""
    store.set_setting(SETTING, str(max(0, size)))
    make_room(store)


def keep(id: str, store: Store) -> None:
    """The file of a run was written: count it, and let the oldest go if they are too many."""
    with contextlib.suppress(OSError):
        size = weights_file(store.folder, id).stat().st_size
        if size > cap(store):
            _forget(id, store)  # else all others would go for it, and it last
            return
        store.change([id], weights=size)
        make_room(store)


def make_room(store: Store) -> None:
    """Delete kept networks until the rest fits: deleted runs' first, then the oldest; those of pinned runs stay."""
    kept = store.with_weights()
    excess = sum(row.weights for row in kept) - cap(store)
    for row in sorted(kept, key=lambda row: (not row.deleted, row.begun)):
        if excess <= 0:
            return
        if not row.pinned or row.deleted:
            _forget(row.id, store)
            excess -= row.weights


def sweep(store: Store) -> None:
    """Bring rows and files together: files of no run go, and rows say what is really there."""
    rows = {row.id: row for row in store.rows()}
    found = {}
    for file in _files(weights_folder(store.folder)):
        ours = OURS.fullmatch(file.name)
        if ours and not ours[1] and ours[2] in rows and file.suffix == ".keras":
            found[ours[2]] = file.stat().st_size
        elif ours and time.time() - file.stat().st_mtime > STALE_SECONDS:
            file.unlink(missing_ok=True)
    for id, row in rows.items():
        if row.weights != found.get(id, 0):
            store.change([id], weights=found.get(id, 0))


def _forget(id: str, store: Store) -> None:
    with contextlib.suppress(OSError):
        weights_file(store.folder, id).unlink(missing_ok=True)
        store.change([id], weights=0)


def _files(folder: Path) -> list[Path]:
    try:
        return [file for file in folder.iterdir() if file.is_file()]
    except OSError:
        return []
