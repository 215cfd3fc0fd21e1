"""``score``: every figure that follows from a form."""

from __future__ import annotations

from decimal import Decimal

from core.assessment import Assessment, assess
from core.commands.answer import Answer, as_json
from core.commands.forms import FormAddress
from core.commands.text_table import table
from core.issuing.heading import heading
from core.model.evaluation import Evaluation
from core.model.number import fixed, percent, plain
from core.scoring.scorecard import Execution, RowScore


def score(address: FormAddress, *, profile: str | None, json: bool) -> Answer:
    """Score a form."""
    evaluation, rules = address.read_with_rules(profile)
    assessment = assess(evaluation, rules)
    if json:
        return Answer(as_json(scores(evaluation, assessment)))
    return Answer(_report(evaluation, assessment))


def scores(evaluation: Evaluation, assessment: Assessment) -> dict[str, object]:
    """The scorecard as the contract's JSON object."""
    card = assessment.scorecard
    return {
        "profile": card.profile,
        "total_points": _fixed(card.total_points, 2),
        "total_score": _fixed(card.total_score, 2),
        "grade": card.grade,
        "execution": _execution(card.execution),
        "indicators": [
            {"level1": category.name, "level2": group.name, "level3": indicator.name} | _row(row)
            for (category, group, indicator), row in zip(evaluation.rows, card.rows, strict=True)
        ],
    }


def _execution(execution: Execution) -> dict[str, object]:
    return {
        "rate": _fixed(execution.rate, 6),
        "points": _fixed(execution.points, 2),
        "suggested": _fixed(execution.suggested, 2),
        "given": execution.given,
        "score": _fixed(execution.score, 2),
        "why": execution.why,
    }


def _row(row: RowScore) -> dict[str, object]:
    return {
        "points": _fixed(row.points, 2),
        "kind": row.kind,
        "attainment": _fixed(row.attainment, 6),
        "met": row.met,
        "suggested": _fixed(row.suggested, 2),
        "given": row.given,
        "score": _fixed(row.score, 2),
        "why": row.why,
    }


def _fixed(value: Decimal | None, digits: int) -> str | None:
    return None if value is None else fixed(value, digits)


def _report(evaluation: Evaluation, assessment: Assessment) -> str:
    card = assessment.scorecard
    execution = card.execution
    rate = "—" if execution.rate is None else percent(execution.rate)
    head = ("一级指标", "二级指标", "三级指标", "分值", "建议", "得分", "说明")
    money = ("预算执行率", rate, "", *_figures(execution), execution.why)
    rows = [
        (category.name, group.name, indicator.name, *_figures(row), row.why)
        for (category, group, indicator), row in zip(evaluation.rows, card.rows, strict=True)
    ]
    total = (
        f"总分 {_plain(card.total_score)}（分值合计 {_plain(card.total_points)}），"
        f"等级：{card.grade or card.ungraded}"
    )
    return "\n\n".join(
        (
            f"{heading(evaluation)}，评分规则 {card.profile}",
            table([head, money, *rows], right=frozenset({3, 4, 5})),
            total,
        )
    )


def _figures(row: RowScore | Execution) -> tuple[str, str, str]:
    score = "看不懂：" + row.given if row.score is None and row.given else _plain(row.score)
    return _plain(row.points), _plain(row.suggested), score


def _plain(value: Decimal | None) -> str:
    return "—" if value is None else plain(value)
