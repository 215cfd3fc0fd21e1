"""A link, a second name, a pipe or a folder lies under the name of a file that we write."""

import os
import shutil
from collections.abc import Callable
from pathlib import Path

from core.archive.archive import Archive
from core.archive.backups import back_up
from core.archive.clock import NAME as CLOCK
from core.archive.clock import has_leapt
from core.archive.errors import ArchiveError
from core.archive.lock import Lock, lock_file
from core.archive.note import NAME as NOTE
from core.archive.note import lay_note
from core.output import OutputError, write_whole
from core.sample import sample
from tests.faults.clocks import NOON
from tests.faults.forms import FIGURES, archive_in
from tests.faults.tally import Tally, in_words

VICTIM = "别人的文件，不能动".encode()
TRAPS: tuple[tuple[str, Callable[[Path, Path], None]], ...] = (
    ("链接", lambda place, victim: place.symlink_to(victim)),
    ("空链接", lambda place, victim: place.symlink_to(victim.with_name("没有"))),
    ("文件夹的链接", lambda place, victim: place.symlink_to(victim.parent)),
    ("绕圈的链接", lambda place, _: place.symlink_to(place)),
    ("第二个名字", lambda place, victim: place.hardlink_to(victim)),
    ("管道", lambda place, _: os.mkfifo(place)),
    ("文件夹", lambda place, _: place.mkdir()),
)


def _take_lock(folder: Path) -> None:
    Lock.take(folder / "自评档案.db").release()


def _settings(folder: Path) -> None:
    from ui.settings import Settings, load_settings, store_settings

    load_settings(folder)
    store_settings(folder, Settings())


def _log(folder: Path) -> None:
    from ui.crash import CrashGuard

    guard = CrashGuard(folder, lambda _: None, lambda act: act())
    guard.report(ValueError, ValueError("x"), None)


def _backup(folder: Path) -> None:
    with Archive.open(folder / "自评档案.db") as archive:
        archive.add(sample(), FIGURES)
        back_up(archive, [folder / "备份"], "退出", NOON)


def _clock(folder: Path) -> None:
    has_leapt(folder, [NOON], NOON.replace(year=2040))


FILES: tuple[tuple[str, Callable[[Path], None]], ...] = (
    (lock_file(Path("自评档案.db")).name, _take_lock),
    ("自评档案.db.held", _take_lock),
    ("窗口设置.json", _settings),
    ("错误记录.txt", _log),
    (NOTE, lay_note),
    ("备份", _backup),
    ("备份/自评档案_20211231_120000_退出.db", _backup),
    (CLOCK, _clock),
    ("自评档案.db-journal", lambda folder: _write(folder / "自评档案.db-journal")),
    ("自评档案.db", lambda folder: _write(folder / "自评档案.db")),
)
"""Each file that the program writes by itself, and what writes it."""


def _write(path: Path) -> None:
    write_whole(path, b"x", own=True)


def links(folder: Path, times: int, tally: Tally) -> None:
    """Nothing behind a link is written, emptied or made; each way ends with work or a sentence."""
    if os.name != "posix":
        tally.name += "（没有试）"
        return
    cases = [(file, trap) for file in FILES for trap in TRAPS][:times]
    origin = archive_in(folder)
    for number, ((name, writes), (kind, trap)) in enumerate(cases):
        root = folder / f"{number}"
        data, elsewhere = root / "数据", root / "别处"
        for made in (data, elsewhere, *([data / "备份"] if "/" in name else [])):
            made.mkdir(parents=True)
        victim = elsewhere / "重要.txt"
        victim.write_bytes(VICTIM)
        shutil.copyfile(origin, data / "自评档案.db")
        place = data / name
        if place.is_file():
            place.unlink()
        trap(place, victim)
        case = f"{name}是{kind}"
        try:
            writes(data)
            tally.end("照常")
        except (ArchiveError, OutputError) as error:
            if in_words(error):
                tally.end("说明")
            else:
                tally.broke(f"{case}：{error}")
        except Exception as error:  # noqa: BLE001  (that is what is looked for)
            tally.broke(f"{case}：{error!r}")
        # A folder of backups that is a link is the clerk's own choice: into it new files may come.
        allowed = {victim} if name != "备份" or kind != "文件夹的链接" else set(elsewhere.iterdir())
        if victim.read_bytes() != VICTIM or set(elsewhere.iterdir()) - allowed:
            tally.broke(f"{case}：写到了别处")
        shutil.rmtree(root)
