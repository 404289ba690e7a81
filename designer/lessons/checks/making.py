"""Checks of what is made beside the drawing: weights that are set by hand, and a network that is exported.

The window gives what was made as an answer by the check's name. Nothing of it is believed: weights are reckoned with anew, and
the code of what was exported is read, and must make the network that is drawn. Only that a file was written is a claim.
"""

from __future__ import annotations

from typing import Annotated, Literal

from msgspec import Meta

from designer.analysis import analyse
from designer.errors import LayerloomError
from designer.lessons.checks.base import Base, Number, written
from designer.lessons.checks.meaning import meaning
from designer.lessons.evidence import Evidence, Verdict
from designer.lessons.handed import answer, handed, read_export, read_weights
from designer.reading import read_text

MOST_POINTS = 50


class Hand(Base, frozen=True, kw_only=True, tag="hand"):
    """That the network answers some points with weights that were set by hand: in each point its inputs, and last what is to
    come out, from which it may be `within` so much.
    """

    points: Annotated[
        tuple[Annotated[tuple[Number, ...], Meta(min_length=2)], ...], Meta(min_length=1, max_length=MOST_POINTS)
    ]
    within: Annotated[float, Meta(ge=0)] = 0.1

    def judge(self, evidence: Evidence) -> Verdict:
        expected = "Expected weights set by hand with which the network goes through the points."
        weights = read_weights(evidence.answers.get(self.name or ""))
        if not weights:
            advice = "Click on a Dense card, open Inside, Weights by hand, and set them."
            return self._verdict(False, expected, "No weights were set by hand yet.", advice, waits=True)
        try:
            layers = handed(evidence.design, weights)
            off = [(point, answer(layers, point[:-1])[0]) for point in map(_floats, self.points)]
        except (LayerloomError, ValueError, OverflowError) as error:
            return self._verdict(False, expected, _told(error), "Set a number in each of its Dense layers.")
        point, came = max(off, key=lambda one: abs(one[1] - one[0][-1]))
        found = f"At {', '.join(map(written, point[:-1]))} it answers {written(came)}, and {written(point[-1])} is asked for."
        return self._verdict(
            abs(came - point[-1]) <= self.within + 1e-9,
            expected,
            found,
            "Change one number at a time, and look where the answers go.",
        )

    def fault(self) -> str:
        if len({len(point) for point in self.points}) > 1:
            return "Expected as many numbers in each point, found more in some than in others."
        return ""


class Export(Base, frozen=True, kw_only=True, tag="export"):
    """That the network on the canvas was exported, as it is now: as code, or as a file of Keras's."""

    form: Literal["script", "model", "notebook", "keras"] = "script"

    def judge(self, evidence: Evidence) -> Verdict:
        expected = f"Expected {_FORMS[self.form]}, exported as the network is now."
        form, code = read_export(evidence.answers.get(self.name or ""))
        if not form:
            return self._verdict(False, expected, "Nothing was exported yet.", "Choose File, Export.", waits=True)
        if form != self.form:
            there = _FORMS.get(form, "another file")
            return self._verdict(False, expected, f"There is {there}.", "Choose File, Export once more.")
        try:
            reading = read_text(code, "the code")
            same = (
                not reading.notes and meaning(analyse(reading.design)) == meaning(analyse(evidence.design)) is not None
            )
        except LayerloomError:
            same = False
        found = (
            "It is the network on the canvas."
            if same
            else "What was exported is another network than that on the canvas."
        )
        return self._verdict(same, expected, found, "Export it once more, as it is now.")


_FORMS = {
    "script": "a training script",
    "model": "the network as Python",
    "notebook": "a notebook",
    "keras": "a Keras file",
}


def _floats(point: tuple[Number, ...]) -> tuple[float, ...]:
    return tuple(map(float, point))


def _told(error: Exception) -> str:
    return (
        str(error)
        if isinstance(error, LayerloomError)
        else "The points have other numbers than the network has inputs."
    )
