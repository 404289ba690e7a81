"""What runs in a clean process, by this file's path: it knows nothing of Layerloom, as whoever gets a file does not.

    python -P outside.py write FORM KERAS OUT [ROWS] make another form of a .keras file, in int8 if there are rows
    python -P outside.py read FORM PATH ROWS ANSWERS  read a network and have it answer rows (.npy files)
    python -P outside.py run SCRIPT TOLD ANSWERS      run a script; write its history (.json) and some answers (.npy)

It ends when its standard input does.
"""

from __future__ import annotations

import json
import os
import runpy
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np

MOST_ROWS = 64


def leave_with_parent() -> None:
    """End this process as soon as the one that started it is gone."""

    def watch() -> None:
        while os.read(0, 1024):
            pass
        os._exit(1)

    threading.Thread(target=watch, daemon=True).start()


def from_keras(path: str, rows: np.ndarray) -> Any:
    import keras

    return keras.saving.load_model(path, compile=False, safe_mode=True)(rows, training=False)


def from_savedmodel(path: str, rows: np.ndarray) -> Any:
    import tensorflow as tf

    loaded = tf.saved_model.load(path)  # its variables live as long as it has a name
    return loaded.serve(rows)


def from_onnx(path: str, rows: np.ndarray) -> Any:
    import onnxruntime

    session = onnxruntime.InferenceSession(path, providers=["CPUExecutionProvider"])
    return session.run(None, {session.get_inputs()[0].name: rows})[0]


def from_litert(path: str, rows: np.ndarray) -> Any:
    import tensorflow as tf

    interpreter = tf.lite.Interpreter(path)
    interpreter.allocate_tensors()
    taken, given = interpreter.get_input_details()[0]["index"], interpreter.get_output_details()[0]["index"]
    answers = []
    for row in rows:
        interpreter.set_tensor(taken, row[None])
        interpreter.invoke()
        answers.append(interpreter.get_tensor(given)[0])
    return answers


FORMATS = {"savedmodel": "tf_saved_model", "onnx": "onnx", "litert": "litert"}
"""What `Model.export` calls the forms."""


def write(form: str, source: str, out: str, rows: str = "") -> None:
    """Have Keras write a network in another form."""
    import keras

    model = keras.saving.load_model(source, compile=False, safe_mode=True)
    # a network that was only read counts as one that was never used, and is not exported
    zeros = [
        np.zeros([side or 1 for side in put.shape], "str" if put.dtype == "string" else put.dtype)
        for put in model.inputs
    ]
    model(zeros if len(zeros) > 1 else zeros[0])
    for layer in model.layers:
        if isinstance(layer, keras.layers.Normalization):
            # tf2onnx would ask for these two as inputs; only as plain numbers do they become part of the file
            layer.mean, layer.variance = np.asarray(layer.mean), np.asarray(layer.variance)
    given = in_int8(np.load(rows)) if rows else {}
    model.export(out, format=FORMATS[form], verbose=False, **given)


def in_int8(rows: np.ndarray) -> dict[str, Any]:
    """What makes LiteRT compute in whole numbers, with those it knows none for left as they are."""
    import tensorflow as tf

    kinds = [tf.lite.OpsSet.TFLITE_BUILTINS_INT8, tf.lite.OpsSet.TFLITE_BUILTINS]
    return {
        "optimizations": [tf.lite.Optimize.DEFAULT],
        "representative_dataset": lambda: ([row[None]] for row in rows),
        "target_spec": {"supported_ops": kinds},
    }


READERS: dict[str, Callable[[str, np.ndarray], Any]] = {
    "keras": from_keras,
    "savedmodel": from_savedmodel,
    "onnx": from_onnx,
    "litert": from_litert,
}


def read(form: str, path: str, rows: str, answers: str) -> None:
    """Have a network read from a file answer rows."""
    np.save(answers, np.asarray(READERS[form](path, np.load(rows))))


def run(script: str, told: str, answers: str) -> None:
    """Run a training script as a person would, and keep what it found."""
    found = runpy.run_path(script, run_name="__main__")
    assert not any(name.split(".")[0] == "designer" for name in sys.modules), "the script needs Layerloom"
    rows = found["x_validation"][:MOST_ROWS]
    np.save(answers, np.asarray(found["model"].predict(rows, verbose=0)))
    history = {name: [float(value) for value in values] for name, values in found["history"].history.items()}
    Path(told).write_text(json.dumps(history), encoding="utf-8")


TASKS: dict[str, Callable[..., None]] = {"write": write, "read": read, "run": run}

if __name__ == "__main__":
    leave_with_parent()
    TASKS[sys.argv[1]](*sys.argv[2:])
