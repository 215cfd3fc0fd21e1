"""项目信息: what a form is about, for a new one or to change it, in one small dialog."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date

from msgspec import Struct
from msgspec.structs import replace
from PySide6.QtCore import Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import (
    QComboBox,
    QFormLayout,
    QLineEdit,
    QWidget,
)

from core.beijing import today
from core.model.edits import SetField
from core.model.evaluation import ROOT, Evaluation, year_from_text
from core.model.number import MONEY_UNITS
from core.model.path import Path
from core.scoring.profile import DEFAULT_PROFILE, RuleProfile
from core.scoring.profile_file import profile_for, profile_names
from core.sheet.form import lay_out
from core.sheet.layout import DEFAULT_LAYOUT, Layout, layout_for, layout_names
from core.sheet.unshown import kept_in_words, unshown
from core.values.years import is_doubtful_year, meant_year
from ui.archive.filing import Filing
from ui.boxes import accept_or_cancel
from ui.dialog import Dialog, dialog_layout, form_lines
from ui.document import Document
from ui.elided import Choice
from ui.feature import Feature, Parts
from ui.ime_composition import Composition
from ui.plain import PlainLabel


class Header(Struct, frozen=True):
    """The fields of 项目信息, as they are typed."""

    project: str = ""
    year: str = ""
    unit: str = ""
    department: str = ""
    money_unit: str = "元"
    template: str = ""
    profile: str = ""

    @classmethod
    def of(cls, evaluation: Evaluation) -> Header:
        """What a form says now."""
        return cls(*(str(getattr(evaluation, name)) for name in cls.__struct_fields__))

    def on(self, evaluation: Evaluation) -> Evaluation:
        """The form with this header."""
        return replace(
            evaluation,
            project=self.project,
            year=year_from_text(self.year),
            unit=self.unit,
            department=self.department,
            money_unit=self.money_unit,
            template=self.template or evaluation.template,
            profile=self.profile or evaluation.profile,
        )

    def edits(self, evaluation: Evaluation) -> list[SetField]:
        """What makes the header of a form this one, 金额单位 left out."""
        now = Header.of(evaluation)
        return [
            SetField(Path(ROOT, name), getattr(self, name))
            for name in self.__struct_fields__
            if name != "money_unit" and getattr(now, name) != getattr(self, name)
        ]


class Beginning(Feature):
    """Begins a blank form; what is known of the unit and its people is taken over."""

    def __init__(self, parts: Parts, filing: Filing, window: QWidget) -> None:
        super().__init__(parts, window)
        self._filing = filing

    def handlers(self) -> Mapping[str, Callable[[], object]]:
        return {"new": self.ask}

    def ask(self) -> None:
        """Ask for the header of a new form; it is begun unless the clerk thinks better."""
        details, last = self._filing.unit_details(), self._filing.last_form()
        known = Header(
            unit=details.unit,
            department=details.department,
            year=str(evaluated_year(today())),
            template=DEFAULT_LAYOUT,
            profile=DEFAULT_PROFILE,
        )
        if last is not None:  # who fills in the form of one place goes on with it
            layout, rules = layout_for(last.template), profile_for(last.profile)
            unit = last.money_unit if last.money_unit in MONEY_UNITS else known.money_unit
            known = replace(known, template=layout.name, profile=rules.name, money_unit=unit)
        remembered = bool(known.unit or known.department)
        given = self._settings.unit_details
        source = "本单位信息" if given.unit or given.department else "上一份"
        hint = f"单位和部门已按{source}填好，以后都可以在表上直接修改。" if remembered else ""
        hint += "版式、评分规则和金额单位照上一份。" if last is not None else ""
        title = "新建自评表"
        _open(HeaderDialog(title, "新建", known, hint, self._window, leads=True), self.put)

    def put(self, header: Header) -> None:
        """Put a blank form with this header into the archive and open it."""
        from core.filling.beginning import new_form

        form = header.on(new_form(header.template, header.profile))
        self._filing.propose(self._filing.unit_details().sign(form))


HINT_LINES = 7
"""The dialog keeps its height whatever the hint says, where the screen has the room."""


def evaluated_year(today: date) -> int:
    """The year that is evaluated now: forms are filled in when it is over."""
    return today.year - 1


class HeaderDialog(Dialog):
    """Asks for the header; everything can be changed later.

    ``leads``: the 版式 that is chosen brings its own 金额单位 and 评分规则 with it.
    """

    chapter = "新建"

    def __init__(
        self,
        title: str,
        accept: str,
        known: Header,
        hint: str,
        parent: QWidget | None = None,
        *,
        leads: bool = False,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setFixedWidth(500)
        self._known = known
        self._leads = leads
        self.lost: Callable[[str], str] = lambda _: ""
        """What a 版式 has no place for, in a sentence."""
        self.project = QLineEdit(known.project)
        self.project.setPlaceholderText("与预算批复的项目名称一致")
        self.year = QLineEdit(known.year)
        self.unit = QLineEdit(known.unit)
        self.department = QLineEdit(known.department)
        for line in (self.project, self.year, self.unit, self.department):
            Composition(line)
        units = list(MONEY_UNITS)
        units = units if known.money_unit in units else [known.money_unit, *units]
        self.money_unit = _choice(units, known.money_unit)
        self.template = _choice(layout_names(), layout_for(known.template).name)
        self.profile = _choice(profile_names(), profile_for(known.profile).name)
        self.doubt = _remark("doubt")
        """What is odd about the year, below it."""
        self.said = _remark("hint")
        self.said.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
        self.template.currentTextChanged.connect(self._follow_layout)
        self.profile.currentTextChanged.connect(self._say)
        self.year.textChanged.connect(self._say)
        self._lines = self._labelled()
        self._hint = hint
        self._say()
        layout = dialog_layout(self)
        layout.addLayout(self._lines)
        layout.addWidget(self.said, 1)
        layout.addWidget(accept_or_cancel(self, accept))

    def _labelled(self) -> QFormLayout:
        """Each field behind its name, the doubt about the year below that."""
        form = form_lines()
        for name, field in (
            ("项目名称", self.project),
            ("年度", self.year),
            ("实施单位", self.unit),
            ("主管部门", self.department),
            ("版式", self.template),
            ("评分规则", self.profile),
            ("金额单位", self.money_unit),
        ):
            form.addRow(name, field)
            if field is self.year:
                form.addRow("", self.doubt)
        return form

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        lines = HINT_LINES * self.said.fontMetrics().lineSpacing()
        spare = max(0, lines - self.said.height())
        self.resize(self.width(), min(self.height() + spare, self.most.height()))

    def header(self) -> Header:
        """What the clerk gave."""
        return Header(
            project=self.project.text().strip(),
            year=self.year.text().strip(),
            unit=self.unit.text().strip(),
            department=self.department.text().strip(),
            money_unit=self.money_unit.currentText(),
            template=_chosen(self.template, self._known.template, layout_for),
            profile=_chosen(self.profile, self._known.profile, profile_for),
        )

    def _follow_layout(self, name: str) -> None:
        layout = layout_for(name)
        if self._leads:
            self.profile.setCurrentText(layout.profile)
            self.money_unit.setCurrentText(layout.money_unit)
        self._say()

    def _say(self) -> None:
        """Where the paper and the rules come from, and which of them go together."""
        layout, rules = layout_for(self.template.currentText()), self.profile.currentText()
        lines = [
            f"版式：表的样子。依据：{layout.source}。",
            f"评分规则：{profile_for(rules).described}。依据：{profile_for(rules).source}。",
        ]
        if rules != layout.profile:
            lines.append(f"这种版式通常用评分规则“{layout.profile}”。")
        if layout.name != layout_for(self._known.template).name:
            lines.append(self.lost(layout.name))
        self.said.setText("\n".join(part for part in (self._hint, *lines) if part))
        self.doubt.setText(_year_doubt(self.year.text()))
        self._lines.setRowVisible(self.doubt, bool(self.doubt.text()))


def _choice(names: Sequence[str], chosen: str) -> Choice:
    choice = Choice()
    choice.addItems(names)
    choice.setCurrentText(chosen)
    return choice


def _remark(name: str) -> PlainLabel:
    """A text in small of as many lines as it needs; ``name``: by which it is styled."""
    label = PlainLabel()
    label.setObjectName(name)
    label.setWordWrap(True)
    return label


def _year_doubt(text: str) -> str:
    """What is odd about a 年度, in a sentence; it may stay as it is."""
    if not is_doubtful_year(text):
        return ""
    meant = meant_year(text)
    asked = f"是不是 {meant}？" if meant is not None else "写成四位数的年份，如 2021。"
    return f"年度“{text.strip()}”看不出是哪一年，{asked}"


def _chosen(field: QComboBox, known: str, named: Callable[[str], Layout | RuleProfile]) -> str:
    """What was chosen; a name that means the same (blank, unknown here) stays as it is written."""
    chosen = field.currentText()
    return known if named(known).name == chosen else chosen


def ask_header(parent: QWidget, document: Document, then: Callable[[Header], object]) -> None:
    """Show the header of the open form for changing."""
    form, assessment = document.evaluation, document.assessment

    def lost(template: str) -> str:
        return kept_in_words(unshown(form, lay_out(form, assessment, layout_for(template))))

    dialog = HeaderDialog("项目信息", "确定", Header.of(form), "", parent)
    dialog.lost = lost
    _open(dialog, then)


def _open(dialog: HeaderDialog, then: Callable[[Header], object]) -> None:
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.accepted.connect(lambda: then(dialog.header()))
    dialog.open()
