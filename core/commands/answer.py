"""What a command gives back, and how it refuses."""

from __future__ import annotations

import json

from msgspec import Struct

from core.quoting import TURNING

DONE, HAS_ERRORS, REFUSED, INTERRUPTED = 0, 1, 2, 130
"""Exit statuses: ``HAS_ERRORS`` belongs to ``check`` alone."""


class Answer(Struct, frozen=True):
    """Text for standard output (without the last line feed) and the exit status.

    ``complaint`` is one Chinese sentence for standard error, with ``REFUSED``. ``done`` says what
    was written, for the case that the text cannot be printed: it then was written all the same.
    """

    text: str
    status: int = DONE
    complaint: str = ""
    done: str = ""


def written(sentence: str, complaint: str = "") -> Answer:
    """The answer of a command that wrote something, and has no more to say than that."""
    return Answer(sentence, complaint=complaint, done=sentence)


class CommandError(Exception):
    """The command cannot be done as it was given; the message is one Chinese sentence."""


def for_terminal(text: str) -> str:
    """A text without signs that move a terminal's cursor or turn its writing about.

    A form may come from anywhere. In JSON, which stays what it says, they are escaped.
    """
    return text.translate(_ESCAPED if text[:1] in {"{", "["} else _BLANK)


_CONTROLS = (*range(0x09), *range(0x0B, 0x20), *range(0x7F, 0xA0), *TURNING)
_BLANK = dict.fromkeys(_CONTROLS, " ")
_ESCAPED = {code: f"\\u{code:04x}" for code in _CONTROLS}


def as_json(data: object) -> str:
    """JSON for other programs: readable, Chinese as it is."""
    return json.dumps(data, ensure_ascii=False, indent=1)
