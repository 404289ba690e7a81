"""The same random numbers with XLA as without it, so that Dropout drops the same units as in `fit`.

Two things differ on a processor, both measured. Asked to choose a generator, XLA takes another one than
TensorFlow's kernels, which take Philox. And from the same Philox bits it makes other floats: the kernels keep the
low 23 bits of each word, XLA the high ones. So while a loop is traced for XLA, Philox is named outright, and floats
are made from its bits the kernels' way (tensorflow/core/lib/random/random_distributions.h). There is no public
setting for either.
"""

from __future__ import annotations

import math
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import numpy as np
import tensorflow as tf
from tensorflow.python.ops import gen_stateless_random_ops_v2 as kernels
from tensorflow.python.ops import random_ops_util

_this_thread = threading.local()


@contextmanager
def as_without_xla() -> Iterator[None]:
    """Within this, in this thread, traced random numbers are those that TensorFlow's own kernels would draw."""
    _this_thread.active = True
    try:
        yield
    finally:
        _this_thread.active = False


def _active() -> bool:
    return getattr(_this_thread, "active", False)


def _bits(size: int, how: dict[str, Any]) -> Any:
    """The first `size` words of the stream."""
    chosen = {name: how[name] for name in ("key", "counter", "alg")}
    return kernels.stateless_random_uniform_full_int_v2([size], dtype=tf.uint32, **chosen)


def _unit(bits: Any) -> Any:
    """Floats from 0 to 1, of the low 23 bits."""
    mantissa = tf.bitwise.bitwise_and(bits, tf.constant(0x7FFFFF, tf.uint32))
    return tf.bitcast(tf.bitwise.bitwise_or(mantissa, tf.constant(0x3F800000, tf.uint32)), tf.float32) - 1.0


def _uniform(size: int, how: dict[str, Any]) -> Any:
    return _unit(_bits(size, how))


def _normal(size: int, how: dict[str, Any]) -> Any:
    """Box and Muller's two normal numbers of each two uniform ones."""
    pairs = tf.reshape(_unit(_bits(size + size % 2, how)), [-1, 2])
    length = tf.sqrt(-2.0 * tf.math.log(tf.maximum(pairs[:, 0], 1e-7)))
    angle = 2.0 * math.pi * pairs[:, 1]
    return tf.reshape(tf.stack([tf.sin(angle) * length, tf.cos(angle) * length], axis=1), [-1])[:size]


def _instead_of(drawn: Callable[..., Any], ours: Callable[[int, dict[str, Any]], Any]) -> Callable[..., Any]:
    def draw(shape: Any, **how: Any) -> Any:
        known = tf.get_static_value(shape)
        if not _active() or how.get("dtype", tf.float32) != tf.float32 or known is None:
            return drawn(shape, **how)
        return tf.reshape(ours(int(np.prod(known)), how), known)

    return draw


def _naming_philox(choose: Callable[[Any, Any], Any]) -> Callable[[Any, Any], Any]:
    def chosen(seed: Any, alg: Any) -> Any:
        return choose(seed, "philox" if _active() else alg)

    return chosen


# once for the process: outside of `as_without_xla` these do what they did
random_ops_util.get_key_counter_alg = _naming_philox(random_ops_util.get_key_counter_alg)
kernels.stateless_random_uniform_v2 = _instead_of(kernels.stateless_random_uniform_v2, _uniform)
kernels.stateless_random_normal_v2 = _instead_of(kernels.stateless_random_normal_v2, _normal)
