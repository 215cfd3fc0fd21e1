"""What the columns of a table are called, in any order."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.model import selfeval
from core.reading.drafting import drafts
from core.reading.headings import columns_of, is_title, keys_of, meanings
from core.reading.indicators import joined_parts
from tests.examples import examples
from tests.grids import file, grid, section

INDICATORS = {
    "level1": "一级指标 一级 一级指标名称",
    "level2": "二级指标 二级 二级指标名称",
    "level3": "三级指标 三级指标名称 指标名称 具体指标 绩效指标 三级指标（内容） 指标内容",
    "target": "年度指标值 指标值 目标值 年初目标值(A) 年初指标值 年度目标值 预期指标值 计划值"
    " 年度绩效指标值 全年目标值 绩效目标值 年初设定指标值 2021年指标值 指标目标值 预期目标值"
    " 年度指标值（A） 目标值（年初） 设定目标值 计划指标值 年初预期值 预期当年实现值",
    "actual": "实际完成值 全年实际值 全年完成值 完成值 年终完成值 实际值 全年实际完成值"
    " 实际完成值(B) 年度实际完成值 实际完成指标值 完成指标值 自评完成值 实际完成情况 年末完成值"
    " 指标完成值 实际完成 2021年实际完成值 年度完成值 实际达成值",
    "points": "分值 权重 指标分值 指标权重 分值权重 分值（权重） 权重（分值） 分值（100分） 标准分"
    " 满分 权重（%） 指标权重（分） 分数 设定分值 分值(90)",
    "score": "得分 自评得分 自评分 单项得分 指标得分 自评得分（分） 实际得分 自我评分 得分情况"
    " 评价得分 自评分值 绩效得分 单位自评得分",
    "deviation": "偏差原因分析及改进措施 未完成原因分析 未完成原因和改进措施 偏差原因分析 说明 备注"
    " 未完成原因及拟采取的改进措施 偏差原因 扣分原因 未完成原因及改进措施 自评扣分原因 未达标原因"
    " 原因分析及整改措施 偏差原因分析及改进措施（未完成的填写） 偏离绩效目标的原因及改进措施",
}
FUNDS = {
    "initial": "年初预算数 年初预算 年初预算数(A) 年初预算安排数 年初预算金额 年初批复预算数",
    "annual": "全年预算数 全年预算数（B） 调整后预算数 预算数 全年预算 年度预算数 调整预算数"
    " 预算金额 全年预算(调整后) 预算数(A) 调整后预算 预算批复数",
    "executed": "全年执行数 执行数 全年执行数(C) 预算执行数 实际支出数 全年支出数 全年实际支出"
    " 支出数 执行数(B) 实际执行数 资金执行数",
    "points": "分值 权重",
    "rate": "执行率 预算执行率 执行率(B/A) 执行率% 资金执行率 预算执行率（%） 支出率",
    "score": "得分 自评得分 单项得分 得分（20分*执行率）",
}


@st.composite
def heads(draw: st.DrawFn, words: dict[str, str]) -> list[tuple[str, str]]:
    """Keys with one of their headings each, in any order."""
    named = [(key, draw(st.sampled_from(texts.split()))) for key, texts in words.items()]
    return draw(st.permutations(named))


def spread(text: str) -> str:
    return "\n".join(" ".join(text[i : i + 3]) for i in range(0, len(text), 3))


@given(head=heads(INDICATORS), spaced=st.booleans())
def test_columns_of_indicators_in_any_words_and_order(
    head: list[tuple[str, str]], *, spaced: bool
) -> None:
    texts = [spread(text) if spaced else text for _, text in head]
    assert columns_of(texts) == tuple(key for key, _ in head)


@given(head=heads(FUNDS))
def test_columns_of_funds_in_any_words_and_order(head: list[tuple[str, str]]) -> None:
    assert columns_of([text for _, text in head], "funds") == tuple(key for key, _ in head)


@settings(max_examples=examples(40), deadline=None)
@given(head=heads(INDICATORS))
def test_rows_follow_their_columns(head: list[tuple[str, str]]) -> None:
    values = {
        "level1": "产出指标",
        "level2": "数量指标",
        "level3": "甲",
        "points": "9",
        "score": "8",
    }
    values |= {"target": "≥95%", "actual": "96%", "deviation": "略"}
    table = " | ".join(text for _, text in head) + "\n" + " | ".join(values[k] for k, _ in head)
    (draft,) = drafts(file(section("项目支出绩效自评表（2021年度）", "项目名称：乙", grid(table))))
    rows = selfeval.to_dict(draft.evaluation)["indicators"]
    assert rows == [values]


@pytest.mark.parametrize(
    ("heads_of_a_place", "keys"),
    [
        ("指标性质 指标值 度量单位 完成值", "target/sign target target/unit actual"),
        ("指标值 自评分 复核分 评价标准", "target score . ."),
        ("年度指标值 1-7月执行情况 全年预计完成情况", "target . ."),
        ("指标分值 符号 数值 单位 完成值 完成情况 单项得分 权重占比(%) 折算得分",
         "points target/sign target target/unit actual . score . ."),
        ("复核得分 得分 得分计算方法", ". score ."),
        ("年初指标值 调整后指标值 完成值", ". target actual"),
        ("年度指标值 计量单位 实际完成值 计量单位", "target target/unit actual actual/unit"),
        ("分值 年度指标值(A) 全年实际值(B) 得分计算方法 得分", "points target actual . score"),
    ],
)  # fmt: skip
def test_columns_beside_ours_are_told_apart(heads_of_a_place: str, keys: str) -> None:
    found = columns_of(["三级指标", *heads_of_a_place.split()])
    assert found == ("level3", *("" if key == "." else key for key in keys.split()))


@pytest.mark.parametrize(
    ("stacks", "keys"),
    [
        ("年度指标值 实际完成值/数值 实际完成值/单位", "target actual actual/unit"),
        ("实际完成值/数值 实际完成值/单位 年度指标值/数值 年度指标值/单位",
         "actual actual/unit target target/unit"),
        ("年度指标值/符号 年度指标值/数值 年度指标值/单位 全年完成值/值 全年完成值/计量单位",
         "target/sign target target/unit actual actual/unit"),
        ("指标完成情况/指标值 指标完成情况/单位 指标完成情况/完成值", "target target/unit actual"),
        ("指标值/目标值 指标值/单位 指标值/完成值", "target target/unit actual"),
    ],
)  # fmt: skip
def test_a_value_and_a_unit_belong_to_the_heading_above_them(stacks: str, keys: str) -> None:
    found = keys_of([("三级指标",), *(stack.split("/") for stack in stacks.split())])
    assert found == ("level3", *keys.split())


@given(order=st.permutations(["年度指标值", "实际完成值"]), signed=st.booleans())
def test_parts_are_joined_whatever_their_order(order: list[str], *, signed: bool) -> None:
    parts = {"年度指标值": [("符号", "≥")] * signed + [("数值", "500"), ("单位", "人")],
             "实际完成值": [("数值", "520"), ("单位", "人")]}  # fmt: skip
    columns = [
        (above if number == 0 else "<", *part)
        for above in order
        for number, part in enumerate(parts[above])
    ]
    table = "\n".join(
        " | ".join(line)
        for line in (
            ["一级指标", "二级指标", "三级指标", *(above for above, _, _ in columns), "分值"],
            ["^", "^", "^", *(below for _, below, _ in columns), "^"],
            ["产出指标", "数量指标", "甲", *(text for _, _, text in columns), "9"],
        )
    )
    (draft,) = drafts(file(section("项目支出绩效自评表（2021年度）", "项目名称：乙", grid(table))))
    (row,) = draft.evaluation.indicators
    assert (row.target, row.actual) == ("≥" * signed + "500人", "520人")
    assert not draft.leftovers


def test_a_unit_that_the_value_says_itself_is_not_said_twice() -> None:
    assert joined_parts([("sign", "≥"), ("value", "≥95%"), ("unit", "%")]) == "≥95%"
    assert joined_parts([("sign", "—"), ("value", "有效"), ("unit", "/")]) == "有效"
    assert joined_parts([("sign", "≥"), ("value", ""), ("unit", "人")]) == "≥人"


def test_a_heading_that_nobody_knows_is_a_guess_with_a_doubt() -> None:
    table = """
    一级指标 | 二级指标 | 三级指标 | 拟达到的指标数 | 本期完成之数 | 备查
    产出指标 | 数量指标 | 甲 | 5 | 6 | 七
    """
    (draft,) = drafts(file(section("项目支出绩效自评表（2021年度）", "项目名称：乙", grid(table))))
    (row,) = draft.evaluation.indicators
    assert (row.target, row.actual) == ("5", "6")
    assert {"indicators/0/target", "indicators/0/actual"} <= draft.doubts.keys()
    assert [left.spot.text for left in draft.leftovers] == ["七"]


@pytest.mark.parametrize(
    ("text", "whether"),
    [
        ("财政项目支出绩效自评表", True),
        ("2022年度共享工程项目自评表", True),
        ("项目绩效目标完成情况表(2020年度)", True),
        ("部门整体支出绩效自评表（续）", True),
        ("2022年度项目支出绩效自评情况汇总表", False),
        ("项目支出绩效自评报告", False),
        ("(2021年度)", False),
    ],
)
def test_titles_of_forms_and_of_others(text: str, *, whether: bool) -> None:
    assert is_title(text) is whether


def test_a_list_of_many_projects_is_no_form() -> None:
    table = """
    项目名称 | 二级指标 | 三级指标 | 指标值 | 完成值 | 原因
    甲 | 数量指标 | 子 | 1 | 1 | 无
    """
    assert drafts(file(section(grid(table)))) == ()


@pytest.mark.parametrize("label", ["县级预算部门名称", "市级预算部门（单位）名称", "本级预算单位"])
def test_a_unit_is_named_with_its_level(label: str) -> None:
    assert meanings("labels", label)[0].key == "unit"
