"""Random numbers are the same with XLA as without, for seeds it cannot know while compiling."""

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
import tensorflow as tf

from designer.worker.randomness import as_without_xla

DRAWS: dict[str, Callable[[Any, Any], Any]] = {
    "uniform": lambda shape, seed: tf.random.stateless_uniform(shape, seed=seed),
    "normal": lambda shape, seed: tf.random.stateless_normal(shape, seed=seed, stddev=2.0),
    "dropout": lambda shape, seed: tf.nn.experimental.stateless_dropout(tf.ones(shape), 0.3, seed=seed),
}


@pytest.mark.parametrize("draw", DRAWS)
def test_xla_draws_what_the_kernels_draw(draw: str) -> None:
    seed = tf.Variable([611_178_003, 0], dtype=tf.int32)
    for shape in ([1], [7, 3], [64, 33]):
        plain = tf.function(lambda s=shape: DRAWS[draw](s, seed * 1))
        compiled = tf.function(lambda s=shape: DRAWS[draw](s, seed * 1), jit_compile=True)
        with as_without_xla():
            compiled.get_concrete_function()
        for step in (0, 1, 40_000):
            seed.assign([611_178_003, step])
            np.testing.assert_allclose(compiled(), plain(), atol=1e-5)
