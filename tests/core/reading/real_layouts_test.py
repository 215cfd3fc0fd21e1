"""Layouts of forms as offices have published them, each with what it was misread as."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from core.model import selfeval
from core.reading.drafting import drafts
from core.reading.form_map import Draft
from core.reading.source import SourceTable
from tests.examples import examples
from tests.grids import file, grid, section

TITLE = "项目支出绩效自评表（2021年度）"
HEAD = "一级指标 | 二级指标 | 三级指标 | 指标值 | 完成值 | 分值 | 得分"


def form_of(draft: Draft) -> dict[str, Any]:
    return selfeval.to_dict(draft.evaluation)


def read(*parts: str | SourceTable) -> Draft:
    (draft,) = drafts(file(section(*parts)))
    return draft


@settings(max_examples=examples(40), deadline=None)
@given(weights=st.lists(st.integers(1, 99), min_size=1, max_size=8))
def test_points_that_all_are_shares_of_the_whole_raise_no_doubt(weights: list[int]) -> None:
    rows = "\n".join(f"产出指标 | 数量指标 | 指标{n}甲 | ≥5个 | 5个 | {w}% | {w}"
                     for n, w in enumerate(weights))  # fmt: skip
    draft = read(TITLE, grid(f"{HEAD}\n{rows}\n总分 | | | | | {sum(weights)}% | {sum(weights)}"))
    form = form_of(draft)
    assert [row["points"] for row in form["indicators"]] == [f"{w}%" for w in weights]
    assert form["total_points"] == f"{sum(weights)}%"
    assert not [place for place in draft.doubts if "points" in place]


def test_a_share_among_numbers_of_points_is_doubtful() -> None:
    draft = read(TITLE, grid(f"""
    {HEAD}
    产出指标 | 数量指标 | 甲 | ≥5个 | 5个 | 40 | 40
    产出指标 | 数量指标 | 乙 | ≥5个 | 5个 | 98% | 40
    总分 | | | | | 80% | 80
    """))  # fmt: skip
    assert draft.doubts["indicators/1/points"] == "分值一栏里不是数"
    assert draft.doubts["total_points"] == "这里不是数"


def test_points_of_the_funds_may_have_their_unit() -> None:
    draft = read(TITLE, grid(f"""
    资金来源 | 年初预算数 | 全年预算数 | 全年执行数 | 分值 | 执行率 | 得分
    年度资金总额 | 100万元 | 100万元 | 97万元 | 10分 | 97% | 9.7分
    {HEAD}
    产出指标 | 数量指标 | 甲 | ≥5个 | 5个 | 90 | 90
    """))  # fmt: skip
    assert not [place for place in draft.doubts if place.startswith("funds")]


HEADS = ("年初值 | 调整值", "年初指标值 | 调整后指标值", "年初目标值 | 调整后目标值")


@pytest.mark.parametrize("below", HEADS)
@pytest.mark.parametrize("flat", [False, True])
def test_the_adjusted_target_counts_and_the_first_one_where_nothing_was_adjusted(
    below: str, flat: bool
) -> None:
    over = "" if flat else "<"
    one = "" if flat else "^"
    draft = read(TITLE, grid(f"""
    一级指标 | 二级指标 | 三级指标 | 年度指标值 | {over} | 完成值 | 分值 | 得分
    {one} | {one} | {one} | {below} | {one} | {one} | {one}
    产出指标 | 数量指标 | 甲 | ≥5个 | ≥4个 | 4个 | 40 | 40
    产出指标 | 质量指标 | 乙 | ≥90% | | 95% | 40 | 40
    产出指标 | 时效指标 | 丙 | 6月 | — | 5月 | 10 | 10
    """))  # fmt: skip
    rows = form_of(draft)["indicators"]
    assert [(row["level3"], row["target"]) for row in rows] == [
        ("甲", "≥4个"), ("乙", "≥90%"), ("丙", "6月")
    ]  # fmt: skip
    assert [one.spot.text for one in draft.leftovers if one.spot.text != "—"] == ["≥5个"]


@pytest.mark.parametrize("parts", [2, 3])
def test_a_lower_row_of_a_head_without_merged_cells_fills_its_headings(parts: int) -> None:
    beside = " | " * (parts - 1)
    names = " | ".join(("经费保障", "人员保障", "其他原因")[-parts:])
    draft = read(TITLE, grid(f"""
    {HEAD} | 偏差原因分析 {beside} | 改进措施
    | | | | | | | {names} |
    产出指标 | 数量指标 | 甲 | ≥5个 | 4个 | 90 | 80 | {"无" + beside} | 抓紧
    """))  # fmt: skip
    rows = form_of(draft)["indicators"]
    assert [row["level3"] for row in rows] == ["甲"]


def test_a_name_below_a_wide_heading_without_merged_cells_is_a_row() -> None:
    draft = read(TITLE, grid("""
    一级指标 | 二级指标 | 三级指标 | | 指标值 | 完成值 | 分值 | 得分
    | | 到会人数 | | | | |
    产出指标 | 数量指标 | 甲 | | ≥5个 | 5个 | 90 | 90
    """))  # fmt: skip
    assert "甲" in [row["level3"] for row in form_of(draft)["indicators"]]


def test_a_policy_has_goals_and_units_as_a_project_has() -> None:
    draft = read("财政支出政策绩效自评表", grid(f"""
    政策名称 | < | 营养改善政策 | < | 政策依据 | < | 某文
    政策主管部门 | < | 甲厅 | < | 政策实施单位 | < | 乙局
    政策⏎目标 | 政策目标 | < | < | 目标完成情况 | < | <
    ^ | 要做的 | < | < | 做了的 | < | <
    {HEAD}
    产出指标 | 数量指标 | 甲 | ≥5个 | 5个 | 90 | 90
    """))  # fmt: skip
    form = form_of(draft)
    assert (form["project"], form["department"], form["unit"]) == ("营养改善政策", "甲厅", "乙局")
    assert (form["goal_expected"], form["goal_actual"]) == ("要做的", "做了的")
    assert form["sections"] == {"政策依据": "某文"}


@given(gap=st.integers(2, 80))
def test_the_year_before_the_unit_of_money_is_found_beyond_any_gap(gap: int) -> None:
    line = f"（2018年度）{' ' * gap}单位：万元"
    draft = read(
        "财政专项资金绩效自评表", line, grid(f"{HEAD}\n产出 | 数量 | 甲 | 5 | 5 | 90 | 90")
    )
    assert (form_of(draft)["year"], form_of(draft)["money_unit"]) == (2018, "万元")


@settings(max_examples=examples(40), deadline=None)
@given(
    amounts=st.lists(
        st.lists(st.integers(0, 9999), min_size=3, max_size=3), min_size=2, max_size=3
    ),
    merged=st.booleans(),
)
def test_funds_turned_on_their_side_are_rows(amounts: list[list[int]], merged: bool) -> None:
    over = "<" if merged else ""
    names = ("年初预算数", "全年预算数", "全年执行数")
    table = "\n".join(
        f"{'^' if merged else ''} | {name} | {a} | {over} | {b} | {c} | {over}"
        for name, (a, b, c) in zip(names, amounts, strict=False)
    )
    draft = read(TITLE, grid(f"""
    资金情况（万元） | 项目 | 合计 | {over} | 财政拨款 | 其他资金 | {over}
    {table}
    {HEAD}
    产出指标 | 数量指标 | 甲 | ≥5个 | 5个 | 90 | 90
    """))  # fmt: skip
    funds, keys = form_of(draft)["funds"], ("initial", "annual", "executed")[: len(amounts)]
    assert [fund["name"] for fund in funds] == ["合计", "财政拨款", "其他资金"]
    assert [[fund[key] for key in keys] for fund in funds] == [
        [str(row[at]) for row in amounts] for at in range(3)
    ]
    assert not [one for one in draft.leftovers if one.spot.text]
    assert form_of(draft)["money_unit"] == "万元"


def test_of_two_kinds_of_units_of_a_project_one_is_the_department() -> None:
    draft = read(TITLE, grid(f"""
    项目名称 | 甲项目
    预算部门 | 乙局 | 预算单位 | 丙站
    {HEAD}
    产出指标 | 数量指标 | 甲 | ≥5个 | 5个 | 90 | 90
    """))  # fmt: skip
    assert (form_of(draft)["department"], form_of(draft)["unit"]) == ("乙局", "丙站")


@pytest.mark.parametrize("first", ["预算批复数", "预算数", "预算安排数"])
@pytest.mark.parametrize("adjusted", ["调整后预算数", "变更后预算数", "调整预算数"])
def test_a_budget_before_the_adjusted_one_is_the_first(first: str, adjusted: str) -> None:
    draft = read(TITLE, grid(f"""
    资金来源 | {first} | {adjusted} | 实际支出数 | 分值 | 执行率 | 得分
    年度资金总额 | 1200 | 1180 | 1100 | 10 | 93.2% | 9.3
    {HEAD}
    产出指标 | 数量指标 | 甲 | ≥5个 | 5个 | 90 | 90
    """))  # fmt: skip
    (fund,) = form_of(draft)["funds"]
    assert (fund["initial"], fund["annual"], fund["executed"]) == ("1200", "1180", "1100")


def test_a_line_that_is_signed_is_no_indicator_whatever_stands_above_it() -> None:
    draft = read(TITLE, grid(f"""
    {HEAD}
    产出指标 | 数量指标 | 甲 | ≥5个 | 5个 | 90 | 90
    存在问题 | 没有 | | | | |
    填报人（签字）：孙某 | | | 负责人（签字）：钱某 | | 2024年2月20日 |
    """))  # fmt: skip
    assert [row["level3"] for row in form_of(draft)["indicators"]] == ["甲"]
    assert list(form_of(draft)["signatures"].values()) == ["孙某", "钱某"]


@pytest.mark.parametrize("title", ["2021年度项目支出绩效自评表", "绩效自评表"])
def test_a_table_of_which_only_the_title_is_merged_has_lost_its_merged_cells(title: str) -> None:
    draft = read(grid(f"""
    {title} | < | < | < | < | < | < | <
    2021年度 | < | < | < | 单位：万元 | < | < | <
    项目名称 | | 甲项目 | | 主管部门 | 乙局 | |
    一级指标 | 二级指标 | 三级指标 | 年度指标值 | | 完成值 | 分值 | 得分
    | | | 年初值 | 调整值 | | |
    产出指标 | 数量指标 | 甲 | ≥5个 | ≥4个 | 4个 | 90 | 90
    """))  # fmt: skip
    form = form_of(draft)
    assert (form["project"], form["department"], form["year"]) == ("甲项目", "乙局", 2021)
    assert [(row["level3"], row["target"]) for row in form["indicators"]] == [("甲", "≥4个")]


def test_a_head_that_says_its_merged_headings_again_is_one_head() -> None:
    draft = read(TITLE, grid("""
    绩效指标 | < | < | 指标值 | < | 完成情况 | < | 分值 | 得分
    一级指标 | 二级指标 | 三级指标 | 数值 | 单位 | 数值 | 单位 | 分值 | 得分
    产出指标 | 数量指标 | 甲 | 5 | 个 | 4 | 个 | 90 | 80
    """))  # fmt: skip
    (row,) = form_of(draft)["indicators"]
    assert (row["target"], row["actual"], row["score"]) == ("5个", "4个", "80")
    assert not [place for place in draft.doubts if place.startswith("indicators")]


@pytest.mark.parametrize("flat", [False, True])
@pytest.mark.parametrize("levels", [1, 2])
def test_one_heading_over_the_levels_names_each_of_them(levels: int, flat: bool) -> None:
    over = [" ", "<"][not flat]
    first, second = ("产出指标 | ", "数量指标") if levels > 1 else ("", "数量指标")
    again = " | ".join(["" if flat else "^"] * levels)
    draft = read(TITLE, grid(f"""
    绩效指标 {f"| {over} " * levels}| 指标值 | 完成值 | 分值 | 得分
    {first}{second} | 甲 | ≥5个 | 5个 | 40 | 40
    {again} | 乙 | ≥6个 | 6个 | 50 | 50
    """))  # fmt: skip
    rows = form_of(draft)["indicators"]
    one = "产出指标" if levels > 1 else ""
    assert [(r["level1"], r["level2"], r["level3"], r["target"]) for r in rows] == [
        (one, "数量指标", "甲", "≥5个"), (one, "数量指标", "乙", "≥6个")
    ]  # fmt: skip


def test_a_wide_heading_over_names_alone_is_one_column() -> None:
    draft = read(TITLE, grid("""
    绩效指标 | < | < | 指标值 | 完成值 | 分值 | 得分
    培训 | 农民 | 人数 | ≥5个 | 5个 | 40 | 40
    """))  # fmt: skip
    (row,) = form_of(draft)["indicators"]
    assert (row["level1"], row["level2"], row["level3"]) == ("", "", "培训农民人数")


@pytest.mark.parametrize(
    ("headings", "reason"),
    [("存在的问题 | 改进措施", "没有完工\n抓紧"), ("评分说明 | 扣分说明", "抓紧")],
)
def test_reasons_stand_below_many_headings(headings: str, reason: str) -> None:
    draft = read(TITLE, grid(f"""
    {HEAD} | {headings}
    产出指标 | 数量指标 | 甲 | ≥5个 | 4个 | 90 | 80 | 没有完工 | 抓紧
    """))  # fmt: skip
    (row,) = form_of(draft)["indicators"]
    assert row["deviation"] == reason


FORM = f"""
    {{title}} | < | < | < | < | < | <
    项目名称 | 甲项目 | < | < | < | < | <
    {HEAD}
    产出指标 | 数量指标 | 甲 | ≥5个 | 5个 | 90 | 90
    """


@pytest.mark.parametrize(
    ("first", "second", "count"),
    [
        ("项目自评表（2022年度）", "项目自评表（2023年度）", 2),
        ("2022年度项目自评表", "2022年度项目支出绩效自评表", 2),
        ("项目自评表（2022年度）", "项目自评表（2022年度）", 1),
        ("项目自评表（2022年度）", "项目自评表", 1),
    ],
)
def test_a_second_title_of_another_year_begins_a_form_of_the_same_project(
    first: str, second: str, count: int
) -> None:
    parts = (grid(FORM.format(title=title)) for title in (first, second))
    assert len(drafts(file(section(*parts)))) == count


def test_levels_below_one_heading_are_told_by_the_rows_of_that_table_alone() -> None:
    draft = read(TITLE, grid("""
    绩效指标 | < | < | 指标值 | 完成值 | 分值 | 得分
    产出指标 | 数量指标 | 甲 | ≥5个 | 5个 | 90 | 90
    总分 | < | < | < | < | 90 | 90
    存在问题 | 资金到位晚 | 乙 | 丙 | 丁 | |
    评价结论 | 好 | 好 | 好 | 好 | |
    """))  # fmt: skip
    (row,) = form_of(draft)["indicators"]
    assert (row["level1"], row["level2"], row["level3"]) == ("产出指标", "数量指标", "甲")


def test_an_adjusted_target_whose_result_is_lost_is_not_replaced() -> None:
    table = grid("""
    一级指标 | 二级指标 | 三级指标 | 年初指标值 | 调整指标值 | 完成值 | 分值 | 得分
    产出指标 | 数量指标 | 甲 | ≥5个 | ≥4个 | 4个 | 90 | 90
    """)  # fmt: skip
    lost = tuple(
        replace(cell, text="", doubt="没有结果") if cell.text == "≥4个" else cell
        for cell in table.cells
    )
    draft = read(TITLE, replace(table, cells=lost))
    assert form_of(draft)["indicators"][0]["target"] == ""
    assert draft.doubts["indicators/0/target"] == "没有结果"


@pytest.mark.parametrize("flat", [False, True])
@pytest.mark.parametrize(
    ("adjusted", "goal", "left"), [("后来的", "后来的", ["原来的"]), ("", "原来的", [])]
)
def test_the_adjusted_goal_counts_and_the_first_one_is_told(
    adjusted: str, goal: str, left: list[str], flat: bool
) -> None:
    over = "" if flat else "<"
    draft = read(TITLE, grid(f"""
    当年绩效目标 | 年初绩效目标 | {over} | 全年（调整）绩效目标 | {over} | 目标实际完成情况 | {over}
    {"" if flat else "^"} | 原来的 | {over} | {adjusted} | {over} | 做到了 | {over}
    {HEAD}
    产出指标 | 数量指标 | 甲 | ≥5个 | 5个 | 90 | 90
    """))  # fmt: skip
    form = form_of(draft)
    assert (form["goal_expected"], form["goal_actual"]) == (goal, "做到了")
    assert [one.spot.text for one in draft.leftovers] == left


def test_cells_that_say_what_they_are_are_no_labels_of_each_other() -> None:
    draft = read("部门整体支出绩效自评表（2021年度）", grid(f"""
    按收入性质分： | < | < | 按支出性质分： | < | < | <
    其中：一般公共预算：905.6 | < | < | 其中：基本支出：612.3 | < | < | <
    政府性基金拨款：0 | < | < | 项目支出：268 | < | < | <
    {HEAD}
    产出指标 | 数量指标 | 甲 | ≥5个 | 5个 | 90 | 90
    """))  # fmt: skip
    assert form_of(draft)["sections"] == {
        "一般公共预算": "905.6", "基本支出": "612.3", "政府性基金拨款": "0", "项目支出": "268"
    }  # fmt: skip
    assert {"sections/基本支出", "sections/项目支出"} <= draft.doubts.keys()


@pytest.mark.parametrize(
    ("line", "unit"),
    [
        ("单位：寿春县水务局", "寿春县水务局"),
        ("单 位： 甲市公路管理处", "甲市公路管理处"),
        ("单位：万元", ""), ("单位：元/人次", ""), ("单位：人民币万元", ""), ("单位：公里", ""),
    ],
)  # fmt: skip
def test_a_unit_may_be_named_by_the_plain_word(line: str, unit: str) -> None:
    table = grid(f"{HEAD}\n产出指标 | 数量指标 | 甲 | ≥5个 | 5个 | 90 | 90")
    assert form_of(read(TITLE, line, table))["unit"] == unit


@pytest.mark.parametrize("line", ["年度目标1：修好城区道路", "项目名称：甲项目"])
def test_a_label_with_its_text_below_the_funds_is_no_source(line: str) -> None:
    draft = read(TITLE, grid(f"""
    资金来源 | 年初预算数 | 全年预算数 | 全年执行数 | 分值 | 执行率 | 得分
    年度资金总额 | 100 | 100 | 97 | 10 | 97% | 9.7
    其中：财政拨款 | | | | | |
    {line} | | | | | |
    {HEAD}
    产出指标 | 数量指标 | 甲 | ≥5个 | 5个 | 90 | 90
    """))  # fmt: skip
    form = form_of(draft)
    assert [fund["name"] for fund in form["funds"]] == ["年度资金总额", "其中：财政拨款"]
    assert "修好城区道路" in form["goal_expected"] or form["project"] == "甲项目"
