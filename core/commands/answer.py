"""What a command gives back, and how it refuses."""

from __future__ import annotations

import json

from msgspec import Struct

DONE, HAS_ERRORS, REFUSED, INTERRUPTED = 0, 1, 2, 130
"""Exit statuses: ``HAS_ERRORS`` belongs to ``check`` alone."""


class Answer(Struct, frozen=True):
    """Text for standard output (without the last line feed) and the exit status.

    ``complaint`` is one Chinese sentence for standard error, with ``REFUSED``.
    """

    text: str
    status: int = DONE
    complaint: str = ""


class CommandError(Exception):
    """The command cannot be done as it was given; the message is one Chinese sentence."""


def as_json(data: object) -> str:
    """JSON for other programs: readable, Chinese as it is."""
    return json.dumps(data, ensure_ascii=False, indent=1)
