"""Pictures are kept within a limit of memory, and what several share is counted once."""

from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtGui import QPixmap

from designer.ui.canvas.picture_store import PictureStore

SIDE = 10
ONE = SIDE * SIDE


@dataclass(frozen=True, eq=False)
class Kept:
    pictures: tuple[QPixmap, ...]


@pytest.fixture
def faces(qapp):
    return [QPixmap(SIDE, SIDE) for _ in range(4)]


def test_a_picture_that_several_have_counts_once(faces):
    store = PictureStore(100 * ONE)
    for key, name in enumerate(faces[1:]):
        store.put(key, Kept((faces[0], name)))
    assert store.pixels == 4 * ONE
    store.put(0, Kept((faces[0],)))
    assert store.pixels == 3 * ONE


def test_the_oldest_is_forgotten_where_there_is_no_more_room(faces):
    store = PictureStore(2 * ONE)
    for key in range(2):
        store.put(key, Kept((faces[key],)))
    store.get(0)
    store.put(2, Kept((faces[2],)))
    assert store.get(1) is None and store.get(0) is not None
    assert store.pixels == 2 * ONE


@given(steps=st.lists(st.tuples(st.integers(0, 5), st.lists(st.integers(0, 3), max_size=3, unique=True))))
def test_what_is_counted_is_what_is_there(qapp, steps):
    faces, store, there = [QPixmap(SIDE, at + 1) for at in range(4)], PictureStore(10**6), {}
    for key, chosen in steps:
        store.put(key, Kept(tuple(faces[at] for at in chosen)))
        there[key] = chosen
    distinct = {at for chosen in there.values() for at in chosen}
    assert store.pixels == sum(SIDE * (at + 1) for at in distinct)
    store.clear()
    assert store.pixels == len(store) == 0
