"""The line of a form that is to be signed: who reports, and beside it the date."""

from __future__ import annotations

import pytest

from core.reading.form_map import FormMap
from core.reading.recognition import recognize
from tests.grids import grid, section

HEAD = """
    项目支出绩效自评表 | <     | <        | <    | <    | <
"""
TABLE = """
    项目名称   | 某项目     | <        | <    | <    | <
    三级指标   | 年度指标值 | 实际完成值 | 分值 | 得分 | 偏差原因
    培训人数   | ≥100人    | 120人    | 10   | 10   |
"""
SIGNED = [
    "填报单位（盖章）： | | | 填报日期：2024年1月5日 | |",
    "填报单位（盖章）： | 填报日期：2024年1月5日 | | | |",
    "填报单位（盖章） | | 填报日期：2024年1月5日 | | |",
    "填报单位（盖章）： | | | 填报日期： | 2024年1月5日 |",
    "填报单位（盖章）： | | 填报人：张三 | | 填报日期：2024年1月5日 |",
]


def read(*lines: str) -> FormMap:
    (form,) = recognize(section(grid("".join(f"{line}\n" for line in lines))))
    return form


@pytest.mark.parametrize("line", SIGNED)
def test_a_date_is_no_unit(line: str) -> None:
    form = read(HEAD, line, TABLE)
    assert form.fields["unit"].text == ""
    assert form.fields["signatures/填报日期"].text == "2024年1月5日"
    assert not [name for name in form.fields if name.startswith("sections/")]


@pytest.mark.parametrize("line", SIGNED)
def test_below_the_indicators_it_is_signed_and_no_indicator(line: str) -> None:
    form = read(HEAD, TABLE, line)
    assert form.fields["signatures/填报单位（盖章）"].text == ""
    assert form.fields["signatures/填报日期"].text == "2024年1月5日"
    assert [row.fields["level3"].text for row in form.indicators] == ["培训人数"]


def test_what_stands_beside_a_label_may_have_labels_of_its_own() -> None:
    form = read(HEAD, TABLE, "项目负责人及电话 | 负责人：张三 电话：123 | < | < | < | <")
    assert form.fields["signatures/项目负责人及电话"].text == "负责人：张三 电话：123"
