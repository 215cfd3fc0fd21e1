"""What is the head of a table, and what only sounds like one."""

from __future__ import annotations

from typing import Any

import pytest

from core.model import selfeval
from core.reading.drafting import drafts
from core.reading.form_map import Draft
from tests.grids import file, grid, section

TITLE = "项目支出绩效自评表（2021年度）"


def rows_of(draft: Draft, table: str) -> list[dict[str, str]]:
    form: dict[str, Any] = selfeval.to_dict(draft.evaluation)
    return list(form[table])


def test_a_row_of_figures_is_no_head_whatever_its_words_sound_like() -> None:
    (draft,) = drafts(file(section(TITLE, grid("""
    | 一级指标 | 二级指标 | 三级指标 | 分值 | 指标值 | 实际值 | 得分计算方法 | 得分 | 未完成原因
    绩⏎效⏎指⏎标 | 产出指标 | 数量指标 | 甲 | 10 | ≥5个 | 4个 | 完成值达到记满分 | 8 | 改进措施：抓紧
    ^ | | | 乙 | 5 | 8座 | 8座 | | 5 |
    """))))  # fmt: skip
    rows = rows_of(draft, "indicators")
    assert [(r["level1"], r["level3"], r["points"], r["deviation"]) for r in rows] == [
        ("产出指标", "甲", "10", "改进措施：抓紧"), ("产出指标", "乙", "5", "")
    ]  # fmt: skip


def test_the_label_of_the_block_beside_the_headings_is_no_column() -> None:
    (draft,) = drafts(file(section(TITLE, grid("""
    预算执行情况 | | 年初预算数 | 全年执行数 | 分值 | 执行率 | 得分 | |
    | 年度资金总额 | 100 | 90 | 10 | 90% | 9 | |
    | 其中：财政拨款 | 100 | 90 | — | | | |
    一级指标 | 二级指标 | 三级指标 | 指标值 | 实际值 | 分值 | 得分 | 原因 |
    产出指标 | 数量指标 | 甲 | 5个 | 5个 | 90 | 90 | |
    """))))  # fmt: skip
    funds = rows_of(draft, "funds")
    assert [(f["name"], f["initial"], f["annual"], f["executed"]) for f in funds] == [
        ("年度资金总额", "100", "", "90"), ("其中：财政拨款", "100", "", "90")
    ]  # fmt: skip


def test_a_column_that_is_blank_in_the_whole_table_only_keeps_others_apart() -> None:
    (draft,) = drafts(file(section(TITLE, grid("""
    项目名称 | | 甲项目 | < | 主管部门 | 乙局 | < | <
    实施单位 | | 丙中心 | < | 年度 | 2021年度 | < | <
    预期目标 | | 完成一 | < | 实际完成情况 | 完成了 | < | <
    一级指标 | | 二级指标 | 三级指标 | 指标值 | 实际值 | 分值 | 得分
    产出指标 | | 数量指标 | 甲 | 5个 | 5个 | 90 | 90
    """))))  # fmt: skip
    form = selfeval.to_dict(draft.evaluation)
    assert (form["project"], form["department"], form["unit"]) == ("甲项目", "乙局", "丙中心")
    assert (form["goal_expected"], form["goal_actual"]) == ("完成一", "完成了")
    assert not draft.leftovers


def test_columns_that_nobody_filled_in_yet_are_no_spacers() -> None:
    (draft,) = drafts(file(section(TITLE, grid("""
    项目名称 | | 主管部门 | | | |
    一级指标 | < | 三级指标 | 指标值 | 实际值 | 分值 | 得分
    产出指标 | < | | | | |
    """))))  # fmt: skip
    form = selfeval.to_dict(draft.evaluation)
    assert (form["project"], form["department"]) == ("", "")
    blank = draft.form.fields["project"].cell
    assert blank is not None
    assert (blank.row, blank.column) == (0, 1)


@pytest.mark.parametrize(
    "marks",
    [
        "1 | 2 | 3 | 4 | 5 | 6 | 7 | 8",
        "甲 | 乙 | 丙 | 1 | 2 | 3 | 4 | 5",
        "栏次 | | | ① | ② | ③ | ④ | ⑤",
        "A | B | C | D | E | F | G=F*E/D | H",
        "（1） | （2） | （3） | （4） | （5） | （6） | （7） | （8）",
    ],
)
def test_a_row_that_numbers_the_columns_is_no_indicator(marks: str) -> None:
    (draft,) = drafts(
        file(
            section(
                TITLE,
                grid(f"""
    一级指标 | 二级指标 | 三级指标 | 指标值 | 实际值 | 分值 | 得分 | 原因
    {marks}
    产出指标 | 数量指标 | 甲 | 1 | 2 | 3 | 4 | 5
    """),
            )
        )
    )
    rows = rows_of(draft, "indicators")
    assert [(r["level3"], r["target"], r["points"]) for r in rows] == [("甲", "1", "3")]
    assert not draft.leftovers


def test_a_row_that_numbers_the_columns_of_the_funds_hides_none_of_them() -> None:
    (draft,) = drafts(file(section(TITLE, grid("""
    项目资金 | | 年初预算数 | 全年预算数 | 全年执行数 | 分值 | 执行率 | 得分
    ^ | | A | B | C | D | E=C/B | F=D×E
    ^ | 年度资金总额 | 1 | 2 | 3 | 10 | 90% | 9
    一级指标 | 二级指标 | 三级指标 | 指标值 | 实际值 | 分值 | 得分 | 原因
    产出指标 | 数量指标 | 甲 | 5个 | 5个 | 90 | 90 |
    """))))  # fmt: skip
    (fund,) = rows_of(draft, "funds")
    assert (fund["initial"], fund["annual"], fund["executed"], fund["points"]) == (
        "1", "2", "3", "10"
    )  # fmt: skip
    assert not draft.leftovers
