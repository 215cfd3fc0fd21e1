"""Which names of groups and sources mean the same, as 产出指标(50分) and 产出指标 do."""

from __future__ import annotations

from core.reading.headings import bare, squeezed
from core.reading.level_names import LEVEL1_KINDS, LEVEL2_KINDS, NameKinds, core_name, kind_of
from core.regex import regex

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


def same_level1(one: str, other: str) -> bool:
    """Whether two names of 一级指标 mean the same."""
    return _same(core_name(one), core_name(other), LEVEL1_KINDS)


def same_level2(one: str, other: str) -> bool:
    """Whether two names of 二级指标 mean the same."""
    return _same(core_name(one), core_name(other), LEVEL2_KINDS)


def same_fund(one: str, other: str) -> bool:
    """Whether two names of sources mean the same."""
    return _same(_fund(one), _fund(other), _FUNDS)


def is_total(name: str) -> bool:
    """Whether a source's name says that it is the sum."""
    return kind_of(_fund(name), _FUNDS) == "total"


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


def _same(one: str, other: str, kinds: NameKinds) -> bool:
    if one == other:
        return bool(one)
    kind = kind_of(one, kinds)
    return bool(kind) and kind == kind_of(other, kinds)
