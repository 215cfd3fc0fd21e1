"""The child: reads one file after the other as it is told, until nobody asks any more."""

from __future__ import annotations

import os
import sys
import traceback
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any, BinaryIO

from core.foreign.bounds import check_file, check_zip
from core.foreign.containment import allow_seconds, contain
from core.foreign.errors import ForeignFileError
from core.foreign.frames import FrameError, Message, read_frame, write_frame

Item = tuple[Any, bytes]
"""One part of an answer: something as JSON, and bytes beside it."""

Reader = Callable[[Path, Mapping[str, Any]], Iterable[Item]]
"""Reads a file by its path and options. Its refusals are those given to ``serve``."""

_ZIP = b"PK"


def serve(readers: Mapping[str, Reader], refusals: tuple[type[Exception], ...] = ()) -> int:
    """Answer requests from standard input on standard output; the exit status.

    ``refusals`` are the exceptions, beside ``ForeignFileError``, whose message is a sentence.
    """
    with os.fdopen(0, "rb") as requests, os.fdopen(os.dup(1), "wb") as answers:
        # A library that prints must not be taken for an answer.
        nowhere = os.open(os.devnull, os.O_RDWR)
        os.dup2(nowhere, 1)
        contain()
        write_frame(answers, {"ready": True})
        while (request := read_frame(requests)) is not None:
            try:
                if not _answer(request[0], readers, (ForeignFileError, *refusals), answers):
                    return 1
            except BrokenPipeError:
                break
    return 0


def _answer(
    request: Message,
    readers: Mapping[str, Reader],
    refusals: tuple[type[Exception], ...],
    answers: BinaryIO,
) -> bool:
    """Whether this process can be asked again."""
    path = Path(request["path"])
    try:
        allow_seconds(request["seconds"])
        check_file(path, request["bytes"])
        with path.open("rb") as stream:
            start = stream.read(len(_ZIP))
        if start == _ZIP:
            check_zip(path)
        for item, beside in readers[request["reader"]](path, request["options"]):
            write_frame(answers, {"item": item}, beside)
    except refusals as error:
        write_frame(answers, {"refused": str(error)})
    except BrokenPipeError:
        raise
    except MemoryError:
        write_frame(answers, {"failed": MemoryError.__name__})
        return False
    except FrameError:
        write_frame(answers, {"refused": "文件里的内容过多"})
    except Exception as error:  # noqa: BLE001  (whatever a damaged file does to a parser)
        if sys.stderr is not None:
            traceback.print_exc()
        write_frame(answers, {"failed": type(error).__name__})
    else:
        write_frame(answers, {"end": True})
    return True
