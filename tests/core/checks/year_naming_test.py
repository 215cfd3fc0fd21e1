"""A year is never named without a figure, so texts without one need not be read for it."""

from hypothesis import example, given
from hypothesis import strategies as st

from core.checks.readings import may_name_a_year
from core.values.parser import parse

WORDS = [
    "年",
    "月",
    "日",
    "底",
    "前",
    "本年",
    "年度",
    "完成",
    "截至",
    "二〇二一",
    "２０２１",
    "②",
    "第一季度",
]
TEXTS = st.lists(st.sampled_from(WORDS) | st.text(max_size=3), max_size=8).map("".join)


@given(text=TEXTS)
@example("二〇二一年底前")
@example("二○二一年十一月底前")
@example("２０２１年11月30日前")
def test_where_no_figure_stands_no_year_is_read(text: str) -> None:
    assert may_name_a_year(text) or getattr(parse(text), "year", None) is None
