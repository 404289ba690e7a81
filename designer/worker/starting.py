"""Weights trained before, out of a .keras file that may come from anyone, into a network that was just made.

Keras is never asked to load the file. What is in its HDF5 part is looked at first: only plain datasets behind plain
links, in just the shapes the layer has. Then each layer reads its own by Keras's rules.
"""

from __future__ import annotations

import io
import math
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import h5py
import keras
from keras.src.saving.saving_lib import H5IOStore, _load_state  # Keras has no public way to load a single layer

from designer.reading.archive import read_weights
from designer.worker.faults import Fault

MOST = 400
"""How many groups and datasets a layer may have."""
BESIDE = "seed_generator"
"""The state of its random numbers lies beside a layer's weights, and belongs to a run."""


def start_from(path: Path, layers: Sequence[keras.Layer]) -> str:
    """Give each layer the weights of the file's layer of its name, if all have the same shapes.

    A sentence about which did not get any. Raises `Fault` (file) or `FileError` if the file is no good or none did.
    """
    return told(path.name, layers, weights_from(path, layers))


def weights_from(path: Path, layers: Sequence[keras.Layer]) -> list[str]:
    """The same; the names of the layers that did not get any. Raises `Fault` or `FileError` if the file is no good."""
    content, places = read_weights(path)
    wanting = [layer for layer in layers if layer.weights]
    try:
        store = H5IOStore(io.BytesIO(content))
    except OSError as error:
        raise Fault(
            "file", f"The weights in {path.name} are damaged. Start from others, or from fresh ones."
        ) from error
    try:
        return [layer.name for layer in wanting if not _took(layer, store, places.get(layer.name))]
    finally:
        store.close()


def told(name: str, layers: Sequence[keras.Layer], fresh: list[str]) -> str:
    """What came of it in words. Raises `Fault` if none got any."""
    wanting = sum(bool(layer.weights) for layer in layers)
    if wanting and len(fresh) == wanting:
        raise Fault(
            "file",
            f"No layer fits the weights in {name}: expected one with the name of a layer there and weights of the same "
            "shapes. Start from the weights of another file, or from fresh ones.",
        )
    if not fresh:
        return f"Starts from the weights in {name}."
    named = ", ".join(f"“{one}”" for one in fresh[:3]) + (f" and {len(fresh) - 3:,} more" if len(fresh) > 3 else "")
    return f"Starts from the weights in {name} in {wanting - len(fresh):,} of {wanting:,} layers; fresh: {named}."


def _took(layer: keras.Layer, store: H5IOStore, place: str | None) -> bool:
    """Whether a layer took all its weights from there; else it has those it had."""
    if place is None or not _fits(layer, store.h5_file, place):
        return False
    before = [(variable, variable.numpy()) for variable in layer.variables]
    weights = {id(variable) for variable in layer.weights}
    failed: set[int] = set()
    _load_state(layer, store, None, place, visited_saveables=set(), failed_saveables=failed, error_msgs={})
    for variable, value in before:
        if failed or id(variable) not in weights:
            variable.assign(value)
    return not failed


def _fits(layer: keras.Layer, file: h5py.File, place: str) -> bool:
    """Whether there are datasets there of just the shapes of the layer's weights, and they are as Keras writes them."""
    group: Any = file
    try:
        for part in place.split("/"):
            group = _linked(group, part)
        found = sorted(_shapes(group))
    except (_Strange, KeyError, RuntimeError, OSError, ValueError):
        return False
    return found == sorted(tuple(weight.shape) for weight in layer.weights)


class _Strange(Exception):
    """Something lies in the file that Keras never writes."""


def _shapes(group: Any) -> Iterator[tuple[int, ...]]:
    """The shapes of all datasets in a group and those within it, which a hostile file lets lie in each other."""
    waiting, seen = [group], 0
    while waiting:
        group = waiting.pop()
        for name in group:
            seen += 1
            if seen > MOST:
                raise _Strange
            if name == BESIDE:
                continue
            found = _linked(group, name)
            if isinstance(found, h5py.Group):
                waiting.append(found)
            else:
                yield _plain(found)


def _linked(group: Any, name: str) -> Any:
    if not isinstance(group, h5py.Group) or not isinstance(group.get(name, getlink=True), h5py.HardLink):
        raise _Strange
    return group[name]


def _plain(data: Any) -> tuple[int, ...]:
    """The shape of a dataset that lies in the file itself, all of it and as it is."""
    if not isinstance(data, h5py.Dataset) or data.external or data.is_virtual or data.dtype.kind not in "fiubV":
        raise _Strange
    if data.shape is None or data.id.get_storage_size() < math.prod(data.shape) * data.dtype.itemsize:
        raise _Strange  # packed or made up: Keras writes neither
    return tuple(data.shape)
