"""The worker's end of the pipes: requests in, replies out, a beat twice a second, and no life without them.

Standard output carries messages only. It is moved to a descriptor of its own before any library is
loaded, and file descriptor 1 then leads to standard error, so that nothing a library prints breaks the stream.
"""

import ctypes
import os
import queue
import signal
import sys
import threading
from typing import NoReturn

from designer.errors import ProtocolError
from designer.training.framing import frame, requests
from designer.training.messages import Beat, Message, Request

BEAT_SECONDS = 0.5
GARBAGE = 3
"""The exit code after something that is no message came in."""


class Link:
    """Replies go out through `send`, requests arrive in `inbox`. When the other side is gone, so is the process."""

    def __init__(self) -> None:
        self.inbox: queue.SimpleQueue[Request] = queue.SimpleQueue()
        self._in, self._out = _take_over_standard_streams()
        self._lock = threading.Lock()

    def start(self) -> None:
        """Begin to read and to beat."""
        _die_with_parent()
        threading.Thread(target=self._read, name="reader", daemon=True).start()
        threading.Thread(target=self._beat, name="beat", daemon=True).start()

    def send(self, message: Message) -> None:
        """Put one message on the pipe; ends the process if nobody reads it any more."""
        rest = memoryview(frame(message))
        with self._lock:
            try:
                while rest:
                    rest = rest[os.write(self._out, rest) :]
            except OSError:
                leave(0)

    def _read(self) -> None:
        deframer = requests()
        while True:
            try:
                data = os.read(self._in, 1 << 16)
            except OSError:
                leave(0)
            if not data:
                leave(0)
            try:
                for request in deframer.feed(data):
                    self.inbox.put(request)
            except ProtocolError as error:
                print(f"layerloom worker: {error}", file=sys.stderr, flush=True)
                leave(GARBAGE)

    def _beat(self) -> None:
        pause = threading.Event()
        while not pause.wait(BEAT_SECONDS):
            self.send(Beat())


def leave(code: int) -> NoReturn:
    """End the process now, whatever its other threads are doing (a compile cannot be interrupted)."""
    os._exit(code)


def _take_over_standard_streams() -> tuple[int, int]:
    """Private descriptors of what were standard input and output; the public ones become harmless."""
    if sys.platform == "win32":
        import msvcrt

        msvcrt.setmode(0, os.O_BINARY)
        msvcrt.setmode(1, os.O_BINARY)
    private = os.dup(0), os.dup(1)
    nothing = os.open(os.devnull, os.O_RDONLY)
    os.dup2(nothing, 0)
    os.close(nothing)
    sys.stdout.flush()
    os.dup2(2, 1)
    return private


def _die_with_parent() -> None:
    """Have Linux kill this process when the one that started it ends, even while no Python can run here.

    Everywhere else, and for all but the hardest hangs here, the end of standard input does it.
    """
    if not sys.platform.startswith("linux"):
        return
    parent = os.getppid()
    try:
        ctypes.CDLL(None, use_errno=True).prctl(1, signal.SIGKILL)  # PR_SET_PDEATHSIG
    except (OSError, AttributeError):
        return
    if os.getppid() != parent:  # it died before the call
        leave(0)
