"""What stands beside the window: dialogs, the room lessons are written in, the teacher's desk, a sheet to print."""

from __future__ import annotations

import shutil
from functools import partial
from pathlib import Path

from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QAbstractTextDocumentLayout, QImage, QPainter, QPalette, QPixmap
from PySide6.QtWidgets import QLabel, QWidget
from stage import Stage

from designer.graph.design import Design
from designer.graph.files import encode
from designer.lessons.by_hand import hand_net
from designer.lessons.handin import SUFFIX, write_hand_in
from designer.lessons.opening import Opened, open_lesson
from designer.lessons.progress import Done, Learner, Learners
from designer.lessons.reading import TAGS
from designer.lessons.shelf import shelf
from designer.lessons.starts import begun
from designer.lessons.writing.forms import objection
from designer.ui.gallery import Gallery
from designer.ui.lessons.course import Course
from designer.ui.lessons.marking_desk import MarkingDesk
from designer.ui.lessons.worksheet import sheets
from designer.ui.lessons.writing.piece_form import PieceForm
from designer.ui.pictures.dialog import PictureDialog
from designer.ui.shortcuts import ShortcutSheet

PAGE = QSizeF(794, 1123)
"""A4 at 96 dots an inch."""
EDGE = 68


def course(stage: Stage) -> QWidget:
    learners = Learners(stage.folder / "learners")
    paths = [one.path for one in shelf()]
    return stage.beside(Course(paths, learners, Learner("Ada"), stage.language, stage.window))


def gallery(stage: Stage) -> QWidget:
    dialog = Gallery(stage.window)
    dialog.list.setCurrentRow(3)
    stage.until(lambda: not dialog.picture.pixmap().isNull())
    return stage.beside(dialog)


def picture(stage: Stage) -> QWidget:
    stage.open("spiral")
    window = stage.window
    return stage.beside(PictureDialog(window.session, "", window.pictures._last(), window))


def commands(stage: Stage) -> QWidget:
    stage.window.show_commands()
    return stage.window


def shortcuts(stage: Stage) -> QWidget:
    return stage.beside(ShortcutSheet(stage.window))


def writer(stage: Stage) -> QWidget:
    """A lesson of the course, as a teacher changes it."""
    source = stage.folder / "written"
    if not source.exists():
        shutil.copytree(shelf()[0].path, source)
    name = f"lesson.{stage.language}.md"
    writing = stage.window.lessons.writing
    writing.open(source / (name if (source / name).exists() else "lesson.md"))
    assert writing.writer is not None
    stage.settle(1.5)
    return stage.beside(writing.writer)


def check_form(stage: Stage) -> QWidget:
    """What a teacher fills in for a check."""
    values = {"metric": "accuracy", "at_least": 0.9, "epochs": 50}
    return stage.beside(
        PieceForm("Check: metric", TAGS["metric"], partial(objection, "metric"), values, parent=stage.window)
    )


def marking(stage: Stage) -> QWidget:
    """A class of four: one got it all, one half of it, one changed the file, one file is broken."""
    folder = stage.folder / "class"
    folder.mkdir(exist_ok=True)
    lesson = open_lesson(shelf()[0].path, stage.language)
    _hand_in(folder, "Ada", lesson, len(lesson.lesson.steps))
    _hand_in(folder, "Ben", lesson, 2)
    changed = _hand_in(folder, "Cleo", lesson, 3)
    changed.write_text(changed.read_text(encoding="utf-8").replace("Cleo", "Chloe"), encoding="utf-8")
    (folder / f"dan{SUFFIX}").write_bytes(b"{}")
    desk = MarkingDesk([one.path for one in shelf()], stage.window)
    desk.mark(folder)
    stage.beside(desk)
    stage.until(desk.table_button.isEnabled)
    return desk


def worksheet(stage: Stage) -> QWidget:
    """The first page, as the printer gets it."""
    stage.open("starter")
    document = sheets([hand_net(stage.window.session.design, 1)])
    document.setPageSize(PAGE - QSizeF(2 * EDGE, 2 * EDGE))
    page = QImage(PAGE.toSize(), QImage.Format.Format_RGB32)
    page.fill(Qt.GlobalColor.white)
    ink = QAbstractTextDocumentLayout.PaintContext()
    ink.palette = QPalette(Qt.GlobalColor.black)
    ink.palette.setColor(QPalette.ColorRole.Text, Qt.GlobalColor.black)  # as Qt prints, whatever the theme
    ink.clip = QRectF(QPointF(), document.pageSize())
    painter = QPainter(page)
    painter.translate(EDGE, EDGE)
    painter.setClipRect(ink.clip)
    document.documentLayout().draw(painter, ink)
    painter.end()
    label = QLabel()
    label.setPixmap(QPixmap.fromImage(page))
    label.setFixedSize(page.size())
    return stage.beside(label)


def _hand_in(folder: Path, name: str, lesson: Opened, right: int) -> Path:
    """The answers of as many steps as are right; the others as somebody has them who does not know better."""
    answers, work, there = {}, {}, Design()
    for at, step in enumerate(lesson.lesson.steps):
        tried = (step.solutions if at < right else step.wrong)[0].attempt
        there = begun(step.start, there, lesson.file) if step.start else there
        there = begun(tried.start, there, lesson.file)
        work[at] = encode(there).decode()
        answers.update(tried.answers)
    path = folder / f"{name.lower()}{SUFFIX}"
    guesses = {name: given for name, given in answers.items() if name == "guess"}
    done = Done(answers=answers, guesses=guesses, work=work, checked=4, hints=1, seconds=720.0)
    front = lesson.lesson.front
    write_hand_in(path, name, front.name, front.title, done, 0.0, front.language)
    return path
