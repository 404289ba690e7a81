"""What a machine lacks is said in one sentence with its remedy, before anything heavy is loaded."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from designer import preflight

ROOT = Path(__file__).parent.parent
linux = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="about Linux")


def start(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    kept = {
        key: value for key, value in os.environ.items() if key not in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    }
    return subprocess.run(
        [sys.executable, str(ROOT / "main.py"), *arguments],
        env={**kept, **environment}, capture_output=True, text=True, check=False, timeout=60,
    )  # fmt: skip


@linux
def test_without_a_display_one_sentence_says_what_to_do() -> None:
    done = start()
    assert done.returncode == 3
    assert "DISPLAY" in done.stderr
    assert len(done.stderr.strip().splitlines()) == 1


@linux
def test_a_missing_library_is_named_with_the_package_that_has_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(preflight, "LOOKED_FOR", ("libEGL.so.1", "libsurely-not-there.so.7"))
    monkeypatch.setitem(preflight.PACKAGES, "libsurely-not-there.so.7", "libsurely7")
    monkeypatch.setenv("QT_QPA_PLATFORM", "offscreen")
    fault = preflight.window_fault()
    assert fault is not None
    assert "apt-get install libsurely7" in fault


def test_a_processor_without_avx_is_told_what_still_works(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(preflight.platform, "machine", lambda: "x86_64")
    assert "AVX" in (preflight.processor_fault("fpu sse sse2") or "")
    assert preflight.processor_fault("fpu sse avx avx2") is None


def test_two_files_are_one_too_many() -> None:
    done = start("one.loom", "two.loom")
    assert done.returncode == 2
    assert "Traceback" not in done.stderr


def test_an_unsupported_python_is_told_which_would_do() -> None:
    source = (ROOT / "main.py").read_text(encoding="utf-8")
    old = source.replace("sys.version_info[:2]", "(3, 9)")
    done = subprocess.run([sys.executable, "-c", old], capture_output=True, text=True, check=False, timeout=60)
    assert done.returncode == 1
    assert "Python 3.9" in done.stderr
    assert "Traceback" not in done.stderr


@linux
def test_a_display_that_does_not_answer_is_named() -> None:
    done = start(DISPLAY=":87")
    assert done.returncode == 3
    assert len(done.stderr.strip().splitlines()) == 1
    assert "DISPLAY=:87" in done.stderr or "apt-get install" in done.stderr
