"""Reads a network that Keras wrote as JSON: `model.to_json()` of Keras 2 or 3, or the `config.json` of a .keras file.

Nothing is made of it but values of the catalogue: no class is looked up, no function called.
"""

from __future__ import annotations

import msgspec
from msgspec.structs import replace

from designer.errors import FileError
from designer.graph.specs import TrainingSettings
from designer.reading import training
from designer.reading.aiming import aimed
from designer.reading.configured import Networks
from designer.reading.designing import Drawing
from designer.reading.objects import Model, model_of, thing_of
from designer.reading.precision import with_common_policy
from designer.reading.results import Notes, Reading
from designer.reading.sketch import End, Sketch, TooMuch

LARGEST = 16 * 1024 * 1024
BRACKETS, COMMAS = 400_000, 2_000_000
"""How many there may be, so that a small text cannot fill the memory."""


def read_config(content: bytes, name: str, *, apart: bool = True) -> Reading:
    """The network in the JSON that a file called `name` holds. Raises `FileError` if there is none."""
    return read_parsed(parsed(content, name), name, apart=apart)


def read_parsed(raw: dict[str, object], name: str, *, apart: bool = True) -> Reading:
    """The network in such JSON once it is parsed. Raises `FileError` if there is none."""
    model = _model(raw, name)
    notes = Notes()
    sketch = Sketch(notes)
    outputs: list[End] = []
    try:
        _, outputs = Networks(sketch).read(model)
    except TooMuch as more:
        notes.add("", str(more))
    steps = sketch.leading_to(outputs) if outputs else list(range(len(sketch.steps)))
    if not steps:
        raise FileError(f"The network in {name} has no layers. Check how it was saved.")
    drawing = Drawing(sketch, apart)
    drawing.draw_all(steps)
    given = _compiled(raw)
    if not given:
        return Reading(with_common_policy(drawing.design(TrainingSettings())), notes.all())
    say = notes.at("compile_config")
    told = training.compiled(TrainingSettings(), (), given, say)
    reading = Reading(with_common_policy(drawing.design(told)))
    return replace(aimed(reading, drawing, outputs, (), given, say), notes=notes.all())


def _model(raw: dict[str, object], name: str) -> Model:
    inner = raw.get("model_config") if "class_name" not in raw else None
    model = model_of(inner if isinstance(inner, dict) else raw)
    if model is None:
        found = raw.get("class_name")
        what = f"one of the class {str(found)[:60]}" if isinstance(found, str) else "some other JSON"
        raise FileError(f"Expected a network that Keras wrote in {name}, found {what}. Save one with model.to_json().")
    return model


def _compiled(raw: dict[str, object]) -> dict[str, object]:
    """What `compile` was told, if it was."""
    told = raw.get("compile_config")
    if not isinstance(told, dict) or not told.get("optimizer"):
        return {}
    return {key: thing_of(value) for key, value in told.items()}


def parsed(content: bytes, name: str) -> dict[str, object]:
    """The JSON object in a content. Raises `FileError` if it is none, or too large a one."""
    if len(content) > LARGEST or content.count(b",") > COMMAS or sum(map(content.count, (b"{", b"["))) > BRACKETS:
        raise FileError(f"{name} holds more than any network needs, so it is not read. Check where it came from.")
    try:
        raw = msgspec.json.decode(content)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        raw = None
    if not isinstance(raw, dict):
        raise FileError(f"Expected JSON that Keras wrote in {name}, found something else. Save the network again.")
    return raw
