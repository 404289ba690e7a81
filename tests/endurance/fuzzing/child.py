"""The process in which readers are tried: some inputs one after the other, each watched and measured.

    python child.py FOLDER < JOBS

The jobs are JSON, as `fuzz.Job` has them. Writes a line of JSON before each input and one after it, so that whoever
started it knows which input it died of.
"""

from __future__ import annotations

import gc
import json
import os
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psutil

sys.path.insert(0, str(Path(__file__).resolve().parents[3]))

from designer.errors import LONGEST
from tests.memory import most_memory

SECONDS, MEMORY, ROOM = 2.0, 500 * 2**20, 3 * 2**30
"""What one input may take of the processor and of memory, and what the system grants the process beyond what it has."""
FULL = 3
"""What the process ends with after an input that took so much memory that nothing can be measured any more."""


def main(home: Path, jobs: list[dict[str, Any]]) -> int:
    inside, outside = home / "inside", home / "outside"
    for folder in (inside, outside):
        folder.mkdir(parents=True, exist_ok=True)
    os.environ.update(HOME=str(outside), TMPDIR=str(outside), LAYERLOOM_HOME=str(outside / "state"), CUDA_VISIBLE_DEVICES="-1",
                      QT_QPA_PLATFORM="offscreen", TF_CPP_MIN_LOG_LEVEL="3", XDG_CONFIG_HOME=str(outside))  # fmt: skip
    os.chdir(outside)
    from tests.endurance.fuzzing import using
    from tests.endurance.fuzzing.readers import reader_named
    from tests.endurance.fuzzing.watching import Watch

    for job in jobs:
        for content in reader_named(job["reader"]).seeds():  # all that is loaded at first use is loaded now
            Trial(job["reader"], inside, outside, None).outcome(content)
    watch = Watch(inside)
    using.watch(watch)
    _limit()
    gc.freeze()
    return 0 if all(_done(job, Trial(job["reader"], inside, outside, watch)) for job in jobs) else FULL


def _done(job: dict[str, Any], trial: Trial) -> bool:
    """Try the inputs of a job; says whether what comes next can be measured."""
    for number, content in _inputs(job):
        _say({"reader": job["reader"], "begins": number})
        told = trial.outcome(content)
        _say({"reader": job["reader"], "number": number, **told})
        if told["grown"] > MEMORY:
            return False
    return True


def _inputs(job: dict[str, Any]) -> Iterator[tuple[int, bytes]]:
    from tests.endurance.fuzzing.readers import reader_named

    name, numbers = job["reader"], range(job["first"], job["count"])
    if job["files"]:
        yield from ((number, Path(job["files"][number]).read_bytes()) for number in numbers)
    else:
        yield from ((number, reader_named(name).input(name, job["seed"], number)) for number in numbers)


class Trial:
    """Tries contents, each in an empty folder."""

    def __init__(self, reader: str, inside: Path, outside: Path, watch: Any) -> None:
        from tests.endurance.fuzzing.readers import reader_named

        self._reader, self._inside, self._outside, self._watch = reader_named(reader), inside, outside, watch
        self._known = set(_within(outside))

    def outcome(self, content: bytes) -> dict[str, Any]:
        """What became of it: `valid`, a sentence, or a fault; and what it took."""
        before, most, began = psutil.Process().memory_info().rss, most_memory(), time.process_time()
        fault, sentence = self._tried(content)
        seconds = time.process_time() - began
        grown = most_memory() - before if most_memory() > most else 0
        if not fault and self._watch is not None and self._watch.heard:
            fault = f"it did {self._watch.heard[0]}"
        if not fault and (new := set(_within(self._outside)) - self._known):
            fault = f"it wrote {sorted(new)[0]}"
        if not fault and seconds > SECONDS:
            fault = f"it took {seconds:.1f} s"
        if not fault and grown > MEMORY:
            fault = f"it took {grown / 2**20:,.0f} MB"
        self._clear(self._inside)
        return {
            "fault": fault,
            "sentence": sentence,
            "seconds": seconds,
            "grown": grown,
        }

    def _tried(self, content: bytes) -> tuple[str, str]:
        from designer.errors import LayerloomError

        if self._watch is not None:
            self._watch.writes = self._reader.writes
        try:
            self._reader.read(content, self._inside)
        except LayerloomError as error:
            return _wrong_with(str(error)), str(error)
        except BaseException as error:  # the edge: any other is what is looked for here
            return _described(error), ""
        return "", ""

    def _clear(self, folder: Path) -> None:
        for path in sorted(folder.rglob("*"), reverse=True):
            path.rmdir() if path.is_dir() and not path.is_symlink() else path.unlink()


def _wrong_with(sentence: str) -> str:
    """What is wrong with what somebody is told, if anything is."""
    if not sentence or len(sentence) > LONGEST or len(sentence.splitlines()) != 1:
        return f"no single sentence: {sentence[:200]!r}"
    if not sentence.rstrip("”\"'").endswith((".", "!", "?")):
        return f"a sentence without an end: {sentence[-200:]!r}"
    strange = [sign for sign in sentence if "\ud800" <= sign <= "\udfff" or ord(sign) < 32]
    return f"a sentence with {strange[0]!r} in it: {sentence[:200]!r}" if strange else ""


def _described(error: BaseException) -> str:
    import traceback

    places = list(traceback.extract_tb(error.__traceback__))
    where = " < ".join(f"{Path(frame.filename).name}:{frame.lineno}" for frame in reversed(places[-6:]))
    return f"{type(error).__name__}: {str(error)[:200]} ({where})"


def _within(folder: Path) -> list[str]:
    return [str(path) for path in folder.rglob("*")]


def _limit() -> None:
    """Let the system refuse what would bring the machine down."""
    if sys.platform != "linux":
        return
    import resource

    size = int(Path("/proc/self/statm").read_text().split()[0]) * os.sysconf("SC_PAGE_SIZE")
    resource.setrlimit(resource.RLIMIT_AS, (size + ROOM, size + ROOM))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _say(told: dict[str, Any]) -> None:
    _out.write(json.dumps(told) + "\n")
    _out.flush()


if __name__ == "__main__":
    _out = os.fdopen(os.dup(1), "w")
    os.dup2(2, 1)  # what libraries print is none of the answers
    sys.exit(main(Path(sys.argv[1]), json.loads(sys.stdin.read())))
