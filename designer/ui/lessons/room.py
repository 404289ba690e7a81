"""All about lessons in one place, put together for the window: what plays them, shows them, and chooses them."""

from __future__ import annotations

import random
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFileDialog, QInputDialog, QWidget

from designer.atomic import write_atomically
from designer.errors import EditError, FileError
from designer.graph.design import Design
from designer.lessons.by_hand import hand_net
from designer.lessons.exercises import break_and_fix, by_hand
from designer.lessons.handin import SUFFIX
from designer.lessons.progress import Learners
from designer.lessons.shelf import shelf
from designer.ui.canvas.view import CanvasView
from designer.ui.code_view import CodeView
from designer.ui.docks import Docks
from designer.ui.exporting.commands import ExportCommands
from designer.ui.file_commands import FileCommands
from designer.ui.inside.hand import Hand
from designer.ui.language import language, tr
from designer.ui.lessons import FILES
from designer.ui.lessons.course import Course
from designer.ui.lessons.formulas import Formulas
from designer.ui.lessons.lesson_time import LessonTime
from designer.ui.lessons.made import Made
from designer.ui.lessons.panel import LessonPanel
from designer.ui.lessons.player import Player
from designer.ui.lessons.pointing import Pointing
from designer.ui.lessons.surroundings import LESSON, Surroundings
from designer.ui.lessons.worksheet import write_worksheets
from designer.ui.lessons.writing.desk import WritingDesk
from designer.ui.palette import Palette
from designer.ui.plain import file_name
from designer.ui.session import Session
from designer.ui.training.controller import RunController

if TYPE_CHECKING:
    from designer.ui.lessons.marking_desk import MarkingDesk

TEXTS = ("yaml", "designer.ui.lessons.html")
"""What a lesson's text is read and shown with: modules that take a while to load."""

MOST_SHEETS = 100
USUAL, TEXT_STEP = 100, 25
"""How large the text of lessons is, and by how much it grows, in percent of the window's."""


class LessonsRoom(QObject):
    """`home` is the folder of the user's state."""

    said = Signal(str)
    """A sentence for the status line."""
    refused = Signal(str)
    """Something could not be done; a sentence to show until it is read."""
    changed = Signal()
    """Another lesson or step is on, or other checks pass."""

    def __init__(self, home: Path, session: Session, run: RunController, files: FileCommands, window: QWidget) -> None:
        super().__init__(window)
        self._session, self._files, self._window = session, files, window
        self._learners = Learners(home / "learners")
        self._beginning = False
        self._desk: MarkingDesk | None = None
        self.formulas = Formulas(self)
        self.player = Player(session, run, self._learners, self)
        self.panel = LessonPanel(self.player, self.formulas)
        self.time = LessonTime(self.player, session, run)
        self.panel.put_below_checks(self.time)
        self.writing = WritingDesk(home, self.player, session, files, self.formulas, window)
        self.panel.stand_above(self.writing.trial.strip)
        self.writing.said.connect(self.said)
        self.player.said.connect(self.said)
        self.player.refused.connect(self.refused)
        self.player.begins.connect(self._begin)
        files.replaced.connect(self._replaced)
        files.lesson_opened.connect(self.open)
        for told in (self.player.opened, self.player.changed):
            told.connect(self.changed)
        self.panel.course_wanted.connect(self.choose)
        self.panel.file_wanted.connect(self._copy_file)
        run.held_back.connect(self._held_back)

    @property
    def on(self) -> bool:
        """Whether a lesson is on."""
        return self.player.lesson is not None

    def follow(self, canvas: CanvasView, palette: Palette, code: CodeView, docks: Docks) -> None:
        """Show of the window what a step wants shown."""
        self._docks = docks
        self._surroundings = Surroundings(self.player, docks, palette, code)
        self._pointing = Pointing(self.player, self._session, canvas, docks)
        self.panel.pointed.connect(self._pointing.point)
        self.fit_text()

    def follow_making(self, hand: Hand, exports: ExportCommands) -> None:
        """Tell the lesson that is on what is set by hand, and what is exported."""
        self._made = Made(self.player, self._session, hand, exports, self)

    def fit_text(self) -> None:
        """Show lessons in letters as large as chosen, of those the window has now."""
        if self._files.preferences.lesson_text != USUAL or self.panel.styleSheet():
            self.panel.scale_text(self._files.preferences.lesson_text)

    def close(self) -> None:
        """Keep how far one is; the panels go back to where they were."""
        self.player.leave()
        self.writing.close()
        self.formulas.close()
        if self._desk is not None:
            self._desk.done(0)

    # --- what actions call ---

    def choose(self) -> None:
        """Ask which lesson is to be played, and by whom."""
        paths = [shelved.path for shelved in shelf()]
        course = Course(paths, self._learners, self.player.learner, language().code, self._window)
        accepted = course.exec() == Course.DialogCode.Accepted
        self.player.take(self.player.learner.name)  # who may have been brought from a file
        if accepted and course.chosen is not None:
            if course.learner != self.player.learner.name:
                self.player.leave()  # or the old lesson would begin anew for who comes
            self.player.take(course.learner)
            self.open(course.chosen)
        course.deleteLater()

    def open_file(self) -> None:
        """Ask for a lesson that lies in a file, and play it."""
        name, _ = QFileDialog.getOpenFileName(self._window, tr("Open a lesson"), "", tr(f"{FILES};;All files (*)"))
        if name:
            self.open(Path(name))

    def break_and_fix(self) -> None:
        """Plant a fault in a copy of the network, to be found."""
        design = self._files.standing_alone()
        try:
            self.player.play(break_and_fix(design, random.randrange(10**6), tr), design)
        except EditError as error:
            self.refused.emit(str(error))

    def by_hand(self) -> None:
        """Send one example through a network of this shape, sum by sum."""
        design = self._files.standing_alone()
        try:
            self.player.play(by_hand(design, random.randrange(10**6), tr), design)
        except EditError as error:
            self.refused.emit(str(error))

    def worksheets(self) -> None:
        """Write sheets to print, each with numbers of its own, and the key to them."""
        design = self._session.design
        try:
            hand_net(design, 0)
            count, wanted = QInputDialog.getInt(
                self._window, tr("Worksheets"), tr("How many sheets, each with numbers of its own?"), 1, 1, MOST_SHEETS
            )
            name = (
                wanted
                and QFileDialog.getSaveFileName(self._window, tr("Worksheets"), "by hand.pdf", tr("PDF (*.pdf)"))[0]
            )
            if name:
                path = Path(name) if Path(name).suffix else Path(f"{name}.pdf")
                write_worksheets(path, [hand_net(design, seed) for seed in range(count)])
                self.said.emit(f"Wrote {path.name}: {count} sheet{'s' if count > 1 else ''}, and the key at its end.")
        except (EditError, FileError) as error:
            self.refused.emit(str(error))

    def larger(self) -> None:
        """Show lessons in larger letters, as for a projector."""
        self._scale(self._files.preferences.lesson_text + TEXT_STEP)

    def smaller(self) -> None:
        self._scale(self._files.preferences.lesson_text - TEXT_STEP)

    def hand_in(self) -> None:
        """Write the work on the lesson as a file to hand in."""
        lesson, learner = self.player.lesson, self.player.learner
        assert lesson is not None
        proposed = f"{file_name(f'{learner.name} - {lesson.front.title}', 'work')}{SUFFIX}"
        name, _ = QFileDialog.getSaveFileName(
            self._window, tr("Hand in"), proposed, tr(f"Work on a lesson (*{SUFFIX})")
        )
        if name:
            self.player.hand_in(Path(name) if name.endswith(SUFFIX) else Path(name + SUFFIX))

    def mark(self) -> None:
        """Open the teacher's desk."""
        from designer.ui.lessons.marking_desk import MarkingDesk  # for teachers alone

        if self._desk is None:
            self._desk = MarkingDesk([shelved.path for shelved in shelf()], self._window)
        self._desk.show()
        self._desk.raise_()

    def open(self, path: Path) -> bool:
        """Play a lesson. Says whether it could be opened."""
        return self.player.open(path, language().code)

    def check(self) -> None:
        self.player.check()

    def hint(self) -> None:
        self.player.hint()

    def next(self) -> None:
        if self.player.passed:
            self.player.next()
        else:
            self.player.check()

    def back(self) -> None:
        self.player.back()

    def reset(self) -> None:
        self.player.reset()

    def show(self) -> None:
        """Point at what the step talks about."""
        self._pointing.point()

    def leave(self) -> None:
        self.player.leave()

    # --- within ---

    def _scale(self, percent: int) -> None:
        preferences = self._files.preferences
        preferences.lesson_text = percent
        self.panel.scale_text(preferences.lesson_text)

    def _begin(self, design: Design, title: str) -> None:
        self._beginning = True
        self._files.open_design(design, title)
        self._beginning = False

    def _replaced(self) -> None:
        """Another design was opened: the lesson is over for now."""
        if not self._beginning:
            self.player.leave()

    def _copy_file(self, name: str) -> None:
        """Save a copy of a file of the lesson where the learner wants it."""
        opened = self.player.source
        assert opened is not None
        try:
            source = opened.file(name)
            target, _ = QFileDialog.getSaveFileName(self._window, tr("Save a copy"), source.name)
            if target:
                write_atomically(Path(target), source.read_bytes())
                self.said.emit(f"Saved a copy as {Path(target).name}.")
        except (FileError, OSError) as error:
            self.refused.emit(str(error))

    def _held_back(self, sentence: str) -> None:
        self._docks.bring_up(LESSON)
        self.said.emit(sentence)
