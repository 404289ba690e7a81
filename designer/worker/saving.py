"""Writing a network in any of its forms, whole or not at all.

A `.keras` file is written at once. All else Keras makes of such a file in a clean process: it takes up to minutes, in
which a converter lets no other thread of its process run, not even the one that says that the worker lives.
"""

from __future__ import annotations

import tempfile
from dataclasses import dataclass
from pathlib import Path

import keras
import numpy as np

from designer.atomic import replace_atomically, replace_folder_atomically
from designer.data.rows import AnyRows, arrays, taken
from designer.training.forms import FORMS, Form, lacking, misplaced, unheld
from designer.worker.clean import Unfinished, run_outside
from designer.worker.faults import Fault

SECONDS = 1800.0
"""How long a conversion may take."""
MOST_ROWS = 200
"""How many rows the ranges of a network in int8 are taken from."""


@dataclass(frozen=True)
class Converting:
    """A network on its way into another form: a folder with it as `network.keras`, to be finished by `convert`."""

    folder: tempfile.TemporaryDirectory[str]
    path: Path
    form: Form
    int8: bool


def save(model: keras.Model, path: Path, form: Form, int8_rows: AnyRows | None = None) -> Converting | None:
    """Write `model` to `path`, or begin to. Raises `FileError` or `Fault` naming the file and the cause.

    With `int8_rows` (LiteRT only) it will compute in whole numbers of eight bits, scaled to what goes through the
    network for these rows; what comes in and goes out stays float32.
    """
    refusal = misplaced(form, path)
    if refusal:
        raise Fault("file", refusal)
    refusal = lacking(form)
    if refusal:
        raise Fault("worker", refusal)
    refusal = unheld(form, ((layer.name, type(layer).__name__) for layer in model.layers))
    if refusal:
        raise Fault("design", refusal)
    if form == "keras":
        replace_atomically(path, model.save)
        return None
    folder = tempfile.TemporaryDirectory(prefix="layerloom-")
    model.save(Path(folder.name) / "network.keras")
    if int8_rows is not None:
        parts = [part.astype("float32") for part in arrays(taken(int8_rows, slice(MOST_ROWS)))]
        names = [put.name for put in model.inputs]
        np.savez(Path(folder.name) / "rows.npz", **dict(zip(names, parts, strict=True)))
    return Converting(folder, path, form, int8_rows is not None)


def convert(begun: Converting) -> None:
    """Finish what `save` began. May take long, and any thread may do it. Raises as `save` does."""
    with begun.folder as name:
        folder = Path(name)
        rows = [str(folder / "rows.npz")] if begun.int8 else []

        def fill(place: Path) -> None:
            source = str(folder / "network.keras")
            run_outside(folder, "write", begun.form, source, str(place), *rows, seconds=SECONDS)

        write = replace_folder_atomically if begun.form == "savedmodel" else replace_atomically
        try:
            write(begun.path, fill)
        except Unfinished as end:
            title = FORMS[begun.form].title
            raise Fault("design", _refusal(f"{'an' if title[0] in 'AEIO' else 'a'} {title}", end.why)) from end


def _refusal(what: str, why: str) -> str:
    if why == "late":
        return f"Writing this network as {what} took more than {SECONDS / 60:.0f} minutes. Choose another form."
    return (
        f"This network cannot be written as {what}: a layer in it has no counterpart there, or the disk is full. "
        "Choose another form or place."
    )
