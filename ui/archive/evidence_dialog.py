"""The list of 佐证材料 of the open form: what is filed where, what calls for some."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from PySide6.QtCore import Signal
from PySide6.QtGui import QDragEnterEvent, QDragMoveEvent, QDropEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QPushButton,
    QSizePolicy,
    QWidget,
)

from core.checks.evidence_calls import calls_for_evidence
from core.filling.evidence import LIMIT
from core.model.evaluation import ROOT, Evidence
from core.quoting import shown, size_in_words
from ui.dialog import Dialog, dialog_layout
from ui.document import Document
from ui.dropped_files import files_of
from ui.elided import Choice
from ui.fitted_columns import LEAST_WIDE
from ui.offering import offer
from ui.plain import PlainLabel
from ui.tables import fill, listing

HEADS = ("登记在", "文件名称", "大小", "说明")
WHOLE = "整张表"
KEPT = "定稿以后佐证材料只能添加，不能移去"
WHERE, NAME, WHY = 0, 1, 3


class Line(NamedTuple):
    """A file of a node at its place there, or a row that calls for one."""

    node: int
    title: str
    at: int = -1
    file: Evidence | None = None
    why: str = ""


class EvidenceDialog(Dialog):
    """Lists, and asks for what is to be done; files may be dropped on it."""

    chapter = "佐证材料"

    add_requested = Signal(int)
    dropped = Signal(list, int)
    look_requested = Signal(object)
    save_requested = Signal(object)
    remove_requested = Signal(int, int)

    def __init__(self, document: Document, parent: QWidget, *, adds_to_final: bool = False) -> None:
        """``adds_to_final``: the form takes no edits but more files."""
        super().__init__(parent)
        self.adds_to_final = adds_to_final
        self._late: Mapping[tuple[int, str], str] = {}
        self.setWindowTitle("佐证材料")
        self.resize(820, 520)
        self.setAcceptDrops(True)
        self._document = document
        self._lines: list[Line] = []
        self.place = Choice()
        self.place.setAccessibleName("登记在哪里")
        self.place.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.add = QPushButton("登记文件…")
        self.add.setObjectName("primary")
        self.files = listing("佐证材料", HEADS, nothing="还没有登记佐证材料")
        self.status = PlainLabel()
        self.tell_how()
        self.status.setObjectName("hint")
        self.status.setWordWrap(True)
        self.look, self.save = QPushButton("查看"), QPushButton("另存为…")
        self.remove, close = QPushButton("移去"), QPushButton("关闭")
        self._lay_out(close)
        self.add.clicked.connect(lambda: self.add_requested.emit(self.node))
        self.look.clicked.connect(self._look)
        self.save.clicked.connect(lambda: self.save_requested.emit(self._chosen().file))
        self.remove.clicked.connect(self._remove)
        close.clicked.connect(self.reject)
        self.files.itemSelectionChanged.connect(self._offer_acts)
        self.files.activated.connect(lambda _: self._look())
        document.changed.connect(self._follow)  # a lambda would outlive the dialog

    def begin(self, node: int) -> None:
        """Offer this row to file with, else the whole form."""
        form = self._document.evaluation
        self.place.addItem(WHOLE, ROOT)
        for number, row in enumerate(form.indicators, start=1):
            self.place.addItem(f"{number}　{' '.join(row.name.split())}", row.id)
        self.place.setCurrentIndex(max(0, self.place.findData(node)))
        self.show_files()

    @property
    def node(self) -> int:
        """With what the next file is filed."""
        found = self.place.currentData()
        return found if isinstance(found, int) else ROOT

    def tell_how(self) -> None:
        """How files come here; or why none can."""
        how = f"也可以把文件拖到这里，或拖到表格的那一行上。{LIMIT}。"
        if self.adds_to_final:
            named = "记下日期（填过姓名的，也记下姓名）"
            how = f"已经定稿：还可以添加，{named}；已有的不能替换或移去。{how}"
        self.say(self.closed or how)

    @property
    def closed(self) -> str:
        """Why no file can be added."""
        return "" if self.adds_to_final else self._document.closed

    def say(self, sentence: str) -> None:
        """What was done, or why not."""
        self.status.setText(sentence)

    def show_files(self) -> None:
        """Show what is filed now, what came last as the current one."""
        row, before = self.files.currentRow(), set(map(_file_of, self._lines))
        self._lines = list(self._listed())
        new = [at for at, line in enumerate(self._lines) if _file_of(line) not in before]
        row = new[-1] if before and new else row
        lines = [
            (
                one.title,
                "（还没有登记）" if one.file is None else shown(one.file.name).strip("“”"),
                "" if one.file is None else size_in_words(one.file.size),
                one.why or self._came(one),
            )
            for one in self._lines
        ]
        fill(self.files, lines, wide=(NAME, WHERE, WHY), least=LEAST_WIDE * 2 // 3)
        if self._lines:
            self.files.selectRow(min(max(0, row), len(self._lines) - 1))
        self._offer_acts()

    def show_late(self, late: Mapping[tuple[int, str], str]) -> None:
        """Tell of these files (by row and SHA-256) that they came after 定稿."""
        self._late = late
        self.show_files()

    def _came(self, line: Line) -> str:
        return "" if line.file is None else self._late.get((line.node, line.file.sha256), "")

    def _follow(self, _change: object) -> None:
        self.show_files()

    def _listed(self) -> Iterator[Line]:
        form = self._document.evaluation
        for at, file in enumerate(form.evidence):
            yield Line(ROOT, WHOLE, at, file)
        calls = calls_for_evidence(form, self._document.assessment.scorecard)
        for number, row in enumerate(form.indicators, start=1):
            title = f"{number}　{' '.join(row.name.split())}"
            for at, file in enumerate(row.evidence):
                yield Line(row.id, title, at, file)
            if row.id in calls:
                yield Line(row.id, title, why=calls[row.id])

    def _chosen(self) -> Line:
        row = self.files.currentRow()
        return self._lines[row] if 0 <= row < len(self._lines) else Line(ROOT, WHOLE)

    def _offer_acts(self) -> None:
        chosen = self._chosen()
        if chosen.node != ROOT:
            self.place.setCurrentIndex(max(0, self.place.findData(chosen.node)))
        kept = KEPT if self.adds_to_final else self._document.closed
        unchosen = "" if chosen.file is not None else "先选一份登记了的文件"
        for button in (self.look, self.save):
            offer(button, unchosen)
        offer(self.remove, kept or unchosen)
        offer(self.add, self.closed)

    def _look(self) -> None:
        if (file := self._chosen().file) is not None:
            self.look_requested.emit(file)

    def _remove(self) -> None:
        chosen = self._chosen()
        if chosen.file is not None:
            self.remove_requested.emit(chosen.node, chosen.at)

    def _lay_out(self, close: QPushButton) -> None:
        head = QHBoxLayout()
        head.addWidget(PlainLabel("登记在"))
        head.addWidget(self.place, 1)
        head.addWidget(self.add)
        buttons = QHBoxLayout()
        for button in (self.look, self.save, self.remove):
            button.setAutoDefault(False)
            buttons.addWidget(button)
        buttons.addStretch(1)
        buttons.addWidget(close)
        layout = dialog_layout(self)
        layout.addLayout(head)
        layout.addWidget(self.files, 1)
        layout.addWidget(self.status)
        layout.addLayout(buttons)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if files_of(event.mimeData()) and self.add.isEnabled():
            event.acceptProposedAction()

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        if files_of(event.mimeData()) and self.add.isEnabled():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        if (paths := files_of(event.mimeData())) and self.add.isEnabled():
            event.acceptProposedAction()
            self.dropped.emit(paths, self.node)


def _file_of(line: Line) -> tuple[int, str]:
    """What tells a line of the list from the others."""
    return line.node, "" if line.file is None else line.file.sha256
