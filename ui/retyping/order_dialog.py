"""安排顺序: which values an online module asks for, in which order; several orders by name."""

from __future__ import annotations

from msgspec.structs import replace
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QAbstractItemView,
    QCheckBox,
    QHBoxLayout,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from core.quoting import one_line
from core.retyping.memory import LONGEST_NAME
from core.retyping.order import COLUMNS, UNITS, Order, free_name, full_name, named, with_order
from ui.boxes import accept_or_cancel
from ui.dialog import Dialog, dialog_layout
from ui.elided import Choice
from ui.offering import offer
from ui.plain import PlainLabel

WORDS = "打勾的从上到下依次录入；相连的指标各栏逐行走，一行录完再到下一行。"


class OrderDialog(Dialog):
    """Works on copies of the orders; ``orders`` and ``chosen`` are what came of it."""

    chapter = "录入网上填报系统"

    def __init__(self, orders: tuple[Order, ...], chosen: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle("安排录入的顺序")
        self.setMinimumWidth(460)
        self.orders = orders
        self.chosen = named(orders, chosen).name
        self.renamed: dict[str, str] = {}
        """The former names of orders that got another one here."""
        self.which = Choice()
        self.which.setAccessibleName("顺序")
        self.name = QLineEdit()
        self.name.setMaxLength(LONGEST_NAME)
        self.name.setAccessibleName("顺序的名称")
        self.list = QListWidget()
        self.list.setAccessibleName("要录入的内容，打勾的才录入")
        self.list.setDragDropMode(QAbstractItemView.DragDropMode.InternalMove)
        self.list.setMinimumHeight(120)
        self.up, self.down = QPushButton("上移"), QPushButton("下移")
        self.new, self.remove = QPushButton("复制为新的"), QPushButton("删除")
        self.by_column = QCheckBox("逐栏走：一栏从头到尾录完，再到下一栏")
        self.blanks = QCheckBox("空着的也列出")
        self.unit = Choice()
        self.unit.setAccessibleName("金额的单位")
        for unit in UNITS:
            self.unit.addItem(f"金额换算成{unit}" if unit else "金额照表上写的", unit)
        self._lay_out()
        self.which.activated.connect(self._turn)
        self.new.clicked.connect(self._copy)
        self.remove.clicked.connect(self._remove)
        self.up.clicked.connect(lambda: self._move(-1))
        self.down.clicked.connect(lambda: self._move(1))
        QShortcut(QKeySequence("Alt+Up"), self, self.up.click)
        QShortcut(QKeySequence("Alt+Down"), self, self.down.click)
        self.up.setToolTip("Alt+↑")
        self.down.setToolTip("Alt+↓")
        self._show()

    def accept(self) -> None:
        self._keep()
        super().accept()

    def _show(self) -> None:
        order = named(self.orders, self.chosen)
        self.which.clear()
        self.which.addItems([one.name for one in self.orders])
        self.which.setCurrentText(order.name)
        self.name.setText(order.name)
        self.by_column.setChecked(order.by_column)
        self.blanks.setChecked(order.blanks)
        self.unit.setCurrentIndex(max(0, self.unit.findData(order.money_unit)))
        offer(self.remove, "" if len(self.orders) > 1 else "至少留一种顺序")
        self.list.clear()
        chosen = order.known()
        for column in (*chosen, *(one for one in COLUMNS if one not in chosen)):
            item = QListWidgetItem(full_name(column))
            item.setData(Qt.ItemDataRole.UserRole, column.key)
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            item.setFlags(item.flags() & ~Qt.ItemFlag.ItemIsDropEnabled)
            checked = Qt.CheckState.Checked if column in chosen else Qt.CheckState.Unchecked
            item.setCheckState(checked)
            self.list.addItem(item)
        self.list.setCurrentRow(0)

    def _keep(self) -> None:
        """Take over what the fields say of the order that is shown."""
        items = [self.list.item(row) for row in range(self.list.count())]
        checked = Qt.CheckState.Checked
        keys = [one.data(Qt.ItemDataRole.UserRole) for one in items if one.checkState() is checked]
        others = tuple(one for one in self.orders if one.name != self.chosen)
        wished = one_line(self.name.text()) or self.chosen
        new = Order(
            free_name(others, wished),
            tuple(keys),
            self.by_column.isChecked(),
            self.blanks.isChecked(),
            self.unit.currentData(),
        )
        self.orders = with_order(self.orders, self.chosen, new)
        if new.name != self.chosen:
            self.renamed[new.name] = self.renamed.pop(self.chosen, self.chosen)
        self.chosen = new.name

    def _turn(self, at: int) -> None:
        self._keep()  # which may give another name, but moves none
        self.chosen = self.orders[at].name
        self._show()

    def _copy(self) -> None:
        self._keep()
        order = named(self.orders, self.chosen)
        new = replace(order, name=free_name(self.orders, order.name))
        self.orders, self.chosen = (*self.orders, new), new.name
        self._show()
        self.name.setFocus()
        self.name.selectAll()

    def _remove(self) -> None:
        self.orders = tuple(one for one in self.orders if one.name != self.chosen)
        self.chosen = self.orders[0].name
        self._show()

    def _move(self, by: int) -> None:
        row = self.list.currentRow()
        if row >= 0 and 0 <= row + by < self.list.count():
            item = self.list.takeItem(row)
            self.list.insertItem(row + by, item)
            self.list.setCurrentRow(row + by)

    def _lay_out(self) -> None:
        words = PlainLabel(WORDS)
        words.setObjectName("hint")
        words.setWordWrap(True)
        first = QHBoxLayout()
        first.addWidget(self.which, 1)
        first.addWidget(self.new)
        first.addWidget(self.remove)
        second = QHBoxLayout()
        second.addWidget(PlainLabel("名称"))
        second.addWidget(self.name, 1)
        moves = QVBoxLayout()
        moves.addWidget(self.up)
        moves.addWidget(self.down)
        moves.addStretch(1)
        middle = QHBoxLayout()
        middle.addWidget(self.list, 1)
        middle.addLayout(moves)
        last = QHBoxLayout()
        last.addWidget(self.blanks)
        last.addStretch(1)
        last.addWidget(self.unit)
        layout = dialog_layout(self)
        layout.addLayout(first)
        layout.addLayout(second)
        layout.addWidget(words)
        layout.addLayout(middle, 1)
        layout.addWidget(self.by_column)
        layout.addLayout(last)
        layout.addWidget(accept_or_cancel(self, "确定"))
        for button in (self.new, self.remove, self.up, self.down):
            button.setAutoDefault(False)
