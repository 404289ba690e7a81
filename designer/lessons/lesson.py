"""What a lesson is: values only, as `reading` makes them of a Markdown file."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated, Any, Literal, TypeAlias

import msgspec
from msgspec import Meta

from designer.graph.specs import DataSpec
from designer.lessons.checks import Check

Level: TypeAlias = Literal["beginner", "intermediate", "advanced"]
Panel: TypeAlias = Literal[
    "palette", "inspector", "code", "training", "inside", "problems", "data", "evaluation", "try", "runs"
]

Name: TypeAlias = Annotated[str, Meta(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=60)]
"""What is written in files and named by others: `two-layers`."""


class Front(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What stands above a lesson's text. `needs` names lessons that come before it, `language` is a BCP 47 tag, and
    `own_seeds` gives each learner other numbers (`seeds`).
    """

    title: Annotated[str, Meta(min_length=1, max_length=200)]
    minutes: Annotated[int, Meta(ge=1, le=600)]
    name: Name = ""
    level: Level = "beginner"
    needs: tuple[Name, ...] = ()
    language: Annotated[str, Meta(pattern=r"^[a-zA-Z]{2,3}(-[a-zA-Z0-9]{2,8})*$")] = "en"
    summary: Annotated[str, Meta(max_length=500)] = ""
    author: Annotated[str, Meta(max_length=200)] = ""
    own_seeds: bool = False


class Start(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A design to begin with: an example that comes along, a file beside the lesson, or Keras code; or an empty canvas.

    With none of the four it is what the canvas holds. `data` then takes the place of the design's data, and `training`
    has those of its training settings that are another. `fault` is planted in all that (see `faults`).
    """

    example: str = ""
    file: str = ""
    code: str = ""
    empty: bool = False
    data: DataSpec | None = None
    training: dict[str, Any] = {}
    fault: str = ""


class Attempt(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What somebody might do in a step: a design, and answers by the names of checks.

    Where it says nothing of a design, it is the one the step begins with.
    """

    example: str = ""
    file: str = ""
    code: str = ""
    empty: bool = False
    data: DataSpec | None = None
    training: dict[str, Any] = {}
    answers: dict[str, str | int | float | bool] = {}

    @property
    def start(self) -> Start:
        return Start(self.example, self.file, self.code, self.empty, self.data, self.training)


class Tried(msgspec.Struct, frozen=True):
    """An attempt with what should come of it: `check` names the one it fails, or is empty if it passes all of them."""

    attempt: Attempt
    line: int
    check: str = ""


Say: TypeAlias = Callable[[str], str]
"""Gives words of the program in the language of whoever reads them; those of lessons and learners stay as they are."""


class View(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What a step shows and what it leaves alone.

    `palette` has the kinds that can be dragged, all if empty; `panels` those that are shown, all if empty; `lock` what
    cannot be changed: wholes, kinds of layers, or single settings (`locks`), with `panels` those that are hidden stay so;
    `points` what the step talks about: panels, or names of cards.
    """

    palette: tuple[str, ...] = ()
    panels: tuple[Panel, ...] = ()
    lock: tuple[str, ...] = ()
    points: tuple[str, ...] = ()


class Step(msgspec.Struct, frozen=True):
    """One step: its text as Markdown, what it begins with, what is checked, and hints to open one by one.

    `start` is `None` where the step goes on with what the last one left. `solutions` pass every check, `wrong` fail
    the one they name.
    """

    title: str
    line: int
    text: str = ""
    start: Start | None = None
    view: View = View()
    hints: tuple[str, ...] = ()
    checks: tuple[Check, ...] = ()
    solutions: tuple[Tried, ...] = ()
    wrong: tuple[Tried, ...] = ()


class Lesson(msgspec.Struct, frozen=True):
    """A lesson: what stands above it, what is said before its first step, and its steps."""

    front: Front
    opening: str
    steps: tuple[Step, ...]
