"""What the clerk does with blocks of cells: copy, cut, paste, empty, fill down. One step each."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QItemSelection, QItemSelectionModel, QObject, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence

from core.exchange.pasted_text import NotPastedError
from core.model.edits import Edit, SetField, Together
from core.model.evaluation import Category, Group, Indicator
from core.model.path import find
from core.sheet.sheet import Align, Cell, Role
from ui.document import Document
from ui.form.paper_painting import PaperTable
from ui.theme import Theme

if TYPE_CHECKING:
    from core.exchange.clipboard_formats import Block
    from core.filling.pasting import Pasting

MANY = 5
"""From so many pasted rows on a backup is made first."""


class Blocks(QObject):
    """Works on the table's selection; ``origin`` is the view in whose name it edits."""

    message = Signal(str, object)
    """A short sentence about what was just done and, perhaps, a button: a text and what it does."""
    backup_needed = Signal(str)
    """Many rows are about to be pasted: worth a backup."""

    def __init__(
        self, document: Document, table: PaperTable, theme: Theme, origin: QObject
    ) -> None:
        super().__init__(table)
        self._document = document
        self._table = table
        self._theme = theme
        self._origin = origin

    @property
    def closed(self) -> str:
        """Why nothing can be changed; nothing where it can."""
        return self._document.closed

    @property
    def on_rows(self) -> bool:
        """Whether the selection touches rows of indicators or the names of their levels."""
        levels = (find(self._document.evaluation, node) for node in self._nodes())
        return any(isinstance(node, Category | Group | Indicator) for node in levels)

    def _nodes(self) -> set[int]:
        cells = self._table.selected_cells()
        return {cell.node for cell in cells if cell.node is not None}

    def does(self, event: QKeyEvent) -> bool:
        """Do what this key asks for, if it is a key of blocks."""
        for keys, act in (
            (QKeySequence.StandardKey.Copy, self.copy),
            (QKeySequence.StandardKey.Cut, self.cut),
            (QKeySequence.StandardKey.Paste, self.paste),
            (QKeySequence.StandardKey.SelectAll, self._table.selectAll),
        ):
            if event.matches(keys):
                act()
                return True
        if QKeySequence(event.keyCombination()) == QKeySequence("Ctrl+D"):
            self.fill_down()
            return True
        return False

    def copy(self) -> None:
        """Put the selected cells on the clipboard."""
        from ui.form.clipboard import copied

        cells = self._table.selected_cells()
        if cells:
            QGuiApplication.clipboard().setMimeData(copied(cells))

    def cut(self) -> None:
        """Copy, then empty."""
        self.copy()
        self.empty()

    def empty(self) -> None:
        """Empty the selected cells of the clerk; names and titles only where nothing else is."""
        from core.filling.pasting import fill

        cells = [cell for cell in self._table.selected_cells() if cell.path is not None]
        inputs = [cell for cell in cells if cell.role is Role.INPUT]
        self._do(fill(self._document.evaluation, inputs or cells, "", "清空单元格"))

    def fill_down(self) -> None:
        """Repeat each column's first selected text downwards."""
        from core.filling.pasting import fill_down

        cells = self._table.selected_cells()
        self._do(fill_down(self._document.evaluation, self._table.form.grid, cells))

    def paste(self) -> None:
        """Lay the clipboard's block on the paper, from the upper left selected cell on."""
        from ui.form.clipboard import offered

        try:
            block = offered(QGuiApplication.clipboard().mimeData()).block
        except NotPastedError as error:
            self.message.emit(str(error), None)
            return
        self.lay(block)

    def lay(self, block: Block) -> None:
        """Lay a block on the paper; what adds rows or cannot be placed whole is shown first."""
        from core.filling.paste_headings import as_one_text
        from core.filling.pasting import PASTE, fill, paste, place

        cells = self._table.selected_cells()
        if not block or not cells:
            return
        evaluation = self._document.evaluation
        block = as_one_text(self._corner(cells), block)
        only = block[0][0] if len(block) == len(block[0]) == 1 else None
        if only is not None and len(cells) > 1:
            self._do(fill(evaluation, cells, only, PASTE))
            return
        grid = self._table.form.grid
        corner = self._corner(cells)
        start, block = place(evaluation, grid, corner, block)
        pasting = paste(evaluation, grid, start, block)
        moved = start.row != corner.row
        if not (moved or pasting.added or pasting.unplaced or pasting.overrun or pasting.instead):
            self._put_in(pasting, start)
            return
        from ui.form.paste_preview import PastePreview

        preview = PastePreview(pasting, self._theme, self._table.window(), moved=moved)
        preview.accepted.connect(lambda: self._put_in(preview.pasting, start))
        preview.open()

    def _put_in(self, pasting: Pasting, start: Cell) -> None:
        if pasting.edit is not None and self._document.refuses(pasting.edit):
            return
        if len(pasting.block) >= MANY:
            self.backup_needed.emit("粘贴前")
        self._do(pasting.edit)
        self._select(start, pasting)
        single = len(pasting.block) == len(pasting.block[0]) == 1
        said = ["已粘贴" if single else f"已粘贴 {len(pasting.block)} 行"]
        if pasting.added:
            said.append(f"新增 {pasting.added} 行指标")
        if pasting.unplaced:
            said.append(f"{len(pasting.unplaced)} 处内容没有可填的单元格，未粘贴")
        self.message.emit("，".join(said), self._joining(start, pasting))

    def _joining(self, start: Cell, pasting: Pasting) -> tuple[str, Callable[[], None]] | None:
        """The way to make one paragraph of a pasted text whose lines a printed page had broken."""
        from core.filling.running_text import broken, joined

        path, text = start.path, pasting.block[0][0] or ""
        if path is None or start.align is not Align.TEXT or not broken(text):
            return None
        edit = Together((SetField(path, joined(text)),), "并成一段")
        return "并成一段", lambda: self._do(edit)

    def join_lines(self) -> None:
        """Make one paragraph of the current cell's lines."""
        from core.filling.running_text import joined

        model = self._table.form
        cell = model.cell(self._table.currentIndex())
        text = "" if cell is None else model.written(cell)
        if cell is None or cell.path is None or "\n" not in text.strip():
            self.message.emit("这一格没有要并的行", None)
            return
        self._do(Together((SetField(cell.path, joined(text)),), "并成一段"))

    def _do(self, edit: Edit | None) -> None:
        if edit is not None:
            self._document.edit(edit, origin=self._origin)

    def _corner(self, cells: list[Cell]) -> Cell:
        """The cell in the selection's upper left corner."""
        first = min(cells, key=lambda cell: (cell.row, cell.column))
        return self._table.form.grid.at(first.row, min(cell.column for cell in cells))

    def _select(self, start: Cell, pasting: Pasting) -> None:
        """Leave what was pasted selected, so that it is seen, the cursor at its first cell."""
        grid, model = self._table.form.grid, self._table.form
        first = start.row + pasting.offset
        if first < len(grid.slots):
            # The row that was pasted over may be another one now: the cursor must not fall back
            # to the top of the form, where the next key would write over the project's name.
            self._table.setCurrentIndex(model.index_of(grid.at(first, start.column)))
        last = min(first + len(pasting.block), len(grid.slots)) - 1
        if last < first:
            return
        cells = [cell for cell in grid.in_row(last) if cell.column + cell.colspan > start.column]
        cells = cells[: max(map(len, pasting.block))]
        if cells:
            right = cells[-1].column + cells[-1].colspan - 1
            corners = model.index(first, start.column), model.index(last, right)
            self._table.selectionModel().select(
                QItemSelection(*corners), QItemSelectionModel.SelectionFlag.ClearAndSelect
            )
