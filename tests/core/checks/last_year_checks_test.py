"""Each check beside last year's form: one form that raises it, one that does not."""

import pytest
from msgspec.structs import replace

from core.checks import last_year_checks
from core.checks.catalogue import LAST_YEAR_CHECKS, examine_beside
from core.checks.examination import Rule
from core.checks.last_year_checks import LastYear
from core.checks.problem import Problem
from core.model.evaluation import Category, Evaluation, Group, Indicator
from core.scoring.profile_file import load_profile
from core.scoring.score import score
from tests.core.checks.remedies_test import stands_where_it_is_mended

THIS = Indicator(id=1, name="培训人次", target=">=100人次", actual="100人次", points="90")
LAST = replace(THIS, actual="95人次", deviation="报名人数少，明年加强宣传")


def form(row: Indicator) -> Evaluation:
    return Evaluation(categories=(Category(id=3, groups=(Group(id=2, indicators=(row,)),)),))


def problems(row: Indicator, last: Indicator) -> tuple[Problem, ...]:
    rules = load_profile()
    before = LastYear(last, score(form(last), rules).rows[0])
    return examine_beside(form(row), score(form(row), rules), (before,))


def codes(row: Indicator, last: Indicator) -> set[str]:
    return {problem.code for problem in problems(row, last)}


CASES = [
    ("reason-copied-last-year", replace(THIS, deviation=LAST.deviation), LAST),
    ("promise-unanswered", THIS, LAST),
    ("jump-last-year", replace(THIS, actual="300人次"), replace(LAST, deviation="")),
]
QUIET = replace(THIS, deviation="已在官网和社区宣传，报名人数达到目标")


@pytest.mark.parametrize(("code", "row", "last"), CASES)
def test_it_is_raised(code: str, row: Indicator, last: Indicator) -> None:
    assert code in codes(row, last)
    assert codes(QUIET, last) == set()
    for one in problems(row, last):
        assert stands_where_it_is_mended(one.path.field, one.remedy), one.remedy
        assert one.mended_by_reason == ("偏差原因" in one.remedy), one.remedy


def test_every_one_is_in_the_catalogue_and_tried_here() -> None:
    rules = {value.code for value in vars(last_year_checks).values() if isinstance(value, Rule)}
    assert rules == {code for code, _, _ in CASES}
    assert len(LAST_YEAR_CHECKS) == len(rules)
