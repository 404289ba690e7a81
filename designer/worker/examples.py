"""Examples, read once for all requests about them."""

from __future__ import annotations

import os
import threading
from collections import OrderedDict
from collections.abc import Hashable
from pathlib import Path
from stat import S_ISDIR

import msgspec

from designer.data import load_examples
from designer.data.examples import Examples
from designer.data.sources import file_of
from designer.graph.specs import DataSpec

MOST = 2
"""How many data sets stay in memory."""


class ExamplesRead:
    """The last few data sets read. Any thread may read."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._read: OrderedDict[Hashable, Examples] = OrderedDict()

    def read(self, data: DataSpec) -> Examples:
        """The examples of a specification. Raises `DataError`."""
        key = data_key(data)
        with self._lock:
            found = self._read.get(key)
        if found is not None:
            return found
        examples = load_examples(data)
        with self._lock:
            self._read[key] = examples
            while len(self._read) > MOST:
                self._read.popitem(last=False)
        return examples


def data_key(data: DataSpec) -> Hashable:
    """The specification and, for a file, its state: the user may have changed it meanwhile."""
    path = file_of(data.source)
    state = state_of_file(path) if path else ()
    return msgspec.msgpack.encode(data.bare), state


def state_of_file(path: str) -> tuple[int, ...]:
    """What changes when a file does; nothing where there is none, as reading it will say what is wrong."""
    try:
        found = Path(path).stat()
        # a folder changes with what is directly in it; pictures lie one folder deeper
        inner = (
            [entry.stat().st_mtime_ns for entry in os.scandir(path) if entry.is_dir()] if S_ISDIR(found.st_mode) else []
        )
    except (OSError, ValueError):
        return ()
    return found.st_mtime_ns, found.st_size, *sorted(inner)
