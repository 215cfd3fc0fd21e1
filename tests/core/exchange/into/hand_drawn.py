"""Blanks drawn by hand for one feature each, and a small form that goes into them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from io import BytesIO
from typing import Any

import docx
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from openpyxl import Workbook
from openpyxl.styles import Border, Side

from core.exchange.foreign import FilledBlank
from core.exchange.into.blank import fill_blank
from core.model import selfeval
from core.scoring.profile_file import profile_for
from tests.drawn_forms import JsonObject

HEADS = ["一级指标", "二级指标", "三级指标", "年度指标值", "实际完成值", "分值", "得分",
         "偏差原因分析及改进措施"]  # fmt: skip
_KEYS = ("level1", "level2", "level3", "target", "actual", "points", "score", "deviation")
ROWS = [
    ("产出指标", "数量指标", "培训人数", ">=500人", "520人", "20", "20", ""),
    ("产出指标", "数量指标", "培训期数", "5期", "5期", "10", "10", ""),
    ("产出指标", "数量指标", "发放册数", "1000", "1000", "10", "10", ""),
    ("产出指标", "质量指标", "合格率", "≥95%", "94%", "10", "9.5", "师资不足"),
    ("效益指标", "社会效益", "知晓率", "90%", "90%", "20", "20", ""),
    ("效益指标", "其他效益", "品牌影响", "有所提升", "达成预期指标", "10", "10", ""),
    ("满意度指标", "服务对象满意度", "学员满意度", "≥90%", "95%", "5", "5", ""),
    ("特色指标", "创新指标", "创新点", "1项", "1项", "5", "5", ""),
]
SMALL: JsonObject = {
    "format": "selfeval/1", "title": "自评表", "project": "培训项目", "department": "某局",
    "unit": "某中心", "year": 2023, "money_unit": "元",
    "funds": [
        {"name": "年度资金总额", "initial": "1,000,000.00", "annual": "1200000",
         "executed": "1100000.5", "points": "10", "rate": "", "score": ""},
        {"name": "其中：当年财政拨款", "initial": "1,000,000.00", "annual": "1200000",
         "executed": "1100000.5", "points": "", "rate": "", "score": ""},
    ],
    "goal_expected": "目标甲\n目标乙", "goal_actual": "完成甲",
    "indicators": [dict(zip(_KEYS, row, strict=True)) for row in ROWS],
    "sections": {"其他需要说明的问题": "没有"},
    "signatures": {"填报人": "张三", "联系电话": "0871-1"},
}  # fmt: skip


def fill(data: bytes, drawn: JsonObject = SMALL) -> FilledBlank:
    evaluation = selfeval.from_dict(drawn)
    return fill_blank(data, evaluation, profile_for(evaluation.profile))


def workbook(
    rows: Sequence[Sequence[object]],
    merges: Sequence[str] = (),
    change: Callable[[Any], None] | None = None,
) -> bytes:
    """Rows of texts with borders below the first row; ``change`` gets the worksheet."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "表"
    side = Side(style="thin")
    width = max(map(len, rows))
    for number, row in enumerate(rows, start=1):
        for column in range(1, width + 1):
            cell = sheet.cell(number, column)
            if column <= len(row) and row[column - 1] not in {None, ""}:
                cell.value = row[column - 1]  # type: ignore[assignment]
            if number > 1:
                cell.border = Border(side, side, side, side)
    for area in merges:
        sheet.merge_cells(area)
    if change is not None:
        change(sheet)
    stream = BytesIO()
    book.save(stream)
    return stream.getvalue()


def document() -> bytes:
    """Runs of several formats, a content control with its prompt, a field, merged cells."""
    made = docx.Document()
    made.sections[0].header.paragraphs[0].text = "某某市财政局"
    made.add_paragraph().add_run("项目支出绩效自评表").bold = True
    year = made.add_paragraph()
    year.add_run("（")
    year.add_run("    ").underline = True
    year.add_run("年度）")
    made.add_paragraph("填报单位（盖章）：            金额单位：万元")
    table = made.add_table(10, 8)
    table.style = "Table Grid"

    def put(row: int, column: int, text: str, right: int = 0, below: int = 0) -> None:
        cell = table.cell(row, column)
        if right or below:
            cell = cell.merge(table.cell(row + below, column + right))
        cell.text = text

    put(0, 0, "项目名称")
    put(0, 1, "", 2)
    put(0, 4, "实施单位")
    put(0, 5, "", 2)
    for column, head, right in ((1, "全年预算数", 1), (3, "全年执行数", 1), (5, "分值", 0),
                                (6, "执行率", 0), (7, "得分", 0)):  # fmt: skip
        put(1, column, head, right)
        put(2, column, "10" if head == "分值" else "", right)
    put(1, 0, "项目资金")
    put(2, 0, "年度资金总额")
    put(3, 0, "年度总体目标", 0, 1)
    put(3, 1, "预期目标", 3)
    put(3, 5, "实际完成情况", 2)
    put(4, 1, "", 3)
    put(4, 5, "", 2)
    for column, head in enumerate(HEADS):
        put(5, column, head)
    put(6, 0, "产出指标", 0, 1)
    put(6, 1, "数量指标")
    put(7, 1, "质量指标")
    put(8, 0, "满意度指标")
    put(8, 1, "服务对象满意度指标")
    for row in (6, 7, 8):
        table.cell(row, 2).paragraphs[0].add_run("指标1：").italic = True
    _prompt(table.cell(8, 7)._tc)
    put(9, 0, "总分", 4)
    _field(table.cell(9, 6).paragraphs[0]._p)
    made.add_paragraph("填报人：            联系电话：          填报日期：    年  月  日")
    stream = BytesIO()
    made.save(stream)
    return stream.getvalue()


def _prompt(cell: Any) -> None:  # noqa: ANN401
    cell.clear_content()
    cell.append(
        parse_xml(
            f"<w:p {nsdecls('w')}><w:sdt><w:sdtPr><w:id w:val='5'/><w:showingPlcHdr/><w:text/>"
            "</w:sdtPr><w:sdtContent><w:r><w:rPr><w:rStyle w:val='PlaceholderText'/></w:rPr>"
            "<w:t>单击此处输入文字。</w:t></w:r></w:sdtContent></w:sdt></w:p>"
        )
    )


def _field(paragraph: Any) -> None:  # noqa: ANN401
    for inside in (
        '<w:fldChar w:fldCharType="begin"/>',
        '<w:instrText xml:space="preserve"> =SUM(ABOVE) </w:instrText>',
        '<w:fldChar w:fldCharType="separate"/>',
        "<w:t>0</w:t>",
        '<w:fldChar w:fldCharType="end"/>',
    ):
        paragraph.append(parse_xml(f"<w:r {nsdecls('w')}>{inside}</w:r>"))
