"""What the File menu does. Nothing asks before it closes or replaces: changes are kept by autosave."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFileDialog, QMenu, QWidget

from designer.data import resolve_design
from designer.errors import FileError
from designer.graph.design import Design
from designer.graph.edits import Edit
from designer.graph.files import load
from designer.lessons.opening import PACKED
from designer.reading import SUFFIXES, Reading
from designer.ui.autosave import Autosave
from designer.ui.file_guard import FileGuard
from designer.ui.foreign import Foreign, is_foreign
from designer.ui.gallery import Gallery
from designer.ui.language import tr
from designer.ui.openers import OpenPath, OpenWork
from designer.ui.overwriting import ask_to_overwrite
from designer.ui.plain import tip
from designer.ui.recent import RecentFiles
from designer.ui.session import Session
from designer.ui.settings import Preferences
from designer.ui.workfiles import LeftBehind, Work

DESIGNS = "Layerloom designs (*.loom)"
OPENED = f"Everything that can be opened (*.loom *{PACKED} {' '.join(f'*{suffix}' for suffix in SUFFIXES)});;{DESIGNS}"
KEPT = "Your unsaved work is kept under File, Open recent."

Opener = Callable[[], object]


class FileCommands(QObject):
    """Open and save, with the dialogs that belong to them."""

    said = Signal(str)
    """A sentence for the status line."""
    refused = Signal(str)
    """Something could not be done; a sentence to show until it is read."""
    unsaved = Signal(str)
    """The design could not be written, why; it may be saved elsewhere."""
    replaced = Signal()
    """Another design takes the place of the one that was open."""
    lesson_opened = Signal(object)
    """A file that was opened is a lesson: its path."""
    imported = Signal(str, object)
    """A network written elsewhere was opened: the name of its file, and the notes about it."""

    def __init__(
        self,
        session: Session,
        autosave: Autosave,
        guard: FileGuard,
        preferences: Preferences,
        window: QWidget,
    ) -> None:
        super().__init__(window)
        self._session = session
        self._autosave = autosave
        self._guard = guard
        self.preferences = preferences
        self._window = window
        self.recent = RecentFiles(preferences)
        self.foreign = Foreign(self)
        self.foreign.said.connect(self.said)
        self.foreign.refused.connect(self.refused)
        self.foreign.opened.connect(self._imported)

    # --- designs ---

    def new(self) -> None:
        """Start with an empty canvas."""
        kept = self._set_aside()
        self._session.start(Design())
        self.said.emit(KEPT if kept else "A new design. Drag an Input onto the canvas to begin.")

    def open(self) -> None:
        """Ask for a design, or a network written elsewhere, and open it."""
        name, _ = QFileDialog.getOpenFileName(self._window, tr("Open"), self._folder(), tr(f"{OPENED};;All files (*)"))
        if name:
            self.open_path(Path(name))

    def start_from_example(self) -> None:
        """Show what comes along to start from, and open what is chosen there."""
        gallery = Gallery(self._window)
        if gallery.exec() == Gallery.DialogCode.Accepted and gallery.chosen is not None:
            self.open_example(gallery.chosen)
        gallery.deleteLater()

    def open_path(self, path: Path) -> bool:
        """Open a design file, or begin to read a network written elsewhere; says whether it could."""
        path = path.absolute()
        if path.suffix.lower() == PACKED:
            self.lesson_opened.emit(path)
            return True
        if is_foreign(path):
            self.foreign.open(path)
            return True
        try:
            design = load(path)
        except FileError as error:
            self.refused.emit(str(error))
            return False
        kept = self._set_aside()
        self._session.start(design, path)
        self._remember(path)
        self.said.emit(f"Opened {path.name}. {KEPT}" if kept else f"Opened {path.name}.")
        return True

    def open_example(self, path: Path) -> bool:
        """Open an example as a design of the user's own, so that saving never writes over it."""
        try:
            design = load(path)
        except FileError as error:
            self.refused.emit(str(error))
            return False
        kept = self._set_aside()
        self._session.start(resolve_design(design, path.parent))
        self.said.emit(f"Opened the example {_title(path)}. {KEPT}" if kept else f"Opened the example {_title(path)}.")
        return True

    def open_design(self, design: Design, what: str) -> None:
        """Open a design that is in no file, called `what`, as one of the user's own."""
        kept = self._set_aside()
        self._session.start(design, dirty=True)
        self.said.emit(f"Opened {what}, not saved to a file yet.{f' {KEPT}' if kept else ''}")

    def put_back(self, design: Design, path: Path | None, dirty: bool) -> None:
        """Go on with what was open before, in the place of what was there for a while only, which is not kept."""
        kept = (left for left in self._autosave.unsaved() if dirty and left.work.opened() == design)
        left = next(kept, None)
        self.replaced.emit()
        self._session.start(Design())
        self._autosave.write()
        if left is None or not self._autosave.open(left):
            self._session.start(design, path, dirty=dirty)

    def standing_alone(self) -> Design:
        """What is open, with its files named such that it may go on in another place than its own."""
        path, design = self._session.path, self._session.design
        return resolve_design(design, path.absolute().parent) if path is not None else design

    def save(self) -> bool:
        """Write the design to its file, or ask for one."""
        return self.save_as() if self._session.path is None else self._save(self._session.path)

    def save_as(self) -> bool:
        """Ask for a file and write the design to it."""
        path = self._ask("Save the design", DESIGNS, ".loom")
        return path is not None and self._save(path)

    def take_new_version(self) -> None:
        """Open what another window or program wrote into the design's file. Undo brings back what was here."""
        path = self._session.path
        if path is None:
            return
        self.replaced.emit()
        try:
            self._session.reload()
        except FileError as error:
            self.refused.emit(str(error))
        else:
            self._guard.wrote(path)
            self.said.emit(f"Took the new version of {path.name}. Undo brings back what was here.")

    def _save(self, path: Path) -> bool:
        objection = self._guard.objection(path)
        if objection:
            answer = ask_to_overwrite(objection, self._window)
            if answer != "overwrite":
                return answer == "elsewhere" and self.save_as()
        before = self._session.path
        if before is not None and before.parent != path.parent:
            # a file named from the old folder is still that file
            self._session.edit(Edit("Name the files", partial(resolve_design, folder=before.absolute().parent)))
        try:
            self._session.save(path)
        except FileError as error:
            self.unsaved.emit(str(error))
            return False
        finally:
            self._guard.wrote(path)  # also where the disk failed only after the file was replaced
        self._remember(path)
        self.said.emit(f"Saved {path.name}.")
        return True

    # --- menus made when they open ---

    def fill_recent(self, menu: QMenu) -> None:
        """The files opened last, and work that is in no file."""
        for path in self.recent.paths():
            self._entry(menu, f"{path.stem}", str(path), OpenPath(self, path))
        unsaved = self._autosave.unsaved()
        if unsaved:
            menu.addSection("Unsaved work")
        for left in unsaved:
            self._entry(
                menu, f"{left.work.name} ({_when(left.work.saved)})", "Not saved to a file", OpenWork(self, left)
            )
        if menu.isEmpty():
            menu.addAction(tr("No files yet")).setEnabled(False)
        else:
            menu.addSeparator()
            menu.addAction(tr("Clear the list of files")).triggered.connect(self.recent.clear)

    def open_work(self, left: LeftBehind[Work]) -> None:
        """Go on with unsaved work."""
        self._set_aside()
        if not self._autosave.open(left):
            self.said.emit("That work is open in another window.")

    def _entry(self, menu: QMenu, text: str, help: str, opener: QObject) -> None:
        opener.setParent(menu)
        action = menu.addAction(text.replace("&", "&&"))
        action.setToolTip(tip(help))
        action.triggered.connect(opener.open)  # type: ignore[attr-defined]

    # --- within ---

    def _set_aside(self) -> bool:
        """Keep what is open, as another design takes its place; says whether there was anything to keep."""
        self.foreign.cancel()
        self.replaced.emit()
        return bool(self._autosave.set_aside())

    def _imported(self, reading: Reading, path: Path) -> None:
        """A network written elsewhere is there: a design of the user's own, so that saving never writes over it."""
        kept = self._set_aside()
        self._session.start(reading.design, dirty=True)
        self._remember(path)
        count = len(reading.notes)
        unread = f" What could not be read: {count:,}, listed above the canvas." if count else ""
        self.said.emit(f"Opened {path.name} as a new design.{unread}{f' {KEPT}' if kept else ''}")
        self.imported.emit(path.name, reading.notes)

    def _ask(self, title: str, kinds: str, suffix: str) -> Path | None:
        start = Path(self._folder()) / f"{self._session.path.stem if self._session.path else 'network'}{suffix}"
        name, _ = QFileDialog.getSaveFileName(self._window, tr(title), str(start), tr(kinds))
        if not name:
            return None
        path = Path(name)
        self.preferences.folder = str(path.parent)
        return path if path.suffix else path.with_suffix(suffix)

    def _folder(self) -> str:
        if self._session.path is not None:
            return str(self._session.path.parent)
        return self.preferences.folder or str(Path.home())

    def _remember(self, path: Path) -> None:
        self.recent.add(path)
        self.preferences.folder = str(path.absolute().parent)


def _title(path: Path) -> str:
    return path.stem.replace("_", " ").capitalize()


def _when(seconds: float) -> str:
    import time

    return time.strftime("%d %B, %H:%M", time.localtime(seconds))
