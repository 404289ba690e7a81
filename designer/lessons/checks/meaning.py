"""Checks of code, and of networks by code: whether two say the same, whatever their names and their order of lines."""

from __future__ import annotations

from typing import Annotated, Literal

from msgspec import Meta

from designer.analysis import Analysis, analyse
from designer.errors import LayerloomError
from designer.lessons.checks.base import Base
from designer.lessons.evidence import Evidence, Verdict
from designer.plan import plan_model
from designer.reading import read_text
from designer.values import Shape, Value, value_text

LONGEST = 20_000


class Code(Base, frozen=True, kw_only=True, tag="code"):
    """That the drawing makes the same network as some Keras code, or that code does which is typed as an answer."""

    same_as: Annotated[str, Meta(min_length=1, max_length=LONGEST)]
    of: Literal["drawing", "answer"] = "drawing"
    ask: Annotated[str, Meta(max_length=1_000)] = ""

    def judge(self, evidence: Evidence) -> Verdict:
        expected = "Expected the same network as the lesson's code makes."
        if self.of == "drawing":
            return self._held(
                expected, analyse(evidence.design), "Compare the code view with the lesson, line by line."
            )
        given = evidence.answers.get(self.name or "")
        if not isinstance(given, str) or not given.strip():
            return self._verdict(
                False, expected, "There is no code yet.", "Type it, as Keras would take it.", waits=True
            )
        try:
            reading = read_text(given[:LONGEST], "your code")
        except LayerloomError as error:
            return self._verdict(False, expected, str(error), "Mend the line that is named.")
        if reading.notes:
            return self._verdict(False, expected, str(reading.notes[0]), "Mend the line that is named.")
        typed = analyse(reading.design)
        return self._held(expected, typed, "Compare it layer by layer, and setting by setting.")

    def fault(self) -> str:
        try:
            reading = read_text(self.same_as, "same_as")
        except LayerloomError as error:
            return str(error)
        if reading.notes:
            return f"same_as cannot be read whole: {reading.notes[0]}"
        return "" if meaning(analyse(reading.design)) else "same_as makes no network that can be built."

    def _held(self, expected: str, there: Analysis, advice: str) -> Verdict:
        asked = meaning(analyse(read_text(self.same_as, "same_as").design))
        found = meaning(there)
        if found is None:
            problem = there.errors[0].what if there.errors else "There is no network yet."
            return self._verdict(False, expected, problem, advice)
        return self._verdict(found == asked, expected, _difference(asked or (), found), advice)


Step = tuple[str, tuple[tuple[str, Value], ...], tuple[int, ...], Shape]
"""A layer: its kind, what of its settings differs from Keras's own, the steps that feed it, and what comes out."""


def meaning(analysis: Analysis) -> tuple[Step, ...] | None:
    """A network without its names: its calls in order, each fed by some before it. Nothing if it cannot be built."""
    try:
        plan = plan_model(analysis)
    except LayerloomError:
        return None
    at = {call.id: number for number, call in enumerate(plan.calls)}
    return tuple(
        (
            call.kind,
            tuple(sorted((name, value) for name, value in call.arguments.items() if name != "name")),
            (*(at[one] for one in call.inputs), *((at[call.layer],) if call.layer else ())),
            call.output_shape,
        )
        for call in plan.calls
    )


def _difference(asked: tuple[Step, ...], found: tuple[Step, ...]) -> str:
    """Where two networks first part, in one sentence."""
    for number, (one, other) in enumerate(zip(asked, found, strict=False), start=1):
        if one != other:
            return f"At layer {number} the lesson has {_said(one)}, and here is {_said(other)}."
    if len(asked) == len(found):
        return "They are the same."
    return f"The lesson has {len(asked)} layers, and here are {len(found)}, Input counted."


def _said(step: Step) -> str:
    kind, arguments, _, shape = step
    if kind == "Input":
        return f"Input of {value_text(shape)}"
    return f"{kind}({', '.join(f'{name}={value_text(value)}' for name, value in arguments)})"
