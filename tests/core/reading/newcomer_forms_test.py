"""Shapes in which offices hand forms on, that raised doubts where nothing is doubtful."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.model import selfeval
from core.reading.drafting import drafts
from core.reading.form_map import Draft
from core.reading.headings import is_running_number
from core.reading.source import SourceSection
from tests.core.reading.layouts_test import left, only, rows
from tests.grids import file, grid, section

ROWS = """
序号 | 一级指标 | 二级指标 | 三级指标 | 指标值 | 实际完成 | 分值 | 得分
1 | 产出指标 | 数量指标 | 建设村数 | 8个 | 8个 | 50 | 50
2 | 效益指标 | 生态效益 | 污水处理率 | ≥80% | 83% | 40 | 40
 | | | 合计 | | | 90 | 90
"""
HEAD = """
项目名称 | 农村人居环境整治 | 主管部门 | 和平镇人民政府
"""


def test_rows_that_are_numbered_raise_no_doubt() -> None:
    draft, form = only(section("项目支出绩效自评表", grid(HEAD), grid(ROWS)))
    assert rows(form) == [
        "产出指标|数量指标|建设村数|8个|8个|50|50|",
        "效益指标|生态效益|污水处理率|≥80%|83%|40|40|",
    ]
    assert left(draft) == []


def test_sources_that_are_numbered_raise_no_doubt() -> None:
    table = """
    序号 | 资金来源 | 年初预算数 | 全年预算数 | 全年执行数 | 执行率
    1 | 年度资金总额 | 100 | 100 | 98 | 98%
    2 | 其中：财政拨款 | 100 | 100 | 98 | 98%
    """
    draft, form = only(section("项目支出绩效自评表", grid(HEAD), grid(table), grid(ROWS)))
    assert [fund["name"] for fund in form["funds"]] == ["年度资金总额", "其中：财政拨款"]
    assert left(draft) == []


@given(st.integers(1, 999), st.sampled_from(["{}", "{}.", "（{}）", "{}、"]))
def test_a_running_number_is_one_only_below_its_heading(number: int, shape: str) -> None:
    text = shape.format(number)
    assert is_running_number("序号", text)
    assert not is_running_number("完成", text)
    assert not is_running_number("序号", f"{text}万元")


def of_paragraphs(*texts: str) -> tuple[Draft, dict[str, object]]:
    return only(section("项目支出绩效自评表", grid(HEAD), *texts, grid(ROWS)))


def test_goals_in_numbered_paragraphs_are_goals() -> None:
    for numbers in (("一、", "二、"), ("1.", "2."), ("（一）", "（二）"), ("", "")):
        first, second = numbers
        draft, form = of_paragraphs(
            f"{first}年度目标：建成8个村的污水管网。", f"{second}完成情况：建成8个村。"
        )
        assert form["goal_expected"] == "建成8个村的污水管网。"
        assert form["goal_actual"] == "建成8个村。"
        assert left(draft) == []


def test_a_number_within_a_text_begins_no_label() -> None:
    draft, form = of_paragraphs("本年要求：坚持目标导向。做好第一、目标：明确；第二、措施。")
    assert form["goal_expected"] == ""
    assert left(draft)


BLANK = """
项目支出绩效自评表 | | | |
（    年度） | | | |
项目名称 | | | |
主管部门 | | 实施单位 | |
一级指标 | 二级指标 | 三级指标 | 年度指标值 | 实际完成值
产出指标 | 数量指标 | 指标1： | |
"""


def unfilled(table: str) -> Draft:
    (draft,) = drafts(file(section(grid(table))))
    return draft


def test_a_blank_without_merged_cells_has_its_labels_known() -> None:
    draft = unfilled(BLANK)
    assert left(draft) == []
    assert "department" not in draft.doubts


def test_a_kind_of_money_in_the_head_begins_no_funds() -> None:
    table = """
    预算单位 | 市城市管理局 | | 资金性质 | 一般公共预算 |
    预算资金（元） | 年初 | 追加 | 调整后 | 支出 | 执行率
     | 800000 | -20000 | 780000 | 765432.1 | 98.13%
    """
    source: SourceSection = section("项目绩效自评表（2023年）", grid(table), grid(ROWS))
    draft, form = only(source)
    assert form["unit"] == "市城市管理局"
    amounts = [(one["initial"], one["annual"], one["executed"]) for one in form["funds"]]
    assert amounts == [("800000", "780000", "765432.1")]
    assert left(draft) == ["-20000"]


def test_plan_and_result_are_target_and_actual() -> None:
    table = """
    一级指标 | 指标名称 | 计划 | 实际 | 分值 | 自评得分
    产出 | 平台可用率 | ≥99% | 99.6% | 50 | 50
    """
    _, form = only(section("项目绩效自评表（2023年）", grid(HEAD), grid(table)))
    assert rows(form) == ["产出||平台可用率|≥99%|99.6%|50|50|"]


SUMS = """
一级指标 | 二级指标 | 三级指标 | 年度指标值 | 实际完成值 | 分值 | 得分
产出指标 | 数量指标 | 养护面积 | ≥5万平方米 | 5.2万平方米 | 50 | 50
小计 | < | < | < | < | 50 | 50
效益指标 | 社会效益 | 游客满意率 | ≥90% | 92% | 40 | 40
小计 | < | < | < | < | 40 | 40
"""


def test_a_subtotal_merged_over_the_values_is_one() -> None:
    draft, form = only(section("项目支出绩效自评表", grid(HEAD), grid(SUMS)))
    assert len(rows(form)) == 2
    assert {one.why for one in draft.leftovers} == {"小计由程序算出"}


def test_a_total_beside_its_own_name_is_sure_and_a_grade_has_a_name() -> None:
    table = SUMS + "自评总分 | 90 | < | 自评等级 | 良 | < | <"
    draft, form = only(section("项目支出绩效自评表", grid(HEAD), grid(table)))
    assert form["total_score"] == "90"
    assert "total_score" not in draft.doubts
    assert [text for text in left(draft) if not text.isdigit() and text != "小计"] == ["良"]


def test_a_row_with_one_name_and_all_figures_is_named_by_it() -> None:
    heads = "一级指标 | 二级指标 | 三级指标 | 年度指标值 | 实际完成值 | 分值 | 得分"
    others = """
    产出指标 | 数量指标 | 养护面积 | ≥5万平方米 | 5.2万平方米 | 50 | 50
     | | 补植 | 300株 | 310株 | 40 | 40
    """
    for row in (
        "预算执行率 | | | 100% | 99.37% | 10 | 9.94",
        "预算执行率 | < | < | 100% | 99.37% | 10 | 9.94",
    ):
        table = grid(f"{heads}\n{row}\n{others}")
        draft, form = only(section("项目支出绩效自评表", grid(HEAD), table))
        assert rows(form)[0] == "预算执行率|预算执行率|预算执行率|100%|99.37%|10|9.94|"
        assert rows(form)[2].startswith("产出指标|数量指标|补植")
        assert ("indicators/0/level3" in draft.doubts) == ("<" not in row)


def test_reasons_and_measures_in_two_columns_are_one_text() -> None:
    table = grid("""
    一级指标 | 二级指标 | 三级指标 | 年度指标值 | 实际完成值 | 分值 | 得分 | 偏差原因分析 | 改进措施
    产出指标 | 数量指标 | 培训人次 | ≥100人次 | 90人次 | 50 | 45 | 疫情影响 | 线上补训
    效益指标 | 社会效益指标 | 就业人数 | ≥9人 | 9人 | 50 | 50 | |
    """)
    (draft,) = drafts(file(section("项目支出绩效自评表（2021年度）", table)))
    rows = list(draft.evaluation.indicators)
    assert [row.deviation for row in rows] == ["疫情影响\n线上补训", ""]
    assert not draft.leftovers
    assert len(draft.sources["indicators/0/deviation"]) == 2


def test_the_label_of_the_block_is_no_column_of_names() -> None:
    """In a file without merged cells 绩效指标 stands in the head's row, blank below."""
    table = grid("""
    绩效指标 | 一级指标 | 二级指标 | 年度指标值 | 实际完成值 | 分值 | 得分
    | 产出指标 | 培训人次 | ≥100人次 | 100人次 | 50 | 50
    | 效益指标 | 就业人数 | ≥9人 | 9人 | 50 | 50
    """)
    (draft,) = drafts(file(section("项目支出绩效自评表（2021年度）", table)))
    form: dict[str, Any] = selfeval.to_dict(draft.evaluation)
    rows = form["indicators"]
    assert [(row["level1"], row["level2"], row["level3"]) for row in rows] == [
        ("产出指标", "", "培训人次"),
        ("效益指标", "", "就业人数"),
    ]


@pytest.mark.parametrize(
    ("heads", "doubted"),
    [
        ("预期指标值 | 计划指标值", True),
        ("年初指标值 | 调整后指标值", False),
        ("年度指标值 | 备用", False),
    ],
)
def test_of_two_columns_that_say_the_same_the_one_read_is_doubtful(
    heads: str, *, doubted: bool
) -> None:
    table = grid(f"""
    一级指标 | 二级指标 | 三级指标 | {heads} | 实际完成值 | 分值 | 得分
    产出指标 | 数量指标 | 培训人次 | ≥100人次 | ≥90人次 | 90人次 | 100 | 90
    """)
    (draft,) = drafts(file(section("项目支出绩效自评表（2021年度）", table)))
    assert ("indicators/0/target" in draft.doubts) == doubted


def test_a_sum_below_points_and_score_alike_is_the_score() -> None:
    table = grid("""
    一级指标 | 二级指标 | 三级指标 | 年度指标值 | 实际完成值 | 分值 | 得分
    产出指标 | 数量指标 | 培训人次 | ≥100人次 | 90人次 | 100 | 90
    自评总分 | 90 | < | < | < | < | <
    """)
    (draft,) = drafts(file(section("项目支出绩效自评表（2021年度）", table)))
    assert (draft.evaluation.total_points, draft.evaluation.total_score) == ("", "90")
