"""The outline beside the paper: the indicator tree, its figures, and the hands to change it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import (
    QCoreApplication,
    QEvent,
    QItemSelection,
    QItemSelectionModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPoint,
    QRect,
    QSize,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import (
    QAction,
    QColor,
    QContextMenuEvent,
    QDropEvent,
    QFocusEvent,
    QFontMetrics,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QPixmap,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QLineEdit,
    QMenu,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTreeView,
    QVBoxLayout,
    QWidget,
)

from ui import icons
from ui.document import Change, Document
from ui.ime_composition import Composition
from ui.marked_row import mark_current
from ui.outline.outline_model import OutlineModel, OutlineRow
from ui.outline.row_words import row_words
from ui.plain import PlainLabel
from ui.theme import Theme, interface_font
from ui.viewport import make_viewport

ROW = 26
INDENT = 13
FEW_ROWS = 20
EDITOR = "outlineEditor"
Index = QModelIndex | QPersistentModelIndex

# Joining flags takes longer than painting with them.
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class OutlineDelegate(QStyledItemDelegate):
    """Paints a row: its name at the left, how many stand below, its figures at the right."""

    def __init__(self, model: OutlineModel, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._model = model
        self._theme = theme
        self._fonts = {bold: interface_font(theme, bold=bold) for bold in (False, True)}
        self._metrics = {bold: QFontMetrics(font) for bold, font in self._fonts.items()}
        self._composition: Composition | None = None

    def finish_composing(self) -> None:
        """Have what is being composed in the open editor put in."""
        if self._composition is not None:
            self._composition.finish()

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        del option, index
        return QSize(60, ROW)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        theme, rect = self._theme, option.rect.adjusted(2, 0, -12, 0)  # type: ignore[attr-defined]
        row = self._model.row(index)
        bold = row.level == 0
        metrics = self._metrics[bold]
        painter.save()
        painter.setFont(self._fonts[bold])
        tone = theme.error if row.over else theme.warn_ink if row.short else theme.ink_3
        painter.setPen(QColor(tone))
        count = f" · {row.below}" if row.level == 1 else ""
        said, figures = row_words(row.title, count, row.figures, rect.width(), metrics)
        painter.drawText(rect, _RIGHT, figures)
        painter.setPen(QColor(self._colour(row)))
        painter.drawText(rect, _LEFT, said)
        painter.restore()

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        del option, index
        editor = QLineEdit(parent)
        editor.setObjectName(EDITOR)
        self._composition = Composition(editor)
        return editor

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        """The whole name is marked, and its beginning is what is seen of a long one."""
        super().setEditorData(editor, index)
        if isinstance(editor, QLineEdit):
            QTimer.singleShot(0, editor, lambda: _mark_from_end(editor))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        # Enter, Tab and Esc are the input method's while it composes: they close nothing.
        composing = self._composition is not None and self._composition.under_way
        if composing and event.type() == QEvent.Type.KeyPress:
            return False
        return super().eventFilter(watched, event)

    def _colour(self, row: OutlineRow) -> str:
        if row.unnamed:
            return self._theme.ink_3
        return self._theme.ink if row.level < 2 else self._theme.ink_2


def _mark_from_end(editor: QLineEdit) -> None:
    """Mark the name from its end to its beginning, unless somebody types already."""
    text = editor.text()
    if editor.selectedText() == text:
        editor.setSelection(len(text), -len(text))


class OutlineView(QTreeView):
    """The tree itself; a row's ground runs over its whole width, branch and all."""

    dropped = Signal(object)
    """The ids of the rows that were just moved by dropping."""
    deleted = Signal()
    """The clerk wants the chosen rows gone."""

    def __init__(self, model: OutlineModel, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        make_viewport(self)
        self._theme = theme
        self.outline = model
        self.setModel(model)
        self.names = OutlineDelegate(model, theme, self)
        self.setItemDelegate(self.names)
        self.setObjectName("outline")
        self.setAccessibleName("提纲")
        self.setHeaderHidden(True)
        self.setIndentation(INDENT)
        self.setUniformRowHeights(True)
        self.setMouseTracking(True)
        self.setExpandsOnDoubleClick(False)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.EditKeyPressed)
        self.setDragDropMode(QAbstractItemView.DragDropMode.InternalMove)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        # Only a viewport that paints its own ground is shifted as it scrolls, not painted anew.
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)

    def focusInEvent(self, event: QFocusEvent) -> None:
        mark_current(self, event)
        super().focusInEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        painter.fillRect(event.rect(), QColor(self._theme.chrome))
        painter.end()
        super().paintEvent(event)

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        # Qt shifts a tree only by fewer pixels than rows are seen, as if it counted in rows.
        self.viewport().scroll(dx, dy)

    def drawRow(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        rect: QRect = QRect(0, option.rect.y(), self.viewport().width(), option.rect.height())  # type: ignore[attr-defined]
        if self.selectionModel().isSelected(index):
            painter.fillRect(rect, QColor(self._theme.accent_wash))
            if index == self.currentIndex():
                bar = QRect(0, rect.y(), 3, rect.height())
                painter.fillRect(bar, QColor(self._theme.accent))
        elif option.state & QStyle.StateFlag.State_MouseOver:  # type: ignore[attr-defined]
            painter.fillRect(rect, QColor(self._theme.hover))
        super().drawRow(painter, option, index)

    def drawBranches(self, painter: QPainter, rect: QRect, index: Index) -> None:
        if not self.outline.hasChildren(index):
            return
        name = "collapse" if self.isExpanded(index) else "expand"
        # Not by the centre of Qt: above the upper edge that is rounded the other way.
        box = QRect(rect.right() - 10, rect.top() + rect.height() // 2 - 5, 10, 10)
        icons.paint(painter, box, name, self._theme.ink_3)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Delete:
            self.deleted.emit()
        else:
            super().keyPressEvent(event)

    def startDrag(self, supportedActions: Qt.DropAction) -> None:
        """Carry a small word along: a picture of the rows would hide where they go."""
        from PySide6.QtGui import QDrag

        del supportedActions
        chosen = self.selectedIndexes()
        drag = QDrag(self)
        drag.setMimeData(self.outline.mimeData(chosen))
        drag.setPixmap(self._carried(f"移动 {len(chosen)} 行"))
        drag.setHotSpot(QPoint(-14, -10))
        drag.exec(Qt.DropAction.MoveAction)

    def dropEvent(self, event: QDropEvent) -> None:
        ids = [self.outline.node_id(index) for index in self.selectedIndexes()]
        super().dropEvent(event)
        self.dropped.emit(tuple(ids))

    def _carried(self, text: str) -> QPixmap:
        label = PlainLabel(text)
        label.setObjectName("carried")
        label.adjustSize()
        return label.grab()


class OutlinePanel(QWidget):
    """Tree and context menu, in step with the paper both ways."""

    navigated = Signal(int)
    """The clerk went to this node in the tree; the paper should follow."""
    entered = Signal(int)
    """The clerk chose this node and wants to work in it."""

    def __init__(self, document: Document, theme: Theme, actions: Sequence[QAction | None]) -> None:
        super().__init__()
        self.setProperty("manual", "填表")
        self._actions = actions
        self._following = False
        self.model = OutlineModel(document, self)
        self.view = OutlineView(self.model, theme, self)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, theme.step, 0, 0)
        layout.addWidget(self.view)
        self.setFocusProxy(self.view)
        self.view.selectionModel().currentChanged.connect(self._went)
        self.view.activated.connect(self._entered)
        self.view.doubleClicked.connect(self._entered)
        self.view.dropped.connect(self.select)
        document.changed.connect(self._opened)
        self.model.rowsInserted.connect(self._came)
        self._spread()

    def selected(self) -> tuple[int, ...]:
        """The chosen nodes, in paper order."""
        chosen = {self.model.node_id(index) for index in self.view.selectedIndexes()}
        return tuple(node for node in self.model.ids() if node in chosen)

    def select(self, ids: Sequence[int]) -> None:
        """Choose these nodes, the first of them current, without leading the paper there."""
        found = [index for index in map(self.model.index_of, ids) if index.isValid()]
        self._following = True
        if found:
            selection = QItemSelection()
            for index in found:
                selection.select(index, index)
            model = self.view.selectionModel()
            model.setCurrentIndex(found[0], QItemSelectionModel.SelectionFlag.NoUpdate)
            model.select(selection, QItemSelectionModel.SelectionFlag.ClearAndSelect)
            for index in (found[-1], found[0]):
                self.view.scrollTo(index)
        else:
            self.view.selectionModel().clear()
        self._following = False

    def show_node(self, node: int | None) -> None:
        """Follow the paper to this node; what stands in no tree leaves nothing chosen."""
        if self._following:
            return
        chosen = self.selected()
        if node is not None and len(chosen) > 1 and node in chosen:
            return
        if chosen != (node,):
            self.select(() if node is None else (node,))

    def commit(self) -> None:
        """Take over a name that is being typed."""
        delegate = self.view.names
        # Qt answers Enter only when its events come round; afterwards the editor is closed, but
        # lives on for a moment.
        QCoreApplication.sendPostedEvents(delegate, QEvent.Type.MetaCall.value)
        opened = self.view.isPersistentEditorOpen(self.view.currentIndex())
        editor = self.view.findChild(QLineEdit, EDITOR) if opened else None
        if editor is not None:
            delegate.finish_composing()
            delegate.commitData.emit(editor)
            delegate.closeEditor.emit(editor, QStyledItemDelegate.EndEditHint.NoHint)

    def rename(self, node: int) -> None:
        """Open the name of a node for typing; what stands in no outline (a fund) has none."""
        index = self.model.index_of(node)
        if index.isValid():
            self.select((node,))
            self.view.setFocus()
            self.view.edit(index)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for action in self._actions:
            if action is None:
                menu.addSeparator()
            else:
                menu.addAction(action)
        menu.popup(event.globalPos())

    def _went(self, current: QModelIndex) -> None:
        if self._following or not current.isValid():
            return
        # Qt chooses rows only after it has made one current: until then the choice is the clerk's.
        self._following = True
        self.navigated.emit(self.model.node_id(current))
        self._following = False

    def _entered(self, index: QModelIndex) -> None:
        self.entered.emit(self.model.node_id(index))

    def _opened(self, change: Change) -> None:
        if change.loaded:
            self._spread()
        elif change.cursor is not None and self.view.currentIndex().isValid():
            self.view.scrollTo(self.view.currentIndex())  # undo may have moved it out of sight

    def _came(self, parent: QModelIndex, first: int, last: int) -> None:
        """A first level that comes new, as with a pasted table, shows what it holds."""
        if not parent.isValid():
            for row in range(first, last + 1):
                self.view.expand(self.model.index(row, 0))

    def _spread(self) -> None:
        """Show all of a short form, the first two levels of a long one."""
        if len(self.model.ids()) <= FEW_ROWS:
            self.view.expandAll()
        else:
            self.view.expandToDepth(0)
