"""Messages on a byte stream: four bytes of length, big-endian, then MessagePack."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from typing import Any, Generic, TypeVar

import msgspec

from designer.errors import ProtocolError
from designer.training.messages import Message, Reply, Request

_LENGTH = struct.Struct(">I")
LARGEST = 64 * 1024 * 1024
"""The largest message accepted, in bytes; a longer length is taken for garbage, and that of any text is longer."""

_encoder = msgspec.msgpack.Encoder()

T = TypeVar("T")


def frame(message: Message) -> bytes:
    """The bytes of one message."""
    body = _encoder.encode(message)
    return _LENGTH.pack(len(body)) + body


class Deframer(Generic[T]):
    """Bytes in, in pieces of any size; whole messages out. Raises `ProtocolError` on garbage."""

    def __init__(self, type: Any) -> None:
        self._buffer = bytearray()
        self._decoder: msgspec.msgpack.Decoder[T] = msgspec.msgpack.Decoder(type)

    @property
    def halfway(self) -> bool:
        """Whether a message has begun and is not complete."""
        return bool(self._buffer)

    def feed(self, data: bytes) -> Iterator[T]:
        """The messages that are complete now."""
        self._buffer += data
        while len(self._buffer) >= _LENGTH.size:
            (length,) = _LENGTH.unpack_from(self._buffer)
            if length > LARGEST:
                raise ProtocolError(f"Expected a message of at most {LARGEST:,} bytes, found a length of {length:,}.")
            end = _LENGTH.size + length
            if len(self._buffer) < end:
                return
            body = bytes(self._buffer[_LENGTH.size : end])
            del self._buffer[:end]
            try:
                yield self._decoder.decode(body)
            except msgspec.MsgspecError as error:
                raise ProtocolError(f"Expected a message, found something else: {error}.") from None


def requests() -> Deframer[Request]:
    """A reader for the worker's side of the pipe."""
    return Deframer(Request)


def replies() -> Deframer[Reply]:
    """A reader for the other side."""
    return Deframer(Reply)
