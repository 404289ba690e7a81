"""Histories as few bytes: each log as float32 where that loses nothing, else as float64, all of them compressed."""

from __future__ import annotations

import zlib
from array import array
from collections.abc import Iterable, Mapping, Sequence

import msgspec
import numpy as np

from designer.analysis.monitors import rises
from designer.runs.record import Figure
from designer.values import Metric

LARGEST = 64 * 1024 * 1024
"""The most bytes of one piece of a history: a million epochs of eight logs. What claims to be larger is damaged."""
NAMING = 64
"""More bytes than a log takes beside its name and its values."""


class _Packed(msgspec.Struct, frozen=True, array_like=True):
    """One log: `f4` or `f8`, and its values, little-endian."""

    form: str
    values: memoryview


def pack(logs: Mapping[str, Sequence[float]]) -> bytes:
    """The bytes of some epochs of all logs."""
    return zlib.compress(msgspec.msgpack.encode({name: _packed(values) for name, values in logs.items()}), 1)


def fits(logs: Mapping[str, Sequence[float]]) -> bool:
    """Whether some epochs can be one piece."""
    return sum(8 * len(values) + len(name.encode()) + NAMING for name, values in logs.items()) < LARGEST


def unpack(packed: bytes) -> dict[str, array[float]]:
    """The logs in these bytes. Raises `ValueError` if they are none."""
    unzip = zlib.decompressobj()
    try:
        plain = unzip.decompress(packed, LARGEST)
        found = msgspec.msgpack.decode(plain, type=dict[str, _Packed])
        return {name: _unpacked(log) for name, log in found.items()}
    except (zlib.error, msgspec.MsgspecError, TypeError) as error:
        raise ValueError("these are no logs") from error


def joined(parts: Iterable[tuple[int, Mapping[str, array[float]]]]) -> dict[str, array[float]]:
    """One history of parts, each with the number of its first epoch (from 1); what is missing becomes no number."""
    whole: dict[str, array[float]] = {}
    for first, logs in parts:
        missing = first - 1 - max(map(len, whole.values()), default=0)
        if first < 1 or 8 * missing * max(len(logs), len(whole)) > LARGEST:
            continue  # what is missing before it would be more than any history has
        for name, values in logs.items():
            log = whole.setdefault(name, array("d"))
            log.extend(array("d", [float("nan")]) * (first - 1 - len(log)))
            del log[first - 1 :]
            log.extend(values)
    return whole


def figures(
    logs: Mapping[str, Sequence[float]], before: Mapping[str, Figure] | None = None, metrics: Iterable[Metric] = ()
) -> dict[str, Figure]:
    """The last and the best value of each log, going on from those `before`; `metrics` are those that are measured."""
    given = tuple(metrics)
    found = dict(before or {})
    for name, values in logs.items():
        numbers = np.asarray(values, dtype=np.float64)
        known = numbers[np.isfinite(numbers)]
        best = found.get(name, (None, None))[1]
        if len(known):
            choose = max if rises(name, given) else min
            top = float(choose(known.max(), known.min()))
            best = top if best is None else choose(best, top)
        last = float(numbers[-1]) if len(numbers) and np.isfinite(numbers[-1]) else None
        found[name] = (last, best)
    return found


def _packed(values: Sequence[float]) -> _Packed:
    wide = np.asarray(values, dtype="<f8")
    with np.errstate(over="ignore"):
        narrow = wide.astype("<f4")
    exact = np.array_equal(narrow.astype("<f8"), wide, equal_nan=True)
    return _Packed("f4", memoryview(narrow.tobytes())) if exact else _Packed("f8", memoryview(wide.tobytes()))


def _unpacked(log: _Packed) -> array[float]:
    if log.form not in ("f4", "f8"):
        raise ValueError(f"expected f4 or f8, found {log.form!r}")
    found = array("d")
    found.frombytes(np.frombuffer(log.values, dtype=f"<{log.form}").astype(np.float64).data.cast("B"))
    return found
