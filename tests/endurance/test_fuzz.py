"""Whatever a file or the clipboard holds is taken or refused in a sentence; `fuzz.py` tries as much as one likes."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from tests.endurance.fuzz import Job, tried
from tests.endurance.fuzzing.harming import HARMS
from tests.endurance.fuzzing.readers import READERS

CASES = Path(__file__).with_name("cases")
KERAS = ("keras", "keras weights", "json", "hdf5")
"""Readers whose sound files Keras has to write first."""

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(sys.platform == "win32", reason="Windows cannot wait for a pipe that way"),
]


@pytest.mark.parametrize(
    "readers", [KERAS, tuple(name for name in READERS if name not in KERAS)], ids=["keras", "others"]
)
def test_every_reader_takes_hostile_content_or_refuses_it_in_a_sentence(readers: tuple[str, ...]) -> None:
    tallies = tried([Job(name, 50, seed=1) for name in readers])
    assert {name: tally.failures for name, tally in tallies.items() if tally.failures} == {}
    assert all(tally.inputs == 50 for tally in tallies.values())


def test_what_failed_once_does_no_more() -> None:
    jobs = []
    for folder in sorted(CASES.iterdir()):
        files = sorted(map(str, folder.iterdir()))
        jobs.append(Job(folder.name, len(files), files=files))
    tallies = tried(jobs)
    failed = {Path(job.files[at]).name: why for job in jobs for at, why in tallies[job.reader].failures.items()}
    assert failed == {}


def test_every_harm_a_reader_could_do_is_caught(tmp_path: Path) -> None:
    for name in HARMS:
        (tmp_path / name).write_text(name)
    job = Job("harm", len(HARMS), files=[str(tmp_path / name) for name in HARMS])
    failures = tried([job])["harm"].failures
    for at, (name, (_, told)) in enumerate(HARMS.items()):
        assert told in failures.get(at, ""), f"{name}: {failures.get(at)}"
