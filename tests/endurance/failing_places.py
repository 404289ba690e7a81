"""Folders on which everything fails that would be written, and is mended again, by means of the system itself."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from pathlib import Path

import psutil

ROOM = "6m"
"""The size of a disk that is filled."""


class Full:
    """A small disk of its own."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={ROOM}", "tmpfs", str(folder)], check=True)

    def fail(self) -> None:
        with (self.folder / "filler").open("wb", buffering=0) as file:
            try:
                while True:
                    file.write(bytes(4096))
            except OSError:
                return

    def mend(self) -> None:
        (self.folder / "filler").unlink()


class ReadOnly:
    """A folder seen through a view for reading only; what is open already is written to all the same."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def fail(self) -> None:
        """Made beside it and then laid over it: a view through which something writes cannot be closed to writing."""
        view = self.folder.with_name(self.folder.name + "-view")
        view.mkdir(exist_ok=True)
        for how in (["--bind", self.folder, view], ["-o", "remount,bind,ro", view], ["--bind", view, self.folder]):
            subprocess.run(["mount", *how], check=True)
        subprocess.run(["umount", view], check=True)

    def mend(self) -> None:
        subprocess.run(["umount", "--lazy", str(self.folder)], check=True)


class Closed:
    """Folders in which the user may change nothing."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def fail(self) -> None:
        self._set(0o500, 0o400)

    def mend(self) -> None:
        self._set(0o700, 0o600)

    def _set(self, folders: int, files: int) -> None:
        for path in [self.folder, *self.folder.rglob("*")]:
            path.chmod(folders if path.is_dir() else files)


class Limited:
    """No file may be written to: the system cuts it off, here and in the worker."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def fail(self) -> None:
        self._set(0)

    def mend(self) -> None:
        self._set(-1)

    def _set(self, size: int) -> None:
        import resource

        for process in [psutil.Process(), *psutil.Process().children()]:
            _, most = resource.prlimit(process.pid, resource.RLIMIT_FSIZE)
            resource.prlimit(process.pid, resource.RLIMIT_FSIZE, (most if size < 0 else size, most))


KINDS: dict[str, Callable[[Path], Full | ReadOnly | Closed | Limited]] = {
    "full": Full,
    "read-only": ReadOnly,
    "closed": Closed,
    "limited": Limited,
}
