"""What decides an outcome: leaving out the rest of a row changes nothing that is said of it."""

from hypothesis import example, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from core.values.attainment import attain
from core.values.direction import Context
from core.values.relevant_context import relevant_context, texts_decide
from core.values.target_reading import read_target
from core.values.telling import Place
from tests.examples import examples

FIGURES = (
    "100%",
    "95",
    "0",
    "0起",
    "12个月",
    "1年",
    "300万元",
    "1.2万人",
    "近90%",
    "300余人",
    "-3%",
)
SIGNS = ("", "≥", "=", "≤", ">", "<", "不低于", "增长", "下降", "年均降低")
WORDS = (
    *("", "—", "及时", "零差错", "无", "未发生", "已达成预期指标", "定性：提升", "杜绝事故发生"),
    *("12月底前", "2021年6月30日前", "每月15日前", "90%-95%", "±10%", "2期/100人", "良好（95%）"),
    *("去年100人", "差5人", "原计划100人", "2020年培训100人", "不合格率3%", "日均1000人次"),
    *("半月1次", "24次", "减少50件", "89元/人", "100元", "延误3天", "取消2场", "超额5%"),
    *("3个月", "90天", "18万元/辆", "17.98万元", "人均500元", "每辆18万元", "10-1", "1.5,2"),
)
TEXTS = st.sampled_from(WORDS) | st.tuples(*map(st.sampled_from, (SIGNS, FIGURES))).map("".join)
NAMES = st.sampled_from(
    (
        *(
            "",
            "培训人数",
            "投诉率",
            "事故发生数",
            "满意度",
            "成本控制率",
            "经费增长率",
            "用水下降率",
        ),
        *(
            "标准（≤**元/户）",
            "合格率（不低于）",
            "办结时间",
            "运行时长",
            "项目成本（万元）",
            "人均补助标准",
            "目标差额",
            "市场份额",
            "平均办理时间",
            "单车成本",
            "其他",
        ),
    )
)
CONTEXTS = st.builds(
    Context,
    name=NAMES,
    place=st.sampled_from(Place),
    year=st.sampled_from((None, 2021)),
    inverse=st.sampled_from(("ratio", "linear")),
    direction=st.sampled_from(("", "", "正向", "反向", "别的")),
    judged=st.sampled_from((False, False, True)),
    pointed=st.booleans(),
)


@settings(max_examples=examples(2000))
@given(TEXTS, TEXTS, CONTEXTS)
@example("增长5%", "下降3%", Context(name="用水下降率"))
@example("5%", "增长3%", Context(name="用水下降率"))
@example("无", "0起", Context(name="事故发生数"))
@example("6月底前", "7月1日", Context(year=2021))
@example("—", "5", Context(pointed=True))
def test_what_decides_nothing_changes_nothing(target: str, actual: str, context: Context) -> None:
    reduced = relevant_context(target, actual, context)
    assert attain(target, actual, reduced) == attain(target, actual, context)
    assert read_target(target, reduced, actual) == read_target(target, context, actual)
    assert relevant_context(target, actual, reduced) == reduced


@settings(max_examples=examples(1000))
@given(TEXTS, TEXTS, CONTEXTS)
@example("≥95%", "-3%", Context(name="用水下降率"))
@example("≥95", "1.2", Context(name="培训人次（万人次）"))
def test_where_the_texts_decide_no_name_is_asked(
    target: str, actual: str, context: Context
) -> None:
    if texts_decide(target, actual):
        bare = replace(context, name="", place=Place.OTHER, year=None)
        assert attain(target, actual, bare) == attain(target, actual, context)
        assert read_target(target, bare, actual) == read_target(target, context, actual)


def test_figures_in_a_unit_and_words_decide_alone() -> None:
    for target, actual in (("≥95%", "97%"), ("=100人", ""), ("及时", "及时"), ("—", "5")):
        assert texts_decide(target, actual)
    for target, actual in (("95%", "97%"), ("≥95", "97"), ("≥5%", "-3%"), ("6月底前", "6月1日")):
        assert not texts_decide(target, actual)


def test_rows_of_other_names_and_years_share_one_outcome() -> None:
    for target, actual in (("≥95%", "97%"), ("及时", "及时"), ("≤10次", ""), ("每月15日前", "无")):
        contexts = [
            Context(name=name, place=place, year=year, pointed=True)
            for name in ("培训人数", "满意度")
            for place in (Place.NUMBER, Place.OTHER)
            for year in (2020, 2021)
        ]
        relevant = (relevant_context(target, actual, one) for one in contexts)
        assert len({id(attain(target, actual, one)) for one in relevant}) == 1
