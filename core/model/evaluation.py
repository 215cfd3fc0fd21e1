"""The 财政项目支出绩效自评表 as one immutable value.

Every figure is the text that stands on the paper; nothing here is read as a number.

Glossary (one Chinese term, one English name, everywhere in the program):

========================  =====================================================
自评表 / 一次自评          evaluation
项目名称                   project
主管部门 / 实施单位         department / unit
年度                       year
金额单位 (元/万元/亿元)     money_unit
项目资金的一行             fund
年初预算数 / 全年预算数     initial / annual
全年执行数                 executed
预算执行率                 rate (execution rate)
预算目标 / 实际完成情况     goal_expected / goal_actual
一级 / 二级 / 三级指标      category / group / indicator
年度指标值 / 实际完成值     target / actual
分值 / 得分                points / score
偏差原因分析及改进措施      deviation
总分                       total_points, total_score
签字栏 / 栏目              signatures / sections
评分规则                   profile
问题 (错误 / 提醒 / 待填)    problem (error / warning / unfilled)
建议分 / 给分               suggested / given score
档 (定性三档)              band
方向 (正向 / 反向)          direction
计分方法                   method
保留提醒及其说明            kept (a waived warning; a replaced file is set aside)
佐证材料                   evidence
指标已批复 / 调整说明        targets_approved / adjustment
更正 / 更正原因             correction / correction_reason
阶段 (草稿/定稿/已签章)     stage
定稿时留存的 PDF            frozen_file
版本 / 定稿编号             version / final_number
版式                       template, layout
档案 / 备份 / 交接包         archive / backup / handover
上年结转 / 上年的改进措施    carry_over / promise
打印要求 (草稿、公开版 …)    options (PrintOptions)
打印出来的一份              printout
评分底稿 / 自评报告         annex / report
空表 (主管部门发的)          blank
年度汇总 / 历年一览          summary / trend
回收站里的                  trashed
核对码                     code
导入的草表                  draft
录入条                     (retyping) strip
存疑                       doubt
========================  =====================================================
"""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

from core.model.number import normalized

ROOT = 0
"""Id of the evaluation itself; every other node has a positive id, unique in its evaluation."""

Extra = tuple[tuple[str, str], ...]
"""Keys of the file that this program does not know, each with its value as JSON text."""

Kept = tuple[tuple[str, str], ...]
"""Warnings that the clerk lets stand: the problem's code and the written 说明, by code."""


class Evidence(Struct, frozen=True):
    """佐证材料: one file that is filed with a row or with the form.

    ``name`` as it was called, ``sha256`` 64 hexadecimal digits, ``size`` in bytes.  An archive
    keeps the content by its digest, once however often it is filed.
    """

    name: str
    sha256: str
    size: int


Files = tuple[Evidence, ...]


class Indicator(Struct, frozen=True, kw_only=True):
    """One row of the indicator table (三级指标). All fields but ``id`` are verbatim text.

    ``direction`` (正向, 反向), ``method`` (计分方法 in the form's own words) and ``band`` are the
    clerk's corrections of how the row is read and scored; blank leaves it to the rules.
    ``adjustment`` is the 调整说明 of an approved row that was changed all the same.
    """

    id: int
    name: str = ""
    target: str = ""
    actual: str = ""
    points: str = ""
    score: str = ""
    deviation: str = ""
    direction: str = ""
    method: str = ""
    band: str = ""
    kept: Kept = ()
    extra: Extra = ()
    adjustment: str = ""
    evidence: Files = ()


class Group(Struct, frozen=True, kw_only=True):
    """二级指标: a name over one or more indicators (never none: the file could not hold it)."""

    id: int
    name: str = ""
    indicators: tuple[Indicator, ...] = ()


class Category(Struct, frozen=True, kw_only=True):
    """一级指标: a name over one or more groups."""

    id: int
    name: str = ""
    groups: tuple[Group, ...] = ()

    @property
    def indicators(self) -> Iterator[Indicator]:
        """All indicators below this category, in paper order."""
        return (indicator for group in self.groups for indicator in group.indicators)


class Fund(Struct, frozen=True, kw_only=True):
    """One row of 项目资金; amounts are text in the evaluation's money unit."""

    id: int
    name: str = ""
    initial: str = ""
    annual: str = ""
    executed: str = ""
    points: str = ""
    rate: str = ""
    score: str = ""
    extra: Extra = ()


class NamedText(Struct, frozen=True, kw_only=True):
    """A labelled text that some layouts add: a section (评价结论 …) or a signature (填报人 …)."""

    id: int
    name: str = ""
    text: str = ""


class Evaluation(Struct, frozen=True, kw_only=True):
    """A whole form. ``year`` is an ``int`` where it could be read as one, else the text.

    ``targets_approved`` says since when the indicators are 已批复 (a date, else any word); blank:
    they are not.  ``adjustment`` is the 调整说明 of rows that came, went or moved since then.
    ``correction_reason`` says of a 更正 why the final form that it corrects has to be corrected.
    """

    title: str = ""
    project: str = ""
    department: str = ""
    unit: str = ""
    year: int | str = ""
    money_unit: str = "元"
    funds: tuple[Fund, ...] = ()
    goal_expected: str = ""
    goal_actual: str = ""
    categories: tuple[Category, ...] = ()
    total_points: str = ""
    total_score: str = ""
    sections: tuple[NamedText, ...] = ()
    signatures: tuple[NamedText, ...] = ()
    profile: str = ""
    template: str = ""
    kept: Kept = ()
    extra: Extra = ()
    targets_approved: str = ""
    adjustment: str = ""
    evidence: Files = ()
    correction_reason: str = ""

    @property
    def indicators(self) -> Iterator[Indicator]:
        """All indicators in paper order."""
        return (row for category in self.categories for row in category.indicators)

    @property
    def rows(self) -> Iterator[tuple[Category, Group, Indicator]]:
        """Each indicator in paper order, with the group and the category above it."""
        return (
            (category, group, indicator)
            for category in self.categories
            for group in category.groups
            for indicator in group.indicators
        )


def under_levels(evaluation: Evaluation) -> Iterator[tuple[str, str, Indicator]]:
    """Each indicator in paper order, behind the names of its first and second level."""
    return ((category.name, group.name, row) for category, group, row in evaluation.rows)


Node = Indicator | Group | Category | Fund | NamedText


def nodes(evaluation: Evaluation) -> Iterator[Node]:
    """Every node below the evaluation, parents before children, in paper order."""
    yield from evaluation.funds
    for category in evaluation.categories:
        yield category
        for group in category.groups:
            yield group
            yield from group.indicators
    yield from evaluation.sections
    yield from evaluation.signatures


def fresh_id(evaluation: Evaluation) -> int:
    """The smallest id above all that are in use."""
    return 1 + max((node.id for node in nodes(evaluation)), default=ROOT)


def year_from_text(text: str) -> int | str:
    """What is written as 年度: an integer where it is one (２０２１, 2021年度), else the text."""
    if len(text) > _YEAR_TEXT:
        return text
    plain = "".join(normalized(text).split()).removesuffix("度").removesuffix("年")
    figures = plain.isascii() and plain.isdigit() and not plain.startswith("0")
    return int(plain) if figures and len(plain) <= _YEAR_DIGITS else text


def year_name(year: int | str) -> str:
    """The year as it stands before the word 年度: 2022 of a text 2022年度."""
    text = str(year).strip()
    return text.removesuffix("度").removesuffix("年").rstrip() or text


_YEAR_DIGITS = 4
_YEAR_TEXT = 40
"""Characters of a text that may be one year."""
