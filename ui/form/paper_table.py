"""The clerk's hands on the paper: where keys lead, how editors open and close."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from msgspec.structs import replace
from PySide6.QtCore import (
    QEvent,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    Qt,
)
from PySide6.QtGui import (
    QAction,
    QContextMenuEvent,
    QGuiApplication,
    QInputMethodEvent,
    QKeyEvent,
    QMouseEvent,
)
from PySide6.QtWidgets import QAbstractItemDelegate, QAbstractItemView, QWidget

from core.filling.next_cell import inputs
from core.model.path import Path
from core.sheet.sheet import Cell
from ui.document import Document
from ui.form.blocks import Blocks
from ui.form.delegate import CellDelegate
from ui.form.editors import CellEditor, Leave
from ui.form.form_model import FormModel
from ui.form.movement import Square, end_of_row, entered, far, neighbour_stop, paged, step
from ui.form.paper_painting import PaperTable
from ui.ime_composition import commit_composition
from ui.theme import Theme

if TYPE_CHECKING:
    from core.exchange.clipboard_formats import Block

Index = QModelIndex | QPersistentModelIndex
CursorAction = QAbstractItemView.CursorAction
Trigger = QAbstractItemView.EditTrigger
SelectionFlag = QItemSelectionModel.SelectionFlag

_BY_HAND = Trigger.DoubleClicked | Trigger.EditKeyPressed | Trigger.AnyKeyPressed

_STEPS = {
    CursorAction.MoveUp: (-1, 0),
    CursorAction.MoveDown: (1, 0),
    CursorAction.MoveLeft: (0, -1),
    CursorAction.MoveRight: (0, 1),
}
_MOVES = {
    Qt.Key.Key_Up: CursorAction.MoveUp,
    Qt.Key.Key_Down: CursorAction.MoveDown,
    Qt.Key.Key_Left: CursorAction.MoveLeft,
    Qt.Key.Key_Right: CursorAction.MoveRight,
    Qt.Key.Key_Home: CursorAction.MoveHome,
    Qt.Key.Key_End: CursorAction.MoveEnd,
    Qt.Key.Key_PageUp: CursorAction.MovePageUp,
    Qt.Key.Key_PageDown: CursorAction.MovePageDown,
}
HEAD_STAYS = "表名、年度和指标名称，打字不会替换；要改请按 F2 或双击"
_LEAVES = {Leave.DOWN: 1, Leave.UP: -1}
_ONWARD = {Leave.NEXT: 1, Leave.PREVIOUS: -1}
_ARROWS = {
    Leave.ARROW_UP: CursorAction.MoveUp,
    Leave.ARROW_DOWN: CursorAction.MoveDown,
    Leave.ARROW_LEFT: CursorAction.MoveLeft,
    Leave.ARROW_RIGHT: CursorAction.MoveRight,
}
_PRESERVED = (
    Qt.KeyboardModifier.ControlModifier
    | Qt.KeyboardModifier.AltModifier
    | Qt.KeyboardModifier.MetaModifier
)


class FormTable(PaperTable):
    """Moves and opens editors; ``blocks`` copies and pastes. All edits are in ``origin``'s name."""

    def __init__(self, document: Document, model: FormModel, theme: Theme, origin: QWidget) -> None:
        self._square = Square(0, 0)
        self._page = 0
        self._start = QPersistentModelIndex()
        self._extending = False
        self._leaving = False
        """Whether the open editor is being left: its row is as high as its text from then on."""
        self._tabbed_from: int | None = None
        """The column where Tab began: Enter goes on below it, as in Excel."""
        self.left_row: int | None = None
        """The node of the row from which Tab or Enter has just led to another one."""
        super().__init__(model, theme.on_paper, origin)
        self.setAccessibleName("自评表")
        self.blocks = Blocks(document, self, theme, origin)
        self.row_actions: Sequence[QAction | None] = ()
        """What the menu on the paper offers for rows; the window knows it."""
        self.cell_delegate = CellDelegate(document, model, theme.on_paper, self)
        self.cell_delegate.use(self.painter)
        self.cell_delegate.opened.connect(self._opened)
        self.cell_delegate.closed.connect(self._closed)
        self.setItemDelegate(self.cell_delegate)
        self.setEditTriggers(_BY_HAND)

    @property
    def editor(self) -> CellEditor | None:
        """The open editor."""
        return self.cell_delegate.editor

    @property
    def held_row(self) -> int | None:
        typing = self.editor is not None and not self._leaving
        return self.currentIndex().row() if typing else None

    def set_zoom(self, zoom: float) -> None:
        self.commit_editor()
        super().set_zoom(zoom)
        self.cell_delegate.use(self.painter)

    def set_page(self, height: int) -> None:
        """Tell how far Page Down leads."""
        self._page = height

    def go(self, cell: Cell, *, edit: bool = False) -> None:
        """Make a cell the current one, see to it that it is seen, and open it if asked."""
        index = self.form.index_of(cell)
        self._step_to(index)
        if edit and cell.path is not None:
            self.edit(index)
            if (editor := self.editor) is not None:
                editor.offer_to_replace()

    def current_cell(self) -> Cell | None:
        """The current cell."""
        return self.form.cell(self.currentIndex())

    def commit_editor(self) -> None:
        """Put in what is being composed and close the editor; its text is in the document."""
        editor = self.editor
        if editor is not None:
            commit_composition()
            self.commitData(editor)
            self._close(editor)

    def retype(self, path: Path | None) -> bool:
        """Show in the open editor what undo has put back, if it is the editor of this field."""
        editor = self.editor
        if editor is None or editor.path != path or editor.composing:
            return False
        editor.show_again(self.form.text_of(editor.path))
        return True

    @contextmanager
    def typing_kept(self) -> Iterator[None]:
        """While only the look changes: the cell that is open is open again, its caret in place."""
        editor = self.editor
        self.commit_editor()
        yield
        if editor is not None and self.form.path(self.currentIndex()) == editor.path:
            self.edit(self.currentIndex())
            if self.editor is not None:
                self.editor.go_on_as(editor)

    def drop_editor(self) -> None:
        """Close the editor without another word: the document went on without it."""
        editor = self.editor
        if editor is not None:
            self._close(editor)

    def edit(self, *how: Any) -> bool:  # type: ignore[override]  # noqa: ANN401
        # Called with an index alone by the program, with a trigger and its event by Qt.
        index, trigger, event = how if len(how) > 1 else (*how, Trigger.AllEditTriggers, None)
        if trigger in _BY_HAND and self.form.refuses(index):
            return False
        self.cell_delegate.replacing = trigger == Trigger.AnyKeyPressed
        self.cell_delegate.unasked = len(how) == 1
        if self.cell_delegate.replacing and self.form.is_filled_head(index):
            self.blocks.message.emit(HEAD_STAYS, None)
            return False
        return super().edit(index, trigger, event)

    def moveCursor(self, action: CursorAction, modifiers: Qt.KeyboardModifier) -> QModelIndex:
        grid, here = self.form.grid, self._here()
        control = bool(modifiers & Qt.KeyboardModifier.ControlModifier)
        cell: Cell | None = None
        if action in _STEPS:
            down, right = _STEPS[action]
            if control and down:
                self._square = far(grid, here, down)
            elif control:
                cell = end_of_row(grid, here, right)
            else:
                self._square = step(grid, here, down, right)
        elif action in {CursorAction.MoveHome, CursorAction.MoveEnd}:
            home = action == CursorAction.MoveHome
            if control:
                cell = next(iter(inputs(grid.sheet)[:: 1 if home else -1]), None)
            else:
                cell = end_of_row(grid, here, -1 if home else 1)
        elif action in {CursorAction.MovePageUp, CursorAction.MovePageDown}:
            pixels = self._page if action == CursorAction.MovePageDown else -self._page
            self._square = paged(grid, self.edges, here, pixels)
        elif action in {CursorAction.MoveNext, CursorAction.MovePrevious}:
            cell = self._neighbour(here, 1 if action == CursorAction.MoveNext else -1)
        if cell is not None:
            self._square = Square(cell.row, cell.column)
        return self.form.index_of(grid.at(self._square.row, self._square.column))

    def selectionCommand(self, index: Index, event: QEvent | None = None) -> SelectionFlag:
        # Qt would let Ctrl+End and a command of the window with Ctrl leave the old cell selected.
        return (
            SelectionFlag.ClearAndSelect
            if event is None
            else super().selectionCommand(index, event)
        )

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self.editor is not None and self.editor.composing:
            event.accept()  # the input method's key, on its way through the view
            return
        if self.blocks.does(event):
            event.accept()
            return
        match event.key():
            case Qt.Key.Key_Tab | Qt.Key.Key_Backtab:
                onward = 1 if event.key() == Qt.Key.Key_Tab else -1
                event.setAccepted(self._tab(onward))
            case Qt.Key.Key_Return | Qt.Key.Key_Enter if not event.modifiers() & _PRESERVED:
                shift = event.modifiers() & Qt.KeyboardModifier.ShiftModifier
                self._walk(-1 if shift else 1)
            case Qt.Key.Key_Delete | Qt.Key.Key_Backspace:
                self.blocks.empty()
            case key if key in _MOVES:
                self._move(_MOVES[Qt.Key(key)], event.modifiers())
            case _ if event.modifiers() & _PRESERVED:
                event.ignore()  # a shortcut of the window
            case _:
                super().keyPressEvent(event)

    def keyboardSearch(self, search: str) -> None:
        """Typing on a label does nothing; Qt would jump to a cell that begins so."""

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        # Qt itself opens the editor for a composition and keeps the focus where it is until that
        # is over. A text that comes without one it would drop.
        if self.editor is None and event.commitString() and not event.preeditString():
            self.edit(self.currentIndex(), Trigger.AnyKeyPressed, None)
            self._pass_on(event)
            return
        super().inputMethodEvent(event)

    def event(self, event: QEvent) -> bool:
        # While a composition that opened a cell is under way, the focus is still here.
        if event.type() == QEvent.Type.FocusAboutToChange:
            self._finish_composing()
        return super().event(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._finish_composing()
        target = self.indexAt(event.position().toPoint())
        left = event.button() == Qt.MouseButton.LeftButton
        if left and event.modifiers() == Qt.KeyboardModifier.ShiftModifier and target.isValid():
            self._extend_to(target)
            return
        super().mousePressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        from ui.form.menu import paper_menu

        paper_menu(self.blocks, self.row_actions, self).popup(event.globalPos())

    def currentChanged(self, current: Index, previous: Index) -> None:
        super().currentChanged(current, previous)
        if not self._extending:
            self._start = QPersistentModelIndex(current)
        self._tabbed_from = None
        self.left_row = None
        cell = self.form.cell(current)
        if cell is not None and entered(cell, self._square) != self._square:
            self._square = Square(cell.row, cell.column)

    def _move(self, action: CursorAction, modifiers: Qt.KeyboardModifier) -> None:
        target = self.moveCursor(action, modifiers)
        if modifiers & Qt.KeyboardModifier.ShiftModifier:
            self._extend_to(target)
            self.scrollTo(target)
        else:
            self._step_to(target)

    def _step_to(self, index: QModelIndex) -> None:
        # First the scrolling: Qt shifts what is seen only as long as no widget on it has gone,
        # and the editor goes with the cell.
        self.scrollTo(index)
        self.setCurrentIndex(index)

    def _extend_to(self, target: QModelIndex) -> None:
        """Select the block between where the selection began and here."""
        start = self._start if self._start.isValid() else QPersistentModelIndex(target)
        self._extending = True
        self.selectionModel().setCurrentIndex(target, SelectionFlag.NoUpdate)
        self._extending = False
        ends = (self.visualRect(start).center(), self.visualRect(target).center())
        self.setSelection(QRect(*ends).normalized(), SelectionFlag.ClearAndSelect)

    def _pass_on(self, event: QEvent) -> None:
        if self.editor is not None:
            QGuiApplication.sendEvent(self.editor, event)

    def _finish_composing(self) -> None:
        if self.editor is not None and self.editor.composing:
            commit_composition()

    def _here(self) -> Square:
        cell = self.current_cell()
        return self._square if cell is None else entered(cell, self._square)

    def _neighbour(self, here: Square, onward: int) -> Cell | None:
        return neighbour_stop(self.form.tab_stops_at(), self.form.grid, here, onward)

    def _tab(self, onward: int) -> bool:
        here, began = self._here(), self._tabbed_from
        cell = self._neighbour(here, onward)
        if cell is None:
            return False
        self._go_on(cell)
        bands = self.form.grid.sheet.bands
        if bands[here.row] is not bands[cell.row]:
            self._tabbed_from = cell.column  # what is entered here line by line begins here
        else:
            self._tabbed_from = here.column if began is None else began
        return True

    def _walk(self, down: int) -> None:
        here = self._here()
        if down > 0 and self._tabbed_from is not None:
            here = replace(here, column=self._tabbed_from)
        square = step(self.form.grid, here, down, 0)
        self._go_on(self.form.grid.at(square.row, square.column))
        self._square = square

    def _go_on(self, cell: Cell) -> None:
        """Go by Tab or Enter, and remember a row that is left by that."""
        left = self.form.path(self.currentIndex())
        self.go(cell)
        if left is not None and cell.path is not None and left.node != cell.path.node:
            self.left_row = left.node

    def _opened(self, editor: CellEditor) -> None:
        editor.left.connect(lambda way: self._leave(editor, way))
        editor.refused.connect(lambda sentence: self.blocks.message.emit(sentence, None))
        editor.table_pasted.connect(self._paste_table)
        editor.cursorPositionChanged.connect(lambda: self._follow_caret(editor))

    def _paste_table(self, block: Block) -> None:
        """In a cell that is open but has nothing in it yet, it goes where it would in a closed one.

        After 加一行 the new row's cell is open before the clerk has asked for it.
        """
        self.commit_editor()
        self.blocks.lay(block)

    def _closed(self, index: Index) -> None:
        cell = self.form.cell(index)
        if cell is not None:
            self.follow([cell])

    def _follow_caret(self, editor: CellEditor) -> None:
        if editor.isVisible():
            self.wanted.emit(editor.caret())

    def _leave(self, editor: CellEditor, way: Leave) -> None:
        if way is Leave.GIVE_BACK:
            editor.abandoned = True
            if (visit := self.cell_delegate.visit) is not None and visit.give_back():
                self.blocks.message.emit("这一格刚打的字没有留下", ("取回", visit.take_again))
            self._close(editor)
            return
        self.commitData(editor)
        editor.abandoned = True
        self._leaving = True
        cell = self.current_cell()
        if cell is not None:
            self.follow([cell])
        if way in _ARROWS:
            self._move(_ARROWS[way], Qt.KeyboardModifier.NoModifier)
        elif way in _LEAVES:
            self._walk(_LEAVES[way])
        else:
            self._tab(_ONWARD[way])
        self._leaving = False
        if self.editor is editor:  # there was no other cell to go to
            self._close(editor)

    def _close(self, editor: CellEditor) -> None:
        editor.abandoned = True
        self.closeEditor(editor, QAbstractItemDelegate.EndEditHint.NoHint)
