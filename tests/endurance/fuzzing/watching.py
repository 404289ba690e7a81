"""Hears what a reader does beside reading: files written or looked at elsewhere, processes, sockets, code that runs."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

FORBIDDEN = ("socket.", "subprocess.", "os.exec", "os.system", "os.posix_spawn", "os.spawn", "os.fork", "os.startfile",
             "pickle.", "shutil.", "urllib.", "webbrowser.", "ftplib.", "http.", "smtplib.", "code.__new__")  # fmt: skip
CHANGING = ("os.remove", "os.rename", "os.mkdir", "os.rmdir", "os.link", "os.symlink", "os.chmod", "os.chown",
            "os.truncate", "os.utime", "tempfile.")  # fmt: skip
WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND
SYSTEM = ("/proc/", "/sys/", "/dev/", "/usr/", "/lib", "/etc/localtime", "/etc/fonts")
"""Where libraries look when they are loaded or asked about the machine."""
OWN_MAKERS = (
    "collections",
    "dataclasses",
    "typing",
    "enum",
    "inspect",
    "attr",
    "numpy",
    "pandas",
    "tensorflow",
    "keras",
)
"""Modules that make functions out of texts of their own."""


class Watch:
    """An audit hook that speaks up only while something is read. `inside` may be read, and written if `writes`."""

    def __init__(self, inside: Path) -> None:
        self._inside, self._on, self.writes = str(inside), False, False
        repository = str(Path(__file__).parents[3])
        self._code = tuple({sys.prefix, sys.base_prefix, os.path.realpath(sys.prefix), repository})
        self.heard: list[str] = []
        sys.addaudithook(self._hear)

    @contextmanager
    def reading(self) -> Iterator[None]:
        self.heard, self._on = [], True
        try:
            yield
        finally:
            self._on = False

    def _hear(self, event: str, args: tuple[Any, ...]) -> None:
        if not self._on:
            return
        self._on = False  # what is done here to look at it is not the reader's
        try:
            if self._strange(event, args):
                self.heard.append(f"{event} {args!r}"[:300])
        finally:
            self._on = True

    def _strange(self, event: str, args: tuple[Any, ...]) -> bool:
        if event == "open":
            return self._strange_file(*args)
        if event in ("exec", "compile"):
            return self._strange_code(event, args)
        if event == "marshal.loads":
            return not _caller().startswith("<frozen importlib")
        if event.startswith(CHANGING):
            return not (self.writes and str(args[0] if args else "").startswith(self._inside))
        return event.startswith(FORBIDDEN)

    def _strange_file(self, path: object, mode: object, flags: object) -> bool:
        name = os.fsdecode(path) if isinstance(path, str | bytes | os.PathLike) else ""
        if not name or name == "<unknown>":
            return False  # a number of an open file, or the parser of Python looking for a line
        writes = set(mode) & set("wax+") if isinstance(mode, str) else bool(int(str(flags or 0)) & WRITING)
        within = os.path.realpath(name).startswith(self._inside)
        if writes:
            return not (within and self.writes) and name != os.devnull
        return not within and not name.startswith((*self._code, *SYSTEM))

    def _strange_code(self, event: str, args: tuple[Any, ...]) -> bool:
        caller = _caller()
        if event == "compile":  # a tree of text is no code yet
            if str(args[1]).startswith("shibokensupport"):
                return False
            return not caller.endswith(("ast.py", "syntax.py")) and not self._own(caller)
        made = str(args[0].co_filename)
        return not made.startswith((*self._code, "<frozen")) and not self._own(caller)

    def _own(self, caller: str) -> bool:
        return caller.startswith("<frozen") or any(f"{os.sep}{name}" in caller for name in OWN_MAKERS)


def _caller() -> str:
    """The file of the code that did what is heard of."""
    frame = sys._getframe(1)
    while frame.f_code.co_filename == __file__ and frame.f_back is not None:
        frame = frame.f_back
    return frame.f_code.co_filename
