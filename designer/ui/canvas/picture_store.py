"""Pictures kept for another frame, the oldest forgotten where they would take too much memory."""

from __future__ import annotations

from collections import Counter, OrderedDict
from collections.abc import Hashable, Iterable
from typing import Generic, Protocol, TypeVar

from PySide6.QtGui import QPixmap


class Kept(Protocol):
    """Something with pictures, of which others may have some too."""

    @property
    def pictures(self) -> Iterable[QPixmap]: ...


K = TypeVar("K", bound=Hashable)
V = TypeVar("V", bound=Kept)


class PictureStore(Generic[K, V]):
    """Holds at most so many pixels, four bytes each; a picture that several have counts once."""

    def __init__(self, most_pixels: int) -> None:
        self._most = most_pixels
        self._kept: OrderedDict[K, V] = OrderedDict()
        self._owners: Counter[int] = Counter()
        """How many have each picture, by its identity: what is kept stays at its place in memory."""
        self.pixels = 0

    def __len__(self) -> int:
        return len(self._kept)

    def get(self, key: K) -> V | None:
        """What is kept there; it becomes the last to be forgotten."""
        found = self._kept.get(key)
        if found is not None:
            self._kept.move_to_end(key)
        return found

    def put(self, key: K, kept: V) -> None:
        """Keep pictures, in the place of what was there."""
        self._take_off(self._kept.pop(key, None))
        self._kept[key] = kept
        for picture in kept.pictures:
            self._owners[id(picture)] += 1
            if self._owners[id(picture)] == 1:
                self.pixels += _pixels(picture)
        while self.pixels > self._most and len(self._kept) > 1:
            _, oldest = self._kept.popitem(last=False)
            self._take_off(oldest)

    def clear(self) -> None:
        """Forget them all."""
        self._kept.clear()
        self._owners.clear()
        self.pixels = 0

    def _take_off(self, kept: V | None) -> None:
        for picture in () if kept is None else kept.pictures:
            self._owners[id(picture)] -= 1
            if not self._owners[id(picture)]:
                del self._owners[id(picture)]
                self.pixels -= _pixels(picture)


def _pixels(picture: QPixmap) -> int:
    return picture.width() * picture.height()
