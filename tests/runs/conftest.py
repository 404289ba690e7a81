"""Stores in folders of their own, with runs in them."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from designer.graph.design import Design
from designer.graph.files import encode
from designer.runs.owners import own
from designer.runs.record import NewRun
from designer.runs.store import Store

Keep = Callable[..., str]


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    store = Store(tmp_path)
    yield store
    store.close()


def new_run(number: int, *, title: str = "spiral", design: Design | None = None, group: str = "") -> NewRun:
    """A run that begins, one second after the run before it."""
    text = encode(design or Design()).decode()
    return NewRun(f"{number:032x}", time.time() - 1000 + number, title, text, "Spiral", number, 20, group=group)


@pytest.fixture
def keep(store: Store) -> Keep:
    """Begins a run in the store, and gives its id."""

    def keep(number: int, **given: object) -> str:
        run = new_run(number, **given)  # type: ignore[arg-type]
        store.begin(run, own())
        return run.id

    return keep
