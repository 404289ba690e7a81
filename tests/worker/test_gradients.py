"""A program that is gone takes its graph along, though TensorFlow would keep every gradient of its own for ever."""

from __future__ import annotations

import gc
import weakref

import keras
import tensorflow as tf
from tensorflow.python.framework import ops

from designer.worker.gradients import PREFIX, forgetting_gradients


def entries() -> list[str]:
    return [name for name in ops.gradient_registry._registry if name.startswith(PREFIX)]


def trained_once() -> weakref.ref[object]:
    """Write down and run a step of training; gives its graph, which nothing here holds."""
    model = keras.Sequential([keras.Input((2,)), keras.layers.Dense(3, "silu"), keras.layers.Dense(1)])
    model.compile("adam", "mse")
    rows = tf.zeros((4, 2)), tf.zeros((4, 1))
    step = tf.function(lambda: model.train_step(rows)["loss"], autograph=False)
    step()
    return weakref.ref(step.get_concrete_function().graph)


def test_what_was_written_down_is_let_go_of() -> None:
    with forgetting_gradients():
        graph = trained_once()
        assert entries()
    gc.collect()
    assert not entries()
    assert graph() is None


def test_nothing_is_forgotten_while_somebody_else_still_writes_a_program_down() -> None:
    with forgetting_gradients():
        with forgetting_gradients():
            trained_once()
        assert entries()
        trained_once()
    assert not entries()
