"""Commands about lessons: whether they are sound, and packing them."""

from __future__ import annotations

from contextlib import nullcontext
from pathlib import Path
from typing import Annotated

import typer

from designer.cli.exits import DONE, WRONG_DESIGN
from designer.cli.opening import AsJson
from designer.cli.printing import out, print_json
from designer.lessons import Fault, open_lesson
from designer.lessons.opening import pack as packed
from designer.lessons.proving import prove
from designer.lessons.trials import Trials

app = typer.Typer(name="lesson", help="Check and pack lessons.", no_args_is_help=True, rich_markup_mode=None)

LessonFiles = Annotated[list[Path], typer.Argument(metavar="LESSON…", help="Markdown, folder or .loomlesson.")]


@app.command()
def validate(
    lessons: LessonFiles,
    train: Annotated[bool, typer.Option(help="Also train what the checks of runs ask for.")] = False,
    as_json: AsJson = False,
) -> int:
    """Say what is wrong with lessons, by lines: their text, and whether their own attempts come out as they should."""
    found = {path: _faults(path, train) for path in lessons}
    if as_json:
        print_json(
            {str(path): [{"line": one.line, "what": one.what} for one in faults] for path, faults in found.items()}
        )
    else:
        for path, faults in found.items():
            for fault in faults:
                out.print(f"{path}:{fault.line}: {fault.what}", markup=False, highlight=False, soft_wrap=True)
            if not faults:
                out.print(f"{path}: sound", markup=False, highlight=False)
    return WRONG_DESIGN if any(found.values()) else DONE


@app.command()
def pack(
    folder: Annotated[Path, typer.Argument(metavar="FOLDER", help="A folder with lesson.md.")],
    target: Annotated[Path, typer.Option("-o", metavar="OUT.loomlesson", help="The file to write.")],
) -> int:
    """Put a lesson's folder into one file."""
    names = packed(folder, target)
    out.print(f"Packed {len(names)} files into {target}.", markup=False, highlight=False)
    return DONE


def _faults(path: Path, train: bool) -> list[Fault]:
    opened = open_lesson(path)
    faults = list(opened.faults)
    if opened.read.lesson is not None and not faults:
        with Trials() if train else nullcontext() as trials:
            faults += prove(opened.read.lesson, opened.file, trials)
    return sorted(faults)
