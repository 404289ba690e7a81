"""Kept networks stay under their cap: the oldest go first, pinned ones stay, and histories always do."""

from __future__ import annotations

import os
import re
import time
from pathlib import Path

from designer.runs import weights
from designer.runs.store import Store
from designer.runs.upkeep import tidy
from tests.runs.conftest import Keep


def saved(store: Store, id: str, size: int = 100) -> None:
    """What a worker does and the window then says."""
    file = weights.weights_file(store.folder, id)
    file.parent.mkdir(exist_ok=True)
    file.write_bytes(b"w" * size)
    weights.keep(id, store)


def kept(store: Store) -> list[str]:
    there = [row.id for row in store.rows() if row.weights]
    assert {file.stem for file in weights.weights_folder(store.folder).iterdir()} == set(there)
    return there


def test_the_oldest_unpinned_go_first_and_rows_stay(store: Store, keep: Keep) -> None:
    ids = [keep(number) for number in range(5)]
    weights.set_cap(300, store)
    store.change([ids[0]], pinned=True)
    for id in ids:
        saved(store, id)
    assert kept(store) == [ids[0], ids[3], ids[4]]
    assert len(store.rows()) == 5


def test_a_network_larger_than_all_room_takes_none_from_the_others(store: Store, keep: Keep) -> None:
    ids = [keep(number) for number in range(3)]
    weights.set_cap(300, store)
    saved(store, ids[0])
    saved(store, ids[1])
    saved(store, ids[2], size=301)
    assert kept(store) == ids[:2]


def test_deleted_runs_give_their_room_first(store: Store, keep: Keep) -> None:
    ids = [keep(number) for number in range(3)]
    for id in ids:
        saved(store, id)
    store.change([ids[2]], deleted=time.time())
    weights.set_cap(200, store)
    assert kept(store) == ids[:2]


def test_a_smaller_cap_acts_at_once_and_is_remembered(store: Store, keep: Keep) -> None:
    for number in range(3):
        saved(store, keep(number))
    assert weights.cap(store) == weights.CAP
    weights.set_cap(0, store)
    assert kept(store) == [] and weights.cap(store) == 0


def test_files_and_rows_are_brought_together_at_the_next_start(store: Store, keep: Keep) -> None:
    lost, unclaimed = keep(1), keep(2)
    saved(store, lost)
    weights.weights_file(store.folder, lost).unlink()
    late = weights.weights_file(store.folder, unclaimed)
    late.write_bytes(b"written as the window closed")
    folder = late.parent
    strangers = [folder / f"{'a' * 32}.keras", folder / f".{'a' * 32}.keras.x1.tmp.keras"]
    for file in [*strangers, folder / "notes.txt"]:
        file.write_bytes(b"?")
        os.utime(file, (1, 1))
    tidy(store)
    assert [row.id for row in store.rows() if row.weights] == [unclaimed]
    assert not any(file.exists() for file in strangers) and (folder / "notes.txt").exists()


def test_a_run_that_is_called_like_a_path_leads_to_no_other_file(tmp_path: Path) -> None:
    for id in ("../../x", "/etc/x", "a\0b", "", "..", "A" * 32, "\ud800"):
        file = weights.weights_file(tmp_path, id)
        assert file.parent == tmp_path / "weights"
        assert re.fullmatch(r"[0-9a-f]{32}\.keras", file.name)
    assert weights.weights_file(tmp_path, "ab" * 16).name == f"{'ab' * 16}.keras"
