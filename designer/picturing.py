"""What a picture of a network is ordered with: by the window and by the command line, which starts a process for it."""

from typing import Literal, get_args

import msgspec

Subject = Literal["canvas", "selection", "neurons"]
"""The cards as they lie, those that are selected, or every unit as a circle."""
Format = Literal["svg", "png", "pdf"]
WireStyle = Literal["curved", "straight", "angled"]
ThemeName = Literal["light", "dark"]

SUBJECTS: tuple[Subject, ...] = get_args(Subject)
FORMATS: tuple[Format, ...] = get_args(Format)
SMALLEST, LARGEST = 0.1, 20.0
"""How far a picture can be scaled."""


class Choice(msgspec.Struct, frozen=True):
    """What a picture shows and how. `scale` 1 has a card 140 pixels wide; an empty `title` is none."""

    subject: Subject = "canvas"
    format: Format = "svg"
    theme: ThemeName = "light"
    scale: float = 1.0
    transparent: bool = False
    title: str = ""
    wires: WireStyle = "curved"


class Order(msgspec.Struct, frozen=True):
    """What the process that draws is told: the design's file, where the picture goes, and how it looks."""

    design: str
    output: str
    choice: Choice


class Outcome(msgspec.Struct, frozen=True):
    """What it answers: nothing, or the exit code and the sentence of what went wrong."""

    code: int = 0
    sentence: str = ""
