"""Blanks filled in and computed by LibreOffice: do formulas come to what the file says?

``python -m tests.foreign.recalculated`` fills blanks of the tests with five forms, takes the
results of their formulas away, lets LibreOffice compute them and compares every one.
"""

from __future__ import annotations

import csv
import re
import sys
import zipfile
from collections.abc import Iterator
from decimal import Decimal
from io import BytesIO, StringIO
from typing import Any

import openpyxl

from tests.core.exchange.into.featured_blanks import featured_xlsx
from tests.core.exchange.into.hand_drawn import HEADS, workbook
from tests.core.exchange.into.into_blanks import FORMS, filled
from tests.core.exchange.into.spare_rows_test import blank
from tests.foreign.written import converted

_RESULT = re.compile(rb"(</f>)<v>[^<]*</v>")
_CSV = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false"


def main() -> int:
    wrong = count = 0
    for title, data in blanks():
        for name in FORMS:
            result = filled(data, name).data
            sheet: Any = openpyxl.load_workbook(BytesIO(result), data_only=True).worksheets[0]
            formulas: Any = openpyxl.load_workbook(BytesIO(result)).worksheets[0]
            text = converted(_without_results(result), "xlsx", _CSV).decode()
            rows = list(csv.reader(StringIO(text)))
            for row in formulas.iter_rows():
                for cell in (one for one in row if one.data_type == "f"):
                    ours = sheet[cell.coordinate].value
                    theirs = rows[cell.row - 1][cell.column - 1]
                    count += 1
                    if not _agree(ours, theirs):
                        wrong += 1
                        print(f"! {title} {name} {cell.coordinate}: {ours} {theirs}")
    print(f"{wrong} of {count} differ" if wrong else f"all {count} the same")
    return 1 if wrong else 0


def blanks() -> Iterator[tuple[str, bytes]]:
    """Workbooks with formulas of the bureau's, by what is special about each."""
    yield "everything", featured_xlsx()
    yield "spare rows", blank()
    head = [["自评表（    年度）"], ["项目名称", "", "", "", "实施单位", "", "", ""]]
    groups = ["产出指标", "效益指标", "满意度指标"]
    rows = [[group, "", "指标1：", "", "", "", "", "", ""] for group in groups for _ in range(3)]
    for number, row in enumerate(rows, start=7):
        row[6] = f'=IF(E{number}="","",F{number})'
        row[8] = f"=F{number}*1.5"
    funds: list[list[object]] = [
        ["资金来源（万元）", "年初预算数", "全年预算数", "全年执行数", "分值", "执行率", "得分"],
        ["年度资金总额", "=SUM(B5:B5)", "=SUM(C5:C5)", "=SUM(D5:D5)", 10, "=IF(C4=0,0,D4/C4)",
         "=ROUND(MIN(1,F4)*E4,2)"],
        ["其中：财政拨款"],
    ]  # fmt: skip
    total: list[object] = [
        "总分",
        "",
        "",
        "",
        "",
        "=SUM(F7:F15)+E4",
        "=ROUND(SUM(G7:G9,G10:G12,G13:G15)+G4,2)",
    ]
    yield "sums of groups", workbook([*head, *funds, HEADS, *rows, total], ["A1:H1"])
    share = [[*row[:6], "", "", f"=F{n}/SUM($F$4:$F$12)"] for n, row in enumerate(rows, start=4)]
    total = ["总分", "", "", "", "", "=F4+F5+F6+F7+F8+F9+F10+F11+F12", "=AVERAGE(G4:G12)"]
    yield "shares", workbook([*head, HEADS, *share, total], ["A1:H1"])


def _agree(ours: object, theirs: str) -> bool:
    """Whether the results are equal; one that we cannot compute may be an error or blank."""
    if ours is None:
        return theirs == "" or theirs.startswith("#")
    percent = theirs.endswith("%")
    figure = Decimal(theirs.removesuffix("%").replace(",", "") or "0") / (100 if percent else 1)
    return abs(figure - Decimal(str(ours))) < Decimal("0.000001")


def _without_results(data: bytes) -> bytes:
    """The file without what formulas came to, so that LibreOffice has to compute them."""
    stream = BytesIO()
    with zipfile.ZipFile(BytesIO(data)) as old, zipfile.ZipFile(stream, "w") as new:
        for name in old.namelist():
            part = old.read(name)
            sheet = name.startswith("xl/worksheets/")
            new.writestr(name, _RESULT.sub(rb"\1", part) if sheet else part)
    return stream.getvalue()


if __name__ == "__main__":
    sys.exit(main())
