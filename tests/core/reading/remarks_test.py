"""Tables of remarks: a section for each text, by its row and its heading."""

from __future__ import annotations

from typing import Any

from core.model import selfeval
from core.reading.drafting import drafts
from core.reading.form_map import Draft
from tests.grids import file, grid, section

HEAD = "一级指标 | 二级指标 | 三级指标 | 年度指标值 | 实际完成值 | 分值 | 得分 | 偏差原因"
ROW = "产出指标 | 数量指标 | 甲 | 5个 | 5个 | 40 | 40 |"


def read(table: str) -> tuple[Draft, dict[str, Any]]:
    (draft,) = drafts(file(section("项目支出绩效自评表（2021年度）", grid(table))))
    return draft, selfeval.to_dict(draft.evaluation)


def test_each_remark_is_a_section_of_its_row_and_heading() -> None:
    draft, form = read(f"""
    资金管理情况 | < | | 情况说明 | < | 存在问题和改进措施 | < | <
    ^ | < | 分配科学性 | 按因素法分配 | < | 无 | < | <
    ^ | < | 下达及时性 | 30日内下达 | < | | < | <
    {HEAD}
    {ROW}
    """)
    assert form["sections"] == {
        "分配科学性（情况说明）": "按因素法分配",
        "分配科学性（存在问题和改进措施）": "无",
        "下达及时性（情况说明）": "30日内下达",
    }
    assert not draft.leftovers


def test_two_sections_side_by_side_are_no_table_of_remarks() -> None:
    _, form = read(f"""
    {HEAD}
    {ROW}
    存在问题 | 进度偏慢 | < | < | 改进措施 | 加快进度 | < | <
    评价结论 | 优 | < | < | < | < | < | <
    """)
    assert form["sections"] == {"存在问题": "进度偏慢", "改进措施": "加快进度", "评价结论": "优"}
