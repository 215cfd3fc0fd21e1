"""Drawn forms (``tests.drawn_forms``) written as the files that people have: Excel, Word, PDF."""

from __future__ import annotations

import re
import shutil
import subprocess
import tempfile
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from random import Random
from typing import Any

import xlsxwriter
from docx import Document
from docx.enum.section import WD_ORIENT
from docx.oxml.ns import qn
from docx.shared import Cm, Pt

from core.reading.source import SourceCell, SourceSection, SourceTable, SourceText
from tests.drawn_forms import WIDTH

FONTS = Path(__file__).parents[2] / "resources/fonts"
_PERCENT = re.compile(r"(-?\d{1,4}(?:\.\d{1,2})?)%")
_AMOUNT = re.compile(r"-?(?:\d{1,3}(?:,\d{3})+|\d{1,12})(?:\.\d{1,4})?")
_COUNTED = re.compile(r"(≥|≤|>=|<=|=|＝)?(\d{1,9}(?:\.\d{1,2})?)(%|[一-龥]{0,4})")


@dataclass(frozen=True)
class Habits:
    """How somebody fills in Excel."""

    figures: bool = True
    """Whether figures are figures under formats and not texts."""
    units: bool = False
    """Whether signs and units of targets stand in number formats."""
    formulas: bool = False
    """Whether totals and rates are formulas (with their results kept)."""
    hidden: bool = False
    """Whether a hidden row, column and sheet with old figures are in the way."""
    cover: bool = False
    """Whether another sheet with a list stands before the form."""


def excel(sections: list[SourceSection], habits: Habits = Habits(), seed: int = 0) -> bytes:
    """A workbook with a sheet for each section."""
    stream = BytesIO()
    with xlsxwriter.Workbook(stream) as book:
        if habits.cover:
            cover = book.add_worksheet("目录")
            for row, text in enumerate(("序号", "1", "2")):
                cover.write(row, 0, text)
                cover.write(row, 1, ("项目名称", "社会保险", "培训")[row])
        for number, section in enumerate(sections, start=1):
            name = section.name if len(sections) == 1 else f"表{number}"
            random = Random(f"{seed}{number}")  # noqa: S311  (forms are drawn with it)
            _Sheet(book, name, habits, random).write(section)
        if habits.hidden:
            old = book.add_worksheet("上年底稿")
            old.hide()
            old.write(0, 0, "项目名称")
            old.write(0, 1, "去年的项目")
    return stream.getvalue()


class _Sheet:
    def __init__(self, book: Any, name: str, habits: Habits, random: Random) -> None:  # noqa: ANN401
        self.book, self.habits, self.random = book, habits, random
        self.sheet = book.add_worksheet(name)
        self.formats: dict[str, Any] = {}
        self.sheet.set_column(0, 0, 5)
        self.sheet.set_column(1, WIDTH - 1, 11)
        self.sheet.set_paper(9)
        self.sheet.set_margins(0.5, 0.5, 0.6, 0.6)
        self.sheet.fit_to_pages(1, 0)

    def write(self, section: SourceSection) -> None:
        row = 0
        for part in section.parts:
            if isinstance(part, SourceText):
                self.sheet.merge_range(row, 0, row, WIDTH - 1, "")
                self.sheet.write_string(row, 0, part.text, self.format("", border=0))
                row += 1
            else:
                self.table(part, row)
                row += part.rows
        if self.habits.hidden:
            self.sheet.write(row, 0, "年度资金总额")
            self.sheet.write(row, 3, 999)
            self.sheet.set_row(row, None, None, {"hidden": True})
            self.sheet.write(3, WIDTH, "校验")
            self.sheet.set_column(WIDTH, WIDTH, None, None, {"hidden": True})

    def table(self, table: SourceTable, top: int) -> None:
        heights: dict[int, float] = {}
        for cell in table.cells:
            row, column = top + cell.row, cell.column
            if cell.rowspan > 1 or cell.colspan > 1:
                last = (row + cell.rowspan - 1, column + cell.colspan - 1)
                self.sheet.merge_range(row, column, *last, "", self.format(""))
            self.cell(row, column, cell.text)
            lines = sum(
                -(-max(_width(line), 1) // max(int(10 * cell.colspan) - 1, 4))
                for line in cell.text.split("\n")
            )
            if cell.rowspan == 1:
                heights[row] = max(heights.get(row, 0), 15.0 * lines + 3)
        for row, height in heights.items():
            self.sheet.set_row(row, min(height, 400))

    def cell(self, row: int, column: int, text: str) -> None:
        value, code = self.value(text)
        if value is None:
            if text:
                self.sheet.write_string(row, column, text, self.format("@"))
            else:
                self.sheet.write_blank(row, column, None, self.format(""))
        elif self.habits.formulas and self.random.random() < 0.3:
            self.sheet.write_formula(row, column, f"={value}+0", self.format(code), value)
        else:
            self.sheet.write_number(row, column, value, self.format(code))

    def value(self, text: str) -> tuple[float | None, str]:
        """A figure and the format under which it is shown as ``text``, where there is one."""
        if not self.habits.figures:
            return None, ""
        percent = _PERCENT.fullmatch(text)
        if percent:
            decimals = len(percent[1].partition(".")[2])
            return float(percent[1]) / 100, "0" + ("." + "0" * decimals if decimals else "") + "%"
        if _AMOUNT.fullmatch(text) and not re.match(r"-?0\d", text):
            decimals = len(text.partition(".")[2])
            grouped = "," in text
            tail = "." + "0" * decimals if decimals else ""
            code = ("#,##0" if grouped else "0") + tail
            return float(text.replace(",", "")), code if decimals or grouped else "General"
        counted = _COUNTED.fullmatch(text) if self.habits.units else None
        if counted and not counted[2].startswith("0"):
            decimals = len(counted[2].partition(".")[2])
            tail = "." + "0" * decimals if decimals else ""
            sign = f'"{counted[1]}"' if counted[1] else ""
            if counted[3] == "%":
                return float(counted[2]) / 100, f"{sign}0{tail}%"
            unit = f'"{counted[3]}"' if counted[3] else ""
            return float(counted[2]), f"{sign}0{tail}{unit}"
        return None, ""

    def format(self, code: str, border: int = 1) -> Any:  # noqa: ANN401
        key = f"{code}|{border}"
        if key not in self.formats:
            look = {"font_name": "宋体", "font_size": 10, "text_wrap": True, "valign": "vcenter",
                    "align": "center", "border": border}  # fmt: skip
            if code:
                look["num_format"] = code
            self.formats[key] = self.book.add_format(look)
        return self.formats[key]


def _width(text: str) -> int:
    return sum(1 if char.isascii() else 2 for char in text)


def word(sections: list[SourceSection], *, landscape: bool = False) -> bytes:
    """A document with the sections one below the other, each on a page of its own."""
    document = Document()
    style = document.styles["Normal"]
    style.font.name, style.font.size = "宋体", Pt(10)
    style.element.rPr.rFonts.set(qn("w:eastAsia"), "宋体")
    page = document.sections[0]
    page.page_width, page.page_height = Cm(21), Cm(29.7)
    if landscape:
        page.orientation = WD_ORIENT.LANDSCAPE
        page.page_width, page.page_height = Cm(29.7), Cm(21)
    page.left_margin = page.right_margin = Cm(1.8)
    for number, section in enumerate(sections):
        if number:
            document.add_page_break()  # type: ignore[no-untyped-call]
        for part in section.parts:
            if isinstance(part, SourceText):
                document.add_paragraph(part.text)
            else:
                _word_table(document, part)
    stream = BytesIO()
    document.save(stream)
    return stream.getvalue()


def _word_table(document: Any, part: SourceTable) -> None:  # noqa: ANN401
    table = document.add_table(part.rows, part.columns)
    table.style = "Table Grid"
    grid = [row.cells for row in table.rows]
    for cell in part.cells:
        first = grid[cell.row][cell.column]
        if cell.rowspan > 1 or cell.colspan > 1:
            last = grid[cell.row + cell.rowspan - 1][cell.column + cell.colspan - 1]
            first = first.merge(last)
        _word_text(first, cell)


def _word_text(place: Any, cell: SourceCell) -> None:  # noqa: ANN401
    lines = cell.text.split("\n")
    place.text = lines[0]
    for line in lines[1:]:
        place.add_paragraph(line)
    for paragraph in place.paragraphs:
        paragraph.paragraph_format.space_after = Pt(0)


def converted(data: bytes, suffix: str, target: str) -> bytes:
    """A file as LibreOffice converts it (to ``xls`` or ``pdf``), with our own Song face."""
    program = shutil.which("soffice")
    assert program, "LibreOffice is needed to make these files"
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        (home / "fonts.conf").write_text(
            f"<fontconfig><dir>{FONTS}</dir><cachedir>{home}/cache</cachedir></fontconfig>"
        )
        source = home / f"file.{suffix}"
        source.write_bytes(data)
        subprocess.run(
            [program, f"-env:UserInstallation=file://{home}/profile", "--headless",
             "--convert-to", target, "--outdir", folder, str(source)],
            check=True, capture_output=True, timeout=120,
            env={"HOME": folder, "PATH": "/usr/bin:/bin", "FONTCONFIG_FILE": f"{home}/fonts.conf"},
        )  # fmt: skip
        ending, _, _ = target.partition(":")
        return (home / f"file.{ending}").read_bytes()
