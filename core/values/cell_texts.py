"""What a cell's text is without the breaks and gaps of its place, and whether anybody wrote it."""

from __future__ import annotations

from core.model.number import normalized
from core.regex import regex

_ONE_LINE = 2000
"""A longer text is running text: its lines are its own."""
_LONGEST_PLACEHOLDER = 200

_PLACEHOLDER = regex(
    r"[★☆*▲△●◆]{0,3}(?:[(\[【“\"]?(?:三级)?指标(?:[\dA-Za-z]{1,2}|[一二三四五六七八九十]{1,2})?"
    r"[)\]】”\"]?[:.、]?|[.…。·])+[-—/…]*",
    needs="指.…。·",
)
_EXAMPLE = regex(
    r"\s*(?:(?:示例|样例|范例|举例|例如|例|如)\s*\d?\s*:|[(\[【]\s*(?:示例|样例|范例|举例|例)\s*\d?\s*[)\]】])",
    needs="例如",
)
_INSTRUCTION = regex(
    r"[(\[【〔<](?:请|此处|在此|填[写列入])[^()\[\]【】〔〕<>]*[)\]】〕>]"
    r"|(?:请(?:填[写报列入]|在此|输入|简要)|此处填|在此填|(?:单击|点击)(?:此处|或点击|这里)).*",
    needs="请处此填击",
)
"""What a blank says in the place of a text of what is to be written there."""


def one_line(text: str) -> str:
    """A short text without the line breaks and gaps that its cell wanted: 产 出 指 标."""
    if len(text) > _ONE_LINE:
        return text.strip()
    pieces = [piece for line in text.splitlines() if (piece := line.strip())]
    joined = ""
    for piece in pieces:
        narrow = bool(joined) and joined[-1].isascii() and piece[0].isascii()
        joined += (" " if narrow else "") + piece
    words = joined.split()
    spread = len(words) > 1 and all(len(word) == 1 and not word.isascii() for word in words)
    return "".join(words) if spread else joined


def is_placeholder(text: str) -> bool:
    """Whether a third-level name is what a template leaves to be filled in: 指标2：, ……, 例：甲."""
    if len(text) > _LONGEST_PLACEHOLDER:
        return False
    plain = "".join(normalized(text).split())
    return _PLACEHOLDER.fullmatch(plain) is not None or is_example(plain)


def is_example(text: str) -> bool:
    """Whether a text says that it only shows how to write: 例：产出指标, （示例）培训人次."""
    return _EXAMPLE.match(normalized(text[:_LONGEST_PLACEHOLDER])) is not None


def is_instruction(text: str) -> bool:
    """Whether a text only says what is to be written in its place: （填写指标内容）, 请填写…."""
    if len(text) > _LONGEST_PLACEHOLDER:
        return False
    return _INSTRUCTION.fullmatch("".join(normalized(text).split())) is not None
