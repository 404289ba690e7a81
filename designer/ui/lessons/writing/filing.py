"""The files of a lesson that is being written: opening, saving, packing, and going on with what was left behind."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QPushButton, QWidget

from designer.errors import FileError
from designer.lessons.opening import MAIN, PACKED, open_lesson, pack
from designer.lessons.writing.pieces import named, title_of
from designer.ui.file_guard import FileGuard
from designer.ui.file_strip import FileStrip
from designer.ui.language import tr
from designer.ui.lessons.writing.asking import ask_to_keep, ask_to_overwrite
from designer.ui.lessons.writing.keeping import Draft, Keeping
from designer.ui.lessons.writing.manuscript import Manuscript, text_of
from designer.ui.reader import Reader
from designer.ui.strip import Strip
from designer.ui.workfiles import LeftBehind

SAVED_AS = "Lesson in a folder of its own (*);;Markdown file (*.md)"


class DraftStrip(Strip):
    """Tells of a lesson that was left behind unsaved, and offers to go on with it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.go_on_button, self.not_now_button = QPushButton(tr("Go on with it")), QPushButton(tr("Not now"))
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 6, 6, 6)
        row.addWidget(self.text, 1)
        row.addWidget(self.go_on_button)
        row.addWidget(self.not_now_button)
        self.not_now_button.clicked.connect(self.leave)


class LessonStrip(FileStrip):
    """Tells what happened to the lesson's file behind this window."""

    def _tell_gone(self, name: str) -> None:
        self._tell(f"{name} was moved or deleted. Your lesson is still here: save it to have the file again.")


class Filing(QObject):
    """Opens, saves and packs one manuscript."""

    said = Signal(str)

    def __init__(self, manuscript: Manuscript, keeping: Keeping, guard: FileGuard, window: QWidget) -> None:
        super().__init__(window)
        self._manuscript, self._keeping, self._guard, self._window = manuscript, keeping, guard, window
        self._left: LeftBehind[Draft] | None = None
        self.strip = DraftStrip()
        self.strip.go_on_button.clicked.connect(self._go_on)
        keeping.outdated.connect(guard.doubt)
        self._packer = Reader(self)
        self._packer.read.connect(self._packed)
        self._packer.refused.connect(self.said)

    # --- another lesson ---

    def begin(self, text: str) -> None:
        """Go on with a new lesson."""
        self._keeping.forget()
        self._manuscript.begin(text, dirty=True)

    def open(self, path: Path) -> bool:
        """Open a lesson's file, folder or packed file to be changed. Says whether it could."""
        try:
            text = path if path.is_file() and path.suffix != PACKED else open_lesson(path).text
            content = text_of(text)
        except FileError as error:
            self.said.emit(str(error))
            return False
        self._keeping.forget()
        if path.suffix == PACKED:  # what is unpacked is a copy in the cache: it is saved elsewhere
            self._manuscript.begin(content, files=text.parent)
        else:
            self._manuscript.begin(content, text.absolute())
        return True

    def take_new_version(self) -> None:
        """Take what another program wrote into the file. Undo brings back what was here."""
        path = self._manuscript.path
        if path is None:
            return
        try:
            self._manuscript.reload(text_of(path))
        except FileError as error:
            self.said.emit(str(error))
        else:
            self._guard.wrote(path)

    def offer_left_behind(self) -> None:
        """Say what was left behind, if something was."""
        self._left = self._keeping.left_behind()
        if self._left is not None:
            title = title_of(self._left.work.text) or "A lesson"
            self.strip.announce(f"“{title}” was not saved to a file when it was left. It is still there.")

    def may_go(self) -> bool:
        """Whether another lesson, or none, may take this one's place: asks about changes that are in no file."""
        if not self._manuscript.dirty:
            return True
        answer = ask_to_keep(self._window)
        return answer == "drop" or (answer == "save" and self.save())

    # --- saving ---

    def save(self) -> bool:
        """Write the lesson to its file, or ask for one. Says whether it is written."""
        return self.save_as() if self._manuscript.path is None else self._save(self._manuscript.path)

    def save_as(self) -> bool:
        """Ask where the lesson is to be, and write it there."""
        proposed = named(title_of(self._manuscript.text))
        name, _ = QFileDialog.getSaveFileName(self._window, tr("Save the lesson"), proposed, tr(SAVED_AS))
        if not name:
            return False
        path = Path(name).absolute()
        path = path if path.suffix == ".md" else path / MAIN
        if path.name == MAIN and path.exists() and path != self._manuscript.path:
            self.said.emit(f"There is a lesson in {path.parent.name} already. Choose another name.")
            return False
        return self._save(path)

    def folder(self) -> Path | None:
        """The folder the lesson's files go to, asked for where it has none; none if nobody says."""
        if self._manuscript.path is None:
            self.said.emit("Save the lesson first: its pictures and networks lie beside it.")
            if not self.save_as():
                return None
        assert self._manuscript.path is not None
        return self._manuscript.path.parent

    def pack(self) -> None:
        """Save the lesson, and put it into one file to give away."""
        if not self.save():
            return
        path = self._manuscript.path
        assert path is not None
        if not (path.parent / MAIN).is_file():
            self.said.emit("A lesson is packed with its folder. Save it in a folder of its own first, by Save as.")
            return
        name, _ = QFileDialog.getSaveFileName(
            self._window, tr("Pack the lesson"), f"{path.parent.name}{PACKED}", tr(f"Packed lesson (*{PACKED})")
        )
        if name:
            target = Path(name) if name.endswith(PACKED) else Path(name + PACKED)
            self.said.emit(f"Packing {target.name}…")
            self._packer.start(partial(_pack, path.parent, target))

    def close(self) -> None:
        """Finish what is going on."""
        self._packer.close()

    # --- within ---

    def _save(self, path: Path) -> bool:
        objection = self._guard.objection(path)
        if objection and not ask_to_overwrite(objection, self._window):
            return False
        try:
            self._manuscript.save(path)
        except FileError as error:
            self.said.emit(str(error))
            return False
        finally:
            self._guard.wrote(path)
        self.said.emit(f"Saved {path.name} in {path.parent.name}.")
        return True

    def _packed(self, packed: tuple[str, int]) -> None:
        name, count = packed
        self.said.emit(f"Packed {count} file{'' if count == 1 else 's'} into {name}.")

    def _go_on(self) -> None:
        self.strip.leave()
        if self._left is not None and self.may_go() and not self._keeping.take(self._left):
            self.said.emit("That lesson is open in another window.")


def _pack(folder: Path, target: Path) -> tuple[str, int]:
    return target.name, len(pack(folder, target))
