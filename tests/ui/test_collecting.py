"""Garbage is looked for in the window's thread alone, and no less than Python would."""

from __future__ import annotations

import gc
import threading
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from designer.ui.collecting import Collector

ROUND = 5_000


@pytest.fixture
def collector(qtbot: QtBot) -> Iterator[Collector]:
    parent = QObject()
    yield Collector(parent)
    gc.enable()


class Ended:
    """Says in which thread it ends."""

    def __init__(self, seen: list[int]) -> None:
        self.itself, self._seen = self, seen

    def __del__(self) -> None:
        self._seen.append(threading.get_ident())


def test_a_thread_that_makes_much_ends_nothing_and_the_windows_own_thread_does(
    collector: Collector, qtbot: QtBot
) -> None:
    seen: list[int] = []

    def make() -> None:
        for _ in range(ROUND):
            Ended(seen)

    thread = threading.Thread(target=make)
    thread.start()
    thread.join()
    assert not seen
    qtbot.waitUntil(lambda: len(seen) == ROUND, timeout=60_000)
    assert set(seen) == {threading.get_ident()}


def test_all_generations_have_their_turn(collector: Collector) -> None:
    before = [one["collections"] for one in gc.get_stats()]
    for _ in range(200):
        kept = [[] for _ in range(1_000)]
        collector.look()
        del kept
    done = [one["collections"] - two for one, two in zip(gc.get_stats(), before, strict=True)]
    assert done[0] > done[1] > done[2] > 0
