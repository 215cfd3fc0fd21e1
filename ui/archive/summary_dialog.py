"""The window of 年度汇总: the table of all projects, the paragraph for 决算公开, its files."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QGuiApplication, QResizeEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QPlainTextEdit,
    QPushButton,
    QWidget,
)

from core.quoting import one_line
from core.years.year_page import YearPage, page_of
from core.years.yearly import HEAD, Year
from ui.archive.summary_table import SummaryTable
from ui.boxes import foot
from ui.dialog import Dialog, dialog_layout
from ui.elided import Choice, Elided
from ui.offering import offer
from ui.plain import PlainLabel
from ui.printing.progress import LOOKS, Count

NUMBER, PROJECT = HEAD.index("序号"), HEAD.index("项目名称")
DEPARTMENT, UNIT = HEAD.index("主管部门"), HEAD.index("实施单位")
TIGHT = {0, *range(HEAD.index("年初预算数（元）"), len(HEAD))}
"""Columns of figures and short words."""
SPARE = tuple(
    map(
        HEAD.index,
        (
            *("年初预算数（元）", "实施单位", "全年执行数（元）", "序号", "等级"),
            "全年预算数（元）",
        ),
    )
)
"""What gives way in a narrow window, the first one first: it is on paper and in Excel."""
WIDEST = 140
"""Of the column of units: what does not fit is in its tip, for the projects come first."""
HIGH = 640
"""Pixels; in a lower window most of the notes are scrolled to, or no projects would be seen."""
HINT = "只计定稿；“____”是档案里没有的，请填写后再公开"


class SummaryDialog(Dialog):
    """The table above, the paragraph below; a line opens its form."""

    chapter = "年度汇总"

    year_chosen = Signal(int)
    file_requested = Signal(object, str)
    """A ``Year`` and the ending of the file."""
    opened = Signal(int)

    def __init__(self, known: Sequence[int], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("年度汇总")
        self.resize(1240, 720)
        self._whole: YearPage | None = None
        self._count: Count | None = None
        self._looks = QTimer(self)
        self._looks.timeout.connect(self._look)
        self.shown: Year | None = None
        self.year, self.unit = Choice(), Choice()
        for year in known:
            self.year.addItem(f"{year} 年度", year)
        self.unit.setMinimumWidth(220)
        self.year.setAccessibleName("年度")
        self.unit.setAccessibleName("单位")
        self.counted = Elided("hint")
        heads = [name.removesuffix("（元）") for name in HEAD]
        self.table = SummaryTable("各项目", heads, PROJECT, SPARE, "这一年度没有自评表", NUMBER)
        self.table.setColumnHidden(DEPARTMENT, True)  # it is on paper and in Excel
        self.paragraph = QPlainTextEdit()
        self.paragraph.setReadOnly(True)
        self.paragraph.setAccessibleName("决算公开用的一段话")
        self.paragraph.setTabChangesFocus(True)
        self.notes = QPlainTextEdit()
        self.notes.setReadOnly(True)
        self.notes.setAccessibleName("没有计入的，和留空的")
        self.notes.setTabChangesFocus(True)
        self.copy = QPushButton("复制这段话")
        self.files = {ending: QPushButton(f"导出 {name}…") for ending, name in _NAMES.items()}
        self._lay_out()
        self.year.activated.connect(lambda _: self.begin(self.year.currentData()))
        self.unit.activated.connect(self._show)
        self.copy.clicked.connect(self._copy)
        for ending, button in self.files.items():
            button.clicked.connect(
                lambda _=False, kind=ending: self.file_requested.emit(self.shown, kind)
            )
        self.table.activated.connect(self._open)

    def begin(self, year: int) -> None:
        """Ask for the figures of a year."""
        self.year.setCurrentIndex(self.year.findData(year))
        self.counted.setText("正在汇总…")
        self._enable(on=False)
        self._count = None
        self.year_chosen.emit(year)

    def follow(self, count: Count | None) -> None:
        """Tell from time to time how many forms of the year are read; ``None``: it was given up."""
        self._count = count
        self._looks.start(LOOKS)
        if count is None:
            self.counted.setText("没有汇总成，原因写在后面的窗口里")

    def _look(self) -> None:
        if self._count is None:
            self._looks.stop()
            return
        done, total = self._count.at
        if done:
            self.counted.setText(f"正在汇总…已读 {done:,} / {total:,} 份")

    def show_year(self, page: YearPage) -> None:
        """Show these figures, if they are still those asked for."""
        if page.year.year != self.year.currentData():
            return
        self._count = None
        self._whole = page
        chosen = self.unit.currentData()
        self.unit.clear()
        self.unit.addItem("全部单位", "")
        for unit in page.units:
            self.unit.addItem(one_line(unit), unit)
        self.unit.setCurrentIndex(max(0, self.unit.findData(chosen)))
        self._show()

    def _show(self) -> None:
        if self._whole is None:
            return
        page, unit = self._whole, self.unit.currentData()
        if unit:
            page = page_of(page.year.only(unit))
        self.shown = year = page.year
        self.table.show_lines(page.lines, TIGHT, {UNIT: WIDEST})
        self.table.selectRow(0)
        self.paragraph.setPlainText(page.paragraph)
        self.notes.setPlainText(page.notes)
        self._fit_texts()
        drafts = f"（其中草稿 {len(year.drafts)} 份）" if year.drafts else ""
        self.counted.setText(f"共 {len(year.projects)} 个项目{drafts}，金额单位：元")
        self._enable(on=True)
        if not year.finals:
            offer(self.copy, "这一年还没有定稿，没有这段话")

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_texts()

    def _fit_texts(self) -> None:
        """Give the texts room for what they say, so that the projects have the rest."""
        notes = 8 if self.height() >= HIGH else 3
        for text, most in ((self.paragraph, 5), (self.notes, notes)):
            lines = round(text.document().documentLayout().documentSize().height())
            line, around = text.fontMetrics().lineSpacing(), 18
            text.setMinimumHeight(2 * line + around)
            text.setMaximumHeight(min(max(lines, 2), most) * line + around)

    def _open(self) -> None:
        row = self.table.line_at(self.table.currentIndex().row())
        if self.shown is not None and 0 <= row < len(self.shown.projects):
            self.accept()
            self.opened.emit(self.shown.projects[row].entry.id)

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self.paragraph.toPlainText())
        self.copy.setText("已复制")

    def _enable(self, *, on: bool) -> None:
        self.copy.setText("复制这段话")
        for button in (self.copy, *self.files.values()):
            offer(button, "" if on else "这一年没有计入的自评表")

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        for widget in (self.year, self.unit):
            head.addWidget(widget)
        head.addWidget(self.counted)
        head.addStretch(1)
        said = QHBoxLayout()
        label = PlainLabel("决算公开用的一段话")
        label.setObjectName("panelTitle")
        hint = Elided("hint")
        hint.setText(HINT)
        said.addWidget(label)
        said.addWidget(hint)
        said.addStretch(1)
        said.addWidget(self.copy)
        layout = dialog_layout(self)
        layout.addLayout(head)
        layout.addWidget(self.table, 1)
        layout.addLayout(said)
        layout.addWidget(self.paragraph)
        kept_out = PlainLabel("没有计入的，和留空的")
        kept_out.setObjectName("panelTitle")
        layout.addWidget(kept_out)
        layout.addWidget(self.notes)
        layout.addLayout(foot(self, *self.files.values()))
        self.table.setFocus()


_NAMES = {".xlsx": "Excel", ".pdf": "PDF"}
