"""What a form leaves blank without an error: said before 定稿, so that nobody signs it unawares."""

from __future__ import annotations

from decimal import Decimal

from core.model.evaluation import Evaluation
from core.model.fields import AMOUNTS
from core.model.number import exact_sum, plain
from core.scoring.scorecard import Scorecard


def left_blank_in_words(form: Evaluation, card: Scorecard) -> str:
    """What is blank, as a sentence with the points that the total lacks for it.

    ``预算执行没有填，总分不含这 10 分；年度总体目标的实际完成情况没有填。``
    Nothing where nothing is left blank.  A dash is an answer, 0 is one too.
    """
    said = "；".join(filter(None, (_funds(form, card), _rows(card), _goal(form))))
    return said and f"{said}。"


def _funds(form: Evaluation, card: Scorecard) -> str:
    if not form.funds:
        return ""
    blank = not any(getattr(fund, name).strip() for fund in form.funds for name in AMOUNTS)
    execution = card.execution
    missing = execution.points if execution.score is None else None
    if not missing:
        return "项目资金的金额没有填" if blank else ""
    said = "预算执行没有填" if blank else "预算执行没有得分"
    return f"{said}，{_without(card, missing)}"


def _rows(card: Scorecard) -> str:
    lacking = [row.points for row in card.rows if row.score is None and row.points]
    total = exact_sum(lacking)
    return f"{len(lacking)} 行指标没有得分，{_without(card, total)}" if total else ""


def _without(card: Scorecard, points: Decimal) -> str:
    there = "没有计入" if card.total_score is None else "总分不含"
    return f"{there}这 {plain(points)} 分"


def _goal(form: Evaluation) -> str:
    if form.goal_actual.strip():
        return ""
    return (
        "年度总体目标的实际完成情况没有填" if form.goal_expected.strip() else "年度总体目标没有填"
    )
