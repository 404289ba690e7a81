"""Finds the network in an HDF5 file that Keras 2 or 3 saved, without opening it as one.

HDF5 libraries are written in C, and a file made for it brings their process down. But Keras keeps what a network
consists of as JSON, in one piece and before the weights: so that text is looked for by how it begins.
"""

from __future__ import annotations

import re
from pathlib import Path

import msgspec

from designer.errors import FileError
from designer.reading.config import BRACKETS, LARGEST, parsed, read_config
from designer.reading.results import Reading

SIGNATURE = b"\x89HDF\r\n\x1a\n"
MOST_WEIGHTS = 4 * 1024**3
"""The largest weights that are read, in bytes: a thousand million of them."""
SEARCHED = 64 * 1024 * 1024
"""How far into a file the network is looked for."""
_MODEL = re.compile(rb'\{(?:"module": ?"[\w.]*", ?)?"class_name": ?"(?:Sequential|Functional|Model)"')
_TRAINING = re.compile(rb'\{"(?:loss|optimizer|optimizer_config|metrics)": ')
_BRACKET = re.compile(rb'(?:[^"{}\[\]]++|"(?:[^"\\]++|\\.)*+")*+([{}\[\]])', re.DOTALL)
"""The next bracket that is in no text. The doubled plus signs keep the search from going back, which would take memory."""


def read_hdf5(content: bytes, path: Path, *, apart: bool = True) -> Reading:
    """The network in the first `SEARCHED` bytes of an HDF5 file, to start from the weights there.

    Raises `FileError` if there is none.
    """
    name = path.name
    model = _first(_MODEL, content)
    if model is None:
        raise FileError(f"{name} holds weights but no network. Save the whole model in Keras, best as .keras.")
    raw: dict[str, object] = {"model_config": parsed(model, name)}
    training = _first(_TRAINING, content)
    if training is not None:
        told = parsed(training, name)
        raw["compile_config"] = {**told, "optimizer": _optimizer(told.get("optimizer_config", told.get("optimizer")))}
    reading = read_config(msgspec.json.encode(raw), name, apart=apart)
    return reading.started_from(path)


def _optimizer(told: object) -> object:
    """Keras 2.11 and later registered its own optimizers as anybody would their own, so `Custom>Adam` is Adam."""
    if not isinstance(told, dict) or not isinstance(name := told.get("class_name"), str):
        return told
    return {**told, "class_name": name.removeprefix("Custom>")}


def read_whole(path: Path) -> bytes | None:
    """All of an HDF5 file, as it is; nothing if it is none, or cannot be read. Raises `FileError` if it is too large."""
    try:
        with path.open("rb") as file:
            start = file.read(len(SIGNATURE))
            if start != SIGNATURE:
                return None
            content = start + file.read(MOST_WEIGHTS)
    except OSError:
        return None
    if len(content) > MOST_WEIGHTS:
        raise FileError(f"{path.name} holds more than any network needs, so it is not read. Start from other weights.")
    return content


def _first(begins: re.Pattern[bytes], content: bytes) -> bytes | None:
    """The first whole JSON object that begins so."""
    found = begins.search(content)
    if found is None:
        return None
    depth, start = 0, found.start()
    at, end = start, start + LARGEST
    for _ in range(BRACKETS):
        # from where the last one ended, not from wherever one may be found: what does not match is looked at once
        mark = _BRACKET.match(content, at, end)
        if mark is None:
            break
        at, depth = mark.end(), depth + (1 if mark[1] in b"{[" else -1)
        if not depth:
            return content[start:at]
    return None
