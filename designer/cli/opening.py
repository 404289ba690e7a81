"""Reading the design file a command is given."""

from pathlib import Path
from typing import Annotated

import typer

from designer.analysis import Analysis, analyse
from designer.cli.exits import WRONG_DESIGN, Exit
from designer.cli.printing import err, print_problem
from designer.data import describe, resolve_design
from designer.graph.design import Design
from designer.graph.files import load

DesignFile = Annotated[Path, typer.Argument(metavar="FILE", help="A design file (.loom).")]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON instead of text.")]


def opened(file: Path) -> Design:
    return resolve_design(load(file), file.resolve().parent)


def analysed(design: Design) -> Analysis:
    """The analysis together with the data's; a fault of the data ends the command."""
    return analyse(design, describe(design.data))


def sound(analysis: Analysis) -> Analysis:
    if analysis.errors:
        for problem in analysis.errors:
            print_problem(analysis.design, problem, err)
        count = len(analysis.errors)
        raise Exit(WRONG_DESIGN, f"The design has {count} error{'s' if count > 1 else ''}; mend what is named above.")
    return analysis
