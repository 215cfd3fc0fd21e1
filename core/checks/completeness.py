"""Check that everything is there and every figure can be read."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from decimal import Decimal

from core.checks.examination import Examination, Finding, Row, error, warning
from core.checks.funds import COLUMNS
from core.checks.problem import Problem
from core.model.evaluation import Evaluation, Fund, Group, Indicator
from core.model.fields import Kind, labelled, names
from core.model.number import NumberUnreadableError, normalized, read_amount, read_points
from core.quoting import quoted
from core.regex import regex
from core.values.wording import says_nothing
from core.values.years import is_doubtful_year

FIELD_MISSING = error("field-missing", unfilled=True)
NUMBER_UNREADABLE = error("number-unreadable")
YEAR_UNREADABLE = warning("year-unreadable")

_HEADER = labelled(Evaluation, "project", "department", "unit", "year")
_ASKED_OF_A_ROW = labelled(Indicator, "name", "target", "actual")

_FIGURE = 21
"""So much of what cannot be read is quoted: a figure is no longer."""

_POINTS = {
    node: labelled(node, *names(node, lambda field: field.kind is Kind.POINTS))
    for node in (Evaluation, Fund, Indicator)
}


_WHOLE_UNIT = regex(r"整体(?:支出|绩效|自评)|部门整体|单位整体", needs="整")
"""The form of a whole department or unit: it has no project, and often no department above it."""


def header_missing(exam: Examination) -> Iterator[Problem]:
    """项目名称, 主管部门, 实施单位 and 年度 are filled in."""
    whole_unit = _WHOLE_UNIT.search("".join(normalized(exam.evaluation.title).split()))
    for name, chinese in _HEADER:
        if whole_unit and name in {"project", "department"}:
            continue
        if not str(getattr(exam.evaluation, name)).strip():
            yield exam.on_form(FIELD_MISSING, name, chinese, f"{chinese}没有填写", f"填写{chinese}")


def year_unreadable(exam: Examination) -> Iterator[Problem]:
    """A 年度 that is no year: the summary and next year's form would not find it (2O21, 21)."""
    if is_doubtful_year(exam.evaluation.year):
        said = quoted(str(exam.evaluation.year))
        yield exam.on_form(
            YEAR_UNREADABLE,
            "year",
            "年度",
            f"年度“{said}”看不出是哪一年，年度汇总、结转和期限的核对都用不上",
            "年度写成四位数的年份，如 2021",
        )


def headed(group: Group) -> tuple[bool, ...]:
    """Which rows of a 二级 belong to a block: one with points over rows that have targets only.

    Source: ★ rows of 衔接资金 forms, whose points stand once over the figures they are for.
    """
    rows = group.indicators
    placed = [not says_nothing(row.points) for row in rows]
    aimed = [bool(row.target.strip()) for row in rows]
    found = [False] * len(rows)
    head: int | None = None
    for at in range(len(rows)):
        if placed[at]:
            head = at
        elif head is not None and aimed[at]:
            found[head] = found[at] = True
        else:
            head = None
    return tuple(found)


def row_missing(row: Row) -> Iterator[Finding]:
    """A row with points or a score has its name, target, actual, points and score.

    Source: 必录项 of the budget systems; 天长 2022 printed full scores without any actual.
    """
    indicator = row.indicator
    has_score = not says_nothing(indicator.score)
    if row.scored.left_out is not None or row.headed:
        return
    if not row.has_points and not has_score:
        return
    # A dash for a target is an answer: the paper has no figure there; then the actual may be one.
    dashed = bool(indicator.target.strip()) and says_nothing(indicator.target)
    for name, chinese in _ASKED_OF_A_ROW:
        text = getattr(indicator, name)
        if says_nothing(text) and not (dashed and name != "name" and text.strip()):
            said = f"{chinese}没有填写"
            yield FIELD_MISSING.finding(name, said, f"填写{chinese}", said)
    if row.form.has_points and not row.has_points:
        yield FIELD_MISSING.finding("points", "有得分而没有分值", "填写分值，或去掉得分")
    if has_score or not row.has_points:
        return
    if indicator.score.strip():
        yield FIELD_MISSING.finding(
            "score",
            f"得分写的是“{quoted(indicator.score)}”，本行有分值，没有计分",
            "填写得分；清空这一格则按规则计分，算不出的由填表人给分",
        )
    elif row.scored.suggested is None:
        yield FIELD_MISSING.finding(
            "score",
            "得分没有填写，也不能按规则算出",
            "填写得分，或补全指标值和完成值",
            "得分也就算不出",
        )


def row_unreadable(row: Row) -> Iterator[Finding]:
    """分值 and 得分 of a row that cannot be read as a number."""
    for name, chinese in _POINTS[Indicator]:
        text = getattr(row.indicator, name)
        if words := _unreadable(chinese, text, read_points):
            yield NUMBER_UNREADABLE.finding(name, *words)


def form_unreadable(exam: Examination) -> Iterator[Problem]:
    """Amounts, execution points and score, and totals that cannot be read as a number."""
    evaluation = exam.evaluation

    def amount(text: str) -> Decimal | None:
        return read_amount(text, evaluation.money_unit)

    execution = exam.execution_fund
    for fund in evaluation.funds:
        for name, chinese in COLUMNS:
            text = getattr(fund, name)
            if words := _unreadable(chinese, text, amount):
                yield exam.on_fund(NUMBER_UNREADABLE, fund, name, *words)
        if fund is execution:
            for name, chinese in _POINTS[Fund]:
                text = getattr(fund, name)
                if words := _unreadable(chinese, text, read_points):
                    yield exam.on_fund(NUMBER_UNREADABLE, fund, name, *words)
    for name, chinese in _POINTS[Evaluation]:
        text = getattr(evaluation, name)
        if words := _unreadable(chinese, text, read_points):
            yield exam.on_form(NUMBER_UNREADABLE, name, chinese, *words)


def _unreadable(chinese: str, text: str, read: Callable[[str], object]) -> tuple[str, str] | None:
    """Message and remedy for what cannot be read; ``None`` where it can be."""
    try:
        read(text)
    except NumberUnreadableError as error:
        return (
            f"{chinese}“{quoted(text, _FIGURE)}”{error.why or '不是数字'}，没有计入",
            error.remedy or f"把{chinese}改成数字，如 12.5",
        )
    return None
