"""What the clerk is asked and told where the archive does not simply open."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from PySide6.QtWidgets import QMessageBox

from core.archive.archive import Archive
from core.archive.backups import Backup, newest_good
from core.archive.errors import ArchiveError, LostError
from core.archive.lock import LockedError
from core.archive.rescue import bring_back
from core.beijing import moment_in_words
from core.output import OutputError
from core.quoting import shown
from ui.file_choice import ask_file, ask_folder
from ui.jobs import Jobs
from ui.plain_box import PlainBox
from ui.safety.waiting import wait_for

BACKUP_FILES = "档案备份和交接包 (*.db *.zip);;所有文件 (*)"


def other_folder(why: str) -> Path | None:
    """Say why the folder cannot be used, and let the clerk go on with another one."""
    box = PlainBox(chapter="备份")
    box.setWindowTitle("自评通")
    box.setText(f"{why}。")
    box.setInformativeText("可以另选一个文件夹放数据；那里有档案就打开，没有就新建。")
    choose = box.addButton("另选文件夹…", QMessageBox.ButtonRole.AcceptRole)
    leave = box.addButton("退出", QMessageBox.ButtonRole.RejectRole)
    box.setDefaultButton(choose)
    box.setEscapeButton(leave)
    box.exec()
    if box.clickedButton() is not choose:
        return None
    return ask_folder(None, "选择数据文件夹")


def to_be_read_only(error: LockedError) -> bool:
    """Say who has the archive open; whether it is to be opened for reading."""
    box = PlainBox(chapter="备份")
    box.setWindowTitle("自评通")
    box.setText("这个档案已在另一个窗口打开。")
    box.setInformativeText(
        f"正在使用：{error.holder.sentence}。\n"
        "如果是在这台电脑上，请切换到已打开的窗口；也可以只读打开，只看、打印和导出。"
    )
    read = box.addButton("只读打开", QMessageBox.ButtonRole.AcceptRole)
    leave = box.addButton("退出", QMessageBox.ButtonRole.RejectRole)
    box.setDefaultButton(leave)
    box.exec()
    return box.clickedButton() is read


def rescued(path: Path, backups: Sequence[Path], error: ArchiveError) -> str | None:
    """Ask for the backup to go on with; what was done in a sentence, ``None`` to leave."""
    good = _newest_good(backups)
    box = PlainBox(chapter="备份")
    box.setWindowTitle("自评通")
    box.setText(f"{error}。")
    lost = isinstance(error, LostError)
    kept = "" if lost else "损坏的文件会原样留存，不会删除。"
    found = f"找到最近的完好备份：{_described(good)}。\n" if good else "没有找到完好的备份。\n"
    box.setInformativeText(found + kept)
    bring = box.addButton("恢复这份备份", QMessageBox.ButtonRole.AcceptRole) if good else None
    other = box.addButton("另选备份…", QMessageBox.ButtonRole.ActionRole)
    anew = box.addButton("另建空档案", QMessageBox.ButtonRole.ActionRole) if lost else None
    leave = box.addButton("退出", QMessageBox.ButtonRole.RejectRole)
    box.setDefaultButton(bring or other)
    box.setEscapeButton(leave)
    box.exec()
    try:
        if box.clickedButton() is bring and good is not None:
            return f"已恢复 {_described(good)}的备份{_brought(path, good.path)}"
        if box.clickedButton() is other:
            return _bring_chosen(path, backups)
        if anew is not None and box.clickedButton() is anew:
            Archive.create(path).close()
            return "已另建空档案；原来的备份都还在，随时可以从备份恢复"
    except (ArchiveError, OutputError) as wrong:
        refuse(f"{wrong}。")
        return ""
    return None


def _newest_good(backups: Sequence[Path]) -> Backup | None:
    """Each version of a backup is read: that may take a while."""
    jobs, found = Jobs(threads=1), list[Backup | None]()
    jobs.run("查找备份", lambda: newest_good(backups), found.append, _raise)
    wait_for(jobs, "正在核对备份，请稍候…")
    return found[0]


def _raise(error: Exception) -> None:
    raise error


def _bring_chosen(path: Path, backups: Sequence[Path]) -> str:
    """Let the clerk choose a backup; nothing chosen asks again."""
    chosen = ask_file(None, "选择备份", BACKUP_FILES, *backups, path.parent)
    return "" if chosen is None else f"已恢复备份{shown(chosen.name)}{_brought(path, chosen)}"


def _brought(path: Path, backup: Path) -> str:
    """Put a backup in place of the archive; where the damaged file is now, as a clause."""
    from core.archive.handover import archive_in

    told: list[str] = []
    with archive_in(backup, path.parent) as found:
        aside = bring_back(path, found, tell=told.append)
    kept = f"，损坏的文件留存为{shown(aside.name)}" if aside else ""
    return "；".join((kept, *told))


def _described(backup: Backup | None) -> str:
    """``2021-12-31 16:05（退出时），12 份自评表``."""
    if backup is None:
        return ""
    count = ""
    with suppress(ArchiveError), Archive.open(backup.path, read_only=True) as archive:
        count = f"，{len(archive.list())} 份自评表"
    return f"{moment_in_words(backup.made)}（{backup.reason}）{count}"


def refuse(sentence: str) -> None:
    """Say why nothing can be opened."""
    box = PlainBox(chapter="备份")
    box.setWindowTitle("自评通")
    box.setText(sentence)
    box.addButton("知道了", QMessageBox.ButtonRole.AcceptRole)
    box.exec()
