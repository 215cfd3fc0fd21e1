"""The file beside what was understood of it: its cells as a table, or the pages of a PDF."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStackedWidget,
    QTableView,
    QWidget,
)

from core.exchange.errors import ExchangeError
from core.exchange.form_files import FormFile
from core.output import OutputError
from core.reading.form_map import Spot
from core.reading.section_grid import SectionGrid, section_grid
from core.reading.source import SourceFile, SourceText
from core.regex import regex
from ui.importing.source_model import SourceModel
from ui.plain import PlainLabel
from ui.printing.page_source import PageSource, Scan
from ui.printing.pages_view import PagesView
from ui.theme import Theme

NARROW, WIDE = 34, 190
"""Pixels of a column, whatever it holds."""
LEAST_LETTERS = 3
"""So many letters of a text stand beside each other, however narrow the view is."""
FIGURE = regex(r"[0-9.,%]+")
"""What is not broken between two lines: a figure that is cut cannot be compared."""
TALLEST = 120
MOST_SPANS = 4_000
OWN = "这是自评通自己的数据，一字不差地读回来，不用逐格核对。"


class SourceView(QStackedWidget):
    """One section of one file at a time, with the marked place in sight."""

    clicked = Signal(int, int)
    """Row and column of a cell of the table."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._grid = SectionGrid(0, 0, (), ())
        self._file: FormFile | None = None
        self._section: int | None = None
        self._scan: Scan | None = None
        self._marked: tuple[Spot, ...] = ()
        self._waiting: tuple[int, QRectF] | None = None
        self.said = PlainLabel()
        self.said.setWordWrap(True)
        self.said.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.model = SourceModel(theme)
        self.table = _Cells()
        self.table.resized.connect(self._fit_cells)
        self.pages_source = PageSource(self)
        self.pages = PagesView(self.pages_source, theme)
        for widget in (self.said, self.table, self.pages):
            self.addWidget(widget)
        self._prepare_table()
        self.pages_source.loaded.connect(self._loaded)
        self.pages_source.failed.connect(self._failed)

    def show_section(self, file: FormFile, section: int) -> None:
        """The section of a file that a form was found in."""
        if file is self._file and section == self._section:
            return
        same_file = file is self._file
        self._file, self._section = file, section
        if file.source is None or section >= len(file.source.sections):
            self.say(OWN)
        elif _is_drawn(file.source):
            self._show_pages(file, again=same_file)
        else:
            self._forget_pages()
            self._show_table(section_grid(file.source.sections[section]))

    def say(self, sentence: str) -> None:
        """A sentence in the place of a file."""
        self._forget_pages()
        self._file = None
        self.said.setText(sentence)
        self.setCurrentWidget(self.said)

    def mark(self, spots: Sequence[Spot]) -> None:
        """Mark where something stands, and bring it into sight."""
        if self._file is not None and spots and all(at.section != self._section for at in spots):
            self.show_section(self._file, spots[0].section)  # a form may go on upon another sheet
        spots = [spot for spot in spots if spot.section == self._section]
        self._marked = tuple(spots)
        if self.currentWidget() is self.table:
            places = [place for spot in spots if (place := self._grid.place_of(spot))]
            self.model.mark(places)
            if places:
                self._bring_into_sight(*places[0])
            return
        boxes = [spot.item.box for spot in spots if spot.item.box is not None]
        page = boxes[0].page if boxes else 0
        area = QRectF()
        for box in boxes:
            if box.page == page:
                sides = (box.left, box.top, box.right - box.left, box.bottom - box.top)
                area = area.united(QRectF(*sides))
        self._waiting = (page, area)
        self.pages.mark(page, area)

    def shows(self, spot: Spot, row: int, column: int) -> bool:
        """Whether this spot is in that cell of the section that is shown."""
        return spot.section == self._section and self._grid.place_of(spot) == (row, column)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.mark(self._marked)  # what was in sight may be so no more

    def _fit_cells(self) -> None:
        if self.currentWidget() is self.table:
            self._set_sizes(self._grid)
            self.mark(self._marked)

    def end(self) -> None:
        """The file is not looked at any more: its child and its pictures go."""
        self._forget_pages()

    def _bring_into_sight(self, row: int, column: int) -> None:
        """At mid-height, and no farther to the right than to be seen whole from its beginning."""
        index = self.model.index(row, column)
        self.table.scrollTo(index, QAbstractItemView.ScrollHint.PositionAtCenter)
        left = self.table.horizontalHeader().sectionPosition(column)
        over = left + self.table.visualRect(index).width() - self.table.viewport().width()
        self.table.horizontalScrollBar().setValue(min(left, max(0, over)))

    def _prepare_table(self) -> None:
        self.table.setObjectName("source")
        self.table.setModel(self.model)
        self.table.clicked.connect(lambda index: self.clicked.emit(index.row(), index.column()))
        self.table.setWordWrap(True)
        self.table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.table.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.table.setAccessibleName("文件里的内容")
        self.table.verticalHeader().hide()
        self.table.horizontalHeader().hide()
        self.table.horizontalHeader().setMinimumSectionSize(1)  # the style's is for heads with text
        self.table.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.table.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.table.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)

    def _show_table(self, grid: SectionGrid) -> None:
        self._grid = grid
        self.table.clearSpans()
        self.model.show(grid)
        merged = [cell for cell in grid.cells if cell.rowspan > 1 or cell.colspan > 1]
        for cell in merged[:MOST_SPANS]:
            self.table.setSpan(cell.row, cell.column, cell.rowspan, cell.colspan)
        self._set_sizes(grid)
        self.setCurrentWidget(self.table)

    def _set_sizes(self, grid: SectionGrid) -> None:
        """Widths by the texts of single cells, then heights by how often they break.

        All of the columns are in sight where that leaves each a few letters and its figures whole.
        """
        metrics = self.table.fontMetrics()
        letter, digit = metrics.horizontalAdvance("表"), metrics.horizontalAdvance("0")
        longest, unbroken = [0] * grid.columns, [0] * grid.columns
        for cell in grid.cells:
            if cell.colspan == 1:
                line = max(map(len, cell.item.text.split("\n")), default=0)
                longest[cell.column] = max(longest[cell.column], line)
                figure = max(map(len, FIGURE.findall(cell.item.text)), default=0)
                unbroken[cell.column] = max(unbroken[cell.column], figure)
        wanted_widths = [min(max(NARROW, letter * count + 14), WIDE) for count in longest]
        least = [
            min(width, max(letter * LEAST_LETTERS, digit * figure) + 14)
            for width, figure in zip(wanted_widths, unbroken, strict=True)
        ]
        for cell in grid.cells:
            if cell.colspan > 1:  # what its columns lack for a figure, the last of them gets
                last = cell.column + cell.colspan - 1
                figure = max(map(len, FIGURE.findall(cell.item.text)), default=0)
                lack = digit * figure + 14 - sum(least[cell.column : last + 1])
                least[last] += max(0, lack)
                wanted_widths[last] = max(wanted_widths[last], least[last])
        room = self.table.width() - self.table.verticalScrollBar().sizeHint().width() - 4
        widths = squeezed(wanted_widths, least, room)
        for column, width in enumerate(widths):
            self.table.setColumnWidth(column, width)
        heights = [metrics.lineSpacing() + 8] * grid.rows
        for cell in sorted(grid.cells, key=lambda one: one.rowspan):
            room = sum(widths[cell.column : cell.column + cell.colspan]) - 14
            lines = sum(
                1 + len(line) * letter // max(room, letter) for line in cell.item.text.split("\n")
            )
            wanted = min(lines * metrics.lineSpacing() + 8, TALLEST)
            last = cell.row + cell.rowspan - 1  # what its rows lack for the text, it gets
            heights[last] += max(0, wanted - sum(heights[cell.row : last + 1]))
        for row, height in enumerate(heights):
            self.table.setRowHeight(row, height)

    def _show_pages(self, file: FormFile, *, again: bool) -> None:
        self.setCurrentWidget(self.pages)
        if again and self._scan is not None:
            return
        self._forget_pages()
        try:
            content = file.path.read_bytes()
        except OSError:
            self.said.setText("文件已经不在原处，看不到原来的页面；读出的内容不受影响。")
            self.setCurrentWidget(self.said)
            return
        self._scan = Scan(content)
        self.pages_source.show(self._scan)

    def _forget_pages(self) -> None:
        self._waiting = None
        if self._scan is not None:
            self._scan.cancelled.set()
            self._scan = None
            self.pages_source.forget()

    def _loaded(self) -> None:
        if self._waiting is not None:
            self.pages.mark(*self._waiting)

    def _failed(self, error: Exception) -> None:
        if not isinstance(error, (ExchangeError, OutputError)):
            raise error
        if self._scan is not None and not self._scan.cancelled.is_set():
            self.said.setText(str(error))
            self.setCurrentWidget(self.said)


class _Cells(QTableView):
    """Tells when it has another width, and has been laid out in it."""

    resized = Signal()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.oldSize().width() != event.size().width():
            self.resized.emit()


def squeezed(wanted: Sequence[int], least: Sequence[int], room: int) -> list[int]:
    """Widths in pixels between what is wanted and the least, in all no more than the room.

    Each gives up the same share of what it can spare; below the least of all the table scrolls.
    """
    spare = sum(wanted) - sum(least)
    over = min(max(0, sum(wanted) - room), spare)
    if not over:
        return list(wanted)
    return [
        width - -(-(width - low) * over // spare) for width, low in zip(wanted, least, strict=True)
    ]


def _is_drawn(file: SourceFile) -> bool:
    """Whether the file has pages: its texts have places on them."""
    for section in file.sections:
        for part in section.parts:
            items = (part,) if isinstance(part, SourceText) else part.cells
            if any(item.box is not None for item in items):
                return True
    return False
