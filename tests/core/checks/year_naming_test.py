"""A year is never named with too few figures: such texts need not be read for it."""

from hypothesis import example, given, settings
from hypothesis import strategies as st

from core.checks.readings import may_name_a_year
from core.values.parser import parse
from tests.examples import examples

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
    *("22年", "22.1.1", "㉒年", "2", "0", "21", "九成五", "百分之二十"),
]
TEXTS = st.lists(st.sampled_from(WORDS) | st.text(max_size=3), max_size=8).map("".join)


@given(text=TEXTS)
@example("二〇二一年底前")
@example("二○二一年十一月底前")
@example("２０２１年11月30日前")
@example("22年底")
@example("22.1.1")
@settings(max_examples=examples(800))
def test_where_too_few_figures_stand_no_year_is_read(text: str) -> None:
    assert may_name_a_year(text) or getattr(parse(text), "year", None) is None


def test_names_with_a_number_are_not_read_for_a_year() -> None:
    assert not any(map(may_name_a_year, ["指标 12", "100%", "第3批", "每年", "2个", "≥300人次"]))
