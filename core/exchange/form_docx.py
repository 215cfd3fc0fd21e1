"""The form as a Word file: the Sheet as it stands on paper, as tables of fixed widths.

The title, the year and notes are paragraphs. The rows are one table for each part of the form: only
the first rows of a table can be repeated on its further pages, and that is for the head of the
indicators. The file carries the form's data as well.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from html import escape
from io import BytesIO
from typing import Final

from core.assessment import Assessment
from core.exchange import form_face as face
from core.exchange.carried_part import with_carried
from core.exchange.docx_page import blank_document, style_of
from core.exchange.figures import figure_of
from core.model import selfeval
from core.model.evaluation import Evaluation
from core.reading.carried import Carried, encoded
from core.reading.cell_text import clean_text, writable_text
from core.scoring.profile import RuleProfile
from core.scoring.score import score
from core.sheet.form import lay_out
from core.sheet.sheet import Align, Band, Cell, Sheet

_TWIPS: Final = 20  # in a point
_PADDING: Final = 40
"""Twips beside a text: a label that stands upright leaves no more."""
_TORN: Final = 250.0
"""Points: a higher row may be cut by a page end, or it would leave half a page blank."""
_HEADS: Final = (Band.FUNDS_HEAD, Band.GOALS_HEAD, Band.INDICATOR_HEAD)
_LINE: Final = "".join(
    f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="auto"/>'
    for side in ("top", "left", "bottom", "right", "insideH", "insideV")
)
_BETWEEN: Final = (
    '<w:p><w:pPr><w:spacing w:before="0" w:after="0" w:line="20" w:lineRule="exact"/>'
    '<w:rPr><w:sz w:val="2"/></w:rPr></w:pPr></w:p>'
)
"""Two tables that touch become one."""
_JUSTIFIED: Final = {"left": "left", "center": "center", "right": "right"}


def form_docx(form: Evaluation, rules: RuleProfile) -> bytes:
    """The file, ready to print on A4."""
    form = selfeval.from_dict(selfeval.to_dict(form))  # as it will be carried
    sheet = lay_out(form, Assessment(score(form, rules), ()))
    document = blank_document(form.title)
    stream = BytesIO()
    document.save(stream)
    # As text: an element that moves into another document is visited for its namespaces, and
    # with ten thousand of them that takes a second.
    head, section, tail = document.part.blob.rpartition(b"<w:sectPr")
    body = b"".join((head, "".join(_Body(sheet).xml()).encode(), section, tail))
    carried = encoded(Carried.of_sheet(form, sheet))
    return with_carried(stream.getvalue(), "word/document.xml", carried, body)


class _Body:
    def __init__(self, sheet: Sheet) -> None:
        self._sheet = sheet
        self._widths = _widths(sheet)
        self._heights = face.row_heights(sheet, [width / _TWIPS for width in self._widths])
        self._starting: list[list[Cell]] = [[] for _ in sheet.bands]
        self._covering: list[dict[int, Cell]] = [{} for _ in sheet.bands]
        for cell in sheet.cells:
            self._starting[cell.row].append(cell)
            for row in range(cell.row, cell.row + cell.rowspan):
                self._covering[row][cell.column] = cell

    def xml(self) -> Iterator[str]:
        """The blocks of the body, in paper order; a document ends in a paragraph."""
        table: list[int] = []
        after_table = False
        for row, band in enumerate(self._sheet.bands):
            if table and (self._line(row) or self._begins_table(row, self._sheet.bands[table[-1]])):
                yield from self._table(table, joined=after_table)
                table, after_table = [], True
            if cell := self._line(row):
                if clean_text(cell.text):
                    yield _paragraph(cell, keep=band is Band.TITLE)
                    after_table = False
            else:
                table.append(row)
        if table:
            yield from self._table(table, joined=after_table)
            yield _BETWEEN

    def _line(self, row: int) -> Cell | None:
        """The only cell of a row that stands outside the table."""
        cells = self._starting[row]
        alone = len(cells) == 1 and cells[0].colspan == len(self._widths) and cells[0].rowspan == 1
        return cells[0] if alone and not cells[0].framed else None

    def _begins_table(self, row: int, before: Band) -> bool:
        band = self._sheet.bands[row]
        if any(cell.row < row for cell in self._covering[row].values()):
            return False
        if band is before:
            return False
        return (
            band is Band.INDICATOR_HEAD
            or (
                before in {Band.TOTAL, Band.INDICATOR}
                and band is not Band.TOTAL
                and band is not Band.INDICATOR
            )
            or band is Band.SIGNATURE
        )

    def _table(self, rows: Sequence[int], *, joined: bool) -> Iterator[str]:
        if joined:
            yield _BETWEEN
        framed = any(cell.framed for row in rows for cell in self._starting[row])
        width = sum(self._widths)
        yield (
            f'<w:tbl><w:tblPr><w:tblW w:w="{width}" w:type="dxa"/><w:jc w:val="center"/>'
            + (f"<w:tblBorders>{_LINE}</w:tblBorders>" if framed else "")
            + '<w:tblLayout w:type="fixed"/><w:tblCellMar>'
            f'<w:left w:w="{_PADDING}" w:type="dxa"/><w:right w:w="{_PADDING}" w:type="dxa"/>'
            "</w:tblCellMar></w:tblPr><w:tblGrid>"
            + "".join(f'<w:gridCol w:w="{width}"/>' for width in self._widths)
            + "</w:tblGrid>"
        )
        for row in rows:
            yield from self._row(row, first=row == rows[0])
        yield "</w:tbl>"

    def _row(self, row: int, *, first: bool) -> Iterator[str]:
        band, height = self._sheet.bands[row], self._heights[row]
        # A row is as high as its texts in any case; what is estimated is for the blank ones.
        least = min(height, face.least_height(band))
        yield "<w:tr><w:trPr>"
        if height <= _TORN:
            yield "<w:cantSplit/>"
        yield f'<w:trHeight w:val="{round(least * _TWIPS)}" w:hRule="atLeast"/>'
        if first and band is Band.INDICATOR_HEAD:
            yield "<w:tblHeader/>"
        yield "</w:trPr>"
        for column, cell in sorted(self._covering[row].items()):
            yield self._cell(cell, row, column)
        yield "</w:tr>"

    def _cell(self, cell: Cell, row: int, column: int) -> str:
        width = sum(self._widths[column : column + cell.colspan])
        span = f'<w:gridSpan w:val="{cell.colspan}"/>' if cell.colspan > 1 else ""
        merge = ""
        if cell.rowspan > 1:
            merge = '<w:vMerge w:val="restart"/>' if cell.row == row else "<w:vMerge/>"
        stands = "top" if cell.align is Align.TEXT else "center"
        text = (
            _paragraph(cell, keep=self._sheet.bands[row] in _HEADS) if cell.row == row else "<w:p/>"
        )
        return (
            f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{span}{merge}'
            f'<w:vAlign w:val="{stands}"/></w:tcPr>{text}</w:tc>'
        )


def _widths(sheet: Sheet) -> list[int]:
    """Twips of each column; together as wide as the page leaves room."""
    figures = [cell for cell in sheet.cells if cell.framed and figure_of(cell.text)]
    widths = face.column_widths(sheet, figures)
    scale = face.WIDTH / sum(widths) * _TWIPS
    return [round(width * scale) for width in widths]


def _paragraph(cell: Cell, *, keep: bool) -> str:
    return paragraph(
        cell.text, style_of(face.face_of(cell)), _JUSTIFIED[face.horizontal(cell)], keep=keep
    )


def paragraph(text: str, style: str, align: str = "left", *, keep: bool = False) -> str:
    """A paragraph of this style; ``keep``: on the page of the next one."""
    properties = f'<w:pStyle w:val="{style}"/>' + ("<w:keepNext/>" if keep else "")
    properties += f'<w:jc w:val="{align}"/>' if align != "left" else ""
    return f"<w:p><w:pPr>{properties}</w:pPr>{_run(text)}</w:p>"


def _run(text: str) -> str:
    if not text:
        return ""
    parts = escape(writable_text(text), quote=False)
    shown = parts.replace("\t", _T_END + "<w:tab/>" + _T).replace("\n", _T_END + "<w:br/>" + _T)
    return f"<w:r>{_T}{shown}{_T_END}</w:r>"


_T, _T_END = '<w:t xml:space="preserve">', "</w:t>"
