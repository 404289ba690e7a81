"""Python loads this at the start of any process that has this folder in its path: each is watched for sockets.

A process writes a line when it begins, and one for each time it asks for a name or makes a socket that could reach
further than this machine's own files. What it asked for it does not get. Whoever it starts is watched likewise, also
where it leaves the path out.
"""

import os
import sys
import traceback
from pathlib import Path

ASKING = {
    "socket.getaddrinfo",
    "socket.gethostbyname",
    "socket.connect",
    "socket.bind",
    "socket.sendto",
    "urllib.Request",
}
LOCAL = 1
"""The family of sockets that are files, AF_UNIX."""


def tell(what: str) -> None:
    """One line, whole even where several processes write."""
    with Path(os.environ["SOCKETS_SEEN"]).open("a", encoding="utf-8") as log:
        log.write(f"{what}  {' '.join(sys.orig_argv[1:4])[:200]}\n")


def watch(event: str, arguments: tuple[object, ...]) -> None:
    if event == "subprocess.Popen" and isinstance(arguments[3], dict):
        arguments[3].setdefault("PYTHONPATH", str(Path(__file__).parent))
    elif event == "socket.__new__" and arguments[1] != LOCAL:
        refuse("a socket")
    elif event in ASKING and not (
        event in ("socket.connect", "socket.bind") and isinstance(arguments[1], (str, bytes))
    ):
        refuse(event)


def refuse(what: str) -> None:
    where = traceback.extract_stack(limit=5)[0]
    tell(f"tried {what} at {where.filename}:{where.lineno}")
    raise OSError("There is no network.")


if "SOCKETS_SEEN" in os.environ:
    tell("began")
    sys.addaudithook(watch)
