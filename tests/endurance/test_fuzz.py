"""Whatever a file or the clipboard holds is taken or refused in a sentence; `fuzz.py` tries as much as one likes."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from tests.endurance.fuzz import Job, tried
from tests.endurance.fuzzing.readers import READERS

CASES = Path(__file__).with_name("cases")
KERAS = ("keras", "keras weights", "json", "hdf5")
"""Readers whose sound files Keras has to write first."""

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(sys.platform == "win32", reason="Windows cannot wait for a pipe that way"),
]


@pytest.mark.parametrize("readers", [KERAS, tuple(name for name in READERS if name not in KERAS)], ids=["keras", "others"])
def test_every_reader_takes_hostile_content_or_refuses_it_in_a_sentence(readers: tuple[str, ...]) -> None:
    tallies = tried([Job(name, 50, seed=1) for name in readers])
    assert {name: tally.failures for name, tally in tallies.items() if tally.failures} == {}
    assert all(tally.inputs == 50 for tally in tallies.values())
    assert all(tally.valid + tally.sentences == 50 and tally.said != {} for tally in tallies.values() if tally.sentences)


def test_what_failed_once_does_no_more() -> None:
    jobs = []
    for folder in sorted(CASES.iterdir()):
        files = sorted(map(str, folder.iterdir()))
        jobs.append(Job(folder.name, len(files), files=files))
    tallies = tried(jobs)
    failed = {Path(job.files[at]).name: why for job in jobs for at, why in tallies[job.reader].failures.items()}
    assert failed == {}


def test_a_reader_that_does_harm_is_caught(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LAYERLOOM_TRIED", "harm")
    (tmp_path / "harm").write_bytes(b"open('../outside/x', 'w')")
    harms = ["open('../outside/x', 'w')", "open('/etc/passwd')", "import os; os.system('true')", "import socket; socket.socket()",
             "import pickle; pickle.loads(b'cos\\nsystem\\n.')", "import os; os._exit(3)", "1 / 0", "x = bytearray(700 << 20)",
             "sum(range(10**8))"]  # fmt: skip
    files = []
    for at, harm in enumerate(harms):
        (tmp_path / f"{at}").write_text(harm)
        files.append(str(tmp_path / f"{at}"))
    tally = tried([Job("harm", len(files), files=files)])["harm"]
    assert sorted(tally.failures) == list(range(len(harms))), tally.failures
