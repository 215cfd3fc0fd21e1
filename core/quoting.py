"""How a text, a path, several names and a size stand in a sentence, a list or a terminal.

What is shown so is never written back: the form keeps every character.
"""

from __future__ import annotations

from collections.abc import Sequence
from os import PathLike, fspath
from unicodedata import category

STEERING = frozenset(("Cc", "Cf", "Cs", "Zl", "Zp"))
"""Categories of signs that break a line, turn it about or cannot be seen."""
TURNING = (*range(0x202A, 0x202F), *range(0x2066, 0x206A))
"""Codes of the signs that turn the direction of writing until another one ends it."""
_NO_TURNING = dict.fromkeys(TURNING)
QUOTED = 24
"""So many characters of a text are enough to know it by in a sentence."""


def one_line(text: str) -> str:
    """A text without line breaks and without anything that could steer a terminal."""
    return " ".join(_still(text, " ").split())


def _still(text: str, instead: str) -> str:
    """A text with ``instead`` for each sign that moves others about or cannot be seen.

    Characters that Unicode has not got yet, or leaves to each user, stay: names have them.
    """
    if text.isprintable():  # nearly every one; a year's table asks for a hundred thousand
        return text
    return "".join(instead if category(sign) in STEERING else sign for sign in text)


def unturned(text: str) -> str:
    """A text of one line or many without the signs that let it read as another."""
    return text if text.isprintable() else text.translate(_NO_TURNING)


def quoted(text: str, most: int = QUOTED) -> str:
    """A text of the form, or of a stranger's file, as a sentence quotes it."""
    return shortened(one_line(text), most)


def shortened(text: str, most: int = QUOTED) -> str:
    """A text of at most ``most`` characters; of a longer one its last character is the mark."""
    return text if len(text) <= most else text[: most - 1] + "…"


def shown(path: str | PathLike[str]) -> str:
    """A path as it may stand in a sentence on one line, whatever characters it holds."""
    return f"“{_still(fspath(path), '?')}”"


def first_of(names: Sequence[str], counted: str, most: int = 3, between: str = "、") -> str:
    """Names in a sentence, the first ones and how many there are: ``甲、乙、丙等 5 份``."""
    named = between.join(names[:most])
    if len(names) <= most:
        return named
    space = " " if named[-1:].isascii() else ""  # B3 等 7 格
    return f"{named}{space}等 {len(names)} {counted}"


_MEGABYTE = 1_000_000


def size_in_words(size: int) -> str:
    """``2.1 MB``, ``38 KB``: one decimal for what is large."""
    if size >= _MEGABYTE:
        return f"{size / _MEGABYTE:.1f} MB"
    return f"{max(1, round(size / 1000))} KB"
