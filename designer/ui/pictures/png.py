"""Packs pixels as a PNG in steps: Qt does it in one, which takes seconds for a large picture."""

from __future__ import annotations

import zlib
from collections.abc import Generator
from struct import pack

import numpy as np
from PySide6.QtGui import QImage

STRIP = 400_000
"""About how many bytes are packed between two rests."""
LEVEL = 5
UP = 2
"""PNG's filter that says how a row differs from the one above: figures are mostly ground."""


def packed(picture: QImage, dots: float) -> Generator[None, None, bytes]:
    """The file; `dots` is how many pixels make an inch."""
    width, height = picture.width(), picture.height()
    metre = round(dots / 0.0254)
    head = pack(">IIBBBBB", width, height, 8, 6, 0, 0, 0)
    pieces = [b"\x89PNG\r\n\x1a\n", _chunk(b"IHDR", head), _chunk(b"pHYs", pack(">IIB", metre, metre, 1))]
    packer, above = zlib.compressobj(LEVEL), np.zeros((1, 4 * width), dtype=np.uint8)
    rows = max(1, STRIP // (4 * width))
    for top in range(0, height, rows):
        strip = _rows(picture, top, min(rows, height - top))
        filtered = np.empty((len(strip), 1 + 4 * width), dtype=np.uint8)
        filtered[:, 0] = UP
        filtered[:, 1:] = strip - np.concatenate([above, strip[:-1]])
        above = strip[-1:]
        piece = packer.compress(filtered.tobytes())
        if piece:
            pieces.append(_chunk(b"IDAT", piece))
        yield
    return b"".join((*pieces, _chunk(b"IDAT", packer.flush()), _chunk(b"IEND", b"")))


def _rows(picture: QImage, top: int, count: int) -> np.ndarray:
    """Some rows as bytes: red, green, blue, and how opaque, which PNG keeps apart."""
    strip = picture.copy(0, top, picture.width(), count).convertToFormat(QImage.Format.Format_RGBA8888)
    return np.frombuffer(strip.constBits(), dtype=np.uint8).reshape(count, 4 * picture.width()).copy()


def _chunk(name: bytes, content: bytes) -> bytes:
    return pack(">I", len(content)) + name + content + pack(">I", zlib.crc32(name + content))
