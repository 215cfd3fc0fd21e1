"""A running text whose lines were broken by the paper that it was copied from."""

from __future__ import annotations

from core.regex import regex

_ENDS = "。；：！？…”』」）)，、.;:!?"
"""Where a line that ends so may well end on purpose."""
_BREAK = regex(r"[ \t]*\n[ \t]*")
_NARROW = regex(r"[!-~]")


def broken(text: str) -> bool:
    """Whether most lines end in the middle of a sentence, as those of a printed page do."""
    *lines, _ = [line.strip() for line in text.strip().split("\n")]
    cut = [line for line in lines if line and line[-1] not in _ENDS]
    return len(lines) > 1 and 2 * len(cut) > len(lines)


def joined(text: str) -> str:
    """The text as one paragraph: no space between Chinese characters, one between Latin words."""
    parts = _BREAK.split(text.strip())
    whole = parts[0]
    for part in parts[1:]:
        narrow = _NARROW.match(part[:1]) and _NARROW.match(whole[-1:])
        whole += f" {part}" if narrow else part
    return whole
