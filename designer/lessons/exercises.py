"""Lessons that are made for a design: something is broken in it, and is to be found."""

from __future__ import annotations

import random
from pathlib import Path

from designer.errors import EditError
from designer.graph.design import Design
from designer.lessons.checks.finding import Fault
from designer.lessons.faults import choices, possible
from designer.lessons.lesson import Front, Lesson, Start, Step
from designer.lessons.opening import Opened
from designer.lessons.reading import ReadLesson

TEXT = """\
One thing in your network, its training or its data was changed for the worse. Find out what.

Train it, and watch: does the loss move at all? Does it jump? Do training and validation part? Then look where
the settings are: on the cards, in Training and in Data. The Problems panel may see it too; try first without.

Name it below. *Reset step* brings the broken network back; when you leave, yours is under File, Open recent."""
HINT_LOOK = "Look at the first twenty epochs of the curve, and at what the network answers."
HINT_WHERE = (
    "Compare each setting with what you would have chosen: learning rate, epochs, batch, loss, units, activations."
)


def break_and_fix(design: Design, seed: int) -> Opened:
    """A lesson in which one of the faults that a design has a place for is planted. Raises `EditError` if it has none."""
    names = sorted(possible(design))
    if not design.graph.nodes or not names:
        raise EditError("There is nothing in this design to break. Wire a network first.")
    name = random.Random(seed).choice(names)
    check = Fault(name="fault", is_=name, among=choices(name, seed))
    step = Step("Find what was broken", 1, TEXT, Start(fault=name), hints=(HINT_LOOK, HINT_WHERE), checks=(check,))
    front = Front("Break and fix", 10, name=f"break-{seed}", summary="A fault is planted in your own network.")
    return Opened(Path(), Path(), ReadLesson(Lesson(front, "", (step,))))
