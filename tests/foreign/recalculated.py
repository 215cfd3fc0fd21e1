"""Blanks filled in and computed by LibreOffice: do formulas come to what the file says?

``python -m tests.foreign.recalculated`` fills the blank of the tests with five forms, takes the
results of its formulas away, lets LibreOffice compute them and compares the totals.
"""

from __future__ import annotations

import csv
import re
import sys
import zipfile
from decimal import Decimal
from io import BytesIO, StringIO

import openpyxl

from tests.core.exchange.into.featured_blanks import FIRST, SHEET, featured_xlsx
from tests.core.exchange.into.into_blanks import FORMS, filled
from tests.foreign.written import converted

_RESULT = re.compile(rb"(</f>)<v>[^<]*</v>")
_CSV = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false"


def main() -> int:
    blank = featured_xlsx()
    wrong = 0
    for name in FORMS:
        data = filled(blank, name).data
        sheet = openpyxl.load_workbook(BytesIO(data), data_only=True)[SHEET]
        last = next(row for row in range(FIRST, 400) if sheet.cell(row, 1).value == "总分")
        text = converted(_without_results(data), "xlsx", _CSV).decode()
        rows = list(csv.reader(StringIO(text)))
        for row, column in ((6, 9), (6, 10), (last, 9), (last, 10)):
            ours, theirs = sheet.cell(row, column).value, rows[row - 1][column - 1]
            same = _agree(ours, theirs)
            wrong += not same
            print(f"{' ' if same else '!'} {name} {row},{column}: {ours} {theirs}")
    print(f"{wrong} differ" if wrong else "all the same")
    return 1 if wrong else 0


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
