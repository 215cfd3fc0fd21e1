"""How far an actual meets a target."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from core.values.attainment import attain
from core.values.direction import Context
from core.values.footing import ONE
from core.values.judging import says_none
from core.values.outcome import Outcome, TargetKind
from core.values.telling import Place
from core.values.units import measure

PLAIN = Context(year=2021, place=Place.NUMBER)
COST = Context(place=Place.COST)


def ratio(target: str, actual: str, context: Context = PLAIN) -> Decimal | None:
    return attain(target, actual, context).ratio


@pytest.mark.parametrize(
    ("target", "actual", "expected"),
    [
        ("=100%", "97%", "0.97"),
        ("≥50个", "50", "1"),
        ("≥50个", "25个", "0.5"),
        ("≥50个", "-3", "0"),
        ("≤10次", "12次", "0.8333"),
        ("≤10次", "9次", "1"),
        ("=0件", "0", "1"),
        ("=0件", "1件", "0"),
        ("0次", "2次", "0"),
        ("≥0", "0", "1"),
        ("≤90万元", "900000元", "1"),
        ("≤90万元", "1800000元", "0.5"),
        ("1.2万人", "12000人", "1"),
        ("≥2公里", "1500米", "0.75"),
        ("≤2天", "48小时", "1"),
        ("≤2小时", "90分钟", "1"),
        ("≤1小时", "120分钟", "0.5"),
        ("15亩", "1公顷", "1"),
        ("1.5亩", "1000平方米", "1"),
        ("3个工作日", "3工作日", "1"),
        ("≥8场次", "4场", "0.5"),
        ("10KM", "5公里", "0.5"),
        ("≥4次/年", "3次", "0.75"),
        ("180元/人、天", "180元/天·人", "1"),
        ("550万粒", "110万粒", "0.2"),
        ("≤0.48万元/平方米", "9600元/㎡", "0.5"),
        ("1次/天", "1次/日", "1"),
        ("每人每月300元", "150元/人/月", "0.5"),
        ("5万-10万元", "8万元", "1"),
        ("年内完成", "11月", "1"),
        ("=2022年", "2022年6月", "1"),
        ("≥100百分比", "100", "1"),
        ("45万", "450000元", "1"),
        ("90%-95%", "92%", "1"),
        ("90%-95%", "45%", "0.5"),
        ("5-8个", "16个", "0.5"),
        ("±10%", "5%", "1"),
        ("±10%", "-20%", "0.5"),
        ("12个小区", "12个", "1"),
        ("≤35μg/m³", "0.07mg/m³", "0.5"),
        ("≥100%", "95.6%（239/250）", "0.956"),
        ("增长5%", "较上年增长2.5%", "0.5"),
        ("≥1.2万千瓦时", "6000kWh", "0.5"),
        ("9月前", "7月", "1"),
        ("2021年12月31日", "2021年底", "1"),
        ("年底前", "2021年12月31日", "1"),
        ("2020年", "2020年", "1"),
        ("有效", "有效", "1"),
        ("效果明显", "达成预期指标", "1"),
        ("效果明显", "达成年度指标", "1"),
        ("效 果明显", "效果明显", "1"),
    ],
)
def test_attainment_is_the_ratio_of_the_printed_notes(
    target: str, actual: str, expected: str
) -> None:
    found = ratio(target, actual)
    assert found is not None
    assert abs(found - Decimal(expected)) < Decimal("0.0001")


@pytest.mark.parametrize(
    ("target", "actual"),
    [
        ("完善", "需进一步完善"),
        ("有效", "部分达成年度指标并具有一定效果"),
        ("≤30万元", "完成"),
        ("", "100%"),
        ("=100%", ""),
        ("9月前", "及时"),
        ("2021年6月", "2021年8月"),
        ("≥95%", "0.95"),
        ("45万", "450000"),
        ("11月底完成100%", "已完成"),
        ("12.31前", "12.31"),
        ("一级", "二级"),
        ("≥90%", "低于90%"),
        ("≥90%", "不足90%"),
        ("≥90%", "未达到90%"),
        ("≤10万元", "超过10万元"),
        ("≤1年", "100%"),
        ("≤500元/人", "48000元"),
        ("≤620万/月", "7000万/季度"),
        ("下降5%", "-5%"),
        ("1.5万人", "15000"),
        ("≥2公里", "2500"),
        ("≥12个", "已完成12个，其中新建3个"),
    ],
)
def test_what_no_rule_can_tell_is_left_to_the_clerk(target: str, actual: str) -> None:
    assert ratio(target, actual) is None


def test_late_is_missed_and_its_score_is_the_clerks() -> None:
    late = attain("2021年6月30日前", "2021年7月1日", PLAIN)
    assert (late.met, late.ratio) == (False, None)


@pytest.mark.parametrize(
    ("target", "actual", "met"),
    [
        ("年底前", "2022年1月", False),
        ("12月31日前", "2022年1月5日", False),
        ("9月前", "2022年3月", False),
        ("9月", "2022年9月", False),
        ("12月底前", "2020年12月", True),
        ("年底前", "次年1月5日", False),
        ("2021年11月30日前", "次年1月", False),
        ("11月底前", "上年12月", True),
        ("次年3月底前", "2022年3月15日", True),
        ("次年3月底前", "2022年4月1日", False),
        ("次年3月底前", "次年3月", True),
        ("次年3月底前", "12月", True),
        ("2021年10月至次年3月", "2022年3月", True),
        ("翌年一季度", "2022年5月", False),
    ],
)
def test_a_deadline_without_a_year_means_that_of_the_form(
    target: str, actual: str, met: bool
) -> None:
    assert attain(target, actual, PLAIN).met is met


def test_a_deadline_of_a_form_without_a_year_means_that_of_the_actual() -> None:
    assert attain("年底前", "2022年1月", Context()).met


def test_a_deadline_beyond_the_last_year_of_all_is_still_read() -> None:
    assert attain("次年3月底前", "12月", Context(year=9999)).kind == TargetKind.DATE
    assert attain("上年3月底前", "12月", Context(year=1)).kind == TargetKind.DATE


@pytest.mark.parametrize(
    ("target", "actual", "name"),
    [
        ("增长5%", "较上年下降5%", ""),
        ("下降≥3%", "上升3%", ""),
        ("≥5%", "下降8%", "游客人数增长率"),
    ],
)
def test_a_fall_never_answers_a_rise(target: str, actual: str, name: str) -> None:
    found = attain(target, actual, Context(name=name))
    assert (found.met, found.ratio) == (None, None)
    assert "由填表人核对" in found.why


def test_without_an_operator_more_is_better_unless_it_is_cost_zero_or_unwanted() -> None:
    assert ratio("20万元", "18万元", COST) == ONE
    assert ratio("20万元", "40万元", COST) == Decimal("0.5")
    assert ratio("20个", "18个", COST) is None
    assert ratio("20万元", "18万元") == Decimal("0.9")
    assert ratio("2次", "1次", Context(name="安全事故次数")) == ONE
    assert ratio("2次", "1次") == Decimal("0.5")
    assert "推定" in attain("20万元", "18万元", COST).why
    assert ratio("20", "18万元", COST) == ONE
    named = Context(name="项目成本（万元）", place=Place.COST)
    assert ratio("20", "18", named) == ONE
    assert ratio("20", "18", Context(name="项目成本（万元/公里）", place=Place.COST)) == ONE
    assert ratio("20", "18", Context(name="成本项目（个）", place=Place.COST)) == Decimal("0.9")


def test_equality_alone_meets_more_and_less_and_leaves_a_trace() -> None:
    for target in (">95%", "<95%"):
        outcome = attain(target, "95%", PLAIN)
        assert (outcome.ratio, outcome.met, outcome.by_equality) == (ONE, True, True)
    assert not attain(">95%", "96%", PLAIN).by_equality
    assert not attain("≥95%", "95%", PLAIN).by_equality


def test_a_deadline_met_in_the_very_month_leaves_a_trace_only_where_it_is_doubtful() -> None:
    assert attain("9月前", "9月", PLAIN).by_equality
    assert attain("9月前", "9月30日", PLAIN).met
    assert attain("2021年12月15日", "2021年12月", PLAIN).by_equality
    for inclusive in ("9月底前", "9月30日前", "9月"):
        assert not attain(inclusive, "9月30日", PLAIN).by_equality
    assert not attain("年底前", "12月31日", PLAIN).by_equality


def test_the_linear_rule_takes_off_what_is_over_and_ends_at_twice_the_target() -> None:
    linear = Context(inverse="linear")
    assert ratio("≤10次", "12次", linear) == Decimal("0.8")
    assert ratio("≤10次", "20次", linear) == 0
    assert ratio("≤10次", "25次", linear) == 0


def test_units_that_cannot_be_converted_are_a_doubt_and_never_a_miss() -> None:
    outcome = attain("192只", "192头", PLAIN)
    assert outcome.met
    assert "只" in outcome.unit_doubt
    other_kind = attain("1年内", "100%", PLAIN)
    assert (other_kind.met, other_kind.ratio) == (None, None)
    assert other_kind.unit_doubt
    assert attain("192只", "96头", PLAIN).ratio == Decimal("0.5")
    assert attain("≥95%", "95", PLAIN).unit_doubt
    assert attain("≤90万元", "90", PLAIN).unit_doubt
    assert not attain("≥50个", "50", PLAIN).unit_doubt


def test_an_actual_with_an_operator_is_read_by_its_number() -> None:
    outcome = attain("≥266米", "≥266米", PLAIN)
    assert (outcome.ratio, outcome.operator_in_actual) == (ONE, True)
    assert not attain("≥95%", "达95%以上", PLAIN).operator_in_actual


def test_once_a_month_is_answered_by_twelve_times_and_is_no_overshoot() -> None:
    answered = attain("每月1次", "12次", PLAIN)
    assert (answered.met, answered.over, answered.unit_doubt) == (True, None, "")
    assert "按全年次数折算" in answered.why
    assert attain("每月1次", "6次", PLAIN).met is None
    assert attain("每季度2次", "1次/月", PLAIN).met
    assert attain("≥1次", "12次", PLAIN).over == 12


def test_a_sentence_about_less_is_better_divides_nothing() -> None:
    assert attain("0起", "0起", PLAIN).why.endswith("；完成 0起 不超过目标 0起，达到指标值，得满分")
    assert attain("≥5㎡", "6m²", PLAIN).why == "完成 6m² ÷ 目标 5m²，达到指标值，得满分"
    assert attain("≤10次", "9次", PLAIN).why == "完成 9次 不超过目标 10次，达到指标值，得满分"
    assert attain("≥0", "0", PLAIN).why == "完成 0，目标为 0，达到指标值，得满分"


def test_a_dash_with_points_is_a_judgement_and_without_them_nothing() -> None:
    assert attain("—", "完成", Context(pointed=True)).kind == TargetKind.JUDGEMENT
    assert attain("—", "完成", Context()).kind == TargetKind.BLANK
    assert attain("", "完成", Context(pointed=True)).kind == TargetKind.BLANK


def test_not_yet_is_none_only_of_what_nobody_wants() -> None:
    for weak in ("暂无", "未发现"):
        assert says_none(weak, unwanted=True)
        assert not says_none(weak, unwanted=False)
    assert says_none("没有", unwanted=False)


def test_a_rate_of_all_counts_upwards_unasked_and_another_one_does_not() -> None:
    found = attain("100%", "90%", Context(name="某某率"))
    assert (found.met, found.ratio) == (False, Decimal("0.9"))
    assert "目标已是全部" in found.why
    assert attain("90%", "80%", Context(name="某某率")).met is None


def test_several_figures_are_not_called_words() -> None:
    assert attain("≥12个", "共12个，其中新建3个", PLAIN).kind_doubt.startswith(
        "完成值里看不出哪一个数"
    )
    assert attain("≥12个", "符合GB18030", PLAIN).kind_doubt == "指标值是数字，完成值是文字"


def test_words_that_hold_the_figure_of_the_answer_are_answered_by_it() -> None:
    assert not attain("新建2座、改造3座", "5座", PLAIN).kind_doubt
    assert not attain("11月底完成100%", "100%", PLAIN).kind_doubt
    assert attain("控制在预算中", "100%", PLAIN).kind_doubt


FIGURES = st.decimals(0, 10**6, places=2, allow_nan=False)
RISING = st.sampled_from(["≥", ">", "="])
FALLING = st.sampled_from(["≤", "<"])


def outcome(sign: str, goal: Decimal, actual: Decimal, inverse: str = "ratio") -> Outcome:
    return attain(f"{sign}{goal}个", f"{actual}个", Context(inverse=inverse))


@given(RISING, FIGURES, FIGURES, FIGURES)
def test_more_never_attains_less_where_more_is_better(
    sign: str, goal: Decimal, one: Decimal, other: Decimal
) -> None:
    assume(goal > 0)
    low, high = sorted((one, other))
    less, more = outcome(sign, goal, low).ratio, outcome(sign, goal, high).ratio
    assert less is not None
    assert more is not None
    assert less <= more


@given(FALLING, FIGURES, FIGURES, FIGURES, st.sampled_from(["ratio", "linear"]))
def test_more_never_attains_more_where_less_is_better(
    sign: str, goal: Decimal, one: Decimal, other: Decimal, inverse: str
) -> None:
    low, high = sorted((one, other))
    less = outcome(sign, goal, low, inverse).ratio
    more = outcome(sign, goal, high, inverse).ratio
    assert less is not None
    assert more is not None
    assert less >= more


@given(RISING | FALLING, FIGURES, FIGURES, st.sampled_from(["ratio", "linear"]))
def test_a_ratio_lies_between_nothing_and_all_and_is_all_just_where_met(
    sign: str, goal: Decimal, actual: Decimal, inverse: str
) -> None:
    found = outcome(sign, goal, actual, inverse)
    assert found.ratio is not None
    assert 0 <= found.ratio <= 1
    assert found.met == (found.ratio == 1)


@given(RISING | FALLING, FIGURES, FIGURES)
def test_yuan_and_ten_thousand_yuan_give_the_same_ratio(
    sign: str, goal: Decimal, actual: Decimal
) -> None:
    in_yuan = attain(f"{sign}{goal * 10_000}元", f"{actual * 10_000}元", PLAIN).ratio
    assert attain(f"{sign}{goal}万元", f"{actual * 10_000}元", PLAIN).ratio == in_yuan
    assert attain(f"{sign}{goal}万元", f"{actual}万元", PLAIN).ratio == in_yuan


ONE_BASE = [
    (one, other)
    for one in (
        "小时",
        "天",
        "周",
        "分钟",
        "毫秒",
        "亩",
        "公顷",
        "m2",
        "公里",
        "里",
        "cm",
        "斤",
        "吨",
    )
    for other in ("h", "d", "星期", "秒", "平方公里", "平方米", "米", "毫米", "kg", "克")
    if measure(one).base == measure(other).base
]


@given(st.sampled_from(ONE_BASE), st.integers(1, 9999), st.sampled_from("≥≤"))
def test_one_amount_in_two_units_is_met_whichever_is_the_targets(
    units: tuple[str, str], figure: int, sign: str
) -> None:
    one, other = units
    aim, done = figure * measure(other).worth, figure * measure(one).worth
    for goal, actual in (
        (f"{aim:f}{one}", f"{done:f}{other}"),
        (f"{done:f}{other}", f"{aim:f}{one}"),
    ):
        assert attain(f"{sign}{goal}", actual, PLAIN).ratio == ONE


@given(st.integers(1, 99), st.sampled_from([("天", 365), ("周", 52), ("月", 12), ("季度", 4)]))
def test_what_is_done_as_often_as_asked_is_met(often: int, period: tuple[str, int]) -> None:
    name, times = period
    assert attain(f"每{name}{often}次", f"{often * times}次", PLAIN).ratio == ONE
    assert attain(f"每{name}{often}次", f"{often * times - 1}次", PLAIN).ratio is None


@given(st.text(max_size=40), st.text(max_size=40))
def test_any_two_texts_have_an_outcome_with_a_sentence(target: str, actual: str) -> None:
    found = attain(target, actual, PLAIN)
    assert found.kind in {"quantity", "date", "judgement", "blank"}
    assert found.why


@pytest.mark.parametrize("actual", ["超过30人", "不到30人", "38人左右"])
def test_no_bound_or_a_rough_one_is_not_within_a_range(actual: str) -> None:
    found = attain("20-40人", actual, PLAIN)
    assert (found.met, found.ratio) == (None, None)
    assert "大概" in found.why


def test_a_rough_answer_is_within_a_range_that_holds_all_it_may_be() -> None:
    found = attain("20-40人", "30人左右", PLAIN)
    assert (found.met, found.ratio) == (True, ONE)
