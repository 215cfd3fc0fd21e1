"""The table as it lies on the page: full size, never scrolling itself, painted cell by cell."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from itertools import chain
from typing import TYPE_CHECKING

from PySide6.QtCore import (
    QEvent,
    QItemSelection,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QRect,
    QSignalBlocker,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QFocusEvent, QMouseEvent, QPainter, QPaintEvent, QRegion, QWheelEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QHeaderView, QTableView, QWidget

from core.sheet.row_exchange import Exchange
from core.sheet.sheet import Cell, Sheet
from ui.form.areas import area_of, ranges, rects
from ui.form.form_model import FormModel, FormUpdate
from ui.form.metrics import NO_EDGES, Edges, RowHeights, on_screen
from ui.form.painting import CellPainter, Spot
from ui.form.paper_columns import (
    cache_columns,
    cached_or_found,
    exchange_columns,
    find_columns,
    many_rows,
)
from ui.form.typesetting import Typesetter
from ui.theme import Theme
from ui.viewport import make_viewport

if TYPE_CHECKING:
    from core.report.columns import Edges as Places

Index = QModelIndex | QPersistentModelIndex
ScrollHint = QAbstractItemView.ScrollHint

LARGEST = QSize(16_777_215, 16_777_215)
"""Qt has no larger widgets."""


class PaperTable(QTableView):
    """Shows the model at one zoom. Whoever lays it on a page scrolls and tells what is seen."""

    wanted = Signal(QRect)
    """This part of the table should come into sight."""
    resized = Signal()
    """The table has other measures now."""

    def __init__(self, model: FormModel, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        make_viewport(self)
        self.form = model
        self._theme = theme
        self._window = QRect()
        self._hovered: Cell | None = None
        self._selected: set[int] = set()
        self._lit: set[int] = set()
        self._zoom = 1.0
        self._measure_at(1.0)
        self._set_up()
        self.setModel(model)
        model.updated.connect(self._follow_update)
        self._cut()
        self._sheet = model.grid.sheet
        self._columns = cached_or_found(self._sheet)
        self._columns_of = self._sheet
        """The sheet by whose texts the columns were found."""
        self._fit()

    def _set_up(self) -> None:
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setObjectName("paper")
        for header in (self.horizontalHeader(), self.verticalHeader()):
            header.hide()
            header.setMinimumSectionSize(0)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectItems)
        self.setAutoScroll(False)
        self.setShowGrid(False)
        self.setMouseTracking(True)
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        for widget in (self, self.viewport()):  # a row that grows leaves alone what is above it
            widget.setAttribute(Qt.WidgetAttribute.WA_StaticContents)

    @property
    def edges(self) -> Edges:
        """Where columns and rows begin now."""
        return self.painter.edges

    @property
    def zoom(self) -> float:
        return self._zoom

    def set_zoom(self, zoom: float) -> None:
        """Set type and measures for another zoom."""
        self._measure_at(zoom)
        if self.form.grid.sheet != self._columns_of:
            self._find_columns(find_columns)
        self._fit()

    def set_window(self, window: QRect) -> None:
        """Tell which part of the table is seen.

        Texts of merged cells, and of those that are higher than what is seen, keep within it.
        """
        old, self._window = self._window, window
        if old == window:
            return
        grid, edges = self.form.grid, self.edges
        rows = grid.slots[edges.row_at(window.top()) : edges.row_at(window.bottom()) + 1]
        for cell in map(grid.cells.__getitem__, set(chain.from_iterable(rows))):
            if cell.rowspan > 1 or edges.ys[cell.row + 1] - edges.ys[cell.row] > window.height():
                rect = edges.rect(cell)
                if rect.intersects(window) and not (old.contains(rect) and window.contains(rect)):
                    self.viewport().update(rect.intersected(window))

    def renew_columns(self) -> None:
        """A calm moment: give the columns the widths that the texts need now."""
        if self.form.grid.sheet != self._columns_of:
            self._find_columns(find_columns)
            self._fit()

    def cache_columns(self) -> None:
        """Let the form that is open now open quickly the next time."""
        cache_columns(self.form.grid.sheet)

    @property
    def held_row(self) -> int | None:
        """The row where somebody is typing."""
        return None

    def follow(self, cells: Collection[Cell]) -> None:
        """Measure the rows of cells that look different now."""
        edges = self._heights.follow(self.form.grid, cells, self.held_row)
        self._take(edges, since=self.painter.edges)

    def light(self, cells: Iterable[Cell]) -> None:
        """Let these cells, and no others, show that they were found."""
        slots = self.form.grid.slots
        lit = {slots[cell.row][cell.column] for cell in cells}
        if lit != self._lit:
            self._lit = lit
            self.viewport().update()

    def rect_of(self, cell: Cell) -> QRect:
        """A cell's place in the table."""
        return self.edges.rect(cell)

    def selected_cells(self) -> list[Cell]:
        """All cells that the selection touches, in paper order."""
        cells = (self.form.grid.cells[number] for number in self._touched())
        return sorted(cells, key=lambda cell: (cell.row, cell.column))

    def visualRect(self, index: Index) -> QRect:
        # The headers know one width of each column; the parts of the form have several.
        cell = self.form.cell(index)
        return QRect() if cell is None else self.edges.rect(cell)

    def indexAt(self, point: QPoint) -> QModelIndex:
        place = self.edges.place_at(point)
        if place is None:
            return QModelIndex()
        return self.form.index_of(self.form.grid.at(*place))

    def scrollTo(self, index: Index, hint: ScrollHint = ScrollHint.EnsureVisible) -> None:
        del hint
        cell = self.form.cell(index)
        if cell is not None:
            self.wanted.emit(self.rect_of(cell))

    def paint_cells(self, painter: QPainter, numbers: Iterable[int], window: QRect) -> None:
        """Paint the cells of these numbers where they stand on the paper."""
        grid, form = self.form.grid, self.form
        bands, selected = grid.sheet.bands, self._selected | self._lit
        cells = ((number, grid.cells[number]) for number in numbers)
        spots = [
            Spot(cell, bands[cell.row], form.mark(cell), selected=number in selected)
            for number, cell in cells
        ]
        self.painter.paint(painter, spots, window)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        for part in rects(event.region()):
            self.painter.blank(painter, part)
        self.paint_cells(painter, self._numbers_in(event.region()), self._window)
        current = self.form.cell(self.currentIndex())
        if self._hovered is not None and self._hovered is not current:
            self.painter.hovered(painter, self.rect_of(self._hovered))
        if current is not None:
            self.painter.current(painter, self.rect_of(current))
        painter.end()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        point = event.position().toPoint()
        self._hover(self.form.cell(self.indexAt(point)))
        super().mouseMoveEvent(event)
        if event.buttons() & Qt.MouseButton.LeftButton:
            self.wanted.emit(QRect(point.x(), point.y(), 1, 1))

    def leaveEvent(self, event: QEvent) -> None:
        self._hover(None)
        super().leaveEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()

    def focusInEvent(self, event: QFocusEvent) -> None:
        # As Qt does it, but for painting the whole table: it looks the same with the keys and
        # without, and they come back to it with each cell that is left.
        index = self.currentIndex()
        if not index.isValid():
            super().focusInEvent(event)
            return
        QWidget.focusInEvent(self, event)
        editable = bool(index.flags() & Qt.ItemFlag.ItemIsEditable)
        self.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, editable)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        QWidget.focusOutEvent(self, event)

    def currentChanged(self, current: Index, previous: Index) -> None:
        super().currentChanged(current, previous)
        for index in (current, previous):
            self._update_frame(index)

    def selectionChanged(self, selected: QItemSelection, deselected: QItemSelection) -> None:
        self._note_selection()
        super().selectionChanged(selected, deselected)

    def visualRegionForSelection(self, selection: QItemSelection) -> QRegion:
        return area_of(selection, self.form.grid, self.edges)

    def _note_selection(self) -> None:
        touched = self._touched()
        # One selected cell is the current one, and that has its frame.
        self._selected = touched if len(touched) > 1 else set()

    def _touched(self) -> set[int]:
        slots = self.form.grid.slots
        return {
            slots[row][column]
            for part in ranges(self.selectionModel().selection())
            for row in range(part.top(), part.bottom() + 1)
            for column in range(part.left(), part.right() + 1)
        }

    def _numbers_in(self, region: QRegion) -> Iterable[int]:
        slots, edges = self.form.grid.slots, self.edges
        numbers: dict[int, None] = {}
        for part in rects(region):
            # A line that the part touches may belong to the cell behind it.
            left, right = part.left() - 1, part.right() + 1
            for row in range(edges.row_at(part.top() - 1), edges.row_at(part.bottom() + 1) + 1):
                columns = edges.columns_between(row, left, right)
                numbers.update(dict.fromkeys(slots[row][columns]))
        return numbers

    def _hover(self, cell: Cell | None) -> None:
        if cell is not None and cell.path is None:
            cell = None
        if cell is self._hovered:
            return
        for changed in (cell, self._hovered):
            if changed is not None:
                self.viewport().update(self.rect_of(changed))
        self._hovered = cell

    def _update_frame(self, index: Index) -> None:
        cell = self.form.cell(index)
        if cell is not None:
            self.viewport().update(self.rect_of(cell).adjusted(0, 0, 1, 1))

    def _follow_update(self, update: FormUpdate) -> None:
        self._hovered = None
        if update.reshaped:
            if update.exchange is None:
                self._cut()
                find = cached_or_found if update.change.loaded else find_columns
                self._find_columns(find)
                self._fit()
            else:
                self._cut_again(update.exchange)
                self._exchange(update.exchange, update.cells)
            self._note_selection()
        elif update.cells:
            self.follow(update.cells)
        change = update.change
        if not (change.loaded or change.typing) and many_rows(change.before, change.after):
            self.renew_columns()

    def _find_columns(self, find: Callable[[Sheet], list[Places]]) -> None:
        self._sheet = self._columns_of = self.form.grid.sheet
        self._columns = find(self._sheet)

    def _measure_at(self, zoom: float) -> None:
        self._zoom = zoom
        typesetter = Typesetter(self._theme, zoom)
        self._heights = RowHeights(typesetter, lambda cell: self.form.mark(cell).prompt)
        self.painter = CellPainter(self._theme, typesetter, NO_EDGES)

    def _cut(self) -> None:
        """Merge the cells as the Sheet says."""
        self.clearSpans()
        self._merged = self.form.grid.merged
        for cell in self.form.grid.cells:
            if cell.rowspan > 1 or cell.colspan > 1:
                self.setSpan(cell.row, cell.column, cell.rowspan, cell.colspan)

    def _cut_again(self, exchange: Exchange) -> None:
        """Merge what has come, and labels that Qt has not moved along as they are to be.

        To merge cells of many rows is dear, and most labels are as they were.
        """
        first, gone, come = exchange
        grid, before, self._merged = self.form.grid, self._merged, self.form.grid.merged
        wanted = {(c.row, c.column): (c.rowspan, c.colspan) for c in self._merged}
        for cell in before:
            row = cell.row if cell.row < first else max(first, cell.row - gone) + come
            spans = self._spans(row, cell.column)
            if spans[0] > 1 and spans != wanted.get((row, cell.column)):
                self.setSpan(row, cell.column, 1, 1)
        for cell in chain(self._merged, *map(grid.in_row, range(first, first + come))):
            spans = cell.rowspan, cell.colspan
            if spans != self._spans(cell.row, cell.column):
                self.setSpan(cell.row, cell.column, *spans)

    def _spans(self, row: int, column: int) -> tuple[int, int]:
        return self.rowSpan(row, column), self.columnSpan(row, column)

    def _exchange(self, exchange: Exchange, cells: Collection[Cell]) -> None:
        """Measure the rows that came, and all of them where columns have other widths now."""
        grid = self.form.grid
        self._columns = exchange_columns(self._columns, self._sheet, grid.sheet, exchange)
        self._sheet = grid.sheet
        xs = on_screen(self._columns, self._zoom)
        self._take(self._heights.exchange(grid, xs, exchange, cells))

    def _fit(self) -> None:
        """Measure the whole table."""
        grid = self.form.grid
        self._take(self._heights.measure(grid, on_screen(self._columns, self._zoom)))

    def _take(self, edges: Edges, since: Edges | None = None) -> None:
        """Bring columns and rows to these measures.

        ``since``: the edges up to now, where the same rows stand in the same columns.
        """
        if edges is self.painter.edges:
            return
        self.painter.edges = edges
        columns, rows = self.horizontalHeader(), self.verticalHeader()
        if since is None:
            _resize(columns, range(len(edges.xs[-1]) - 1), edges.xs[-1])
            _resize(rows, range(len(edges.ys) - 1), edges.ys)
        else:
            _resize(rows, edges.other_heights(since), edges.ys)
        self.setFixedSize((edges.size + QSize(1, 1)).boundedTo(LARGEST))
        self.executeDelayedItemsLayout()  # of rows that came or went: it would paint twice, too
        self.viewport().update(self.rect() if since is None else self._moved(since))
        if since is None or self.held_row is not None:
            self.updateEditorGeometries()
        self.resized.emit()

    def _moved(self, since: Edges) -> QRegion:
        """What stands elsewhere now, or otherwise, than by these edges."""
        edges = self.edges
        row = min(edges.other_heights(since), default=len(edges.ys) - 1)
        region = QRegion(0, edges.ys[row], self.width(), self.height())
        for cell in self.form.grid.merged:
            if cell.row < row < cell.row + cell.rowspan:
                region += edges.rect(cell)
        return region


def _resize(header: QHeaderView, sections: Iterable[int], places: Sequence[int]) -> None:
    """Give these sections the sizes between their places."""
    # Told of a section, Qt paints the table once more by a timer of its own.
    with QSignalBlocker(header):
        for section in sections:
            size = places[section + 1] - places[section]
            if header.sectionSize(section) != size:
                header.resizeSection(section, size)
