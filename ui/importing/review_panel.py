"""One form as it was understood: its lines, the editor for the current one, what is doubtful."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import (
    QHBoxLayout,
    QPlainTextEdit,
    QPushButton,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from core.filling.reviewing import Reviewed
from core.reading.form_map import Spot
from ui.elided import Elided
from ui.fitted_columns import FittedColumns
from ui.importing.review_model import DOUBT, NAME, TEXT, ReviewModel
from ui.plain import PlainLabel
from ui.tables import in_lines
from ui.theme import Theme

DOUBT_WIDTH, LEAST = 64, 75
"""Of the column of doubts, and of the two others before that one gives way."""
EDITOR_LINES, LEAST_LINES = 4, 2
"""Of the editor, and on a low screen: there the lines that were read come first."""
LOW = 440
"""Pixels of a panel in which the editor has fewer lines."""
HEAD, GAP = 30, 8
"""Height of what stands above each column of the window, and the room below it."""


class ReviewPanel(QWidget):
    """Corrects the form in place; each correction is in ``Reviewed`` at once."""

    pointed = Signal(object)
    """The spots of the current line."""
    changed = Signal()
    """Something was looked at or corrected."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._showing = False
        self.model = ReviewModel(theme)
        self.view = QTableView()
        self.view.setModel(self.model)
        self.view.setAccessibleName("读到的内容")
        in_lines(self.view)
        # “全年预算数” and “全年执行数” of one fund begin alike: the end is what tells them apart.
        self.view.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        head = self.view.horizontalHeader()
        head.resizeSection(DOUBT, DOUBT_WIDTH)
        self._widths = FittedColumns(self.view, (NAME, TEXT), (DOUBT,), LEAST)
        self.status = Elided("")
        self.next = QPushButton("下一处存疑  F8")
        self.next.setAccessibleName("下一处存疑")
        self.next.setAutoDefault(False)
        self.doubt = PlainLabel()
        self.doubt.setWordWrap(True)
        self.editor = QPlainTextEdit()
        self.editor.setAccessibleName("改正这一处")
        self.editor.setTabChangesFocus(True)
        self.editor.setMinimumHeight(self._editor_height(LEAST_LINES))
        self.next.setFixedHeight(HEAD)
        top = QHBoxLayout()
        top.addWidget(self.status, 1)
        top.addWidget(self.next)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(GAP)
        layout.addLayout(top)
        layout.addWidget(self.view, 1)
        layout.addWidget(self.doubt)
        layout.addWidget(self.editor)
        QShortcut(QKeySequence("F8"), self, self.next.click)
        self.view.selectionModel().currentRowChanged.connect(self._show_line)
        self.view.activated.connect(lambda _: self.editor.setFocus())
        self.editor.textChanged.connect(self._correct)

    def show_form(self, form: Reviewed | None) -> None:
        """Another form, its first line current."""
        self.model.show(form)
        self._widths.measure()
        if form is not None and form.lines:
            self.view.selectRow(0)
            self._show_line(self.model.index(0, 0))
        else:
            self._set_editor("", writable=False)
            self.doubt.setText("")
        self._tell()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        lines = LEAST_LINES if self.height() < LOW else EDITOR_LINES
        self.editor.setMaximumHeight(self._editor_height(lines))

    def _editor_height(self, lines: int) -> int:
        return lines * self.editor.fontMetrics().lineSpacing() + 14

    def go_to_line(self, row: int) -> None:
        """Make a line the current one, in sight."""
        self.view.selectRow(row)
        self.view.scrollTo(self.model.index(row, 0))

    def go_to_place(self, stands_there: Callable[[Spot], bool]) -> None:
        """The line of a place of the file; of several the one below the current line."""
        form = self.model.form
        lines = [] if form is None else form.lines_at(stands_there)
        if lines:
            current = self.view.currentIndex().row()
            self.go_to_line(next((at for at in lines if at > current), lines[0]))

    def go_to_unseen(self) -> None:
        """The first doubtful line that nobody has looked at."""
        form = self.model.form
        at = None if form is None else form.first_unseen
        if at is not None:
            self.go_to_line(at)
        self.editor.setFocus()

    def _show_line(self, index: QModelIndex) -> None:
        form = self.model.form
        if form is None or not index.isValid():
            return
        row = index.row()
        line = form.lines[row]
        form.look(row)
        self.model.renew(row)
        self.doubt.setText(f"{line.name}：{line.doubt}" if line.doubt else line.name)
        self._set_editor(form.text_of(row), writable=line.path is not None)
        self.pointed.emit(line.spots)
        self._tell()
        self.changed.emit()

    def _set_editor(self, text: str, *, writable: bool) -> None:
        self._showing = True
        self.editor.setPlainText(text)
        self.editor.setReadOnly(not writable)
        self._showing = False

    def _correct(self) -> None:
        form, row = self.model.form, self.view.currentIndex().row()
        if self._showing or form is None or row < 0 or not self.editor.document().isModified():
            return
        form.correct(row, self.editor.toPlainText())
        self.model.renew(row)
        self.changed.emit()

    def _tell(self) -> None:
        form = self.model.form
        if form is None:
            self.status.setText("")
        elif not form.doubts:
            self.status.setText(f"读到 {len(form.lines)} 处，没有存疑", "没有存疑")
        else:
            left = f"，还有 {form.unseen} 处没有看" if form.unseen else "，都看过了"
            doubts = f"{form.doubts} 处存疑"
            whole = f"{doubts}{left}；共读到 {len(form.lines)} 处"
            short = f"，{form.unseen} 处没看" if form.unseen else left
            self.status.setText(whole, doubts + left, doubts + short, doubts)
