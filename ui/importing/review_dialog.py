"""导入: the forms that were read, beside their files; corrected, chosen, sent where they go."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QCheckBox,
    QHBoxLayout,
    QPushButton,
    QSizePolicy,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from core.beijing import today
from core.exchange.many_files import RefusedFile
from core.filling.reviewing import Reviewed, next_doubt
from ui.boxes import ask
from ui.dialog import SPACING, Dialog, dialog_layout
from ui.elided import Choice, Elided
from ui.importing.destination import Destination
from ui.importing.form_list import FormList
from ui.importing.review_panel import GAP, HEAD, ReviewPanel
from ui.importing.source_view import SourceView
from ui.offering import offer
from ui.theme import Theme

SIZE = QSize(1360, 780)
SHARES = (310, 590, 420)
LEAST_SOURCE = 190


class ReviewDialog(Dialog):
    """Left the forms, in the middle the file, right what was understood."""

    chapter = "导入手头的表"

    accepted_for = Signal(object, object)
    """The forms that are taken (``Reviewed``) and their ``Destination``."""

    def __init__(
        self,
        forms: Sequence[Reviewed],
        refused: Sequence[RefusedFile],
        ways: Sequence[Destination],
        theme: Theme,
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle("导入自评表")
        self.resize(SIZE.boundedTo(self.most))
        self._shown: Reviewed | None = None
        self._ways = tuple(ways)
        self._by_hand = False
        """Whether the clerk chose where the forms go."""
        self._forms = tuple(forms)
        self.list = FormList(forms, refused)
        self.found = Elided("panelTitle")
        self.found.setText(*_found_in_words(len(forms), len(refused)))
        self.source = SourceView(theme)
        self.file = Elided("hint")
        # A long name or many notes make no room for themselves: all of it is in the tooltip.
        self.file.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.panel = ReviewPanel(theme)
        self.status = Elided("hint")
        self.status.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.destination = Choice()
        self.destination.setMinimumWidth(140)  # else it never gives way
        self.destination.setAccessibleName("导入到哪里")
        self.approved = QCheckBox("锁定指标")
        self.approved.setToolTip(
            "指标已批复的勾选：名称、指标值和分值导入后不能直接改，要改用“年中调整”"
        )
        self.go = QPushButton("导入")
        self.go.setObjectName("primary")
        self.report = QPushButton("复制清单")
        self.report.setToolTip("把左边的清单（文件、项目、存疑处数、没有读出的原因）复制到剪贴板")
        self._lay_out(several=len(forms) + len(refused) > 1)
        self.list.shown.connect(self._show)
        self.list.taken_changed.connect(self._offer)
        self.panel.pointed.connect(self.source.mark)
        self.source.clicked.connect(self._point)
        self.panel.changed.connect(self._renew)
        self.panel.next.clicked.connect(self._go_to_next_doubt)
        offer(self.panel.next, "" if any(one.doubts for one in forms) else "没有存疑的地方")
        self.destination.currentIndexChanged.connect(self._explain)
        self.destination.activated.connect(self._choose_destination)
        self.go.clicked.connect(self._accept)
        QShortcut(QKeySequence("Ctrl+Return"), self, self.go.click)
        self.report.clicked.connect(self._copy_report)
        self.finished.connect(self._end)
        self._offer()
        self.list.selectRow(0)
        (self.list if self.list.isVisibleTo(self) else self.panel.view).setFocus()

    def _point(self, row: int, column: int) -> None:
        self.panel.go_to_place(lambda spot: self.source.shows(spot, row, column))

    def _choose_destination(self) -> None:
        self._by_hand = True

    def chosen_destination(self) -> Destination | None:
        """Where the checked forms are to go."""
        found = self.destination.currentData()
        return found if isinstance(found, Destination) else None

    def _lay_out(self, *, several: bool) -> None:
        self.columns = QSplitter(Qt.Orientation.Horizontal)
        self.columns.setHandleWidth(3 * SPACING // 2)
        forms, middle = (
            _below(self.found, self.list),
            _below(self.file, self.source),
        )
        middle.setMinimumWidth(LEAST_SOURCE)
        for widget in (forms, middle, self.panel):
            self.columns.addWidget(widget)
        self.columns.setSizes(SHARES)
        self.columns.setChildrenCollapsible(False)
        forms.setVisible(several)
        self.report.setVisible(several)
        cancel = QPushButton("取消")
        cancel.clicked.connect(self.reject)
        line = QHBoxLayout()
        line.addWidget(self.report)
        line.addWidget(self.status, 1)
        line.addWidget(self.approved)
        line.addWidget(self.destination)
        for button in (self.go, cancel):
            line.addWidget(button)
        for button in (self.report, self.go, cancel):
            button.setAutoDefault(False)
        layout = dialog_layout(self)
        layout.addWidget(self.columns, 1)
        layout.addLayout(line)

    def _show(self, one: Reviewed | RefusedFile) -> None:
        self.file.setText(self._file_line(one))
        if isinstance(one, RefusedFile):
            self._shown = None
            self.panel.show_form(None)
            self.source.say(one.why)
            return
        self._shown = one
        self.source.show_section(one.file, one.draft.form.section)
        self.panel.show_form(one)

    def _file_line(self, one: Reviewed | RefusedFile) -> str:
        """Which file and which part of it, and what the reading of it left out."""
        if isinstance(one, RefusedFile) or one.file.source is None:
            return one.path.name
        sections = one.file.source.sections
        at = one.draft.form.section
        section = sections[at].name if len(sections) > 1 and at < len(sections) else ""
        return "　".join(filter(None, (one.path.name, section, "；".join(one.file.notes[:3]))))

    def _renew(self) -> None:
        if self._shown is not None:
            self.list.renew(self._shown)

    def _offer(self) -> None:
        """Which destinations there are depends on what is checked."""
        taken = self.list.taken
        before = self.chosen_destination()
        self.destination.blockSignals(True)
        self.destination.clear()
        for way in self._ways:
            if way is Destination.THERE and not (len(taken) == 1 and taken[0].fillable):
                continue
            if len(taken) == 1 or not way.takes_one:
                self.destination.addItem(way.value, way)
        if not self._by_hand:  # one that is there already goes where it is
            alone = len(taken) == 1 and taken[0].fillable
            before = Destination.THERE if alone else Destination.NEW
        at = self.destination.findData(before)
        self.destination.setCurrentIndex(max(0, at))
        self.destination.blockSignals(False)
        offer(self.go, "" if taken else "左边没有打勾的表")
        words = f"导入 {len(taken)} 份" if len(taken) > 1 else "导入"
        self.go.setText(f"{words}  Ctrl+Enter")  # no Tab leads here from a long list
        self.go.setAccessibleName(words)
        self._explain()

    def _explain(self) -> None:
        way = self.chosen_destination()
        self.approved.setVisible(way is Destination.NEW)
        taken = self.list.taken
        doubles = sum(one.double for one in taken)
        of = f"其中 {doubles} 份，" if len(taken) > 1 else ""
        state = "" if any(one.fillable for one in taken) else "，不是草稿，不能填入"
        there = f"{of}档案里已有同项目同年度的{state}。" if doubles else ""
        told = there + (way.explanation if way and taken else "请在左边勾选要导入的表。")
        # A few characters of a hint say nothing; that a form is there already is said in any case.
        self.status.setText(told, *([] if there else [""]))

    def _copy_report(self) -> None:
        QGuiApplication.clipboard().setText(self.list.report())
        self.report.setText("已复制")

    def _accept(self) -> None:
        """Ask first about doubts that nobody has looked at: they are told nowhere else."""
        left = [one for one in self.list.taken if one.unseen]
        if not left:
            self._send()
            return
        count = sum(one.unseen for one in left)
        of = f"{len(left)} 份表里" if len(self.list.taken) > 1 else ""
        ask(
            self,
            "导入自评表",
            f"{of}还有 {count} 处存疑没有看。",
            "存疑的地方只在这里列出；导入以后，要逐格对照原文件才找得到。",
            ("去看第一处", lambda: self._go_to_doubt(left[0])),
            ("仍然导入", self._send),
            chapter="导入手头的表",
        )

    def reject(self) -> None:
        """Ask first where something was corrected: it is kept nowhere else."""
        count = sum(one.corrected for one in self._forms)
        if not count:
            super().reject()
            return
        ask(
            self,
            "导入自评表",
            f"已改正 {count} 处，不导入就没有了。",
            "原文件没有改动，可以再导入一次。",
            ("不导入", lambda: self.done(ReviewDialog.DialogCode.Rejected.value)),
            chapter="导入手头的表",
            cautious=True,
        )

    def _go_to_next_doubt(self) -> None:
        form, row = self._shown, self.panel.view.currentIndex().row()
        at = next((at for at, one in enumerate(self._forms) if one is form), len(self._forms))
        if place := next_doubt(self._forms, at, row):
            self.list.go_to(self._forms[place[0]])
            self.panel.go_to_line(place[1])

    def _go_to_doubt(self, form: Reviewed) -> None:
        self.list.go_to(form)
        self.panel.go_to_unseen()

    def _send(self) -> None:
        way, taken = self.chosen_destination(), self.list.taken
        if way is not None and taken:
            if way is Destination.NEW and self.approved.isChecked():
                for one in taken:
                    one.approve(today())
            self.accept()
            self.accepted_for.emit(taken, way)

    def _end(self) -> None:
        self.source.end()
        # What is under way brings an open child, which must be closed by who asked for it.
        queued = Qt.ConnectionType.QueuedConnection
        self.source.pages_source.jobs.busy_changed.connect(self._leave, queued)
        self._leave()

    def _leave(self) -> None:
        if not self.source.pages_source.jobs.running:
            self.deleteLater()


def _found_in_words(forms: int, refused: int) -> tuple[str, ...]:
    """What came of the files, also in short: those that were refused stand at the list's end."""
    read = f"读到 {forms} 份"
    if not refused:
        return (read,)
    return f"{read}，{refused} 个文件没有读出", f"{read}，{refused} 个没读出"


def _below(head: QWidget, body: QWidget) -> QWidget:
    """A column: what it is, as high as the buttons that head the last column, above the rest."""
    column = QWidget()
    head.setFixedHeight(HEAD)
    layout = QVBoxLayout(column)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(GAP)
    layout.addWidget(head)
    layout.addWidget(body, 1)
    return column
