"""Pictures kept for another frame, the oldest forgotten where they would take too much memory."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Hashable
from typing import Generic, Protocol, TypeVar

from PySide6.QtGui import QPixmap


class Kept(Protocol):
    """A picture, with whatever it was made from."""

    @property
    def picture(self) -> QPixmap: ...


K = TypeVar("K", bound=Hashable)
V = TypeVar("V", bound=Kept)


class PictureStore(Generic[K, V]):
    """Holds at most so many pixels; four bytes each."""

    def __init__(self, most_pixels: int) -> None:
        self._most = most_pixels
        self._pixels = 0
        self._kept: OrderedDict[K, V] = OrderedDict()

    def __len__(self) -> int:
        return len(self._kept)

    def get(self, key: K) -> V | None:
        """What is kept there; it becomes the last to be forgotten."""
        found = self._kept.get(key)
        if found is not None:
            self._kept.move_to_end(key)
        return found

    def put(self, key: K, kept: V) -> None:
        """Keep a picture, in the place of the one that was there."""
        self._take_off(self._kept.pop(key, None))
        self._kept[key] = kept
        self._pixels += _pixels(kept)
        while self._pixels > self._most and len(self._kept) > 1:
            _, oldest = self._kept.popitem(last=False)
            self._take_off(oldest)

    def clear(self) -> None:
        """Forget them all."""
        self._kept.clear()
        self._pixels = 0

    def _take_off(self, kept: V | None) -> None:
        if kept is not None:
            self._pixels -= _pixels(kept)


def _pixels(kept: Kept) -> int:
    return kept.picture.width() * kept.picture.height()
