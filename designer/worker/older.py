"""Weights as Keras kept them before 3.0: in a whole HDF5 file, or in a .keras file whose groups have other names.

An HDF5 file has a group for each layer, by its name, whose attribute `weight_names` says where in it each weight lies and
in which order. That of a network within the network has the weights of all layers there, whose names come first in it.
A .keras file of Keras 2.12 to 2.14 has `_layer_checkpoint_dependencies` in the place of `layers`, and 2.12 and 2.13
count each layer twice that has weights: but the groups are in the order of the layers.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from typing import Any

import h5py
import keras
import numpy as np

from designer.worker.plain import CANNOT, MOST, Strange, at, linked, members, plain

WHOLE = "model_weights"
"""The group of the weights where a file has the whole network."""
MOST_LAYERS = 20_000
MOST_NAMES = 20_000
"""How many weights a network within the network may have."""
DEPENDENCIES = "_layer_checkpoint_dependencies"
_NUMBERED = re.compile(r"(.*?)(?:_(\d{1,9}))?", re.DOTALL)


class OlderStore:
    """An HDF5 file with the weights of layers by name."""

    def __init__(self, file: h5py.File, names: Collection[str]) -> None:
        """`names` are those of the layers that are asked for later."""
        self._places: dict[str, list[h5py.Dataset]] = {}
        try:
            root = linked(file, WHOLE) if WHOLE in file else file
            for name in self._groups(root):
                self._look_into(linked(root, name), name, frozenset(names))
        except (Strange, *CANNOT):
            self._places = {}

    def took(self, layer: keras.Layer) -> bool:
        """Whether a layer took all its weights from there; else it has those it had."""
        weights = layer.trainable_weights + layer.non_trainable_weights
        try:
            found = self._places.get(layer.name, [])
            if [plain(one) for one in found] != [tuple(weight.shape) for weight in weights]:
                return False
            values = [np.asarray(one) for one in found]
        except (Strange, *CANNOT):
            return False
        if any(value.dtype.kind == "V" for value in values):
            return False
        for weight, value in zip(weights, values, strict=True):
            weight.assign(value)
        if isinstance(layer, keras.layers.Normalization):
            layer.finalize_state()
        return True

    def _groups(self, root: Any) -> list[str]:
        return list(members(root, MOST_LAYERS))

    def _look_into(self, group: Any, name: str, wanted: frozenset[str]) -> None:
        if not isinstance(group, h5py.Group):
            return
        for path in _texts(group, "weight_names"):
            owner = name if name in wanted else _owner(path, name, wanted)
            if owner:
                self._places.setdefault(owner, []).append(at(group, path))


def _owner(path: str, network: str, wanted: frozenset[str]) -> str:
    """The layer of a network within the network that a weight belongs to."""
    parts = path.split("/")
    return next((part for part in parts[: 2 if parts[0] == network else 1] if part in wanted), "")


def _texts(group: h5py.Group, name: str) -> Iterator[str]:
    """A list of texts beside a group; a long one is in several pieces."""
    pieces = [name] if name in group.attrs else [f"{name}{at}" for at in range(MOST) if f"{name}{at}" in group.attrs]
    count = 0
    for piece in pieces:
        told = group.attrs.get_id(piece)
        count += int(np.prod(told.shape))
        if len(told.shape) != 1 or count > MOST_NAMES or not _is_text(told.dtype):
            if told.shape == (0,):
                continue
            raise Strange
        yield from (text.decode() if isinstance(text, bytes) else str(text) for text in group.attrs[piece])


def _is_text(kind: np.dtype[Any]) -> bool:
    return kind.kind == "S" or h5py.check_string_dtype(kind) is not None


def place_of(file: Any, place: str) -> str:
    """Where a layer's group is that Keras 3 would keep at `place`, in whichever of the ways a .keras file has them."""
    steps = place.removeprefix("layers/").split("/layers/")
    found: list[str] = []
    group = file
    for step in steps:
        if DEPENDENCIES not in members(group, MOST_LAYERS):
            found += ["layers", step]
        else:
            found += [DEPENDENCIES, _of_its_class(members(linked(group, DEPENDENCIES), MOST_LAYERS), step)]
        group = at(file, "/".join(found))
    return "/".join(found)


def _of_its_class(group: Any, step: str) -> str:
    """The group of the layer that is counted so in its class."""
    name, number = _counted(step)
    alike = sorted(at for other in group for of, at in (_counted(other),) if of == name)
    if number >= len(alike):
        raise Strange
    return f"{name}_{alike[number]}" if alike[number] else name


def _counted(name: str) -> tuple[str, int]:
    found = _NUMBERED.fullmatch(name)
    return (found[1], int(found[2] or 0)) if found else (name, 0)
