"""The worker: does one piece of work after the other, until the program that asks is gone."""

from __future__ import annotations

import os
import sys
import threading
import traceback
from contextlib import suppress
from queue import SimpleQueue
from typing import BinaryIO, Final

from core.workers.errors import WorkError
from core.workers.messages import packed, receive, send, unpacked

_COURTESY: Final = 5
"""So much less urgent than the window: it is the window that somebody waits for."""


def main() -> int:
    """Be a worker; the exit status."""
    with os.fdopen(os.dup(0), "rb") as requests, os.fdopen(os.dup(1), "wb") as answers:
        # A library that prints or reads must not get at the messages.
        nowhere = os.open(os.devnull, os.O_RDWR)
        for stream in (0, 1):
            os.dup2(nowhere, stream)
        if sys.platform != "win32":  # there, whoever starts it says so
            with suppress(OSError):
                os.nice(_COURTESY)
        arrived = SimpleQueue[bytes]()
        threading.Thread(target=_listen, args=(requests, arrived), daemon=True).start()
        with suppress(OSError):
            while True:
                send(answers, answer(arrived.get()))
    return 0


def _listen(requests: BinaryIO, arrived: SimpleQueue[bytes]) -> None:
    while (request := receive(requests)) is not None:
        arrived.put(request)
    # Nobody waits for this work any more: it ends at once, in the middle of whatever it does.
    os._exit(0)


def answer(request: bytes) -> bytes:
    """What comes of a request: whether it was done, and its result or the exception."""
    try:
        function, argument = unpacked(request)
        return packed((True, function(argument)))
    except Exception as error:  # noqa: BLE001  (handed on to whoever asked)
        return _failed(error)


def _failed(error: Exception) -> bytes:
    # The traceback stays in this process; where it is a bug, somebody will want to read it.
    error.add_note("".join(traceback.format_exception(error)))
    try:
        message = packed((False, error))
        unpacked(message)  # an exception may pickle well and not come back
    except Exception:  # noqa: BLE001
        return packed((False, WorkError(f"没有做成（{type(error).__name__}）")))
    return message
