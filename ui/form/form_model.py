"""The form as a Qt table: every cell of the Sheet at its place, kept in step with the document."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from enum import IntEnum
from itertools import chain
from typing import Any

from msgspec import Struct
from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
)

from core.exchange.pasted_text import clean
from core.filling.approval import LOCKED, is_approved, why_locked
from core.filling.next_cell import first_unfilled, inputs, tab_stops_at
from core.filling.spoken import spoken
from core.model.edits import SetField
from core.model.evaluation import ROOT, Indicator
from core.model.path import Path, UnknownPathError, find, read
from core.sheet.form import lay_out
from core.sheet.grid import Grid
from core.sheet.row_exchange import Exchange, changed_places, exchange_of
from core.sheet.sheet import Band, Cell, Role
from ui.document import Change, Document
from ui.form.cell_marks import PLAIN, Mark, Marks, marks, sentences
from ui.form.typesetting import Kind, kind_of

Index = QModelIndex | QPersistentModelIndex

_NOWHERE = QModelIndex()
_HEADS = {Role.TITLE, Role.HEADING}
_YEAR = Path(ROOT, "year")
_SELECTABLE = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
_EDITABLE = _SELECTABLE | Qt.ItemFlag.ItemIsEditable
_TIP = '<p style="white-space:pre-wrap">{}</p>'


class CellRole(IntEnum):
    """What a cell tells beside its text."""

    CELL = Qt.ItemDataRole.UserRole
    """The ``Cell`` of the Sheet."""
    PATH = Qt.ItemDataRole.UserRole + 1
    """The ``Path`` of the field that it shows, ``None`` for a label."""
    MARK = Qt.ItemDataRole.UserRole + 2
    """Its ``Mark``."""


class FormUpdate(Struct, frozen=True):
    """What a change of the document did to the table.

    ``reshaped``: rows came or went, or cells merge otherwise; ``cells``: the cells whose text or
    look is another now.  ``exchange``: one block of rows went and one came, all others are as they
    were but for ``cells``; ``None`` where nothing can be said of them.
    """

    change: Change
    reshaped: bool
    cells: Sequence[Cell]
    exchange: Exchange | None = None


class FormModel(QAbstractTableModel):
    """The Sheet of the document's present evaluation. Places that a merged cell covers are empty.

    ``origin`` is the view in whose name fields are set: it is the one that has the editor open.
    """

    updated = Signal(object)
    """Emitted with a ``FormUpdate`` after every change of the document, last of all."""

    def __init__(self, document: Document, origin: QObject | None = None) -> None:
        super().__init__(origin)
        self._document = document
        self._origin = origin or self
        self.grid = Grid.of_sheet(lay_out(document.evaluation, document.assessment))
        self.marks: Marks = marks(document.evaluation, document.assessment)
        self._answers: dict[int, Callable[[Cell], object]] = {
            Qt.ItemDataRole.DisplayRole: lambda cell: cell.text,
            Qt.ItemDataRole.EditRole: self.written,
            Qt.ItemDataRole.ToolTipRole: self._tip,
            Qt.ItemDataRole.AccessibleTextRole: self._spoken,
            CellRole.CELL: lambda cell: cell,
            CellRole.PATH: self.address,
            CellRole.MARK: self.mark,
        }
        document.changed.connect(self._follow)
        document.problems_changed.connect(self._follow)

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.grid.slots)

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.grid.sheet.widths)

    def cell(self, index: Index) -> Cell | None:
        """The cell that begins at ``index``; ``None`` where another one covers the place."""
        if not index.isValid():
            return None
        return self.grid.beginning_at(index.row(), index.column())

    def index_of(self, cell: Cell) -> QModelIndex:
        """Where a cell of the present grid begins."""
        return self.index(cell.row, cell.column)

    def path(self, index: Index) -> Path | None:
        """The field that the cell at ``index`` shows."""
        cell = self.cell(index)
        return None if cell is None else self.grid.address(cell)

    def address(self, cell: Cell) -> Path | None:
        """The field that a cell shows, also where nobody edits it."""
        return self.grid.address(cell)

    def mark(self, cell: Cell) -> Mark:
        """How a cell stands out."""
        path = self.grid.address(cell)
        return PLAIN if path is None else self.marks.get(path, PLAIN)

    def tab_stops_at(self) -> Callable[[Cell], bool]:
        """Whether Tab stops at a cell of the clerk's: at each where nothing is filled in."""
        document = self._document
        if document.closed:
            return lambda _: True
        return tab_stops_at(document.evaluation, document.found)

    def start(self) -> Cell | None:
        """The cell where the clerk begins: where work goes on, else the first one."""
        sheet, document = self.grid.sheet, self._document
        going_on = None
        if not document.closed:
            going_on = first_unfilled(sheet, document.evaluation, document.found)
        return going_on or next(iter(inputs(sheet)), None)

    def kind(self, cell: Cell) -> Kind:
        """The type in which a cell is set."""
        return kind_of(cell, self.grid.sheet.bands[cell.row])

    def written(self, cell: Cell) -> str:
        """The text of the cell's field as the clerk wrote it: blank where it is computed."""
        return cell.text if cell.path is None else self.text_of(cell.path)

    def text_of(self, path: Path) -> str:
        """The text of a field as it is in the document now."""
        try:
            return read(self._document.evaluation, path)
        except UnknownPathError:  # asked while rows are being exchanged
            return ""

    def flags(self, index: Index) -> Qt.ItemFlag:
        cell = self.cell(index)
        if cell is None:
            return Qt.ItemFlag.ItemIsEnabled if index.isValid() else Qt.ItemFlag.NoItemFlags
        if cell.path is None or self._document.closed or self.locked(cell):
            return _SELECTABLE
        return _EDITABLE

    def locked(self, cell: Cell) -> bool:
        """Whether what a cell shows is approved: it changes only with a reason."""
        # As ``is_locked``, by the band: it is asked for each cell that is painted.
        if cell.path is None or cell.path.field not in LOCKED:
            return False
        in_rows = self.grid.sheet.bands[cell.row] is Band.INDICATOR
        return in_rows and is_approved(self._document.evaluation)

    def is_filled_head(self, index: Index) -> bool:
        """Whether the cell is a name that the form bears already: its own, a level's, a fund's.

        Its year too, once it is one: a year that cannot be read is typed over as any wrong figure.
        """
        cell = self.cell(index)
        if cell is None or cell.role not in _HEADS:
            return False
        if cell.path == _YEAR and not isinstance(self._document.evaluation.year, int):
            return False
        return bool(self.written(cell).strip())

    def refuses(self, index: Index) -> bool:
        """Whether a cell of the clerk's takes no edits now; the document then says why."""
        cell = self.cell(index)
        if cell is None or cell.path is None:
            return False
        if self._document.closed:
            self._document.refused.emit(self._document.closed)
        elif self.locked(cell):
            self._document.locked.emit(why_locked(self._document.evaluation), None)
        else:
            return False
        return True

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: ANN401
        cell = self.cell(index)
        answer = self._answers.get(role)
        return None if cell is None or answer is None else answer(cell)

    def setData(
        self,
        index: Index,
        value: Any,  # noqa: ANN401
        role: int = Qt.ItemDataRole.EditRole,
    ) -> bool:
        cell = self.cell(index)
        if role != Qt.ItemDataRole.EditRole or cell is None or cell.path is None:
            return False
        self._document.edit(SetField(cell.path, clean(str(value))), origin=self._origin)
        return True

    def _tip(self, cell: Cell) -> str | None:
        from html import escape  # it brings a table of two thousand names

        path = self.grid.address(cell)
        said = [] if path is None else list(sentences(self._document.assessment, path))
        if path is not None and self.locked(cell):
            said.append(why_locked(self._document.evaluation))
        if cell.path is not None and cell.path.field == "name":
            said += self._filed(cell.path.node)
        return "".join(_TIP.format(escape(text)) for text in said) or None

    def _filed(self, node: int) -> list[str]:
        """How much evidence a row has, where it has any."""
        found = find(self._document.evaluation, node)
        count = len(found.evidence) if isinstance(found, Indicator) else 0
        return [f"佐证材料 {count} 件"] if count else []

    def _spoken(self, cell: Cell) -> str:
        path = self.grid.address(cell)
        if path is None:
            return cell.text
        filed = self._filed(path.node) if path.field == "name" else []
        return "，".join([spoken(self._document.evaluation, path, cell.text), *filed])

    def _follow(self, change: Change) -> None:
        sheet = lay_out(change.after, change.assessment)
        old_marks, self.marks = self.marks, marks(change.after, change.assessment)
        renewed = self.grid.renewed(sheet)
        if renewed is not None:
            self.grid = renewed
            changed = self._differing(old_marks)
            for cell in changed:
                self._emit_changed(cell.row, cell.column)
            self.updated.emit(FormUpdate(change, reshaped=False, cells=changed))
            return
        new = Grid.of_sheet(sheet)
        if change.loaded or self.grid.sheet.widths != sheet.widths:
            self.beginResetModel()
            self.grid = new
            self.endResetModel()
            self.updated.emit(FormUpdate(change, reshaped=True, cells=new.cells))
        else:
            exchange, told = self._exchange_rows(new, old_marks)
            self.updated.emit(FormUpdate(change, reshaped=True, cells=told, exchange=exchange))

    def _differing(self, old_marks: Marks) -> tuple[Cell, ...]:
        cells = {(cell.row, cell.column): cell for cell in self.grid.changed}
        for cell in self._marked_otherwise(old_marks):
            cells.setdefault((cell.row, cell.column), cell)
        return tuple(cells.values())

    def _marked_otherwise(self, old_marks: Marks) -> Iterator[Cell]:
        # A mark changes at few fields; to compare those is cheaper than to look at every cell.
        old, new = old_marks, self.marks
        paths = [path for path, mark in new.items() if old.get(path) is not mark]
        for path in chain(paths, old.keys() - new.keys()):
            if old.get(path, PLAIN) != new.get(path, PLAIN):
                cell = self.grid.of_path(path)
                if cell is not None:
                    yield cell

    def _exchange_rows(self, new: Grid, old_marks: Marks) -> tuple[Exchange, Sequence[Cell]]:
        # One block of rows goes and one comes; all around it keeps its index, so that the current
        # cell, the selection and an open editor stay where they are.
        old = self.grid
        head, gone, come = exchange = exchange_of(old, new)
        if gone:
            self.beginRemoveRows(_NOWHERE, head, head + gone - 1)
            self.grid = old.spliced(head, gone)
            self.endRemoveRows()
        if come:
            self.beginInsertRows(_NOWHERE, head, head + come - 1)
            self.grid = old.spliced(head, gone, new)
            self.endInsertRows()
        self.grid = new
        changed = {(row, column): cell for row, column, cell in changed_places(old, new, exchange)}
        for cell in self._marked_otherwise(old_marks):
            if not head <= cell.row < head + come:
                changed.setdefault((cell.row, cell.column), cell)
        for place in changed:
            self._emit_changed(*place)
        return exchange, [cell for cell in changed.values() if cell is not None]

    def _emit_changed(self, row: int, column: int) -> None:
        index = self.index(row, column)
        self.dataChanged.emit(index, index)
