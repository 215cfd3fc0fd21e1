"""Shown before a paste that adds rows or leaves texts out: what goes where, yes or no."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QColor, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QRadioButton,
    QStackedWidget,
    QTableWidget,
    QTableWidgetItem,
    QWidget,
)

from core.quoting import one_line
from ui.boxes import accept_or_cancel
from ui.dialog import Dialog, dialog_layout
from ui.fitted_columns import shared
from ui.plain import PlainLabel, tip
from ui.theme import Theme

if TYPE_CHECKING:
    from core.filling.pasting import Pasting

MOST_NAMES = 4
"""So many groups are named."""
SHOWN = 300
"""So many rows are listed; nobody reads more."""
LEAST = 48
"""Pixels that each column has, however many there are."""
BESIDE, ABOVE = 24, 12
"""Of a cell what is not its text: the style's padding, which Qt forgets as it breaks lines."""
SIZE = QSize(1040, 460)
TOP = Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft


class PastePreview(Dialog):
    """Lists the block; what comes new is marked 新增, what finds no cell is struck out.

    Where a block can be taken in two ways the clerk chooses; ``pasting`` is the chosen one.
    """

    chapter = "从 Excel 或 WPS 粘贴"

    def __init__(
        self, pasting: Pasting, theme: Theme, parent: QWidget, *, moved: bool = False
    ) -> None:
        """``moved``: it goes to another row than the clerk's."""
        super().__init__(parent)
        self.pasting = pasting
        self._moved = "这是指标的各行，放进指标表，不放在光标所在的格子。" if moved else ""
        self.setWindowTitle("粘贴预览")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(SIZE.boundedTo(parent.window().size() - QSize(40, 60)))
        self._ways = [pasting, *([pasting.instead] if pasting.instead is not None else [])]
        self._said = PlainLabel()
        self._said.setWordWrap(True)
        self._lists = QStackedWidget()
        for way in self._ways:
            self._lists.addWidget(_list(way, theme))
        layout = dialog_layout(self)
        self.choices = [QRadioButton(_way(way)) for way in self._ways]
        if len(self.choices) > 1:
            for at, choice in enumerate(self.choices):
                choice.clicked.connect(lambda _=False, way=at: self._choose(way))
                layout.addWidget(choice)
            self.choices[0].setChecked(True)
        layout.addWidget(self._said)
        layout.addWidget(self._lists, 1)
        buttons = accept_or_cancel(self, "粘贴")
        layout.addWidget(buttons)
        self._choose(0)
        buttons.buttons()[0].setFocus()

    def _choose(self, at: int) -> None:
        self.pasting = self._ways[at]
        self._said.setText(self._moved + describe(self.pasting))
        self._lists.setCurrentIndex(at)


def _way(pasting: Pasting) -> str:
    rows, filled = pasting.replaced
    if pasting.group is not None:
        return f"加在本组：各行都放在{_named(pasting.group)}里，已填的行和后面各组都不动"
    if not rows:
        return "逐格覆盖：从所选单元格起盖住原有的内容，一级、二级指标的划分不变"
    of_them = f"（其中 {filled} 行已填写）" if filled else ""
    return f"整表替换：换下这里起的 {rows} 行指标{of_them}，一级、二级指标也照粘贴的来"


def _named(group: str) -> str:
    return f"“{group}”" if group else "未命名的二级指标"


def _replacing(pasting: Pasting) -> list[str]:
    rows, filled = pasting.replaced
    more = len(pasting.block) - rows
    if filled:
        parts = [f"代替这里起的 {rows} 行指标（其中 {filled} 行已填写）"]
    else:
        parts = [f"填进这里起的 {pasting.fitting} 个空行"]
        parts += [f"另加 {more} 行"] if more > 0 else []
        parts += [f"余下 {-more} 个空行去掉"] if more < 0 else []
    if pasting.gone:
        parts.append(f"没有用到的{_several(pasting.gone)}不再保留")
    return parts


def _several(groups: Sequence[str]) -> str:
    more = "等" if len(groups) > MOST_NAMES else ""
    return "、".join(f"“{name}”" for name in groups[:MOST_NAMES]) + more


def describe(pasting: Pasting) -> str:
    """What the paste does, in one sentence."""
    parts = [f"共 {len(pasting.block)} 行"]
    if pasting.replaced[0]:
        parts += _replacing(pasting)
    elif pasting.group is not None:
        if pasting.fitting:
            parts.append(f"前 {pasting.fitting} 行填入本组空着的或同名的行")
        if pasting.added:
            parts.append(f"新增 {pasting.added} 行三级指标")
    elif pasting.added:
        parts.append(f"其中 {pasting.added} 行表中没有位置，将新增为三级指标")
    if pasting.unplaced:
        parts.append(f"{len(pasting.unplaced)} 处内容没有可填的单元格，不会粘贴（划线处）")
    if pasting.overrun:
        parts.append(f"会盖住后面{_several(pasting.overrun)}里已有的指标")
    return "，".join(parts) + "。粘贴后可一次撤销。"


def _list(pasting: Pasting, theme: Theme) -> QTableWidget:
    """The block as a table; among indicators, where each row comes to stand goes first."""
    block = pasting.block[:SHOWN]
    columns = max((len(row) for row in block), default=0)
    homes = [pasting.homes] if pasting.homes else []
    table = _Block(len(block), len(homes) + columns)
    table.setObjectName("block")
    table.setAccessibleName("要粘贴的内容")
    table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
    table.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
    table.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    heads = [*["归入" for _ in homes], *pasting.heads[:columns]]
    heads += [f"第 {at + 1} 列" for at in range(len(heads) - len(homes), columns)]
    table.setHorizontalHeaderLabels(heads)
    left = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
    table.horizontalHeader().setDefaultAlignment(left)
    table.horizontalHeader().setTextElideMode(Qt.TextElideMode.ElideRight)
    for column, head in enumerate(heads):
        item = table.horizontalHeaderItem(column)
        if item is not None:
            item.setToolTip(tip(head))
    table.verticalHeader().setDefaultAlignment(TOP)
    table.setVerticalHeaderLabels(
        [f"{at + 1}" if at < pasting.fitting else f"{at + 1} 新增" for at in range(len(block))]
    )
    for row, texts in enumerate(block):
        added = row >= pasting.fitting
        for column, home in enumerate(homes):
            item = _item(home[row] if row < len(home) else "", theme, added=added)
            item.setForeground(QColor(theme.ink_2))
            table.setItem(row, column, item)
        for column, text in enumerate(texts):
            item = _item(text or "", theme, added=added)
            if (row, column) in pasting.unplaced:
                font = item.font()
                font.setStrikeOut(True)
                item.setFont(font)
                item.setForeground(QColor(theme.error))
            table.setItem(row, len(homes) + column, item)
    table.measure()
    return table


class _Block(QTableWidget):
    """All of the columns side by side, no text cut: what is longer than its column is broken."""

    def __init__(self, rows: int, columns: int) -> None:
        super().__init__(rows, columns)
        self._wanted = [0] * columns
        self._sharing = False
        self.setVerticalScrollMode(QTableWidget.ScrollMode.ScrollPerPixel)

    def measure(self) -> None:
        """Find what each column wants; comes once all texts are there."""
        self.resizeColumnsToContents()
        self._wanted = [self.columnWidth(column) for column in range(self.columnCount())]
        self._share()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._share()

    def _share(self) -> None:
        """Rows that grow may bring a scroll bar, which takes of the width: then once more."""
        if self._sharing:
            return
        self._sharing = True
        room = -1
        while self.viewport().width() != room:
            room = self.viewport().width()
            for column, width in enumerate(shared(self._wanted, room, LEAST)):
                self.setColumnWidth(column, width)
            for row in range(self.rowCount()):
                highest = max(self._height(row, at) for at in range(self.columnCount()))
                self.setRowHeight(row, highest)
            self.updateGeometries()
            if self.viewport().width() > room:
                break  # it would come and go for ever
        self._sharing = False

    def _height(self, row: int, column: int) -> int:
        item, room = self.item(row, column), QRect(0, 0, self.columnWidth(column) - BESIDE, 0)
        text = "" if item is None else item.text()
        wrapped = self.fontMetrics().boundingRect(room, Qt.TextFlag.TextWordWrap, text or "行")
        return wrapped.height() + ABOVE


def _item(text: str, theme: Theme, *, added: bool) -> QTableWidgetItem:
    item = QTableWidgetItem(one_line(text))
    item.setToolTip(tip(text))
    # Beside a long text, which may be higher than what is seen, the short ones begin with it.
    item.setTextAlignment(TOP)
    if added:
        item.setBackground(QColor(theme.accent_wash))
    return item
