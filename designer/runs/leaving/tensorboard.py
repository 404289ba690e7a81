"""Histories as TensorBoard reads them: records with checksums, each an `Event` of Protocol Buffers.

TensorFlow, which has a writer, belongs to the worker; the few bytes of an event are quicker made here, all epochs at
once. Names and folders are those of Keras's own callback: `train` and `validation`, `epoch_loss`.
Sources: tensorflow/core/util/event.proto, tensorflow/core/framework/summary.proto, tensorflow/core/lib/io/record_writer.h.
"""

from __future__ import annotations

import re
import struct
from array import array
from collections.abc import Iterator, Mapping
from itertools import pairwise
from pathlib import Path
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from designer.runs.record import RunRow

Bytes = NDArray[np.uint8]
Logs: TypeAlias = "Mapping[str, array[float]]"
PARTS = (("train", ""), ("validation", "val_"))
AT_ONCE = 1 << 16
VERSION = b"brain.Event:2"
POLYNOMIAL = 0x82F63B78
"""CRC-32C (Castagnoli), bits reversed."""


def write_run(folder: Path, row: RunRow, logs: Logs) -> Path:
    """Write the history of a run into a folder of its own within `folder`, and give that. May raise `OSError`."""
    place = folder / folder_name(row)
    for part, prefix in PARTS:
        own = {_tag(name): log for name, log in logs.items() if name.startswith("val_") is (prefix == "val_")}
        if own:
            (place / part).mkdir(parents=True, exist_ok=True)
            with (place / part / f"events.out.tfevents.{int(row.begun)}.layerloom").open("wb") as file:
                file.writelines(_records(row, own))
    return place


def folder_name(row: RunRow) -> str:
    """What the folder of a run is called on any system: its name and the start of its id."""
    plain = re.sub(r"[^\w .-]", "_", row.name, flags=re.ASCII).strip(" .")[:60]
    return f"{plain or 'run'} {row.id[:8]}"


def _tag(log: str) -> str:
    return f"epoch_{log.removeprefix('val_')}"


def _records(row: RunRow, logs: Mapping[str, array[float]]) -> Iterator[bytes]:
    """The whole file: a first event with the version, then one for each epoch."""
    first = b"\x09" + struct.pack("<d", row.begun) + b"\x1a" + bytes([len(VERSION)]) + VERSION
    yield _framed(np.frombuffer(first, np.uint8)[None, :]).tobytes()
    longest = max(len(log) for log in logs.values())
    values = np.full((longest, len(logs)), np.nan, "<f4")
    for column, log in zip(values.T, logs.values(), strict=True):
        with np.errstate(over="ignore"):
            column[: len(log)] = np.frombuffer(log, np.float64)
    pace = max(0.0, row.ended - row.begun) / longest
    for start, end in _ranges(longest):
        steps = np.arange(start, end)
        times = (row.begun + (steps + 1) * pace).astype("<f8")
        yield _framed(_events(times, steps, list(logs), values[start:end])).tobytes()


def _ranges(count: int) -> Iterator[tuple[int, int]]:
    """All numbers below `count` in pieces whose numbers take as many bytes each, and not too many at once."""
    edges = [edge for edge in (0, 1 << 7, 1 << 14, 1 << 21, 1 << 28) if edge < count] + [count]
    for low, high in pairwise(edges):
        for start in range(low, high, AT_ONCE):
            yield start, min(high, start + AT_ONCE)


def _events(times: NDArray[np.float64], steps: NDArray[np.int64], tags: list[str], values: Bytes) -> Bytes:
    """A row of bytes for each event: its time, its step, and its summary of one value for each tag."""
    count = len(steps)
    parts = [_same(b"\x09", count), _raw(times[:, None]), _same(b"\x10", count), _varints(steps)]
    heads = [b"\x0a" + _varint(len(tag.encode())) + tag.encode() + b"\x15" for tag in tags]
    sizes = [len(head) + 4 for head in heads]
    summary = sum(1 + len(_varint(size)) + size for size in sizes)
    parts.append(_same(b"\x2a" + _varint(summary), count))
    for at, (head, size) in enumerate(zip(heads, sizes, strict=True)):
        parts += [_same(b"\x0a" + _varint(size) + head, count), _raw(values[:, at : at + 1])]
    return np.concatenate(parts, axis=1)


def _framed(events: Bytes) -> Bytes:
    """Each event as a record: its length and its content, each with its checksum."""
    count, size = events.shape
    length = np.frombuffer(struct.pack("<Q", size), np.uint8)[None, :]
    head = np.repeat(np.concatenate([length, _raw(_checksums(length)[:, None])], axis=1), count, axis=0)
    return np.concatenate([head, events, _raw(_checksums(events)[:, None])], axis=1)


def _checksums(rows: Bytes) -> NDArray[np.uint32]:
    """The masked CRC-32C of each row."""
    sums = np.full(len(rows), 0xFFFFFFFF, np.uint32)
    for column in rows.T:
        sums = _TABLE[(sums ^ column) & 0xFF] ^ (sums >> 8)
    sums = ~sums
    return (((sums >> 15) | (sums << 17)) + np.uint32(0xA282EAD8)).astype(np.uint32)


def _table() -> NDArray[np.uint32]:
    sums = np.arange(256, dtype=np.uint32)
    for _ in range(8):
        sums = np.where(sums & 1, (sums >> 1) ^ np.uint32(POLYNOMIAL), sums >> 1).astype(np.uint32)
    return sums


_TABLE = _table()


def _raw(values: NDArray[np.generic]) -> Bytes:
    """The bytes of each row, little-endian."""
    plain = np.ascontiguousarray(values.astype(values.dtype.newbyteorder("<")))
    return plain.view(np.uint8).reshape(len(values), -1)


def _same(part: bytes, count: int) -> Bytes:
    return np.repeat(np.frombuffer(part, np.uint8)[None, :], count, axis=0)


def _varint(number: int) -> bytes:
    return _varints(np.array([number])).tobytes()


def _varints(numbers: NDArray[np.int64]) -> Bytes:
    """Numbers seven bits a byte, the lowest first; all take as many bytes as the last."""
    size = max(1, -(-int(numbers[-1]).bit_length() // 7))
    parts = [(numbers >> (7 * at)) & 0x7F | (0x80 if at < size - 1 else 0) for at in range(size)]
    return np.stack(parts, axis=1).astype(np.uint8)
