"""Finding Chinese words by the first letters of their pinyin: ``dyyl`` finds 打印预览.

GB 2312 orders its 3,755 common characters by pinyin, so that the code of one tells its letter; a
table of readings is not needed for words as plain as those of a menu.
"""

from __future__ import annotations

from bisect import bisect_right

from core.model.number import normalized

_LETTERS = "abcdefghjklmnopqrstwxyz"
_FIRST = "啊芭擦搭蛾发噶哈击喀垃妈拿哦啪期然撒塌挖昔压匝"
"""The first common character of each letter; no reading begins with i, u or v."""
_BEGINS = [character.encode("gb2312") for character in _FIRST]
_COMMON_END = "座".encode("gb2312")
"""Behind it the rarer characters begin, which are ordered by radicals."""
_ALSO = {"重": "c", "行": "h", "调": "t", "长": "z"}
"""What else a common character may begin with, where GB 2312 files it under another reading."""


def initials(character: str) -> str:
    """The letters by which a character may be asked for; a letter or figure stands for itself."""
    if character.isascii():
        return character
    try:
        code = character.encode("gb2312")
    except UnicodeEncodeError:
        return _ALSO.get(character, "")
    filed = ""
    if _BEGINS[0] <= code <= _COMMON_END:
        filed = _LETTERS[bisect_right(_BEGINS, code) - 1]
    return filed + _ALSO.get(character, "")


def match(query: str, text: str) -> tuple[int, int] | None:
    """How well ``query`` (characters, initials, or both mixed) finds ``text``.

    The smaller the better: ``(0, where)`` for characters that stand side by side, ``(1, spread)``
    for characters in this order with others between; ``None`` for no match at all.
    """
    wanted, offered = _plain(query), _plain(text)
    for start in range(len(offered) - len(wanted) + 1):
        if all(_fits(*pair) for pair in zip(wanted, offered[start:], strict=False)):
            return 0, start
    at, begin = -1, 0
    for number, one in enumerate(wanted):
        at = next((i for i in range(at + 1, len(offered)) if _fits(one, offered[i])), -1)
        if at < 0:
            return None
        begin = begin if number else at
    return 1, at - begin


def _fits(wanted: str, offered: str) -> bool:
    return wanted == offered or wanted in initials(offered)


def _plain(text: str) -> str:
    return "".join(c for c in normalized(text).casefold() if c.isalnum())
