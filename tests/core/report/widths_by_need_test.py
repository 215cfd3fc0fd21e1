"""Widths by need, on whole forms: no tower of text beside a wide column that does not need it."""

import math
from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from core.assessment import assess
from core.model.evaluation import Evaluation
from core.report import page_style
from core.report.columns import column_edges
from core.report.page_composition import compose
from core.report.printed_rows import SetCell, set_cells
from core.report.text_costs import needs_of, written_in
from core.sample import sample
from core.scoring.profile_file import load_profile
from core.sheet.annex import lay_out_annex
from core.sheet.form import lay_out
from core.sheet.layout import layout_names
from core.sheet.page_setup import UPRIGHT, PageSetup
from core.sheet.sheet import Band, Sheet
from core.sheet.width_search import LEAST
from core.sheet.writing_room import rooms_to_write
from core.sheet.zones import common_lines, zones
from tests.examples import examples
from tests.strategies import evaluations

WIDTH = UPRIGHT.frame().width
TOWER = 3
"""So many lines of a text in a narrow column are a fault beside an empty wide one."""

WIDE = 24.0
"""Points that a column does not need: two and a half characters."""

SHORT = 120
"""Characters: the lines of longer texts are estimated."""

ORIGINAL_LINES = {
    line: int(count)
    for count, *lines in map(
        str.split,
        (
            "2 上海市人力资源和社会保障局 上海市社会保险事业管理中心 项目资金（元） 年度指标值",
            "2 实际完成值 偏差原因分析及改进措施 工作人员“钉钉”激活率 资格认证通知寄发准确率",
            "2 资格认证通知寄发完成率 季度暗访检查工作完成率 季度暗访检查情况反馈率",
            "2 跨区暗访检查工作完成率 跨区暗访检查情况反馈率 社保业务经办服务秩序正常",
            "2 日常安全巡逻和技防监控到位率 社保经办业务指导准确率 资格认证通知寄发及时率",
            "2 社保业务延伸社区工作培训及时性 突发公共事件应急处置响应时间 社保经办业务指导及时率",
            "2 保障养老保险制度的安全运行 进一步规范社区社保经办标准，提升服务水平",
            "2 建立长效管理机制，促进窗口服务水平提升",
            "3 年度总体目标 中心城区一个半小时内；郊区三个小时内",
            "3 2022年进一步加强长效管理机制，促进服务水平 2022年加强提升经办服务的便利度",
            "3 提升参保单位和群众对社会保险经办服务的便利度、体验度",
            "4 绩效指标",
        ),
    )
    for line in lines
} | {sample().goal_expected: 13, sample().goal_actual: 6}
"""Of the printed form of 2021: the texts that take more than one line there, and how many."""

LEVELS = {"产出指标", "效益指标", "满意度指标", "社会效益指标", "生态效益指标"} | {
    "可持续影响指标",
    "服务对象满意度指标",
}
"""Names of levels break between words here: on one line each they would take 40 points from the
names of indicators, which would then be higher than on the original paper. Nearly all of them stand
in merged cells, where there is room for lines."""


def sheet_of(form: Evaluation) -> Sheet:
    return lay_out(form, assess(form, load_profile("财政部2020")))


class Column(NamedTuple):
    """A column of a zone: its edges, the texts that stand in it alone, what it can spare.

    ``words``: what its words need.
    """

    left: float
    right: float
    cells: list[SetCell]
    spare: float
    words: float


def stretches(sheet: Sheet) -> Iterator[list[Column]]:
    """The columns of each zone that may take width from each other: between common lines."""
    edges, parts = column_edges(sheet, WIDTH), zones(sheet)
    common = common_lines(parts)
    rooms = rooms_to_write(sheet, parts, WIDTH)
    for zone, written, room in zip(parts, written_in(sheet, parts), rooms, strict=True):
        needs, places = needs_of(written), edges[zone.first]
        inside = set_cells(replace(sheet, cells=tuple(written)), edges)
        for first, end in pairwise(common):
            columns = []
            for span in pairwise(line for line in zone.lines if first <= line <= end):
                left, right = places[span[0]], places[span[1]]
                cells = [cell for cell in inside if span_of(cell) == span]
                words = max(needs.get(span, LEAST), room.get(span, 0.0))
                spare = right - left - max([words, *map(one_line, cells)])
                columns.append(Column(left, right, cells, spare, words))
            if sum(column.words for column in columns) <= places[end] - places[first]:
                yield columns  # else words are torn whatever the widths


def span_of(cell: SetCell) -> tuple[int, int]:
    return cell.cell.column, cell.cell.column + cell.cell.colspan


def one_line(cell: SetCell) -> float:
    """The width that a text takes as it stands; where that is more than one line, all there is."""
    if len(cell.lines) > 1:
        return math.inf
    size = page_style.type_of(cell.cell).size
    text = sum(line.width for line in cell.lines) * size / 1000
    return text + 2 * page_style.padding_x(cell.cell) + cell.indent


def faults(sheet: Sheet) -> list[str]:
    """The towers that would lose a line by what one other column has and does not need."""
    found = []
    for columns in stretches(sheet):
        spare = max((column.spare for column in columns), default=0.0)
        towers = (
            (column, cell.cell)
            for column in columns
            for cell in column.cells
            if len(cell.lines) >= TOWER and len(cell.cell.text) <= SHORT and cell.cell.rowspan == 1
        )
        for column, cell in towers if spare >= WIDE else ():
            alone = replace(cell, row=0, column=0, colspan=1)
            width = column.right - column.left
            now, then = (
                len(set_cells(replace(sheet, cells=(alone,)), [(0.0, wide)])[0].lines)
                for wide in (width, width + spare)
            )
            if then < now:
                found.append(f"{cell.text[:20]}: {now} lines, {spare:.0f} points to spare")
    return found


@settings(max_examples=examples(25))
@given(evaluations(), st.sampled_from(layout_names()))
def test_no_tower_stands_beside_a_wide_column_that_does_not_need_it(
    form: Evaluation, template: str
) -> None:
    assert faults(sheet_of(replace(form, template=template))) == []


@pytest.mark.parametrize("template", layout_names())
def test_the_sample_has_no_tower_in_any_layout(template: str) -> None:
    assert faults(sheet_of(replace(sample(), template=template))) == []


@pytest.mark.parametrize(("stamped", "pages"), [(False, 2), (True, 3)])
def test_no_text_of_the_sample_takes_more_lines_than_on_the_original_paper(
    stamped: bool, pages: int
) -> None:
    plan = compose(sheet_of(sample()), stamped=stamped)
    assert len(plan.pages) <= pages
    higher = {
        cell.cell.text: len(cell.lines)
        for cell in plan.cells
        if cell.cell.framed
        and len(cell.lines) > ORIGINAL_LINES.get(cell.cell.text.replace("\n", ""), 1)
    }
    assert higher.keys() <= LEVELS
    assert max(higher.values()) <= 3
    assert page_style.BODY.size >= 9.5
    assert page_style.LABEL.size >= 9.0


@pytest.mark.parametrize("template", layout_names())
def test_names_of_funds_stand_on_one_line(template: str) -> None:
    plan = compose(sheet_of(replace(sample(), template=template)))
    sheet = sheet_of(replace(sample(), template=template))
    names = [
        c
        for c in plan.cells
        if sheet.bands[c.cell.row] is Band.FUND and c.cell.path and c.cell.path.field == "name"
    ]
    assert len(names) == 4
    assert all(len(cell.lines) == 1 for cell in names)


def test_a_long_reason_leaves_the_funds_alone() -> None:
    form = sample()
    group = form.categories[0].groups[0]
    row = replace(group.indicators[0], deviation="因受疫情影响，部分培训由线下改为线上。" * 330)
    first = replace(
        form.categories[0],
        groups=(
            replace(group, indicators=(row, *group.indicators[1:])),
            *form.categories[0].groups[1:],
        ),
    )
    long = sheet_of(replace(form, categories=(first, *form.categories[1:])))
    plain, edges = column_edges(sheet_of(form), WIDTH), column_edges(long, WIDTH)
    funds = long.bands.index(Band.FUND)
    head = long.bands.index(Band.INDICATOR)
    assert edges[head][12] - edges[head][10] > 2 * (plain[head][12] - plain[head][10])
    for column in range(4, 12):
        assert edges[funds][column] == pytest.approx(plain[funds][column], abs=20)


def test_columns_give_together_what_one_of_them_cannot() -> None:
    profile = load_profile("财政部2020")
    sheet = lay_out_annex(sample(), assess(sample(), profile), profile)
    cells = compose(sheet, PageSetup(landscape=True), stamped=True).cells
    reasons = [cell for cell in cells if cell.cell.text.startswith("定量：完成 100% ÷ 目标 100%")]
    assert len(reasons) > 30
    assert all(len(cell.lines) == 1 for cell in reasons)
