"""Readers of one kind of harm each, to see that every one is caught."""

from __future__ import annotations

import os
import pickle
import socket
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QFile

from designer.errors import FileError
from tests.endurance.fuzzing import using


def _write(folder: Path) -> None:
    (folder.parent / "outside" / "x").write_text("x")


def _write_as_a_library_does(folder: Path) -> None:
    """What no hook of Python hears of."""
    file = QFile(str(folder.parent / "outside" / "y"))
    assert file.open(QFile.OpenModeFlag.WriteOnly)
    file.close()


def _look(folder: Path) -> None:
    Path("/etc/passwd").read_bytes()


def _process(folder: Path) -> None:
    subprocess.run([sys.executable, "-c", ""], check=True)


def _socket(folder: Path) -> None:
    socket.socket().close()


def _unpickle(folder: Path) -> None:
    pickle.loads(b"cos\ngetcwd\n(tR.")


def _run(folder: Path) -> None:
    exec("x = 1")


def _die(folder: Path) -> None:
    os._exit(7)


def _fail(folder: Path) -> None:
    raise ZeroDivisionError


def _chatter(folder: Path) -> None:
    raise TwoLines("one\ntwo.")


def _fill(folder: Path) -> None:
    bytearray(b"x") * (700 * 2**20)


def _dawdle(folder: Path) -> None:
    sum(range(10**8 * 2))


class TwoLines(FileError):
    def __str__(self) -> str:
        return str(self.args[0])


HARMS: dict[str, tuple[Callable[[Path], None], str]] = {
    "write": (_write, "it did open"),
    "write as a library": (_write_as_a_library_does, "it wrote"),
    "look": (_look, "it did open"),
    "process": (_process, "it did subprocess.Popen"),
    "socket": (_socket, "it did socket"),
    "unpickle": (_unpickle, "it did pickle.find_class"),
    "run": (_run, "it did"),
    "die": (_die, "the process died with 7"),
    "fail": (_fail, "ZeroDivisionError"),
    "chatter": (_chatter, "no single sentence"),
    "fill": (_fill, "MB"),
    "dawdle": (_dawdle, "it took"),
}
"""What each does, and how the fault that is told of it begins or ends."""


def harm(content: bytes, folder: Path) -> None:
    """Do what the content names; nothing where it names nothing."""
    if content:
        with using.watched():
            HARMS[content.decode()][0](folder)
