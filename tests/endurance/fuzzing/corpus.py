"""Sound files to begin with, all made by the project itself."""

from __future__ import annotations

import io
import json
import sqlite3
import tempfile
import time
from functools import cache
from pathlib import Path

import msgspec
import numpy as np

from designer.graph.design import Design, Wire
from designer.graph.edits import add_node, connect, new_node
from designer.graph.files import decode, encode
from designer.graph.fragments import fragment_of
from designer.paths import examples, resources
from tests.data import filing

FLATS = 24
"""Rows of the tables; more would only take longer."""


def looms() -> list[bytes]:
    """The designs that come along."""
    return [path.read_bytes() for path in examples()]


def designs() -> list[Design]:
    return [decode(content) for content in looms()]


def works() -> list[bytes]:
    from designer.ui.workfiles import Work

    return [json.dumps({"design": loom.decode(), "path": "/a/b.loom", "dirty": True, "saved": 1e9}).encode()
            for loom in looms()] + [Work.of(Design(), None, False).design.encode()]  # fmt: skip


def copies() -> list[bytes]:
    """What copying puts on the clipboard."""
    from designer.ui.canvas.clipboard import to_text

    return [to_text(fragment_of(design, list(design.ids()))).encode() for design in designs()]


def scripts() -> list[bytes]:
    """The Keras code of the designs."""
    from designer.analysis import analyse
    from designer.codegen import preview_code

    return [preview_code(analyse(design)).text.encode() for design in designs()]


@cache
def _saved() -> tuple[tuple[bytes, ...], tuple[bytes, ...], tuple[bytes, ...]]:
    """A network as Keras saves it: as .keras, as HDF5, as JSON."""
    import keras

    keras.utils.set_random_seed(0)
    inputs = keras.Input([8, 2])
    x = keras.layers.Conv1D(2, 3, padding="same", name="first")(inputs)
    x = keras.layers.BatchNormalization(name="steady")(x)
    x = keras.layers.Bidirectional(keras.layers.GRU(3), name="both")(x)
    functional = keras.Model(inputs, keras.layers.Dense(2, "softmax", name="head")(x))
    stack = keras.Sequential(
        [keras.Input([2]), keras.layers.Dense(3, "relu", name="a"), keras.layers.Dense(1, name="b")]
    )
    found: tuple[list[bytes], list[bytes], list[bytes]] = ([], [], [])
    with tempfile.TemporaryDirectory() as folder:
        for model in (functional, stack):
            model.compile("adam", "mse")
            for ending, to in ((".keras", found[0]), (".h5", found[1])):
                path = Path(folder) / f"net{ending}"
                model.save(path)
                to.append(path.read_bytes())
            found[2].append(model.to_json().encode())
    return tuple(found[0]), tuple(found[1]), tuple(found[2])


def archives() -> list[bytes]:
    return list(_saved()[0])


def hdf5s() -> list[bytes]:
    return list(_saved()[1])


def configs() -> list[bytes]:
    return list(_saved()[2])


def layers() -> list[object]:
    """The layers whose weights lie in the first archive."""
    import keras

    return list(keras.models.model_from_json(configs()[0].decode()).layers)


def tables(ending: str) -> list[bytes]:
    """Small tables in a format, one with gaps and one without."""
    found = []
    with tempfile.TemporaryDirectory() as folder:
        for gaps in (True, False):
            path = Path(folder) / f"flats{ending}"
            found.append(filing.write(filing.flats(FLATS, gaps), path).read_bytes())
    return found


def npzs() -> list[bytes]:
    rows, found = 20, []
    for x, y in (
        (np.arange(2.0 * rows).reshape(rows, 2), np.arange(rows) % 3),
        (np.arange(16 * rows, dtype="uint8").reshape(rows, 4, 4, 1), np.array(["a", "b"] * (rows // 2))),
    ):
        for save in (np.savez, np.savez_compressed):
            stream = io.BytesIO()
            save(stream, x=x, y=y)
            found.append(stream.getvalue())
    return found


def npys() -> list[bytes]:
    found = []
    for dtype in ("float64", "float32", "int16", ">f4"):
        stream = io.BytesIO()
        np.save(stream, np.arange(60).reshape(20, 3).astype(dtype))
        found.append(stream.getvalue())
    return found


def pictures() -> list[bytes]:
    with tempfile.TemporaryDirectory() as folder:
        filing.write_pictures(Path(folder), 4)
        return [path.read_bytes() for path in sorted(Path(folder, "red").iterdir())]


@cache
def application() -> object:
    """What every widget needs to be there."""
    from PySide6.QtWidgets import QApplication

    return QApplication.instance() or QApplication([])


def preferences() -> list[bytes]:
    """What a window that was used writes of itself."""
    from PySide6.QtCore import Qt
    from PySide6.QtWidgets import QDockWidget, QMainWindow

    from designer.ui.settings import Preferences

    application()
    with tempfile.TemporaryDirectory() as folder:
        kept, window = Preferences(Path(folder)), QMainWindow()
        for name in ("training", "runs"):
            dock = QDockWidget(name, window)
            dock.setObjectName(name)
            window.addDockWidget(Qt.DockWidgetArea.RightDockWidgetArea, dock)
        kept.theme, kept.style, kept.welcomed, kept.minimap, kept.snaps = "dark", "straight", True, True, False
        kept.smoothing, kept.recent, kept.favourites = 40, ["/a/b.loom", "/a/ü, ;.loom"], ["Dense", "LSTM"]
        kept.folder, kept.picture = "/a", '{"format":"png","scale":2.0}'
        kept.run_columns = {"loss": True, "seed": False}
        kept.geometry, kept.layout = window.saveGeometry(), window.saveState()
        kept.write()
        return [(Path(folder) / "preferences.ini").read_bytes()]


def lessons() -> list[bytes]:
    return [path.read_bytes() for path in sorted((resources() / "lessons").rglob("lesson*.md"))]


def packed_lessons() -> list[bytes]:
    from designer.lessons.opening import pack

    with tempfile.TemporaryDirectory() as folder:
        target = Path(folder) / "a.loomlesson"
        packed = []
        for lesson in sorted((resources() / "lessons").glob("*/")):
            pack(lesson, target)
            packed.append(target.read_bytes())
        return packed


def hand_ins() -> list[bytes]:
    from designer.lessons.handin import HandIn
    from designer.lessons.progress import Done
    from designer.lessons.shelf import shelf

    found = []
    for shelved in shelf():
        work = {at: content.decode() for at, content in enumerate(looms())}
        done = Done(step=1, passed=(0,), answers={"a": 1, "b": "x"}, guesses={"c": 0.5}, work=work)
        found.append(msgspec.json.encode(HandIn(1, "Ada", shelved.name, shelved.name, 0.0, done)))
    return found


def habits() -> list[bytes]:
    uses = {"Dense": {"ReLU": 2.5, "Dropout": 1.0}, "Conv2D": {"MaxPooling2D": 3.0}, "Input": {"Dense": 33.0}}
    return [json.dumps({"after": uses}).encode(), b"{}"]


def logs() -> list[bytes]:
    from designer.runs.logs import pack

    return [pack({"loss": [1.0, 0.5, 0.1], "val_loss": [1.5, float("nan"), 1e300]}), pack({}), pack({"a": [0.5] * 900})]


def databases() -> list[bytes]:
    """The list of runs, with two runs in it."""
    from designer.runs.owners import own
    from designer.runs.record import DataPrint, NewRun, Versions
    from designer.runs.store import Ending, Store

    with tempfile.TemporaryDirectory() as folder:
        store = Store(Path(folder))
        for number in range(2):
            text = encode(designs()[number]).decode()
            store.begin(NewRun(f"{number:032x}", time.time() - 60, "spiral", text, "Spiral", number, 20), own())
            store.add(f"{number:032x}", 1, {"loss": [1.0, 0.5, 0.2], "val_loss": [2.0, 1.0, 0.5]}, {"loss": (0.2, 0.2)})
            store.describe(f"{number:032x}", DataPrint("spiral", 3, 1.0, "ab"), Versions("3.12", "3.15"))
        store.finish(f"{1:032x}", Ending("done", "Done.", 2.0))
        store.close()
        with sqlite3.connect(Path(folder) / "runs.db") as found:
            found.execute("PRAGMA journal_mode = DELETE")  # all in one file
        found.close()
        return [(Path(folder) / "runs.db").read_bytes()]


def chain() -> Design:
    """A small design that others are pasted into."""
    design, before = Design(), ""
    for at, kind in enumerate(("Input", "Dense")):
        node = new_node(design, kind)
        design = add_node(node, (170.0 * at, 0.0))(design)
        design = connect(Wire(before, node.id))(design) if before else design
        before = node.id
    return design
