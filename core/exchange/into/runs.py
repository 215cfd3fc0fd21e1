"""A text of several formats in which shares are replaced; the formats are kept."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Generic, TypeVar

from msgspec import Struct

from core.reading.cell_text import clean_text

_BLANKS = " \u3000\xa0"
Look = TypeVar("Look")


class Run(Struct, Generic[Look], frozen=True):
    """Some text of one format."""

    text: str
    look: Look


class Share(Struct, frozen=True):
    """A share of a text, counted in the text as ``clean_text`` gives it, and what comes there."""

    start: int
    end: int | None
    text: str


def replaced(runs: Sequence[Run[Look]], shares: Sequence[Share]) -> list[Run[Look]]:
    """The runs with every share replaced; a text takes the format of what stood there."""
    raw = "".join(run.text for run in runs)
    clean = clean_text(raw)
    lead = raw.find(clean) if clean else 0
    found = list(runs)
    if lead < 0:  # line ends were cut or signs left out: only the first format is kept
        found, lead, raw = [Run(clean, runs[0].look)], 0, clean
    for share in sorted(shares, key=lambda one: one.start, reverse=True):
        end = len(clean) if share.end is None else share.end
        whole = share.start == 0 and share.end is None
        span = (0, len(raw)) if whole else _span(raw, share.start + lead, end + lead, share.text)
        found = _with(found, *span, share.text)
    return found


def _span(raw: str, start: int, end: int, text: str) -> tuple[int, int]:
    """The share to be replaced: of a gap behind a label so much as the text is wide.

    What follows keeps its place as far as the gap reaches, and one blank from the text.
    """
    if start != end:
        return start, end
    gap = 0
    for sign in raw[start:]:
        if sign not in _BLANKS:
            break
        gap += 1
    if start + gap >= len(raw):
        return start, end
    wide = sum(1 if char.isascii() else 2 for char in text)
    room = 0
    while room < gap - 1 and wide > 0:
        wide -= 2 if raw[start + room] == "\u3000" else 1
        room += 1
    return start, start + room


def _with(runs: Sequence[Run[Look]], start: int, end: int, text: str) -> list[Run[Look]]:
    out: list[Run[Look]] = []
    at, written = 0, False
    for number, run in enumerate(runs):
        first, last = at, at + len(run.text)
        at = last
        left = run.text[: max(0, start - first)] if start < last else run.text
        right = run.text[max(0, end - first) :] if end < last else ""
        if start >= last and not (start == last and number == len(runs) - 1):
            out.append(run)
            continue
        if end <= first and written:
            out.append(run)
            continue
        middle = "" if written else text
        written = True
        if start >= last:
            left, right = run.text, ""
        out.append(Run(left + middle + right, run.look))
    return [run for run in out if run.text] or [Run(text, runs[0].look)]
