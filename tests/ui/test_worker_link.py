"""The link to the worker: every way it can be lost is told in a sentence, and another is started.

The workers here are small programs that speak the real protocol and misbehave on purpose.
"""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from designer.graph.specs import DataSpec
from designer.training.messages import Describe, Described, Pause
from designer.ui import worker_link
from designer.ui.worker_link import FAILED, READY, RESTARTING, SILENT, STARTING, STOPPED, Limits, WorkerLink

QUICK = Limits(silent=0.5, hung=1.2, young=0.05, pauses=(0.0, 0.0, 0.0), tick=0.05)
ROOT = Path(__file__).parent.parent.parent

WORKER = """
import os, sys, threading, time
sys.path.insert(0, {root!r})
from designer.data.script import DataCode
from designer.graph.specs import DataFacts
from designer.training.framing import frame, requests
from designer.training.messages import Beat, Describe, Described, Failed, Quit, Ready
out = sys.stdout.buffer
def say(message):
    out.write(frame(message)); out.flush()
def beat():
    while True:
        say(Beat()); time.sleep(0.1)
{behaviour}
"""

SERVES = """
threading.Thread(target=beat, daemon=True).start()
reader = requests()
while data := os.read(0, 65536):
    for message in reader.feed(data):
        if isinstance(message, Describe):
            say(Described(message.id, DataFacts("regression", 10, 8, 2, (2,)), DataCode((), (), "")))
        elif isinstance(message, Quit):
            os._exit(0)
        else:
            os._exit(3)
"""
IS_READY = 'say(Ready("2", "3", "CPU", os.getpid()))'
GOOD = f"{IS_READY}{SERVES}"
DIES_AT_ONCE = "sys.exit(1)"
TALKS_NONSENSE = IS_READY + '; out.write(b"\\nWarning: this is no message at all"); out.flush(); beat()'
NEVER_ENDS = "out.write((40_000_000).to_bytes(4, 'big')); out.flush(); beat()"
FLOODS = IS_READY + "\nwhile True: say(Beat())"
CANNOT_LOAD = f"say(Failed(0, 'worker', 'TensorFlow cannot be loaded.')){SERVES}"

Start = Callable[..., WorkerLink]


@pytest.fixture
def start(qtbot: QtBot) -> Iterator[Start]:
    links: list[WorkerLink] = []

    def make(behaviour: str, limits: Limits = QUICK) -> WorkerLink:
        link = WorkerLink([sys.executable, "-c", WORKER.format(root=str(ROOT), behaviour=behaviour)], limits)
        links.append(link)
        return link

    yield make
    for link in links:
        link.stop()
        assert link.state == STOPPED


def heard(signal: object) -> list[object]:
    """Everything a signal brings from now on."""
    found: list[object] = []
    signal.connect(found.append)  # type: ignore[attr-defined]
    return found


def is_in(link: WorkerLink, state: str) -> Callable[[], bool]:
    return lambda: link.state == state


def begun(qtbot: QtBot, link: WorkerLink) -> int:
    """Start a link and wait until its worker is ready; the worker's process id."""
    link.start()
    qtbot.waitUntil(is_in(link, READY), timeout=20_000)
    assert link.ready is not None
    return link.ready.pid


def test_a_request_is_answered(qtbot: QtBot, start: Start) -> None:
    link = start(GOOD)
    begun(qtbot, link)
    with qtbot.waitSignal(link.received) as got:
        link.send(Describe(7, DataSpec()))
    assert isinstance(got.args[0], Described) and got.args[0].id == 7


def test_a_worker_that_is_killed_is_replaced_and_said_so(qtbot: QtBot, start: Start) -> None:
    link = start(GOOD)
    pid = begun(qtbot, link)
    with qtbot.waitSignal(link.lost, timeout=2000) as lost:
        os.kill(pid, signal.SIGKILL)
    assert lost.args == [worker_link.CRASHED]
    qtbot.waitUntil(is_in(link, READY), timeout=20_000)
    assert link.ready is not None and link.ready.pid != pid


def test_a_worker_that_crashes_on_a_request_is_replaced(qtbot: QtBot, start: Start) -> None:
    link = start(GOOD)
    begun(qtbot, link)
    with qtbot.waitSignal(link.lost, timeout=2000):
        link.send(Pause())
    qtbot.waitUntil(is_in(link, READY), timeout=20_000)


@pytest.mark.skipif(sys.platform == "win32", reason="processes cannot be stopped there")
def test_a_worker_that_hangs_is_told_of_and_then_replaced(qtbot: QtBot, start: Start) -> None:
    link = start(GOOD)
    pid = begun(qtbot, link)
    said, lost = heard(link.said), heard(link.lost)
    os.kill(pid, signal.SIGSTOP)
    qtbot.waitUntil(is_in(link, SILENT), timeout=5000)
    assert said == [worker_link.QUIET] and not lost
    qtbot.waitUntil(is_in(link, READY), timeout=20_000)
    assert lost == [worker_link.HUNG]
    assert link.ready is not None and link.ready.pid != pid


@pytest.mark.skipif(sys.platform == "win32", reason="processes cannot be stopped there")
def test_a_worker_that_answers_again_is_left_alone(qtbot: QtBot, start: Start) -> None:
    link = start(GOOD, Limits(silent=0.5, hung=30.0, tick=0.05))
    pid = begun(qtbot, link)
    os.kill(pid, signal.SIGSTOP)
    qtbot.waitUntil(is_in(link, SILENT), timeout=5000)
    os.kill(pid, signal.SIGCONT)
    qtbot.waitUntil(is_in(link, READY), timeout=5000)
    assert link.ready is not None and link.ready.pid == pid


def test_a_window_that_was_held_up_blames_nobody(qtbot: QtBot, start: Start) -> None:
    import time

    link = start(GOOD)
    begun(qtbot, link)
    states = heard(link.state_changed)
    time.sleep(2.0)  # longer than `hung`: as if the machine slept
    qtbot.wait(400)
    assert states == []


def test_a_stream_that_breaks_is_a_crash(qtbot: QtBot, start: Start) -> None:
    link = start(TALKS_NONSENSE)
    with qtbot.waitSignal(link.lost, timeout=20_000) as lost:
        link.start()
    assert lost.args == [worker_link.CRASHED]


@pytest.mark.parametrize("before", ["", f"{IS_READY}; "])
def test_a_message_without_an_end_is_found_out_though_bytes_come(qtbot: QtBot, start: Start, before: str) -> None:
    link = start(before + NEVER_ENDS)
    said, lost = heard(link.said), heard(link.lost)
    link.start()
    qtbot.waitUntil(lambda: bool(lost), timeout=20_000)
    assert said == [worker_link.QUIET] and lost == [worker_link.HUNG]


def test_a_worker_that_floods_the_pipe_leaves_the_window_its_turns(qtbot: QtBot, start: Start) -> None:
    link = start(FLOODS)
    begun(qtbot, link)
    turns: list[int] = []
    timer = QTimer()
    timer.timeout.connect(lambda: turns.append(link._process.bytesAvailable() if link._process else -1))
    timer.start(10)
    qtbot.waitUntil(lambda: len(turns) > 50)
    assert link.state == READY and max(turns) < 10_000_000, "what comes faster than it is read waits in the pipe"


@pytest.mark.skipif(sys.platform == "win32", reason="processes cannot be stopped there")
def test_a_worker_that_is_stopped_while_it_loads_is_told_of_and_goes_on_where_it_can(
    qtbot: QtBot, start: Start
) -> None:
    link = start("beat()", Limits(silent=0.5, hung=30.0, tick=0.05))
    said, states = heard(link.said), heard(link.state_changed)
    link.start()
    assert link._process is not None
    qtbot.wait(400)
    pid = link._process.processId()
    os.kill(pid, signal.SIGSTOP)
    qtbot.waitUntil(is_in(link, SILENT), timeout=5000)
    assert said == [worker_link.QUIET]
    os.kill(pid, signal.SIGCONT)
    qtbot.waitUntil(is_in(link, STARTING), timeout=5000)
    assert states == [STARTING, SILENT, STARTING]


def test_a_worker_that_cannot_load_what_trains_says_so_and_reads_data_all_the_same(qtbot: QtBot, start: Start) -> None:
    link = start(CANNOT_LOAD)
    said = heard(link.said)
    link.start()
    qtbot.waitUntil(is_in(link, FAILED), timeout=20_000)
    assert said == ["TensorFlow cannot be loaded."] and link._process is not None
    with qtbot.waitSignal(link.received, timeout=5000, check_params_cb=is_described):
        link.send(Describe(9, DataSpec()))
    before = link._process.processId()
    link.retry()
    qtbot.waitUntil(lambda: len(said) == 2, timeout=20_000)
    with pytest.raises(ProcessLookupError):
        os.kill(before, 0)


def test_after_three_that_died_young_only_retry_starts_another(qtbot: QtBot, start: Start) -> None:
    link = start(DIES_AT_ONCE)
    lost = heard(link.lost)
    link.start()
    qtbot.waitUntil(is_in(link, FAILED), timeout=20_000)
    assert lost == [worker_link.CRASHED, worker_link.CRASHED, worker_link.GAVE_UP]
    assert not link.send(Pause())
    with qtbot.waitSignal(link.lost, timeout=20_000):
        link.retry()


def test_a_program_that_is_not_there_is_given_up_in_a_sentence(qtbot: QtBot) -> None:
    link = WorkerLink(["/no/such/program"], QUICK)
    link.start()
    qtbot.waitUntil(is_in(link, FAILED), timeout=5000)
    link.stop()


def test_a_question_about_data_survives_the_worker(qtbot: QtBot, start: Start) -> None:
    link = start(GOOD)
    pid = begun(qtbot, link)
    os.kill(pid, signal.SIGKILL)
    with qtbot.waitSignal(link.state_changed, timeout=5000, check_params_cb=is_restarting):
        pass
    with qtbot.waitSignal(link.received, timeout=20_000, check_params_cb=is_described):
        link.send(Describe(9, DataSpec()))


def is_restarting(state: str) -> bool:
    return state == RESTARTING


def is_described(reply: object) -> bool:
    return isinstance(reply, Described) and reply.id == 9


def test_the_worker_ends_with_the_link(qtbot: QtBot, start: Start) -> None:
    link = start(GOOD)
    pid = begun(qtbot, link)
    link.stop()
    with pytest.raises(ProcessLookupError):
        os.kill(pid, 0)


def test_an_open_dialog_does_not_make_the_worker_look_silent(qtbot: QtBot, start: Start) -> None:
    link = start(GOOD)
    states = heard(link.state_changed)
    link.start()
    qtbot.waitUntil(lambda: link.state == READY)
    dialog = QFileDialog(None, "Save the design")
    QTimer.singleShot(int(3000 * QUICK.silent), dialog.reject)
    dialog.exec()
    assert link.state == READY and SILENT not in states
