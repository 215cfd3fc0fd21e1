"""What of a text a cell of a file shows: how readers take it out, and how writers put it in."""

from __future__ import annotations

from typing import Final

from core.regex import regex

LONGEST: Final = 32_767
"""Characters of one cell or paragraph, as in Excel."""

_FORBIDDEN = regex("[\x00-\x08\x0b-\x1f\x7f\ufffe\uffff]")
_BREAKS = regex("\r\n|[\r\n\v\f\x85\u2028\u2029]")
_SURROGATE = regex("[\ud800-\udfff]")
_BLANKS = " \t\n\xa0\u3000"


def clean_text(text: str) -> str:
    """``text`` without outer blanks, with one kind of line break and no control characters."""
    if not text.isprintable():
        text = writable_text(text)
        text = "\n".join(line.rstrip(" \t\xa0\u3000") for line in text.split("\n"))
    return text.strip(_BLANKS)[:LONGEST]


def writable_text(text: str) -> str:
    """``text`` as XML can hold it, with one kind of line break; no length is cut off."""
    if text.isprintable():
        return text
    text = _SURROGATE.sub("\N{REPLACEMENT CHARACTER}", _BREAKS.sub("\n", text))
    return _FORBIDDEN.sub("", text)


def same_text(shown: str, text: str) -> bool:
    """Whether a cell that was given ``text`` and shows ``shown`` was left as it is."""
    return shown == text or _seen(shown) == _seen(text)


def _seen(text: str) -> str:
    """What eyes see: a tab is a gap, as Word's reader has it; a cut text may end in one."""
    return clean_text(clean_text(text.replace("\t", " ")))
