"""Drawing one page: the lines of the table first, then the texts in paper order."""

from __future__ import annotations

import math
from collections import defaultdict
from contextlib import contextmanager
from itertools import groupby
from typing import TYPE_CHECKING

from core.report import page_style, qr, tagging
from core.report.fonts import face
from core.report.objects import marked
from core.report.page_marks import encode, spoken
from core.report.page_text import Drawing, PageText
from core.report.paint_picture import paint_picture
from core.report.punctuation import gaps, measure
from core.sheet.cell_kinds import is_to_be_signed
from core.sheet.page_setup import A4
from core.sheet.sheet import Align

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from core.report.page_composition import Composition
    from core.report.page_marks import Mark, Stamp
    from core.report.pdf_library import Canvas
    from core.report.printed_rows import SetCell
    from core.report.running import Running
    from core.report.tagging import Tagging
    from core.report.text import Line
    from core.sheet.page import Page, Piece
    from core.sheet.page_setup import Frame, PageSetup

Segment = tuple[float, float]


class Painter:
    """Draws the pages of a composition on a canvas, all of it marked as what it is."""

    def __init__(
        self, canvas: Canvas, composition: Composition, tags: Tagging, setup: PageSetup
    ) -> None:
        self._canvas, self._composition, self._tags = canvas, composition, tags
        self._setup, self._drawing = setup, Drawing(canvas)
        self.turn_to(setup.frame())

    def turn_to(self, frame: Frame, *, back: bool = False) -> None:
        """What follows stands on a page with its table in ``frame``; ``back``: of its sheet."""
        self._frame, self._height = frame, frame.page[1]
        self._left, self._top = frame.left, frame.page[1] - frame.top
        left, right = self._setup.sides(back=back)
        self._foot = left, A4[0] - right

    @contextmanager
    def _at_the_foot(self) -> Iterator[None]:
        """What is drawn in this block stands upright on the sheet, though the page lies across."""
        if not self._setup.landscape:
            yield
            return
        self._canvas.saveState()
        self._canvas.transform(0, -1, 1, 0, 0, self._height)
        yield
        self._canvas.restoreState()

    def page(self, page: Page) -> None:
        """The table of one page."""
        with marked(self._canvas, tagging.LINES):
            self._grid(page)
            self._blanks(page)
            self._pictures(page)
        text = self._begin()
        for piece in page.pieces:
            cell = self._composition.cells[piece.cell]
            lines = (
                cell.again if piece.again else cell.lines[piece.first : piece.first + piece.count]
            )
            if any(line.text for line in lines):
                text.open(self._tags.piece(page, piece))
                self._cell(text, piece, cell)
                text.close()
        text.draw()

    def draft(self) -> None:
        """The mark of a draft, slanting across the page; to be drawn before anything else."""
        canvas = self._canvas
        canvas.saveState()
        canvas.setFillGray(page_style.DRAFT_GRAY)
        canvas.translate(self._frame.page[0] / 2, self._height / 2)
        canvas.rotate(45)
        text = self._begin()
        kind = page_style.Type("hei", page_style.DRAFT_SIZE, page_style.DRAFT_SIZE)
        width = sum(map(face("hei").__getitem__, page_style.DRAFT_TEXT)) * kind.size / 1000
        text.line(page_style.DRAFT_TEXT, kind, (-width / 2, -0.38 * kind.size))
        text.draw()
        canvas.restoreState()

    def number(self, number: int, count: int) -> None:
        """第 x 页 共 y 页, in the middle of the foot of the sheet."""
        words, kind = f"第 {number} 页 共 {count} 页", page_style.PAGE_NUMBER
        width = sum(map(face(kind.face).__getitem__, words)) * kind.size / 1000
        middle = sum(self._foot) / 2
        with self._at_the_foot():
            text = self._begin()
            text.line(words, kind, (middle - width / 2, page_style.FOOTER))
            text.draw()

    def running(self, running: Running, *, total: bool) -> None:
        """Above the table of a further page: of which form it is; at the right the ``total``."""
        kind, y = page_style.NOTE, self._top + page_style.RUNNING
        advances, point = face(kind.face), kind.size / 1000
        room = self._frame.width / point
        text, summed = self._begin(), ""
        if total and (summed := running.sum(room / 3, advances)):
            width = measure(summed, advances) * point
            text.line(summed, kind, (self._left + self._frame.width - width, y))
            room -= width / point + 1000
        text.line(running.words(room, advances), kind, (self._left, y))
        text.draw()

    def stamp(self, stamp: Stamp) -> None:
        """At the foot of the sheet: version, date and code in words."""
        lines = (stamp.words, f"核对码 {spoken(stamp.mark.code)}")
        with self._at_the_foot():
            text = self._begin()
            for place, words in enumerate(filter(None, reversed(lines))):
                y = page_style.FOOTER + place * page_style.PAGE_NUMBER.leading
                text.line(words, page_style.PAGE_NUMBER, (self._foot[0], y))
            text.draw()

    @property
    def symbol_box(self) -> tuple[float, float, float, float]:
        """Left, bottom, right and top of the QR."""
        right, size = self._foot[1], qr.SIZE * page_style.MODULE
        bottom, height = page_style.SYMBOL_FOOT, self._height
        if self._setup.landscape:
            return bottom, height - right, bottom + size, height - right + size
        return right - size, bottom, right, bottom + size

    def symbol(self, mark: Mark) -> None:
        """The QR, in whole modules, which are short to write: there are hundreds of rectangles."""
        canvas = self._canvas
        canvas.saveState()
        canvas.translate(*self.symbol_box[:2])
        canvas.scale(page_style.MODULE, page_style.MODULE)
        runs = (
            f"{start} {row} {end - start} 1 re"
            for row, dark in enumerate(reversed(qr.symbol(encode(mark))))
            for start, end in _runs(dark)
        )
        canvas.addLiteral(f"n {' '.join(runs)} f")
        canvas.restoreState()

    def _begin(self) -> PageText:
        return PageText(self._drawing)

    def _cell(self, text: PageText, piece: Piece, cell: SetCell) -> None:
        lines = cell.again if piece.again else cell.lines[piece.first : piece.first + piece.count]
        kind = cell.kind
        top = piece.top + self._composition.padding
        spare = piece.height - 2 * self._composition.padding - len(lines) * kind.leading
        whole = piece.again or piece.count == len(cell.lines)
        if whole and cell.cell.align is not Align.TEXT:
            top += max(0.0, spare / 2)
        base = (kind.leading - kind.size) / 2 + page_style.ASCENT * kind.size
        for index, line in enumerate(lines):
            if line.text:
                y = self._top - (top + index * kind.leading + base)
                x, gap = self._start(cell, line, kind.size, cell.hang if index else 0.0)
                text.line(line.text, kind, (x, y), gap, line.squeeze)

    def _start(self, cell: SetCell, line: Line, size: float, hang: float) -> tuple[float, float]:
        """Where a line begins, and what is added behind each of its characters."""
        padding = page_style.padding_x(cell.cell)
        indent = hang + (0.0 if cell.cell.align is Align.RIGHT else cell.indent)
        left = self._left + cell.left + padding + indent
        width = cell.width - 2 * padding - indent
        spare = width - line.width * size / 1000
        match cell.cell.align:
            case Align.CENTER:
                return left + spare / 2, 0.0
            case Align.RIGHT:
                return left + spare - cell.indent, 0.0
        if (
            line.soft
            and len(line.text) > 1
            and page_style.is_justified(cell.cell, width, len(cell.lines))
        ):
            gap = spare / (gaps(line.text) or math.inf)
            return left, gap if 0 < gap <= page_style.JUSTIFIED * size else 0.0
        return left, 0.0

    def _blanks(self, page: Page) -> None:
        """A thin line wherever somebody is to sign by hand."""
        canvas = self._canvas
        canvas.setLineWidth(page_style.LINE)
        for piece in page.pieces:
            cell = self._composition.cells[piece.cell]
            if is_to_be_signed(cell.cell):
                middle = self._top - piece.top - piece.height / 2
                y = middle - page_style.SIGNING_LINE
                left = self._left + cell.left
                canvas.line(left, y, left + cell.width, y)

    def _pictures(self, page: Page) -> None:
        """Their figures stand in the table as well, so they are no part of what is read aloud."""
        for piece in page.pieces:
            cell = self._composition.cells[piece.cell]
            if cell.cell.picture is not None:
                bottom = self._top - piece.top - piece.height
                box = self._left + cell.left, bottom, cell.width, piece.height
                paint_picture(self._canvas, cell.cell.picture, box, self._written)

    def _written(self, words: str, kind: page_style.Type, place: tuple[float, float]) -> None:
        text = self._begin()
        text.line(words, kind, place)
        text.draw()

    def _grid(self, page: Page) -> None:
        """Each line of the table once, however many cells it borders."""
        across: dict[float, list[Segment]] = defaultdict(list)
        down: dict[float, list[Segment]] = defaultdict(list)
        for piece in page.pieces:
            cell = self._composition.cells[piece.cell]
            if not cell.cell.framed:
                continue
            left, right = round(cell.left, 3), round(cell.left + cell.width, 3)
            top, bottom = round(piece.top, 3), round(piece.top + piece.height, 3)
            for y in (top, bottom):
                across[y].append((left, right))
            for x in (left, right):
                down[x].append((top, bottom))
        if not across:
            return
        outer_x, outer_y = (min(down), max(down)), (min(across), max(across))
        canvas = self._canvas
        canvas.setLineCap(2)  # square: closes the corners
        top, edge = self._top, self._left
        for y, segments in sorted(across.items()):
            canvas.setLineWidth(page_style.FRAME if y in outer_y else page_style.LINE)
            for start, end in _joined(segments):
                self._stroke(edge + start, top - y, edge + end, top - y)
        for x, segments in sorted(down.items()):
            canvas.setLineWidth(page_style.FRAME if x in outer_x else page_style.LINE)
            for start, end in _joined(segments):
                self._stroke(edge + x, top - start, edge + x, top - end)

    def _stroke(self, x0: float, y0: float, x1: float, y1: float) -> None:
        """A line, to the thousandth of a point: the canvas's own takes four times as long."""
        self._canvas.addLiteral(f"{x0:.3f} {y0:.3f} m {x1:.3f} {y1:.3f} l S")


def _runs(row: Iterable[bool]) -> Iterator[tuple[int, int]]:
    """Where neighbours that are dark begin and end."""
    at = 0
    for dark, run in groupby(row):
        begin, at = at, at + len(list(run))
        if dark:
            yield begin, at


def _joined(segments: Iterable[Segment]) -> Iterator[Segment]:
    """The segments of one line, those that meet or overlap made one."""
    start, end = None, 0.0
    for left, right in sorted(segments):
        if start is None:
            start, end = left, right
        elif left <= end:
            end = max(end, right)
        else:
            yield start, end
            start, end = left, right
    if start is not None:
        yield start, end
