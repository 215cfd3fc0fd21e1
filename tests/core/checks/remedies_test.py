"""A problem stands where its remedy is done: F8 leads to the cell that is to be changed."""

from __future__ import annotations

import re

import pytest
from hypothesis import given

from core.assessment import assess
from core.checks.cards import cards
from core.scoring.profile_file import load_profile
from tests.core.checks.catalogue_test import RAISED, Change, evaluated
from tests.strategies import evaluations

FIELDS = {
    "三级指标名称": {"name"},
    "年度指标值": {"target"},
    "指标值": {"target"},
    "完成值": {"actual"},
    "得分": {"score"},
    "分值": {"points", "total_points"},
    "偏差原因": {"deviation"},
    "改进措施": {"deviation"},
    "执行率": {"rate"},
    "执行数": {"executed"},
    "年初预算数": {"initial"},
    "全年预算数": {"annual"},
    "总分值": {"total_points"},
    "总分": {"total_score"},
    "预算目标": {"goal_expected"},
    "实际完成情况": {"goal_actual"},
    "项目名称": {"project"},
    "主管部门": {"department"},
    "实施单位": {"unit"},
    "年度": {"year"},
}
_NAMED = re.compile("|".join(sorted(FIELDS, key=len, reverse=True)))
SUMS = {"total_points", "total_score", "name"}
"""What is summed up from many cells: total row and first level. Their remedies say 各."""


def stands_where_it_is_mended(field: str, remedy: str) -> bool:
    """Whether the first field that the remedy names is the one to which one is led."""
    named = _NAMED.search(remedy)
    if named is None or field in FIELDS[named[0]]:
        return True
    return field in SUMS and "各" in remedy


@pytest.mark.parametrize(("code", "place", "change"), RAISED)
def test_each_check_leads_to_the_cell_that_its_remedy_changes(
    code: str, place: str, change: Change
) -> None:
    problems = assess(evaluated(change), load_profile()).problems
    found = [one for one in problems if (one.code, one.place) == (code, place)]
    assert found
    for one in found:
        assert stands_where_it_is_mended(one.path.field, one.remedy), one.remedy
        assert one.mended_by_reason == ("偏差原因" in one.remedy), one.remedy


@given(evaluations())
def test_on_any_form_problems_and_cards_stand_where_they_are_mended(evaluation: object) -> None:
    assessment = assess(evaluation, load_profile())  # type: ignore[arg-type]
    for one in assessment.problems:
        assert stands_where_it_is_mended(one.path.field, one.remedy), one
        assert one.mended_by_reason == ("偏差原因" in one.remedy), one
    for card in cards(assessment.problems):
        assert stands_where_it_is_mended(card.path.field, card.remedy), card
        assert (card.reason_path is not None) == ("偏差原因" in card.remedy), card
