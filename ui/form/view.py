"""The paper on its desk: a white page that scrolls, zooms and always holds the whole form."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtCore import Property, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QResizeEvent, QShowEvent, QWheelEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget

from core.filling.next_cell import inputs
from core.issuing.options import PrintOptions
from core.model.path import Path
from core.sheet.sheet import Role
from ui.document import Change, Document
from ui.form.form_model import FormModel, FormUpdate
from ui.form.frozen_head import FrozenHead
from ui.form.indicator_rows import row_at, selected_rows
from ui.form.metrics import PAGE_HEIGHT, PAGE_MARGIN, PAGE_WIDTH, fitting_zoom, whole_pixels
from ui.form.page_cuts import PageCuts
from ui.form.paper_background import PaperBackground
from ui.form.paper_place import Anchor, CellPlace
from ui.form.paper_table import FormTable
from ui.form.searching import Search
from ui.settings import Settings
from ui.theme import Theme
from ui.viewport import make_viewport

LEAST_ZOOM, MOST_ZOOM = 0.6, 2.0
WHEEL_STEP = 0.1
_DESK = 16
"""Pixels of the desk above and below the page; beside it, where there is room."""
_SLIVER = 2
"""The same beside the page in a narrow window."""
_AIR = 24
"""What is kept in sight above a cell one goes to."""
_AIR_BELOW = 64
"""And below it, where the window says what was done."""


class FormView(QScrollArea):
    """The form as it will be signed, to be filled in. The window embeds this."""

    current_changed = Signal(object)
    """The ``Path`` of the field that is current now, ``None`` on a label."""
    arrived = Signal()
    """Somebody was led to a field, or would be: ``go_to`` was called."""
    zoom_changed = Signal(float)
    page_changed = Signal(int, int)
    """Which printed page the current cell is on, else the middle of the window; of how many."""
    message = Signal(str, object)
    """A short sentence about what was just done and, perhaps, a button: a text and what it does."""
    backup_needed = Signal(str)
    """Something comes that is worth a backup, in a word."""

    def __init__(self, document: Document, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        make_viewport(self)
        self.setProperty("manual", "填表")
        self._document = document
        self._fitted = True
        self._changing = False
        """Whether a change is under way: where the cursor is meanwhile is nobody's place."""
        self.cutting = False
        self._path: Path | None = None
        self._page = (1, 1)
        self._anchor: Anchor | None = None
        self._stood = CellPlace(-1, -1, 0)
        """Where the clerk stood before the change that is under way."""
        # An open editor is closed before anything on the paper moves, so this listens first.
        document.changed.connect(self._before_change)
        self.model = FormModel(document, self)
        self._desk = PaperBackground(theme)
        self.table = FormTable(document, self.model, theme, self)
        self.table.setParent(self._desk)
        self._head = FrozenHead(self.table, theme)
        self._search = Search(self.table, theme, self)
        self._cuts = PageCuts(self)
        self._set_up()
        self.model.updated.connect(self._follow_update)
        self.table.wanted.connect(self.reveal)
        self.table.resized.connect(self._lay)
        self.table.blocks.message.connect(self.message)
        self.table.blocks.backup_needed.connect(self.backup_needed)
        self.table.selectionModel().currentChanged.connect(self._cursor_moved)
        for bar in (self.verticalScrollBar(), self.horizontalScrollBar()):
            bar.valueChanged.connect(self._scrolled)
        self._cuts.changed.connect(self._mark_cuts)
        self._lay()
        self._begin()
        self.show_cuts(wanted=True)

    def _set_up(self) -> None:
        self.setObjectName("form")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidget(self._desk)
        self.setFocusProxy(self.table)
        self.verticalScrollBar().setSingleStep(26)

    def current_path(self) -> Path | None:
        """The field of the current cell."""
        return self.model.path(self.table.currentIndex())

    def selected_nodes(self) -> tuple[int, ...]:
        """The indicators whose rows the selection touches, in paper order."""
        return selected_rows(self.table, self._document.evaluation)

    def row_at(self, place: QPoint) -> int | None:
        """The indicator whose row is at this place of the table; ``None`` beside the rows."""
        return row_at(self.table, self._document.evaluation, place)

    def go_to(self, path: Path, *, edit: bool = False) -> None:
        """Make the field the current one, bring it into sight and, if asked, open it."""
        self.commit_open_editor()
        cell = self.model.grid.near(path)
        if cell is not None:
            self.table.setFocus(Qt.FocusReason.OtherFocusReason)
            self.table.go(cell, edit=edit)
        self.arrived.emit()

    def commit_open_editor(self) -> None:
        """Finish what is being typed; call this before saving, printing, closing, switching."""
        self.table.commit_editor()

    def show_cuts(self, *, wanted: bool) -> None:
        """Show or hide where the printed pages will end."""
        self.cutting = wanted
        if wanted:
            self._cuts.follow(self.model.grid.sheet)
        else:
            self._cuts.stop()

    def recall(self, settings: Settings) -> None:
        """Be as the window was left: zoom, and the pages that are printed."""
        if settings.zoom:
            self.set_zoom(settings.zoom)
        self.cut_for(settings.print_options)

    def cut_for(self, options: PrintOptions) -> None:
        """Mark the ends of pages that are printed like this."""
        self._cuts.options = options
        self.show_cuts(wanted=self.cutting)

    def handlers(self) -> Mapping[str, Callable[[], object]]:
        """What each command on the paper does, by the id in the command table."""
        return {
            "find": self.open_find,
            "join": self.table.blocks.join_lines,
            "cuts": lambda: self.show_cuts(wanted=not self.cutting),
            "zoom_in": lambda: self._step_zoom(1),
            "zoom_out": lambda: self._step_zoom(-1),
            "zoom_reset": self.reset_zoom,
        }

    def in_use(self) -> list[QRect]:
        """The current row and the next one, and what says which column is which."""
        here = self.table.visualRect(self.table.currentIndex())
        place = QRect(self.table.viewport().mapTo(self, here.topLeft()), here.size())
        head = QRect(self._head.mapTo(self, QPoint()), self._head.size())
        rows = place.adjusted(-self.width(), 0, self.width(), here.height())
        return [rows, head] if self._head.isVisible() else [rows]

    def open_find(self) -> None:
        """Ask for a text and go from cell to cell that holds it."""
        self._search.open()

    @property
    def fitted(self) -> bool:
        """Whether the paper is as large as it fits the window, 100 % at the most."""
        return self._fitted

    def _step_zoom(self, steps: int) -> None:
        self.set_zoom(round(self.get_zoom() * 10 + steps) / 10)

    def get_zoom(self) -> float:
        return self.table.zoom

    def set_zoom(self, zoom: float) -> None:
        """Show the paper at this size, also where it is wider than the window then."""
        self._fitted = False
        self._zoom_to(zoom)

    def reset_zoom(self) -> None:
        """Back to 100 %, or to what fits the window if that is less."""
        self._fitted = True
        self._zoom_to(self._fitting())

    zoom = Property(float, get_zoom, set_zoom, notify=zoom_changed)

    def reveal(self, part: QRect) -> None:
        """Scroll no further than needed to see this part of the table, clear of frozen heads."""
        rect = part.translated(self.table.pos())
        seen = self.viewport().rect().translated(-self._desk.pos())
        top = seen.top() + max(self._head.covers(part.top()), self._search.covers) + _AIR
        bottom = seen.bottom() - _AIR_BELOW
        bar = self.verticalScrollBar()
        if rect.height() > bottom - top:
            if rect.bottom() < top or rect.top() > bottom:
                bar.setValue(bar.value() + rect.top() - top)
        elif rect.top() < top:
            value = bar.value() + whole_pixels(rect.top() - top, self.devicePixelRatioF())
            # So near the paper's upper edge, the edge itself belongs into sight.
            bar.setValue(value if value > self.viewport().height() // 4 else bar.minimum())
        elif rect.bottom() > bottom and (bar.value() or not self._fits_below_title(rect)):
            step = whole_pixels(rect.bottom() - bottom, self.devicePixelRatioF())
            bar.setValue(bar.value() + step)
        bar = self.horizontalScrollBar()
        if rect.left() < seen.left():
            bar.setValue(bar.value() + rect.left() - seen.left() - _SLIVER)
        elif rect.right() > seen.right():
            beyond = min(rect.right() - seen.right(), rect.left() - seen.left())
            bar.setValue(bar.value() + beyond + _SLIVER)

    def _fits_below_title(self, part: QRect) -> bool:
        """Whether this part of the desk, and the row after it, are seen with the form's title."""
        return part.bottom() + min(part.height(), _AIR_BELOW) <= self.viewport().height()

    def resizeEvent(self, event: QResizeEvent) -> None:
        seen = self._sees_current(event.oldSize())
        super().resizeEvent(event)
        if self._fitted and self._fitting() != self.table.zoom:
            self._zoom_to(self._fitting(), QPoint(0, 0))
        self._lay()
        self._search.place()
        if seen:
            self.reveal(self.table.visualRect(self.table.currentIndex()))

    def _sees_current(self, size: QSize) -> bool:
        """Whether the current cell is in sight, in a window of this size."""
        place = self.table.visualRect(self.table.currentIndex()).center()
        return QRect(QPoint(0, 0), size).contains(place + self._desk.pos() + self.table.pos())

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.table.renew_columns()
        # Out of sight it knew no height; who comes back finds it as it was.
        if not (self.verticalScrollBar().value() and self._sees_current(self.viewport().size())):
            self._scroll_to_current()

    def wheelEvent(self, event: QWheelEvent) -> None:
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            if turned := event.angleDelta().y():
                step = WHEEL_STEP if turned > 0 else -WHEEL_STEP
                self._fitted = False
                with self.table.typing_kept():
                    self._zoom_to(round(self.table.zoom + step, 1), event.position().toPoint())
            event.accept()
            return
        super().wheelEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        control = event.modifiers() & Qt.KeyboardModifier.ControlModifier
        if control and event.key() == Qt.Key.Key_0:
            self.reset_zoom()
        elif event.matches(QKeySequence.StandardKey.Find):
            self.open_find()
        else:
            event.ignore()  # keys that the table left are the window's, not the scroll bars'

    def _fitting(self) -> float:
        """100 %, or the zoom at which the page is as wide as the window."""
        return max(LEAST_ZOOM, fitting_zoom(self.viewport().width() - 2 * _SLIVER))

    def _zoom_to(self, zoom: float, about: QPoint | None = None) -> None:
        """Zoom so that ``about`` in the window stays there, else the current cell in sight."""
        seen = about is None and self._sees_current(self.viewport().size())
        about = QPoint(0, 0) if about is None else about
        old = self.table.zoom
        zoom = min(max(zoom, LEAST_ZOOM), MOST_ZOOM)
        if zoom == old:
            return
        ys = self.table.edges.ys
        at = about - self._desk.pos() - self.table.pos()
        row = self.table.edges.row_at(at.y())
        into = (at.y() - ys[row]) / max(1, ys[row + 1] - ys[row])
        across = at.x() / max(1, self.table.width())
        self._anchor = None
        self.table.set_zoom(zoom)
        ys = self.table.edges.ys
        y = ys[row] + into * (ys[row + 1] - ys[row]) if at.y() >= 0 else at.y() * zoom / old
        self._scroll_to(self.table.y() + round(y) - about.y())
        x = self.table.x() + round(across * self.table.width()) - about.x()
        self.horizontalScrollBar().setValue(x)
        if seen:
            self.reveal(self.table.visualRect(self.table.currentIndex()))
        self.zoom_changed.emit(zoom)

    def _scroll_to(self, y: int) -> None:
        self.verticalScrollBar().setValue(y)
        self._scrolled()

    def _lay(self) -> None:
        """Put the table on a page that is high enough, the page in the middle of the desk."""
        zoom, table = self.table.zoom, self.table
        width = round(PAGE_WIDTH * zoom)
        margin = round(PAGE_MARGIN * zoom)
        height = max(round(PAGE_HEIGHT * zoom), table.height() + 2 * margin)
        room = self.viewport().width()
        beside = _DESK if room >= width + 2 * _DESK else _SLIVER
        total = max(room, width + 2 * beside)
        left = (total - width) // 2
        table.move(left + (width - table.width()) // 2, _DESK + margin)
        self._desk.resize(total, height + 2 * _DESK)
        self._mark_cuts(QRect(left, _DESK, width, height))
        table.set_page(max(60, self.viewport().height() - 2 * _AIR))
        self._keep_place()
        self._scrolled()

    def _mark_cuts(self, page: QRect | None = None) -> None:
        ys, top = self.table.edges.ys, self.table.y()
        marks = [
            top + round(ys[cut.row] + cut.share * (ys[cut.row + 1] - ys[cut.row]))
            for cut in self._cuts.places
            if cut.row + 1 < len(ys)
        ]
        self._desk.lay(page or self._desk.page, self.table.geometry(), marks, self.table.zoom)
        self._tell_page()

    def _tell_page(self) -> None:
        part = self.table.visualRect(self.table.currentIndex()).translated(self.table.pos())
        place = self._desk.page_of(part, self.viewport().rect().translated(-self._desk.pos()))
        if place != self._page:
            self._page = place
            self.page_changed.emit(*place)

    def _scrolled(self) -> None:
        window = self.viewport().rect().translated(-self._desk.pos() - self.table.pos())
        self.table.set_window(window.adjusted(0, self._head.lie_over(window), 0, 0))
        self._anchor = Anchor.at(self.table, window.top())
        self._tell_page()

    def _keep_place(self) -> None:
        """Rows above the window may have come, gone or grown: what is seen stays in place."""
        top = None if self._anchor is None else self._anchor.top(self.table)
        if top is not None:
            self.verticalScrollBar().setValue(self.table.y() + top)

    def _begin(self) -> None:
        """Stand where work goes on in a form that was opened just now, with its rows in sight."""
        self._anchor = None
        self._scroll_to(0)
        start = self.model.start()
        if start is not None:
            self.table.setCurrentIndex(self.model.index_of(start))
        self._scroll_to_current()

    def _scroll_to_current(self) -> None:
        """Where the cell to begin at, or the row after it, lies below what is seen: upwards."""
        part = self.table.visualRect(self.table.currentIndex()).translated(0, self.table.y())
        if not self._fits_below_title(part):
            self._scroll_to(part.top() - self.viewport().height() // 3)

    def _cursor_moved(self) -> None:
        if self._changing:
            return
        self._tell_page()
        path = self.current_path()
        if path != self._path:
            self._path = path
            self.current_changed.emit(path)

    def _before_change(self, change: Change) -> None:
        self._changing = True
        self._stood = CellPlace.of_current(self.table, self.verticalScrollBar().value())
        if change.origin is not self and not (change.typing and self.table.retype(change.cursor)):
            self.table.drop_editor()

    def _follow_update(self, update: FormUpdate) -> None:
        change = update.change
        if change.again and self._stood.restore(self.table):
            self._scroll_to(self._stood.scrolled)
        elif change.loaded:
            self._begin()
        elif update.reshaped:
            self._find_current()
        self._changing = False
        self._cursor_moved()
        if self.cutting:
            self._cuts.follow(self.model.grid.sheet)
        if change.cursor is not None:
            self._return_to(change.cursor)

    def _find_current(self) -> None:
        """After rows came or went: back to the current field, else near to where it was."""
        grid, index = self.model.grid, self.table.currentIndex()
        cell = None if self._path is None else grid.of_path(self._path)
        if cell is None and index.isValid():
            beside = [c for c in grid.in_row(index.row()) if c.role is Role.INPUT]
            here = grid.at(index.row(), index.column())
            cell = here if here.role is Role.INPUT else next(iter(beside), None)
        if cell is None:
            cell = next(iter(inputs(grid.sheet)), None)
        if cell is not None and self.table.current_cell() is not cell:
            self.table.setCurrentIndex(self.model.index_of(cell))

    def _return_to(self, path: Path) -> None:
        """Undo and redo lead back to where the clerk stood; whoever has the keys keeps them."""
        cell = self.model.grid.near(path)
        if cell is not None:
            self.table.go(cell)
