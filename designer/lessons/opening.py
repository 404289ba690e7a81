"""Opening a lesson: one Markdown file, a folder with `lesson.md`, or a `.loomlesson`, which is such a folder packed.

A packed lesson is a stranger's: it is looked over before anything of it is read, and what is in it goes, name by name and
within limits, into a folder of the cache that is called by its content.
"""

from __future__ import annotations

import hashlib
import os
import re
import struct
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from designer.atomic import write_atomically
from designer.errors import FileError
from designer.lessons.declared import Fault
from designer.lessons.lesson import Lesson
from designer.lessons.reading import ReadLesson, read_lesson
from designer.paths import cache_folder

PACKED = ".loomlesson"
MAIN = "lesson.md"
SUFFIXES = frozenset((".md", ".loom", ".png", ".jpg", ".jpeg", ".svg", ".csv", ".tsv", ".npz", ".npy", ".json", ".txt"))
"""What may lie in a lesson."""
LARGEST = 64 * 1024 * 1024
MOST_FILES = 500
MOST_BYTES = 256 * 1024 * 1024
RATIO = 200

_WORD = re.compile(r"[\w][\w .()+-]{0,100}")
_IN_TEXT = re.compile(r"!\[[^\[\]]{0,500}\]\(<?([^)\s>]{1,500})>?[^)]{0,500}\)")
_WINDOWS = frozenset(("con", "prn", "aux", "nul", *(f"{one}{n}" for one in ("com", "lpt") for n in range(1, 10))))


@dataclass(frozen=True)
class Opened:
    """A lesson that was opened: what was read of it, the file its text is in, and the folder of its files."""

    path: Path
    text: Path
    read: ReadLesson
    made: bool = False
    """Whether it was made for the moment, and is in no file."""

    @property
    def name(self) -> str:
        """What it is called by those that refer to it."""
        alone = self.text == self.path and self.text.name != MAIN
        return self.lesson.front.name or (self.text.stem if alone else self.folder.name)

    def in_language(self, language: str) -> Opened:
        """The same lesson in a language, if it comes in it and is sound there."""
        text = self.folder / f"lesson.{language.partition('-')[0]}.md"
        if not language.isalpha() or self.text.name != MAIN or not text.is_file():
            return self
        opened = open_lesson(text)
        return opened if opened.read.lesson is not None else self

    @property
    def folder(self) -> Path:
        return self.text.parent

    @property
    def lesson(self) -> Lesson:
        """The lesson. Raises `FileError` where there is none, with the first fault."""
        if self.read.lesson is None:
            fault = self.read.faults[0]
            raise FileError(f"{self.path.name} is no lesson: line {fault.line}: {fault.what}")
        return self.read.lesson

    @property
    def faults(self) -> tuple[Fault, ...]:
        """What is wrong with the text, and which files it names that are not there."""
        return tuple(sorted((*self.read.faults, *self._missing())))

    def file(self, name: str) -> Path:
        """The path of a file of the lesson. Raises `FileError` for a name that leads out of it, or to nothing."""
        if not is_inside(name):
            raise FileError(f"Expected the name of a file in the lesson, found {name!r}. Put the file beside {MAIN}.")
        path = self.folder / name
        if not path.is_file() or not _lies_in(path, self.folder):
            raise FileError(f"The lesson has no file {name!r}. Put it into {self.folder.name}, or mend the name.")
        return path

    def _missing(self) -> Iterator[Fault]:
        if self.read.lesson is None:
            return
        for name in _IN_TEXT.findall(self.read.lesson.opening):
            yield from self._fault_of(1, name)
        for step in self.read.lesson.steps:
            texts = "\n\n".join((step.text, *step.hints))
            named = [(step.line, name) for name in _IN_TEXT.findall(texts)]
            if step.start is not None and step.start.file:
                named.append((step.line, step.start.file))
            named += [(one.line, one.attempt.file) for one in (*step.solutions, *step.wrong) if one.attempt.file]
            for line, name in named:
                yield from self._fault_of(line, name)

    def _fault_of(self, line: int, name: str) -> Iterator[Fault]:
        try:
            self.file(name)
        except FileError as error:
            yield Fault(line, str(error))


def open_lesson(path: Path, language: str = "") -> Opened:
    """A lesson and its faults; in a language, where it comes in several. Raises `FileError` where nothing can be read."""
    text = _text_file(path, language)
    try:
        if text.stat().st_size > LARGEST:
            raise FileError(f"{path.name} is larger than a lesson can be, {LARGEST >> 20} MB. Choose another file.")
        content = text.read_bytes().decode()
    except UnicodeDecodeError:
        raise FileError(f"{path.name} is no text in UTF-8. Save it as UTF-8 in your editor.") from None
    except OSError as error:
        raise FileError(f"Cannot read {path}: {(error.strerror or str(error)).lower()}. Check the name.") from error
    return Opened(path, text, read_lesson(content))


def as_written(path: Path, text: str) -> Opened:
    """A lesson that is being written, whose files lie where it will: nothing of it is kept."""
    return Opened(path, path, read_lesson(text), made=True)


def is_inside(name: str) -> bool:
    """Whether a name can only be that of a file within the lesson's folder, on any system."""
    parts = name.split("/")
    return (
        0 < len(parts) <= 8
        and all(_WORD.fullmatch(part) and not part.endswith((" ", ".")) for part in parts)
        and not any(part.partition(".")[0].lower() in _WINDOWS for part in parts)
        and PurePosixPath(name).suffix.lower() in SUFFIXES
    )


def pack(folder: Path, target: Path) -> tuple[str, ...]:
    """Write a lesson's folder as one file; the names of what was put into it. Raises `FileError`."""
    import io

    files = sorted(path for path in folder.rglob("*") if path.is_file() and _lies_in(path, folder))
    names = [path.relative_to(folder).as_posix() for path in files]
    strange = next((name for name in names if not is_inside(name)), "")
    if strange:
        raise FileError(
            f"{strange} cannot be part of a lesson. Expected {', '.join(sorted(SUFFIXES))} with plain names."
        )
    if MAIN not in names:
        raise FileError(f"{folder} has no {MAIN}. Put the lesson's text there.")
    if not open_lesson(folder).lesson.front.name:
        raise FileError(
            f"{MAIN} has no name. Write one above its text, such as name: my-lesson; packed it has no folder."
        )
    content = io.BytesIO()
    with ZipFile(content, "w", 8) as archive:
        for name, path in zip(names, files, strict=True):
            archive.writestr(ZipInfo(name, (1980, 1, 1, 0, 0, 0)), path.read_bytes(), 8)
    write_atomically(target, content.getvalue())
    return tuple(names)


def _text_file(path: Path, language: str) -> Path:
    folder = path
    if path.is_file():
        if path.suffix.lower() != PACKED:
            return path
        folder = _unpacked(path)
    wanted = folder / f"lesson.{language.partition('-')[0]}.md"
    text = wanted if language and wanted.is_file() else folder / MAIN
    if not text.is_file():
        raise FileError(f"Expected a lesson at {path}: a Markdown file, a folder with {MAIN}, or a {PACKED} file.")
    return text


def _unpacked(path: Path) -> Path:
    try:
        if path.stat().st_size > LARGEST:
            raise FileError(f"{path.name} is larger than a lesson can be, {LARGEST >> 20} MB. Choose another file.")
        digest = hashlib.sha256(path.read_bytes()).hexdigest()[:32]
        folder = cache_folder() / "lessons" / digest
        done = folder / ".whole"
        if not done.is_file():
            with ZipFile(path) as archive:
                _unpack(archive, folder, path.name)
            write_atomically(done, b"")
        return folder
    except (BadZipFile, zlib.error, struct.error, EOFError, NotImplementedError, ValueError, RuntimeError) as error:
        raise FileError(f"{path.name} is damaged, or no packed lesson. Get it once more.") from error
    except OSError as error:
        raise FileError(f"Cannot open {path}: {(error.strerror or str(error)).lower()}.") from error


def _unpack(archive: ZipFile, folder: Path, name: str) -> None:
    found = _looked_over(archive, name)
    for info in found:
        with archive.open(info) as member:
            content = member.read(info.file_size + 1)
        if len(content) != info.file_size:
            raise BadZipFile
        target = folder / info.filename
        target.parent.mkdir(parents=True, exist_ok=True)
        write_atomically(target, content)


def _looked_over(archive: ZipFile, name: str) -> list[ZipInfo]:
    """The files of a packed lesson, if all of them may be there. Raises `FileError`."""
    entries = archive.infolist()
    if not all(info.filename for info in entries):
        raise BadZipFile
    found = [info for info in entries if not info.is_dir()]
    if len(found) > MOST_FILES:
        raise FileError(f"{name} has {len(found):,} files; a lesson has at most {MOST_FILES}.")
    seen = set[str]()
    for info in found:
        packed = info.compress_type in (ZIP_STORED, ZIP_DEFLATED) and not info.flag_bits & 1
        if not packed or not is_inside(info.filename) or info.filename.lower() in seen:
            raise FileError(f"{name} has a file {info.filename!r}, which no lesson can have. Do not trust it.")
        seen.add(info.filename.lower())
        if info.file_size > RATIO * max(info.compress_size, 1) + 4096:
            raise FileError(f"{name} unpacks to far more than it is. Do not trust it.")
    if sum(info.file_size for info in found) > MOST_BYTES:
        raise FileError(f"{name} unpacks to more than {MOST_BYTES >> 20} MB, which no lesson may.")
    if MAIN not in seen:
        raise FileError(f"{name} has no {MAIN} in it, so it is no lesson.")
    return found


def _lies_in(path: Path, folder: Path) -> bool:
    """Whether a path is within a folder, links followed."""
    return Path(os.path.realpath(path)).is_relative_to(os.path.realpath(folder))
