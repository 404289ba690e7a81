"""The window's end of the pipe to the worker: starts it, watches it, starts another when it is lost.

Nothing here knows what is trained. A worker that dies, hangs or talks nonsense is told of in one sentence
and replaced; after three that died young, only the user's Retry starts another.
"""

from __future__ import annotations

import itertools
import time
from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QIODevice, QObject, QProcess, QTimer, Signal

from designer.errors import ProtocolError
from designer.paths import worker_log
from designer.training.framing import Deframer, frame, replies
from designer.training.messages import Describe, Described, Failed, Quit, Ready, Reply, Request
from designer.training.starting import worker_command

STARTING, READY, SILENT, RESTARTING, FAILED, STOPPED = "starting", "ready", "silent", "restarting", "failed", "stopped"
"""What the link can be in. `silent`: alive but not answering. `failed`: given up until `retry`."""

CRASHED = "The training engine stopped unexpectedly and is being started again. Your design is untouched."
HUNG = "The training engine did not answer and is being started again. Your design is untouched."
QUIET = "The training engine is not answering…"
GAVE_UP = "The training engine stopped three times in a row. You can go on drawing; press Retry to start it again."
TROUBLES = (CRASHED, HUNG, QUIET, GAVE_UP)
"""What is no longer so once the engine is ready."""


@dataclass(frozen=True)
class Limits:
    """How long is too long, in seconds. A ready worker gives a sign of life twice a second."""

    silent: float = 1.6
    hung: float = 6.0
    start: float = 180.0
    young: float = 20.0
    deaths: int = 3
    pauses: tuple[float, ...] = (0.0, 0.5, 2.0)
    tick: float = 0.2
    goodbye: float = 1.5


class WorkerLink(QObject):
    """One worker process at a time."""

    received = Signal(object)
    """Each `Reply` but the signs of life."""
    state_changed = Signal(str)
    lost = Signal(str)
    """The worker is gone (it crashed, or was killed for not answering); why, in one sentence."""
    said = Signal(str)
    """A sentence for the status line."""

    def __init__(
        self, command: Sequence[str] | None = None, limits: Limits = Limits(), parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._command = list(command or worker_command())
        self._limits = limits
        self._process: QProcess | None = None
        self._deframer: Deframer[Reply] = replies()
        self._ids = itertools.count(1)
        self._unanswered: dict[int, Describe] = {}
        self._deaths = 0
        self._state = STOPPED
        self._started = self._heard = self._ticked = 0.0
        self.ready: Ready | None = None
        self._watch = QTimer(self)
        self._watch.setInterval(int(limits.tick * 1000))
        self._watch.timeout.connect(self._tick)
        self._again = QTimer(self)
        self._again.setSingleShot(True)
        self._again.timeout.connect(self._launch)

    # --- what others use ---

    @property
    def state(self) -> str:
        return self._state

    def new_id(self) -> int:
        """A number for the next request."""
        return next(self._ids)

    def start(self) -> None:
        """Start the worker, unless there is one."""
        if self._state == STOPPED:
            self._launch()
        else:
            self.retry()

    def retry(self) -> None:
        """Start again after giving up."""
        if self._state == FAILED:
            self._deaths = 0
            self._kill(self._let_go())  # one that could not load TensorFlow still lives
            self._launch()

    def send(self, message: Request) -> bool:
        """Give the worker a request; says whether there is a worker to give it to. `Describe` is kept until it is
        answered, by the next worker if need be."""
        if isinstance(message, Describe):
            self._unanswered[message.id] = message
        if self._process is None:
            return False
        self._process.write(frame(message))
        return True

    def forget(self, id: int) -> None:
        """The answer to this request is not wanted any more."""
        self._unanswered.pop(id, None)

    def stop(self) -> None:
        """End the worker, kindly at first; waits for it."""
        self._watch.stop()
        self._again.stop()
        process = self._let_go()
        self._enter(STOPPED)
        if process is not None:
            process.write(frame(Quit()))
            process.closeWriteChannel()
            if not process.waitForFinished(int(self._limits.goodbye * 1000)):
                process.kill()
                process.waitForFinished(2000)
            process.deleteLater()

    # --- one process ---

    def _launch(self) -> None:
        self._deframer = replies()
        self.ready = None
        self._started = self._heard = self._ticked = time.monotonic()
        process = QProcess(self)
        process.setProcessChannelMode(QProcess.ProcessChannelMode.SeparateChannels)
        process.setStandardErrorFile(str(worker_log()), QIODevice.OpenModeFlag.Append)
        process.readyReadStandardOutput.connect(self._read)
        process.finished.connect(self._finished)
        process.errorOccurred.connect(self._failed_to_start)
        self._process = process
        self._enter(STARTING)
        process.start(self._command[0], self._command[1:])
        for request in self._unanswered.values():
            process.write(frame(request))
        self._watch.start()

    def _read(self) -> None:
        if self._process is None:
            return
        data = bytes(self._process.readAllStandardOutput().data())
        try:
            for reply in self._deframer.feed(data):
                self._heard = time.monotonic()  # not by mere bytes: garbage can pass for a message without an end
                self._take(reply)
        except ProtocolError:
            self._lose(CRASHED)

    def _take(self, reply: Reply) -> None:
        if self._state == SILENT:
            self._enter(READY if self.ready is not None else STARTING)
        if isinstance(reply, Ready):
            self.ready = reply
            self._enter(READY)
        if isinstance(reply, Failed) and reply.id == 0:
            self._do_without(reply.sentence)
        if isinstance(reply, Described | Failed):
            self._unanswered.pop(reply.id, None)
        if reply.__struct_config__.tag != "beat":
            self.received.emit(reply)

    def _finished(self, code: int, status: QProcess.ExitStatus) -> None:
        if self._process is not None:
            self._read()
            self._lose(CRASHED)

    def _failed_to_start(self, error: QProcess.ProcessError) -> None:
        if error == QProcess.ProcessError.FailedToStart:
            self._lose(CRASHED)

    # --- losing it ---

    def _tick(self) -> None:
        """Look whether the worker is still there. If this very process was held up, the worker is excused."""
        now = time.monotonic()
        late = now - self._ticked - self._limits.tick
        self._ticked = now
        if late > self._limits.silent / 2:
            self._heard = now
            return
        quiet = now - self._heard
        if self.ready is None and quiet > self._limits.start:
            self._lose(HUNG)
        elif quiet > self._limits.silent and self._state != FAILED and (self.ready is not None or self._is_stuck()):
            self._fall_silent(quiet)

    def _fall_silent(self, quiet: float) -> None:
        if quiet > self._limits.hung:
            self._lose(HUNG)
        elif self._state != SILENT:
            self._enter(SILENT)
            self.said.emit(QUIET)

    def _is_stuck(self) -> bool:
        """Whether it is no wonder that a worker says nothing while TensorFlow loads: somebody stopped the process, or
        what it said is no message and has no end."""
        import psutil

        if self._deframer.halfway:
            return True

        try:
            assert self._process is not None
            return bool(psutil.Process(self._process.processId()).status() == psutil.STATUS_STOPPED)
        except psutil.Error:
            return False

    def _lose(self, sentence: str) -> None:
        process = self._let_go()
        if process is None:
            return
        self._watch.stop()
        self._kill(process)
        young = self.ready is None or time.monotonic() - self._started < self._limits.young
        self._deaths = self._deaths + 1 if young else 1
        self.ready = None
        if self._deaths >= self._limits.deaths:
            self._enter(FAILED)
            self.lost.emit(GAVE_UP)
            return
        self._enter(RESTARTING)
        pauses = self._limits.pauses
        self._again.start(int(1000 * pauses[min(self._deaths, len(pauses)) - 1]))
        self.lost.emit(sentence)

    def _do_without(self, sentence: str) -> None:
        """It cannot load what trains, and says why. It still reads data, so it lives until the user's Retry."""
        self._enter(FAILED)
        self.said.emit(sentence)

    def _kill(self, process: QProcess | None) -> None:
        """End a process that was let go, now."""
        if process is None:
            return
        process.kill()
        process.finished.connect(process.deleteLater)
        if process.state() == QProcess.ProcessState.NotRunning:
            process.deleteLater()

    def _let_go(self) -> QProcess | None:
        """The process, which is then nobody's: its signals reach nothing here any more."""
        process, self._process = self._process, None
        if process is not None:
            process.readyReadStandardOutput.disconnect(self._read)
            process.finished.disconnect(self._finished)
            process.errorOccurred.disconnect(self._failed_to_start)
        return process

    def _enter(self, state: str) -> None:
        if state != self._state:
            self._state = state
            self.state_changed.emit(state)
