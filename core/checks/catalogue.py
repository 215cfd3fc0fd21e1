"""All checks. Adding one is a function, its line here and its tests."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from core.checks import completeness, readings, scores, sums
from core.checks.examination import Examination, place_order
from core.checks.problem import Problem
from core.model.evaluation import Evaluation
from core.scoring.profile import RuleProfile
from core.scoring.scorecard import Scorecard

Check = Callable[[Examination], Iterator[Problem]]

CHECKS: tuple[Check, ...] = (
    completeness.field_missing,
    completeness.number_unreadable,
    sums.weights_total,
    sums.weights_split,
    sums.printed_total,
    sums.funds_sum,
    sums.rate_printed,
    scores.score_over_points,
    scores.deviation_missing,
    scores.score_differs,
    scores.met_but_docked,
    scores.missed_but_full,
    scores.judgement_band,
    scores.execution_score,
    scores.execution_low,
    scores.execution_over,
    scores.all_full,
    scores.reason_repeated,
    readings.strict_equality,
    readings.overshoot,
    readings.unit_mismatch,
    readings.kind_mismatch,
    readings.operator_in_actual,
    readings.direction_doubtful,
    readings.placeholder_left,
    readings.goals_identical,
    readings.year_doubtful,
)


def examine(
    evaluation: Evaluation, scorecard: Scorecard, profile: RuleProfile
) -> tuple[Problem, ...]:
    """All problems of a form, in form order."""
    exam = Examination(evaluation, scorecard, profile)
    found = [problem for check in CHECKS for problem in check(exam)]
    return tuple(sorted(found, key=place_order))
