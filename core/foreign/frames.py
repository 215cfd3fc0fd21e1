"""Messages between the program and the child: JSON, and bytes beside it, with their lengths.

A frame is two big-endian 32-bit lengths, the JSON (ASCII), the bytes. Whoever reads bounds both
lengths before allocating anything, and takes anything else than plain JSON for a broken message.
"""

from __future__ import annotations

import json
import struct
from typing import Any, BinaryIO, Final, NoReturn

MOST_JSON: Final = 64 * 1024 * 1024
MOST_BYTES: Final = 256 * 1024 * 1024
"""One picture of a page: 60 million pixels of four bytes."""

_LENGTHS: Final = struct.Struct(">II")

Message = dict[str, Any]


class FrameError(Exception):
    """What came over the pipe is no message."""


def write_frame(stream: BinaryIO, message: Message, beside: bytes | memoryview = b"") -> None:
    """Send a message; one that is too large raises ``FrameError`` and nothing is sent."""
    text = json.dumps(message, allow_nan=False).encode()
    if len(text) > MOST_JSON or len(beside) > MOST_BYTES:
        raise FrameError("too large")
    stream.write(_LENGTHS.pack(len(text), len(beside)) + text)
    stream.write(beside)
    stream.flush()


def read_frame(stream: BinaryIO) -> tuple[Message, bytes] | None:
    """The next message and the bytes beside it, ``None`` at the end. Raises ``FrameError``."""
    lengths = stream.read(_LENGTHS.size)
    if not lengths:
        return None
    if len(lengths) < _LENGTHS.size:
        raise FrameError("cut short")
    text_length, beside_length = _LENGTHS.unpack(lengths)
    if text_length > MOST_JSON or beside_length > MOST_BYTES:
        raise FrameError("too large")
    text, beside = stream.read(text_length), stream.read(beside_length)
    if len(text) < text_length or len(beside) < beside_length:
        raise FrameError("cut short")
    try:
        message = json.loads(text, parse_constant=_refuse_constant)
    except (ValueError, RecursionError) as error:
        raise FrameError("no JSON") from error
    if not isinstance(message, dict):
        raise FrameError("no object")
    return message, beside


def _refuse_constant(name: str) -> NoReturn:
    raise ValueError(name)
