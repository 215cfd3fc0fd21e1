"""从备份恢复: a look inside first, then the archive is exchanged; the present one is kept."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Future
from contextlib import suppress
from pathlib import Path

from msgspec.structs import replace
from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QHBoxLayout,
    QPushButton,
    QWidget,
)

from core.archive.archive import Archive
from core.archive.backup import restore
from core.archive.backup_comparison import differences, loss
from core.archive.backups import Backup, backups_in
from core.archive.contents import Look, inspect
from core.archive.errors import ArchiveError
from core.archive.filed_evidence import lacking_in_words
from core.archive.handover import archive_in
from core.archive.overview import project_of, score_of, state_of, version_of
from core.archive.records import Entry
from core.beijing import moment_in_words
from core.output import OutputError
from core.quoting import shown
from ui.archive.filing import Filing
from ui.boxes import ask
from ui.dialog import Dialog, dialog_layout
from ui.feature import Feature, Parts
from ui.file_choice import FileChoice
from ui.offering import offer
from ui.plain import PlainLabel
from ui.safety.guard_dialogs import BACKUP_FILES
from ui.safety.safekeeping import Safekeeping
from ui.settings import FileUse
from ui.tables import fill, listing

BACKUPS = ("备份时间", "原因", "位置", "大小")
LOOK, OTHERS = "选一份备份，看看里面有什么", "可以另选备份文件或交接包"
ENTRIES = ("年度", "项目名称", "状态", "总分", "版本", "与现在的档案比")


class Restoring(Feature):
    """Brings a backup or a 交接包 back in place of the archive."""

    contents_read = Signal(object, object)
    """A ``Look`` into a file, and the list of the present archive."""
    read_failed = Signal(object, str)
    """A file that cannot be looked into, and why."""
    finished = Signal()

    def __init__(
        self, parts: Parts, safekeeping: Safekeeping, filing: Filing, window: QWidget
    ) -> None:
        super().__init__(parts, window)
        self._safekeeping = safekeeping
        self._filing = filing

    def handlers(self) -> Mapping[str, Callable[[], object]]:
        return {"restore": self.show}

    def show(self, file: Path | None = None) -> None:
        """Show the backups of all places; looking takes no save that gets through.

        ``file``: one that lies elsewhere and is looked into at once.
        """
        self._autosave.flush()
        found = backups_in(*self._safekeeping.folders())
        dialog = RestoreDialog(found, self._files(FileUse.BACKUP), self._window)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.requested.connect(self.look)
        dialog.chosen.connect(self.bring_back)
        self.contents_read.connect(dialog.show_look)
        self.read_failed.connect(dialog.refuse)
        self.finished.connect(dialog.finish)
        dialog.open()
        dialog.begin(file)

    def look(self, path: Path) -> None:
        """Look into a backup or a 交接包 beside the window."""
        beside = self._shelf.path.parent
        listed = self._shelf.queue(Archive.list)

        def work() -> tuple[Look, tuple[Entry, ...] | None]:
            with archive_in(path, beside) as found:
                look = replace(inspect(found), path=path)
            with suppress(ArchiveError):
                return look, listed.result()
            return look, None

        def failed(error: Exception) -> None:
            if not isinstance(error, ArchiveError):
                raise error
            self.read_failed.emit(path, str(error))

        self._jobs.run("查看备份", work, lambda found: self.contents_read.emit(*found), failed)

    def bring_back(self, backup: Path) -> None:
        """Exchange the archive for a backup; what is open now is open again where it is there."""
        if self._autosave.flush():
            self._exchange(backup)
            return
        # Into a damaged archive nothing is saved any more; that must not bar the way out of it.
        box = ask(
            self._window,
            "从备份恢复",
            f"最后的修改没有保存成功：{self._autosave.reason}。",
            "恢复以后这些修改就没有了；可以先取消，用“导出数据”把这份表存到别处。",
            ("仍然恢复", lambda: self._exchange(backup)),
            chapter="备份",
        )
        box.rejected.connect(self.finished)

    def _exchange(self, backup: Path) -> None:
        number = self._open_form.id
        self._safekeeping.before_exchange()
        self._filing.close()

        told: list[str] = []

        def work(path: Path) -> Path | None:
            with archive_in(backup, path.parent) as found:
                return restore(found, path, replace=True, tell=told.append)

        self._shelf.swap(work, lambda done: self._brought_back(done, number, told))

    def _brought_back(
        self, done: Future[Path | None], number: int | None, told: Sequence[str]
    ) -> None:
        self.finished.emit()
        self.list_changed.emit()
        self._filing.open_again(number)
        self._safekeeping.show_status()
        error = done.exception()
        if isinstance(error, (ArchiveError, OutputError)):
            self.refused.emit(f"没有恢复：{error}")
        elif error is not None:
            raise error
        else:  # said last: opening a form puts away what was said before
            kept = done.result()
            aside = f"，原来的档案留存为{shown(kept.name)}" if kept else ""
            self.message.emit(f"已从备份恢复{aside}", None)
            warnings = (*told, lacking_in_words(self._shelf.path))
            if warning := "；".join(filter(None, warnings)):
                self.refused.emit(warning)


class RestoreDialog(Dialog):
    """Backups above, the newest first; below what is in the chosen one."""

    chapter = "备份"

    requested = Signal(object)
    """The inside of this file is wanted."""
    chosen = Signal(object)

    def __init__(
        self, backups: Sequence[Backup], file_choice: FileChoice, parent: QWidget | None = None
    ) -> None:
        """``file_choice``: asks for a backup that lies elsewhere."""
        super().__init__(parent)
        self._file_choice = file_choice
        self.setWindowTitle("从备份恢复")
        self.resize(900, 580)
        self._going = False
        self._paths = [backup.path for backup in backups]
        self._looked: Path | None = None
        self._loss = ""
        self.backups = listing("备份", BACKUPS, nothing="还没有备份")
        lines = [
            (
                *(moment_in_words(backup.made), backup.reason, str(backup.path.parent)),
                f"{_size(backup.path):.1f} MB",
            )
            for backup in backups
        ]
        fill(self.backups, lines, wide=2)
        self.message_label = PlainLabel(LOOK if backups else OTHERS)
        self.message_label.setWordWrap(True)
        self.entries = listing(
            "备份里的自评表", ENTRIES, chosen=False, nothing="这里列出选中的备份里有哪些自评表"
        )
        fill(self.entries, (), wide=1)
        self.other = QPushButton("其他备份或交接包…")
        self.other.clicked.connect(self._choose_file)
        self.go = QPushButton("恢复这份备份")
        self.go.setObjectName("primary")
        offer(self.go, "先选一份备份")
        self.go.clicked.connect(self._accept)
        self.leave = QPushButton("取消")
        self.leave.clicked.connect(self.reject)
        buttons = QHBoxLayout()
        buttons.addWidget(self.other)
        buttons.addStretch(1)
        buttons.addWidget(self.go)
        buttons.addWidget(self.leave)
        layout = dialog_layout(self)
        layout.addWidget(self.backups, 2)
        layout.addWidget(self.message_label)
        layout.addWidget(self.entries, 3)
        layout.addLayout(buttons)
        self.backups.itemSelectionChanged.connect(self._ask)

    def begin(self, file: Path | None = None) -> None:
        """Look into this file at once, else into the newest backup."""
        if file is not None and file not in self._paths:
            self._look_at(file)
            self.entries.setFocus()  # the list above marks its first line where the keys come to it
            return
        if self._paths:
            self.backups.selectRow(0 if file is None else self._paths.index(file))
        self.backups.setFocus()

    def show_look(self, look: Look, present: Sequence[Entry] | None) -> None:
        """What is in the backup that was asked about last.

        ``present`` is ``None`` where the present archive cannot be read.
        """
        if look.path != self._looked:
            return
        told = differences(present or (), look.entries)
        self._loss = loss(present, look.entries, look.trashed)
        lines = [
            (
                *(str(entry.year), project_of(entry), state_of(entry)),
                *(score_of(entry.summary), version_of(entry), words),
            )
            for entry, words in told
        ]
        fill(self.entries, lines, wide=1)
        if look.findings:
            self._tell_refused(f"这份备份没有通过核对，不能恢复：{look.findings[0]}")
            return
        away = f"，回收站 {len(look.trashed)} 份" if look.trashed else ""
        held = look.contents
        papers = f"、{held.papers} 份定稿的 PDF" if held.papers else ""
        name = "备份" if look.path in self._paths else shown(look.path.name)
        self.message_label.setText(
            f"{name}完好：{len(look.entries)} 份自评表{away}，共 {held.versions} 个版本{papers}。"
            "恢复后现在的档案会留存在旁边，不会删除。"
        )
        offer(self.go)

    def refuse(self, path: Path, sentence: str) -> None:
        """The file cannot be looked into."""
        if path == self._looked:
            self._tell_refused(sentence)

    def _tell_refused(self, sentence: str) -> None:
        self.message_label.setText(sentence)
        offer(self.go, sentence)

    def _ask(self) -> None:
        row = self.backups.currentRow()
        if row >= 0:
            self._look_at(self._paths[row])

    def _look_at(self, path: Path) -> None:
        self._looked = path
        offer(self.go, "正在核对，请稍候")
        self.entries.setRowCount(0)
        self.message_label.setText(f"正在核对{shown(path.name)}…")
        self.requested.emit(path)

    def _choose_file(self) -> None:
        path = self._file_choice.file("选择备份", BACKUP_FILES)
        if path is not None:
            self.backups.clearSelection()
            self._look_at(path)

    def finish(self) -> None:
        """The exchange is over, well or not."""
        self._going = False
        self.accept()

    def reject(self) -> None:
        """There is no way back out of an exchange half done."""
        if not self._going:
            super().reject()

    def _accept(self) -> None:
        """Ask first: Enter in the list is quickly pressed."""
        if self._looked is None or self._going:
            return
        ask(
            self,
            "从备份恢复",
            f"{self._loss}。",
            "现在的档案会留存在旁边，不会删除。要恢复这份备份吗？",
            ("恢复", self._go),
            cautious=True,
            chapter="备份",
        )

    def _go(self) -> None:
        self._going = True
        for part in (self.backups, self.other, self.go, self.leave):
            offer(part, "正在恢复，请稍候")
        self.message_label.setText("正在恢复，请稍候…")
        self.chosen.emit(self._looked)


def _size(path: Path) -> float:
    try:
        return path.stat().st_size / 1024 / 1024
    except OSError:
        return 0.0
