"""Makes hostile content of sound content: bytes changed blindly, and values swapped where the form is known.

All is drawn from the `Random` that is handed in, so the same number gives the same input anywhere.
"""

from __future__ import annotations

import io
import json
import struct
import zipfile
from collections.abc import Callable
from random import Random
from typing import Any

Mutation = Callable[[bytes, Random], bytes]

LONGEST = 4 * 1024 * 1024
"""No input grows beyond this by being doubled."""
NUMBERS = (0, 1, 2**7 - 1, 2**7, 2**8 - 1, 2**15 - 1, 2**16 - 1, 2**31 - 1, 2**31, 2**32 - 1, 2**63 - 1, 2**64 - 1)
DIGITS = (b"-1", b"0", b"2147483648", b"9223372036854775808", b"1e999", b"-1e308", b"NaN", b"9" * 400, b"0.0000001")
TEXTS = (
    *("", " ", "\0", "a\nb", "\u202egnp", "\ud800", "</script><b>x", "'''\"\"\"\n import os", "=cmd|' /C calc'!A0"),
    *("../../x", "/etc/passwd", "{{x}}", "%s%n", "A" * 5_000, "__import__('os')", "é\u0301" * 40, "CON", "a.b/c:d"),
)
VALUES = (
    *(None, True, False, -1, 0, 1, 2**31 - 1, 2**31, 2**53, 2**63, 2**64, -(2**63) - 1, 10**40, 10**400, 0.5),
    *(-0.0, 1e-320, 1e308, -1e308, float("nan"), float("inf"), float("-inf"), [], {}, [[]], [None], {"": None}),
)
RAW = (b"[" * 100_000, b'{"a":' * 50_000, b"1e999999", b'"\\ud800"', b"1" * 5_000, b"[" * 500 + b"]" * 500)
"""What the writer of JSON would not write: text that takes a value's place after all else is done."""
_PLACE = "\u2603 in place of this"


def bytes_changed(content: bytes, chance: Random) -> bytes:
    """Some bytes flipped, cut out, repeated, put elsewhere, or replaced by numbers at the limits."""
    for _ in range(chance.choice((1, 1, 1, 2, 3, 6))):
        content = chance.choice(_BLIND)(content, chance)[:LONGEST]
    return content


def _flipped(content: bytes, chance: Random) -> bytes:
    if not content:
        return b"\0"
    at = chance.randrange(len(content))
    return content[:at] + bytes([content[at] ^ chance.choice((1, 2, 4, 8, 16, 32, 64, 128, 255))]) + content[at + 1 :]


def _cut(content: bytes, chance: Random) -> bytes:
    at = chance.randrange(len(content) + 1)
    return content[:at] + content[at + chance.choice((1, 3, 16, 200)) :]


def _ended(content: bytes, chance: Random) -> bytes:
    return content[: chance.randrange(len(content) + 1)]


def _repeated(content: bytes, chance: Random) -> bytes:
    at, size = chance.randrange(len(content) + 1), chance.choice((1, 8, 60, 500))
    return content[:at] + content[at : at + size] * chance.choice((1, 2, 300)) + content[at:]


def _spliced(content: bytes, chance: Random) -> bytes:
    first, second, size = chance.randrange(len(content) + 1), chance.randrange(len(content) + 1), chance.randrange(200)
    return content[:first] + content[second : second + size] + content[first:]


def _numbered(content: bytes, chance: Random) -> bytes:
    size, order = chance.choice(((1, "B"), (2, "H"), (4, "I"), (8, "Q")))
    number = chance.choice(NUMBERS) & (2 ** (8 * size) - 1)
    at = chance.randrange(len(content) + 1)
    return content[:at] + struct.pack(chance.choice("<>") + order, number) + content[at + size :]


def _digits(content: bytes, chance: Random) -> bytes:
    """A number that is written out, where there is one, replaced by another."""
    spots = [at for at in range(len(content)) if content[at : at + 1].isdigit()] if len(content) < 100_000 else []
    at = chance.choice(spots) if spots else chance.randrange(len(content) + 1)
    end = at
    while end < len(content) and content[end : end + 1].isdigit():
        end += 1
    return content[:at] + chance.choice(DIGITS) + content[end:]


def _texted(content: bytes, chance: Random) -> bytes:
    at = chance.randrange(len(content) + 1)
    return content[:at] + chance.choice(TEXTS).encode("utf-8", "surrogatepass") + content[at:]


_BLIND: tuple[Mutation, ...] = (
    *(_flipped, _flipped, _flipped, _cut, _ended, _repeated, _spliced),
    *(_numbered, _numbered, _digits, _digits, _texted),
)


def json_changed(content: bytes, chance: Random) -> bytes:
    """JSON with some values swapped for hostile ones, taken out, doubled or put elsewhere."""
    holder: list[Any] = [json.loads(content)]
    raw = b""
    for _ in range(chance.choice((1, 1, 2, 4))):
        place, key = _somewhere(holder, chance)
        how = chance.randrange(10)
        if how == 0:
            raw, place[key] = chance.choice(RAW), _PLACE
        elif how == 1 and place is not holder:
            del place[key]
        elif how == 2:
            other, there = _somewhere(holder, chance)
            place[key] = json.loads(json.dumps(other[there]))
        elif how == 3 and isinstance(place, dict):
            place[chance.choice(TEXTS)] = place.pop(key)
        elif how == 4 and isinstance(place[key], list):
            place[key] = place[key] * chance.choice((2, 50))
        elif how < 7:
            place[key] = chance.choice(TEXTS)
        else:
            place[key] = json.loads(json.dumps(chance.choice(VALUES)))
    text = json.dumps(holder[0], ensure_ascii=chance.random() < 0.5).encode("utf-8", "surrogatepass")
    return text.replace(json.dumps(_PLACE).encode(), raw).replace(json.dumps(_PLACE, ensure_ascii=False).encode(), raw)


def _somewhere(holder: list[Any], chance: Random) -> tuple[Any, Any]:
    """A list or an object within, and a key of it; each depth comes up about as often as any other."""
    place, key = holder, 0
    while isinstance(place[key], list | dict) and place[key] and chance.random() < 0.8:
        place = place[key]
        key = chance.choice(list(place)) if isinstance(place, dict) else chance.randrange(len(place))
    return place, key


def within_zip(change: Mutation) -> Mutation:
    """Changes one member of a zip file and packs all again, so that what reads the members sees it."""

    def changed(content: bytes, chance: Random) -> bytes:
        stream = io.BytesIO()
        with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new:
            names = old.namelist()
            which = chance.choice(names)
            for name in names:
                member = old.read(name)
                new.writestr(name, change(member, chance) if name == which else member)
        return stream.getvalue()

    return changed


def where_json(change: Mutation = json_changed) -> Mutation:
    """Changes content as JSON where it is some, else blindly."""

    def changed(content: bytes, chance: Random) -> bytes:
        return change(content, chance) if content[:1] in (b"{", b"[") else bytes_changed(content, chance)

    return changed


def cells_changed(content: bytes, chance: Random) -> bytes:
    """Lines of cells with some swapped for hostile texts and numbers, or a cell more or fewer."""
    lines = content.decode("utf-8", "replace").splitlines()
    for _ in range(chance.choice((1, 2, 5))):
        at = chance.choice((0, chance.randrange(len(lines))))
        cells = lines[at].split(",")
        put = chance.choice((*TEXTS, *(digits.decode() for digits in DIGITS), '"', '"a\n,b"', "1,2"))
        cells[chance.randrange(len(cells))] = put
        lines[at] = ",".join(cells)
    return "\n".join(lines).encode("utf-8", "surrogatepass")


def lines_changed(content: bytes, chance: Random) -> bytes:
    """JSON lines with one of them changed."""
    lines = content.splitlines()
    at = chance.randrange(len(lines))
    lines[at] = json_changed(lines[at], chance)
    return b"\n".join(lines)
