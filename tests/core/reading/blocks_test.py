"""Single blocks of a form as places draw them: funds, goals, levels, sums, notes."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from core.model import selfeval
from core.reading.drafting import drafts
from core.reading.form_map import Draft
from core.reading.source import SourceTable
from core.reading.texts import dated_tail, year_share
from tests.grids import file, grid, section

HEAD = "一级指标 | 二级指标 | 三级指标 | 年度指标值 | 实际完成值 | 分值 | 得分 | 偏差原因"
ROW = "产出指标 | 数量指标 | 甲 | 5个 | 5个 | 40 | 40 |"
TITLE = "项目支出绩效自评表（2021年度）"


def read(*parts: str | SourceTable) -> tuple[Draft, dict[str, Any]]:
    (draft,) = drafts(file(section(TITLE, *parts)))
    return draft, selfeval.to_dict(draft.evaluation)


def names(form: dict[str, Any]) -> list[str]:
    return [f"{r['level1']}|{r['level2']}|{r['level3']}" for r in form["indicators"]]


def left(draft: Draft) -> list[str]:
    return [leftover.spot.text for leftover in draft.leftovers]


def test_among_them_is_part_of_the_name_of_the_first_source() -> None:
    draft, form = read(grid(f"""
    项目资金（万元） | < | 资金来源 | 年初预算数 | 全年预算数 | 全年执行数 | 分值 | 执行率
    ^ | < | 年度资金总额 | 100 | 100 | 90 | 10 | 90%
    ^ | 其中： | 财政拨款 | 80 | 80 | 70 | - | 88%
    ^ | ^ | 上年结转 | 20 | 20 | 20 | - | 100%
    {HEAD}
    {ROW}
    """))  # fmt: skip
    assert [f["name"] for f in form["funds"]] == ["年度资金总额", "其中：财政拨款", "上年结转"]
    assert not left(draft)


def test_amounts_beside_their_headings_are_one_row() -> None:
    _, form = read(grid(f"""
    预算数 | 100万元 | 执行数 | 98万元 | 执行率 | 98% | < | <
    {HEAD}
    {ROW}
    """))  # fmt: skip
    assert [(f["annual"], f["executed"], f["rate"]) for f in form["funds"]] == [
        ("100万元", "98万元", "98%")
    ]


def test_the_unit_of_money_may_stand_behind_other_pairs_in_one_line() -> None:
    line = "填报单位（盖章）：某某县农业农村和水利局    填报日期：2024年1月       单位：万元"
    draft, form = read(line, grid(f"""
    项目名称 | 农田建设 | < | < | < | < | < | <
    {HEAD}
    {ROW}
    """))  # fmt: skip
    assert form["money_unit"] == "万元"
    assert "money_unit" not in draft.doubts


@pytest.mark.parametrize(
    "line",
    [
        "填报单位（盖章）：某某局          2022年度          金额单位：万元",
        "单位名称：某某局    （2022年度）    单位：万元",
        "2022年度    填报单位：某某局    单位：万元",
        "填报单位：某某局　2022 年度　单位：万元",
    ],
)
def test_a_year_between_labels_is_no_part_of_what_they_say(line: str) -> None:
    (draft,) = drafts(file(section("项目支出绩效自评表", line, grid(f"{HEAD}\n{ROW}"))))
    form = selfeval.to_dict(draft.evaluation)
    assert (form["unit"], form["year"], form["money_unit"]) == ("某某局", 2022, "万元")
    assert not left(draft)


def test_a_date_behind_a_label_is_left_over() -> None:
    draft, form = read("填报单位：某某局    2022年3月5日    单位：万元", grid(f"{HEAD}\n{ROW}"))
    assert (form["unit"], form["year"]) == ("某某局", 2021)
    assert left(draft) == ["2022年3月5日"]


@given(st.text(alphabet=" \u3000\t年度（）()20月日-.某_：", max_size=30))
def test_the_tail_of_a_text_lies_within_it(text: str) -> None:
    tail = dated_tail(text)
    if tail is not None:
        end, share = tail
        assert 0 <= end < len(text)
        assert share is None or end < share[0] <= share[1] <= len(text)


def test_funds_below_the_indicators_are_none_of_them() -> None:
    draft, form = read(grid(f"""
    {HEAD}
    {ROW}
    项目资金（万元） | 资金来源 | 年初预算数 | 全年预算数 | 全年执行数 | 分值 | 执行率 | 得分
    ^ | 年度资金总额 | 95 | 90 | 81 | 10 | 90% | 9
    ^ | 其他资金 | 5 | 0 | 0 | | |
    总分 | < | < | < | < | 50 | 49 |
    """))  # fmt: skip
    assert [(f["name"], f["annual"]) for f in form["funds"]] == [
        ("年度资金总额", "90"), ("其他资金", "0")
    ]  # fmt: skip
    assert (form["money_unit"], form["total_points"], form["total_score"]) == ("万元", "50", "49")
    assert len(form["indicators"]) == 1
    assert not left(draft)


def test_the_unit_that_every_amount_carries_is_the_unit_of_money() -> None:
    table = """
    资金来源 | 年初预算数 | 全年预算数 | 全年执行数
    年度资金总额 | 95万元 | 90 万元 | {executed}
    """
    draft, form = read(grid(table.format(executed="81.5万元")), grid(f"{HEAD}\n{ROW}"))
    assert form["money_unit"] == "万元"
    assert "money_unit" not in draft.doubts
    draft, form = read(grid(table.format(executed="815000元")), grid(f"{HEAD}\n{ROW}"))
    assert form["money_unit"] == ""
    assert "money_unit" in draft.doubts


def test_a_row_that_speaks_of_money_is_no_head_of_funds() -> None:
    _, form = read(
        grid(f"""
    {HEAD}
    {ROW}
    产出指标 | 成本指标 | 资金支出 | 按计划 | 按计划 | 10 | 10 | 原因说明
    """)
    )
    assert names(form)[1] == "产出指标|成本指标|资金支出"


def test_a_second_score_beside_that_of_the_funds_is_left_over() -> None:
    draft, form = read(grid(f"""
    项目资金（万元） | < | 年初预算数 | 全年预算数 | 全年执行数 | 分值 | 自评得分 | 复核得分
    ^ | 年度资金总额 | 95 | 90 | 81 | 10 | 9 | 8
    {HEAD}
    {ROW}
    """))  # fmt: skip
    assert [(f["executed"], f["points"], f["score"]) for f in form["funds"]] == [("81", "10", "9")]
    assert left(draft) == ["8"]


def test_a_row_without_a_name_and_points_is_doubtful() -> None:
    draft, form = read(
        grid(f"""
    {HEAD}
    {ROW}
    ^ | ^ | | /公里 | /公里 | | |
    """)
    )
    assert form["indicators"][1]["target"] == "/公里"
    assert "indicators/1/level3" in draft.doubts


def test_a_second_unit_of_money_is_doubtful() -> None:
    draft, form = read("金额单位：万元", grid(f"""
    项目资金（元） | 年初预算数 | 全年预算数 | 全年执行数 | < | < | < | <
    ^ | 100 | 100 | 90 | < | < | < | <
    {HEAD}
    {ROW}
    """))  # fmt: skip
    assert form["money_unit"] == "万元"
    assert "money_unit" in draft.doubts


def test_several_blocks_of_goals_are_one_text_without_the_dots_of_the_template() -> None:
    draft, form = read(grid(f"""
    年度总体目标 | 年初设定目标 | < | < | 全年实际完成情况 | < | < | <
    ^ | 目标1：甲 | < | < | 甲完成 | < | < | <
    ^ | 目标2：乙 | < | < | 乙完成 | < | < | <
    ^ | …… | < | < | | < | < | <
    {HEAD}
    {ROW}
    """))  # fmt: skip
    assert form["goal_expected"] == "目标1：甲\n目标2：乙"
    assert form["goal_actual"] == "甲完成\n乙完成"
    assert not left(draft)


def test_a_label_in_a_line_of_its_own_has_its_text_below() -> None:
    _, form = read(grid(f"""
    {HEAD}
    {ROW}
    五、存在问题、原因及下一步整改措施 | < | < | < | < | < | < | <
    无 | < | < | < | < | < | < | <
    """))  # fmt: skip
    assert form["sections"] == {"存在问题、原因及下一步整改措施": "无"}


def test_rows_of_part_sums_are_no_indicators() -> None:
    draft, form = read(grid(f"""
    {HEAD}
    产出指标（50分） | 数量指标 | 甲 | 5个 | 5个 | 20 | 20 |
    ^ | 小计 | | | | 20 | 20 |
    效益指标（30分） | 社会效益 | 乙 | 好 | 好 | 30 | 30 |
    小计 | | | | | 30 | 30 |
    得分合计 | < | < | < | < | < | 50 | <
    """))  # fmt: skip
    assert names(form) == ["产出指标（50分）|数量指标|甲", "效益指标（30分）|社会效益|乙"]
    assert form["total_score"] == "50"
    assert left(draft) == ["小计", "20", "20", "小计", "30", "30"]


def test_each_level_may_have_points_and_the_third_ones_count() -> None:
    draft, form = read(grid("""
    一级指标 | 分值 | 得分 | 二级指标 | 分值 | 得分 | 三级指标 | 分值 | 得分 | 说明
    决策 | 20 | 19 | 目标 | 12 | 11 | 明确 | 8 | 7 | 略
    ^ | ^ | ^ | 资金 | 9 | 9 | 合理 | 10 | 10 | 略
    """))  # fmt: skip
    assert [(r["points"], r["score"]) for r in form["indicators"]] == [("8", "7"), ("10", "10")]
    assert left(draft) == ["20", "19", "12", "11", "9", "9"]


def test_levels_in_rows_of_their_own_lose_their_number_only() -> None:
    _, form = read(grid(f"""
    {HEAD}
    一、产出指标（50分） | < | < | < | < | < | < | <
     | 数量指标 | 甲 | 5个 | 5个 | 20 | 20 |
     | | 乙 | 5个 | 5个 | 30 | 30 |
    二、效益指标 | < | < | < | < | 30 | |
    （一）社会效益指标 | < | < | < | < | < | < | <
     | | 丙 | 好 | 好 | 30 | 30 |
    """))  # fmt: skip
    assert names(form) == [
        "产出指标（50分）|数量指标|甲", "产出指标（50分）|数量指标|乙", "效益指标|社会效益指标|丙",
    ]  # fmt: skip


def test_notes_amid_the_rows_do_not_end_them() -> None:
    draft, form = read(grid(f"""
    填表说明：请如实填写。 | < | < | < | < | < | < | <
    {HEAD}
    {ROW}
    注：请填写 | < | < | < | < | < | < | <
    效益指标 | 社会效益 | 乙 | 5个 | 5个 | 40 | 40 |
    """))  # fmt: skip
    assert names(form) == ["产出指标|数量指标|甲", "效益指标|社会效益|乙"]
    assert [note.text for note in draft.form.notes] == ["填表说明：请如实填写。", "注：请填写"]


def test_lines_above_and_below_the_table_hold_several_labels() -> None:
    draft, form = read(
        "项目名称：某项目", "主管部门：某局",
        "实施单位：某单位          金额单位：万元",
        grid(f"{HEAD}\n{ROW}"),
        "单位负责人（签字）：          填报人：李四", "填报日期：2022 年 3 月 1 日",
    )  # fmt: skip
    assert (form["project"], form["department"]) == ("某项目", "某局")
    assert (form["unit"], form["money_unit"]) == ("某单位", "万元")
    assert form["signatures"] == {
        "单位负责人（签字）": "", "填报人": "李四", "填报日期": "2022 年 3 月 1 日",
    }  # fmt: skip
    assert not draft.doubts


def test_a_blank_row_stands_for_its_group_and_others_are_places_to_fill_in() -> None:
    draft, form = read(grid(f"""
    {HEAD}
    效益指标 | 社会效益指标 | 甲 | 5个 | 5个 | 40 | 40 |
    ^ | ^ | 指标2： | | | | |
    ^ | 生态效益指标 | | | | | |
    ^ | 可持续影响指标 | 指标1： | | | | |
    ^ | …… | | | | | |
    """))  # fmt: skip
    assert names(form) == ["效益指标|社会效益指标|甲", "效益指标|生态效益指标|"]
    assert [row.template for row in draft.form.indicators] == [False, True, False, True, True]


def test_a_line_of_a_page_holds_labels_and_values_without_colons() -> None:
    draft, form = read(
        "项 目 名 称 51000-工资性 支出", "主管部门 县农业农村局 实 施 单 位 张庄寨镇人民政府",
        grid(f"{HEAD}\n{ROW}"),
    )  # fmt: skip
    assert form["project"] == "51000-工资性 支出"
    assert (form["department"], form["unit"]) == ("县农业农村局", "张庄寨镇人民政府")
    assert not draft.leftovers


def test_a_value_beyond_a_gap_is_taken_with_a_doubt() -> None:
    draft, form = read(grid(f"""
    项目名称 |  | 某项目 |  |  |  |  |
    主管部门 | 某局 |  |  | 实施单位 | 某中心 |  |
    {HEAD}
    {ROW}
    效益指标 | < | 社会效益 | 好 | 好 | 40 | 40 |
    """))  # fmt: skip
    assert form["project"] == "某项目"
    assert "project" in draft.doubts
    assert form["unit"] == "某中心"


def test_marks_beside_the_title_do_not_hide_it() -> None:
    table = f"""
    附件3 | < | 绩效自评表（2021年度） | < | < | < | 单位：万元 | <
    项目名称 | 某项目 | < | < | < | < | < | <
    预算执行情况（10分） | 全年预算数 | 全年执行数 | 执行率 | 得分 | < | < | <
    ^ | 100 | 90 | 90% | 9 | < | < | <
    {HEAD}
    {ROW}
    """
    (draft,) = drafts(file(section(grid(table))))
    form = selfeval.to_dict(draft.evaluation)
    assert (form["title"], form["money_unit"]) == ("绩效自评表（2021年度）", "万元")
    (total,) = draft.evaluation.funds
    assert (total.annual, total.points, total.score) == ("100", "10", "9")


def test_amounts_beside_their_headings_have_sources_below() -> None:
    draft, form = read(grid(f"""
    项目预算执行情况（万元） | 预算数： | 100 | < | 执行数： | 98 | < | <
    ^ | 其中：财政拨款 | 80 | < | 其中：财政拨款 | 78 | < | <
    ^ | 其他资金 | 20 | < | 其他资金： | | < | <
    {HEAD}
    {ROW}
    """))  # fmt: skip
    assert [(f["name"], f["annual"], f["executed"]) for f in form["funds"]] == [
        ("", "100", "98"), ("其中：财政拨款", "80", "78"), ("其他资金", "20", "")
    ]  # fmt: skip
    assert not left(draft)


@given(
    heading=st.sampled_from(
        ["年度预算数（万元）", "预算数", "全年预算数", "资金总额（元）", "支出"]
    )
)
def test_a_column_of_names_is_no_amount_whatever_its_heading_says(heading: str) -> None:
    draft, form = read(grid(f"""
    预算执行情况（10分） | {heading} | 年初预算 | 调整后预算数 | 执行数 | 执行率 | 权重 | 得分
    ^ | 总额 | 120 | 118 | 118 | 100% | 10 | 10
    ^ | 其中：财政资金 | 120 | 118 | 118 | 100% | / | /
    {HEAD}
    {ROW}
    """))  # fmt: skip
    assert [(f["name"], f["initial"], f["annual"], f["executed"]) for f in form["funds"]] == [
        ("总额", "120", "118", "118"), ("其中：财政资金", "120", "118", "118")
    ]  # fmt: skip
    assert not left(draft)


def test_the_unit_of_money_may_stand_in_the_name_of_the_sum() -> None:
    _, form = read(grid(f"""
    项目资金 | < | 年初预算数 | 全年预算数 | 全年执行数 | 分值 | 执行率 | 得分
    ^ | 年度资金总额（万元） | 100 | 100 | 90 | 10 | 90% | 9
    {HEAD}
    {ROW}
    """))  # fmt: skip
    assert form["money_unit"] == "万元"
    assert form["funds"][0]["name"] == "年度资金总额（万元）"


def test_words_below_the_amounts_are_another_block() -> None:
    draft, form = read(grid(f"""
    资金情况（元） | | 全年预算数（A） | 全年执行数（B） | 执行率 | | |
    | 年度资金总额 | 100 | 90 | 90% | | |
    资金管理情况 | | 情况说明 | 存在问题和改进措施 | | | |
    | 分配科学性 | 按因素法分配 | 无 | | | |
    {HEAD}
    {ROW}
    """))  # fmt: skip
    assert [f["name"] for f in form["funds"]] == ["年度资金总额"]
    assert "分配科学性" in left(draft) or form["sections"]


@pytest.mark.parametrize(
    "line", ["__2022__年度", "（ __2022_ 年度）", "（＿2022＿年）", "  _2022_ 年度 "]
)
def test_the_year_may_stand_upon_a_ruled_gap(line: str) -> None:
    (draft,) = drafts(file(section("项目支出绩效自评表", line, grid(f"{HEAD}\n{ROW}"))))
    assert selfeval.to_dict(draft.evaluation)["year"] == 2022


def test_a_head_of_two_rows_in_a_table_that_has_lost_its_merged_cells() -> None:
    _, form = read(grid("""
    项目资金（万元） | | 预算数 | | 全年执行数 | 分值 | 执行率 | 得分 | |
    | | 年初预算数 | 全年预算数 | | | | | |
    | 年度资金总额 | 100 | 100 | 90 | 10 | 90% | 9 | |
    绩效指标 | | | 年度指标值 | | | 实际完成值 | 分值 | 得分 | 偏差原因
    一级指标 | 二级指标 | 三级指标 | 指标性质 | 指标值 | 度量单位 | | | |
    产出指标 | 数量指标 | 甲 | ≥ | 5 | 个 | 4个 | 40 | 32 | 迟到
    | | 乙 | = | 6 | 个 | 6个 | 50 | 50 |
    """))  # fmt: skip
    (row,) = form["funds"]
    assert (row["initial"], row["annual"], row["executed"], row["score"]) == ("100",) * 2 + (
        "90", "9"
    )  # fmt: skip
    assert names(form) == ["产出指标|数量指标|甲", "产出指标|数量指标|乙"]
    first = form["indicators"][0]
    assert (first["target"], first["actual"], first["points"]) == ("≥5个", "4个", "40")
    assert (first["score"], first["deviation"]) == ("32", "迟到")


def test_the_label_of_the_block_may_stand_left_of_a_column_for_names() -> None:
    draft, form = read(grid(f"""
    | 资金来源 | 年初预算数 | 全年预算数 | 全年执行数 | 分值 | 执行率 | 得分
    项目资金（元） | 年度资金总额 | 100 | 100 | 90 | 10 | 90% | 9
    ^ | 其中：财政拨款 | 100 | 100 | 90 | — | |
    {HEAD}
    {ROW}
    """))  # fmt: skip
    assert form["money_unit"] == "元"
    assert [f["name"] for f in form["funds"]] == ["年度资金总额", "其中：财政拨款"]
    assert not left(draft)


@pytest.mark.parametrize(
    ("title", "before", "gap"),
    [
        ("（    ）年度项目支出绩效自评表", "（", "    "),
        ("（    年度）", "（", "    "),
        ("项目支出绩效自评表(____)年", "项目支出绩效自评表(", "____"),
        ("（20  ）年度绩效自评表", "（", "20  "),
        ("____年度绩效自评表", "", "____"),
        ("（2023）年度绩效自评表", "（", "2023"),
    ],
)
def test_the_gap_for_the_year_is_found_in_any_brackets(title: str, before: str, gap: str) -> None:
    share = year_share(title)
    assert share is not None
    assert (title[: share[0]], title[slice(*share)]) == (before, gap)


def test_a_head_on_another_worksheet_is_told() -> None:
    other = section("某某表", grid("项目名称 | 农田建设\n主管部门 | 某局"))
    form = section("绩效指标表（2021年度）", grid(f"{HEAD}\n{ROW}"))
    cover = section("封面", "二〇二一年")
    (draft,) = drafts(file(cover, replace(other, name="基本情况"), form))
    assert "“基本情况”里有" in draft.doubts["project"]
    (draft,) = drafts(file(cover, form))
    assert draft.doubts["project"] == "没有找到项目名称"
