"""Commands about lessons: whether they are sound, and packing them."""

from __future__ import annotations

from contextlib import nullcontext
from pathlib import Path
from typing import Annotated

import typer
from rich.table import Table
from rich.text import Text

from designer.atomic import write_atomically
from designer.cli.exits import DONE, WRONG_DESIGN, WRONG_USAGE, Exit
from designer.cli.opening import AsJson
from designer.cli.printing import err, out, print_json
from designer.lessons import open_lesson
from designer.lessons.handin import SUFFIX
from designer.lessons.lying import lessons_in, told_of
from designer.lessons.marking import Mark, Marker, common_mistakes
from designer.lessons.opening import pack as packed
from designer.lessons.proving import faults_of
from designer.lessons.reports import csv_text, html_text
from designer.lessons.shelf import shelf
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
    with Trials() if train else nullcontext() as trials:
        found = {path: faults_of(open_lesson(path), trials) for path in lessons}
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


@app.command()
def mark(
    folder: Annotated[Path, typer.Argument(metavar="FOLDER", help=f"A folder with what was handed in ({SUFFIX}).")],
    lesson: Annotated[
        list[Path] | None, typer.Option(metavar="LESSON", help="A lesson that neither comes along nor lies in FOLDER.")
    ] = None,
    csv: Annotated[Path | None, typer.Option(metavar="OUT.csv", help="Also write a table.")] = None,
    report: Annotated[Path | None, typer.Option(metavar="OUT.html", help="Also write a page to print.")] = None,
    as_json: AsJson = False,
) -> int:
    """Mark what learners handed in: every check is judged anew, and networks are trained again where one asks for it."""
    if not folder.is_dir():
        raise Exit(WRONG_USAGE, f"Expected a folder with what was handed in, found none at {folder}.")
    paths = sorted(folder.rglob(f"*{SUFFIX}"))
    if not paths:
        raise Exit(WRONG_DESIGN, f"There is no {SUFFIX} file in {folder}. Learners hand in by Lessons > Hand in.")
    known = [open_lesson(path) for path in (*(shelved.path for shelved in shelf()), *(lesson or ()))]
    lying = lessons_in(folder, known)
    for fault in (*(told for opened in known for told in told_of(opened)), *lying.faults):
        err.print(fault, markup=False)
    with Trials() as trials:
        marks = list(Marker([*known, *lying.lessons], trials).marks(paths))
    for target, text in ((csv, csv_text), (report, html_text)):
        if target is not None:
            write_atomically(target, text(marks).encode())
    if as_json:
        print_json([_plain(one) for one in marks])
    else:
        _print_marks(marks)
    return WRONG_DESIGN if all(one.fault for one in marks) else DONE


def _plain(mark: Mark) -> dict[str, object]:
    return {
        "file": str(mark.path),
        "learner": mark.learner,
        "lesson": mark.lesson,
        "passed": mark.passed,
        "steps": {step.title: step.passed for step in mark.steps},
        "unchanged": mark.sealed,
        "fault": mark.fault,
    }


def _print_marks(marks: list[Mark]) -> None:
    table = Table("Learner", "Lesson", "Passed", "Checked", "Hints", "Minutes", "Unchanged", box=None)
    for one in marks:
        passed = f"{one.passed} of {len(one.steps)}" if one.steps else one.fault
        cells = (one.learner or one.path.name, one.lesson, passed, one.checked, one.hints, f"{one.minutes:.0f}")
        table.add_row(*(Text(str(cell)) for cell in (*cells, "yes" if one.sealed else "NO")))
    out.print(table)
    for count, step, what in common_mistakes(marks):
        out.print(f"{count} x {step}: {what}", markup=False, highlight=False, soft_wrap=True)
