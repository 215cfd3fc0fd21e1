"""What each page says of its file: a QR of 28 capitals and figures, and a code to be read aloud.

The QR holds fields of fixed length in base 32, without characters that are taken for each other:

=======  ======  ==========================================================
``Z1``   2       what it is: the form, and ``Z2`` … its other papers (``Printed``)
number   5       of the evaluation in its archive
version  3
page     2
pages    2       how many there are
score    4       the total score in hundredths, plus one
code     8       of the content: 35 bits of its digest and a check; of a year's
                 table five bits of the year, 30 of the digest and a check
check    2       over all that stands before it
=======  ======  ==========================================================

Zero stands for "not told": a form printed outside an archive has neither number nor version.
"""

from __future__ import annotations

import unicodedata
import zlib
from decimal import Decimal
from enum import Enum
from typing import Final

from msgspec import Struct

from core.model.number import EXACT

ALPHABET: Final = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
"""Neither 0 and O nor 1 and I."""

CODE_LENGTH: Final = 8

_BITS: Final = 5
_MAGIC: Final = "Z"
_FIELDS: Final = (5, 3, 2, 2, 4)
_LENGTH: Final = len(_MAGIC) + 1 + sum(_FIELDS) + CODE_LENGTH + 2


class MarkError(ValueError):
    """What was read is no mark of ours, or was read wrongly."""


class Printed(Enum):
    """Which paper of a form, or of a year's forms, a page belongs to."""

    FORM = "1"
    ANNEX = "2"
    """评分底稿."""
    SLIP = "3"
    """修改单: ``version`` and ``code`` are those of the newer version."""
    SUMMARY = "4"
    """汇总表: ``number`` is the year, ``code`` stands for the table."""

    @property
    def title(self) -> str:
        """What it is called; the form itself has no need of a name."""
        return {"2": "评分底稿", "3": "修改单", "4": "汇总表"}.get(self.value, "")


class Mark(Struct, frozen=True):
    """The mark of one page. ``number``, ``version`` and ``score`` may be untold (0, ``None``)."""

    code: str
    number: int = 0
    version: int = 0
    page: int = 1
    pages: int = 1
    score: Decimal | None = None
    printed: Printed = Printed.FORM


class Stamp(Struct, frozen=True):
    """What stands at the foot of each page: the mark, and in words version, state and date."""

    mark: Mark
    words: str = ""


def code_of(digest: str) -> str:
    """The code of a content whose SHA-256 is given in hexadecimal figures."""
    data = _written(int(digest[:10], 16) >> _BITS, CODE_LENGTH - 1)
    return data + _check_of(data)


def code_of_year(year: int, digest: str) -> str:
    """The code of a year's table: it begins with the year, so that no other is looked through."""
    data = _written(year % (1 << _BITS), 1) + _written(int(digest[:8], 16) >> 2, CODE_LENGTH - 2)
    return data + _check_of(data)


def may_be_of_year(code: str, year: int) -> bool:
    """Whether a code may be that of a year's table."""
    return code[:1] == _written(year % (1 << _BITS), 1)


def read_code(text: str) -> str:
    """A code as somebody typed it. Raises ``MarkError``."""
    code = "".join(c for c in unicodedata.normalize("NFKC", text).upper() if c not in " -—·")
    if len(code) != CODE_LENGTH or not set(code) <= set(ALPHABET):
        raise MarkError("a code has eight letters and figures")
    if _check_of(code[:-1]) != code[-1]:
        raise MarkError("the code was read wrongly")
    return code


def spoken(code: str) -> str:
    """A code as it is printed, in two halves."""
    return f"{code[:4]} {code[4:]}"


def spelled_out(mark: Mark) -> str:
    """What the page's QR holds, for somebody who cannot see it."""
    told = [f"核对码 {spoken(mark.code)}"]
    if mark.number:
        told.append(f"第 {mark.number} 号第 {mark.version} 版")
    if mark.score is not None:
        told.append(f"总分 {mark.score:f}")
    paper = mark.printed.title or "自评表"
    return f"二维码：{paper}，{'，'.join(told)}，共 {mark.pages} 页"


def encode(mark: Mark) -> str:
    """The text of the page's QR. A figure that is too large for its field is left untold."""
    score = 0
    if mark.score is not None and mark.score >= 0:
        hundredths = mark.score.scaleb(2, EXACT)
        score = int(hundredths) + 1 if hundredths == hundredths.to_integral_value() else 0
    figures = (mark.number, mark.version, mark.page, mark.pages, score)
    fields = (
        _written(figure if 0 <= figure < 1 << (_BITS * size) else 0, size)
        for figure, size in zip(figures, _FIELDS, strict=True)
    )
    body = _MAGIC + mark.printed.value + "".join(fields) + mark.code
    return body + _written(zlib.crc32(body.encode()) & 0x3FF, 2)


def decode(text: str) -> Mark:
    """The mark that a QR holds. Raises ``MarkError``."""
    known = {_MAGIC + printed.value: printed for printed in Printed}
    printed = known.get(text[:2])
    if printed is None or len(text) != _LENGTH or not set(text[2:]) <= set(ALPHABET):
        raise MarkError("no mark of this program")
    if _written(zlib.crc32(text[:-2].encode()) & 0x3FF, 2) != text[-2:]:
        raise MarkError("the mark is damaged")
    figures, at = [], len(_MAGIC) + 1
    for size in _FIELDS:
        figures.append(_read(text[at : at + size]))
        at += size
    number, version, page, pages, score = figures
    total = Decimal(score - 1) / 100 if score else None
    code = read_code(text[at : at + CODE_LENGTH])
    return Mark(code, number, version, page, pages, total, printed)


def _check_of(data: str) -> str:
    # Odd weights: one wrong character always shows, two that changed places nearly always.
    total = sum((2 * place + 1) * ALPHABET.index(char) for place, char in enumerate(data))
    return ALPHABET[total % len(ALPHABET)]


def _written(figure: int, size: int) -> str:
    return "".join(ALPHABET[figure >> _BITS * place & 31] for place in reversed(range(size)))


def _read(text: str) -> int:
    figure = 0
    for char in text:
        figure = figure << _BITS | ALPHABET.index(char)
    return figure
