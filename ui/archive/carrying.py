"""从上年结转: next year's form from last year's, and what it takes along."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QHBoxLayout,
    QPushButton,
    QWidget,
)

from core.archive.archive import Archive
from core.archive.overview import project_of, score_of
from core.archive.records import STAGE_NAMES, Entry
from core.quoting import one_line
from ui.archive.filing import Filing
from ui.dialog import Dialog, dialog_layout
from ui.feature import Feature, Parts
from ui.plain import PlainLabel
from ui.tables import fill, listing
from ui.wheel import NumberField

HEADS = ("年度", "项目名称", "实施单位", "状态", "总分")
ANSWERED = (
    "预算目标照上年原文，里面的年份和数字请改成本年的。\n"
    "上年写过改进措施的行，右下角写着那条措施：填了完成值，还要在偏差原因里写明它落实得怎样。"
)


class Carrying(Feature):
    """Begins a year with the form of the year before."""

    def __init__(self, parts: Parts, filing: Filing, window: QWidget) -> None:
        super().__init__(parts, window)
        self._filing = filing

    def handlers(self) -> Mapping[str, Callable[[], object]]:
        return {"carry": self.ask}

    def ask(self, evaluation_id: int | None = None) -> None:
        """Let the clerk choose the form to carry over; the one named, else the open one, first."""
        from core.years.carry_over import candidates

        if not self._autosave.flush():
            return
        known = self._ask(Archive.list)
        if known is None:
            return
        entries = candidates(known)
        if not entries:
            self.message.emit("档案里还没有可以结转的自评表，请先新建或导入上年的表", None)
            return
        dialog = CarryDialog(entries, evaluation_id or self._open_form.id, self._window)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.chosen.connect(self.carry)
        dialog.open()

    def carry(self, evaluation_id: int, year: int) -> None:
        """Begin the form of ``year`` from this evaluation and open it."""
        from core.years.carry_over import carry_over, promised_in_words, promises

        last = self._ask(lambda archive: archive.load(evaluation_id))
        if last is None:
            return
        count = len(promises(last))
        promised = f"，{promised_in_words(count)}" if count else ""

        self._filing.propose(
            carry_over(last, year),
            lambda: self.message.emit(f"已结转为 {year} 年度的自评表{promised}", None),
            follows=evaluation_id,
        )


class CarryDialog(Dialog):
    """Last years' forms, the newest first, and the year to begin."""

    chapter = "下一年"

    chosen = Signal(int, int)

    def __init__(
        self, entries: Sequence[Entry], wanted: int | None, parent: QWidget | None = None
    ) -> None:
        from core.years.carry_over import taken_in_words

        super().__init__(parent)
        self.setWindowTitle("从上年结转")
        self.resize(720, 480)
        self._entries = entries
        self.forms = listing("可以结转的自评表", HEADS)
        lines = [
            (
                *(str(entry.year), project_of(entry)),
                *(one_line(entry.unit), STAGE_NAMES[entry.stage]),
                score_of(entry.summary),
            )
            for entry in entries
        ]
        fill(self.forms, lines, wide=1)
        self.year = NumberField()
        self.year.setRange(1990, 2100)
        self.year.setSuffix(" 年度")
        self.year.setAccessibleName("结转到哪个年度")
        brought, left = taken_in_words()
        taken = PlainLabel(f"带过来：{brought}。\n不带：{left}。\n{ANSWERED}")
        taken.setObjectName("hint")
        taken.setWordWrap(True)
        go = QPushButton("结转")
        go.setObjectName("primary")
        go.setDefault(True)
        leave = QPushButton("取消")
        go.clicked.connect(self._accept)
        leave.clicked.connect(self.reject)
        buttons = QHBoxLayout()
        buttons.addWidget(PlainLabel("结转为"))
        buttons.addWidget(self.year)
        buttons.addStretch(1)
        buttons.addWidget(go)
        buttons.addWidget(leave)
        layout = dialog_layout(self)
        layout.addWidget(self.forms, 1)
        layout.addWidget(taken)
        layout.addLayout(buttons)
        self.forms.itemSelectionChanged.connect(self._follow)
        self.forms.activated.connect(self._accept)
        at = next((row for row, entry in enumerate(entries) if entry.id == wanted), 0)
        self.forms.selectRow(at)
        self.forms.setFocus()

    def _follow(self) -> None:
        year = self._entries[max(0, self.forms.currentRow())].year
        if isinstance(year, int):
            self.year.setValue(year + 1)

    def _accept(self) -> None:
        entry = self._entries[max(0, self.forms.currentRow())]
        self.accept()
        self.chosen.emit(entry.id, self.year.value())
