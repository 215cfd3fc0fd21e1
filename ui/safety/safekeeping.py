"""Backups that nobody has to think of: at leaving, each half hour, around what counts most."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import suppress
from datetime import datetime
from pathlib import Path

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QWidget

from core.archive.archive import Archive
from core.archive.backup_status import PlaceStatus, Status, places_of, status
from core.archive.backups import FOLDER, Placed, Snapshot, lay_into, local_now, snapshot
from core.archive.clock import confirm, doubt
from core.archive.contents import contents
from core.archive.digest import Contents
from core.archive.errors import ArchiveError
from core.archive.evidence_files import evidence_size, folder_of
from core.beijing import today
from core.leftovers import sweep
from core.quoting import shown, size_in_words
from ui.autosave import State
from ui.feature import Feature, Lasting, Parts
from ui.jobs import Jobs
from ui.settings import Settings

_Kept = tuple[tuple[Placed, ...], Contents | None]
"""What became of a backup in each place, and what it holds."""

OWN_FOLDER = "自评通备份"
"""The name of the folder with backups in a further place."""
EVERY = 30 * 60 * 1000
"""Milliseconds of work between two backups."""
IN_A_WHILE = 60 * 1000
"""Milliseconds after the first save of a day until a second place is proposed: not while typing
has only begun."""


def backup_folders(archive: Path, settings: Settings) -> list[Path]:
    """The places of backups; the first one lies beside the archive."""
    return [archive.parent / FOLDER, *map(Path, settings.second_places)]


class Safekeeping(Feature):
    """Makes the backups of the open archive and tells how they stand."""

    changed = Signal(str, str, bool)
    """The backups stand otherwise: in short, in a sentence, whether any is late."""

    def __init__(self, parts: Parts, window: QWidget) -> None:
        super().__init__(parts, window)
        self._told: set[str] = set()
        self._held: Contents | None = None
        self._keeping = Jobs(self, threads=1)
        self._resting = self._shelf.read_only
        self._leaving = self._worked = False
        self._timer = QTimer(self)
        self._timer.setInterval(EVERY)
        self._timer.timeout.connect(self._half_hour)
        if not self._resting:
            self._timer.start()
            self._autosave.changed.connect(self._follow)

    def handlers(self) -> Mapping[str, Callable[[], object]]:
        return {"backup": self.back_up_now}

    def rest(self) -> None:
        """Make no backups: the window is only there to be pictured."""
        self._resting = True
        self._timer.stop()

    def folders(self) -> list[Path]:
        """The places of backups."""
        return backup_folders(self._shelf.path, self._settings)

    def remembered(self) -> dict[Path, datetime]:
        """When the further places got their last backup."""
        told = {}
        for folder, moment in self._settings.second_kept.items():
            with suppress(ValueError, TypeError):
                told[Path(folder)] = datetime.fromisoformat(moment)
        return told

    def keep(self, reason: str) -> None:
        """Back up what is there now: it is queued before whatever is asked for next."""
        self._autosave.save()
        self._send(reason)

    def before_exchange(self) -> None:
        """Back up before a restore.

        That keeps the archive itself: where this fails, as it must with a damaged archive, nothing
        is lost and nothing to be told.
        """
        self._send("恢复前", quiet=True)

    def back_up_now(self) -> None:
        """Back up on demand and say what came of it."""
        if self._autosave.flush():
            self._send("手动", said=True)

    def leave(self) -> None:
        """The backup at leaving. Waits for it; after a moment a word says so."""
        from ui.safety.waiting import wait_for

        if self._resting:
            return
        self._timer.stop()
        self._leaving = True
        self._send("退出")
        wait_for(self._keeping, "正在备份，请稍候…")
        self._leaving = False

    def begin(self) -> None:
        """At the start: back up where there is no backup yet, or the last one is late."""
        folders = self.folders()

        def judge(told: tuple[PlaceStatus, ...]) -> None:
            if told[0].late:
                self._held = None
                self._send("启动")

        self._jobs.run("查看备份", lambda: places_of(folders), judge, self._failed)
        if not self._shelf.read_only:
            chosen = [Path(self._settings.folder)] if self._settings.folder else []
            path = self._shelf.path
            left = [path.parent, folder_of(path), *folders, *chosen]
            self._jobs.run("清理", lambda: sweep(left), lambda _: None, self._failed)

    def show_status(self) -> None:
        """Look how the backups stand, beside the window; nobody sees it any more at leaving."""
        if self._leaving:
            return
        folders, remembered = self.folders(), self.remembered()

        def tell(told: Status) -> None:
            self.changed.emit(told.short(), told.sentence, told.late)

        self._jobs.run("查看备份", lambda: status(folders, None, remembered), tell, self._failed)

    def choose_second_place(self) -> None:
        """Let the clerk choose another folder for the backups."""
        from ui.file_choice import ask_folder

        title = "选择第二个备份位置（U 盘、移动硬盘或另一个磁盘）"
        if (chosen := ask_folder(self._window, title)) is not None:
            self.add_place(chosen)

    def add_place(self, folder: Path) -> None:
        """Back up into this folder as well, from now on."""
        place = folder / OWN_FOLDER
        if place in self.folders() or folder in self.folders():
            self.message.emit(f"已经在往{shown(place)}备份", None)
            return
        self._settings.second_places.append(str(place))
        self.setup_step_done.emit()
        self._send("手动", said=True)

    def remove_place(self, folder: Path) -> None:
        """Back up no more into this folder; what lies there stays."""
        wanted = [place for place in self._settings.second_places if Path(place) != folder]
        self._settings.second_places[:] = wanted
        self._settings.second_kept.pop(str(folder), None)
        self.setup_step_done.emit()
        self.show_status()

    def _follow(self) -> None:
        if self._autosave.state != State.SAVED or self._autosave.saved_at is None:
            return
        self._worked = True
        day = today().isoformat()
        if not self._settings.second_places and self._settings.second_asked != day:
            self._settings.second_asked = day
            QTimer.singleShot(IN_A_WHILE, self, self._propose)

    def _propose(self) -> None:
        if not self._settings.second_places:
            choose = Lasting("选择位置…", self.choose_second_place)
            self.message.emit("备份现在只在这台电脑上；再选一个 U 盘或磁盘，电脑坏了也不丢", choose)

    def _half_hour(self) -> None:
        if self._worked:
            self._worked = False
            self._send("定时")

    def _send(self, reason: str, *, said: bool = False, quiet: bool = False) -> None:
        if self._resting:
            return
        folders, held = self.folders(), None if said else self._held

        def copy(archive: Archive) -> Snapshot | None:
            if held is not None and contents(archive) == held:
                return None  # everything is in every place already
            return snapshot(archive, folders)

        copied = self._shelf.queue(copy)

        def lay() -> _Kept:
            taken = copied.result()
            if taken is None:
                return (), held
            return lay_into(taken, folders, reason), taken.contents

        self._keeping.run(
            "备份",
            lay,
            lambda kept: self._placed(kept, said=said),
            lambda error: self._not_placed(error, said=said, quiet=quiet),
        )

    def _placed(self, kept: _Kept, *, said: bool) -> None:
        done, present = kept
        now = datetime.now().replace(microsecond=0).isoformat()  # noqa: DTZ005  (the clerk's clock)
        further = self._settings.second_places
        for one in done:
            if not one.trouble and str(one.folder) in further:
                self._settings.second_kept[str(one.folder)] = now
        self._held = None if any(one.trouble for one in done) else present
        # A stick that is elsewhere is the status bar's business, until somebody asks.
        troubles = [one.trouble for one in done if one.trouble and (said or one.there)]
        if not self._tell(troubles, said=said) and said:
            made = "已备份并验证" if any(one.made for one in done) else "没有改动，备份已是最新"
            size = evidence_size(self._shelf.path)
            files = f"，佐证材料 {size_in_words(size)}" if size else ""
            self.message.emit(f"{made} · {len(done)} 处{files}", None)
        if count := max((one.lacking for one in done), default=0):
            self._tell_lacking(count, said=said)
        self._ask_about_the_date([one.folder for one in done])
        self.show_status()

    def _ask_about_the_date(self, folders: list[Path]) -> None:
        """Once a day in the window, where old backups wait for an answer."""
        question = doubt(folders, local_now())
        if question and question not in self._told and not self._leaving:
            self._told.add(question)
            self.message.emit(question, Lasting("日期没错", lambda: confirm(folders)))

    def _not_placed(self, error: Exception, *, said: bool, quiet: bool) -> None:
        if not isinstance(error, ArchiveError):
            raise error
        self._held = None
        if self._leaving:
            from ui.boxes import warn

            warn(
                self._window,
                f"退出前的备份没有做成：{error}。",
                "修改都已保存在档案里。",
                chapter="备份",
            )
            return
        if not quiet:
            self._tell([str(error)], said=said)
        self.show_status()

    def _tell_lacking(self, count: int, *, said: bool) -> None:
        """Once a day in the window: evidence whose file nobody has any more."""
        told = f"有 {count} 件佐证材料的文件不在了，备份里也没有；请用“核对档案”看是哪些"
        if said or told not in self._told:
            self._told.add(told)
            self.refused.emit(told)

    def _tell(self, troubles: list[str], *, said: bool) -> bool:
        """Tell each trouble once, or as often as a backup is asked for."""
        new = [trouble for trouble in troubles if said or trouble not in self._told]
        self._told.update(troubles)
        if new:
            self.refused.emit("备份没有全部完成：" + "；".join(new))
        return bool(new)
