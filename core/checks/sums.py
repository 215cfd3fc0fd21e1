"""Check that points, totals and money add up."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from decimal import Decimal

from core.checks.examination import Examination, error, warning
from core.checks.problem import Problem
from core.model.evaluation import Category
from core.model.number import (
    EXACT,
    ZERO,
    NumberUnreadableError,
    difference,
    exact_sum,
    exactly,
    normalized,
    read_points,
    rounded,
)
from core.model.path import Path
from core.model.short_text_cache import cached_if_short
from core.regex import regex
from core.scoring.score import FULL

WEIGHTS_TOTAL = error("weights-total")
WEIGHTS_SPLIT = warning("weights-split")
PRINTED_TOTAL = error("printed-total")


def weights_total(exam: Examination) -> Iterator[Problem]:
    """Execution points and indicator points sum to 100 (新洲 2020: 指标已满 100，执行率另计 10)."""
    total = exam.scorecard.total_points
    if total is not None and total != FULL:
        execution = exam.scorecard.execution.points or ZERO
        rows, lack = EXACT.subtract(total, execution), difference(FULL, total)
        yield exam.on_form(
            WEIGHTS_TOTAL,
            "total_points",
            "总分值",
            f"预算执行率 {exactly(execution)} 分加各指标 {exactly(rows)} 分，"
            f"合计 {exactly(total)} 分，不是 100 分，差 {exactly(lack)} 分",
            "调整各指标的分值，使合计为 100",
        )


def weights_split(exam: Examination) -> Iterator[Problem]:
    """Each first level has the points printed in its name, else the profile's.

    Source: 产出指标（60分） and the like (保山, 池州); 原则上 财预〔2020〕10号.
    """
    if not exam.has_points:
        return
    subtotals = exam.scorecard.subtotals
    rest, by_name = [], defaultdict[str, list[Category]](list)
    for category in exam.evaluation.categories:
        if _printed_points(category.name) is None:
            rest.append(category)
        else:
            by_name["".join(normalized(category.name).split())].append(category)
    for name, named in by_name.items():
        low, high = _printed_points(name) or (ZERO, ZERO)
        parts = [subtotals[category.id].points for category in named]
        # A name that stands twice (two goals) is meant for each part or for both together.
        found = exact_sum(parts)
        if not low <= found <= high and not all(low <= part <= high for part in parts):
            said = exactly(low) if low == high else f"{exactly(low)}～{exactly(high)}"
            yield _split(exam, named[0], found, f"名称里印的是 {said} 分")
    for word, expected in exam.profile.category_points:
        named = [category for category in rest if word in category.name]
        if not named:
            continue
        found = exact_sum(subtotals[category.id].points for category in named)
        if found != expected:
            name = exam.profile.name
            yield _split(exam, named[0], found, f"评分规则“{name}”为 {exactly(expected)} 分")


def _split(exam: Examination, category: Category, found: Decimal, instead: str) -> Problem:
    return WEIGHTS_SPLIT.problem(
        Path(category.id, "name"),
        f"indicators/{exam.first_row(category)}/level1",
        category.name,
        f"各指标分值之和为 {exactly(found)} 分，{instead}",
        "核对这一级各指标的分值；本地另有规定的可以保留",
    )


_SHARE = r"(\d{1,3}(?:\.\d{1,2})?)(?:分?[-~—至到](\d{1,3}(?:\.\d{1,2})?))?"
_PRINTED = tuple(
    regex(pattern)
    for pattern in (
        # 产出指标(60分), (0-20)分, 【50分】; (权重50%); 产出指标50分 and :50分
        rf"[(\[【〔](?:权重|分值|满分|共|计)*[:]?{_SHARE}(?:分[)\]】〕]|[)\]】〕]分)",
        rf"[(\[【〔](?:权重|分值|满分)[:]?{_SHARE}(?:%|分)?[)\]】〕]",
        rf"(?<=[^\d.]){_SHARE}分$",
        # (50): a bracket without a word could number the group, but not from ten on
        r"[(\[【〔]([1-9]\d(?:\.\d{1,2})?)()[)\]】〕]$",
    )
)


@cached_if_short(longest=100, most=256)
def _printed_points(name: str) -> tuple[Decimal, Decimal] | None:
    """The points in a name, from and to: 产出指标(60分), 成本指标(0-20)分."""
    plain = "".join(normalized(name).split())
    match = next(filter(None, (pattern.search(plain) for pattern in _PRINTED)), None)
    return None if match is None else (Decimal(match[1]), Decimal(match[2] or match[1]))


def printed_total(exam: Examination) -> Iterator[Problem]:
    """A given total is the sum of its parts (中江 2022: 110 分印成 100)."""
    card = exam.scorecard
    for name, chinese, total in (
        ("total_points", "总分值", card.total_points),
        ("total_score", "总分", card.total_score),
    ):
        text = getattr(exam.evaluation, name)
        try:
            given = read_points(text)
        except NumberUnreadableError:
            continue
        # A printed 9.999 is the sum that counts as 10.00.
        if given is None or total is None:
            continue
        if total not in {given, rounded(given, exam.profile.digits)}:
            yield exam.on_form(
                PRINTED_TOTAL,
                name,
                chinese,
                f"表上写的是 {exactly(given)}，各项之和是 {exactly(total)}，"
                f"相差 {exactly(difference(given, total))}",
                f"清空{chinese}，按各项之和重算；或核对各项",
            )
