"""Texts as an XML file can hold them."""

from __future__ import annotations

from core.regex import regex

_FORBIDDEN = regex("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def storable(text: str) -> str:
    """A text without the signs that no XML file may have, and with plain line ends."""
    return _FORBIDDEN.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
