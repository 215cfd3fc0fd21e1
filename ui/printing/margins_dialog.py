"""页边距: the four margins of an upright sheet, with the usual ones a click away."""

from __future__ import annotations

from msgspec.structs import astuple
from PySide6.QtWidgets import QPushButton, QWidget

from core.sheet.page_setup import BOUNDS, NAMES, USUAL, Margins
from ui.boxes import accept_or_cancel
from ui.dialog import Dialog, dialog_layout, form_lines
from ui.plain import PlainLabel
from ui.wheel import NumberField

HINT = (
    "订口是装订的一边，切口是它对面的一边；双面打印时背面左右对调。"
    "横着印的页在天头一边装订，订口在表的上方。打印机一般要留 5 毫米以上。"
)


class MarginsDialog(Dialog):
    """Asks for the margins in whole millimetres."""

    chapter = "打印"

    def __init__(self, known: Margins, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("页边距")
        self.setFixedWidth(360)
        self.fields = [NumberField() for _ in NAMES]
        form = form_lines()
        for name, bounds, field in zip(NAMES, BOUNDS, self.fields, strict=True):
            field.setRange(*bounds)
            field.setSuffix(" 毫米")
            field.setAccessibleName(name)
            form.addRow(name, field)
        self._show(known)
        self.fields[0].selectAll()  # a figure that is typed takes the place of the old one
        hint = PlainLabel(HINT)
        hint.setObjectName("hint")
        hint.setWordWrap(True)
        self.usual = QPushButton("恢复常用值（订口 28、切口 15、天头地脚 18）")
        self.usual.setAutoDefault(False)
        self.usual.clicked.connect(lambda: self._show(USUAL))
        layout = dialog_layout(self)
        layout.addLayout(form)
        layout.addWidget(hint)
        layout.addWidget(self.usual)
        layout.addWidget(accept_or_cancel(self, "确定"))

    def margins(self) -> Margins:
        """What the clerk chose."""
        return Margins(*(float(field.value()) for field in self.fields))

    def _show(self, margins: Margins) -> None:
        for field, value in zip(self.fields, astuple(margins), strict=True):
            field.setValue(round(value))
