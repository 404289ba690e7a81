"""The process itself: it starts quietly, ends with its pipe and whoever holds it, and never takes others along."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from designer.errors import WorkerLost
from designer.graph.specs import DataSpec, Generated, Table
from designer.plan import TrainingPlan
from designer.training.client import WorkerClient
from designer.training.framing import frame
from designer.training.messages import ColumnsSeen, Describe, Described, Epochs, Failed, Quit, Ready, Stop, Train
from designer.training.starting import worker_command

Plans = Callable[..., TrainingPlan]
LONG = 1_000_000


def gone(pid: int, within: float) -> bool:
    """Whether a process that is not ours ends in time (a zombie nobody waits for has ended)."""
    until = time.monotonic() + within
    while time.monotonic() < until:
        try:
            state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
        except OSError:
            return True
        if state == "Z":
            return True
        time.sleep(0.02)
    return False


def test_importing_the_package_loads_nothing_heavy() -> None:
    check = "import sys, designer.worker; sys.exit(any(m in sys.modules for m in ('tensorflow', 'keras', 'numpy')))"
    assert subprocess.run([sys.executable, "-c", check], check=False).returncode == 0


def test_data_is_described_while_tensorflow_still_loads_and_wrong_data_in_a_sentence(
    own_worker: Any, tmp_path: Path
) -> None:
    own_worker.send(Describe(1, DataSpec(Generated("spiral", size=50))))
    own_worker.send(Describe(2, DataSpec(Table(str(tmp_path / "none.csv")))))
    own_worker.send(Stop())
    assert own_worker.until(Described).facts.rows == 50
    failed = own_worker.until(Failed)
    assert (failed.id, failed.cause) == (2, "data")
    assert own_worker.heard(Ready) == []
    own_worker.send(Quit())
    with pytest.raises(WorkerLost, match="ended by itself"):
        own_worker.until(Ready)


def test_columns_are_told_of_even_where_their_rows_cannot_be_read(own_worker: Any, tmp_path: Path) -> None:
    (tmp_path / "slip.csv").write_text("a,b\n" + "1,2.5\n" * 20 + "unsure,2.5\n")
    own_worker.send(Describe(1, DataSpec(Table(str(tmp_path / "slip.csv")))))
    assert "'unsure'" in own_worker.until(Failed).sentence
    seen = own_worker.heard(ColumnsSeen)
    assert [(one.name, one.holds, one.role) for one in seen[0].columns] == [
        ("a", "number", "feature"),
        ("b", "number", "target"),
    ]
    own_worker.send(Describe(2, DataSpec(Table(str(tmp_path / "slip.csv"), types={"a": "number"}))))
    assert own_worker.until(Described).facts.rows == 20


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no SIGSTOP")
def test_a_worker_that_hangs_or_is_killed_in_a_run_is_told_in_a_sentence(plan: Plans) -> None:
    with WorkerClient(silence=1.5) as client:
        client.send(Train(1, plan(epochs=LONG)))
        while not isinstance(client.receive(120), Epochs):
            pass
        os.kill(client.process.pid, signal.SIGSTOP)
        with pytest.raises(WorkerLost, match="hangs"):
            while True:
                client.receive(30)
        client.process.kill()
        client.process.wait()
        for _ in range(2):  # it stays lost, whoever asks
            with pytest.raises(WorkerLost, match="was killed"):
                while True:
                    client.receive(10)
        with pytest.raises(WorkerLost):
            client.send(Stop())


def test_garbage_ends_the_process_with_a_code_and_a_closed_pipe_without_one() -> None:
    for given, code in ((b"\xff" * 64, 3), (b"\0\0\0\3abc", 3), (b"", 0), (frame(Quit()), 0), (b"\0\0", 0)):
        done = subprocess.run(worker_command(), input=given, capture_output=True, timeout=60, check=False)
        assert done.returncode == code, given
        assert (b"layerloom worker" in done.stderr) == (code == 3)
        assert b"Traceback" not in done.stderr


def test_what_libraries_print_does_not_break_the_stream() -> None:
    noise = """
import os, threading, time
from designer.worker import link, main

def talk():
    while True:
        print("noise", flush=True)
        os.write(1, b"noise")
        time.sleep(0.005)

start = link.Link.start
link.Link.start = lambda self: (threading.Thread(target=talk, daemon=True).start(), start(self))
main()
"""
    with WorkerClient([sys.executable, "-c", noise]) as client:
        client.send(Describe(1, DataSpec()))
        assert isinstance(client.receive(120), Described)
        client.send(Describe(2, DataSpec()))
        assert isinstance(client.receive(120), Described)


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="reads /proc")
@pytest.mark.parametrize("stopped", [False, True])
def test_no_worker_outlives_whoever_started_it(plan: Plans, stopped: bool) -> None:
    """Also while it cannot run a line of its own code, as in a long compile."""
    starter = (
        "import sys, time; from designer.training.client import WorkerClient; "
        "from designer.training.messages import Describe; "
        "from designer.graph.specs import DataSpec; "
        "client = WorkerClient(); client.send(Describe(1, DataSpec())); client.receive(60); print(client.process.pid, flush=True); time.sleep(60)"
    )
    with subprocess.Popen([sys.executable, "-c", starter], stdout=subprocess.PIPE) as owner:
        assert owner.stdout is not None
        pid = int(owner.stdout.readline())
        if stopped:
            os.kill(pid, signal.SIGSTOP)
        owner.kill()
        assert gone(pid, within=5)


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="reads /proc")
def test_no_clean_process_outlives_the_worker(tmp_path: Path) -> None:
    """Also while it holds Python's lock, as a converter does."""
    script = tmp_path / "script.py"
    script.write_text("import ctypes, pathlib; pathlib.Path('there').touch(); ctypes.PyDLL(None).sleep(60)")
    starter = (
        "import subprocess, sys; from designer.worker import outside; "
        f"given = [sys.executable, outside.__file__, 'run', {str(script)!r}, 'told', 'answers']; "
        f"process = subprocess.Popen(given, stdin=subprocess.PIPE, cwd={str(tmp_path)!r}); "
        "print(process.pid, flush=True); process.wait()"
    )
    with subprocess.Popen([sys.executable, "-c", starter], stdout=subprocess.PIPE) as owner:
        assert owner.stdout is not None
        try:
            pid = int(owner.stdout.readline())
            until = time.monotonic() + 60
            while not (tmp_path / "there").exists():
                assert time.monotonic() < until, "the script was never run"
                time.sleep(0.02)
        finally:
            owner.kill()
        assert gone(pid, within=5)
