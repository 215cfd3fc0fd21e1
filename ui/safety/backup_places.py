"""备份位置: where backups lie, how each place stands, and what can be done about it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from core.beijing import moment_in_words
from ui.dialog import Dialog, dialog_layout
from ui.feature import Feature, Parts
from ui.offering import offer, set_tip
from ui.plain import PlainLabel
from ui.safety.safekeeping import Safekeeping
from ui.tables import fill, listing

if TYPE_CHECKING:
    from core.archive.backup_status import PlaceStatus

HEADS = ("位置", "最近一份备份", "份数", "状态")
WORDS = "退出时、每半小时和重要操作之前会自动备份到下面每一处，每份都打开核对过。"
ANOTHER = "备份现在只在这台电脑上，请再添加 U 盘或另一个磁盘：电脑坏了也不丢。"


class BackupPlaces(Feature):
    """Shows the places and lets the clerk choose them."""

    status_found = Signal(object)
    """How the places stand was looked up."""

    def __init__(
        self,
        parts: Parts,
        safekeeping: Safekeeping,
        restore: Callable[[], object],
        window: QWidget,
    ) -> None:
        super().__init__(parts, window)
        self._safekeeping = safekeeping
        self._restore = restore

    def handlers(self) -> Mapping[str, Callable[[], object]]:
        return {"places": self.show}

    def show(self) -> None:
        """Open the dialog; it follows what becomes of the backups."""
        dialog = PlacesDialog(self._window)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        keeping = self._safekeeping
        dialog.backup_requested.connect(keeping.back_up_now)
        dialog.more_requested.connect(keeping.choose_second_place)
        dialog.fewer_requested.connect(keeping.remove_place)
        dialog.folder_requested.connect(self.show_file)
        dialog.restore_requested.connect(self._restore)
        keeping.changed.connect(dialog.ask_again)
        dialog.requested.connect(self._look)
        self.status_found.connect(dialog.show_places)
        dialog.open()
        dialog.ask_again()

    def _look(self) -> None:
        from core.archive.backup_status import places_of

        folders, remembered = self._safekeeping.folders(), self._safekeeping.remembered()

        def look() -> tuple[PlaceStatus, ...]:
            return places_of(folders, None, remembered)

        self._jobs.run("查看备份", look, self.status_found.emit, self._failed)

    def _failed(self, error: Exception) -> None:
        raise error


class PlacesDialog(Dialog):
    chapter = "备份"

    requested = Signal()
    """How the places stand is wanted."""
    backup_requested = Signal()
    more_requested = Signal()
    fewer_requested = Signal(object)
    folder_requested = Signal(object)
    restore_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("备份位置")
        self.resize(900, 360)
        self._places: Sequence[PlaceStatus] = ()
        self.words = PlainLabel(WORDS)
        self.words.setWordWrap(True)
        self.table = listing("备份位置", HEADS)
        self.table.itemSelectionChanged.connect(self._chosen)
        now = QPushButton("立即备份")
        now.setObjectName("primary")
        now.clicked.connect(self.backup_requested)
        more = QPushButton("添加位置…")
        more.clicked.connect(self.more_requested)
        self.fewer = QPushButton("不再备份到这里")
        set_tip(self.fewer, "那里已有的备份不会删除")
        self.fewer.clicked.connect(self._remove)
        self.look = QPushButton("打开文件夹")
        self.look.clicked.connect(self._open)
        back = QPushButton("从备份恢复…")
        back.clicked.connect(self._leave_to_restore)
        close = QPushButton("关闭")
        close.clicked.connect(self.reject)
        buttons = QHBoxLayout()
        for button in (now, more, self.look, self.fewer, back):
            buttons.addWidget(button)
        buttons.addStretch(1)
        buttons.addWidget(close)
        layout = dialog_layout(self)
        layout.addWidget(self.words)
        layout.addWidget(self.table, 1)
        layout.addLayout(buttons)
        self._chosen()

    def ask_again(self) -> None:
        """The places may stand otherwise now."""
        self.requested.emit()

    def show_places(self, places: Sequence[PlaceStatus]) -> None:
        """Show these; the first one is the program's own and stays."""
        self._places = places
        lines = [
            (
                str(place.folder),
                f"{moment_in_words(place.newest.made)}（{place.newest.reason}）"
                if place.newest
                else "—",
                str(place.count),
                place.sentence,
            )
            for place in places
        ]
        self.words.setText(WORDS if any(place.newest for place in places[1:]) else WORDS + ANOTHER)
        row = self.table.currentRow()
        fill(self.table, lines, wide=(0, HEADS.index("状态")))
        self.table.selectRow(min(max(row, 0), len(lines) - 1))
        self._chosen()

    def _chosen(self) -> None:
        row = self.table.currentRow()
        offer(self.fewer, "" if row > 0 else "档案旁边的这一处总是备份")
        offer(self.look, "" if 0 <= row < len(self._places) else "先选一处")

    def _open(self) -> None:
        self.folder_requested.emit(Path(self._places[self.table.currentRow()].folder))

    def _remove(self) -> None:
        row = self.table.currentRow()
        if 0 < row < len(self._places):
            self.fewer_requested.emit(Path(self._places[row].folder))

    def _leave_to_restore(self) -> None:
        self.accept()
        self.restore_requested.emit()
