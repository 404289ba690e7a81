"""Weights trained before, out of a .keras or HDF5 file that may come from anyone, into a network that was just made.

Keras is never asked to load the file. What is in its HDF5 part is looked at first: only plain datasets behind plain
links, in just the shapes the layer has. Then each layer reads its own by Keras's rules.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import h5py
import keras
from keras.src.saving.saving_lib import H5IOStore, _load_state  # Keras has no public way to load a single layer

from designer.reading.archive import read_weights
from designer.reading.hdf5 import read_whole
from designer.worker.faults import Fault
from designer.worker.older import OlderStore, place_of
from designer.worker.plain import CANNOT, Strange, at, shapes


@dataclass(frozen=True)
class Begun:
    """How layers begin: which of them with fresh weights, and a sentence about the others."""

    fresh: frozenset[str]
    told: str = ""

    def has_learned(self, layer: keras.Layer) -> bool:
        """Whether a layer has what it learned before: then it is not to adapt to other rows."""
        return bool(layer.weights) and layer.name not in self.fresh


def begun(start: str, layers: Sequence[keras.Layer]) -> Begun:
    """Let each layer begin with the weights of the layer of its name in the file `start`, if that names one, and shapes fit.

    Raises `Fault` (file) or `FileError` if the file is no good or no layer got any.
    """
    if not start:
        return Begun(frozenset(layer.name for layer in layers))
    path = Path(start)
    fresh = weights_from(path, layers)
    return Begun(frozenset(fresh), told(path.name, layers, fresh))


def weights_from(path: Path, layers: Sequence[keras.Layer]) -> list[str]:
    """Give them these weights; the names of the layers that did not get any. Raises `Fault` or `FileError` if the file is no good."""
    wanting = [layer for layer in layers if layer.weights]
    whole = read_whole(path)
    try:
        return _from_archive(path, wanting) if whole is None else _from_hdf5(whole, wanting)
    except OSError as error:
        raise Fault(
            "file", f"The weights in {path.name} are damaged. Start from others, or from fresh ones."
        ) from error


def _from_archive(path: Path, wanting: Sequence[keras.Layer]) -> list[str]:
    content, places = read_weights(path)
    store = H5IOStore(io.BytesIO(content))
    try:
        return [layer.name for layer in wanting if not _took(layer, store, places.get(layer.name))]
    finally:
        store.close()


def _from_hdf5(content: bytes, wanting: Sequence[keras.Layer]) -> list[str]:
    with h5py.File(io.BytesIO(content)) as file:
        store = OlderStore(file, [layer.name for layer in wanting])
        return [layer.name for layer in wanting if not store.took(layer)]


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
    try:
        place = None if place is None else place_of(store.h5_file, place)
        if place is None or not _fits(layer, store.h5_file, place):
            return False
    except (Strange, *CANNOT):
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
    return sorted(shapes(at(file, place))) == sorted(tuple(weight.shape) for weight in layer.weights)
