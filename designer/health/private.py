"""Traces without anything of the user's: neither what an error says, which may quote their data, nor their folders."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path, PurePath
from types import TracebackType
from typing import Final

ROOT: Final = Path(__file__).parent.parent.parent
LIBRARIES: Final = ("site-packages", "dist-packages")
DEEPEST: Final = 40
"""More frames than this are those of a recursion: the outermost and innermost tell of it."""

_FRAME: Final = re.compile(r'File "(?P<file>[^"]*)", line (?P<line>\d+) in (?P<name>.*)')
_FATAL: Final = re.compile(r"^(Fatal Python error: [A-Za-z ]+|(Current thread|Thread) 0x[0-9a-f]+)", re.ASCII)


def trace_of(error: BaseException, trace: TracebackType | None = None) -> str:
    """What kind of error it is and through which functions it came, outermost first, with what caused it before it."""
    parts = [*_causes(error), (error, trace or error.__traceback__)]
    return "\n".join(line for one, at in parts for line in (type(one).__qualname__, *_frames(at)))


def dump_of(text: str) -> str:
    """What `faulthandler` wrote when the process died, in the same form."""
    return "\n".join(line for line in map(_dumped, text.splitlines()) if line)


def place(file: str) -> str:
    """A file of the program by its place in it; of one that is elsewhere only the name."""
    path = PurePath(file)
    for folder in LIBRARIES:
        if folder in path.parts:
            return "/".join(path.parts[path.parts.index(folder) + 1 :])
    if path.is_relative_to(ROOT):
        return path.relative_to(ROOT).as_posix()
    return path.name


def _causes(error: BaseException) -> Iterator[tuple[BaseException, TracebackType | None]]:
    cause = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    if cause is not None and cause is not error:
        yield cause, cause.__traceback__


def _frames(trace: TracebackType | None) -> list[str]:
    lines = []
    while trace is not None:
        code = trace.tb_frame.f_code
        lines.append(f"  {place(code.co_filename)}:{trace.tb_lineno} in {code.co_name}")
        trace = trace.tb_next
    half = DEEPEST // 2
    return lines if len(lines) <= DEEPEST else [*lines[:half], "  …", *lines[-half:]]


def _dumped(line: str) -> str:
    frame = _FRAME.search(line)
    if frame:
        return f"  {place(frame['file'])}:{frame['line']} in {frame['name']}"
    fatal = _FATAL.match(line)
    return fatal[0] if fatal else ""
