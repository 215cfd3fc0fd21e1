"""评分底稿 as a grid: each row's figures, formula, rule and problems, for whoever checks the score.

It is one more Sheet, so every face that renders the form renders the annex too.
"""

from __future__ import annotations

from decimal import Decimal

from core.assessment import Assessment
from core.checks.cards import Card
from core.checks.evidence_calls import calls_for_evidence
from core.checks.problem import Severity
from core.model.evaluation import Category, Evaluation, Group, Indicator, year_name
from core.model.number import percent, plain
from core.scoring.profile import RuleProfile
from core.scoring.scorecard import RowScore
from core.sheet.builder import Builder
from core.sheet.evidence_list import list_evidence
from core.sheet.layout import Span
from core.sheet.sheet import Align, Band, Role, Sheet
from core.sheet.signatures import Entry, add_signatures, even_spans
from core.values.outcome import TargetKind

WIDTHS = (28, 50, 60, 120, 70, 70, 34, 42, 36, 310, 176)
"""序号, 一级, 二级, 三级, 指标值, 完成值, 分值, 建议, 给分, 依据, 提醒与说明."""

HEADS = (
    "序号",
    "一级指标",
    "二级指标",
    "三级指标",
    "年度指标值",
    "实际完成值",
    "分值",
    "建议分",
    "给分",
    "计算与依据",
    "提醒与说明",
)

SIGNED = ("计分人", "复核人", "日期")

KINDS = {
    TargetKind.QUANTITY: "定量",
    TargetKind.DATE: "时限",
    TargetKind.JUDGEMENT: "定性",
    TargetKind.BLANK: "无指标值",
}

_LABEL: Span = (0, 3)
_BESIDE: Span = (3, 8)
_MARKS = {Severity.ERROR: "错误：", Severity.WARNING: "提醒："}


def lay_out_annex(evaluation: Evaluation, assessment: Assessment, profile: RuleProfile) -> Sheet:
    """The annex of one form under the profile that ``assessment`` was made with."""
    builder = Builder(len(WIDTHS))
    _head(builder, evaluation, assessment, profile)
    row = builder.row(Band.INDICATOR_HEAD)
    for column, text in enumerate(HEADS):
        builder.add(row, (column, 1), text, Role.LABEL)
    _execution(builder, assessment)
    scored = {row.id: row for row in assessment.scorecard.rows}
    number = 0
    for category in evaluation.categories:
        for group in category.groups:
            for indicator in group.indicators:
                number += 1
                starts = _starts(category, group, indicator)
                _indicator(builder, number, starts, indicator, scored[indicator.id], assessment)
    _total(builder, assessment)
    _rules(builder, assessment, profile)
    add_signatures(builder, list(map(Entry, SIGNED)), even_spans(len(WIDTHS), len(SIGNED)))
    if evaluation.evidence or any(row.evidence for row in evaluation.indicators):
        list_evidence(builder, evaluation, calls_for_evidence(evaluation, assessment.scorecard))
    return builder.sheet(WIDTHS)


def _head(
    builder: Builder, evaluation: Evaluation, assessment: Assessment, profile: RuleProfile
) -> None:
    card = assessment.scorecard
    row = builder.row(Band.TITLE)
    builder.add(row, builder.all, "绩效自评评分底稿", Role.TITLE, framed=False)
    grade = f"等级 {card.grade}" if card.grade else card.ungraded
    total = f"{_shown(card.total_score) or '—'} / {_shown(card.total_points) or '—'}"
    errors = sum(one.severity is Severity.ERROR for one in assessment.cards)
    counts = f"{errors} 个错误，{len(assessment.cards) - errors} 个提醒"
    for label, text in (
        (
            "项目与单位",
            f"{evaluation.project}（{year_name(evaluation.year)} 年度），{evaluation.unit}",
        ),
        ("总分", f"{total}，{grade}；{counts}"),
        ("评分规则", f"{profile.name}，{profile.source}，{profile.valid_from} 起"),
    ):
        row = builder.row(Band.HEADER)
        builder.add(row, _LABEL, label, Role.LABEL)
        builder.add(row, _BESIDE, text, Role.COMPUTED, align=Align.LEFT)


def _execution(builder: Builder, assessment: Assessment) -> None:
    part = assessment.scorecard.execution
    rate = percent(part.rate) if part.rate is not None else ""
    row = builder.row(Band.INDICATOR)
    builder.add(row, (0, 1), "", Role.BLANK)
    builder.add(row, (1, 3), "预算执行率", Role.LABEL)
    problems = [one for one in assessment.cards if one.lead.place.startswith("funds/")]
    _figures(
        builder, row, ("", rate), (part.points, part.suggested, part.given), part.why, problems
    )


def _starts(category: Category, group: Group, indicator: Indicator) -> list[tuple[int, str, int]]:
    """The labels that begin at this row: column, text, number of rows."""
    starts = []
    if indicator is group.indicators[0]:
        if group is category.groups[0]:
            rows = sum(len(below.indicators) for below in category.groups)
            starts.append((1, category.name, rows))
        starts.append((2, group.name, len(group.indicators)))
    return starts


def _indicator(
    builder: Builder,
    number: int,
    starts: list[tuple[int, str, int]],
    indicator: Indicator,
    scored: RowScore,
    assessment: Assessment,
) -> None:
    row = builder.row(Band.INDICATOR)
    builder.add(row, (0, 1), str(number), Role.COMPUTED)
    for column, text, rowspan in starts:
        builder.add(row, (column, 1), text, Role.LABEL, rowspan=rowspan)
    builder.add(row, (3, 1), indicator.name, Role.COMPUTED, align=Align.LEFT)
    method = f"（{indicator.method.strip()}）" if indicator.method.strip() else ""
    why = f"{KINDS[scored.kind]}{method}：{scored.why}"
    problems = [one for one in assessment.cards if one.path.node == indicator.id]
    points = scored.points if scored.left_out is None else scored.left_out
    figures = (points, scored.suggested, scored.given)
    _figures(builder, row, (indicator.target, indicator.actual), figures, why, problems)


def _figures(
    builder: Builder,
    row: int,
    values: tuple[str, str],
    figures: tuple[Decimal | None, Decimal | None, str | None],
    why: str,
    problems: list[Card],
) -> None:
    points, suggested, given = figures
    texts = (*values, _shown(points), _shown(suggested), "随建议" if given is None else given)
    for column, text in enumerate(texts, start=4):
        builder.add(row, (column, 1), text, Role.COMPUTED)
    builder.add(row, (9, 1), why, Role.COMPUTED, align=Align.LEFT)
    said = "\n".join(_said(problem) for problem in problems)
    builder.add(row, (10, 1), said, Role.COMPUTED, align=Align.LEFT)


def _said(card: Card) -> str:
    kept = f"（保留，说明：{card.kept}）" if card.kept else ""
    return f"{_MARKS[card.severity]}{'；'.join(card.parts)}{kept}"


def _total(builder: Builder, assessment: Assessment) -> None:
    card = assessment.scorecard
    row = builder.row(Band.TOTAL)
    builder.add(row, (0, 6), "合计（各行得分之和）", Role.LABEL)
    builder.add(row, (6, 1), _shown(card.total_points), Role.COMPUTED)
    builder.add(row, (7, 1), "", Role.BLANK)
    builder.add(row, (8, 1), _shown(card.total_score), Role.COMPUTED)
    rows = {row.id for row in assessment.scorecard.rows}
    others = [
        one
        for one in assessment.cards
        if one.path.node not in rows and not one.lead.place.startswith("funds/")
    ]
    builder.add(row, (9, 1), "", Role.BLANK)
    said = "\n".join(_said(problem) for problem in others)
    builder.add(row, (10, 1), said, Role.COMPUTED, align=Align.LEFT)


def _rules(builder: Builder, assessment: Assessment, profile: RuleProfile) -> None:
    """The sources of the rules, once for all rows."""
    bands = "、".join(f"{step.name}（{percent(step.limit, 0)}起）" for step in profile.bands)
    for label, text in (
        ("执行率", profile.execution_source),
        ("定量指标", profile.quantity_source),
        ("定性指标", f"{bands}。{profile.judgement_source}"),
        ("舍入", f"得分保留 {profile.digits} 位小数，最后一步四舍五入；总分为各行得分之和"),
    ):
        row = builder.row(Band.HEADER)
        builder.add(row, _LABEL, label, Role.LABEL)
        builder.add(row, _BESIDE, text, Role.COMPUTED, align=Align.LEFT)
    kept = [one for one in assessment.cards if one.kept]
    if kept:
        row = builder.row(Band.SECTION)
        builder.add(row, _LABEL, "保留的提醒", Role.LABEL)
        text = "\n".join(f"{problem.title}：{problem.kept}" for problem in kept)
        builder.add(row, _BESIDE, text, Role.COMPUTED, align=Align.TEXT)


def _shown(value: Decimal | None) -> str:
    return "" if value is None else plain(value)
