"""What a field takes of a text that comes from elsewhere."""

from __future__ import annotations

from core.model.file_values import MAX_TEXT
from core.regex import regex

LONGEST_CELL = 20_000
"""Characters of one cell: the longest texts of forms have some 2,000."""

_FORBIDDEN = regex("[\x00-\x08\x0b-\x1f\x7f\ufffe\uffff]")
_SURROGATE = regex("[\ud800-\udfff]")
_BREAKS = regex("\r\n|[\r\n\v\f\x85\u2028\u2029]")


class NotPastedError(Exception):
    """What is on the clipboard cannot be pasted; one sentence for the clerk."""


def clean(text: str) -> str:
    """``text`` as a field can hold it: one kind of line break, no control or broken characters."""
    text = _BREAKS.sub("\n", text)
    text = _FORBIDDEN.sub("", text)
    return _SURROGATE.sub("\N{REPLACEMENT CHARACTER}", text)[:MAX_TEXT]
