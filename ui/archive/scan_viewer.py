"""查看签章扫描件: the filed scans, shown inside the program whatever they are called.

Nothing of it reaches the system's own programs: a file name that an archive brings may be one of
a program. What is to go elsewhere is saved under an ending that we choose.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from msgspec import Struct
from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QHBoxLayout,
    QPushButton,
    QSizePolicy,
    QWidget,
)

from core.archive.errors import ArchiveError
from core.exchange.errors import ExchangeError
from core.exchange.scans import kind_of
from core.issuing.filename import safe_name
from core.output import OutputError, write_whole
from core.quoting import shown
from ui.dialog import PRIMARY, Dialog, dialog_layout
from ui.elided import Choice
from ui.file_choice import FileChoice
from ui.offering import offer
from ui.plain import PlainLabel
from ui.printing.page_source import PageSource, Scan
from ui.printing.pages_view import PagesView
from ui.theme import Theme

STEP = 1.25
NO_SCAN = "不是 PDF、PNG、JPEG 或 TIFF，不能显示"


class FiledScan(Struct, frozen=True):
    """A scan's name and when it was filed, and how its content is got."""

    name: str
    content: Callable[[], bytes]

    @property
    def title(self) -> str:
        """The name as it may stand in a line."""
        return shown(self.name).strip("“”")


class ScanViewer(Dialog):
    """One scan at a time, page below page."""

    chapter = "一份表的一生"

    def __init__(
        self,
        scans: Sequence[FiledScan],
        theme: Theme,
        file_choice: FileChoice,
        parent: QWidget,
        *,
        title: str = "签章扫描件",
    ) -> None:
        """``file_choice``: asks where a scan that is saved elsewhere goes."""
        super().__init__(parent)
        self.setWindowTitle(title)
        self.resize(900, 760)
        self._scans = tuple(scans)
        self._file_choice = file_choice
        self._scan: Scan | None = None
        self.source = PageSource(self)
        self.pages = PagesView(self.source, theme)
        self.choice = Choice()
        self.choice.addItems([scan.title for scan in self._scans])
        self.choice.setAccessibleName("扫描件")
        self.choice.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.choice.setVisible(len(self._scans) > 1)
        self.message_label = PlainLabel()
        self.message_label.setWordWrap(True)
        self.save = QPushButton("另存为…")
        self._lay_out()
        self.choice.currentIndexChanged.connect(self._show)
        self.save.clicked.connect(self._save)
        self.source.loaded.connect(self._loaded)
        self.source.failed.connect(self._failed)
        self.pages.page_changed.connect(lambda _: self._say_place())
        self.finished.connect(self._end)
        self._show(0)

    def _lay_out(self) -> None:
        larger, smaller, close = QPushButton("放大"), QPushButton("缩小"), QPushButton("关闭")
        larger.clicked.connect(lambda: self.pages.zoom_by(STEP))
        smaller.clicked.connect(lambda: self.pages.zoom_by(1 / STEP))
        close.clicked.connect(self.reject)
        line = QHBoxLayout()
        line.addWidget(self.message_label, 1)
        for button in (smaller, larger, self.save, close):
            button.setAutoDefault(False)
            line.addWidget(button)
        close.setObjectName(PRIMARY)
        close.setAutoDefault(True)
        layout = dialog_layout(self)
        layout.addWidget(self.choice)
        layout.addWidget(self.pages, 1)
        layout.addLayout(line)

    def _show(self, at: int) -> None:
        self._cancel()
        try:
            content = self._scans[at].content()
        except ArchiveError as error:
            self.message_label.setText(str(error))
            return
        offer(self.save, "" if kind_of(content) else f"{shown(self._scans[at].name)}{NO_SCAN}")
        if not kind_of(content):
            self.source.forget()
            self.message_label.setText(f"{shown(self._scans[at].name)}{NO_SCAN}")
            return
        self.message_label.setText("正在打开…")
        self._scan = Scan(content)
        self.source.show(self._scan)

    def _loaded(self) -> None:
        self.pages.go_to(0)
        self._say_place()

    def _say_place(self) -> None:
        count = len(self.source.sizes)
        self.message_label.setText(f"第 {self.pages.page + 1} / {count} 页" if count else "")

    def _failed(self, error: Exception) -> None:
        if self._scan is not None and not self._scan.cancelled.is_set():
            self._refuse(error)

    def _refuse(self, error: Exception) -> None:
        if not isinstance(error, (ExchangeError, OutputError)):
            raise error
        self.message_label.setText(str(error))

    def _save(self) -> None:
        scan = self._scan
        if scan is None:
            return
        suffix = kind_of(scan.content)
        name = safe_name(Path(self._scans[self.choice.currentIndex()].title).stem) + suffix
        title, kinds = f"{self.windowTitle()}另存为", f"扫描件 (*{suffix})"
        target = self._file_choice.save(title, name, kinds, suffix)
        if target is None:
            return
        try:
            write_whole(target, scan.content)
        except OutputError as error:
            self.message_label.setText(str(error))
            return
        self.message_label.setText(f"已另存为{shown(target)}")

    def _cancel(self) -> None:
        if self._scan is not None:
            self._scan.cancelled.set()
            self._scan = None

    def _end(self) -> None:
        self._cancel()
        self.source.forget()
        # What is under way brings an open child, which must be closed by who asked for it.
        queued = Qt.ConnectionType.QueuedConnection
        self.source.jobs.busy_changed.connect(self._leave, queued)
        self._leave()

    def _leave(self) -> None:
        if not self.source.jobs.running:
            self.deleteLater()
