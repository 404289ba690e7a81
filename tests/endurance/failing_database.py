"""A disk that fails under SQLite: the calls by which it opens, writes, cuts and deletes files can be made to, in turn.

SQLite looks its system calls up in a table that it lets others change, for tests such as these.
"""

from __future__ import annotations

import ctypes
import sqlite3
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from tests.endurance.failing_disk import Disk

_POINTERS = (
    *("xOpen", "xDelete", "xAccess", "xFullPathname", "xDlOpen", "xDlError", "xDlSym", "xDlClose", "xRandomness"),
    *("xSleep", "xCurrentTime", "xGetLastError", "xCurrentTimeInt64", "xSetSystemCall", "xGetSystemCall"),
)


class _System(ctypes.Structure):
    """`sqlite3_vfs` of version 3."""

    _fields_ = (
        *(("iVersion", ctypes.c_int), ("szOsFile", ctypes.c_int), ("mxPathname", ctypes.c_int)),
        *(("pNext", ctypes.c_void_p), ("zName", ctypes.c_char_p), ("pAppData", ctypes.c_void_p)),
        *((name, ctypes.c_void_p) for name in _POINTERS),
    )


_Setter = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_void_p, ctypes.c_char_p, ctypes.c_void_p)
_Getter = ctypes.CFUNCTYPE(ctypes.c_void_p, ctypes.c_void_p, ctypes.c_char_p)
_Open = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_char_p, ctypes.c_int, ctypes.c_int, use_errno=True)
_Write = ctypes.CFUNCTYPE(
    ctypes.c_ssize_t, ctypes.c_int, ctypes.c_void_p, ctypes.c_size_t, ctypes.c_int64, use_errno=True
)
_Cut = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_int, ctypes.c_int64, use_errno=True)
_Unlink = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_char_p, use_errno=True)
_CALLS = {"open": _Open, "pwrite": _Write, "pwrite64": _Write, "ftruncate": _Cut, "unlink": _Unlink}


def why_not() -> str:
    """Why SQLite's disk cannot be made to fail here, or nothing."""
    if not sys.platform.startswith("linux"):
        return "SQLite's calls are changed on Linux only"
    try:
        return "" if _system().iVersion >= 3 else "this SQLite keeps its calls to itself"
    except (AttributeError, OSError):
        return "this Python does not show its SQLite"


@contextmanager
def failing_database(disk: Disk) -> Iterator[Disk]:
    """Within this, SQLite's files under the disk's folder are written by way of it. Restores everything."""
    system = _system()
    place = ctypes.addressof(system)
    put, get = _Setter(system.xSetSystemCall), _Getter(system.xGetSystemCall)
    before = {name: address for name in _CALLS if (address := get(place, name.encode()))}
    handles: dict[int, str] = {}
    kept = {name: _CALLS[name](_made(name, _CALLS[name](address), disk, handles)) for name, address in before.items()}
    for name, function in kept.items():
        put(place, name.encode(), ctypes.cast(function, ctypes.c_void_p))
    try:
        yield disk
    finally:
        for name, address in before.items():
            put(place, name.encode(), address)


def _made(name: str, real: Callable[..., int], disk: Disk, handles: dict[int, str]) -> Callable[..., int]:
    def called(first: Any, *given: Any) -> int:
        path = handles.get(first, "") if isinstance(first, int) else (first or b"").decode()
        try:
            disk.step(name, path)
        except OSError as error:
            ctypes.set_errno(error.errno or 0)
            return -1
        found = real(first, *given)
        if name == "open" and found >= 0:
            handles[found] = path
        return found

    return called


def _system() -> _System:
    import _sqlite3

    assert sqlite3.sqlite_version_info > (3, 8)
    library = ctypes.CDLL(_sqlite3.__file__)
    find = library.sqlite3_vfs_find
    find.restype = ctypes.POINTER(_System)
    found: _System = find(None).contents
    return found
