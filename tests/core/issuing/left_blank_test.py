"""What is left blank without an error is said before 定稿."""

from __future__ import annotations

from msgspec.structs import replace

from core.assessment import assess
from core.issuing.left_blank import left_blank_in_words
from core.model.edits import SetField, apply
from core.model.evaluation import Evaluation, Fund
from core.model.path import Path
from core.sample import sample
from core.scoring.profile_file import profile_for

AMOUNTS = ("initial", "annual", "executed")


def said(form: Evaluation) -> str:
    return left_blank_in_words(form, assess(form, profile_for(form.profile)).scorecard)


def without_amounts(form: Evaluation, **also: str) -> Evaluation:
    blank = dict.fromkeys((*AMOUNTS, "rate", "score"), "") | also
    return replace(form, funds=tuple(replace(fund, **blank) for fund in form.funds))


def test_a_whole_form_says_nothing() -> None:
    assert said(sample()) == ""


def test_blank_funds_and_goal_are_said_with_the_points_that_the_total_lacks() -> None:
    form = replace(without_amounts(sample()), goal_actual=" ", total_score="")
    assert assess(form, profile_for(form.profile)).errors == ()  # nothing else would tell of it
    assert said(form) == ("预算执行没有填，总分不含这 10 分；年度总体目标的实际完成情况没有填。")


def test_a_half_filled_line_of_funds_is_told_as_one_without_a_score() -> None:
    form = sample()
    half = tuple(replace(fund, executed="", rate="", score="") for fund in form.funds)
    assert said(replace(form, funds=half)) == "预算执行没有得分，总分不含这 10 分。"


def test_an_answer_is_no_blank() -> None:
    form = sample()
    assert said(replace(form, goal_actual="—")) == ""
    assert said(without_amounts(form, annual="—", score="10")) == ""
    assert said(without_amounts(form, annual="0", executed="0", score="10")) == ""
    assert said(replace(form, funds=())) == ""
    assert said(without_amounts(form, score="10")) == "项目资金的金额没有填。"
    assert said(replace(form, funds=(Fund(id=9001),))) == "项目资金的金额没有填。"


def test_a_form_without_a_goal_says_so() -> None:
    form = replace(sample(), goal_expected="", goal_actual="")
    assert said(form) == "年度总体目标没有填。"


def test_rows_with_points_but_without_a_score_are_counted() -> None:
    form = sample()
    row = next(row for row in form.indicators if row.points.strip())
    blank = apply(form, SetField(Path(row.id, "score"), "—"))
    assert said(blank) == (f"1 行指标没有得分，总分不含这 {row.points} 分。")
