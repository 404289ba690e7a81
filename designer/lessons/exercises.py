"""Lessons that are made for a design: something is broken in it and is to be found, or an example goes through it by hand.

`say` gives the words of the program in the learner's language: a lesson that is made has no author of its own.
"""

from __future__ import annotations

import random
from pathlib import Path

from designer.errors import EditError
from designer.graph.design import Design
from designer.lessons.by_hand import HandNet, Part, hand_net, parts_of
from designer.lessons.checks.answering import Answer
from designer.lessons.checks.finding import ASK, Fault
from designer.lessons.faults import choices, possible
from designer.lessons.lesson import Front, Lesson, Say, Start, Step
from designer.lessons.opening import Opened
from designer.lessons.reading import ReadLesson

TEXT = """\
One thing in your network, its training or its data was changed for the worse. Find out what.

Train it, and watch: does the loss move at all? Does it jump? Do training and validation part? Then look where
the settings are: on the cards, in Training and in Data. The Problems panel may see it too; try first without.

Name it below. If it is the data's rows that were spoiled, choosing the data once more in Data mends them. *Reset step* brings the broken network back; when you leave, yours is under File, Open recent."""
HINT_LOOK = "Look at the first twenty epochs of the curve, and at what the network answers."
HINT_WHERE = (
    "Compare each setting with what you would have chosen: learning rate, epochs, batch, loss, units, activations. "
    "If they are all sound, look at the rows: their noise, their answers, and those held back."
)


def break_and_fix(design: Design, seed: int, say: Say = str) -> Opened:
    """A lesson in which one of the faults that a design has a place for is planted. Raises `EditError` if it has none."""
    names = sorted(possible(design))
    if not design.graph.nodes or not names:
        raise EditError("There is nothing in this design to break. Wire a network first.")
    name = random.Random(seed).choice(names)
    check = Fault(name="fault", is_=name, among=choices(name, seed), ask=say(ASK))
    hints = (say(HINT_LOOK), say(HINT_WHERE))
    step = Step(say("Find what was broken"), 1, say(TEXT), Start(fault=name), hints=hints, checks=(check,))
    summary = say("A fault is planted in your own network.")
    front = Front(say("Break and fix"), 10, name="break-and-fix", summary=summary)
    return Opened(Path(), Path(), ReadLesson(Lesson(front, "", (step,))), made=True)


TOLERANCE = 0.006
"""What is rounded to two digits behind the point is right."""
ROUNDED = "Two digits behind the point will do. Go on with the numbers as they come out, or with the rounded ones."


def by_hand(design: Design, seed: int, say: Say = str) -> Opened:
    """A lesson in which one example goes forward and backward through a network of the design's shape, sum by sum.

    Raises `EditError` for a network that is too large for that.
    """
    net = hand_net(design, seed)
    steps = tuple(_step(number, part, say) for number, part in enumerate(parts_of(net), start=1))
    summary = say("One step of learning, with every number.")
    front = Front(say("By hand"), 15, name="by-hand", summary=summary)
    return Opened(Path(), Path(), ReadLesson(Lesson(front, say(_told(net)), steps)), made=True)


def _step(number: int, part: Part, say: Say) -> Step:
    checks = tuple(
        Answer(
            name=f"sum-{number}-{at}",
            ask=f"{say(one.name)} = {one.text}",
            number=one.value + 0.0,  # and no -0
            tolerance=TOLERANCE * max(1.0, abs(one.value)) + TOLERANCE,
            tip="Multiply first, then add. Mind the signs.",
        )
        for at, one in enumerate(part.sums, start=1)
    )
    return Step(say(part.title), number, f"{say(part.why)} {say(ROUNDED)}", checks=checks)


def _told(net: HandNet) -> str:
    given = ", ".join(f"{value:g}" for value in net.inputs)
    wanted = ", ".join(f"{value:g}" for value in net.targets)
    shape = " → ".join(f"{len(layer.biases)} ({layer.activation})" for layer in net.layers)
    return (
        f"A network with the shape of yours: units {shape}. One example comes in: **{given}**. It should answer "
        f"**{wanted}**. You do what training does, once."
    )
