"""What goes wrong is noted with its place in the program, and with nothing of the user's."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from designer.health.crashes import APART, KEPT, CrashLog
from designer.health.private import dump_of, place, trace_of

ROOT = Path(__file__).parent.parent.parent
SECRET = "anna-kowalska"


def failing() -> None:
    try:
        {}[SECRET]
    except KeyError as error:
        raise ValueError(f"no {SECRET} in /home/{SECRET}/marks.csv") from error


@pytest.fixture
def error() -> Exception:
    try:
        failing()
    except ValueError as error:
        return error
    raise AssertionError


def test_a_trace_has_the_kinds_and_places_of_an_error_and_its_cause_but_not_what_they_say(error: Exception) -> None:
    told = trace_of(error)
    assert told.index("KeyError") < told.index("ValueError")
    assert "tests/health/test_crashes.py" in told and "in failing" in told
    assert SECRET not in told and str(ROOT) not in told


def test_the_trace_of_an_endless_recursion_is_short() -> None:
    def deeper() -> None:
        deeper()

    with pytest.raises(RecursionError) as caught:
        deeper()
    told = trace_of(caught.value)
    assert "…" in told and len(told.splitlines()) < 60


@pytest.mark.parametrize(
    ("file", "shown"),
    [
        (str(ROOT / "designer" / "ui" / "window.py"), "designer/ui/window.py"),
        (f"/home/{SECRET}/.venv/lib/python3.11/site-packages/keras/src/x.py", "keras/src/x.py"),
        (f"/home/{SECRET}/secret/plan.py", "plan.py"),
    ],
)
def test_a_file_is_named_by_its_place_in_the_program(file: str, shown: str) -> None:
    assert place(file) == shown


def test_only_the_last_crashes_are_kept(tmp_path: Path, error: Exception) -> None:
    log = CrashLog(tmp_path)
    for _ in range(KEPT + 5):
        log.note(error)
    assert len(log.text().split(APART)) == KEPT


def test_a_log_that_cannot_be_written_is_no_second_error(tmp_path: Path, error: Exception) -> None:
    (tmp_path / "folder").write_text("a file where the folder should be")
    log = CrashLog(tmp_path / "folder")
    log.watch()
    log.note(error)
    log.close()
    assert log.text() == ""


def run(program: str, folder: Path) -> subprocess.CompletedProcess[str]:
    head = f"from pathlib import Path; from designer.health.crashes import CrashLog; log = CrashLog(Path({str(folder)!r})); log.watch(); "
    return subprocess.run([sys.executable, "-c", head + program], capture_output=True, text=True, check=False, cwd=ROOT)


def test_what_nobody_catches_is_noted_in_any_thread_and_told_in_one_sentence(tmp_path: Path) -> None:
    done = run("import threading; t = threading.Thread(target=lambda: 1 / 0); t.start(); t.join(); {}['x']", tmp_path)
    assert done.returncode == 1
    assert "Traceback" not in done.stderr and done.stderr.count("Your work is kept") == 2
    told = CrashLog(tmp_path).text()
    assert "ZeroDivisionError" in told and "KeyError" in told


def test_a_crash_in_a_library_is_taken_in_by_the_next_start(tmp_path: Path) -> None:
    done = run("import ctypes; ctypes.string_at(0)", tmp_path)
    assert done.returncode != 0 and CrashLog(tmp_path).text() == ""
    run("log.close()", tmp_path)
    told = CrashLog(tmp_path).text()
    assert "Fatal Python error: Segmentation fault" in told and "in string_at" in told
    assert str(ROOT) not in told and not list(tmp_path.glob("dump-*"))


def test_a_dump_has_no_folder_of_the_users() -> None:
    told = dump_of(
        f'Fatal Python error: Aborted\n\nThread 0x1 (most recent call first):\n  File "/home/{SECRET}/a/b.py", line 3 in f\n{SECRET}'
    )
    assert told == "Fatal Python error: Aborted\nThread 0x1\n  b.py:3 in f"
