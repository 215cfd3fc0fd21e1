"""Which names of groups and sources mean the same, as 产出指标(50分) and 产出指标 do."""

from __future__ import annotations

import re
from functools import lru_cache

from core.reading.headings import bare, squeezed
from core.regex import regex

_ENDING = regex(r"(?:指标|目标|类|方面|情况)+$")
_POINTS = regex(r"\d+(?:\.\d+)?(?:分|%)$")

_LEVEL1 = (
    ("满意", regex(r".*满意.*")),
    ("成本", regex(r"(?:项目|产出)?成本")),
    ("产出", regex(r"(?:项目|绩效)?产出(?:绩效)?")),
    ("效益", regex(r"(?:项目|绩效)?(?:效益|效果|成效)(?:绩效)?")),
    ("决策", regex(r"(?:项目)?(?:决策|立项)")),
    ("过程", regex(r"(?:项目)?(?:过程|管理|过程管理)")),
)
_EFFECT = r"(?:效益|效果|影响|绩效)*"
_LEVEL2 = (
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
)
_FUNDS = (
    ("total", regex(r".*(?:总额|合计|总计)")),
    (
        "grant",
        regex(
            r"(?:当年|本年|年度|全年|一般公共预算|本级)*(?:财政)?(?:拨款|资金拨款|财政资金|财政拨款)"
        ),
    ),
    ("carried", regex(r"(?:上年|以前年度|历年)?结[转余](?:结余)?(?:资金)?")),
    ("other", regex(r"其[他它](?:资金|收入|来源)?")),
)
_EXECUTION = regex(r"(?:项目|部门|年度|全年)*(?:财政)?(?:预算|资金|预算资金)执行率?")
_PART = regex(r"(?:其?中)?[:,、]?")


@lru_cache(maxsize=4096)
def core_name(name: str) -> str:
    """A name without white space, number, brackets, points and the word 指标 behind it."""
    plain = _POINTS.sub("", bare(name) or squeezed(name))
    return _ENDING.sub("", plain) or plain


def same_level1(one: str, other: str) -> bool:
    """Whether two names of 一级指标 mean the same."""
    return _same(core_name(one), core_name(other), _LEVEL1)


def same_level2(one: str, other: str) -> bool:
    """Whether two names of 二级指标 mean the same."""
    return _same(core_name(one), core_name(other), _LEVEL2)


def same_fund(one: str, other: str) -> bool:
    """Whether two names of sources mean the same."""
    return _same(_fund(one), _fund(other), _FUNDS)


def is_total(name: str) -> bool:
    """Whether a source's name says that it is the sum."""
    return _kind(_fund(name), _FUNDS) == "total"


def is_execution(name: str) -> bool:
    """Whether a row asks for 预算执行率."""
    return _EXECUTION.fullmatch(core_name(name)) is not None


def same_label(one: str, other: str) -> bool:
    """Whether two labels ask for the same: 填报人 and 填报人（签字）."""
    return core_name(one) == core_name(other)


def same_name(one: str, other: str) -> bool:
    """Whether two names of 三级指标 are the same."""
    return squeezed(one).rstrip(":;。.") == squeezed(other).rstrip(":;。.")


def _fund(name: str) -> str:
    plain = bare(name) or squeezed(name)
    match = _PART.match(plain)
    return plain[match.end() :] if match else plain


def _same(one: str, other: str, kinds: tuple[tuple[str, re.Pattern[str]], ...]) -> bool:
    if one == other:
        return bool(one)
    kind = _kind(one, kinds)
    return bool(kind) and kind == _kind(other, kinds)


def _kind(name: str, kinds: tuple[tuple[str, re.Pattern[str]], ...]) -> str:
    return next((kind for kind, pattern in kinds if pattern.fullmatch(name)), "")
