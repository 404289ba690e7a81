"""Finds the network in an HDF5 file that Keras 2 or 3 saved, without opening it as one.

HDF5 libraries are written in C, and a file made for it brings their process down. But Keras keeps what a network
consists of as JSON, in one piece and before the weights: so that text is looked for by how it begins.
"""

from __future__ import annotations

import re

import msgspec

from designer.errors import FileError
from designer.reading.config import LARGEST, parsed, read_config
from designer.reading.results import Reading

SIGNATURE = b"\x89HDF\r\n\x1a\n"
SEARCHED = 64 * 1024 * 1024
"""How far into a file the network is looked for."""
_MODEL = re.compile(rb'\{(?:"module": ?"[\w.]*", ?)?"class_name": ?"(?:Sequential|Functional|Model)"')
_TRAINING = re.compile(rb'\{"(?:loss|optimizer|optimizer_config|metrics)": ')
_MARKS = re.compile(rb'"(?:[^"\\]++|\\.)*+"|[{}\[\]]', re.DOTALL)
"""Brackets that are not in a text. The doubled plus signs keep the search from going back, which would take memory."""


def read_hdf5(content: bytes, name: str, *, apart: bool = True) -> Reading:
    """The network in the first `SEARCHED` bytes of an HDF5 file. Raises `FileError` if there is none."""
    model = _first(_MODEL, content)
    if model is None:
        raise FileError(f"{name} holds weights but no network. Save the whole model in Keras, best as .keras.")
    raw: dict[str, object] = {"model_config": parsed(model, name)}
    training = _first(_TRAINING, content)
    if training is not None:
        told = parsed(training, name)
        raw["compile_config"] = {**told, "optimizer": told.get("optimizer_config", told.get("optimizer"))}
    return read_config(msgspec.json.encode(raw), name, apart=apart)


def _first(begins: re.Pattern[bytes], content: bytes) -> bytes | None:
    """The first whole JSON object that begins so."""
    found = begins.search(content)
    if found is None:
        return None
    depth, start = 0, found.start()
    for mark in _MARKS.finditer(content, start, start + LARGEST):
        depth += {b"{": 1, b"[": 1, b"}": -1, b"]": -1}.get(mark.group(), 0)
        if not depth:
            return content[start : mark.end()]
    return None
