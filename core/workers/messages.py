"""What goes between the program and its workers: values, pickled, each with its length before it.

Both ends are this very program, and no other process holds an end of the pipes; so ``pickle`` runs
nothing that is not ours.
"""

from __future__ import annotations

import pickle
import struct
from typing import Any, BinaryIO, Final

_LENGTH: Final = struct.Struct(">Q")


def packed(value: object) -> bytes:
    """A value as a message. Raises what ``pickle`` raises for what it cannot take."""
    return pickle.dumps(value, protocol=pickle.HIGHEST_PROTOCOL)


def unpacked(message: bytes) -> Any:  # noqa: ANN401  (whatever was packed)
    """The value of a message."""
    return pickle.loads(message)  # noqa: S301  (our own process wrote it, see above)


def send(stream: BinaryIO, message: bytes) -> None:
    """Write a message whole. Raises ``OSError`` where nobody listens any more."""
    try:
        stream.write(_LENGTH.pack(len(message)))
        stream.write(message)
        stream.flush()
    except ValueError as error:  # closed by whoever ended the worker meanwhile
        raise BrokenPipeError from error


def receive(stream: BinaryIO) -> bytes | None:
    """The next message; ``None`` where the other end has gone, also in the middle of one."""
    head = stream.read(_LENGTH.size)
    if len(head) < _LENGTH.size:
        return None
    (length,) = _LENGTH.unpack(head)
    message = stream.read(length)
    return message if len(message) == length else None
