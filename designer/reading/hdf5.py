"""Finds the network in an HDF5 file that Keras 2 or 3 saved, without opening it as one.

HDF5 libraries are written in C, and a file made for it brings their process down. But Keras keeps what a network
consists of as JSON, in one piece and before the weights: so that text is looked for by how it begins.
"""

from __future__ import annotations

import re

import msgspec

from designer.errors import FileError
from designer.reading.config import BRACKETS, LARGEST, parsed, read_config
from designer.reading.results import Reading

SIGNATURE = b"\x89HDF\r\n\x1a\n"
SEARCHED = 64 * 1024 * 1024
"""How far into a file the network is looked for."""
_MODEL = re.compile(rb'\{(?:"module": ?"[\w.]*", ?)?"class_name": ?"(?:Sequential|Functional|Model)"')
_TRAINING = re.compile(rb'\{"(?:loss|optimizer|optimizer_config|metrics)": ')
_BRACKET = re.compile(rb'(?:[^"{}\[\]]++|"(?:[^"\\]++|\\.)*+")*+([{}\[\]])', re.DOTALL)
"""The next bracket that is in no text. The doubled plus signs keep the search from going back, which would take memory."""


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
