"""Shown before a paste that adds rows or leaves texts out: what goes where, yes or no."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QDialogButtonBox,
    QLabel,
    QPushButton,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from ui.form.pasting import Pasting
from ui.theme import Theme

SHOWN = 300
"""So many rows are listed; nobody reads more."""
WIDEST = 180
SIZE = (1040, 460)


class PastePreview(QDialog):
    """Lists the block; what comes new is marked 新增, what finds no cell is struck out."""

    def __init__(self, pasting: Pasting, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle("粘贴预览")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(*SIZE)
        said = QLabel(describe(pasting))
        said.setWordWrap(True)
        buttons = QDialogButtonBox()
        paste = QPushButton("粘贴")
        paste.setObjectName("primary")
        buttons.addButton(paste, QDialogButtonBox.ButtonRole.AcceptRole)
        paste.setDefault(True)
        buttons.addButton("取消", QDialogButtonBox.ButtonRole.RejectRole)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.addWidget(said)
        layout.addWidget(_list(pasting, theme), 1)
        layout.addWidget(buttons)
        paste.setFocus()


def describe(pasting: Pasting) -> str:
    """What the paste does, in one sentence."""
    parts = [f"共 {len(pasting.block)} 行"]
    if pasting.added:
        parts.append(f"其中 {pasting.added} 行表中没有位置，将新增为三级指标")
    if pasting.homeless:
        parts.append(f"{len(pasting.homeless)} 处内容没有可填的单元格，不会粘贴（划线处）")
    if pasting.overrun:
        groups = "、".join(f"“{name}”" for name in pasting.overrun[:4])
        parts.append(f"会盖住后面{groups}里已有的指标；只想填本组，请先在本组添加行")
    return "，".join(parts) + "。粘贴后可一次撤销。"


def _list(pasting: Pasting, theme: Theme) -> QTableWidget:
    block = pasting.block[:SHOWN]
    columns = max((len(row) for row in block), default=0)
    table = QTableWidget(len(block), columns)
    table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
    table.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
    table.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    heads = [*pasting.heads[:columns]]
    heads += [f"第 {at + 1} 列" for at in range(len(heads), columns)]
    table.setHorizontalHeaderLabels(heads)
    table.setVerticalHeaderLabels(
        [f"{at + 1}" if at < pasting.fitting else f"{at + 1} 新增" for at in range(len(block))]
    )
    for row, texts in enumerate(block):
        for column, text in enumerate(texts):
            item = QTableWidgetItem(" ".join((text or "").split()))
            if row >= pasting.fitting:
                item.setBackground(QColor(theme.accent_wash))
            if (row, column) in pasting.homeless:
                font = item.font()
                font.setStrikeOut(True)
                item.setFont(font)
                item.setForeground(QColor(theme.error))
            table.setItem(row, column, item)
    table.resizeColumnsToContents()
    for column in range(columns):
        table.setColumnWidth(column, min(table.columnWidth(column), WIDEST))
    return table
