"""Reads a network from Keras source: follows it as far as is plain, then takes the network it is about."""

from __future__ import annotations

import ast
from collections.abc import Callable
from typing import TypeVar

from msgspec.structs import replace

from designer.errors import FileError
from designer.graph.specs import USUAL_POLICY, DataSpec, TrainingSettings
from designer.reading.aiming import aimed
from designer.reading.designing import Drawing
from designer.reading.python.limits import LARGEST, Limits
from designer.reading.python.networks import Chain, Maker, Network
from designer.reading.python.pieces import pieces
from designer.reading.python.statements import Statements
from designer.reading.python.values import Scope, Thing
from designer.reading.results import Note, Notes, Reading
from designer.reading.sketch import Sketch, TooMuch

Result = TypeVar("Result")
WANTED = "Expected a Keras network in {name}, made with keras.Sequential or keras.Model; found none."


def read_python(content: bytes, name: str, *, apart: bool = True, training: TrainingSettings | None = None) -> Reading:
    """The network in the source that a file called `name` holds. Raises `FileError` if there is none.

    `training` stands for what the source does not say of it, but for the number format: layers that name none have
    Keras's usual one.
    """
    if len(content) > LARGEST:
        raise FileError(f"{name} is longer than {LARGEST:,} bytes, so it is not read. Take out all but the network.")
    lines = content.decode("utf-8", "replace").lstrip("\ufeff").replace("\0", " ").splitlines()
    return _Source(lines, name, training).read(apart)


class _Source:
    """One source while it is followed."""

    def __init__(self, lines: list[str], name: str, training: TrainingSettings | None) -> None:
        self._lines, self._name = lines, name
        self._notes = Notes()
        self._sketch = Sketch(self._notes)
        self._maker = Maker(self._sketch, self._notes)
        usual = replace(training or TrainingSettings(), dtype_policy=USUAL_POLICY)
        self._statements = Statements(self._maker, Limits(), self._text, usual)
        self._line = 0
        self._network: Network | None = None

    def read(self, apart: bool) -> Reading:
        self._as_far_as_it_goes(self._follow)
        steps = self._as_far_as_it_goes(self._steps)
        if steps is None:
            steps = list(range(len(self._sketch.steps)))
        if not steps:
            raise FileError(self._nothing())
        calls = self._statements.calls
        data = DataSpec() if calls.validation is None else replace(DataSpec(), validation=calls.validation)
        drawing = Drawing(self._sketch, apart)
        drawing.draw_all(steps)
        reading = Reading(drawing.design(calls.training, data), told=drawing.told)
        if self._network is not None and self._network.told is not None:
            ends, told = self._network.ends(self._maker)[1], self._network.told
            reading = aimed(reading, drawing, ends, told.args, told.given, told.say)
        return replace(reading, notes=tuple(sorted(self._notes.all(), key=_line)))

    def _as_far_as_it_goes(self, do: Callable[[], Result]) -> Result | None:
        """What something gives; `None`, and a note, where it gets too much or too deep."""
        try:
            return do()
        except TooMuch as more:
            self._notes.add(f"line {self._line}", str(more))
        except RecursionError:
            what = "This goes too deep to be followed. What comes after it was left out."
            self._notes.add(f"line {self._line}", what)
        return None

    def _follow(self) -> None:
        scope = Scope()
        for body in pieces(self._lines, self._notes):
            for statement in body:
                self._line = statement.lineno
                try:
                    self._statements.run([statement], scope)
                except RecursionError:
                    self._notes.add(f"line {self._line}", "This goes too deep to be followed, so it was left out.")

    def _steps(self) -> list[int]:
        """The steps of the network the source is about."""
        if not self._found() and not self._sketch.steps:
            self._try_functions()
        self._network = network = self._chosen()
        if network is not None:
            return self._leading_to(network)
        loose = self._statements.loose
        if self._sketch.steps and not any(isinstance(one, Thing) for one in loose):
            return list(range(len(self._sketch.steps)))
        chain = Chain("", f"line {self._line}")
        chain.items, chain.loose = list(loose), True
        return self._leading_to(chain)

    def _found(self) -> list[Network]:
        return self._statements.calls.networks

    def _try_functions(self) -> None:
        """Nothing is made outside functions: see what those make that nobody calls."""
        for name, function in self._statements.functions.items():
            if name not in self._statements.entered:
                self._line = function.body[0].lineno if isinstance(function.body, list) else self._line
                self._statements.inline(function, [], {}, f"line {self._line}")

    def _chosen(self) -> Network | None:
        """The network that is trained; else the largest that is no part of another, the last of equals."""
        whole = [one for one in self._found() if not one.used]
        found = [one for one in self._found() if one.compiled] or whole or self._found()
        steps = {one: set(self._leading_to(one)) for one in found}
        chosen = max(reversed(steps), key=lambda one: len(steps[one]), default=None)
        if chosen is None or not steps[chosen]:
            return None
        for one in whole:
            if one is not chosen and not steps[chosen].issuperset(self._leading_to(one)):
                self._notes.add(one.where, f"Another network starts here. The one from {chosen.where} is shown.")
        return chosen

    def _leading_to(self, network: Network) -> list[int]:
        return self._sketch.leading_to(network.ends(self._maker)[1])

    def _nothing(self) -> str:
        """Why there is no network, as far as anything is known."""
        classes, notes = self._statements.classes, self._notes.all()
        if classes:
            return f"The network in {self._name} is the class {classes[-1]}, which has code of its own that is never run. Save the network in Keras as .keras and open that."  # fmt: skip
        first = f" {notes[0].where.capitalize()}: {notes[0].what}" if notes else " Check that it is the right file."
        return WANTED.format(name=self._name) + first

    def _text(self, node: ast.AST) -> str:
        """How something is written in the source."""
        line, start = getattr(node, "lineno", 0), getattr(node, "col_offset", 0)
        if not 0 < line <= len(self._lines):
            return "something"
        end = getattr(node, "end_col_offset", 0) if getattr(node, "end_lineno", 0) == line else None
        whole = self._lines[line - 1]  # the places in it are counted in bytes
        text = whole[start:end] if whole.isascii() else whole.encode()[start:end].decode("utf-8", "replace")
        text = text.strip()
        return text[:80] if end is not None else f"{text[:80]}…"


def _line(note: Note) -> int:
    """The line a note is about; what is about no line comes last."""
    number = note.where.removeprefix("line ")
    return int(number) if number.isdecimal() else LARGEST
