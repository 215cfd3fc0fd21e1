"""How far the value of a label reaches in running text: 自评年度：____年   预算金额：____万元."""

from __future__ import annotations

from core.reading.texts import Share
from core.regex import regex

_LINE = r"[_＿]{2,60}"
_LABEL = r"[^\s_＿:：;；,，。、]{2,12}[:：]"
_SEPARATORS = ";；,，、 \t\u3000"
_GAP = regex(
    r"(?P<line>[_＿]{0,60})\s*(?P<behind>(?:(?:年度?|[万亿]?元|[%％分])\s*)?"
    rf"(?:[（(][加公签盖][^（()）]{{1,8}}[)）]\s*)?[;；,，、]?)\s*(?=\Z|{_LABEL})"
)
"""A blank place with the word, the seal or the mark behind it, then nothing or the next label."""
_NEXT_LABEL = regex(rf"(?:\s{{2,}}|[\t\u3000]\s*){_LABEL}")
_SAID = regex(r"[:：]\s*[^\s_＿:：]")
_OWN_GAP = regex(rf"[^:：]{{1,30}}[:：]\s*{_LINE}\s*")
_DATE_LABEL = regex(
    r"\s*(?:填报|填表|填写|编制|上报|报送|报出|制表|签字|签署)?\s*(?:日\s*期|时\s*间)\s*[:：]"
)
_LONGEST_DATE_LABEL = 40
_OWN_PAIR = regex(
    r"\s*(?:其中\s*[:：]\s*)?(?P<name>[^\s:：\d，,。；;]{2,20})\s*[:：]\s*(?P<value>[^\s:：][^:：\n]{0,60})"
)


def value_share(text: str, start: int, stop: int, *, alone: bool) -> Share:
    """Where the value of a label stands between the label's end and the next known label.

    Of a gap that is drawn only the gap; else all, of a value that stands ``alone`` (no goals)
    up to a wide gap with the next label.
    """
    value = text[start:stop]
    begin = start + len(value) - len(value.lstrip())
    if gap := _GAP.match(value.lstrip()):
        if gap["line"]:
            return begin, begin + gap.end("line")
        return start, begin if gap["behind"] else start
    if alone and (other := _NEXT_LABEL.search(value)):
        value = value[: other.start()]
    elif stop < len(text):
        value = value.rstrip(_SEPARATORS)
    return begin, begin + len(value.strip())


def unknown_pairs(text: str, start: int, stop: int) -> Share | None:
    """Labels that are not known with what they say, behind a value that ends at ``start``."""
    if _NEXT_LABEL.match(text, start, stop) is None or not _SAID.search(text, start, stop):
        return None
    return start + len(text[start:stop]) - len(text[start:stop].lstrip()), stop


def has_own_gap(text: str) -> bool:
    """Whether a label draws the line to write on behind itself: 项目名称：______."""
    return _OWN_GAP.fullmatch(text) is not None


def asks_for_date(text: str) -> bool:
    """Whether a text is a label for a date with a colon: 填报日期：2024年1月5日."""
    return _DATE_LABEL.match(text[:_LONGEST_DATE_LABEL]) is not None


def own_pair(text: str) -> tuple[str, Share] | None:
    """The name that a text begins with, and where what it names stands: 其中：基本支出：612.3."""
    match = _OWN_PAIR.fullmatch(text)
    return None if match is None else (match["name"], match.span("value"))
