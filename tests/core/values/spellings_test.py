"""One comparison is read alike however it is spelled: signs, words, figures, units."""

from __future__ import annotations

from decimal import Decimal

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from core.values.attainment import attain
from core.values.direction import Context
from core.values.footing import ONE
from core.values.telling import Place
from tests.examples import examples

RISING = [
    *("≥{}", "≧ {}", ">={}", "＞＝{}", "=>{}", "不低于{}", "不少于{}", "大于等于 {}", "至少{}"),
    *(
        "{}以上",
        "{}及以上",
        "{}（含）以上",
        "{}以上（含）",
        "达到{}",
        "={}",
        "＝{}",
        "等于{}",
        "{}",
    ),
    *(">{}", "大于{}", "超过{}", "不小于{}", "每年{}", "全年不少于{}", "下限{}"),
]
FALLING = [
    *(
        "≤{}",
        "≦{}",
        "<= {}",
        "＜＝{}",
        "=<{}",
        "不超过{}",
        "不高于{}",
        "小于或等于{}",
        "控制在{}以内",
    ),
    *("{}以内", "{}之内", "{}及以下", "{}（含）以内", "最多{}", "至多{}", "不得超过{}", "上限{}"),
    *("<{}", "小于{}", "低于{}", "每年不超过{}", "{}封顶"),
]
UNITS = [
    ("人次", "人·次", "（人次）", "万人次"),
    ("%", "％", "﹪", " %", "百分比"),
    ("元", "万元", "亿元"),
    ("米", "m", "公里", "km"),
    ("亩", "万亩", "公顷"),
    ("平方米", "㎡", "m²", "万平方米", "万㎡"),
    ("公斤", "kg", "吨", "t"),
    ("元/人", "元／人", "万元/人"),
]
WORTH = {
    "万": 10_000,
    "亿": 100_000_000,
    "公里": 1000,
    "km": 1000,
    "公顷": 15,
    "吨": 1000,
    "t": 1000,
}
FIGURES = ("{}", "{:,}", "{}.0", "{}.00", "wide")
WORDS = ("{}", "完成{}", "共{}", "实际完成{}。", "已完成{}", "为{}", "{} ")


def worth(unit: str) -> int:
    """How many of the plain unit one of ``unit`` is."""
    return WORTH.get(unit) or WORTH.get(unit[0], 1)


def spelled(figure: Decimal, how: str) -> str:
    """A figure in one of its spellings."""
    if figure != figure.to_integral_value():
        return f"{figure:,}" if how == "{:,}" else f"{figure:f}"
    if how == "wide":
        return str(int(figure)).translate({ord("0") + n: ord("０") + n for n in range(10)})
    return how.format(int(figure))


@settings(max_examples=examples(600))
@given(
    st.sampled_from(UNITS),
    st.tuples(st.integers(1, 99_999), st.sampled_from((Decimal("0.4"), Decimal("0.9"), 1, 2))),
    st.booleans(),
    st.tuples(st.sampled_from(FIGURES), st.sampled_from(FIGURES), st.sampled_from(WORDS)),
    st.data(),
)
def test_a_comparison_is_read_alike_in_every_spelling(
    names: tuple[str, ...],
    figures: tuple[int, Decimal | int],
    falls: bool,
    how: tuple[str, str, str],
    data: st.DataObject,
) -> None:
    plain, share = figures
    asked, done = data.draw(st.sampled_from(names)), data.draw(st.sampled_from(names))
    form = data.draw(st.sampled_from(FALLING if falls else RISING))
    goal, actual = Decimal(plain) / worth(asked), Decimal(plain) * share / worth(done)
    assume(goal * worth(asked) == plain and actual * worth(done) == plain * share)
    assume(max(len(f"{goal:f}"), len(f"{actual:f}")) < 15)  # (a money amount is not rounded)
    target = form.format(spelled(goal, how[0]) + asked)
    answer = how[2].format(spelled(actual, how[1]) + done)
    met = share <= 1 if falls else share >= 1
    ratio = ONE if met else 1 / Decimal(share) if falls else Decimal(share)
    found = attain(target, answer, Context(name="培训", place=Place.NUMBER))
    assert found.met is met, (target, answer, found.why)
    assert found.ratio is not None
    assert abs(found.ratio - ratio) < Decimal("0.0001"), (target, answer, found.why)
