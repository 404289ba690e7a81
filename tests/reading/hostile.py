"""How files that mean harm, or are broken, are answered: tried, refused, read, how long it took and how much memory.

    uv run tests/reading/hostile.py [FILES]

Each of the tests' own files and then mutated ones, 300 in all unless told otherwise: bytes changed, cut and doubled in
archives, JSON, source and HDF5. Whatever touches a file, a process or code meanwhile is shown and makes the exit code 1,
as does anything but a design or one sentence, and more than 2 seconds of processor time.
"""

from __future__ import annotations

import os
import random
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from itertools import islice
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))
os.environ.setdefault("LAYERLOOM_HOME", tempfile.mkdtemp(prefix="layerloom-hostile-"))

from designer.errors import FileError
from designer.reading import read_file
from designer.reading.hdf5 import SIGNATURE
from tests.reading.test_hostile import ARCHIVES, CONFIGS, GOOD, HDF5S, SOURCES, _watch, changed, most_memory, packed

SECONDS = 2.0
MUTABLE: dict[str, Callable[[], bytes]] = {
    ".keras": lambda: packed(changed()),
    ".json": lambda: GOOD.encode(),
    ".py": lambda: (
        b"import keras\nm = keras.Sequential([keras.Input((2,)), keras.layers.Dense(3, activation='relu')])\n"
    ),
    ".h5": lambda: SIGNATURE + b"\0" * 9 + GOOD.encode() + b'{"loss": "mse", "optimizer_config": {}}',
}

File = tuple[str, bytes]
"""An ending, and what the file holds."""


def files() -> Iterator[File]:
    """The tests' own, and then mutated ones without end."""
    yield from ((".py", text.encode("utf-8", "surrogatepass")) for text in SOURCES.values())
    yield from ((".json", make().encode("utf-8", "surrogateescape")) for make in CONFIGS.values())
    yield from ((".keras", make()) for make in ARCHIVES.values())
    yield from ((".h5", SIGNATURE + b"\0" * 99 + content) for content in HDF5S.values())
    chance = random.Random(1)
    while True:
        for ending, make in MUTABLE.items():
            yield ending, mutated(make(), chance)


def mutated(content: bytes, chance: random.Random) -> bytes:
    """Some bytes changed, taken out or put in, or a piece doubled many times."""
    for _ in range(chance.randint(1, 6)):
        at, size = chance.randrange(len(content) + 1), chance.choice((0, 1, 3, 40))
        put = chance.choice(
            (chance.randbytes(3), b"[" * 500, b'"', b"\0", content[at : at + 60] * chance.choice((1, 200)))
        )
        content = content[:at] + put + content[at + size :]
    return content


def answered(path: Path) -> tuple[str, float]:
    """`read` or `refused`, or what else happened, and the seconds it took."""
    _watch.heard, _watch.reading, began = [], True, time.thread_time()
    try:
        read_file(path)
        outcome = "read"
    except FileError as error:
        outcome = "refused" if len(str(error).splitlines()) == 1 else f"refused in several lines: {error}"
    except Exception as error:  # the edge: any other is what is looked for here
        outcome = f"{type(error).__name__}: {error}"
    finally:
        _watch.reading = False
    return (f"touched {_watch.heard[0]}" if _watch.heard else outcome), time.thread_time() - began


def main(count: int) -> int:
    outcomes: Counter[str] = Counter()
    "names in zips".encode("cp437")  # Python loads this table at its first use
    slowest, which, before = 0.0, "", most_memory()
    with tempfile.TemporaryDirectory() as folder:
        for ending, content in islice(files(), count):
            path = Path(folder) / f"net{ending}"
            path.write_bytes(content)
            outcome, seconds = answered(path)
            outcomes[outcome] += 1
            if seconds > slowest:
                slowest, which = seconds, f"{len(content):,} bytes of {ending}"
            path.unlink()
            outcomes.update(f"left {other} behind" for other in Path(folder).iterdir())
    for outcome, times in outcomes.most_common():
        print(f"{times:>7,}  {outcome}")
    print(
        f"slowest {slowest:.2f} s of processor time ({which}); at most {(most_memory() - before) / 2**20:.0f} MB more memory"
    )
    return int(not outcomes.keys() <= {"read", "refused"} or slowest > SECONDS)


if __name__ == "__main__":
    sys.exit(main(*map(int, sys.argv[1:2] or ["300"])))
