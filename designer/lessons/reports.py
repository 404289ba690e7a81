"""What came of marking, to be kept: a table for spreadsheets, and a page to print.

`say` gives the words of the program in the reader's language; those of lessons and learners stay as they are.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from html import escape

from designer.lessons.lesson import Say
from designer.lessons.marking import Mark, common_mistakes
from designer.spreadsheets import csv_lines

HEAD = ("learner", "lesson", "file", "passed", "of", "checked", "hints", "minutes", "unchanged", "note")
OF_ALL = ("Learner", "Lesson", "Passed", "Checked", "Hints", "Minutes", "Unchanged")
OF_MISTAKES = ("How often", "Step", "What was there")
SEALED = {True: "yes", False: "no"}


def csv_text(marks: Sequence[Mark], say: Say = str) -> str:
    """One line for each file, with a column for each step of the lessons."""
    titles = list(dict.fromkeys(step.title for mark in marks for step in mark.steps))
    head = [*map(say, HEAD), *titles]
    return "".join(csv_lines([head, *(_row(mark, titles, say) for mark in marks)]))


def html_text(marks: Sequence[Mark], say: Say = str) -> str:
    """A page that needs nothing beside it: who passed what, what went wrong most often, and each learner's steps."""
    return "\n".join(("<!DOCTYPE html>", *_page(marks, say)))


def _row(mark: Mark, titles: Iterable[str], say: Say) -> Iterator[object]:
    yield from (mark.learner, mark.lesson, mark.path.name, mark.passed, len(mark.steps), mark.checked, mark.hints)
    yield round(mark.minutes, 1)
    yield say(SEALED[mark.sealed])
    yield say(mark.fault)
    passed = {step.title: say("yes" if step.passed else "no") for step in mark.steps}
    yield from (passed.get(title, "") for title in titles)


def _page(marks: Sequence[Mark], say: Say) -> Iterator[str]:
    yield f'<html><head><meta charset="utf-8"><title>{escape(say("Marks"))}</title><style>{STYLE}</style></head><body>'
    yield f"<h1>{escape(say(f'Marks of {len(marks)} hand-ins'))}</h1>"
    yield from _table(map(say, OF_ALL), (_cells(mark, say) for mark in marks))
    mistakes = [(count, step, say(what)) for count, step, what in common_mistakes(marks)]
    if mistakes:
        yield f"<h2>{escape(say('What went wrong most often'))}</h2>"
        yield from _table(map(say, OF_MISTAKES), mistakes)
    for mark in marks:
        yield f"<h2>{escape(mark.learner or mark.path.name)}</h2>"
        if mark.fault:
            yield f"<p>{escape(say(mark.fault))}</p>"
        yield from _table((say("Step"), "", say("What was there")), _steps(mark, say))
    yield "</body></html>"


def _cells(mark: Mark, say: Say) -> tuple[object, ...]:
    passed = say(f"{mark.passed} of {len(mark.steps)}" if mark.steps else mark.fault)
    who = mark.learner or mark.path.name
    return who, mark.lesson, passed, mark.checked, mark.hints, f"{mark.minutes:.0f}", say(SEALED[mark.sealed])


def _steps(mark: Mark, say: Say) -> Iterator[tuple[object, ...]]:
    for step in mark.steps:
        said = [say(verdict.found) for verdict in step.verdicts.values() if not verdict.passed]
        yield step.title, say("passed" if step.passed else "not yet"), say(step.fault) or " ".join(said)


def _table(head: Iterable[str], rows: Iterable[Iterable[object]]) -> Iterator[str]:
    yield f"<table><tr>{''.join(f'<th>{escape(name)}</th>' for name in head)}</tr>"
    for row in rows:
        yield f"<tr>{''.join(f'<td>{escape(str(cell))}</td>' for cell in row)}</tr>"
    yield "</table>"


STYLE = """
body { font-family: sans-serif; margin: 2em; color: #1b1f24; }
table { border-collapse: collapse; margin-bottom: 1.5em; }
th, td { border: 1px solid #c4cbd4; padding: 4px 10px; text-align: left; vertical-align: top; }
th { background: #f3f4f6; }
h2 { page-break-after: avoid; }
"""
