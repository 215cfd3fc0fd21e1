"""计分方法 in the words of printed forms."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.model.evaluation import Category, Evaluation, Group, Indicator
from core.scoring.methods import CHOICES, parse_method
from core.scoring.profile import RuleProfile
from core.scoring.profile_file import FOLDER, load_profile, read_profile
from core.scoring.score import score
from core.scoring.scorecard import RowScore


def row(method: str, target: str, actual: str, points: str = "10", **more: str) -> RowScore:
    fields = {"method": method, "target": target, "actual": actual, "points": points, **more}
    indicator = Indicator(id=1, **fields)  # type: ignore[arg-type]
    tree = (Category(id=2, groups=(Group(id=3, indicators=(indicator,)),)),)
    return score(Evaluation(categories=tree), load_profile()).rows[0]


OFF = "±10%内5分、±10–15%3分、±15–20%1分、以外0分"
GRADES = "90%以上得10分，80%-90%得8分，60%-80%得5分，60%以下得0分"


@pytest.mark.parametrize(
    ("method", "target", "actual", "suggested"),
    [
        ("", "=100%", "97%", "9.70"),
        ("按比例", "=100%", "97%", "9.70"),
        ("直接赋分", "=100%", "97%", "0.00"),
        ("直接赋分", "=100%", "100%", "10.00"),
        ("及格60%", "=100%", "59%", "0.00"),
        ("低于60%得0分", "=100%", "60%", "6.00"),
        (OFF, "±10%", "8%", "5.00"),
        (OFF, "±10%", "-12%", "3.00"),
        (OFF, "=100万元", "118万元", "1.00"),
        (OFF, "=100万元", "130万元", "0.00"),
        (GRADES, "≥90%", "92%", "10.00"),
        (GRADES, "≥90%", "85%", "8.00"),
        (GRADES, "≥90%", "59%", "0.00"),
        (GRADES, "≥500人", "400人", "8.00"),
        (GRADES, "≥500人", "500人", "10.00"),
        (GRADES, "≥50人", "29人", "0.00"),
        ("10人以上得10分，5-10人得6分", "≥1万人", "8000人", "10.00"),
        ("≥90%得10分，≥60%得6分，<60%得0分", "≥90%", "60%", "6.00"),
        ("≥90%得10分，≥60%得6分，低于60%得0分", "≥90%", "59%", "0.00"),
        ("90%以上得10分，每降5%扣1分，扣完为止", "≥90%", "80%", "8.00"),
        ("每降5%扣1分", "≥90%", "86%", "10.00"),
        ("每降5%扣1分，不足5%按5%计", "≥90%", "86%", "9.00"),
        ("每降低1%扣1分", "≥90%", "70%", "0.00"),
        ("每少1元扣1分", "≥8400元", "8397元", "7.00"),
        ("每少1台扣1分", "≥10台（套）", "8台", "8.00"),
        ("每超出10天扣1分", "2022年6月30日前", "2022年7月21日", "8.00"),
        ("每超过1万元扣2分", "≤90万元", "93.5万元", "4.00"),
        ("三档评判", "有效", "有效", "10.00"),
    ],
)
def test_each_method_gives_what_its_words_say(
    method: str, target: str, actual: str, suggested: str
) -> None:
    found = row(method, target, actual)
    assert str(found.suggested) == suggested
    assert found.why


def test_three_bands_leave_a_figure_to_the_clerk() -> None:
    judged = row("三档评判", "=100%", "97%")
    assert (judged.kind, judged.suggested) == ("judgement", None)
    banded = row("三档评判", "=100%", "97%", band="部分达成年度指标并具有一定效果")
    assert "6～8 分" in banded.why


def test_an_unknown_method_leaves_the_score_to_the_clerk() -> None:
    assert parse_method("由专家组综合评定") is None
    # Two ways of counting in one are none that can be followed.
    assert parse_method("±10%内5分,90%以上得10分") is None
    assert parse_method("90%以上得10分,80人以上得5分") is None
    assert parse_method("90%以上得10分,80%以上得5分") is not None
    assert row("由专家组综合评定", "=100%", "100%").suggested is None


def test_a_row_that_does_not_apply_has_no_points_and_no_score() -> None:
    found = row("不适用", "=100%", "", score="3")
    assert (found.points, found.suggested, found.score) == (None, None, None)
    assert found.left_out == 10


def form_with_a_row_left_out() -> Evaluation:
    rows = (
        Indicator(id=1, target="=100%", actual="90%", points="80"),
        Indicator(id=2, target="=100%", actual="", points="20", method="不适用"),
    )
    return Evaluation(categories=(Category(id=3, groups=(Group(id=4, indicators=rows),)),))


def scaling() -> RuleProfile:
    text = (FOLDER / "财政部2020.toml").read_text("utf-8")
    assert 'points = "redistribute"' in text
    return read_profile(text.replace('points = "redistribute"', 'points = "scale"'), "试.toml")


def test_the_profile_says_what_happens_to_the_points_of_a_row_left_out() -> None:
    card = score(form_with_a_row_left_out(), load_profile())
    assert (card.total_points, card.total_score) == (Decimal(80), Decimal(72))
    card = score(form_with_a_row_left_out(), scaling())
    assert (card.total_points, card.total_score) == (Decimal(100), Decimal(90))


def test_a_corrected_direction_goes_before_the_sign() -> None:
    assert row("", "≥10次", "20次", direction="反向").suggested == 5
    assert row("", "10次", "20次", direction="反向").suggested == 5
    assert "填表人指定为反向" in row("", "10次", "20次", direction="反向").why


@given(
    st.sampled_from([*CHOICES, OFF, GRADES, "每降5%扣1分", "每超出10天扣1分"])
    | st.text(max_size=30),
    st.sampled_from(["=100%", "≤10次", "±10%", "90%-95%", "9月前", "有效", "6月30日"]),
    st.sampled_from(["97%", "12次", "-30%", "10月5日", "有效", "", "-1"]),
)
def test_a_suggestion_never_leaves_the_points(method: str, target: str, actual: str) -> None:
    suggested = row(method, target, actual).suggested
    assert suggested is None or 0 <= suggested <= 10
