"""Drawn forms printed as text PDFs by ReportLab, with the line breaks of narrow columns."""

from __future__ import annotations

from dataclasses import dataclass
from io import BytesIO

from reportlab.lib.pagesizes import A4
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from core.reading.source import SourceCell, SourceSection, SourceTable, SourceText
from tests.foreign.written import FONTS

SIZE = 9.0
PITCH = 12.0
PADDING = 4.0
TOP, BOTTOM, LEFT = 50.0, 50.0, 40.0
WIDTHS = (20.0, 45.0, 53.0, 45.0, 62.0, 50.0, 30.0, 34.0, 34.0, 31.0, 44.0, 66.0)
"""Of the twelve columns; names fold after ten characters, reasons after eleven."""


@dataclass(frozen=True)
class Print:
    """How a form is printed."""

    ruled: bool = True
    torn: bool = False
    """Whether a page ends within a row."""


def printed(section: SourceSection, how: Print) -> bytes:
    """The section as a PDF."""
    if "Song" not in pdfmetrics.getRegisteredFontNames():
        pdfmetrics.registerFont(TTFont("Song", str(FONTS / "song.ttf")))
    stream = BytesIO()
    canvas = Canvas(stream, pagesize=A4, invariant=1)
    _Printer(canvas, how).print(section)
    canvas.save()
    return stream.getvalue()


def folded(text: str, width: float) -> list[str]:
    """The lines of a text in a cell, folded anywhere as old printing programs do."""
    out = []
    for line in text.split("\n"):
        start, used = 0, 0.0
        for at, sign in enumerate(line):
            wide = pdfmetrics.stringWidth(sign, "Song", SIZE)
            if used + wide > width - 2 * PADDING + 0.01 and at > start:
                out.append(line[start:at])
                start, used = at, 0.0
            used += wide
        out.append(line[start:])
    return out


class _Printer:
    def __init__(self, canvas: Canvas, how: Print) -> None:
        self.canvas, self.how = canvas, how
        self.y = TOP
        canvas.setFont("Song", SIZE)

    def print(self, section: SourceSection) -> None:
        for part in section.parts:
            if isinstance(part, SourceText):
                self.line(LEFT, self.y, part.text)
                self.y += PITCH + 4
            else:
                self.table(part)

    def line(self, x: float, top: float, text: str) -> None:
        self.canvas.drawString(x, A4[1] - top - SIZE, text)

    def table(self, table: SourceTable) -> None:
        edges = [LEFT]
        for width in WIDTHS:
            edges.append(edges[-1] + width)
        lines = {c: folded(c.text, edges[c.column + c.colspan] - edges[c.column])
                 for c in table.cells}  # fmt: skip
        heights = [PITCH + 6.0] * table.rows
        for cell, own in lines.items():
            if cell.rowspan == 1:
                heights[cell.row] = max(heights[cell.row], PITCH * len(own) + 6)
        first = 0
        while first < table.rows:
            last, room = first, A4[1] - BOTTOM - self.y
            while last < table.rows and sum(heights[first : last + 1]) <= room:
                last += 1
            if last < table.rows and self.how.torn and heights[last] > 2 * PITCH:
                rest = self.tear(lines, last)
                heights[last] = PITCH + 6
                self.page(table, lines, edges, heights, (first, last + 1))
                lines |= rest
                heights[last] = 6 + PITCH * max(1, *map(len, rest.values()))
            else:
                self.page(table, lines, edges, heights, (first, last))
            first = last
            if first < table.rows:
                self.canvas.showPage()
                self.canvas.setFont("Song", SIZE)
                self.y = TOP

    @staticmethod
    def tear(lines: dict[SourceCell, list[str]], row: int) -> dict[SourceCell, list[str]]:
        """Leave the first lines of a row's longer cells, and give what goes on the next page."""
        rest = {}
        for cell, own in lines.items():
            if cell.row == row and cell.rowspan == 1:
                cut = 1 if len(own) > 1 else 0
                rest[cell], lines[cell] = own[cut:], own[:cut]
        return rest

    def page(
        self, table: SourceTable, lines: dict[SourceCell, list[str]], edges: list[float],
        heights: list[float], rows: tuple[int, int],
    ) -> None:  # fmt: skip
        tops = {rows[0]: self.y}
        for row in range(*rows):
            tops[row + 1] = tops[row] + heights[row]
        for cell in table.cells:
            first, last = max(cell.row, rows[0]), min(cell.row + cell.rowspan, rows[1])
            if first >= last:
                continue
            left, right = edges[cell.column], edges[cell.column + cell.colspan]
            top, bottom = tops[first], tops[last]
            if self.how.ruled:
                self.canvas.rect(left, A4[1] - bottom, right - left, bottom - top)
            own = lines[cell]
            start = (top + bottom - PITCH * len(own)) / 2
            for at, text in enumerate(own):
                width = pdfmetrics.stringWidth(text, "Song", SIZE)
                x = left + PADDING if len(own) > 1 else (left + right - width) / 2
                self.line(x, start + PITCH * at + 1, text)
        self.y = tops[rows[1]]
