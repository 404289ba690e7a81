"""Every reader there is of what comes from outside, with sound content to begin with and how it is used.

A reader gives nothing where the content was taken; what it refuses it says in a `LayerloomError`. What is taken is put
to its first use here too: a design is checked and written as code, since that is what opening it leads to.
"""

from __future__ import annotations

import sqlite3
import struct
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache, partial
from pathlib import Path
from random import Random

from tests.endurance.fuzzing import corpus, using
from tests.endurance.fuzzing.harming import harm
from tests.endurance.fuzzing.mutating import (
    NUMBERS,
    TEXTS,
    VALUES,
    Mutation,
    bytes_changed,
    cells_changed,
    json_changed,
    lines_changed,
    where_json,
    within_zip,
)

Read = Callable[[bytes, Path], None]


@dataclass(frozen=True)
class Reader:
    """`read` is given content and an empty folder of its own. `shaped` knows the form of the content; `share` is how
    often it is taken. With `writes` the reader keeps its own things in that folder."""

    seeds: Callable[[], list[bytes]]
    read: Read
    shaped: Mutation = bytes_changed
    share: float = 0.5
    writes: bool = False

    def input(self, name: str, seed: int, number: int) -> bytes:
        """The content with a number, the same on every machine."""
        chance = Random(f"{name}/{seed}/{number}")
        content = chance.choice(self._sound())
        return (self.shaped if chance.random() < self.share else bytes_changed)(content, chance)

    def _sound(self) -> list[bytes]:
        return _sound(self.seeds)


@cache
def _sound(seeds: Callable[[], list[bytes]]) -> list[bytes]:
    return seeds()


def packed_logs_changed(content: bytes, chance: Random) -> bytes:
    """What is packed changed, packed again; now and then something that unpacks to far more than it is."""
    if chance.random() < 0.02:
        return _bomb()
    return zlib.compress(bytes_changed(zlib.decompress(content), chance), 1)


@cache
def _bomb() -> bytes:
    """A log of 67 million numbers, packed into some thousand bytes without ever being there as a whole."""
    packing = zlib.compressobj(1)
    head = packing.compress(b"\x81\xa1a\x92\xa2f8\xc6" + struct.pack(">I", 2**29))
    return head + b"".join(packing.compress(b"\0" * 2**20) for _ in range(2**9)) + packing.flush()


def npy_changed(content: bytes, chance: Random) -> bytes:
    """The header of an array that lies about what follows, in a record of the right length."""
    size = int.from_bytes(content[8:10], "little")
    shape = chance.choice(
        ["(20, 3)", "(2147483647, 3)", "(-1, 3)", "(20,)", "()", "(0, 3)", "(10**9, 10**9)", "(True, 3)"]
    )
    kind = chance.choice(["<f8", "|O", "<U2147483647", "|V99", ">f4", "<M8[ns]", "<c16", "", "|S0", "(3,)f4", "f4,O"])
    text = f"{{'descr': {kind!r}, 'fortran_order': {chance.choice([True, False, 7])}, 'shape': {shape}, }}"
    if chance.random() < 0.2:
        text = chance.choice(["[" * 9_000, "__import__('os').system('true')", "{'descr': print(1)}", "-" * 9_000 + "1"])
    header = text.encode().ljust(size)
    return content[:8] + len(header).to_bytes(2, "little") + header + content[10 + size :]


def ini_changed(content: bytes, chance: Random) -> bytes:
    """Values of preferences swapped for others, among them what Qt writes of values of its own."""
    lines = content.splitlines()
    own = (
        "@Variant(\\0\\0\\0\\x7f\\xff)",
        "@ByteArray()",
        "@Invalid()",
        "@Size(-1 99999999)",
        "@Rect(1 2 3)",
        "9" * 400,
        "@Variant(\\0\\0\\0\\x2\\0\\0\\0\\x5)",
        "@Variant(\\0\\0\\0\\b\\0\\0\\0\\0)",
        "@DateTime(\\0)",
        "@String(",
    )
    for _ in range(chance.choice((1, 2, 6))):
        at = chance.randrange(len(lines))
        name, _, value = lines[at].partition(b"=")
        put = chance.choice((*own, *TEXTS, *map(str, VALUES))).encode("utf-8", "surrogatepass")
        lines[at] = name + b"=" + (put if chance.random() < 0.6 else bytes_changed(value, chance))
    return b"\n".join(lines)


def database_changed(content: bytes, chance: Random) -> bytes:
    """A sound database in which some cells hold what they never should, and whose history is made up."""
    values: list[object] = [
        *TEXTS[:3],
        *TEXTS[4:5],
        *TEXTS[6:],
        -1,
        0,
        2**62,
        -(2**63),
        1e308,
        -1e308,
        float("inf"),
        b"\0",
    ]
    values += ["[" * 5_000, '{"a":[NaN,1]}', '{"a":[null,null]}', '["a"]', "{}", b"x" * 99, *NUMBERS[:9]]
    with sqlite3.connect(":memory:") as found:
        found.deserialize(content)
        found.execute("PRAGMA foreign_keys = OFF")
        for _ in range(chance.choice((1, 2, 5))):
            table = chance.choice(("runs", "runs", "histories", "designs", "about"))
            columns = [row[1] for row in found.execute(f"PRAGMA table_info({table})")]
            try:
                found.execute(f"UPDATE {table} SET {chance.choice(columns)} = ?", (chance.choice(values),))
            except (sqlite3.Error, UnicodeError):
                continue
        found.commit()
        changed = found.serialize()
    found.close()
    return changed


def copied(content: bytes, folder: Path) -> None:
    """Text that is pasted, by way of what a network written elsewhere goes too."""
    from designer.graph import edits
    from designer.graph.fragments import fragment_of, freshened
    from designer.reading import read_text
    from designer.ui.canvas.clipboard import OtherText, from_text
    from designer.ui.canvas.pasting import clear_way, way_to

    text, design = content.decode("utf-8", "replace"), corpus.chain()
    try:
        fragment = from_text(text)
    except OtherText:
        read = read_text(text, "the text you pasted").design
        fragment = fragment_of(read, list(read.ids()))
    fresh = freshened(fragment, design, clear_way(fragment, design, "", way_to(fragment, (0.0, 0.0))))
    if any(fresh.ids()):
        using.design(edits.paste(fresh)(design))


def elsewhere(ending: str) -> Read:
    """A file of a network written elsewhere."""

    def read(content: bytes, folder: Path) -> None:
        from designer.reading import read_file

        path = folder / f"net{ending}"
        path.write_bytes(content)
        with using.watched():
            using.design(read_file(path).design)

    return read


def loom(content: bytes, folder: Path) -> None:
    from designer.graph.files import load

    path = folder / "net.loom"
    path.write_bytes(content)
    with using.watched():
        using.design(load(path))


READERS: dict[str, Reader] = {
    "loom": Reader(corpus.looms, loom, json_changed),
    "clipboard": Reader(corpus.copies, using.all_of(copied), json_changed),
    "source": Reader(corpus.scripts, elsewhere(".py"), share=0.0),
    "pasted source": Reader(corpus.scripts, using.all_of(copied), share=0.0),
    "keras": Reader(corpus.archives, elsewhere(".keras"), within_zip(where_json())),
    "keras weights": Reader(corpus.archives, using.weights, within_zip(bytes_changed), 0.7),
    "json": Reader(corpus.configs, elsewhere(".json"), json_changed, 0.7),
    "hdf5": Reader(corpus.hdf5s, elsewhere(".h5")),
    "npz": Reader(corpus.npzs, using.data(".npz"), within_zip(npy_changed)),
    "npy": Reader(corpus.npys, using.data(".npy"), npy_changed),
    "csv": Reader(partial(corpus.tables, ".csv"), using.data(".csv"), cells_changed),
    "excel": Reader(partial(corpus.tables, ".xlsx"), using.data(".xlsx"), within_zip(bytes_changed), 0.7),
    "parquet": Reader(partial(corpus.tables, ".parquet"), using.data(".parquet")),
    "json lines": Reader(partial(corpus.tables, ".jsonl"), using.data(".jsonl"), lines_changed, 0.7),
    "pictures": Reader(corpus.pictures, using.pictures),
    "work": Reader(corpus.works, using.work, json_changed, writes=True),
    "preferences": Reader(corpus.preferences, using.preferences, ini_changed, 0.8, writes=True),
    "lesson": Reader(corpus.lessons, using.lesson, share=0.0),
    "packed lesson": Reader(corpus.packed_lessons, using.packed_lesson, within_zip(bytes_changed), 0.6, writes=True),
    "hand-in": Reader(corpus.hand_ins, using.hand_in, json_changed, 0.7),
    "habits": Reader(corpus.habits, using.habits, json_changed, 0.7),
    "run logs": Reader(corpus.logs, using.all_of(using.logs), packed_logs_changed),
    "runs": Reader(corpus.databases, using.runs, database_changed, 0.6, writes=True),
}


def reader_named(name: str) -> Reader:
    """A reader, or the one that does harm."""
    return READERS[name] if name in READERS else Reader(_nothing, harm)


def _nothing() -> list[bytes]:
    return [b""]
