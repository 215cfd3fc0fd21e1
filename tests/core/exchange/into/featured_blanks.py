"""A bureau's workbook with all that such files have: its own formulas, lists, boxes, comments."""

from __future__ import annotations

from io import BytesIO
from typing import Any

import xlsxwriter

SHEET = "绩效自评表 (样式)"
GROUPS = [
    ("产出指标(50分)", "数量指标", 2),
    ("产出指标(50分)", "质量指标", 2),
    ("产出指标(50分)", "时效指标", 1),
    ("产出指标(50分)", "成本指标", 1),
    ("效益指标(30分)", "经济效益指标", 1),
    ("效益指标(30分)", "社会效益指标", 2),
    ("效益指标(30分)", "生态效益指标", 1),
    ("效益指标(30分)", "可持续影响指标", 1),
    ("满意度指标(10分)", "服务对象满意度指标", 2),
]
FIRST = 12
"""The first row of the indicators, from 1."""
LAST = FIRST + sum(rows for *_, rows in GROUPS) - 1
TOTAL = LAST + 1
_PIXEL = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de0000000c4944415408d763f8cfc0"
    "000003010100c9fe92ef0000000049454e44ae426082"
)


def featured_xlsx() -> bytes:
    stream = BytesIO()
    with xlsxwriter.Workbook(stream) as book:
        sheet = book.add_worksheet(SHEET)
        other = book.add_worksheet("汇总")
        lists = book.add_worksheet("选项")
        lists.hide()
        for row, sign in enumerate(("≥", "≤", "=", "＞", "＜", "定性")):
            lists.write_string(row, 0, sign)
        _Drawing(book, sheet).draw()
        other.write("A1", "总分")
        other.write_formula("B1", f"='{SHEET}'!J{TOTAL}", None, 0)
        other.write_formula("B2", f"=SUM('{SHEET}'!I{FIRST}:I{LAST})", None, 0)
        book.define_name("各项得分", f"='{SHEET}'!$J${FIRST}:$J${LAST}")
        book.define_name("符号", "=选项!$A$1:$A$6")
        chart = book.add_chart({"type": "column"})
        chart.add_series({"values": f"='{SHEET}'!$J${FIRST}:$J${LAST}"})
        other.insert_chart("D2", chart)
    return stream.getvalue()


class _Drawing:
    def __init__(self, book: Any, sheet: Any) -> None:  # noqa: ANN401
        self.book, self.sheet = book, sheet
        look = {"border": 1, "text_wrap": True, "valign": "vcenter", "font_name": "仿宋"}
        self.plain = book.add_format(look)
        self.label = book.add_format({**look, "bold": True, "bg_color": "#DDEBF7"})
        self.money = book.add_format({**look, "num_format": "#,##0.00"})
        self.points = book.add_format({**look, "num_format": "0.00"})
        self.percent = book.add_format({**look, "num_format": "0.00%"})
        self.text = book.add_format({**look, "num_format": "@", "font_color": "#7030A0"})
        self.total = book.add_format({**look, "num_format": "0.00", "bold": True, "top": 6})

    def draw(self) -> None:
        self.head()
        self.funds()
        self.goals()
        self.indicators()
        self.closing()
        self.settings()

    def head(self) -> None:
        sheet, red = self.sheet, self.book.add_format({"font_color": "red", "underline": 1})
        sheet.merge_range("A1:K1", "", self.label)
        big = self.book.add_format({"bold": True, "font_size": 18})
        sheet.write_rich_string(
            "A1", big, "项目支出绩效自评表（", red, "    ", big, "年度）", self.label
        )
        sheet.merge_range("A2:K2", "金额单位：万元", self.plain)
        sheet.merge_range("A3:B3", "项目名称", self.label)
        sheet.merge_range("C3:K3", "", self.plain)
        sheet.merge_range("A4:B4", "主管部门", self.label)
        sheet.merge_range("C4:E4", "", self.plain)
        sheet.merge_range("F4:G4", "实施单位", self.label)
        sheet.merge_range("H4:K4", "", self.plain)

    def funds(self) -> None:
        sheet = self.sheet
        sheet.merge_range("A5:B7", "项目资金", self.label)
        for column, head in zip(
            "CEFGHIJK",
            (
                "资金来源",
                "年初预算数",
                "全年预算数",
                "全年执行数",
                "分值",
                "执行率",
                "得分",
                "备注",
            ),
            strict=True,
        ):
            sheet.write(f"{column}5", head, self.label)
        sheet.merge_range("C5:D5", "资金来源", self.label)
        for row, name in ((6, "年度资金总额"), (7, "其中：财政拨款")):
            sheet.merge_range(f"C{row}:D{row}", name, self.label)
            for column in "EFG":
                sheet.write_blank(f"{column}{row}", None, self.money)
            for column in "HJK":
                sheet.write_blank(f"{column}{row}", None, self.points)
            sheet.write_formula(f"I{row}", f'=IF(F{row}=0,"",G{row}/F{row})', self.percent, "")
        sheet.write("H6", 10, self.points)
        sheet.write_formula("J6", "=ROUND(H6*MIN(1,G6/F6),2)", self.points, 0)

    def goals(self) -> None:
        sheet = self.sheet
        sheet.merge_range("A8:B9", "年度总体目标", self.label)
        sheet.merge_range("C8:G8", "预期目标", self.label)
        sheet.merge_range("H8:K8", "实际完成情况", self.label)
        sheet.merge_range("C9:G9", "目标1：……\n目标2：……", self.plain)
        sheet.merge_range("H9:K9", "", self.plain)
        sheet.set_row(8, 180)

    def indicators(self) -> None:
        sheet = self.sheet
        heads = ("一级指标", "二级指标", "三级指标", "指标性质", "指标值", "度量单位",
                 "实际完成值", "分值", "得分", "偏差原因分析及改进措施")  # fmt: skip
        for column, head in enumerate(heads, start=1):
            sheet.merge_range(9, column, 10, column, head, self.label)
        sheet.merge_range(9, 0, LAST - 1, 0, "绩\n效\n指\n标", self.label)
        at = FIRST - 1
        for level in dict.fromkeys(level1 for level1, *_ in GROUPS):
            count = sum(rows for level1, _, rows in GROUPS if level1 == level)
            self.names(at, 1, count, level)
            at += count
        at = FIRST - 1
        for _, level2, rows in GROUPS:
            self.names(at, 2, rows, level2)
            for number in range(rows):
                name = f"指标{number + 1}：" if number == 0 else "……"
                sheet.write(at, 3, name, self.plain)
                for column in (4, 5, 6, 7, 10):
                    sheet.write_blank(at, column, None, self.text)
                for column in (8, 9):
                    sheet.write_blank(at, column, None, self.points)
                sheet.set_row(at, 27)
                at += 1

    def names(self, row: int, column: int, rows: int, text: str) -> None:
        if rows == 1:
            self.sheet.write(row, column, text, self.label)
        else:
            self.sheet.merge_range(row, column, row + rows - 1, column, text, self.label)

    def closing(self) -> None:
        sheet = self.sheet
        sheet.merge_range(f"A{TOTAL}:H{TOTAL}", "总分", self.label)
        sheet.write_formula(f"I{TOTAL}", f"=SUM(I{FIRST}:I{LAST})+H6", self.total, 10)
        chain = "+".join(f"J{row}" for row in range(FIRST, LAST + 1))
        sheet.write_formula(f"J{TOTAL}", f"=J6+{chain}", self.total, 0)
        sheet.write_blank(f"K{TOTAL}", None, self.total)
        sheet.write(f"A{TOTAL + 1}", "填报人：__________    联系电话：__________")
        sheet.write(f"A{TOTAL + 2}", "注：定性指标分三档。")

    def settings(self) -> None:
        sheet = self.sheet
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.print_area(f"A1:K{TOTAL + 2}")
        sheet.repeat_rows(9, 10)
        sheet.fit_to_pages(1, 0)
        sheet.freeze_panes(11, 4)
        sheet.set_header('&C&"黑体"某某局')
        sheet.set_footer("&C第 &P 页 共 &N 页")
        sheet.set_h_pagebreaks([LAST])
        sheet.data_validation(f"E{FIRST}:E{LAST}", {"validate": "list", "source": "=符号"})
        sheet.data_validation(
            f"G{FIRST}:G{LAST}",
            {"validate": "list", "source": ["%", "人", "万元", "个"], "error_type": "warning"},
        )
        sheet.conditional_format(
            f"J{FIRST}:J{LAST}",
            {"type": "formula", "criteria": f"=J{FIRST}<I{FIRST}",
             "format": self.book.add_format({"bg_color": "#FFC7CE"})},
        )  # fmt: skip
        sheet.write_comment("J10", "按实际完成值打分")
        sheet.write_comment(f"J{TOTAL}", "自动合计")
        sheet.insert_textbox(TOTAL + 3, 1, "监督电话：12345", {"width": 200, "height": 40})
        sheet.insert_image(TOTAL + 3, 6, "章.png", {"image_data": BytesIO(_PIXEL)})
        sheet.protect("", {"format_cells": True})
