"""The figures of a form: each row, 执行率, the sums, the grade."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from core.model import selfeval
from core.model.edits import SetField, apply
from core.model.evaluation import Category, Evaluation, Fund, Group, Indicator
from core.model.path import Path as FieldPath
from core.scoring.execution import total_fund
from core.scoring.profile_file import load_profile, profile_names
from core.scoring.score import score
from core.scoring.scorecard import RowScore, Scorecard
from tests.strategies import evaluations

SAMPLE = Path(__file__).parents[3] / "resources" / "samples" / "社会保险服务费-2021.json"


def sample() -> Evaluation:
    return selfeval.loads(SAMPLE.read_bytes())


def one_row(**fields: str) -> RowScore:
    row = Indicator(id=1, **{"points": "4", **fields})  # type: ignore[arg-type]
    tree = (Category(id=2, groups=(Group(id=3, indicators=(row,)),)),)
    return score(Evaluation(categories=tree), load_profile()).rows[0]


def tree(*points: str, score: str = "") -> tuple[Category, ...]:
    """A row for each of these points, all with the same given score."""
    rows = tuple(Indicator(id=100 + at, points=text, score=score) for at, text in enumerate(points))
    return (Category(id=98, groups=(Group(id=99, indicators=rows),)),)


def with_fund(**fields: str) -> Scorecard:
    fund = Fund(id=1, **{"points": "10", **fields})  # type: ignore[arg-type]
    return score(Evaluation(funds=(fund,)), load_profile())


def test_the_sample_scores_as_its_paper_says() -> None:
    card = score(sample(), load_profile())
    assert (card.total_points, card.total_score) == (Decimal(100), Decimal("96.7"))
    assert card.grade == "优"
    assert card.execution.suggested == Decimal("9.70")
    sums = [
        f"{card.subtotals[category.id].score}/{card.subtotals[category.id].points}"
        for category in sample().categories
    ]
    assert sums == ["50/50", "27/30", "10/10"]


def test_a_blank_score_follows_the_suggestion_and_a_given_one_stays() -> None:
    row = next(r for r in sample().indicators if r.name == "培训出勤率")
    edited = apply(sample(), SetField(FieldPath(row.id, "actual"), "45%"))
    card = score(edited, load_profile())
    scored = next(r for r in card.rows if r.id == row.id)
    assert (scored.suggested, scored.score) == (Decimal("1.00"), Decimal(2))
    assert card.total_score == Decimal("96.7")
    emptied = apply(edited, SetField(FieldPath(row.id, "score"), ""))
    assert score(emptied, load_profile()).total_score == Decimal("95.7")


def test_the_reason_shows_the_numbers() -> None:
    assert one_row(target="=100%", actual="97%").why == (
        "完成 97% ÷ 目标 100% = 0.97，未达到指标值，按比例计分：0.97 × 4 分 = 3.88 分"
    )
    assert one_row(target="=100%", actual="100%").why == "完成 100% ÷ 目标 100%，达到指标值，得满分"


def test_a_row_without_points_is_told_no_points() -> None:
    whys = {
        one_row(target="=100%", actual="100%", points="").why,
        one_row(target="=100%", actual="0%", points="/").why,
        one_row(target="有效", actual="有效", points="").why,
        one_row(target="6月底前", actual="5月", points="").why,
    }
    assert whys == {
        "完成 100% ÷ 目标 100%，达到指标值；没有分值，不计算建议分",
        "完成 0% ÷ 目标 100% = 0，未达到指标值；没有分值，不计算建议分",
        "定性指标，完成值与指标值相同；没有分值，不计算建议分",
        "完成时间不晚于目标（6月）；没有分值，不计算建议分",
    }


def test_a_zero_that_was_missed_is_not_multiplied() -> None:
    assert one_row(target="0次", actual="1次").why == (
        "指标值没有符号，目标为 0，推定为不超过（≤）；目标为 0，完成 1次，未达到，不得分"
    )


def test_a_cost_is_told_by_where_it_stands_or_by_its_name_and_a_saving_is_none() -> None:
    def suggested(category: str, group: str, name: str) -> Decimal | None:
        row = Indicator(id=1, name=name, target="20万元", actual="25万元", points="4")
        tree = (
            Category(id=2, name=category, groups=(Group(id=3, name=group, indicators=(row,)),)),
        )
        return score(Evaluation(categories=tree), load_profile()).rows[0].suggested

    assert suggested("产出指标", "成本指标", "采购支出") == Decimal("3.20")
    assert suggested("成本指标", "经济成本指标", "采购支出") == Decimal("3.20")
    assert suggested("项目绩效", "项目产出", "产出成本") == Decimal("3.20")
    assert suggested("产出指标", "成本指标", "成本节约额") == Decimal(4)
    assert suggested("产出指标", "成本指标", "节约用水改造成本") == Decimal("3.20")
    assert suggested("效益指标", "经济效益指标", "降低企业成本") == Decimal(4)
    assert suggested("效益指标", "经济效益指标", "带动增收") == Decimal(4)


def test_rounding_is_half_up_and_happens_once() -> None:
    assert one_row(target="≥800个", actual="1个").suggested == Decimal("0.01")  # 0.005
    assert one_row(target="≥3个", actual="1个", points="1").suggested == Decimal("0.33")


def test_an_unreadable_score_is_kept_and_counts_for_nothing() -> None:
    row = one_row(target="=100%", actual="100%", score="满分")
    assert (row.given, row.score, row.suggested) == ("满分", None, Decimal(4))


@pytest.mark.parametrize(
    ("fields", "suggested"),
    [
        ({"annual": "100", "executed": "97"}, "9.70"),
        ({"annual": "100", "executed": "130"}, "10.00"),
        ({"annual": "3万元", "executed": "15000"}, "5.00"),
        ({"initial": "100", "executed": "50"}, "5.00"),  # a layout without 全年预算数
        ({"annual": "0", "executed": "0"}, None),
        ({"annual": "", "executed": "5"}, None),
        ({"annual": "100", "executed": "—"}, None),
        ({"annual": "100", "executed": "97", "points": "—"}, None),
    ],
)
def test_execution(fields: dict[str, str], suggested: str | None) -> None:
    found = with_fund(**fields).execution.suggested
    assert found == (None if suggested is None else Decimal(suggested))


def test_the_total_row_is_the_one_called_so_and_only_it_counts() -> None:
    funds = (
        Fund(id=1, name="其中：财政拨款", annual="1", executed="1", points="50", score="50"),
        Fund(id=2, name="年度资金总额：", annual="4", executed="1", points="10"),
    )
    card = score(Evaluation(funds=funds, categories=tree("90")), load_profile())
    assert (card.execution.fund, card.execution.score) == (2, Decimal("2.50"))
    assert card.total_points == 100


TOTALS = [
    (["中央资金合计", "地方资金合计", "合计"], 2),
    (["财政拨款合计", "其他资金", "年度资金总额（万元）："], 2),
    (["年度资金总额", "财政拨款合计", "合计"], 0),
    (["财政拨款", "资金合计(A)"], 1),
    (["一、年度财政资金总额", "二、其他"], 0),
    (["中央资金合计", "其他"], 0),
    (["财政拨款", "其他"], 0),
    (["其中：财政拨款", "项目总额"], 1),
]


@pytest.mark.parametrize(("names", "row"), TOTALS)
def test_the_sum_of_all_comes_before_sums_of_parts(names: list[str], row: int) -> None:
    funds = tuple(Fund(id=at, name=name) for at, name in enumerate(names))
    assert total_fund(funds) is funds[row]


CARRYING = [  # points and scores of total, first and second source; the row that carries
    (("10", ""), ("—", ""), ("—", ""), 1),
    (("10", ""), ("10", "9"), ("", ""), 1),
    (("", "9"), ("10", "9"), ("", ""), 1),
    (("", ""), ("10", "9"), ("", ""), 2),
    (("—", "/"), ("—", "—"), ("10", ""), 3),
    (("", ""), ("10", "9"), ("10", "9"), 1),
    (("", ""), ("", "9"), ("", ""), 1),
    (("", ""), ("", ""), ("", ""), 1),
]


@pytest.mark.parametrize(("total", "first", "second", "row"), CARRYING)
def test_another_row_carries_the_execution_only_where_it_alone_has_points(
    total: tuple[str, str], first: tuple[str, str], second: tuple[str, str], row: int
) -> None:
    names = ("年度资金总额", "其中：财政拨款", "其他资金")
    funds = tuple(
        Fund(id=at, name=name, annual=str(at * 100), executed="90", points=points, score=given)
        for at, (name, (points, given)) in enumerate(
            zip(names, (total, first, second), strict=True), start=1
        )
    )
    execution = score(Evaluation(funds=funds), load_profile()).execution
    assert execution.fund == row
    assert execution.rate == Decimal(90) / (row * 100)


def test_a_form_without_points_sums_what_was_scored_and_has_no_grade() -> None:
    fund = Fund(id=9, name="总额", annual="5", executed="5", points="20", score="20")
    card = score(Evaluation(funds=(fund,), categories=tree("", "/", score="10")), load_profile())
    assert (card.total_points, card.total_score, card.grade) == (None, Decimal("40.00"), None)
    unscored = score(Evaluation(funds=(fund,), categories=tree("", "—")), load_profile())
    assert (unscored.total_points, unscored.total_score, unscored.grade) == (None, None, None)
    assert unscored.execution.score == 20
    assert "没有分值" in card.ungraded


@pytest.mark.parametrize(("points", "grade"), [("90", "优"), ("89", None), ("90.01", None)])
def test_a_grade_needs_a_hundred_points(points: str, grade: str | None) -> None:
    fund = Fund(id=9, name="总额", annual="5", executed="5", points="10")
    card = score(Evaluation(funds=(fund,), categories=tree(points, score=points)), load_profile())
    assert card.grade == grade
    assert bool(card.ungraded) == (grade is None)


def test_the_total_row_may_name_its_unit_and_stand_last() -> None:
    funds = (
        Fund(id=1, name="财政拨款", annual="90", executed="90"),
        Fund(id=2, name="资金合计（万元）：", annual="100", executed="95", points="10"),
    )
    assert score(Evaluation(funds=funds), load_profile()).execution.rate == Decimal("0.95")


@pytest.mark.parametrize(
    ("annual", "executed", "why"),
    [
        ("", "5", "全年预算数还没有填，不计算执行率"),
        ("100", " ", "全年执行数还没有填，不计算执行率"),
        ("百万", "5", "没有读出全年预算数，不计算执行率"),
        ("100", "—", "没有读出全年执行数，不计算执行率"),
    ],
)
def test_a_blank_amount_is_called_blank(annual: str, executed: str, why: str) -> None:
    assert with_fund(annual=annual, executed=executed).execution.why == why


def test_a_negative_execution_takes_no_points_off() -> None:
    execution = with_fund(annual="100", executed="-5").execution
    assert (execution.rate, execution.suggested) == (Decimal("-0.05"), Decimal("0.00"))
    assert "按 0 计" in execution.why


def test_no_grade_while_a_row_with_points_has_no_score() -> None:
    row = next(r for r in sample().indicators if r.score == "2" and r.target == "完善")
    emptied = apply(sample(), SetField(FieldPath(row.id, "score"), ""))
    card = score(emptied, load_profile())
    assert card.grade is None
    assert card.total_score == Decimal("94.7")


def test_a_negative_total_has_the_lowest_grade() -> None:
    fund = Fund(id=9, name="总额", annual="1", executed="1", points="10", score="-3")
    form = Evaluation(funds=(fund,), categories=tree("90", score="0"))
    assert score(form, load_profile()).grade == "差"


FIGURES = st.decimals(0, 1000, places=2, allow_nan=False)


@given(st.sampled_from("≥≤=><"), FIGURES, FIGURES, st.decimals(0, 100, places=2))
def test_a_suggestion_lies_between_nothing_and_the_points(
    sign: str, goal: Decimal, actual: Decimal, points: Decimal
) -> None:
    row = one_row(target=f"{sign}{goal}", actual=f"{actual}", points=f"{points}")
    assert row.suggested is not None
    assert 0 <= row.suggested <= points


@given(evaluations(), st.sampled_from(profile_names()))
def test_the_total_is_the_sum_of_what_counts(evaluation: Evaluation, name: str) -> None:
    card = score(evaluation, load_profile(name))
    scores = [row.score for row in card.rows] + [card.execution.score]
    counted = [value for value in scores if value is not None]
    if card.total_score is None:
        assert all(row.score is None for row in card.rows)
    else:
        assert abs(card.total_score - sum(counted)) <= Decimal("0.005")
    below = [card.subtotals[category.id].score for category in evaluation.categories]
    rows = [row.score for row in card.rows if row.score is not None]
    assert sum(below) == sum(rows)


@given(evaluations(), st.sampled_from(profile_names()))
def test_points_are_lost_only_where_something_was_scored(evaluation: Evaluation, name: str) -> None:
    card = score(evaluation, load_profile(name))
    scored = {row.id: row for row in card.rows if row.score is not None}
    for category in evaluation.categories:
        for group in category.groups:
            rows = [scored[one.id] for one in group.indicators if one.id in scored]
            pairs = [(row.score, row.points) for row in rows]
            short = any(
                score is not None and points is not None and score < points
                for score, points in pairs
            )
            assert (card.subtotals[group.id].lost > 0) == short
        groups = [card.subtotals[group.id].lost for group in category.groups]
        assert card.subtotals[category.id].lost == sum(groups)


@given(evaluations())
def test_scoring_reads_and_never_writes(evaluation: Evaluation) -> None:
    before = selfeval.dumps(evaluation)
    for name in profile_names():
        score(evaluation, load_profile(name))
    assert selfeval.dumps(evaluation) == before


@given(evaluations())
def test_full_width_text_scores_the_same(evaluation: Evaluation) -> None:
    def wide(text: str) -> str:
        return "".join(chr(ord(c) + 0xFEE0) if c.isascii() and c.isdigit() else c for c in text)

    categories = tuple(
        replace(
            category,
            groups=tuple(
                replace(
                    group,
                    indicators=tuple(
                        replace(row, points=wide(row.points), score=wide(row.score))
                        for row in group.indicators
                    ),
                )
                for group in category.groups
            ),
        )
        for category in evaluation.categories
    )
    widened = replace(evaluation, categories=categories)
    mine, theirs = (score(form, load_profile()) for form in (evaluation, widened))
    assert (mine.total_points, mine.total_score) == (theirs.total_points, theirs.total_score)


def test_nobody_else_decides_on_a_grade() -> None:
    root = Path(__file__).parents[3]
    asking = {
        str(file.relative_to(root))
        for folder in ("core", "ui")
        for file in (root / folder).rglob("*.py")
        if "profile.grade(" in file.read_text("utf-8") or ".grades" in file.read_text("utf-8")
    }
    assert asking <= {"core/scoring/score.py", "core/scoring/profile.py"}


def test_a_miss_is_never_rounded_up_to_the_points() -> None:
    missed = one_row(target="≥90%", actual="89.999%", points="10")
    assert (missed.suggested, missed.met) == (Decimal("9.99"), False)
    assert "= 0.9999" in missed.why
    assert one_row(target="≥90%", actual="90%", points="2.555").suggested == Decimal("2.555")
