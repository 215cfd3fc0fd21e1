"""What stands on the paper of a form: the texts that were written, and else what is computed."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from msgspec import Struct

from core.assessment import Assessment
from core.exchange.into.plan import Kind
from core.model.evaluation import Evaluation, Fund
from core.model.fields import AMOUNTS
from core.model.number import (
    EXACT,
    MONEY_UNITS,
    NumberUnreadableError,
    exactly,
    normalized,
    percent,
    plain,
    read_amount,
    read_points,
)

Texts = Mapping[str, str]
"""The texts of a row by the contract's keys."""

POINTS = ("points", "score")

LABELS = {
    "level1": "一级指标", "level2": "二级指标", "level3": "三级指标", "target": "年度指标值",
    "actual": "实际完成值", "points": "分值", "score": "得分",
    "deviation": "偏差原因分析及改进措施", "name": "资金来源名称", "initial": "年初预算数",
    "annual": "全年预算数", "executed": "全年执行数", "rate": "执行率",
}  # fmt: skip


class StatedGroup(Struct, frozen=True):
    """A 二级指标 with its rows; ``place`` is the number of the first row in the form file."""

    level1: str
    level2: str
    place: int
    rows: tuple[Texts, ...]


def groups_of(evaluation: Evaluation, assessment: Assessment) -> list[StatedGroup]:
    """The groups of indicators in paper order."""
    scores = iter(assessment.scorecard.rows)
    found = []
    place = 0
    for category in evaluation.categories:
        for group in category.groups:
            rows = []
            for row in group.indicators:
                scored = next(scores)
                score = row.score or ("" if scored.score is None else plain(scored.score))
                rows.append(
                    {
                        "level3": row.name,
                        "target": row.target,
                        "actual": row.actual,
                        "points": row.points,
                        "score": score,
                        "deviation": row.deviation,
                    }
                )
            found.append(StatedGroup(category.name, group.name, place, tuple(rows)))
            place += len(rows)
    return found


def funds_of(evaluation: Evaluation, assessment: Assessment) -> list[tuple[Fund, Texts]]:
    """The sources with their texts; of the total row rate and score as computed."""
    execution = assessment.scorecard.execution
    found: list[tuple[Fund, Texts]] = []
    for fund in evaluation.funds:
        rate, score = fund.rate, fund.score
        if fund.id == execution.fund:
            rate = rate or ("" if execution.rate is None else percent(execution.rate))
            score = score or ("" if execution.score is None else plain(execution.score))
        texts = {key: getattr(fund, key) for key in ("name", *AMOUNTS, "points")}
        found.append((fund, {**texts, "rate": rate, "score": score}))
    return found


def totals_of(evaluation: Evaluation, assessment: Assessment) -> dict[str, str]:
    """The two totals; none of a form that nobody filled in."""
    card = assessment.scorecard
    scores = (card.execution.score, *(row.score for row in card.rows))
    points = any(row.points is not None for row in card.rows) and card.total_points is not None
    score = any(score is not None for score in scores) and card.total_score is not None
    return {
        "total_points": evaluation.total_points
        or (plain(card.total_points) if points and card.total_points is not None else ""),
        "total_score": evaluation.total_score
        or (plain(card.total_score) if score and card.total_score is not None else ""),
    }


def figure_of(key: str, text: str) -> tuple[Kind, Decimal | None]:
    """What kind of text a field holds, and the number it stands for, if it is one."""
    if key in {"target", "actual"}:
        return Kind.VALUE, None
    if key not in {*POINTS, *AMOUNTS, "rate", "total_points", "total_score"}:
        return Kind.TEXT, None
    if key == "rate":
        return Kind.FIGURE, _ratio(text)
    try:
        return Kind.FIGURE, read_points(text)
    except NumberUnreadableError:
        return Kind.FIGURE, None


def _ratio(text: str) -> Decimal | None:
    """The ratio that a percentage says; ``None`` for other figures, which may be either."""
    bare = normalized(text).strip()
    if not bare.endswith("%"):
        return None
    try:
        read = read_points(bare[:-1])
    except NumberUnreadableError:
        return None
    return None if read is None else EXACT.divide(read, Decimal(100))


def before_its_unit(text: str, behind: str) -> str:
    """A figure without the unit that is printed behind its place: 100 of 100% before %."""
    for unit in ("%", "万元", "亿元", "元", "分"):
        if normalized(text).endswith(unit) and normalized(behind).lstrip(" \u3000_").startswith(
            unit
        ):
            return normalized(text)[: -len(unit)].rstrip()
    return text


def in_unit(text: str, unit: str, wanted: str) -> tuple[str, Decimal | None]:
    """An amount in another unit of money, exactly, with its number; any other text as it is.

    A figure of the same unit is not written anew. Raises ``NumberUnreadableError``.
    """
    amount = read_amount(text, unit)
    if amount is None:
        return text, None
    if unit == wanted or unit not in MONEY_UNITS or wanted not in MONEY_UNITS:
        return text, amount
    moved = EXACT.divide(EXACT.multiply(amount, MONEY_UNITS[unit]), MONEY_UNITS[wanted])
    return exactly(moved), moved
