"""Pieces of work for the tests of workers: what a worker can do, and how it can go wrong."""

from __future__ import annotations

import os
import signal
import sys
import time
from pathlib import Path


class LoudError(Exception):
    """One that pickles well and cannot be made again."""

    def __init__(self, first: str, second: str) -> None:
        super().__init__(f"{first} {second}")


def square(number: int) -> int:
    return number * number


def number_of_process(_: object) -> int:
    return os.getpid()


def slow_when_first(number: int) -> int:
    time.sleep(0.3 if number == 0 else 0.0)
    return number


def fail_at_three(number: int) -> int:
    if number == 3:
        raise ValueError(f"{number}")
    return number


def die_at_three(number: int) -> int:
    if number == 3:
        os._exit(7)
    return number


def hang(_: object) -> None:
    while True:
        time.sleep(60)


def hang_at_three(number: int) -> int:
    if number == 3:
        hang(number)
    return number


def raise_loudly(_: object) -> None:
    raise LoudError("a", "b")


def unpicklable(_: object) -> object:
    return lambda: None


def print_and_read(text: str) -> str:
    print(text, flush=True)  # noqa: T201
    return text + sys.stdin.read()


def ask_and_hang(file: str) -> None:
    """In a program of its own: be the parent that is killed while its worker is at work."""
    from core.workers.process import Worker

    Worker().ask(tell_and_hang, file)


def tell_and_hang(file: str) -> None:
    path = Path(file)
    path.with_suffix(".part").write_text(str(os.getpid()))
    path.with_suffix(".part").replace(path)
    hang(file)


def stop_self(_: object) -> None:
    os.kill(os.getpid(), signal.SIGTERM)
