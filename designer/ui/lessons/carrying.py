"""A learner's progress to a file and back, from the dialog in which a lesson is chosen."""

from __future__ import annotations

from collections.abc import Collection
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFileDialog, QPushButton, QWidget

from designer.errors import FileError
from designer.lessons.carrying import SUFFIX, Brought, bring, write_progress
from designer.lessons.progress import Learner, Learners
from designer.ui.language import tr
from designer.ui.parts import Sentence
from designer.ui.plain import file_name
from designer.ui.reader import Reader

FILES = f"Progress in lessons (*{SUFFIX})"


class Carrying(QObject):
    """Two buttons and a sentence, put where there is room for them; files are read and written beside the window."""

    came = Signal(object)
    """A learner came from a file: who they are here."""

    def __init__(self, learners: Learners, parent: QWidget) -> None:
        super().__init__(parent)
        self._learners, self._parent = learners, parent
        self.export_button, self.import_button = (
            QPushButton(tr("Export progress…")),
            QPushButton(tr("Import progress…")),
        )
        self.export_button.setToolTip(tr("Write how far this learner is as a file, to go on elsewhere"))
        self.import_button.setToolTip(tr("Add a learner from such a file; nobody who learns here is written over"))
        self.told = Sentence(flag="quiet")
        self._reading, self._writing = Reader(self), Reader(self)
        self._reading.read.connect(self._take)
        self._writing.read.connect(self._wrote)
        for reader in (self._reading, self._writing):
            reader.refused.connect(self.told.say)
        for button in (self.export_button, self.import_button):
            button.setAutoDefault(False)  # Enter begins the lesson

    def export(self, learner: Learner) -> None:
        """Ask where to, and write."""
        proposed = f"{file_name(learner.name, 'progress')}{SUFFIX}"
        name, _ = QFileDialog.getSaveFileName(self._parent, tr("Export progress"), proposed, tr(FILES))
        if name:
            self._writing.start(partial(_written, Path(name), learner))

    def bring(self, taken: Collection[str]) -> None:
        """Ask for a file, and add its learner under a name that is free."""
        name, _ = QFileDialog.getOpenFileName(self._parent, tr("Import progress"), "", tr(f"{FILES};;All files (*)"))
        if name:
            self._reading.start(partial(bring, Path(name), self._learners, taken))

    def stop(self) -> None:
        """Nothing is to come any more. What is being written is written."""
        self._reading.close()
        self._writing.close()

    def _wrote(self, path: Path) -> None:
        self.told.say(f"Wrote {path.name}. Import it on the machine you go on with.")

    def _take(self, brought: Brought) -> None:
        name, called = brought.learner.name, brought.called
        if brought.before:
            self.told.say(f"“{name}” is here already, and just as far.")
        elif name == called:
            self.told.say(f"“{name}” was added.")
        else:
            self.told.say(f"Somebody here is called “{called}”, so “{name}” was added.")
        self.came.emit(brought.learner)


def _written(path: Path, learner: Learner) -> Path:
    """The file that was written. Raises `FileError`."""
    if path.suffix != SUFFIX:
        path = Path(f"{path}{SUFFIX}")
        if path.exists():  # nobody was asked about that one
            raise FileError(f"There is a file {path.name} already. Choose another name.")
    write_progress(path, learner)
    return path
