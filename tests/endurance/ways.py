"""What a worker can come to: signals, garbage in its pipe, a machine without memory."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path

import psutil

BAD = b"\0\0\0\4\xc1\xc1\xc1\xc1"
"""A whole frame with nothing in it that is a message."""
HALF = (48_000_000).to_bytes(4, "big") + b"\x82"
"""The beginning of a message that is allowed and never ends: whatever comes next passes for a part of it."""
CHATTER = (
    "import sys; pipe = open(sys.argv[1], 'wb', 0)\nwhile True: pipe.write(b'\\nWARNING: nobody reads this.' * 100)"
)
"""What a library would do that prints into the pipe without an end."""
SPARE = 100 * 2**20
"""Bytes a worker gets beyond what it has when its memory is to run out."""


def die(number: signal.Signals, pid: int) -> None:
    os.kill(pid, number)


def say(what: bytes, pid: int) -> None:
    """Put bytes into the worker's pipe in its name."""
    with pipe_of(pid).open("wb", buffering=0) as pipe:
        pipe.write(what)


def chatter(pid: int) -> None:
    """Fill the worker's pipe in its name until nobody reads it any more."""
    subprocess.Popen([sys.executable, "-c", CHATTER, str(pipe_of(pid))], stderr=subprocess.DEVNULL)


def hold_memory(pid: int) -> None:
    """Grant the worker next to nothing beyond the memory it has."""
    import resource

    room = psutil.Process(pid).memory_info().vms + SPARE
    resource.prlimit(pid, resource.RLIMIT_AS, (room, room))


def pipe_of(pid: int) -> Path:
    """The worker's end of the pipe that this very process reads."""
    ours = {str(link.readlink()) for link in _links("self")}
    for link in _links(str(pid)):
        if str(link.readlink()) in ours and _writes(pid, link.name):
            return link
    raise LookupError("the worker has no pipe to this process")


def _links(process: str) -> list[Path]:
    """What a process has open that is a pipe."""
    found = []
    for link in Path(f"/proc/{process}/fd").iterdir():
        try:
            if str(link.readlink()).startswith("pipe:"):
                found.append(link)
        except OSError:  # closed by now
            continue
    return found


def _writes(pid: int, handle: str) -> bool:
    told = Path(f"/proc/{pid}/fdinfo/{handle}").read_text().split()
    return int(told[told.index("flags:") + 1], 8) & os.O_ACCMODE == os.O_WRONLY


WAYS: dict[str, Callable[[int], None]] = {
    **{number.name: partial(die, number) for number in (signal.SIGKILL, signal.SIGSEGV)},
    **({"SIGSTOP": partial(die, signal.SIGSTOP)} if sys.platform != "win32" else {}),
    "garbage": partial(say, BAD),
    "half a message": partial(say, HALF),
    "chatter": chatter,
}
"""What each does to the worker with a process number."""
