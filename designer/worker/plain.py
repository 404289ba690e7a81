"""Looking into an HDF5 file of anyone's: only groups and datasets that lie plainly in the file itself count."""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import Any

import h5py

MOST = 400
"""How many groups and datasets a layer may have."""
BESIDE = "seed_generator"
"""The state of its random numbers lies beside a layer's weights, and belongs to a run."""

CANNOT = (KeyError, RuntimeError, OSError, ValueError)
"""What h5py raises where a file is damaged."""


class Strange(Exception):
    """Something lies in the file that Keras never writes."""


def shapes(group: Any) -> Iterator[tuple[int, ...]]:
    """The shapes of all datasets in a group and those within it, which a hostile file lets lie in each other."""
    waiting, seen = [group], 0
    while waiting:
        group = waiting.pop()
        for name in group:
            seen += 1
            if seen > MOST:
                raise Strange
            if name == BESIDE:
                continue
            found = linked(group, name)
            if isinstance(found, h5py.Group):
                waiting.append(found)
            else:
                yield plain(found)


def members(group: Any, most: int) -> h5py.Group:
    """A group that holds no more than so many things. What else has names of its own may be without end."""
    if not isinstance(group, h5py.Group) or len(group) > most:
        raise Strange
    return group


def at(group: Any, path: str) -> Any:
    """What lies at the end of a path."""
    for part in path.split("/"):
        group = linked(group, part)
    return group


def linked(group: Any, name: str) -> Any:
    """What lies in a group under this name, by a plain link."""
    if not isinstance(group, h5py.Group) or not isinstance(group.get(name, getlink=True), h5py.HardLink):
        raise Strange
    return group[name]


def plain(data: Any) -> tuple[int, ...]:
    """The shape of a dataset that lies in the file itself, all of it and as it is."""
    if not isinstance(data, h5py.Dataset) or data.external or data.is_virtual or data.dtype.kind not in "fiubV":
        raise Strange
    if data.shape is None or data.id.get_storage_size() < math.prod(data.shape) * data.dtype.itemsize:
        raise Strange  # packed or made up: Keras writes neither
    return tuple(data.shape)
