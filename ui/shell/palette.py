"""命令面板: every command by a few characters or the first letters of its pinyin."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPersistentModelIndex, QSize, Qt
from PySide6.QtGui import QAction, QKeyEvent, QKeySequence
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QHeaderView,
    QLineEdit,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)
from shiboken6 import isValid

from core.initials import match
from ui.elided import Elided
from ui.offering import why_not
from ui.plain import PlainLabel
from ui.shell.key_map import native

WIDTH, ROWS, ROW = 460, 10, 30
HINT, IDLE = Qt.ItemDataRole.UserRole + 1, Qt.ItemDataRole.UserRole + 2
"""What a command does or, where it cannot be used now, why not; and whether it cannot."""
ABOVE, BESIDE, LEAST_ROWS = 60, 102, 3
"""Pixels above it, and what it has besides its rows; so many rows are always seen."""
Index = QModelIndex | QPersistentModelIndex
_STEPS = {
    Qt.Key.Key_Down: 1,
    Qt.Key.Key_Up: -1,
    Qt.Key.Key_PageDown: ROWS,
    Qt.Key.Key_PageUp: -ROWS,
}


def found(query: str, actions: Sequence[QAction]) -> list[QAction]:
    """The actions that a query finds, the best first; all of them for a blank one."""
    ranked = []
    for place, action in enumerate(actions):
        by_name, by_tip = match(query, action.text()), match(query, action.statusTip())
        if by_name is not None:
            ranked.append((0, by_name, not action.isEnabled(), place))
        elif by_tip is not None and by_tip[0] == 0:  # scattered letters a sentence always has
            ranked.append((1, by_tip, not action.isEnabled(), place))
    return [actions[rank[-1]] for rank in sorted(ranked)]


class _CommandLine(QStyledItemDelegate):
    """Draws what cannot be used as such; it is an item like others, so that keys pass over it."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """As high as it is reckoned with: a style sheet's height is not heard here."""
        return QSize(super().sizeHint(option, index).width(), ROW)

    def initStyleOption(self, option: QStyleOptionViewItem, index: Index) -> None:
        super().initStyleOption(option, index)
        if index.data(IDLE):
            option.state &= ~QStyle.StateFlag.State_Enabled  # type: ignore[attr-defined]


class Palette(QFrame):
    """Floats over the window until a command is chosen or the keys go elsewhere."""

    def __init__(self, actions: Sequence[QAction], host: QWidget) -> None:
        super().__init__(host)
        self.setObjectName("palette")
        self._host = host
        self._actions = actions
        self._back: QWidget | None = None
        self.field = QLineEdit()
        self.field.setPlaceholderText("输入命令名称或拼音首字母，如 dyyl")
        self.field.setAccessibleName("查找命令")
        self.field.textChanged.connect(self._show)
        self.field.installEventFilter(self)
        self.list = QTreeWidget()
        self.list.setObjectName("commands")
        self.list.setAccessibleName("找到的命令")
        self.list.setColumnCount(2)
        self.list.setHeaderHidden(True)
        self.list.setRootIsDecorated(False)
        self.list.setUniformRowHeights(True)
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        head = self.list.header()
        head.setStretchLastSection(False)
        head.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        head.setSectionResizeMode(1, QHeaderView.ResizeMode.ResizeToContents)
        self.list.setItemDelegate(_CommandLine(self.list))
        self.list.itemClicked.connect(self._run)
        self.list.currentItemChanged.connect(self._tell)
        self.hint = Elided("hint")
        self.nothing = PlainLabel("没有找到命令，试试别的字或拼音首字母")
        self.nothing.setObjectName("hint")
        self.nothing.hide()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(10, 10, 10, 10)
        layout.setSpacing(8)
        layout.addWidget(self.field)
        layout.addWidget(self.nothing)
        layout.addWidget(self.list)
        layout.addWidget(self.hint)
        self.hide()

    def open(self) -> None:
        """Ask for a command; the keys come back afterwards to where they are now."""
        self._back = QApplication.focusWidget()
        self.field.clear()
        self._show("")
        rows = min(ROWS, max(LEAST_ROWS, (self._host.height() - ABOVE - BESIDE) // ROW))
        self.list.setFixedHeight(rows * ROW)
        self.resize(WIDTH, self.sizeHint().height())
        self.move((self._host.width() - WIDTH) // 2, ABOVE)
        self.show()
        self.raise_()
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.FocusOut and self.isVisible():
            self.hide()
        elif event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            return self._press(event)
        return super().eventFilter(watched, event)

    def _press(self, event: QKeyEvent) -> bool:
        key = Qt.Key(event.key())
        if key in _STEPS:
            self._mark(self.list.currentIndex().row() + _STEPS[key])
        elif key in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self._run(self.list.currentItem())
        elif key == Qt.Key.Key_Escape:
            self._leave()
        else:
            return False
        return True

    def _show(self, query: str) -> None:
        self.list.clear()
        actions = found(query, self._actions)
        self.nothing.setVisible(not actions)
        self.list.setVisible(bool(actions))
        self.hint.setVisible(bool(actions))
        for action in actions:
            keys = action.shortcut().toString(QKeySequence.SequenceFormat.PortableText)
            name = action.text().partition("\t")[0].removesuffix("…").replace("&&", "&")
            item = QTreeWidgetItem([name, native(keys) if keys else ""])
            item.setData(0, Qt.ItemDataRole.UserRole, action.objectName())
            item.setIcon(0, action.icon())
            item.setToolTip(0, action.statusTip())
            item.setData(0, HINT, why_not(action) or action.statusTip())
            for column in range(2):
                item.setData(column, IDLE, not action.isEnabled())
            self.list.addTopLevelItem(item)
        self._mark(0)
        if self.isVisible():
            self.resize(WIDTH, self.sizeHint().height())

    def _mark(self, row: int) -> None:
        last = self.list.topLevelItemCount() - 1
        item = self.list.topLevelItem(min(max(row, 0), last))
        if item is not None:
            self.list.setCurrentItem(item)

    def _tell(self, item: QTreeWidgetItem | None) -> None:
        self.hint.setText("" if item is None else str(item.data(0, HINT)))

    def _run(self, item: QTreeWidgetItem | None) -> None:
        if item is None or item.data(0, IDLE):
            return
        name = item.data(0, Qt.ItemDataRole.UserRole)
        self._leave()
        next(action for action in self._actions if action.objectName() == name).trigger()

    def _leave(self) -> None:
        self.hide()
        back, self._back = self._back, None
        if back is not None and isValid(back):  # the dialog that had the keys may be gone
            back.setFocus(Qt.FocusReason.OtherFocusReason)
