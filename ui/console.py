"""What Qt says on the console, without the one line that says nothing."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager

from PySide6.QtCore import QMessageLogContext, QtMsgType, qFormatLogMessage, qInstallMessageHandler

NOISE = "This plugin does not support propagateSizeHints()"
"""The offscreen platform says so of itself whenever a window is shown."""


@contextmanager
def without_noise() -> Iterator[None]:
    """Whatever else Qt has to say meanwhile is printed as it always is."""
    before = qInstallMessageHandler(_print)
    try:
        yield
    finally:
        qInstallMessageHandler(before)


def _print(kind: QtMsgType, context: QMessageLogContext, text: str) -> None:
    # A windowed program on Windows has no console.
    if text != NOISE and sys.stderr is not None:
        print(qFormatLogMessage(kind, context, text), file=sys.stderr)  # noqa: T201
