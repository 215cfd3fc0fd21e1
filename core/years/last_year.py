"""A form beside last year's: what each row was, which promise it carries, what is doubtful."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

from core.archive.archive import Archive
from core.archive.errors import ArchiveError
from core.assessment import Assessment, assess
from core.checks.examination import Examination, Finding, place_order, shortened, warning
from core.checks.problem import Problem
from core.checks.scores import says_no_reason
from core.model.evaluation import Evaluation, Indicator
from core.model.number import EXACT, percent
from core.rules import rules_for_archived
from core.scoring.profile import ProfileError, RuleProfile
from core.scoring.score import score
from core.scoring.scorecard import RowScore, Scorecard
from core.values.wording import squeezed
from core.years.row_pairs import pairs

REASON_COPIED = warning("reason-copied-last-year")
JUMP = warning("jump-last-year")
UNANSWERED = warning("promise-unanswered")

JUMP_FROM = Decimal("0.5")
"""A value that changed by half, or an attainment by fifty points in a hundred, is a jump."""


@dataclass(frozen=True, slots=True)
class LastYear:
    """What stood in the same row last year; ``score`` is what counted, given or computed."""

    indicator: Indicator
    scored: RowScore

    @property
    def actual(self) -> str:
        """实际完成值, verbatim."""
        return self.indicator.actual

    @property
    def score(self) -> Decimal | None:
        """得分 that counted."""
        return self.scored.score

    @property
    def promise(self) -> str:
        """偏差原因分析及改进措施 where it says something."""
        text = self.indicator.deviation
        return "" if says_no_reason(text) else text


@dataclass(frozen=True, slots=True)
class LastForm:
    """Last year's form of the same project, scored by the rules of its own."""

    evaluation: Evaluation
    scorecard: Scorecard

    @classmethod
    def of(cls, evaluation: Evaluation, rules: RuleProfile) -> LastForm:
        """The form with its score."""
        return cls(evaluation, score(evaluation, rules))


def last_form(archive: Archive, evaluation_id: int) -> LastForm | None:
    """Last year's form of an evaluation's project, where the archive has one that can be read."""
    number = archive.previous(evaluation_id)
    if number is None:
        return None
    try:
        found = archive.load(number)
        return LastForm.of(found, rules_for_archived(archive, number, found.profile))
    except (ArchiveError, ProfileError):
        return None  # this year's form opens all the same; verify tells what is wrong there


def assess_beside(
    evaluation: Evaluation, profile: RuleProfile, last: LastForm | None
) -> Assessment:
    """``assess``, with what only shows beside last year's form where there is one."""
    assessment = assess(evaluation, profile)
    if last is None:
        return assessment
    card = assessment.scorecard
    rows = beside(evaluation, last.evaluation, last.scorecard)
    found = examine_beside(evaluation, card, profile, rows)
    if not found:
        return assessment
    problems = sorted((*assessment.problems, *found), key=place_order)
    return Assessment(card, tuple(problems))


def assess_archived(
    archive: Archive, evaluation_id: int, evaluation: Evaluation, rules: RuleProfile | None = None
) -> Assessment:
    """A form of an archive by the ``rules`` kept with it, beside last year's form.

    Raises ``ArchiveError`` and ``ProfileError``.
    """
    rules = rules or rules_for_archived(archive, evaluation_id, evaluation.profile)
    return assess_beside(evaluation, rules, last_form(archive, evaluation_id))


def row_beside(evaluation: Evaluation, last: LastForm, row_id: int) -> LastYear | None:
    """What a row was last year; ``None`` where it is new."""
    rows = beside(evaluation, last.evaluation, last.scorecard)
    each = zip(evaluation.indicators, rows, strict=True)
    return next((old for row, old in each if row.id == row_id), None)


def beside(
    evaluation: Evaluation, last: Evaluation, last_card: Scorecard
) -> tuple[LastYear | None, ...]:
    """For each row what it was last year; ``None`` for a row that is new.

    ``last_card``: last year's form scored by the rules of its own.
    """
    rows = tuple(last.indicators)
    return tuple(
        None if index is None else LastYear(rows[index], last_card.rows[index])
        for index in pairs(last, evaluation)
    )


def examine_beside(
    evaluation: Evaluation,
    scorecard: Scorecard,
    profile: RuleProfile,
    rows: tuple[LastYear | None, ...],
) -> tuple[Problem, ...]:
    """What only shows beside last year's form, in form order; ``rows`` come from ``beside``."""
    exam = Examination(evaluation, scorecard, profile)
    found = []
    each = zip(evaluation.indicators, scorecard.rows, rows, strict=True)
    for index, (indicator, scored, last) in enumerate(each):
        if last is None:
            continue
        kept = dict(indicator.kept)
        findings = (
            *_copied(indicator, last),
            *_unanswered(indicator, last),
            *_jump(indicator, scored, last),
        )
        for finding in findings:
            problem = exam.on_row(index, indicator, finding)
            found.append(replace(problem, kept=kept.get(problem.code, "")))
    return tuple(found)


def _copied(indicator: Indicator, last: LastYear) -> Iterator[Finding]:
    """偏差原因 is written for this year; last year's words show that nobody looked."""
    if last.promise and squeezed(indicator.deviation) == squeezed(last.promise):
        yield REASON_COPIED.finding(
            "deviation",
            f"偏差原因与上年完全相同：“{shortened(indicator.deviation)}”",
            "写明本年的原因和措施，并说明上年的措施落实得怎样",
        )


def _unanswered(indicator: Indicator, last: LastYear) -> Iterator[Finding]:
    """Last year's 改进措施 was a promise for this year: what became of it is written, or kept."""
    if last.promise and indicator.actual.strip() and says_no_reason(indicator.deviation):
        yield UNANSWERED.finding(
            "deviation",
            f"上年写的改进措施还没有回答：“{shortened(last.promise)}”",
            "在偏差原因里写明落实得怎样；已经落实、不用写进表的，在这里写明并保留",
        )


def _jump(indicator: Indicator, scored: RowScore, last: LastYear) -> Iterator[Finding]:
    """A value far from last year's is either a slip of the pen or worth a word."""
    if not says_no_reason(indicator.deviation):
        return
    change = _change(scored, last.scored)
    if change:
        was, now = shortened(last.actual), shortened(indicator.actual)
        yield JUMP.finding(
            "actual",
            f"实际完成值“{now}”与上年“{was}”相差很大（{change}）",
            "核对完成值和单位；属实的，写明变化的原因",
        )


def _change(now: RowScore, then: RowScore) -> str:
    new, old = now.outcome, then.outcome
    if new.actual is not None and old.actual is not None and new.unit == old.unit and old.actual:
        share = EXACT.divide(abs(new.actual - old.actual), abs(old.actual))
        if share >= JUMP_FROM:
            return f"{'增加' if new.actual > old.actual else '减少'} {percent(share, 0)}"
    if now.attainment is not None and then.attainment is not None:
        gap = now.attainment - then.attainment
        if abs(gap) >= JUMP_FROM:
            return f"完成程度由 {percent(then.attainment, 0)} 变为 {percent(now.attainment, 0)}"
    return ""
