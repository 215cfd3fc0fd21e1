"""All checks. Adding one is a function, its line here and its tests.

A row's findings depend on the row alone and a few facts of the form; the rest look at the whole.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import lru_cache

from msgspec.structs import replace

from core.checks import (
    completeness,
    execution_rate,
    funds,
    goals,
    last_year_checks,
    readings,
    scores,
    sums,
)
from core.checks.examination import Examination, Finding, FormFacts, Row, place_order, row_problem
from core.checks.last_year_checks import LastYear, RowBesideLast
from core.checks.problem import Problem, Severity
from core.model.evaluation import Category, Evaluation, Group, Indicator
from core.model.identity import Same
from core.scoring.profile import RuleProfile
from core.scoring.row_score import score_row
from core.scoring.scorecard import Scorecard
from core.values.direction import place_of
from core.values.years import read_year

RowCheck = Callable[[Row], Iterator[Finding]]
LastYearCheck = Callable[[RowBesideLast], Iterator[Finding]]
FormCheck = Callable[[Examination], Iterator[Problem]]

ROW_CHECKS: tuple[RowCheck, ...] = (
    completeness.row_missing,
    completeness.row_unreadable,
    scores.score_over_points,
    scores.deviation_missing,
    scores.score_differs,
    scores.met_but_docked,
    scores.missed_but_full,
    scores.judgement_band,
    scores.method_unreadable,
    readings.strict_equality,
    readings.overshoot,
    readings.unit_mismatch,
    readings.kind_mismatch,
    readings.operator_in_actual,
    readings.direction_doubtful,
    readings.row_placeholder,
    readings.year_doubtful,
)

FORM_CHECKS: tuple[FormCheck, ...] = (
    completeness.header_missing,
    completeness.year_unreadable,
    completeness.form_unreadable,
    sums.weights_total,
    sums.weights_split,
    sums.printed_total,
    funds.funds_sum,
    execution_rate.rate_printed,
    execution_rate.execution_over_points,
    execution_rate.execution_score,
    execution_rate.execution_low,
    execution_rate.execution_over,
    scores.all_full,
    scores.reason_repeated,
    readings.form_placeholder,
    readings.goals_identical,
    goals.goal_year_doubtful,
)


LAST_YEAR_CHECKS: tuple[LastYearCheck, ...] = (
    last_year_checks.reason_copied,
    last_year_checks.promise_unanswered,
    last_year_checks.jump,
)


def examine(
    evaluation: Evaluation, scorecard: Scorecard, profile: RuleProfile
) -> tuple[Problem, ...]:
    """All problems of a form, in form order."""
    exam = Examination(evaluation, scorecard, profile)
    facts = FormFacts(read_year(evaluation.year), profile, exam.has_points, exam.units_apart)
    kept = dict(evaluation.kept)
    found = [_waived(problem, kept) for check in FORM_CHECKS for problem in check(exam)]
    first = 0
    for category in evaluation.categories:
        found += _examine_category(Same(category), first, facts)
        first += sum([len(group.indicators) for group in category.groups])
    return tuple(sorted(found, key=place_order))


def examine_beside(
    evaluation: Evaluation, scorecard: Scorecard, rows: tuple[LastYear | None, ...]
) -> tuple[Problem, ...]:
    """What only shows beside last year's form, in form order; ``rows`` come from ``beside``."""
    found = list[Problem]()
    each = zip(evaluation.indicators, scorecard.rows, rows, strict=True)
    for index, (indicator, scored, last) in enumerate(each):
        if last is None:
            continue
        row, kept = RowBesideLast(indicator, scored, last), dict(indicator.kept)
        found += [
            _waived(row_problem(index, indicator, finding), kept)
            for check in LAST_YEAR_CHECKS
            for finding in check(row)
        ]
    return tuple(found)


def _waived(problem: Problem, kept: dict[str, str]) -> Problem:
    if problem.code in kept and problem.severity is Severity.WARNING:
        return replace(problem, kept=kept[problem.code])
    return problem


@lru_cache(maxsize=1024)
def _examine_category(same: Same[Category], first: int, facts: FormFacts) -> tuple[Problem, ...]:
    """The problems of the rows below a first level; ``first``: the index of the first of them.

    Kept, because at each key all first levels but one are as they were.
    """
    category, found = same.value, list[Problem]()
    for group in category.groups:
        found += _examine_group(Same(group), first, category.name, facts)
        first += len(group.indicators)
    return tuple(found)


@lru_cache(maxsize=1024)
def _examine_group(
    same: Same[Group], first: int, category: str, facts: FormFacts
) -> tuple[Problem, ...]:
    """The problems of a group's rows; ``first``: the index of its first row in the form.

    Kept, because at each key all groups but one are as they were.
    """
    group = same.value
    headed = completeness.headed(group)
    return tuple(
        _waived(row_problem(first + offset, indicator, finding), dict(indicator.kept))
        for offset, indicator in enumerate(group.indicators)
        for finding in _examine_row(indicator, category, group.name, facts, headed=headed[offset])
    )


@lru_cache(maxsize=8192)
def _examine_row(
    indicator: Indicator, category: str, group: str, facts: FormFacts, *, headed: bool
) -> tuple[Finding, ...]:
    """What the row checks find; kept for the other rows of the group that a key changes."""
    place = place_of(category, group)
    scored = score_row(indicator, facts.profile, place=place, year=facts.year)
    row = Row(category, group, indicator, scored, facts, headed)
    return tuple(finding for check in ROW_CHECKS for finding in check(row))
