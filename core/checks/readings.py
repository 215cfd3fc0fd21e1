"""Do the target and the actual of a row go together?"""

from __future__ import annotations

import re
from collections.abc import Iterator

from core.checks.examination import Examination, Row, warning
from core.checks.problem import Problem
from core.checks.scores import says_no_reason
from core.model.number import normalized, percent
from core.target.attainment import COST, UNWANTED
from core.target.deadlines import find_deadline
from core.target.parser import parse
from core.target.syntax import Deadline, Operator
from core.target.units import measure
from core.target.wording import same_words, says_nothing, squeezed

STRICT_EQUALITY = warning("strict-equality")
OVERSHOOT = warning("overshoot")
UNIT_MISMATCH = warning("unit-mismatch")
KIND_MISMATCH = warning("kind-mismatch")
OPERATOR_IN_ACTUAL = warning("operator-in-actual")
DIRECTION_DOUBTFUL = warning("direction-doubtful")
PLACEHOLDER_LEFT = warning("placeholder-left")
GOALS_IDENTICAL = warning("goals-identical")
YEAR_DOUBTFUL = warning("year-doubtful")


def strict_equality(exam: Examination) -> Iterator[Problem]:
    """A > or < missed only by equality, or 「9月前」 met in September: counted as met, and said."""
    for row in exam.rows:
        if row.scored.outcome.by_equality:
            target, actual = row.indicator.target.strip(), row.indicator.actual.strip()
            yield exam.on_row(
                STRICT_EQUALITY,
                row,
                "actual",
                f"指标值“{target}”，完成值“{actual}”：仅相等，按达到计分",
                "核对指标值是否应写成含等于（≥、≤）",
            )


def overshoot(exam: Examination) -> Iterator[Problem]:
    """Far over the target without a reason (广西: 130 % 起须说明)."""
    limit = exam.profile.overshoot
    for row in exam.rows:
        over = row.scored.outcome.over
        if over is None or over < limit or not says_no_reason(row.indicator.deviation):
            continue
        yield exam.on_row(
            OVERSHOOT,
            row,
            "deviation",
            f"完成值“{row.indicator.actual.strip()}”是指标值“{row.indicator.target.strip()}”的 {percent(over, 0)}，"
            f"达到 {percent(limit, 0)} 以上而没有说明",
            "说明大幅超额的原因，或核对年初指标值是否偏低",
        )


def unit_mismatch(exam: Examination) -> Iterator[Problem]:
    """Units that differ, or a % or money unit on one side only (rules.md section 8, no. 12)."""
    for row in exam.rows:
        doubt = row.scored.outcome.unit_doubt
        if doubt:
            yield exam.on_row(
                UNIT_MISMATCH,
                row,
                "actual",
                f"指标值“{row.indicator.target.strip()}”，完成值“{row.indicator.actual.strip()}”：{doubt}",
                "两边写成同一单位",
            )


def kind_mismatch(exam: Examination) -> Iterator[Problem]:
    """A quantity answered with words, or words with a bare figure (no. 11)."""
    for row in exam.rows:
        doubt = row.scored.outcome.kind_doubt
        if doubt:
            yield exam.on_row(
                KIND_MISMATCH,
                row,
                "actual",
                f"指标值“{row.indicator.target.strip()}”，完成值“{row.indicator.actual.strip()}”：{doubt}",
                "按指标值的写法填写完成值",
            )


def operator_in_actual(exam: Examination) -> Iterator[Problem]:
    """An actual that carries an operator, copied from the target (no. 14)."""
    for row in exam.rows:
        if row.scored.outcome.operator_in_actual:
            yield exam.on_row(
                OPERATOR_IN_ACTUAL,
                row,
                "actual",
                f"完成值“{row.indicator.actual.strip()}”带有比较符号，像是照抄指标值",
                "填写实际完成的数，不写符号",
            )


_NO_COUNT = {"小时", "月", "年", "米", "%"}


def direction_doubtful(exam: Examination) -> Iterator[Problem]:
    """A cost in money with ≥, or a count of something wanted with ≤ (no. 13)."""
    for row in exam.rows:
        outcome, target = row.scored.outcome, row.indicator.target.strip()
        if not outcome.stated or outcome.operator is None:
            continue
        cost = COST in row.category.name or COST in row.group.name
        rising = outcome.operator in {Operator.AT_LEAST, Operator.MORE}
        if cost and outcome.money and rising:
            yield exam.on_row(
                DIRECTION_DOUBTFUL,
                row,
                "target",
                f"成本指标的指标值写成“{target}”，方向可能写反",
                "成本一般应不超过指标值，核对是否应为 ≤",
            )
        elif outcome.operator.falling and _counts_wanted(row):
            yield exam.on_row(
                DIRECTION_DOUBTFUL,
                row,
                "target",
                f"数量指标的指标值写成“{target}”，方向可能写反",
                "数量一般应不低于指标值，核对是否应为 ≥",
            )


def _counts_wanted(row: Row) -> bool:
    outcome = row.scored.outcome
    if "数量" not in row.group.name or outcome.money or outcome.percent:
        return False
    if any(word in row.indicator.name for word in UNWANTED):
        return False
    reading = parse(row.indicator.target)
    unit = getattr(getattr(reading, "quantity", None), "unit", "")
    return measure(unit).base not in _NO_COUNT


_PLACEHOLDER_NAME = re.compile(r"(?:三级)?指标\d{1,2}[:.、]?")
_DOTS = re.compile(r"(?:\.{3,}|…+|。{3,}|·{3,})+")
_INSTRUCTION = re.compile(r"\d+字(?:以内|之内|左右)|请填写|请在此|此处填|填写说明|填报说明|[×xX]{2,}(?:年|月|万|元|个|%)")


def placeholder_left(exam: Examination) -> Iterator[Problem]:
    """Rests of a template: 指标2, ……, an instruction (rules.md section 8, no. 16)."""
    for row in exam.rows:
        for name in ("name", "target", "actual", "deviation"):
            text = squeezed_dots(getattr(row.indicator, name))
            left = _DOTS.fullmatch(text) or _INSTRUCTION.search(text)
            if left or (name == "name" and _PLACEHOLDER_NAME.fullmatch(text)):
                yield exam.on_row(
                    PLACEHOLDER_LEFT,
                    row,
                    name,
                    f"“{_short(getattr(row.indicator, name))}”像是模板里没有改掉的文字",
                    "填写本项目的内容，或删去这一行",
                )
                break
    for name, chinese in (("goal_expected", "预算目标"), ("goal_actual", "实际完成情况")):
        text = squeezed_dots(getattr(exam.evaluation, name))
        if _DOTS.fullmatch(text) or _INSTRUCTION.search(text):
            yield exam.on_form(
                PLACEHOLDER_LEFT,
                name,
                chinese,
                f"{chinese}里像是留着模板的填表提示",
                f"填写本项目的{chinese}",
            )


def squeezed_dots(text: str) -> str:
    """The text in NFKC without white space, its dots kept."""
    return "".join(normalized(text).split())


def goals_identical(exam: Examination) -> Iterator[Problem]:
    """预算目标 and 实际完成情况 are the same text (rules.md section 8, no. 24)."""
    expected, actual = exam.evaluation.goal_expected, exam.evaluation.goal_actual
    if not says_nothing(expected) and same_words(expected, actual):
        yield exam.on_form(
            GOALS_IDENTICAL,
            "goal_actual",
            "实际完成情况",
            "实际完成情况与预算目标逐字相同",
            "写明目标实际完成到什么程度",
        )


def year_doubtful(exam: Examination) -> Iterator[Problem]:
    """A deadline in another year than the form's (rules.md section 8, no. 20)."""
    year = exam.evaluation.year
    if not isinstance(year, int):
        return
    for row in exam.rows:
        for name, chinese in (
            ("name", "三级指标名称"),
            ("target", "年度指标值"),
            ("actual", "实际完成值"),
        ):
            named = _deadline_year(getattr(row.indicator, name))
            if named is not None and named != year:
                yield exam.on_row(
                    YEAR_DOUBTFUL,
                    row,
                    name,
                    f"{chinese}“{_short(getattr(row.indicator, name))}”写的是 {named} 年，本表是 {year} 年度",
                    "核对年度",
                )
                break


def _deadline_year(text: str) -> int | None:
    if len(text) > 200:  # noqa: PLR2004
        return None
    reading = parse(text)
    if isinstance(reading, Deadline):
        return reading.year
    found = find_deadline(squeezed(text))
    return found.deadline.year if found else None


def _short(text: str) -> str:
    text = text.strip()
    return text if len(text) <= 24 else text[:23] + "…"  # noqa: PLR2004
