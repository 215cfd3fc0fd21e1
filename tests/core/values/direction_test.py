"""Which way a figure counts where no operator is printed."""

from __future__ import annotations

import time
from decimal import Decimal
from itertools import combinations

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from core.values.attainment import attain
from core.values.direction import Context, operator_in_name, place_of, sort_of
from core.values.names import head_of, told_by_name
from core.values.parser import parse
from core.values.target_syntax import Operator
from core.values.telling import Place, Sort, Way
from core.values.units import measure
from core.values.vocabulary import vocabulary

WORDS = vocabulary()
FALLING, RISING = sorted(WORDS.falling.words), sorted(WORDS.rising.words)
PLACES = st.sampled_from(Place)
FIGURES = st.decimals(0, 10**6, places=2, allow_nan=False)
THREE = st.tuples(FIGURES, FIGURES, FIGURES)
BEFORE = st.sampled_from(["", "全年", "1.", "★", "（一）", "辖区内", "“", "其中："])
NUMBERS = st.sampled_from(["", "数", "次数", "数量", "起数", "情况", "数（起）", "发生数"])
RATES = st.sampled_from(["率", "发生率", "比例", "率（%）", "率："])


def test_no_word_tells_both_ways() -> None:
    ways = (WORDS.falling, WORDS.rising, WORDS.costs)
    pairs = [one.words & other.words for one, other in combinations(ways[:2], 2)]
    assert not any(pairs)
    assert not WORDS.rising.words & WORDS.costs.words
    assert not WORDS.short.words & WORDS.long.words
    assert not WORDS.spending.words & WORDS.harm.words
    assert not WORDS.earned.words & WORDS.settled.words


def test_exceptions_are_exceptions_from_something() -> None:
    assert WORDS.earned.words <= WORDS.rising.words
    assert WORDS.settled.words <= WORDS.rising.words
    assert WORDS.enforces.words <= WORDS.acts.words | WORDS.rising.words


def outcomes(name: str, place: Place, unit: str, *figures: Decimal) -> list[bool | None]:
    """Whether each actual but the first figure, the target, meets it."""
    goal, *actuals = (f"{figure}{unit}" for figure in figures)
    return [attain(goal, actual, Context(name=name, place=place)).met for actual in actuals]


@given(st.sampled_from(FALLING), BEFORE, NUMBERS | RATES, PLACES, THREE)
def test_less_of_what_nobody_wants_never_turns_a_met_row_into_a_missed_one(
    word: str, before: str, behind: str, place: Place, figures: tuple[Decimal, ...]
) -> None:
    goal, one, other = figures
    unit = "%" if "率" in behind or behind == "比例" else "起"
    less, more = sorted((one, other))
    smaller, larger = outcomes(before + word + behind, place, unit, goal, less, more)
    assert not (larger and smaller is False)


@given(st.sampled_from(RISING), BEFORE, RATES, PLACES, THREE)
def test_more_of_what_is_wanted_never_turns_a_met_row_into_a_missed_one(
    word: str, before: str, behind: str, place: Place, figures: tuple[Decimal, ...]
) -> None:
    goal, one, other = figures
    assume(goal > 0)
    less, more = sorted((one, other))
    smaller, larger = outcomes(before + word + behind, place, "%", goal, less, more)
    assert not (smaller and larger is False)


@given(st.sampled_from(FALLING), PLACES, st.tuples(FIGURES, FIGURES, FIGURES, FIGURES))
def test_less_than_an_interval_of_what_nobody_wants_is_no_miss(
    word: str, place: Place, figures: tuple[Decimal, ...]
) -> None:
    low, high = sorted(figures[:2])
    less, more = sorted(figures[2:])
    context = Context(name=f"{word}率", place=place)
    met = [attain(f"{low}%-{high}%", f"{one}%", context).met for one in (less, more)]
    assert not (met[1] and met[0] is False)


@given(
    st.text(max_size=30), PLACES, st.sampled_from(["%", "", "个", "天", "万元"]), FIGURES, FIGURES
)
def test_a_row_of_any_name_is_decided_one_way_or_not_at_all(
    name: str, place: Place, unit: str, goal: Decimal, distance: Decimal
) -> None:
    assume(goal > distance > 0)
    less, equal, more = outcomes(name, place, unit, goal, goal - distance, goal, goal + distance)
    assert equal is not False
    assert (less, more) in {(True, False), (False, True), (None, None)}


@given(st.text(max_size=200))
def test_any_name_is_read(name: str) -> None:
    for sort in Sort:
        assert told_by_name(name, sort, Place.OTHER).way in {*Way, None}
    assert operator_in_name(name) in {*Operator, None}
    assert head_of(name) == head_of(f" {name} ")


@pytest.mark.parametrize(
    ("category", "group", "place"),
    [
        ("产出指标", "数量指标", Place.NUMBER),
        ("成本指标", "经济成本指标", Place.COST),
        ("成本指标", "", Place.COST),
        ("产出指标（50分）", "成本指标", Place.COST),
        ("效益指标", "经济效益指标", Place.NUMBER),
        ("项目绩效", "产出数量", Place.NUMBER),
        ("产出指标", "时效指标", Place.TIMELY),
        ("满意度指标", "", Place.SATISFACTION),
        ("满意度指标", "服务对象满意度指标", Place.SATISFACTION),
        ("效益指标", "社会效益指标", Place.OTHER),
        ("", "", Place.OTHER),
    ],
)
def test_the_levels_above_a_row_say_what_it_is_about(
    category: str, group: str, place: Place
) -> None:
    assert place_of(category, group) is place


@pytest.mark.parametrize(
    ("name", "operator"),
    [
        ("户均补助标准（≤**元/户）", Operator.AT_MOST),
        ("合格率（≥）", Operator.AT_LEAST),
        ("群众满意度≥90%", Operator.AT_LEAST),
        ("补助标准（不超过500元）", Operator.AT_MOST),
        ("响应时间(2小时以内)", Operator.AT_MOST),
        ("PM2.5≤35微克天数占比", None),
        ("补助标准（按不低于最低工资标准的原则核定）", None),
        ("满意度（≥80%且≤90%）", None),
        ("满意度", None),
        ("资金结余率不超过5%", Operator.AT_MOST),
        ("服务半径5公里以内", Operator.AT_MOST),
        ("群众满意度达到90%以上", Operator.AT_LEAST),
        ("24小时内办结率", None),
        ("60岁以上老人", None),
        ("超过30天未办结率", None),
        ("建设5G基站12座", None),
    ],
)
def test_an_operator_in_the_name_is_the_rows(name: str, operator: Operator | None) -> None:
    assert operator_in_name(name) is operator


HOSTILE = [
    "9" * 20_000,
    "1e999999",
    "1E+9999",
    "9" * 40,
    "9" * 41 + "%",
    "0." + "0" * 38 + "1",
    ",".join(["999"] * 40) + "元",
    "1" + ",000" * 40 + "亿元",
    "9" * 38 + "亿元",
    "±" + "9" * 40 + "%",
    f"{'9' * 39}-{'9' * 40}个",
    "每" * 150 + "15日前",
    "1个、" * 60,
    "零" * 199,
    "无" * 199,
    "(" * 199,
    "（" * 60 + "≤" + "）" * 60,
    "近" * 100 + "9",
]


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_no_text_raises_and_none_takes_its_time(text: str) -> None:
    parse(text)
    for other in (
        "≥1",
        "0.0000000001亿元",
        "90%",
        text,
        "无",
        "—",
        "每月15日前",
        "90%-95%",
        "1个、2户",
    ):
        for target, actual in ((text, other), (other, text)):
            for place in Place:
                for inverse in ("ratio", "linear"):
                    context = Context(name=text, place=place, inverse=inverse, pointed=True)
                    assert attain(target, actual, context).why
    parse.cache_clear()
    start = time.thread_time()
    for _ in range(5):
        parse.__wrapped__(text)
    assert time.thread_time() - start < 0.05


@pytest.mark.parametrize(
    ("units", "sort"),
    [
        ("米 公里 千米 亩 公顷 平方米", Sort.EXTENT),
        ("毫米 厘米", Sort.OTHER),  # a tolerance, no extent
        ("元 万元", Sort.MONEY),
        ("天 小时 个月", Sort.TIME),
        ("% ‰", Sort.RATE),
    ],
)
def test_a_unit_tells_what_its_figure_is(units: str, sort: Sort) -> None:
    assert {sort_of(measure(unit)) for unit in units.split()} == {sort}
