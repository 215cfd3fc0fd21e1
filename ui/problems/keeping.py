"""The line below the problems: a warning may stay, with a written reason that is stored."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPushButton, QWidget

from core.checks.problem import Problem, Severity
from core.filling.keeping import keeping
from ui.composition import Composition
from ui.document import Document
from ui.theme import Theme


class KeepLine(QWidget):
    """Follows the marked problem; hidden for what cannot be kept."""

    def __init__(self, document: Document, theme: Theme) -> None:
        super().__init__()
        self._document = document
        self._problem: Problem | None = None
        self.setObjectName("keepLine")
        self.text = QLineEdit()
        Composition(self.text)
        self.text.setObjectName("keepText")
        self.text.setPlaceholderText("确需保留的，写明理由后按回车")
        self.text.setAccessibleName("保留这个提醒的理由")
        self.button = QPushButton("保留")
        self.button.setObjectName("small")
        layout = QHBoxLayout(self)
        layout.setContentsMargins(10, 2, 10, 2 * theme.step)
        layout.setSpacing(6)
        layout.addWidget(self.text, 1)
        layout.addWidget(self.button)
        self.text.returnPressed.connect(self._keep)
        self.text.textChanged.connect(self._name)
        self.button.clicked.connect(self._keep)
        self.hide()

    def show_problem(self, problem: Problem | None) -> None:
        """Offer to keep this one."""
        kept_before = self._problem.kept if self._problem else ""
        same = (
            problem is not None
            and self._problem is not None
            and (problem.code, problem.path) == (self._problem.code, self._problem.path)
            and problem.kept == kept_before
        )
        self._problem = problem
        self.setVisible(problem is not None and problem.severity == Severity.WARNING)
        if problem is not None and not same:
            self.text.setText(problem.kept)
            self._name()

    def _name(self) -> None:
        taken_back = self._problem is not None and self._taken_back(self._problem)
        self.button.setText("取消保留" if taken_back else "保留")
        self.button.setEnabled(bool(self.text.text().strip()) or taken_back)

    def _taken_back(self, problem: Problem) -> bool:
        return bool(problem.kept) and self.text.text().strip() in ("", problem.kept)

    def _keep(self) -> None:
        problem = self._problem
        if problem is None or not self.button.isEnabled():
            return
        text = "" if self._taken_back(problem) else self.text.text()
        document = self._document
        edit = keeping(document.evaluation, problem, text, document.assess)
        if edit is not None:
            document.edit(edit)
