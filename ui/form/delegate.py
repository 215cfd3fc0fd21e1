"""Editors for the cells: opened over the cell, filled once, followed at every key."""

from __future__ import annotations

from PySide6.QtCore import (
    QAbstractItemModel,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
)
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem, QWidget

from core.sheet.sheet import Cell
from ui.document import Document
from ui.form.editors import CellEditor
from ui.form.form_model import CellRole, FormModel
from ui.form.metrics import text_top
from ui.form.painting import CellPainter
from ui.form.visit import Visit
from ui.theme import Theme

Index = QModelIndex | QPersistentModelIndex

_KEPT_OPEN = {
    Qt.FocusReason.ActiveWindowFocusReason,
    Qt.FocusReason.PopupFocusReason,
    Qt.FocusReason.MenuBarFocusReason,
}
"""Another window in front, or a menu, is no leaving of the cell."""


class CellDelegate(QStyledItemDelegate):
    """Makes and places ``CellEditor``s and carries their text to the model."""

    opened = Signal(object)
    """Emitted with a ``CellEditor`` that is about to be shown."""
    closed = Signal(object)
    """Emitted with the index whose editor is gone."""

    def __init__(self, document: Document, model: FormModel, theme: Theme, parent: QObject) -> None:
        super().__init__(parent)
        self._document = document
        self._model = model
        self._theme = theme
        self._painter: CellPainter | None = None
        self.editor: CellEditor | None = None
        """The open editor."""
        self.visit: Visit | None = None
        self.replacing = False
        """Whether the editor that opens next is opened by a key that replaces the text."""
        self.unasked = False
        """Whether the editor that opens next is opened by the program, not by the clerk."""

    def use(self, painter: CellPainter) -> None:
        """Take faces and places from this painter from now on."""
        self._painter = painter

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        del option
        cell: Cell = index.data(CellRole.CELL)
        assert self._painter is not None and cell.path is not None  # noqa: PT018, S101
        setter = self._painter.typesetter
        font = setter.font(self._model.kind(cell))
        editor = CellEditor(parent, self._theme, font, cell.path)
        editor.lower()  # the frozen head lies over it
        editor.set_alignment(cell.align)
        editor.typed.connect(lambda: self.commitData.emit(editor))
        place = QPersistentModelIndex(index)
        editor.grown.connect(lambda: self._place(editor, place))
        self.visit = Visit(self._document)
        self.editor = editor
        self.opened.emit(editor)
        return editor

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        # Qt comes here again after each key; writing then would break a composition.
        if isinstance(editor, CellEditor) and not editor.filled:
            editor.fill(
                index.data(Qt.ItemDataRole.EditRole), replace=self.replacing, unasked=self.unasked
            )

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: Index) -> None:
        if not isinstance(editor, CellEditor) or editor.abandoned:
            return
        if index.data(CellRole.PATH) == editor.path:
            model.setData(index, editor.text)

    def updateEditorGeometry(
        self, editor: QWidget, option: QStyleOptionViewItem, index: Index
    ) -> None:
        del option
        if isinstance(editor, CellEditor):
            self._place(editor, index)

    def destroyEditor(self, editor: QWidget, index: Index) -> None:
        if editor is self.editor:
            self.editor = None
        if self.visit is not None:
            self.visit.end()
            self.visit = None
        super().destroyEditor(editor, index)
        self.closed.emit(index)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        # The editor knows its own keys; what the base class makes of them is meant for one line.
        if event.type() in {QEvent.Type.KeyPress, QEvent.Type.ShortcutOverride}:
            return False
        left = isinstance(event, QFocusEvent) and event.lostFocus() and event.reason() in _KEPT_OPEN
        return False if left else super().eventFilter(watched, event)

    def _place(self, editor: CellEditor, index: Index) -> None:
        cell = self._model.cell(index)
        if cell is None or self._painter is None or editor.abandoned:
            return
        setter = self._painter.typesetter
        kind = self._model.kind(cell)
        rect = self._painter.edges.rect(cell)
        top = text_top(rect, cell, editor.text_height, setter.zoom)
        editor.place(rect, setter.pad(kind), top, setter.inset(cell, kind))
