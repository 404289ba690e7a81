"""A worker process and the talk with it, for programs without an event loop: the command line and tests."""

from __future__ import annotations

import queue
import signal
import subprocess
import threading
import time
from collections.abc import Iterator, Sequence
from types import TracebackType

from designer.errors import ProtocolError, WorkerLost
from designer.paths import worker_log
from designer.training.framing import frame, replies
from designer.training.messages import Beat, Message, Ready, Reply
from designer.training.starting import worker_command

SILENCE_SECONDS = 10.0
"""After so long without a sign of life a worker counts as hung; it beats twice a second."""

LOADING_SECONDS = 120.0
"""The same while TensorFlow loads, which a cold disk makes slow and which holds up every thread."""


class WorkerClient:
    """A running worker. Use it in a `with`, or `close` it; either way the process ends.

    Start it from a thread that lives as long as it: Linux ends the worker with that thread.
    """

    def __init__(self, command: Sequence[str] = (), silence: float = SILENCE_SECONDS) -> None:
        self._silence = silence
        self._ready = False
        self._heard = time.monotonic()
        self._replies: queue.SimpleQueue[Reply | WorkerLost] = queue.SimpleQueue()
        with worker_log().open("ab") as log:
            self.process = subprocess.Popen(
                list(command or worker_command()),
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=log,
                bufsize=0,
                process_group=0,  # Ctrl+C is for the command to hear, not for the worker
            )
        self._reader = threading.Thread(target=self._read, name="worker replies", daemon=True)
        self._reader.start()

    def __enter__(self) -> WorkerClient:
        return self

    def __exit__(
        self, type: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def __iter__(self) -> Iterator[Reply]:
        """Replies as they come, without end: leave the loop when the awaited one has come."""
        while True:
            yield self.receive()

    def send(self, message: Message) -> None:
        """Hand a request over. Raises `WorkerLost` if nobody is there to take it."""
        assert self.process.stdin is not None
        rest = memoryview(frame(message))
        try:
            while rest:
                rest = rest[self.process.stdin.write(rest) :]
        except (OSError, ValueError):
            raise self._died() from None

    def receive(self, timeout: float | None = None) -> Reply:
        """The next reply that is no beat. Raises `TimeoutError`, or `WorkerLost` when the worker died or is silent."""
        until = None if timeout is None else time.monotonic() + timeout
        while True:
            left = 0.25 if until is None else min(0.25, until - time.monotonic())
            try:
                reply = self._replies.get(timeout=max(0.0, left))
            except queue.Empty:
                self._check_silence()
                if until is not None and time.monotonic() >= until:
                    raise TimeoutError(f"No reply from the worker within {timeout:g} s.") from None
                continue
            if isinstance(reply, WorkerLost):
                self._replies.put(reply)  # it stays lost for whoever asks next
                raise reply
            if not isinstance(reply, Beat):
                return reply

    def close(self) -> None:
        """End the process; its end of the pipe closing is all it takes."""
        assert self.process.stdin is not None
        self.process.stdin.close()
        try:
            self.process.wait(timeout=2)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        self._reader.join()
        assert self.process.stdout is not None
        self.process.stdout.close()

    def _read(self) -> None:
        assert self.process.stdout is not None
        deframer = replies()
        try:
            while data := self.process.stdout.read(1 << 16):
                self._heard = time.monotonic()
                for reply in deframer.feed(data):
                    self._ready |= isinstance(reply, Ready)
                    self._replies.put(reply)
        except ProtocolError as error:
            self._replies.put(WorkerLost(f"The training process sent something unreadable. Start again. ({error})"))
            return
        self._replies.put(self._died())

    def _check_silence(self) -> None:
        limit = self._silence if self._ready else max(self._silence, LOADING_SECONDS)
        quiet = time.monotonic() - self._heard
        if quiet > limit and self.process.poll() is None:  # of one that ended its reader is about to tell
            raise WorkerLost(
                f"The training process has not answered for {quiet:.0f} s; it hangs. Start again; nothing is lost."
            )

    def _died(self) -> WorkerLost:
        try:
            code = self.process.wait(timeout=5)
        except subprocess.TimeoutExpired:
            return WorkerLost("The training process closed its pipe. Start again; nothing of the design is lost.")
        return WorkerLost(f"The training process {ending(code)}. Start again; nothing of the design is lost.")


def ending(code: int) -> str:
    """How a process ended, in plain words, from its exit code as `subprocess` gives it."""
    if code == 0:
        return "ended by itself"
    if code > 0:
        return f"ended with exit code {code}"
    if -code == getattr(signal, "SIGKILL", 9):
        return "was killed, by hand or because memory ran out"
    try:
        name = signal.Signals(-code).name
    except ValueError:
        name = f"signal {-code}"
    return f"crashed ({name})"
