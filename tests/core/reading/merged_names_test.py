"""Names and titles that are merged over rows or columns: how far each of them reaches."""

from __future__ import annotations

from core.reading.boundaries import title_item
from core.reading.form_map import Draft
from core.reading.lines import lines_of
from tests.core.reading.layouts_test import only
from tests.grids import grid, section

HEAD = """
项目名称 | 农村人居环境整治 | 主管部门 | 和平镇人民政府
"""
KEYS = "一级指标 | 二级指标 | 三级指标 | 指标值 | 实际完成 | 分值 | 得分"
OUTSIDE = "这一行在上一级名称的合并格之外，暂按上一行归类"


def outside(*tables: str) -> list[str]:
    """The places whose name may be another one than that of the row above."""
    draft, _ = only(section("项目支出绩效自评表", grid(HEAD), *map(grid, tables)))
    return [place for place, why in doubts(draft).items() if why == OUTSIDE]


def doubts(draft: Draft) -> dict[str, str]:
    return dict(draft.doubts)


def test_a_row_outside_of_a_merged_name_is_doubtful() -> None:
    rows = f"""
    {KEYS}
    产出指标 | 数量指标 | 建设村数 | 8个 | 8个 | 30 | 30
    ^ | ^ | 改造户数 | 90户 | 90户 | 30 | 30
     | | 养护里程 | 5公里 | 5公里 | 40 | 40
    """
    assert outside(rows) == ["indicators/2/level1", "indicators/2/level2"]


def test_a_blank_cell_that_is_merged_may_have_lost_its_name() -> None:
    rows = """
    {}
    产出指标 | 数量指标 | 建设村数 | 8个 | 8个 | 30 | 30
     | 质量指标 | 改造户数 | 90户 | 90户 | 30 | 30
    {} | 时效指标 | 养护里程 | 5公里 | 5公里 | 40 | 40
    """
    assert outside(rows.format(KEYS, "^")) == ["indicators/1/level1", "indicators/2/level1"]
    assert outside(rows.format(KEYS, "")) == []


def test_a_table_that_goes_on_below_has_no_rows_outside_of_a_name() -> None:
    first = f"""
    {KEYS}
    产出指标 | 数量指标 | 建设村数 | 8个 | 8个 | 30 | 30
    ^ | ^ | 改造户数 | 90户 | 90户 | 30 | 30
    """
    second = f"""
    {KEYS}
     | | 标准 | 高 | 高 | 0 | 0
     | | 好评 | 多 | 多 | 0 | 0
     | | 养护里程 | 5公里 | 5公里 | 40 | 40
    """
    assert outside(first, second) == []


def test_a_row_below_a_merged_name_of_an_indicator_stays() -> None:
    rows = f"""
    {KEYS}
    产出指标 | 数量指标 | 建设村数 | 8个 | 8个 | 100 | 100
     | | ^ | | | |
    效益指标 | 社会效益 | 群众满意 | 高 | 高 | 0 | 0
    """
    _, form = only(section("项目支出绩效自评表", grid(HEAD), grid(rows)))
    assert [row["level3"] for row in form["indicators"]] == ["建设村数", "群众满意"]


def test_only_a_title_over_many_columns_stays_one_beside_a_remark() -> None:
    narrow, wide = ("项目支出绩效自评表 | 抄送财政", "项目支出绩效自评表 | < | < | < | 抄送财政")
    found = [title_item(lines_of(section(grid(text)))[0]) for text in (narrow, wide)]
    assert [one is not None for one in found] == [False, True]
