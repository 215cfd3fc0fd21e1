"""What a form that was read would fill into another one: 只填空白格, or what is chosen."""

from __future__ import annotations

from collections.abc import Collection

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import (
    QHBoxLayout,
    QPushButton,
    QTableWidgetItem,
    QWidget,
)

from core.filling.merging import Merging
from core.quoting import one_line
from ui.boxes import accept_or_cancel
from ui.dialog import Dialog, dialog_layout
from ui.fitted_columns import FittedColumns
from ui.offering import offer
from ui.plain import PlainLabel, tip
from ui.tables import listing

HEADS = ("栏目", "表里现有的", "文件里的")
SIZE = QSize(980, 560)
LEAST = 120


class MergeDialog(Dialog):
    """A line for each difference; those that are checked are taken."""

    chapter = "导入手头的表"

    def __init__(self, found: Merging, parent: QWidget) -> None:
        super().__init__(parent)
        self._found = found
        self._boxes: list[QTableWidgetItem] = []
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("填入自评表")
        self.resize(SIZE.boundedTo(parent.window().size() - QSize(40, 60)))
        self.warning = PlainLabel("\n".join(found.warnings))
        self.warning.setObjectName("calm" if not found.warnings else "mergeWarning")
        self.warning.setWordWrap(True)
        self.warning.setVisible(bool(found.warnings))
        self.blank_only, self.all, self.none = (
            QPushButton(text) for text in ("只填空白格", "全选", "全不选")
        )
        self.status = PlainLabel()
        self.table = listing("要填入的内容", HEADS)
        self._fill()
        choices = QHBoxLayout()
        for button, chosen in (
            (self.blank_only, found.usual),
            (self.all, range(len(found.additions))),
            (self.none, ()),
        ):
            button.setAutoDefault(False)
            button.clicked.connect(lambda _=False, these=chosen: self.choose(these))
            choices.addWidget(button)
        choices.addStretch(1)
        choices.addWidget(self.status)
        buttons = accept_or_cancel(self, "填入")
        self._go = buttons.buttons()[0]
        layout = dialog_layout(self)
        layout.addWidget(self.warning)
        layout.addLayout(choices)
        layout.addWidget(self.table, 1)
        layout.addWidget(buttons)
        self.table.itemChanged.connect(lambda _: self._tell())
        self.choose(found.at_first)
        self.table.setFocus()  # Enter fills in what is checked: it is no button's above the lines

    def chosen(self) -> frozenset[int]:
        """Which of the additions are to be taken."""
        checked = Qt.CheckState.Checked
        return frozenset(row for row, box in enumerate(self._boxes) if box.checkState() is checked)

    def choose(self, these: Collection[int]) -> None:
        """Check these lines and no others."""
        self.table.blockSignals(True)
        for row, box in enumerate(self._boxes):
            box.setCheckState(Qt.CheckState.Checked if row in these else Qt.CheckState.Unchecked)
        self.table.blockSignals(False)
        self.table.viewport().update()
        self._tell()

    def _fill(self) -> None:
        self.table.setRowCount(len(self._found.additions))
        for row, one in enumerate(self._found.additions):
            for column, text in enumerate((one.label, one.own, one.text)):
                item = QTableWidgetItem(one_line(text))
                item.setToolTip(tip(text))
                self.table.setItem(row, column, item)
                if column == 0:
                    self._boxes.append(item)
        FittedColumns(self.table, range(len(HEADS)), least=LEAST).measure()

    def _tell(self) -> None:
        chosen = self.chosen()
        over = sum(bool(self._found.additions[at].own.strip()) for at in chosen)
        changed = f"，其中 {over} 处会改掉表里现有的内容" if over else ""
        self.status.setText(f"选了 {len(chosen)} / {len(self._found.additions)} 处{changed}")
        offer(self._go, "" if chosen else "没有打勾的改动")
