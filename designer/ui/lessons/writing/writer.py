"""The window a lesson is written in: its steps at the left, its text, and at the right what a student sees."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QMainWindow, QSplitter, QToolBar, QVBoxLayout, QWidget

from designer.graph.design import Design
from designer.lessons import Fault, Step
from designer.lessons.opening import MAIN
from designer.lessons.writing import steps
from designer.lessons.writing.outline import outline
from designer.ui.code_following import Fault as Marked
from designer.ui.file_guard import FileGuard
from designer.ui.language import tr
from designer.ui.lessons.formulas import Formulas
from designer.ui.lessons.writing.commands import BUTTONS, STEP_BUTTONS, Commands
from designer.ui.lessons.writing.fault_list import FaultList
from designer.ui.lessons.writing.filing import Filing, LessonStrip
from designer.ui.lessons.writing.inserting import Inserting
from designer.ui.lessons.writing.keeping import Keeping
from designer.ui.lessons.writing.manuscript import Manuscript
from designer.ui.lessons.writing.preview import Preview
from designer.ui.lessons.writing.proving import Proving
from designer.ui.lessons.writing.reading import Looked, Reading
from designer.ui.lessons.writing.step_list import StepList
from designer.ui.lessons.writing.text import LessonText

SOUND = "Nothing is wrong with the text. Validate holds the lesson against its own attempts."
PROVED = "Sound: every solution passes, and every wrong attempt fails."
PROVING = "Looking the lesson over…"

Once = Callable[[Looked], None]


class Writer(QMainWindow):
    """`canvas` gives what is on the canvas now. `home` is the folder of the user's state."""

    trial_wanted = Signal(object, int)
    """The lesson is to be played as it was read (`Looked`), from a step."""

    def __init__(self, home: Path, formulas: Formulas, canvas: Callable[[], Design], parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Window)
        self.manuscript = Manuscript(self)
        self.keeping = Keeping(self.manuscript, home / "writing", self)
        self.guard = FileGuard(self.manuscript, home / "open", self)
        self.file_strip = LessonStrip(self.guard)
        self.filing = Filing(self.manuscript, self.keeping, self.guard, self)
        self.reading = Reading(self.manuscript, self)
        self.text, self.step_list = LessonText(), StepList()
        self.preview, self.faults = Preview(formulas), FaultList()
        self.inserting = Inserting(self.text, self.filing.folder, canvas, self._tell_step, self)
        self.commands = Commands(
            {"writer": self, "filing": self.filing, "inserting": self.inserting}, self.inserting.check, self
        )
        self._outline = outline("")
        self._proving: Proving | None = None
        self._once: Once | None = None
        self._leaves = False
        self._lay_out()
        self._connect()

    # --- what actions call ---

    def add_step(self) -> None:
        self._change_steps(steps.added)

    def duplicate_step(self) -> None:
        self._change_steps(steps.duplicated)

    def remove_step(self) -> None:
        self._change_steps(steps.removed)

    def move_up(self) -> None:
        self._move(-1)

    def move_down(self) -> None:
        self._move(1)

    def try_it(self) -> None:
        """Have the lesson played from the step the cursor is in."""
        self._when_read(self._try)

    def validate(self) -> None:
        """Hold the lesson against its own attempts, beside the window."""
        self._prove(train=False)

    def validate_training(self) -> None:
        """The same, and train for the checks of runs."""
        self._prove(train=True)

    # --- coming and going ---

    def closeEvent(self, event: QCloseEvent) -> None:
        """Ask about changes, unless the whole application goes: then they are kept for the next time."""
        if not self._leaves and self.isVisible() and not self.filing.may_go():
            event.ignore()
            return
        self._stop_proving()
        if not self._leaves:
            self.manuscript.begin("")
            self.keeping.forget()
        event.accept()

    def leave(self) -> None:
        """Go with the application. What is in no file is offered the next time."""
        self._leaves = True
        self._stop_proving()
        self.keeping.close()
        self.reading.close()
        self.filing.close()
        self.guard.close()
        self.close()

    # --- putting together ---

    def _lay_out(self) -> None:
        self.setWindowTitle(tr("[*]Write a lesson"))
        self.commands.fill(self.menuBar())
        self.step_list.offer([self.commands.qt[id] for id in STEP_BUTTONS])
        bar = QToolBar(tr("Lesson"))
        bar.setMovable(False)
        bar.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        bar.addActions([self.commands.qt[id] for id in BUTTONS])
        self.addToolBar(bar)
        middle = QSplitter(Qt.Orientation.Vertical)
        middle.addWidget(self.text)
        middle.addWidget(self.faults)
        self._all = QSplitter()
        for part in (self.step_list, middle, self.preview):
            self._all.addWidget(part)
        text = self.fontMetrics()
        letter, line = text.averageCharWidth(), text.lineSpacing()
        self._all.setSizes([28 * letter, 84 * letter, 58 * letter])
        middle.setSizes([30 * line, 8 * line])
        for splitter in (self._all, middle):
            splitter.setChildrenCollapsible(False)
        whole = QWidget()
        layout = QVBoxLayout(whole)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        for strip in (self.filing.strip, self.file_strip):
            layout.addWidget(strip)
        layout.addWidget(self._all, 1)
        self.setCentralWidget(whole)
        self.resize(172 * letter, 46 * line)

    def _connect(self) -> None:
        self.manuscript.replaced.connect(self._replaced)
        self.manuscript.reloaded.connect(self._reloaded)
        self.manuscript.file_changed.connect(self._name)
        self.text.typed.connect(self._typed)
        self.text.cursorPositionChanged.connect(self._follow)
        self.step_list.wanted.connect(self._go_to_step)
        self.faults.line_wanted.connect(self.text.go_to)
        self.reading.read.connect(self._read)
        self.file_strip.take_wanted.connect(self.filing.take_new_version)
        self.file_strip.elsewhere_wanted.connect(self.filing.save_as)
        for strip in (self.filing.strip, self.file_strip):
            strip.left.connect(self.text.setFocus)
        for said in (self.filing.said, self.inserting.said, self.keeping.failed, self.text.said):
            said.connect(self._say)

    # --- the text ---

    def _replaced(self, text: str) -> None:
        self._stop_proving()
        self.text.show_code(text)
        self.text.go_to(1)
        self._changed()

    def _reloaded(self, text: str) -> None:
        self.text.rewrite(text, self.text.line)

    def _typed(self, pasted: bool) -> None:
        self._stop_proving()
        self.manuscript.tell(self.text.toPlainText())
        self._changed()

    def _changed(self) -> None:
        self.keeping.touch()
        self.reading.touch()
        self._outline = outline(self.manuscript.text)
        self._follow()

    def _follow(self) -> None:
        """Show the step that the cursor is in."""
        at = self._outline.step_at(self.text.line)
        self.step_list.show_steps(self._outline, at)
        looked = self.reading.looked
        if looked is not None and looked.opened.read.lesson is not None and at < len(looked.steps):
            self.preview.show_step(looked.opened, at, looked.verdicts[at] if at >= 0 else {})

    def _go_to_step(self, at: int) -> None:
        line = self._outline.sections[at + 1].first
        self.text.go_to(line)
        self.text.centerCursor()
        self.step_list.list.setFocus()

    def _change_steps(self, change: Callable[[str, int], steps.Changed]) -> None:
        at = self._outline.step_at(self.text.line)
        if at >= 0 or change is steps.added:
            self.text.rewrite(*change(self.manuscript.text, at))

    def _move(self, by: int) -> None:
        at = self._outline.step_at(self.text.line)
        if at >= 0:
            self.text.rewrite(*steps.moved(self.manuscript.text, at, by))

    # --- what is read of it ---

    def _read(self) -> None:
        looked = self.reading.looked
        assert looked is not None
        if looked.text != self.manuscript.text:
            return  # more was typed; that is read next
        if self._proving is None:
            self._tell(SOUND if not looked.faults else _counted(looked.faults), looked.faults)
        self._follow()
        once, self._once = self._once, None
        if once is not None:
            once(looked)

    def _when_read(self, once: Once) -> None:
        """Do something once the text is read as it is now."""
        looked = self.reading.looked
        if looked is not None and looked.text == self.manuscript.text:
            once(looked)
        else:
            self._once = once
            self.reading.touch()

    def _tell_step(self, told: Callable[[Step | None], None]) -> None:
        def tell(looked: Looked) -> None:
            at = self._outline.step_at(self.text.line)
            told(looked.steps[at] if 0 <= at < len(looked.steps) else None)

        self._when_read(tell)

    def _try(self, looked: Looked) -> None:
        if looked.steps:
            self.trial_wanted.emit(looked, max(0, self._outline.step_at(self.text.line)))
        else:
            self._say("There is no step to try yet. Mend what is listed below.")

    def _prove(self, *, train: bool) -> None:
        self._stop_proving()
        self._tell(PROVING if not train else f"{PROVING} Training takes a while.", ())
        self._proving = Proving(self.manuscript.text, self.reading.place, train=train)
        self._proving.ended.connect(self._proved)
        self._proving.start()

    def _proved(self, faults: list[Fault], sentence: str) -> None:
        self._stop_proving()
        self._tell(sentence or (PROVED if not faults else _counted(faults)), faults)

    def _stop_proving(self) -> None:
        proving, self._proving = self._proving, None
        if proving is not None:
            proving.stop()

    def _tell(self, sentence: str, faults: list[Fault] | tuple[Fault, ...]) -> None:
        self.faults.tell(sentence, faults)
        self.text.blame(tuple(Marked(fault.line, fault.what, waits=True) for fault in faults))

    # --- words ---

    def _name(self) -> None:
        path = self.manuscript.path
        name = tr("New lesson") if path is None else path.parent.name if path.name == MAIN else path.name
        self.setWindowTitle(f"{name}[*] – {tr('Write a lesson')}")
        self.setWindowModified(self.manuscript.dirty)
        self.keeping.touch()

    def _say(self, sentence: str) -> None:
        self.statusBar().showMessage(tr(sentence))


def _counted(faults: list[Fault] | tuple[Fault, ...]) -> str:
    return f"{len(faults)} thing{'' if len(faults) == 1 else 's'} to mend. A click leads to the line."
