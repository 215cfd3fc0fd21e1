"""The text of a value made plain for reading, and the words that stand for operators."""

from __future__ import annotations

import re

from core.model.number import normalized
from core.model.short_text_cache import cached_if_short
from core.regex import regex
from core.values.target_syntax import Operator

LONGEST = 200
"""A text longer than this is a description; no figure is looked for in it."""

_SIGNS = str.maketrans({"≧": "≥", "≦": "≤", "═": "=", "⩾": "≥", "⩽": "≤", "≮": "≥", "≯": "≤"})
_SIGNS |= str.maketrans({"〉": ">", "〈": "<", "﹥": ">", "﹤": "<", "〜": "~", "∼": "~"})
_SPACE = regex(r"\s+")
_RAISED_DIGIT = r"\u00b9\u00b2\u00b3\u2070-\u2079\u2460-\u2473"
_RAISED = regex(rf"(?<=\d)[{_RAISED_DIGIT}]+")
"""A power (10³) or a mark of a note behind a figure (95①), which NFKC would make part of it."""
NOTE_MARK = regex(
    rf"(?:(?<=[^\dA-Za-z\s])\s|(?<=[^\dA-Za-z\s{_RAISED_DIGIT}]))[{_RAISED_DIGIT}]+\s*$"
)
"""The mark of a note behind a unit or a word (95%①, 显著提升²), never the power of m².

It begins where no raised digit stands before it: of a thousand each would be tried to the end.
"""
_SPACED_FIGURES = regex(r"(?<!\d)\d{1,20}(?:\s{1,9}\d{1,20})+(?!\d)")
_DOUBLE = (
    (regex(r">=|=>|≥=", needs="="), "≥"),
    (regex(r"<=|=<|≤=", needs="="), "≤"),
    (regex(r"==", needs="="), "="),
)
_FEW = 12
_END = "。.;,、!"
_NO_REASONS = {"", "无", "0", "没有", "暂无", "无偏差", "无原因", "没有偏差", "不存在偏差"}
_NO_REASONS |= {"未发生偏差", "无偏差原因", "n/a", "na", "none", "null", "nil"}
_ROUND_WORDS = regex(r"^(?:[^\w%‰]|_)+|(?:[^\w%‰]|_)+$")
"""Dashes, quotation marks, brackets and ticks, of which none is a word."""
_NOTHING = regex(r"[-—–―─/]*")

SIGNS = {sign.value: sign for sign in Operator}

_BEFORE = {
    Operator.AT_LEAST: "不低于 不少于 不小于 不得低于 不得少于 不能低于 不能少于 不应低于 不应少于"
    " 未低于 未少于 至少 最少 最低 大于等于 大于或等于 高于或等于 达到 达 不低于或等于 应达到"
    " 须达到 下限为 下限 提高到 提高至 提升到 提升至 增加到 增加至 增长到 增长至 上升到 上升至",
    Operator.AT_MOST: "不超过 不高于 不大于 不多于 不得超过 不得高于 不得大于 不能超过 不应超过"
    " 未超过 没有超过 不超出 未超出 控制在 控制到 至多 最多 最高 小于等于 小于或等于 低于或等于"
    " 不突破 未突破 不得突破 降到 降至 降低到 降低至 下降到 下降至 减少到 减少至 压减到 压减至"
    " 压缩到 压缩至 压降到 压降至 缩减到 缩减至 削减到 削减至"
    " 缩短到 缩短至 上限为 上限 最大 最长",
    Operator.MORE: "大于 超过 高于 多于",
    Operator.LESS: "小于 低于 少于 不足 不到 未满",
    Operator.EQUAL: "等于",
}
_AFTER = {
    Operator.AT_LEAST: "以上 及以上 或以上 (含)以上 以上(含) 及其以上 (含)及以上 (下限)",
    Operator.MORE: "以上(不含)",
    Operator.LESS: "以下(不含) 以内(不含)",
    Operator.AT_MOST: "以下 及以下 以内 之内 内 (含)以下 (含)以内 以下(含) 以内(含) 及以内 封顶"
    " (封顶) (上限)",
}


def _alternatives(words: dict[Operator, str]) -> tuple[str, dict[str, Operator]]:
    meaning = {word: sign for sign, text in words.items() for word in text.split()}
    longest_first = sorted(meaning, key=len, reverse=True)
    return "|".join(re.escape(word) for word in longest_first), meaning


_before, BEFORE = _alternatives(_BEFORE)
_after, AFTER = _alternatives(_AFTER)
BEFORE_NUMBER = regex(f"(?:{_before})$", needs=_before)
AFTER_NUMBER = regex(_after, needs=_after)


@cached_if_short(longest=LONGEST, most=8192)
def squeezed(text: str) -> str:
    """NFKC, without white space, signs unified, punctuation at the end taken off."""
    plain = normalized(_RAISED.sub("^", NOTE_MARK.sub("", text)))
    plain = _SPACE.sub("", _SPACED_FIGURES.sub(_joined, plain)).translate(_SIGNS)
    for pattern, sign in _DOUBLE:
        plain = pattern.sub(sign, plain)
    return plain.rstrip(_END)


def _joined(match: re.Match[str]) -> str:
    """1 000 and 9 5 are one figure that was set wide; 10 12 are two."""
    first, *others = match[0].split()
    wide = len(first) == 1 and all(len(other) == 1 for other in others)
    grouped = len(first) <= _GROUP and all(len(other) == _GROUP for other in others)
    return "".join((first, *others)) if wide or grouped else "、".join((first, *others))


_GROUP = 3


def says_nothing(text: str) -> bool:
    """Blank, or only dashes and slashes."""
    bare = text.strip()
    if bare[:1].isalnum():  # nearly always, and no sign is left of such a text
        return False
    return len(bare) <= _FEW and _NOTHING.fullmatch(squeezed(bare)) is not None


def is_blank_reason(text: str) -> bool:
    """Blank, or one of the ways to write nothing: 无, 0, /, —, “无”, √ (廊坊)."""
    bare = text.strip()
    return len(bare) <= _FEW and _ROUND_WORDS.sub("", squeezed(bare)).lower() in _NO_REASONS
