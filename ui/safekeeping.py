"""Backups that nobody has to think of: at leaving, each half hour, before what may be regretted."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from concurrent.futures import Future
from datetime import UTC, date, datetime
from pathlib import Path

from PySide6.QtCore import QEventLoop, QTimer, Signal
from PySide6.QtWidgets import QFileDialog, QLabel, QWidget

from core.archive.archive import Archive
from core.archive.backups import FOLDER, Placed, Status, back_up, status
from core.archive.errors import ArchiveError
from core.reasons import shown
from ui.autosave import State
from ui.feature import Feature, Parts
from ui.settings import Settings

EVERY = 30 * 60 * 1000
"""Milliseconds of work between two backups."""
IN_A_WHILE = 60 * 1000
"""Milliseconds after the first save of a day until a second place is proposed: not while typing
has only begun."""
PATIENCE = 1000
"""Milliseconds until somebody who leaves is told what is still going on."""


def backup_folders(archive: Path, settings: Settings) -> list[Path]:
    """The places of backups; the first one lies beside the archive."""
    return [archive.parent / FOLDER, *map(Path, settings.second_places)]


class Safekeeping(Feature):
    """Makes the backups of the open archive and tells how they stand."""

    changed = Signal(object)
    """The ``Status`` of the backups is another."""

    def __init__(self, parts: Parts, window: QWidget) -> None:
        super().__init__(parts, window)
        self._told: set[str] = set()
        self._resting = self._shelf.read_only
        self._worked = False
        self._timer = QTimer(self)
        self._timer.setInterval(EVERY)
        self._timer.timeout.connect(self._half_hour)
        if not self._resting:
            self._timer.start()
            self._autosave.changed.connect(self._follow)

    def handlers(self) -> Mapping[str, Callable[[], object]]:
        return {"backup": self.back_up_now, "second_place": self.choose_second_place}

    def rest(self) -> None:
        """Make no backups: the window is only there to be pictured."""
        self._resting = True
        self._timer.stop()

    def folders(self) -> list[Path]:
        """The places of backups."""
        return backup_folders(self._shelf.path, self._settings)

    def before(self, reason: str) -> None:
        """Back up what is there now: it is queued before whatever is asked for next."""
        self._send(reason)

    def back_up_now(self) -> None:
        """Back up on demand and say what came of it."""
        if self._autosave.flush():
            self._send("手动", said=True)

    def leave(self) -> None:
        """The backup at leaving. Waits for it; after a moment a word says so."""
        if self._resting:
            return
        self._timer.stop()
        loop = QEventLoop()
        word = QLabel("正在备份，请稍候…")
        word.setWindowTitle("自评通")
        word.setContentsMargins(32, 20, 32, 20)
        patience = QTimer()
        patience.setSingleShot(True)
        patience.timeout.connect(word.show)
        patience.start(PATIENCE)
        folders = self.folders()
        self._shelf.send(lambda archive: back_up(archive, folders, "退出"), lambda _: loop.quit())
        loop.exec()
        patience.stop()
        word.close()

    def show_status(self) -> None:
        """Look how the backups stand, beside the window."""
        folders = self.folders()
        self._jobs.run("查看备份", lambda: status(folders), self.changed.emit, self._failed)

    def choose_second_place(self) -> None:
        """Let the clerk choose another folder for the backups."""
        chosen = QFileDialog.getExistingDirectory(
            self._window, "选择第二个备份位置（U 盘、移动硬盘或另一个磁盘）"
        )
        if chosen:
            self.add_place(Path(chosen))

    def add_place(self, folder: Path) -> None:
        """Back up into this folder as well, from now on."""
        place = folder / "自评通备份"
        if place in self.folders() or folder in self.folders():
            self.said.emit(f"已经在往{shown(place)}备份", None)
            return
        self._settings.second_places.append(str(place))
        self._send("手动", said=True)

    def remove_place(self, folder: Path) -> None:
        """Back up no more into this folder; what lies there stays."""
        wanted = [place for place in self._settings.second_places if Path(place) != folder]
        self._settings.second_places[:] = wanted
        self.show_status()

    def _follow(self) -> None:
        if self._autosave.state != State.SAVED or self._autosave.saved_at is None:
            return
        self._worked = True
        today = date.today().isoformat()  # noqa: DTZ011  (the clerk's day)
        if not self._settings.second_places and self._settings.second_asked != today:
            self._settings.second_asked = today
            QTimer.singleShot(IN_A_WHILE, self, self._propose)

    def _propose(self) -> None:
        if not self._settings.second_places:
            choose = ("选择位置…", self.choose_second_place)
            self.said.emit("备份现在只在这台电脑上；再选一个 U 盘或磁盘，电脑坏了也不丢", choose)

    def _half_hour(self) -> None:
        if self._worked:
            self._worked = False
            self._send("定时")

    def _send(self, reason: str, *, said: bool = False) -> None:
        if self._resting:
            return
        folders = self.folders()

        def work(archive: Archive) -> tuple[Placed, ...]:
            return back_up(archive, folders, reason)

        self._shelf.send(work, lambda done: self._placed(done, said=said))

    def _placed(self, done: Future[tuple[Placed, ...]], *, said: bool) -> None:
        error = done.exception()
        if error is not None and not isinstance(error, ArchiveError):
            raise error
        troubles = [str(error)] if error else [one.trouble for one in done.result() if one.trouble]
        new = [trouble for trouble in troubles if said or trouble not in self._told]
        self._told.update(troubles)
        if new:
            self.refused.emit("备份没有全部完成：" + "；".join(new))
        elif said:
            count = len(done.result())
            self.said.emit(f"已备份并验证 · {count} 处", None)
        self.show_status()

    def _failed(self, error: Exception) -> None:
        raise error


def in_short(told: Status) -> str:
    """``11:05 已备份 · 2 处`` for today, else with the date: what fits into a status bar."""
    if told.when is None:
        return "还没有备份"
    today = datetime.now(UTC).astimezone().date()
    when = f"{told.when:%H:%M}" if told.when.date() == today else f"{told.when:%Y-%m-%d}"
    checked = "已备份" if told.verified else "备份未通过核对"
    return f"{when} {checked} · {told.places} 处" + (" · 该备份了" if told.late else "")
