"""Names of groups that a blank lacks look like its own, whatever the cells below those do."""

from __future__ import annotations

from io import BytesIO
from typing import Any

import docx
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Pt
from openpyxl.styles import Alignment, Font

from tests.core.exchange.into.hand_drawn import HEADS, fill, workbook
from tests.workbooks import load_values

BODY = [["产出指标", "数量指标"], ["", ""], ["效益指标", "社会效益"], ["", ""]]
NEW = {"质量指标", "其他效益", "满意度指标", "服务对象满意度"}


def test_names_in_a_workbook_have_the_format_of_the_names_above_them() -> None:
    def change(sheet: Any) -> None:  # noqa: ANN401
        for row, column in ((4, 1), (4, 2), (6, 1), (6, 2)):
            sheet.cell(row, column).alignment = Alignment(horizontal="center", vertical="center")
            sheet.cell(row, column).font = Font(bold=True, size=13)

    rows = [["项目绩效自评表"], ["项目名称", ""], HEADS, *([*row, *[""] * 6] for row in BODY)]
    data = workbook(rows, ["A1:H1", "A4:A5", "B4:B5", "A6:A7", "B6:B7"], change)
    sheet = load_values(fill(data).data)["表"]
    named = [cell for row in sheet.iter_rows(max_col=2) for cell in row if str(cell.value) in NEW]
    assert {cell.value for cell in named} == NEW
    assert {cell.alignment.horizontal for cell in named} == {"center"}
    assert {(cell.font.b, cell.font.sz) for cell in named} == {(True, 13)}


def test_names_in_a_document_have_the_format_of_the_names_above_them() -> None:
    made = docx.Document()
    made.add_paragraph("项目绩效自评表")
    table = made.add_table(6, 8)
    table.cell(0, 0).text = "项目名称"
    for column, head in enumerate(HEADS):
        table.cell(1, column).text = head
    for row, column, text in (
        (2, 0, "产出指标"),
        (2, 1, "数量指标"),
        (4, 0, "效益指标"),
        (4, 1, "社会效益"),
    ):
        cell = table.cell(row, column).merge(table.cell(row + 1, column))
        paragraph = cell.paragraphs[0]
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        run = paragraph.add_run(text)
        run.bold, run.font.size = True, Pt(13)
    file = BytesIO()
    made.save(file)
    filled = docx.Document(BytesIO(fill(file.getvalue()).data))
    found = {}
    for row in filled.tables[0].rows:
        for cell in row.cells[:2]:
            if cell.text in NEW:
                paragraph = cell.paragraphs[0]
                found[cell.text] = (
                    paragraph.alignment,
                    paragraph.runs[0].bold,
                    paragraph.runs[0].font.size,
                )
    assert found == dict.fromkeys(NEW, (WD_ALIGN_PARAGRAPH.CENTER, True, Pt(13)))
