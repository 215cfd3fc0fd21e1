"""What can be chosen over the pages: how they lie on their sheets, what they show and bear."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import astuple
from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QPushButton, QWidget

from core.filling.signature_block import lacking
from core.issuing.options import Paper, PrintOptions
from ui.elided import Elided
from ui.offering import offer
from ui.settings import Settings

if TYPE_CHECKING:
    from core.issuing.printing import Printout

OTHER_PAPER = "只用于表格的页面"
FROZEN = "定稿时留存的 PDF，不再改动"
NOT_FILED = "还没有存进档案，没有核对码"
STAMPED = "带核对码的草稿总是印着“草稿”"
PUBLIC = "公开版不印签字栏"
CLOSED = "这份表现在不能修改"


class ChoiceBar(QWidget):
    """The choices; what concerns the paper itself is remembered in the settings."""

    changed = Signal()
    """The pages are to be made anew."""
    options_changed = Signal(PrintOptions)
    """From now on pages lie otherwise, or leave other room."""
    sign_requested = Signal()

    def __init__(self, settings: Settings, step: int) -> None:
        super().__init__()
        self.setObjectName("choiceBar")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._settings = settings
        self._draft_wanted = False
        self.landscape = _box("横向", "纸横着印，在表的上方装订")
        self.landscape.setChecked(settings.landscape)
        self.duplex = _box("双面", "两面都印：背面的装订边在另一侧")
        self.duplex.setChecked(settings.duplex)
        self.margins = QPushButton("页边距…")
        self.margins.setToolTip("订口、切口、天头、地脚各留多少")
        self.signed = _box("签字栏", "表后有填报人、负责人、盖章、日期，可以填写或留空手签")
        self.public = _box("公开版", "不印姓名和电话，适合上网公开")
        self.stamped = _box("核对码", "每页印上二维码、核对码和版次；草稿另印浅色的“草稿”")
        self.stamped.setChecked(settings.stamped)
        self.draft = _box("草稿字样", "每页印上浅色的“草稿”")
        self.line = QHBoxLayout(self)
        self.line.setContentsMargins(16, step, 16, step)
        self.line.setSpacing(3 * step)
        for choice in (
            *(self.landscape, self.duplex, self.margins),
            *(self.signed, self.public, self.stamped, self.draft),
        ):
            self.line.addWidget(choice)
        self.reason = Elided("hint")
        self.reason.hide()
        self.line.addWidget(self.reason, 1)
        for box in (self.landscape, self.duplex, self.stamped):
            box.toggled.connect(self._remember)
        self.margins.clicked.connect(self._ask_margins)
        self.public.toggled.connect(self.changed)
        self.signed.clicked.connect(self.sign_requested)
        self.draft.clicked.connect(self._want_draft)

    def options(self, paper: Paper) -> PrintOptions:
        """What the clerk chose, for this paper."""
        plain = not self._settings.stamped
        return PrintOptions(
            paper=paper,
            public=self.public.isChecked(),
            plain=plain,
            draft=plain and self._draft_wanted,
            setup=self._settings.page_setup,
        )

    def offer(self, printout: Printout, *, editable: bool) -> None:
        """Only what changes something can be chosen; ``editable``: a form that takes edits."""
        options = printout.options
        form = options.paper is Paper.FORM
        other = "" if form else OTHER_PAPER
        frozen = FROZEN if printout.frozen else ""
        offer(self.stamped, other or ("" if printout.filing is not None else NOT_FILED))
        self.stamped.blockSignals(True)  # it says what is printed; the wish stays
        self.stamped.setChecked(self._settings.stamped and printout.filing is not None)
        self.stamped.blockSignals(False)
        offer(self.draft, other or ("" if options.plain else STAMPED))
        self.draft.setChecked(printout.marked_draft)  # a stamped draft bears it unasked
        offer(self.landscape, other or frozen)
        for choice in (self.duplex, self.margins):
            offer(choice, frozen)
        self.reason.setText(frozen, "不再改动", "")
        self.reason.setVisible(bool(frozen))
        public = PUBLIC if options.public else ""
        offer(self.signed, other or frozen or ("" if editable else CLOSED) or public)
        self.signed.setChecked(not lacking(printout.evaluation))

    def _remember(self) -> None:
        settings = self._settings
        settings.landscape, settings.duplex = self.landscape.isChecked(), self.duplex.isChecked()
        settings.stamped = self.stamped.isChecked()
        self._tell()

    def _ask_margins(self) -> None:
        from ui.printing.margins_dialog import MarginsDialog

        dialog = MarginsDialog(self._settings.page_setup.margins, self)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)

        def chosen() -> None:
            self._settings.margins = [*astuple(dialog.margins())]
            self._tell()

        dialog.accepted.connect(chosen)
        dialog.open()

    def _tell(self) -> None:
        self.changed.emit()
        self.options_changed.emit(self._settings.print_options)

    def _want_draft(self, wanted: bool) -> None:
        self._draft_wanted = wanted
        self.changed.emit()


def _box(text: str, tip: str) -> QCheckBox:
    box = QCheckBox(text)
    box.setToolTip(tip)
    return box
