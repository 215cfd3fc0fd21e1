"""The window of 历年一览: the picture, its figures beside it, the page."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QHBoxLayout,
    QPushButton,
    QSizePolicy,
    QWidget,
)

from core.quoting import one_line
from core.years.trend import HEAD, Trend
from core.years.trend_picture import picture
from ui.archive.picture_view import PictureView
from ui.boxes import foot
from ui.dialog import Dialog, dialog_layout
from ui.elided import Choice, Elided
from ui.offering import offer
from ui.tables import fill, height_of, listing
from ui.theme import Theme

PROJECT, ALL = "project", ""
"""What is looked at: the open form's project, or the forms of all units; else a unit's name."""
LOST, NOTE = HEAD.index("失分（按一级指标）"), HEAD.index("说明")
SPARE = (HEAD.index("还没有回答的改进措施"), HEAD.index("执行率"))
"""What gives way in a narrow window: the picture has it too."""
BESIDE, LEAST_LINES = 1000, 3
"""From this width on the figures stand beside the picture; so many lines of them are seen."""
SHORT = {HEAD[LOST]: "失分", "还没有回答的改进措施": "未回答的措施"}
"""Beside the picture, which says the names in full."""


class TrendDialog(Dialog):
    """The picture, and beside it (in a narrow window below it) the same figures as a table."""

    chapter = "历年一览"

    wanted = Signal(str)
    page_requested = Signal(object)

    def __init__(
        self, units: Sequence[str], theme: Theme, parent: QWidget, *, with_project: bool
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle("历年一览")
        self.resize(1240, 560)
        self._trend: Trend | None = None
        self.choice = Choice()
        self.choice.setAccessibleName("看什么")
        if with_project:
            self.choice.addItem("打开的这个项目", PROJECT)
        self.choice.addItem("全部单位", ALL)
        for unit in units:
            self.choice.addItem(one_line(unit), unit)
        self.choice.setFixedWidth(260)
        self.subject = Elided("hint")
        self.subject.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.picture = PictureView(theme)
        self.figures = listing("历年的数字", [SHORT.get(name, name) for name in HEAD])
        fill(self.figures, (), wide=LOST, spare=SPARE)  # also before the answer nothing scrolls
        self.page = QPushButton("导出 PDF…")
        head = QHBoxLayout()
        head.addWidget(self.choice)
        head.addWidget(self.subject, 1)
        self.figures.setMinimumHeight(height_of(self.figures, LEAST_LINES))
        self._both = QHBoxLayout()
        self._both.addWidget(self.picture, 6)
        self._both.addWidget(self.figures, 5)
        layout = dialog_layout(self)
        layout.addLayout(head)
        layout.addLayout(self._both, 1)
        layout.addLayout(foot(self, self.page))
        self.choice.activated.connect(lambda _: self.begin())
        self.page.clicked.connect(lambda: self.page_requested.emit(self._trend))

    def showEvent(self, event: QShowEvent) -> None:
        self._stand(min(self.width(), self.most.width()))
        super().showEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._stand(event.size().width())
        super().resizeEvent(event)

    def _stand(self, width: int) -> None:
        """The figures beside the picture, in a narrow window below it."""
        direction = QBoxLayout.Direction
        wide = width >= BESIDE
        self._both.setDirection(direction.LeftToRight if wide else direction.TopToBottom)

    def begin(self) -> None:
        """Ask for what is chosen."""
        self.subject.setText("正在查看…")
        offer(self.page, "正在查看，请稍候")
        self.wanted.emit(self.choice.currentData())

    def show_trend(self, trend: Trend, wanted: str) -> None:
        """Show these years, if they are still those asked for."""
        if wanted != self.choice.currentData():
            return
        self._trend = trend
        self.subject.setText(trend.subject)
        lines = [one.cells for one in trend.years]
        told = "；".join("，".join(line) for line in lines)
        self.picture.show_picture(picture(trend), f"历年一览：{told}")
        self.figures.setColumnHidden(NOTE, not any(line[NOTE] for line in lines))
        fill(self.figures, lines, wide=LOST, spare=SPARE)
        offer(self.page, "" if trend.years else "没有可以列出的年度")
