"""The forms and the files that were refused: the report of an import, and what is taken of it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QTableWidget, QTableWidgetItem

from core.exchange.many_files import RefusedFile
from core.filling.reviewing import Reviewed
from core.quoting import one_line
from ui.fitted_columns import FittedColumns
from ui.plain import tip
from ui.tables import in_lines

HEADS = ("项目名称", "年度", "存疑")
PROJECT, YEAR, DOUBTS = range(3)
NARROW, LEAST = 52, 140
LEAST_PROJECT = 130
"""Pixels of the projects' names before the other columns give way."""


class FormList(QTableWidget):
    """A line for each form, checked where it is taken; below them what could not be read."""

    shown = Signal(object)
    """The ``Reviewed`` or ``RefusedFile`` that is current."""
    taken_changed = Signal()

    def __init__(self, forms: Sequence[Reviewed], refused: Sequence[RefusedFile]) -> None:
        super().__init__(len(forms) + len(refused), len(HEADS))
        self._forms = tuple(forms)
        self._refused = tuple(refused)
        self._items: list[list[QTableWidgetItem]] = []
        self.setHorizontalHeaderLabels(HEADS)
        self.setAccessibleName("读到的自评表")
        in_lines(self)
        # Names of files, and those of projects that begin with a code, differ at their end.
        self.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        self.setMinimumWidth(LEAST)
        for row, form in enumerate(self._forms):
            items = self._put(row, ("", "", ""))
            # One that came alone was chosen itself; and the list of one is not even shown.
            left = form.double and self.rowCount() > 1
            state = Qt.CheckState.Unchecked if left else Qt.CheckState.Checked
            items[PROJECT].setCheckState(state)
            self._items.append(items)
            self.renew(form)
        for row, file in enumerate(self._refused, len(self._forms)):
            for item in self._put(row, (f"没有读出：{file.path.name}", "", "")):
                item.setToolTip(tip(file.why))
            self.setSpan(row, PROJECT, 1, len(HEADS))
        for column in (YEAR, DOUBTS):
            self.setColumnWidth(column, NARROW)
        self.setColumnWidth(PROJECT, LEAST_PROJECT)
        FittedColumns(self, (PROJECT,), (YEAR, DOUBTS), LEAST_PROJECT)
        self.itemSelectionChanged.connect(self._show)
        self.itemChanged.connect(lambda _: self.taken_changed.emit())

    @property
    def taken(self) -> tuple[Reviewed, ...]:
        """The forms that are checked."""
        pairs = zip(self._forms, self._items, strict=True)
        checked = Qt.CheckState.Checked
        return tuple(form for form, items in pairs if items[PROJECT].checkState() is checked)

    def go_to(self, form: Reviewed) -> None:
        """Make this form the current one."""
        self.selectRow(next(at for at, one in enumerate(self._forms) if one is form))

    def renew(self, form: Reviewed) -> None:
        """Show what the clerk has done to a form."""
        row = next(at for at, one in enumerate(self._forms) if one is form)
        self.blockSignals(True)
        count = f"{form.doubts}" if form.doubts else "—"
        # Why it is not checked; there is room for one of them, the panel has the other.
        doubts = "已有" if form.double else count
        for column, text in (
            (PROJECT, form.title),
            (YEAR, str(form.form.year)),
            (DOUBTS, doubts),
        ):
            self._items[row][column].setText(text)
            told = f"已有，{form.doubts} 处存疑" if form.double and column == DOUBTS else text
            self._items[row][column].setToolTip(tip(f"{told}\n{form.path}"))
        self.blockSignals(False)
        self.viewport().update()

    def report(self) -> str:
        """All of it as lines with tabs, for a table or a letter."""
        read = [
            (one.title, one.form.year, one.doubts, one.path.name, "已有" if one.double else "")
            for one in self._forms
        ]
        failed = [("没有读出", "", "", one.path.name, one.why) for one in self._refused]
        lines = ((*HEADS, "文件", "说明"), *read, *failed)
        return "\n".join("\t".join(one_line(str(cell)) for cell in line) for line in lines)

    def _put(self, row: int, texts: Sequence[str]) -> list[QTableWidgetItem]:
        items = [QTableWidgetItem(text) for text in texts]
        for column, item in enumerate(items):
            item.setToolTip(tip(item.text()))
            self.setItem(row, column, item)
        return items

    def _show(self) -> None:
        row = self.currentRow()
        if row >= 0:
            self.shown.emit((*self._forms, *self._refused)[row])
