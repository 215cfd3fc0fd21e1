"""核对纸质表: a code or scanned pages, and which version of which form they are."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from threading import Event
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from core.archive.errors import ArchiveError
from core.exchange.errors import ExchangeError
from ui.archive.filing import Filing
from ui.dialog import Dialog, dialog_layout
from ui.feature import Feature, Parts
from ui.file_choice import FileChoice
from ui.offering import offer
from ui.plain import PlainLabel
from ui.settings import FileUse

if TYPE_CHECKING:
    from core.issuing.identification import Finding, FoundVersion, Identified

PAGES = "图片和 PDF (*.pdf *.png *.jpg *.jpeg *.tif *.tiff *.bmp);;所有文件 (*)"
CLOSE = "关闭"
EMPTY = "图片和 PDF 也可以拖到这里；核对的结果在这里显示。"
HELP = (
    "输入页脚的八位核对码，或选择扫描、拍照的图片和 PDF（可以一次选几个），"
    "看它是哪一份的哪一版、页页齐全否、内容是否仍与档案一致。"
)


class Identifying(Feature):
    """Asks for a code or files, looks them up beside the window, opens what was found."""

    def __init__(self, parts: Parts, filing: Filing, window: QWidget) -> None:
        super().__init__(parts, window)
        self._filing = filing
        self.dialog: IdentifyDialog | None = None

    def handlers(self) -> Mapping[str, Callable[[], object]]:
        return {"identify": self.ask}

    def ask(self) -> None:
        """Open the dialog; what is on the screen is in the archive by then."""
        self._autosave.flush()
        self.dialog = dialog = IdentifyDialog(self._files(FileUse.SCAN), self._window)
        dialog.requested.connect(self.look)
        dialog.chosen.connect(self.go_to)
        dialog.destroyed.connect(self._forget)
        dialog.open()

    def look(self, given: Sequence[str]) -> None:
        """Look up codes and files; the dialog shows what comes of it, if it is still there."""
        from core.issuing.identification import identify

        dialog, archive = self.dialog, self._shelf.path
        cancelled = Event()
        if dialog is not None:
            dialog.cancelled.connect(cancelled.set)

        def found(result: Identified) -> None:
            if self.dialog is dialog is not None:
                dialog.show_result(result)

        def failed(error: Exception) -> None:
            if not isinstance(error, (ExchangeError, ArchiveError)):
                raise error
            if self.dialog is dialog is not None:
                dialog.refuse(str(error))

        self._jobs.run("核对纸质表", lambda: identify(given, archive, cancelled), found, failed)

    def go_to(self, place: FoundVersion) -> None:
        """Open the form of a paper; an earlier version is shown as its pages."""
        from core.issuing.printing import archived

        if place.newest:
            self._filing.open(place.number)
            return
        number, version = place.number, place.version
        printout = self._ask(lambda archive: archived(archive, number, version=version))
        if printout is None:
            return
        self.show_requested.emit(printout)

    def _forget(self) -> None:
        self.dialog = None


class IdentifyDialog(Dialog):
    """A line for the code, a button for files, below what was found."""

    chapter = "打印"

    requested = Signal(list)
    chosen = Signal(object)
    cancelled = Signal()
    """What was asked for last is not wanted any more."""

    def __init__(self, choice: FileChoice, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("核对纸质表")
        self.setAcceptDrops(True)
        self.resize(620, 420)
        self._choice = choice
        self.code = QLineEdit()
        self.code.setPlaceholderText("八位，例如 PGPU RCXN")
        self.code.setAccessibleName("核对码")
        self.start = QPushButton("核对")
        self.start.setObjectName("primary")
        self.start.setDefault(True)
        self.files = QPushButton("选择图片或 PDF…")
        self.close_button = QPushButton(CLOSE)
        self.message_label = PlainLabel()
        self.message_label.setWordWrap(True)
        self.message_label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.message_label.hide()
        self._empty = PlainLabel(EMPTY)
        self._empty.setObjectName("calm")
        self._empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._empty.setWordWrap(True)
        self._found = QVBoxLayout()
        self._found.setSpacing(10)
        self._found.setContentsMargins(0, 0, 0, 0)
        self._lay_out()
        self.code.textChanged.connect(self._ready)
        self.start.clicked.connect(self._ask_code)
        self.files.clicked.connect(self._choose)
        self._ready()

    def show_result(self, result: Identified) -> None:
        """What was found: a paragraph for each form, with what leads to it."""
        self._end()
        self._say("\n".join(filter(None, (result.notice, *result.bare))))
        for finding in result.findings:
            self._found.addWidget(self._paragraph(finding))

    def refuse(self, sentence: str) -> None:
        """Say why nothing could be looked up."""
        self._end()
        self._say(sentence)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.mimeData().hasUrls():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        files = [url.toLocalFile() for url in event.mimeData().urls() if url.isLocalFile()]
        if files and self.files.isEnabled():
            event.acceptProposedAction()
            self._ask(files)

    def _lay_out(self) -> None:
        help_ = PlainLabel(HELP)
        help_.setObjectName("hint")
        help_.setWordWrap(True)
        close = self.close_button
        for button in (self.files, close):
            button.setAutoDefault(False)
        inside = QWidget()
        inside.setObjectName("identified")
        below = QVBoxLayout(inside)
        below.setContentsMargins(0, 0, 0, 0)
        below.setSpacing(10)
        below.addWidget(self._empty, 1)
        below.addWidget(self.message_label)
        below.addLayout(self._found)
        below.addStretch(1)
        scroll = QScrollArea()
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setWidgetResizable(True)
        scroll.setWidget(inside)
        line = QHBoxLayout()
        line.addWidget(PlainLabel("核对码"))
        line.addWidget(self.code, 1)
        line.addWidget(self.start)
        line.addWidget(self.files)
        end = QHBoxLayout()
        end.addStretch(1)
        end.addWidget(close)
        layout = dialog_layout(self)
        layout.addWidget(help_)
        layout.addLayout(line)
        layout.addWidget(scroll, 1)
        layout.addLayout(end)
        close.clicked.connect(self._stop_or_close)
        self.finished.connect(lambda _: self.cancelled.emit())

    def _ask_code(self) -> None:
        self._ask([self.code.text().strip()])

    def _choose(self) -> None:
        if chosen := self._choice.files("选择图片或 PDF", PAGES):
            self._ask(list(map(str, chosen)))

    def _ask(self, given: list[str]) -> None:
        self._empty.hide()
        while self._found.count():
            paragraph = self._found.takeAt(0).widget()
            paragraph.hide()
            paragraph.deleteLater()
        self._say("正在核对…")
        for widget in (self.start, self.files):
            offer(widget, "正在核对，请稍候")
        self.close_button.setText("取消")
        self.requested.emit(given)

    def _stop_or_close(self) -> None:
        if self.close_button.text() == CLOSE:
            self.reject()
        else:
            self.cancelled.emit()

    def _end(self) -> None:
        self.close_button.setText(CLOSE)
        offer(self.files)
        self._ready()

    def _ready(self) -> None:
        offer(self.start, "" if self.code.text().strip() else "先填核对码")

    def _say(self, text: str) -> None:
        self.message_label.setText(text)
        self.message_label.setVisible(bool(text))

    def _paragraph(self, finding: Finding) -> QWidget:
        box = QFrame()
        box.setObjectName("paragraph")
        layout = QVBoxLayout(box)
        layout.setContentsMargins(12, 10, 12, 10)
        layout.setSpacing(6)
        text = PlainLabel("\n".join(finding.lines))
        text.setWordWrap(True)
        text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        layout.addWidget(text)
        buttons = QHBoxLayout()
        for place in finding.places[:3]:
            which = f"第 {place.number} 号" + ("" if place.newest else f"第 {place.version} 版")
            button = QPushButton(f"打开{which}" if place.newest else f"看{which}的纸面…")
            button.setAutoDefault(False)
            button.clicked.connect(lambda _=False, at=place: self._go(at))
            buttons.addWidget(button)
        buttons.addStretch(1)
        if finding.places:
            layout.addLayout(buttons)
        return box

    def _go(self, place: FoundVersion) -> None:
        self.chosen.emit(place)
        self.accept()
