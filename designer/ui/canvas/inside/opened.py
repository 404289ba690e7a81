"""What one open card shows: the arrays of one moment, as the worker told them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from designer.training.messages import Inside, LayerInside


@dataclass(frozen=True, eq=False)
class Opened:
    """The inside of one card. `kernel` has a row for each shown input, a column for each shown unit."""

    told: LayerInside
    spans: tuple[tuple[float, float], ...]
    trained: bool

    @cached_property
    def kernel(self) -> np.ndarray:
        return _floats(self.told.kernel, (len(self.told.shown_inputs), len(self.told.shown)))

    @cached_property
    def bias(self) -> np.ndarray | None:
        """One number for each shown unit; nothing where the layer has no bias."""
        return _floats(self.told.bias, (len(self.told.shown),)) if self.told.bias else None

    @cached_property
    def maps(self) -> np.ndarray:
        return _floats(self.told.maps, self.told.map_shape)

    @property
    def has_weights(self) -> bool:
        return self.told.inputs > 0

    @property
    def has_maps(self) -> bool:
        return self.told.map_kind not in ("unasked", "none")

    @cached_property
    def sound(self) -> bool:
        """Whether all of it are numbers: a run that went wrong leaves weights that are none."""
        return bool(np.isfinite(self.told.largest) and np.isfinite(self.told.map_largest))

    @cached_property
    def shares(self) -> np.ndarray:
        """Every weight as a share of the layer's largest, from -1 to 1; the last row is the bias, where there is one."""
        weights = self.kernel if self.bias is None else np.vstack([self.kernel, self.bias])
        return np.nan_to_num(weights / self.told.largest if self.told.largest > 0 else weights * 0.0)

    @cached_property
    def map_shares(self) -> np.ndarray:
        """The maps as shares of the largest number in any of them, from -1 to 1."""
        return np.nan_to_num(self.maps / self.told.map_largest if self.told.map_largest > 0 else self.maps * 0.0)


def opened(inside: Inside) -> dict[str, Opened]:
    """The layers of one message by node."""
    return {id: Opened(told, inside.spans, inside.trained) for id, told in inside.layers.items()}


def _floats(packed: bytes, shape: tuple[int, ...]) -> np.ndarray:
    return np.frombuffer(packed, np.float32).reshape(shape)
