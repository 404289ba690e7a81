"""A lesson that is being written: its text, its file if it has one, and what that file holds."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject, Signal

from designer.atomic import write_atomically
from designer.errors import FileError
from designer.lessons.opening import MAIN, is_inside
from designer.lessons.reading import LONGEST


class Manuscript(QObject):
    """Whoever shows it tells what was typed, and hears when it is another text or file."""

    file_changed = Signal()
    """`path` or `dirty` changed."""
    replaced = Signal(str)
    """Another text takes the place of the one that was there."""

    reloaded = Signal(str)
    """The file holds another text, which is to be shown as an edit of this one."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.text = ""
        self.path: Path | None = None
        self._saved: str | None = ""
        self._files: Path | None = None  # where the files lie that it names

    @property
    def dirty(self) -> bool:
        """Whether the text differs from what the file holds."""
        return self.text != self._saved

    @property
    def folder(self) -> Path | None:
        """Where the lesson's own files lie."""
        return self.path.parent if self.path is not None else self._files

    def begin(self, text: str, path: Path | None = None, *, dirty: bool = False, files: Path | None = None) -> None:
        """Go on with another text. Without a path of its own, it may have files in a folder, which go with it."""
        self.text, self.path, self._files = text, path, files
        self._saved = None if dirty else text
        self.replaced.emit(text)
        self.file_changed.emit()

    def reload(self, text: str) -> None:
        """The file holds this text now, which is to take the place of what is here as a step that can be undone."""
        self._saved = text
        self.reloaded.emit(text)
        self.file_changed.emit()

    def tell(self, text: str) -> None:
        """This is the text now."""
        before = self.dirty
        self.text = text
        if self.dirty is not before:
            self.file_changed.emit()

    def save(self, path: Path) -> None:
        """Write the text, and bring the lesson's files along if it goes to another folder. Raises `FileError`."""
        _make_folder(path.parent)
        if self.folder is not None and self.folder != path.parent:
            _copy_files(self.folder, path.parent, all_of_it=self.path is None or self.path.name == MAIN)
        write_atomically(path, self.text.encode())
        self.path, self._saved = path, self.text
        self.file_changed.emit()


def text_of(path: Path) -> str:
    """The text of a lesson's file as it is typed. Raises `FileError`."""
    try:
        if path.stat().st_size > 4 * LONGEST:
            raise FileError(f"{path.name} is longer than a lesson can be. Choose another file.")
        text = path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError:
        raise FileError(f"{path.name} is no text in UTF-8. Choose another file.") from None
    except OSError as error:
        raise FileError(f"Cannot read {path}: {(error.strerror or str(error)).lower()}.") from error
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _make_folder(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise FileError(
            f"Cannot make {folder}: {(error.strerror or str(error)).lower()}. Try another place."
        ) from error


def _copy_files(source: Path, target: Path, *, all_of_it: bool) -> None:
    """Copy what may be part of a lesson, but for its text; of a folder of other things only what lies beside it."""
    try:
        for path in sorted(source.rglob("*") if all_of_it else source.glob("*")):
            name = path.relative_to(source).as_posix()
            wanted = path.is_file() and is_inside(name) and path.suffix.lower() != ".md"
            if wanted and not (target / name).exists():
                _make_folder((target / name).parent)
                write_atomically(target / name, path.read_bytes())
    except OSError as error:
        raise FileError(f"Cannot copy the lesson's files: {(error.strerror or str(error)).lower()}.") from error
