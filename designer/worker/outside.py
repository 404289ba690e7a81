"""What runs in a clean process, by this file's path: it knows nothing of Layerloom, as whoever gets a file does not.

    python -P outside.py write FORM KERAS OUT [ROWS] make another form of a .keras file, in int8 if there are rows
    python -P outside.py read FORM PATH ROWS ANSWERS  read a network and have it answer rows (.npz files)
    python -P outside.py run SCRIPT TOLD ANSWERS      run a script; write its history (.json) and some answers (.npz)

Rows have an array for each input of the network, answers one for each output.

It ends when its standard input does.
"""

from __future__ import annotations

import contextlib
import ctypes
import json
import os
import re
import runpy
import signal
import sys
import threading
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np

MOST_ROWS = 64
ANY_SIDE = 64
"""The size tried where a network takes any: what halves its input several times needs no less."""


def leave_with_parent() -> None:
    """End this process as soon as the one that started it is gone; on Linux also while a converter holds Python's lock."""
    if sys.platform.startswith("linux"):
        with contextlib.suppress(OSError, AttributeError):
            ctypes.CDLL(None).prctl(1, signal.SIGKILL)  # PR_SET_PDEATHSIG

    def watch() -> None:
        while os.read(0, 1024):
            pass
        os._exit(1)

    threading.Thread(target=watch, daemon=True).start()


Rows = dict[str, np.ndarray]
"""An array for each input of a network, by its name and in order."""


def from_keras(path: str, rows: Rows) -> Any:
    import keras

    return keras.saving.load_model(path, compile=False, safe_mode=True)(alone(rows), training=False)


def from_savedmodel(path: str, rows: Rows) -> Any:
    import tensorflow as tf

    loaded = tf.saved_model.load(path)  # its variables live as long as it has a name
    return loaded.serve(alone(rows))


def from_onnx(path: str, rows: Rows) -> Any:
    import onnxruntime

    session = onnxruntime.InferenceSession(path, providers=["CPUExecutionProvider"])
    names = [put.name for put in session.get_inputs()]
    return session.run(None, dict(zip(names, rows.values(), strict=True)))


def from_litert(path: str, rows: Rows) -> Any:
    import tensorflow as tf

    interpreter = tf.lite.Interpreter(path)
    for put, part in zip(as_named(interpreter.get_input_details(), list(rows)), rows.values(), strict=True):
        interpreter.resize_tensor_input(put["index"], [1, *part.shape[1:]])
    interpreter.allocate_tensors()
    taken = [put["index"] for put in as_named(interpreter.get_input_details(), list(rows))]
    given = [put["index"] for put in as_numbered(interpreter.get_output_details())]
    answers: list[list[Any]] = [[] for _ in given]
    for row in zip(*rows.values(), strict=True):
        for index, value in zip(taken, row, strict=True):
            interpreter.set_tensor(index, value[None])
        interpreter.invoke()
        for kept, index in zip(answers, given, strict=True):
            kept.append(interpreter.get_tensor(index)[0])
    return answers


def as_named(details: list[dict[str, Any]], names: list[str]) -> list[dict[str, Any]]:
    """The inputs of a LiteRT network, which come in any order, in that of the names they carry within their own."""
    if len(details) == 1:
        return details
    by_name = {re.sub(r"^serving_default_|:\d+$", "", one["name"]): one for one in details}
    return [by_name[name] for name in names]


def as_numbered(details: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The outputs of a LiteRT network, which come in any order, in that of the numbers at the end of their names."""
    numbers = [re.search(r":(\d+)$", one["name"]) for one in details]
    order = sorted(range(len(details)), key=lambda at: int(found[1]) if (found := numbers[at]) else at)
    return [details[at] for at in order]


def alone(rows: Rows) -> Any:
    """What a network is called on: a list where it has several inputs."""
    return list(rows.values()) if len(rows) > 1 else next(iter(rows.values()))


def store(path: str, answers: Any) -> None:
    """Write what came out, an array for each output."""
    np.savez(path, *(np.asarray(one) for one in (answers if isinstance(answers, list | tuple) else [answers])))


def stored(path: str) -> Rows:
    with np.load(path, allow_pickle=False) as file:
        return {name: file[name] for name in file.files}


FORMATS = {"savedmodel": "tf_saved_model", "onnx": "onnx", "litert": "litert"}
"""What `Model.export` calls the forms."""


def in_whole_precision(model: Any) -> None:
    """Have layers that keep their weights in float32 compute so too: little that runs such files knows half precision."""
    for layer in model._flatten_layers():  # Keras has no public way to those within others
        if layer.variable_dtype == "float32" != layer.compute_dtype:
            layer.dtype_policy = "float32"


def write(form: str, source: str, out: str, rows: str = "") -> None:
    """Have Keras write a network in another form."""
    import keras

    model = keras.saving.load_model(source, compile=False, safe_mode=True)
    # a network that was only read counts as one that was never used, and is not exported
    zeros = [
        np.zeros([1, *(side or ANY_SIDE for side in put.shape[1:])], "str" if put.dtype == "string" else put.dtype)
        for put in model.inputs
    ]
    model(zeros if len(zeros) > 1 else zeros[0])
    for layer in model.layers:
        if isinstance(layer, keras.layers.Normalization):
            # tf2onnx would ask for these two as inputs; only as plain numbers do they become part of the file
            layer.mean, layer.variance = np.asarray(layer.mean), np.asarray(layer.variance)
    if form in ("onnx", "litert"):
        in_whole_precision(model)
    given = in_int8(stored(rows)) if rows else {}
    if form == "litert":
        write_litert(model, out, given)
    else:
        model.export(out, format=FORMATS[form], verbose=False)


FLEX = re.compile(rb"Flex[A-Z]\w{3,}")
"""What operations are called that no interpreter of LiteRT has by itself."""


def write_litert(model: Any, out: str, given: dict[str, Any]) -> None:
    """Write it for any number of rows at once; for one row where a loop over any number, as in an LSTM, has no counterpart."""
    import keras

    try:
        model.export(out, format="litert", verbose=False, **given)
        plain = not FLEX.search(Path(out).read_bytes())
    except Exception:  # converters raise anything; the second try below says what is wrong
        plain = False
    if not plain:
        one = [keras.InputSpec(shape=(1, *put.shape[1:]), dtype=put.dtype, name=put.name) for put in model.inputs]
        model.export(out, format="litert", verbose=False, input_signature=one, **given)


def in_int8(rows: Rows) -> dict[str, Any]:
    """What makes LiteRT compute in whole numbers, with those it knows none for left as they are."""
    import tensorflow as tf

    kinds = [tf.lite.OpsSet.TFLITE_BUILTINS_INT8, tf.lite.OpsSet.TFLITE_BUILTINS]
    return {
        "optimizations": [tf.lite.Optimize.DEFAULT],
        "representative_dataset": lambda: map(partial(as_example, list(rows)), zip(*rows.values(), strict=True)),
        "target_spec": {"supported_ops": kinds},
    }


def as_example(names: list[str], row: tuple[np.ndarray, ...]) -> Any:
    """One row as LiteRT's converter is shown it: by name, where there are several inputs."""
    parts = [part[None] for part in row]
    return dict(zip(names, parts, strict=True)) if len(parts) > 1 else parts


READERS: dict[str, Callable[[str, Rows], Any]] = {
    "keras": from_keras,
    "savedmodel": from_savedmodel,
    "onnx": from_onnx,
    "litert": from_litert,
}


def read(form: str, path: str, rows: str, answers: str) -> None:
    """Have a network read from a file answer rows."""
    store(answers, READERS[form](path, stored(rows)))


def run(script: str, told: str, answers: str) -> None:
    """Run a training script as a person would, and keep what it found."""
    found = runpy.run_path(script, run_name="__main__")
    assert not any(name.split(".")[0] == "designer" for name in sys.modules), "the script needs Layerloom"
    rows = found["x_validation"]
    rows = [part[:MOST_ROWS] for part in rows] if isinstance(rows, list) else rows[:MOST_ROWS]
    store(answers, found["model"].predict(rows, verbose=0))
    history = {name: [float(value) for value in values] for name, values in found["history"].history.items()}
    Path(told).write_text(json.dumps(history), encoding="utf-8")


TASKS: dict[str, Callable[..., None]] = {"write": write, "read": read, "run": run}

if __name__ == "__main__":
    leave_with_parent()
    TASKS[sys.argv[1]](*sys.argv[2:])
