"""A write that fails at any step leaves the old file whole and nothing beside it."""

import errno
import os
import stat
from pathlib import Path

import pytest

from designer.atomic import replace_folder_atomically, write_atomically
from designer.errors import FileError


def test_a_file_is_replaced_and_its_permissions_stay(tmp_path: Path) -> None:
    path = tmp_path / "file"
    path.write_bytes(b"old")
    path.chmod(0o640)
    write_atomically(path, b"new")
    assert path.read_bytes() == b"new"
    assert path.stat().st_mode & 0o777 == 0o640
    assert list(tmp_path.iterdir()) == [path]


def test_a_new_file_gets_the_usual_permissions(tmp_path: Path) -> None:
    usual, atomic = tmp_path / "usual", tmp_path / "atomic"
    usual.write_bytes(b"")
    write_atomically(atomic, b"")
    assert atomic.stat().st_mode == usual.stat().st_mode


def test_a_link_stays_a_link(tmp_path: Path) -> None:
    target, link = tmp_path / "target", tmp_path / "link"
    target.write_bytes(b"old")
    link.symlink_to(target)
    write_atomically(link, b"new")
    assert link.is_symlink()
    assert target.read_bytes() == b"new"


@pytest.mark.parametrize("step", ["fsync", "replace", "open"])
@pytest.mark.parametrize("code", [errno.ENOSPC, errno.EIO, errno.EROFS])
def test_a_failing_disk_leaves_the_old_file_and_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: str, code: int
) -> None:
    path = tmp_path / "file"
    path.write_bytes(b"old")

    def fail(*_: object, **__: object) -> None:
        raise OSError(code, os.strerror(code))

    if step == "fsync":
        monkeypatch.setattr(os, "fsync", fail)
    else:
        monkeypatch.setattr(Path, step, fail)
    with pytest.raises(FileError, match="Cannot write"):
        write_atomically(path, b"new", previous=tmp_path / "file.bak")
    monkeypatch.undo()
    assert path.read_bytes() == b"old"
    assert {entry.name for entry in tmp_path.iterdir()} <= {"file", "file.bak"}


def test_a_drive_that_cannot_flush_folders_is_written_to(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    flush = os.fsync

    def of_files_only(handle: int) -> None:
        if stat.S_ISDIR(os.fstat(handle).st_mode):
            raise OSError(errno.EINVAL, os.strerror(errno.EINVAL))
        flush(handle)

    monkeypatch.setattr(os, "fsync", of_files_only)
    write_atomically(tmp_path / "file", b"new")
    assert (tmp_path / "file").read_bytes() == b"new"


def test_a_folder_whose_place_cannot_be_taken_stays(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "net").mkdir()
    (tmp_path / "net" / "old").write_bytes(b"1")
    rename = Path.rename

    def failing(self: Path, target: Path) -> Path:
        if self.name == "new":
            raise OSError(errno.EACCES, os.strerror(errno.EACCES))
        return rename(self, target)

    monkeypatch.setattr(Path, "rename", failing)
    with pytest.raises(FileError, match="net"):
        replace_folder_atomically(tmp_path / "net", lambda new: (new / "half").write_bytes(b"2"))
    assert [file.name for file in tmp_path.rglob("*")] == ["net", "old"]


def test_what_a_killed_process_left_beside_the_file_goes_and_nothing_else(tmp_path: Path) -> None:
    path = tmp_path / "file.loom"
    old, young, other = (
        tmp_path / name for name in (".file.loom.x1.tmp.loom", ".file.loom.x2.tmp.loom", ".mine.tmp.loom")
    )
    for left in (old, young, other):
        left.write_bytes(b"half")
    for left in (old, other):
        os.utime(left, (0, 0))
    write_atomically(path, b"new")
    assert set(tmp_path.iterdir()) == {path, young, other}
