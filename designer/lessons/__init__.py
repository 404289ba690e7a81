"""Lessons: Markdown files with steps, and checks that are declarations.

    read_lesson(text: str) -> ReadLesson          what a lesson's text says, and what is wrong with it, by lines
    open_lesson(path: Path) -> Opened             the same of a file, a folder or a packed lesson

A check is never code: it names what is asked for (`checks/`), and is judged against what there is (`Evidence`).
"""

from designer.lessons.checks import Check, Evidence, Verdict, judge
from designer.lessons.declared import Fault
from designer.lessons.lesson import Lesson, Step
from designer.lessons.opening import Opened, open_lesson
from designer.lessons.reading import ReadLesson, read_lesson

__all__ = [
    "Check",
    "Evidence",
    "Fault",
    "Lesson",
    "Opened",
    "ReadLesson",
    "Step",
    "Verdict",
    "judge",
    "open_lesson",
    "read_lesson",
]
