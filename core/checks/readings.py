"""Check that the target and the actual of a row go together."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from core.checks.examination import Examination, Finding, Row, warning
from core.checks.problem import Problem
from core.model.evaluation import Evaluation, Indicator
from core.model.fields import labelled
from core.model.number import normalized, percent
from core.model.path import Path
from core.quoting import quoted
from core.regex import regex
from core.values.cell_texts import is_placeholder
from core.values.names import may_be_unwanted
from core.values.parser import parse
from core.values.reasons import gives_no_reason
from core.values.target_syntax import Comparison, Deadline, Interval, Operator, Wording
from core.values.units import Measure
from core.values.wording import says_nothing, squeezed

STRICT_EQUALITY = warning("strict-equality")
OVERSHOOT = warning("overshoot", mended_by_reason=True)
UNIT_MISMATCH = warning("unit-mismatch")
KIND_MISMATCH = warning("kind-mismatch")
OPERATOR_IN_ACTUAL = warning("operator-in-actual")
DIRECTION_DOUBTFUL = warning("direction-doubtful")
PLACEHOLDER_LEFT = warning("placeholder-left")
GOALS_IDENTICAL = warning("goals-identical")
YEAR_DOUBTFUL = warning("year-doubtful")


def strict_equality(row: Row) -> Iterator[Finding]:
    """A > or < missed only by equality, or 「9月前」 met in September: counted as met, and said."""
    if row.scored.outcome.by_equality:
        yield STRICT_EQUALITY.finding(
            "target",
            f"{row.pair}：仅相等，按达到计分",
            "核对指标值是否应写成含等于（≥、≤）",
        )


def overshoot(row: Row) -> Iterator[Finding]:
    """Far over the target without a reason (广西: 130 % 起须说明)."""
    over, limit = row.scored.outcome.over, row.profile.overshoot
    if over is not None and over >= limit and gives_no_reason(row.indicator.deviation):
        yield OVERSHOOT.finding(
            "deviation",
            f"{row.pair}：完成 {percent(over, 0)}，达到 {percent(limit, 0)} 以上而没有说明",
            "在偏差原因里说明大幅超额的原因，或核对年初指标值是否偏低",
        )


def unit_mismatch(row: Row) -> Iterator[Finding]:
    """Units that differ, or a % or money unit on one side only (池州 2022: ≥100百分比 → 100)."""
    outcome = row.scored.outcome
    if outcome.unit_missing and row.form.units_apart and outcome.met is not None:
        return
    if doubt := outcome.unit_doubt:
        said = f"{row.pair}：{doubt}"
        if outcome.unit_missing and _without_unit(row.indicator.target):
            yield UNIT_MISMATCH.finding("target", said, "指标值补上单位")
        elif outcome.unit_missing:
            yield UNIT_MISMATCH.finding("actual", said, "完成值补上单位")
        else:
            yield UNIT_MISMATCH.finding("actual", said, "完成值改用与指标值相同的单位")


def _without_unit(text: str) -> bool:
    """Whether a figure is written bare."""
    match parse(text):
        case Comparison(quantity=quantity):
            return not quantity.unit
        case Interval(unit=unit):
            return not unit
    return False


def kind_mismatch(row: Row) -> Iterator[Finding]:
    """A quantity answered with words, or words with a bare figure (≤30万元 → 完成)."""
    if doubt := row.scored.outcome.kind_doubt:
        yield KIND_MISMATCH.finding("actual", f"{row.pair}：{doubt}", "完成值按指标值的写法填写")


def operator_in_actual(row: Row) -> Iterator[Finding]:
    """An actual that carries an operator, copied from the target (黄石 2022)."""
    if row.scored.outcome.operator_in_actual:
        yield OPERATOR_IN_ACTUAL.finding(
            "actual",
            f"完成值“{quoted(row.indicator.actual)}”带有比较符号，像是照抄指标值",
            "完成值只写实际完成的数，不写符号",
        )


def direction_doubtful(row: Row) -> Iterator[Finding]:
    """A direction that looks wrong, or that nobody can know.

    A cost in money with ≥, a count of something wanted with ≤ (大英 2020: ≥17.4万元); a row without
    an operator that only one direction would call met, where nothing tells which.
    """
    direction, target = row.scored.outcome.direction, quoted(row.indicator.target)
    if row.scored.outcome.direction_doubt:
        yield DIRECTION_DOUBTFUL.finding(
            "target",
            f"{row.pair}：指标值没有符号，从名称看不出多了好还是少了好",
            "在“为什么是这个分”里点一次“越多越好”或“越少越好”，或在指标值上写明 ≥、≤",
        )
    if direction is None or direction.assumed or direction.operator is None:
        return
    rising = direction.operator in {Operator.AT_LEAST, Operator.MORE}
    if row.cost and direction.measure.money and rising:
        yield DIRECTION_DOUBTFUL.finding(
            "target",
            f"成本指标的指标值写成“{target}”，方向可能写反",
            "成本一般应不超过指标值，核对是否应为 ≤",
        )
    elif direction.operator.falling and _counts_wanted(row, direction.measure):
        yield DIRECTION_DOUBTFUL.finding(
            "target",
            f"数量指标的指标值写成“{target}”，方向可能写反",
            "数量一般应不低于指标值，核对是否应为 ≥",
        )


_AREA = "亩"
"""Counts what is planted or repaired; weight, volume and energy tell what is used up too."""

_WORKING_DAY = "工作日"


def _counts_wanted(row: Row, about: Measure) -> bool:
    counts = about.base == _AREA or (about.counted and about.base != _WORKING_DAY)
    if "数量" not in row.group or not counts:
        return False
    asked = parse(row.indicator.target)
    if isinstance(asked, Comparison) and asked.quantity.value == 0:
        return False
    return not may_be_unwanted(row.indicator.name)


_YEAR_FIGURES = 4
_DATED = labelled(Indicator, "name", "target", "actual")

_GOAL_NUMBER = regex(r"目标\d{1,2}[:.、]?", needs="目")
_DOTS = regex(r"[.。·]{3,}", needs=".。·")
_INSTRUCTION = regex(
    r"\d{1,5}字(?:以内|之内|左右)|请填写|请在此|此处[填输]|[(\[<【〔]填写|填写说明|填报说明"
    r"|[×xX]{2,9}(?:[年月日万元个%人次户亩名家台套]|公里)",
    needs="字填此×xX",
)
_BLANK_LINE = regex(r"_{3,}", needs="_")
_NOTE = regex(r"(?:备?注|填[写报表]说明|编制说明)")
"""Sections whose printed words are instructions and stay on the paper."""


def row_placeholder(row: Row) -> Iterator[Finding]:
    """Rests of a template in a row: 指标2, ……, an instruction (天长 2022)."""
    for name in ("name", "target", "actual", "deviation"):
        text = getattr(row.indicator, name)
        plain = _with_dots(text)
        unnamed = name == "name" and is_placeholder(text)
        if unnamed or _BLANK_LINE.search(plain) or _left_over(plain):
            yield PLACEHOLDER_LEFT.finding(
                name,
                f"“{quoted(text)}”像是模板里没有改掉的文字",
                "填写本项目的内容，或删去这一行",
            )
            return


def form_placeholder(exam: Examination) -> Iterator[Problem]:
    """Rests of a template in the goals and in what a layout adds (青神 2023: 评价结论)."""
    for name, chinese in labelled(Evaluation, "goal_expected", "goal_actual"):
        if _from_template(getattr(exam.evaluation, name), lines=True):
            yield exam.on_form(
                PLACEHOLDER_LEFT,
                name,
                chinese,
                f"{chinese}里像是留着模板的填表提示",
                f"填写本项目的{chinese}",
            )
    for part in exam.evaluation.sections:  # (a line there is to be signed on)
        if not _NOTE.match(part.name.strip()) and _from_template(part.text, lines=False):
            name = part.name.strip() or "没有名称的一栏"
            yield PLACEHOLDER_LEFT.problem(
                Path(part.id, "text"),
                f"sections/{part.name}",
                name,
                f"{name}里像是留着模板的填表提示",
                f"填写{name}，或清空这一栏",
            )


# At each key the goals and sections, which may be long, are as they were.
@lru_cache(maxsize=16)
def _from_template(text: str, *, lines: bool) -> bool:
    """Whether a rest of a template stands in a text of the form; ``lines``: blank lines are one."""
    plain = _with_dots(text)
    return (lines and _BLANK_LINE.search(plain) is not None) or _left_over(plain)


def _left_over(plain: str) -> bool:
    """Whether there is an instruction, or nothing but numbers of goals and dots."""
    if not plain or _INSTRUCTION.search(plain):
        return bool(plain)
    rest = _GOAL_NUMBER.sub("", plain)
    return not rest or _DOTS.fullmatch(rest) is not None


def _with_dots(text: str) -> str:
    """The text in NFKC without white space, its dots kept."""
    return "".join(normalized(text).split())


def goals_identical(exam: Examination) -> Iterator[Problem]:
    """预算目标 and 实际完成情况 are the same text (永德, 萧县)."""
    expected, actual = exam.evaluation.goal_expected, exam.evaluation.goal_actual
    if not says_nothing(expected) and _same_goals(expected, actual):
        yield exam.on_form(
            GOALS_IDENTICAL,
            "goal_actual",
            "实际完成情况",
            "实际完成情况与预算目标逐字相同",
            "写明目标实际完成到什么程度",
        )


@lru_cache(maxsize=4)
def _same_goals(expected: str, actual: str) -> bool:
    return squeezed(expected) == squeezed(actual)


def may_name_a_year(text: str) -> bool:
    """Whether figures enough for a year stand in a text: four, or two (22年) before 年.

    Most names have none, and to read them all would be a third of scoring a form afresh.
    """
    if "○" not in text and not any(map(str.isnumeric, text)):
        return False
    plain = squeezed(text)
    figures = sum(map(str.isnumeric, plain)) + plain.count("○")
    return figures >= _YEAR_FIGURES or (figures > 1 and "年" in plain)


def year_doubtful(row: Row) -> Iterator[Finding]:
    """A deadline in another year than the form's (one of 2022 names 2021年11月30日前).

    A target of 次年3月 means the next year by its own word, and so does an answer from that year.
    """
    if row.form.year is None:
        return
    due = parse(row.indicator.target)
    meant = {row.form.year, row.form.year + (due.shift if isinstance(due, Deadline) else 0)}
    for name, chinese in _DATED:
        text = getattr(row.indicator, name)
        if not may_name_a_year(text):
            continue
        reading = parse(text)
        named = reading.year if isinstance(reading, Deadline | Wording) else None
        if named is not None and named not in meant:
            yield YEAR_DOUBTFUL.finding(
                name,
                f"{chinese}“{quoted(text)}”写的是 {named} 年，本表是 {row.form.year} 年度",
                f"核对{chinese}里的年份；{chinese}不错的，核对本表的年度",
            )
            return
