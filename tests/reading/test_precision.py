"""The number format of all layers comes along with a network that was written elsewhere."""

import json
from typing import Any

import pytest

from designer.reading import read_text

SCRIPT = """
import keras
from keras import layers
{policy}
model = keras.Sequential([
    keras.Input((4,)), layers.Dense(8, name="first"), layers.Dense(3, name="second"),
    layers.Activation("softmax", dtype="float32"),
])
model.compile(optimizer={optimizer}, loss="mse")
"""
ADAM = "keras.optimizers.Adam()"


def script(policy: str, optimizer: str = ADAM) -> str:
    return SCRIPT.format(policy=policy, optimizer=optimizer)


@pytest.mark.parametrize(
    "line",
    [
        'keras.config.set_dtype_policy("mixed_float16")',
        "keras.mixed_precision.set_global_policy('mixed_float16')",
        "from keras import mixed_precision as half\nhalf.set_dtype_policy(half.DTypePolicy('mixed_float16'))",
        "import tensorflow as tf\ntf.keras.mixed_precision.experimental.set_policy('mixed_float16')",
        "keras.config.set_dtype_policy(policy=keras.DTypePolicy(name='mixed_float16'))",
    ],
)
def test_a_program_says_it_for_all_layers(line: str) -> None:
    reading = read_text(script(line))
    assert reading.design.training.dtype_policy == "mixed_float16" and not reading.notes
    assert [node.settings.get("dtype") for node in reading.design.graph.nodes.values()][-1] == "float32"


def test_a_policy_that_is_none_for_all_layers_is_told_of() -> None:
    reading = read_text(script('keras.config.set_dtype_policy("float64")'))
    assert reading.design.training.dtype_policy == "float32"
    assert [note.where for note in reading.notes] == ["line 4"]
    assert "float64" in reading.notes[0].what


def test_what_keras_puts_around_an_optimizer_by_itself_is_taken_off() -> None:
    line = 'keras.config.set_dtype_policy("mixed_float16")'
    reading = read_text(script(line, f"keras.optimizers.LossScaleOptimizer({ADAM})"))
    assert reading.design.training.optimizer.kind == "Adam" and not reading.notes


def dense(name: str, dtype: Any) -> dict[str, Any]:
    policy = {"module": "keras", "class_name": "DTypePolicy", "config": {"name": dtype}, "registered_name": None}
    return {
        "module": "keras.layers", "class_name": "Dense", "registered_name": None,
        "config": {"name": name, "units": 2, "dtype": policy}, "build_config": {"input_shape": [None, 2]},
    }  # fmt: skip


def saved(*dtypes: str) -> str:
    start = {"module": "keras.layers", "class_name": "InputLayer", "config": {"batch_shape": [None, 2], "dtype": "float32", "name": "in"}}  # fmt: skip
    layers = [start, *(dense(f"d{at}", dtype) for at, dtype in enumerate(dtypes))]
    return json.dumps({"module": "keras", "class_name": "Sequential", "config": {"name": "net", "layers": layers}})


def test_a_saved_network_has_the_policy_that_most_of_its_layers_have() -> None:
    design = read_text(saved("mixed_bfloat16", "float32", "mixed_bfloat16", "mixed_bfloat16", "float32")).design
    assert design.training.dtype_policy == "mixed_bfloat16"
    dtypes = [node.settings.get("dtype") for node in design.graph.nodes.values()]
    assert dtypes == [None, None, "float32", None, None, "float32"]


def test_a_single_layer_of_its_own_format_is_no_policy() -> None:
    design = read_text(saved("float32", "mixed_float16", "float32")).design
    assert design.training.dtype_policy == "float32"
    assert [node.settings.get("dtype") for node in design.graph.nodes.values()] == [None, None, "mixed_float16", None]
