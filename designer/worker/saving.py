"""Writing a network as a `.keras` file, whole or not at all."""

from __future__ import annotations

from pathlib import Path

import keras

from designer.atomic import replace_atomically
from designer.worker.faults import Fault


def save(model: keras.Model, path: Path) -> None:
    """Write `model` to `path`. Raises `FileError` or `Fault` naming the file and the cause."""
    if path.suffix != ".keras":
        raise Fault("file", f"Expected a file name that ends in .keras, found “{path.name}”. Add .keras to the name.")
    replace_atomically(path, model.save)
