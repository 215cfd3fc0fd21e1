"""新建自评表: what a form is about, with what the last one said already filled in."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from core.model.evaluation import Evaluation
from core.model.number import MONEY_UNITS

FIRST_YEAR, LAST_YEAR = 2000, 2099


@dataclass(frozen=True, slots=True)
class Header:
    """项目信息 of a form."""

    project: str = ""
    year: int = 0
    unit: str = ""
    department: str = ""
    money_unit: str = "元"

    def on(self, evaluation: Evaluation) -> Evaluation:
        """The form with this header."""
        return replace(
            evaluation,
            project=self.project,
            year=self.year,
            unit=self.unit,
            department=self.department,
            money_unit=self.money_unit,
        )


def evaluated_year(today: date) -> int:
    """The year that is evaluated now: forms are filled in when it is over."""
    return today.year - 1


class NewFormDialog(QDialog):
    """Asks for the header; everything can be changed on the form later."""

    def __init__(self, known: Header, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("新建自评表")
        self.setMinimumWidth(460)
        self.project = QLineEdit(known.project)
        self.project.setPlaceholderText("与预算批复的项目名称一致")
        self.year = QSpinBox()
        self.year.setRange(FIRST_YEAR, LAST_YEAR)
        self.year.setValue(known.year or evaluated_year(date.today()))  # noqa: DTZ011
        self.year.setSuffix(" 年度")
        self.year.setButtonSymbols(QSpinBox.ButtonSymbols.NoButtons)
        self.unit = QLineEdit(known.unit)
        self.department = QLineEdit(known.department)
        self.money_unit = QComboBox()
        self.money_unit.addItems(list(MONEY_UNITS))
        self.money_unit.setCurrentText(known.money_unit)
        form = QFormLayout()
        form.setHorizontalSpacing(16)
        form.setVerticalSpacing(12)
        for name, field in (
            ("项目名称", self.project),
            ("年度", self.year),
            ("实施单位", self.unit),
            ("主管部门", self.department),
            ("金额单位", self.money_unit),
        ):
            form.addRow(name, field)
        hint = QLabel("以后都可以在表上直接修改；单位和部门已按上一份填好。")
        hint.setObjectName("hint")
        hint.setVisible(bool(known.unit or known.department))
        buttons = QDialogButtonBox()
        create = QPushButton("新建")
        create.setObjectName("primary")
        create.setDefault(True)
        buttons.addButton(create, QDialogButtonBox.ButtonRole.AcceptRole)
        buttons.addButton(QPushButton("取消"), QDialogButtonBox.ButtonRole.RejectRole)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 20, 24, 18)
        layout.setSpacing(16)
        layout.addLayout(form)
        layout.addWidget(hint)
        layout.addWidget(buttons)

    def header(self) -> Header:
        """What the clerk gave."""
        return Header(
            project=self.project.text().strip(),
            year=self.year.value(),
            unit=self.unit.text().strip(),
            department=self.department.text().strip(),
            money_unit=self.money_unit.currentText(),
        )


def ask_header(parent: QWidget, known: Header, then: Callable[[Header], object]) -> None:
    """Ask for the header of a new form; ``then`` gets it unless the clerk thinks better."""
    dialog = NewFormDialog(known, parent)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.accepted.connect(lambda: then(dialog.header()))
    dialog.open()
