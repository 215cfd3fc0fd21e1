"""Forms with a table for each 一级指标, whose name stands in a line above its table."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO

import docx
import pytest
from docx.document import Document
from openpyxl import Workbook

from core.exchange.foreign import FilledBlank
from core.exchange.into.blank import fill_blank
from core.exchange.sources.recognition import read_source
from core.model import selfeval
from core.reading.drafting import drafts
from core.scoring.profile_file import profile_for
from tests.core.exchange.into.hand_drawn import HEADS, SMALL

TABLES = {
    "产出指标": ["数量指标", "质量指标"],
    "效益指标": ["社会效益", "其他效益"],
    "满意度指标": ["服务对象满意度"],
}
COLUMNS = HEADS[1:]
NAMES = [
    (one["level1"], one["level2"], one["level3"])
    for one in SMALL["indicators"]
    if one["level1"] in TABLES
]


def lines(pattern: str) -> list[list[str]]:
    """The head of a form, then a line with a name above the rows of each table."""
    found = [["项目支出绩效自评表"], ["项目名称", ""], ["二、绩效指标完成情况"]]
    for number, (name, groups) in enumerate(TABLES.items()):
        found.append([pattern.format(name=name, number="一二三"[number])])
        found.append(COLUMNS)
        found += [[group, *[""] * 6] for group in groups for _ in range(2)]
    return found


def excel(rows: list[list[str]]) -> bytes:
    book = Workbook()
    sheet = book.create_sheet("Sheet1", 0)
    for number, row in enumerate(rows, start=1):
        for column, text in enumerate(row, start=1):
            sheet.cell(number, column).value = text or None
        if len(row) == 1:
            sheet.merge_cells(None, number, 1, number, len(COLUMNS))
    file = BytesIO()
    book.save(file)
    return file.getvalue()


def word(rows: list[list[str]]) -> bytes:
    made = docx.Document()
    table: list[list[str]] = []
    for row in rows:
        if len(row) > 1:
            table.append(row)
            continue
        _put(made, table)
        table = []
        made.add_paragraph(row[0])
    _put(made, table)
    file = BytesIO()
    made.save(file)
    return file.getvalue()


def _put(made: Document, rows: list[list[str]]) -> None:
    table = made.add_table(len(rows), max(map(len, rows), default=1)) if rows else None
    for row, texts in enumerate(rows):
        for column, text in enumerate(texts):
            if table is not None:
                table.cell(row, column).text = text


def filled(data: bytes, level1: tuple[str, ...] = tuple(TABLES)) -> FilledBlank:
    rows = [one for one in SMALL["indicators"] if one["level1"] in level1]
    evaluation = selfeval.from_dict({**SMALL, "indicators": rows})
    return fill_blank(data, evaluation, profile_for(evaluation.profile))


def names_read(data: bytes) -> list[tuple[str, str, str]]:
    (draft,) = drafts(read_source(data))
    return [(one.name, two.name, row.name) for one, two, row in draft.evaluation.rows]


@pytest.mark.parametrize("draw", [excel, word])
@pytest.mark.parametrize(
    "pattern",
    ["（{number}）{name}", "{number}、{name}", "{name}：", "（{number}）{name}完成情况分析"],
)
def test_each_row_goes_into_the_table_of_its_first_level(
    pattern: str, draw: Callable[[list[list[str]]], bytes]
) -> None:
    found = filled(draw(lines(pattern)))
    assert names_read(found.data) == NAMES
    assert not any("换成" in one for one in found.told)


def test_a_first_level_without_a_table_is_told_and_named_beside_its_rows() -> None:
    found = filled(word(lines("（{number}）{name}")), (*TABLES, "特色指标"))
    read = names_read(found.data)
    assert [one for one in read if one[2] != "创新点"] == NAMES
    assert [one[1:] for one in read if one[2] == "创新点"] == [("特色指标/创新指标", "创新点")]
    assert any("没有“特色指标”的表" in one for one in found.told)
