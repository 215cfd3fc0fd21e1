"""A form beside last year's: what each row was, which promise it carries, what is doubtful."""

from __future__ import annotations

from msgspec import Struct

from core.archive.archive import Archive
from core.archive.errors import ArchiveError
from core.assessment import Assessment, assess
from core.checks.catalogue import examine_beside
from core.checks.examination import place_order
from core.checks.last_year_checks import LastYear
from core.model.evaluation import Evaluation
from core.rules import rules_for_archived
from core.scoring.profile import ProfileError, RuleProfile
from core.scoring.score import score
from core.scoring.scorecard import Scorecard
from core.years.row_pairs import pairs


class LastForm(Struct, frozen=True):
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
    found = examine_beside(evaluation, card, rows)
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
