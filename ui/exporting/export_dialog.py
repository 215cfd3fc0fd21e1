"""导出: which kind, which forms, where to."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QRadioButton,
    QWidget,
)

from core.issuing.blanks import Blank
from core.issuing.options import Paper
from ui.boxes import accept_or_cancel
from ui.dialog import Dialog, dialog_layout
from ui.elided import Choice
from ui.exporting.kind_cards import KindCards
from ui.file_choice import ask_folder
from ui.offering import offer, set_tip
from ui.plain import PlainLabel, caption, tip
from ui.theme import Theme

Forms = tuple[tuple[int, str], ...]
"""Each a number in the archive and a title."""

OPEN, CHOSEN, YEAR = range(3)
LONGEST_TITLE = 40


class Offer(NamedTuple):
    """What there is to choose from: any of them may be blank. Of a year, how many forms it has.

    ``year``: that of the open form, as lists show it.
    """

    opened: Forms
    chosen: Forms
    years: Mapping[str, int]
    year: str = ""


class Wish(NamedTuple):
    """What the clerk wants; ``blank`` only where the kind is a bureau's blank.

    ``year``: all forms of that year are wanted, which are still to be looked up.
    """

    paper: Paper
    forms: Forms
    folder: Path
    blank: Blank | None
    year: str | None = None


class ExportDialog(Dialog):
    """Pictures above, then the blank, the forms and the folder."""

    chapter = "导出：选种类、选表、选文件夹"

    blanks_wanted = Signal()
    """The clerk wants to see the list of remembered blanks."""

    def __init__(
        self, offer: Offer, paper: Paper, folder: str, theme: Theme, parent: QWidget
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle("导出")
        self._offer = offer
        self.cards = KindCards(theme, paper)
        self.explanation = PlainLabel()
        self.explanation.setObjectName("hint")
        self.explanation.setWordWrap(True)
        self.blank = Choice()
        self.blank.setAccessibleName("空表")
        self.more = QPushButton("选择空表…")
        self.more.clicked.connect(self.blanks_wanted)
        self.whose = PlainLabel("空表")
        self.sources = QButtonGroup(self)
        self.year = Choice()
        self.year.setAccessibleName("年度")
        self.folder = QLineEdit(folder)
        self.folder.setAccessibleName("导出到文件夹")
        browse = QPushButton("浏览…")
        browse.setAccessibleName("选择文件夹")
        browse.clicked.connect(self._browse)
        for title, count in offer.years.items():
            self.year.addItem(caption(f"{title or '没有年度'}（{count} 份）"), title)
        self.year.setCurrentIndex(max(0, self.year.findData(offer.year)))
        self._radios = self._make_radios()
        self._lay_out(browse)
        self.cards.changed.connect(self._follow)
        self.sources.idToggled.connect(self._follow)
        self.year.activated.connect(self._choose_year)
        self.blank.currentIndexChanged.connect(self._follow)
        self.folder.textChanged.connect(self._follow)
        self._follow()
        self.cards.setFocus()

    @property
    def wish(self) -> Wish | None:
        """What is chosen; ``None`` while something is missing."""
        paper, blank = self.cards.kind.paper, self.blank.currentData()
        if paper is not Paper.BLANK:
            blank = None
        folder = self.folder.text().strip()
        ready = folder and self._count and (blank is not None or paper is not Paper.BLANK)
        year = self.year.currentData() if self.sources.checkedId() == YEAR else None
        return Wish(paper, self._forms, Path(folder), blank, year) if ready else None

    def show_blanks(self, blanks: Sequence[Blank], chosen: str = "") -> None:
        """Offer the blanks that are remembered; ``chosen`` is the name of one."""
        wanted = chosen or self.blank.currentText()
        self.blank.blockSignals(True)
        self.blank.clear()
        for blank in blanks:
            self.blank.addItem(blank.name, blank)
        self.blank.setCurrentIndex(max(0, self.blank.findText(wanted)) if blanks else -1)
        self.blank.blockSignals(False)
        self._follow()

    @property
    def _forms(self) -> Forms:
        at = self.sources.checkedId()
        return {OPEN: self._offer.opened, CHOSEN: self._offer.chosen}.get(at, ())

    @property
    def _count(self) -> int:
        if self.sources.checkedId() == YEAR:
            return self._offer.years.get(self.year.currentData(), 0)
        return len(self._forms)

    def _make_radios(self) -> list[QRadioButton]:
        known = self._offer
        title = known.opened[0][1] if known.opened else "（没有打开的表）"
        short = title if len(title) <= LONGEST_TITLE else f"{title[: LONGEST_TITLE - 1]}…"
        count = len(known.chosen)
        several = f"的 {count} 份" if count else "的（先到档案总览里选）"
        texts = [f"打开的这一份：{short}", f"档案总览里选中{several}", "整年："]
        there = [bool(known.opened), bool(known.chosen), bool(known.years)]
        radios = []
        nothing = ("没有打开的表", "先到档案总览里选", "档案里还没有自评表")
        for at, (text, on, lacking) in enumerate(zip(texts, there, nothing, strict=True)):
            radio = QRadioButton(caption(text))
            offer(radio, "" if on else lacking)
            self.sources.addButton(radio, at)
            radios.append(radio)
        set_tip(radios[OPEN], tip(title))
        radios[YEAR].setAccessibleName("整年")
        first = CHOSEN if known.chosen else OPEN if known.opened else YEAR
        radios[first].setChecked(True)
        return radios

    def _lay_out(self, browse: QPushButton) -> None:
        grid = QGridLayout()
        grid.setHorizontalSpacing(10)
        grid.setVerticalSpacing(8)
        grid.setColumnStretch(1, 1)
        grid.addWidget(self.whose, 0, 0)
        grid.addWidget(self.blank, 0, 1)
        grid.addWidget(self.more, 0, 2)
        grid.addWidget(PlainLabel("哪些"), 1, 0)
        grid.addWidget(self._radios[OPEN], 1, 1, 1, 2)
        grid.addWidget(self._radios[CHOSEN], 2, 1, 1, 2)
        year = QHBoxLayout()
        year.addWidget(self._radios[YEAR])
        year.addWidget(self.year)
        year.addStretch(1)
        grid.addLayout(year, 3, 1, 1, 2)
        grid.addWidget(PlainLabel("文件夹"), 4, 0)
        grid.addWidget(self.folder, 4, 1)
        grid.addWidget(browse, 4, 2)
        self.missing = PlainLabel()
        self.missing.setObjectName("hint")
        self.missing.setWordWrap(True)
        buttons = accept_or_cancel(self, "导出")
        self.go = next(one for one in buttons.buttons() if one.text() == "导出")
        layout = dialog_layout(self)
        layout.addWidget(self.cards)
        layout.addWidget(self.explanation)
        layout.addLayout(grid)
        layout.addWidget(self.missing)
        layout.addStretch(1)
        layout.addWidget(buttons)
        for button in (self.more, browse):
            button.setAutoDefault(False)

    def _follow(self, *_: object) -> None:
        kind = self.cards.kind
        into = kind.paper is Paper.BLANK
        self.explanation.setText(kind.explanation)
        for widget in (self.whose, self.blank, self.more):
            widget.setVisible(into)
        known = self.blank.count() > 0
        self.more.setText("空表清单…" if known else "选择空表…")
        offer(self.blank, "" if known else "先选主管部门发的空表")
        missing = self._what_is_missing(into=into)
        self.missing.setText(missing)
        offer(self.go, "" if self.wish is not None else missing or "先选要导出的表")

    def _what_is_missing(self, *, into: bool) -> str:
        if into and not self.blank.count():
            return "先选主管部门发的空表（.xlsx、.docx，带宏的也行），选一次就记住了。"
        if not self._count:
            return "没有选自评表。"
        if not self.folder.text().strip():
            return "先选一个文件夹。"
        count = self._count
        return f"共 {count} 份。已有同名文件的，写之前会问一次。" if count > 1 else ""

    def _choose_year(self) -> None:
        self._radios[YEAR].setChecked(True)
        self._follow()

    def _browse(self) -> None:
        chosen = ask_folder(self, "导出到文件夹", self.folder.text())
        if chosen is not None:
            self.folder.setText(str(chosen))
