"""The kinds of files that forms go out as, each chosen by its picture."""

from __future__ import annotations

from typing import NamedTuple

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QToolButton, QWidget

from core.issuing.options import Paper
from ui import icons
from ui.theme import Theme


class Kind(NamedTuple):
    """A kind of file: its words and its picture."""

    paper: Paper
    title: str
    icon: str
    explanation: str


KINDS = (
    Kind(Paper.FORM, "PDF", "pdf", "和纸质表样一样，能打印，带核对码；定稿的是定稿时的那一份。"),
    Kind(Paper.EXCEL, "Excel", "excel", "按纸质表样，公式会算；改了可以再导入。"),
    Kind(Paper.WORD, "Word", "word", "按纸质表样的 Word 表格；改了可以再导入。"),
    Kind(
        Paper.BLANK, "上级空表", "blank", "填进主管部门发的空表，照它的栏目、格式和公式；空表不变。"
    ),
    Kind(Paper.REPORT, "自评报告", "report", "自评报告的初稿（Word），要单位填写的地方标出。"),
    Kind(Paper.ANNEX, "评分底稿", "annex", "每一行得分的计算过程和依据（PDF）。"),
    Kind(Paper.DATA, "交换数据", "data", "一字不差的数据文件（JSON），给别的档案导入。"),
)
PICTURE, CARD = 28, QSize(82, 66)


class KindCards(QWidget):
    """A row of pictures, one of which is chosen; arrow keys move among them."""

    changed = Signal()

    def __init__(self, theme: Theme, first: Paper) -> None:
        super().__init__()
        self._group = QButtonGroup(self)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.step)
        for at, kind in enumerate(KINDS):
            card = QToolButton()
            card.setObjectName("card")
            card.setText(kind.title)
            card.setAccessibleDescription(kind.explanation)
            card.setToolTip(kind.explanation)
            card.setIcon(icons.icon(kind.icon, theme))
            card.setIconSize(QSize(PICTURE, PICTURE))
            card.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextUnderIcon)
            card.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
            card.setCheckable(True)
            card.setMinimumSize(CARD)
            self._group.addButton(card, at)
            row.addWidget(card)
        row.addStretch(1)
        self.choose(first)
        self._group.idToggled.connect(lambda _, on: self.changed.emit() if on else None)

    @property
    def kind(self) -> Kind:
        """The chosen one."""
        return KINDS[self._group.checkedId()]

    def choose(self, paper: Paper) -> None:
        """Choose the card of a kind."""
        at = next(at for at, kind in enumerate(KINDS) if kind.paper is paper)
        card = self._group.button(at)
        card.setChecked(True)
        self.setFocusProxy(card)
