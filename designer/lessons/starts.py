"""The designs of a lesson: what a step begins with, and what an attempt has drawn."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import msgspec
from msgspec.structs import replace

from designer.data import resolve_design
from designer.errors import FileError
from designer.graph.design import Design
from designer.graph.files import load
from designer.graph.specs import DataSpec, OwnFile, TrainingSettings
from designer.lessons.faults import FAULTS, planted, possible
from designer.lessons.lesson import Start
from designer.reading import read_text
from designer.templates import templates

FileOf = Callable[[str], Path]
"""The path of a file of the lesson by its name; raises `FileError`."""


def begun(start: Start, there: Design, file_of: FileOf) -> Design:
    """The design that a start makes of what the canvas holds. Raises `FileError` with one sentence."""
    design = _drawn(start, there, file_of)
    if start.data is not None:
        design = replace(design, data=_found(start.data, file_of))
    if start.training:
        design = replace(design, training=_trained(start, design.training))
    if design.training.start:  # weights that lie anywhere on this machine are no part of a lesson
        design = replace(design, training=replace(design.training, start=""))
    return _with_fault(design, start.fault) if start.fault else design


def _with_fault(design: Design, name: str) -> Design:
    if name not in FAULTS:
        raise FileError(f"Expected one of the faults {', '.join(FAULTS)}, found {name!r}.")
    broken = planted(design, name)
    if broken is None:
        raise FileError(f"This design has no place for the fault {name!r}. It has for {', '.join(possible(design))}.")
    return broken


def _drawn(start: Start, there: Design, file_of: FileOf) -> Design:
    said = [name for name in ("example", "file", "code", "empty") if getattr(start, name)]
    if len(said) > 1:
        raise FileError(f"Expected one of example, file, code and empty, found {' and '.join(said)}. Keep one.")
    if start.example:
        return _example(start.example)
    if start.file:
        path = file_of(start.file)
        design = load(path)
        return replace(design, data=_found(design.data, file_of))
    if start.code:
        return _coded(start.code, there)
    return Design(data=there.data, training=there.training) if start.empty else there


def _example(name: str) -> Design:
    known = {template.file: template for template in templates()}
    if name not in known:
        raise FileError(f"Expected one of the examples {', '.join(known)}, found {name!r}.")
    path = known[name].path
    return resolve_design(load(path), path.parent)


def _coded(code: str, there: Design) -> Design:
    reading = read_text(code, "the code")
    if reading.notes:
        raise FileError(f"The code cannot be read whole: {reading.notes[0]}")
    return replace(reading.design, data=there.data, training=there.training)


def _found(data: DataSpec, file_of: FileOf) -> DataSpec:
    """The data with its file's path made that of the lesson's."""
    source = data.source
    if not isinstance(source, OwnFile):
        return data
    return replace(data, source=replace(source, path=str(file_of(source.path))))


def _trained(start: Start, before: TrainingSettings) -> TrainingSettings:
    try:
        return msgspec.convert({**msgspec.to_builtins(before), **start.training}, type=TrainingSettings)
    except msgspec.ValidationError as error:
        raise FileError(f"The training settings cannot be: {str(error).replace('`', '')}.") from None
