"""决算公开: the paragraph on a year's self-evaluation, and what is to be known beside it.

Its sentences are those of the 2024 departmental accounts of 上海 (第十部分).  It counts 定稿 only.
What the archive cannot know is a blank (``____``) to be filled in by hand, never a number.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from decimal import Decimal

from core.model.number import EXACT, percent, plain, rounded
from core.quoting import first_of
from core.years.improvement import Progress, Shortfall
from core.years.project import Project
from core.years.yearly import Sums, Year

BLANK = "____"

_GRADES = ("优", "良", "中", "差")
_TEN_THOUSAND = Decimal(10_000)
_NAMED = 8
"""So many projects are named in one sentence."""


def paragraph(year: Year) -> str:
    """What 决算公开 says of the self-evaluation of this year."""
    finals = year.finals
    if not finals:
        return f"档案里没有 {year.year} 年度已定稿的自评表，还不能写决算公开的这段话。"
    sums = Sums.of(finals)
    return (
        f"根据预算绩效管理要求，我单位编报 {year.year} 年度绩效目标的项目 {BLANK} 个，"
        f"涉及预算金额 {BLANK} 万元；开展绩效跟踪监控的项目 {BLANK} 个，"
        f"涉及预算金额 {BLANK} 万元。组织对 {year.year} 年度项目支出开展绩效自评，"
        f"共涉及项目 {len(finals)} 个，{_money(finals, sums)}。"
        f"{_scores(finals, sums)}{_problems(finals)}"
    )


def notes(year: Year) -> tuple[str, ...]:
    """What is left out of table and paragraph, and what its blanks are for, in sentences."""
    return (
        *_left_out(year),
        *_amount_notes(year),
        *_score_notes(year),
        *_blanks(year),
    )


def problems(year: Year) -> Iterator[tuple[Project, Shortfall]]:
    """Each row of a final form that lost points or missed its target: what was found."""
    for project in year.finals:
        for shortfall in project.shortfalls:
            yield project, shortfall


def _money(finals: Sequence[Project], sums: Sums) -> str:
    summed = [project for project in finals if project.summed]
    if sums.annual is None or sums.executed is None:
        return f"涉及预算金额 {BLANK} 万元，全年执行 {BLANK} 万元"
    whose = "" if len(summed) == len(finals) else f"（预算数、执行数齐全的 {len(summed)} 个项目）"
    rate = "" if sums.rate is None else f"，总体预算执行率 {percent(sums.rate)}"
    annual, executed = map(_in_ten_thousand, (sums.annual, sums.executed))
    return f"涉及预算金额 {annual} 万元，全年执行 {executed} 万元{rate}{whose}"


def _scores(finals: Sequence[Project], sums: Sums) -> str:
    graded = [project for project in finals if project.grade]
    if sums.average is None:
        return "各项目的自评表不评定等级。"
    whose = "" if len(graded) == len(finals) else f"（评定等级的 {len(graded)} 个项目）"
    grades = _grades(project.grade for project in graded)
    rest = len(finals) - len(graded)
    others = f"，不评定等级的 {rest} 个" if rest else ""
    return f"平均得分 {plain(sums.average)} 分{whose}，其中：{grades}{others}。"


def _problems(finals: Sequence[Project]) -> str:
    found = [one for project in finals for one in project.shortfalls]
    if not found:
        return "绩效自评没有发现失分或未达到指标值的指标。"
    told = Counter(one.progress for one in found)
    known = not told[None]
    done, ongoing = (
        str(told[progress]) if known else BLANK for progress in (Progress.DONE, Progress.ONGOING)
    )
    return (
        f"绩效自评共发现问题 {len(found)} 个，已经完成整改的 {done} 个，正在整改的 {ongoing} 个。"
    )


def _left_out(year: Year) -> Iterator[str]:
    if year.drafts:
        named = _named(year.drafts)
        yield f"这段话只计定稿，没有计入草稿 {len(year.drafts)} 份：{named}；汇总表列有草稿。"
    if year.samples:
        yield f"随程序带来的样例 {len(year.samples)} 份，表和这段话都没有计入。"
    if year.corrected:
        yield f"更正还没有定稿，仍按原定稿计：{'、'.join(year.corrected)}。"
    replacing = [project for project in year.finals if project.entry.corrects is not None]
    if replacing:
        yield f"更正已经定稿，按更正后的计，原定稿没有计入：{_named(replacing)}。"
    if year.undated:
        yield f"档案里另有 {year.undated} 份自评表没有写明年度，不在任何一年的汇总里。"


def _amount_notes(year: Year) -> Iterator[str]:
    left_out = [project for project in year.projects if not project.summed]
    if left_out:
        named = _named(left_out, lambda project: project.lacking)
        yield f"预算数、执行数和执行率的合计都不含 {len(left_out)} 个项目：{named}。"
    summed = [project for project in year.projects if project.summed]
    no_initial = [project for project in summed if project.initial is None]
    if no_initial:
        yield f"年初预算数没有合计，因为有 {len(no_initial)} 个项目没有：{_named(no_initial)}。"
    by_initial = [project for project in summed if project.by_initial]
    if by_initial:
        yield f"表上没有全年预算数，按年初预算数计的有 {len(by_initial)} 个：{_named(by_initial)}。"


def _score_notes(year: Year) -> Iterator[str]:
    ungraded = [project for project in year.projects if not project.grade]
    if ungraded:
        named = _named(ungraded, lambda project: project.ungraded)
        yield f"平均得分和等级不含 {len(ungraded)} 个项目：{named}。"


def _blanks(year: Year) -> Iterator[str]:
    if not year.finals:
        return
    yield f"“{BLANK}”是档案里没有的，请填写后再公开：编报绩效目标、跟踪监控的项目数和金额。"
    found = [one for _, one in problems(year)]
    if not found:
        return
    reasons = sum(bool(one.reason) for one in found)
    yield (
        f"发现的问题是定稿里失分或未达到指标值的指标，共 {len(found)} 个，"
        f"其中写明偏差原因和改进措施的 {reasons} 个。"
    )
    told = Counter(one.progress for one in found)
    if told[None]:
        answered = sum(bool(one.answer) for one in found)
        yield (
            f"整改情况看 {year.year + 1} 年度定稿对上年改进措施的回答：回答了 {answered} 个，"
            f"其中写明已完成整改的 {told[Progress.DONE]} 个、"
            f"正在整改的 {told[Progress.ONGOING]} 个，其余档案里没有写明，所以留空。"
        )


def _named(projects: Sequence[Project], why: Callable[[Project], str] = lambda _: "") -> str:
    said = []
    for project in projects:
        reason = why(project)
        said.append(f"{project.title}（{reason}）" if reason else project.title)
    return first_of(said, "个", _NAMED)


def _grades(grades: Iterable[str]) -> str:
    counted = Counter(grades)
    order = [*_GRADES, *sorted(set(counted) - {*_GRADES})]
    parts = [f"评价等级为“{grade}”的 {counted[grade]} 个" for grade in order if counted[grade]]
    return "，".join(parts)


def _in_ten_thousand(amount: Decimal) -> str:
    return f"{rounded(EXACT.divide(amount, _TEN_THOUSAND), 2):,.2f}"
