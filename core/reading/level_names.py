"""The names that the levels of indicators usually have, and which level each of them is."""

from __future__ import annotations

import re
from functools import lru_cache

from core.reading.headings import bare, squeezed
from core.regex import regex

NameKinds = tuple[tuple[str, re.Pattern[str]], ...]

LEVEL1_KINDS: NameKinds = (
    ("满意", regex(r".*满意.*")),
    ("成本", regex(r"(?:项目|产出)?成本")),
    ("产出", regex(r"(?:项目|绩效)?产出(?:绩效)?")),
    ("效益", regex(r"(?:项目|绩效)?(?:效益|效果|成效)(?:绩效)?")),
    ("决策", regex(r"(?:项目)?(?:决策|立项)")),
    ("过程", regex(r"(?:项目)?(?:过程|管理|过程管理)")),
)
_EFFECT = r"(?:效益|效果|影响|绩效)*"
LEVEL2_KINDS: NameKinds = (
    ("满意", regex(r".*满意.*|服务对象|受益对象")),
    ("经济成本", regex(r"经济成本")),
    ("社会成本", regex(r"社会成本")),
    ("生态成本", regex(r"(?:生态|环境)+成本")),
    ("成本", regex(r"(?:产出|项目)?成本(?:控制)?")),
    ("数量", regex(r"(?:产出|完成)?数量")),
    ("质量", regex(r"(?:产出|完成)?质量")),
    ("时效", regex(r"(?:产出|完成)?(?:时效|时间|进度|及时性)")),
    ("可持续", regex(rf"(?:可?持续)(?:性|发展)?{_EFFECT}")),
    ("经济", regex(rf"(?:直接|间接)?经济{_EFFECT}")),
    ("社会", regex(rf"社会{_EFFECT}")),
    ("生态", regex(rf"(?:生态|环境)+{_EFFECT}")),
    ("其他产出", regex(r"其[他它]产出")),
    ("其他效益", regex(r"其[他它](?:效益|效果|影响)")),
    ("其他成本", regex(r"其[他它]成本")),
)
FIRST_NUMBER = r"(?:第?[一二三四五六七八九十]{1,3}(?:部分)?[、.:．：]|[ⅠⅡⅢⅣⅤ]+[、.．]?)"
"""An expression for the number before the name of a 一级指标."""
_NUMBER = regex(
    rf"\s*(?:{FIRST_NUMBER}"
    r"|[(（][一二三四五六七八九十\d]{1,3}[)）]|\d{1,2}(?:[.．]\d{1,2}){1,2}[、.．]?(?!\d)"
    r"|\d{1,2}[、.．)）](?!\d)|[①-⑳])\s*"
)
_ENDING = regex(r"(?:指标|目标|类|方面|情况)+$")
_POINTS = regex(r"\d+(?:\.\d+)?(?:分|%)$")
_BEHIND = regex(r"[:：]\s*$")
_ANALYSED = regex(r"(?:的?(?:完成|实现)情况(?:分析|说明)?)?\s*[:：]?\s*$")
_BETWEEN = regex(r"\s*(?:[—－–-]{1,2}|[:：/／、])\s*")
_SATISFACTION = regex(r".*满意度?(?:指标|目标).{0,12}|(?:服务|受益)?(?:对象)?满意度?")
"""Of the names with 满意 in them those of levels: 群众满意度 alone may be an indicator's."""

_LONGEST = 40


def number_before(text: str) -> str:
    """The number that a level's name begins with, with the white space around it."""
    match = _NUMBER.match(text)
    return match.group() if match is not None else ""


@lru_cache(maxsize=4096)
def core_name(name: str) -> str:
    """A name without white space, number, brackets, points and the word 指标 behind it."""
    plain = _POINTS.sub("", bare(name) or squeezed(name))
    return _ENDING.sub("", plain) or plain


def kind_of(name: str, kinds: NameKinds) -> str:
    """Which of these kinds a ``core_name`` is of; blank for none."""
    return next((kind for kind, pattern in kinds if pattern.fullmatch(name)), "")


def same_kind(one: str, other: str) -> bool:
    """Whether two texts are usual names of the same first level: 满意度, 服务对象满意度指标."""
    kinds = {kind_of(core_name(text), LEVEL1_KINDS) for text in (one, other)}
    return len(kinds) == 1 and "" not in kinds


@lru_cache(maxsize=4096)
def levels_named(text: str) -> tuple[str, ...]:
    """Which levels a text is the usual name of: none, one, or both (满意度指标, 成本指标)."""
    if len(text) > _LONGEST or not text.strip():
        return ()
    plain = _BEHIND.sub("", text[len(number_before(text)) :])
    name = core_name(plain)
    known = [
        level
        for level, kinds in (("level1", LEVEL1_KINDS), ("level2", LEVEL2_KINDS))
        if kind_of(name, kinds)
    ]
    if "满意" in name and not any(map(_SATISFACTION.fullmatch, (name, squeezed(plain)))):
        return ()
    return tuple(known)


def end_of_name(text: str) -> int:
    """Where the name of a level ends in a line above its table: （一）产出指标完成情况分析."""
    match = _ANALYSED.search(text) if len(text) <= _LONGEST else None
    return len(text) if match is None else match.start()


def levels_above(text: str) -> tuple[str, ...]:
    """Which levels a line above a table can be the name of."""
    return levels_named(text[: end_of_name(text)])


def both_levels(text: str) -> tuple[tuple[int, int], tuple[int, int]] | None:
    """Where in a text both names stand, the first above the second: 产出指标—数量指标."""
    if len(text) > _LONGEST:
        return None
    for match in _BETWEEN.finditer(text, len(number_before(text))):
        one, other = text[: match.start()], text[match.end() :]
        if "level1" in levels_named(one) and "level2" in levels_named(other):
            start = len(number_before(one))
            return (start, match.start()), (match.end(), len(text.rstrip()))
    return None
