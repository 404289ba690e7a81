"""What all ways of looking into a network share: over which range one asks, about which points, and with what."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Sequence
from typing import Any, Generic, Protocol, TypeVar

import keras
import numpy as np
import tensorflow as tf

from designer.training.messages import Message
from designer.worker.programs import Program

CANNOT = (tf.errors.OpError, ValueError, TypeError, RuntimeError, AttributeError)
"""What Keras and TensorFlow raise where a network cannot be asked like this."""

Request_contra = TypeVar("Request_contra", contravariant=True)
Request = TypeVar("Request")


class Nothing(Exception):
    """There is nothing of the kind in this network."""


class Looker(Protocol[Request_contra]):
    """Looks into one program's network, again and again."""

    def serves(self, program: Program, request: Request_contra) -> bool:
        """Whether this is the one for a request."""

    def look(self, request: Request_contra, trained: bool) -> Message:
        """What there is to be seen now."""


Made = TypeVar("Made", bound=Looker[Any])


class Latest(Generic[Request, Made]):
    """What was made for the last request, kept for the next. Any thread may ask; one makes at a time."""

    def __init__(self, make: Callable[[Program, Request], Made]) -> None:
        self._make = make
        self._last: Made | None = None
        self._lock = threading.Lock()

    def get(self, program: Program, request: Request) -> Made:
        """The one for a request. Raises what making it raises."""
        with self._lock:
            if self._last is None or not self._last.serves(program, request):
                self._last = self._make(program, request)
            return self._last


def spans_of(*parts: np.ndarray) -> tuple[tuple[float, float] | None, ...]:
    """The range of each column of some rows; nothing where it is a single point, or has no end."""
    rows = [part for part in parts if len(part)]
    low = np.min([part.min(axis=0) for part in rows], axis=0)
    high = np.max([part.max(axis=0) for part in rows], axis=0)
    return tuple(
        (float(first), float(last)) if np.isfinite(first) and np.isfinite(last) and first < last else None
        for first, last in zip(low, high, strict=True)
    )


def points_over(axes: Sequence[np.ndarray]) -> np.ndarray:
    """Points along one axis or over two, a column for each: of a plane the first is at its top left, where the second
    is largest."""
    columns = axes if len(axes) < 2 else np.meshgrid(axes[0], axes[1][::-1])
    return np.stack([column.ravel() for column in columns], axis=1).astype(np.float32)


def relus(program: Program) -> Iterator[tuple[keras.Layer, Any]]:
    """Each layer that ends in a ReLU, with what comes out of it."""
    for layer in program.model.layers:
        if isinstance(layer, keras.layers.ReLU) or getattr(layer, "activation", None) is keras.activations.relu:
            yield layer, layer.output


def listed(answers: Any) -> list[Any]:
    """What a model answers, also where it has a single output."""
    return list(answers) if isinstance(answers, list | tuple) else [answers]
