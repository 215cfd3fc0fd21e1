"""本单位信息: what is the same on all forms of a unit, written once for every new form."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QWidget

from core.filling.beginning import UnitDetails
from core.quoting import one_line
from ui.archive.filing import Filing
from ui.boxes import accept_or_cancel
from ui.dialog import Dialog, dialog_layout, form_lines
from ui.feature import Feature, Parts
from ui.ime_composition import Composition
from ui.plain import PlainLabel
from ui.settings import LONGEST_LINE

WHY = "新建自评表时照着填好，在表上仍可修改；已有的表不会改动。空着的一栏，新建时照上一份填。"


class UnitDetailing(Feature):
    """Asks for the details and keeps them in the settings."""

    def __init__(self, parts: Parts, filing: Filing, window: QWidget) -> None:
        super().__init__(parts, window)
        self._filing = filing

    def handlers(self) -> Mapping[str, Callable[[], object]]:
        return {"unit": self.ask}

    def ask(self) -> None:
        """Show what is known, to be completed or changed."""
        dialog = UnitDialog(self._filing.unit_details(), self._window)
        dialog.accepted.connect(lambda: self._keep(dialog.details()))
        dialog.open()

    def _keep(self, details: UnitDetails) -> None:
        self._settings.unit_details = details
        self.setup_step_done.emit()


class UnitDialog(Dialog):
    """Four lines; each may stay blank."""

    chapter = "新建"

    def __init__(self, known: UnitDetails, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("本单位信息")
        self.resize(460, 260)
        self.unit, self.department = QLineEdit(known.unit), QLineEdit(known.department)
        self.reporter, self.telephone = QLineEdit(known.reporter), QLineEdit(known.telephone)
        form = form_lines()
        for name, line in (
            ("实施单位", self.unit),
            ("主管部门", self.department),
            ("填报人", self.reporter),
            ("联系电话", self.telephone),
        ):
            line.setMaxLength(LONGEST_LINE)
            Composition(line)
            form.addRow(name, line)
        hint = PlainLabel(WHY)
        hint.setObjectName("hint")
        hint.setWordWrap(True)
        layout = dialog_layout(self)
        layout.addLayout(form)
        layout.addWidget(hint)
        layout.addWidget(accept_or_cancel(self, "确定"))

    def details(self) -> UnitDetails:
        """What the clerk gave."""
        lines = (self.unit, self.department, self.reporter, self.telephone)
        return UnitDetails(*(one_line(line.text()) for line in lines))
