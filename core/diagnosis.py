"""One page about this computer and this program, for the person who is called to help.

It names versions, folders and what is missing; no person and nothing of any form is named.
"""

from __future__ import annotations

import os
import platform
import shutil
import sqlite3
import sys
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path

from core.archive.archive import Archive
from core.archive.backups import FOLDER, backups_in
from core.archive.connection import refuse_damaged
from core.archive.errors import ArchiveError, NewerError
from core.archive.lock import is_held
from core.beijing import moment_in_words
from core.home import home_folder
from core.places import PlaceError, archive_file, cache_folder, is_chosen
from core.report.installed import font_folders
from core.resources import resource
from core.storage import Kind, storage_of
from core.version import VERSION

Section = tuple[str, tuple[str, ...]]
"""A heading and its lines."""

FACES = {"宋体": "song", "黑体": "hei"}
VARIABLES = ("LANG", "LC_ALL", "LC_CTYPE", "PYTHONUTF8")


def diagnosis(archive: Path | None, window: Iterable[Section] = ()) -> str:
    """The page as plain text; ``archive`` is the one that is open, else the usual one.

    ``window`` is what the window knows of its surroundings; it comes after our own sections.
    """
    sections = [("程序", tuple(_program())), *_archive_sections(archive)]
    sections += [("字体", tuple(_faces())), *window]
    parts = [f"自评通 {VERSION} 诊断"]
    for heading, lines in sections:
        parts += ["", f"【{heading}】", *(_without_names(line) for line in lines)]
    return "\n".join(parts) + "\n"


def _program() -> Iterator[str]:
    kind = "打包的程序" if getattr(sys, "frozen", False) else "源代码"
    yield f"版本：{VERSION}（{kind}）"
    yield f"程序在：{Path(sys.executable).parent}"
    yield f"系统：{platform.platform(terse=True)} {platform.machine()}"
    name, version = platform.libc_ver()
    if name:
        yield f"C 库：{name} {version}"
    yield f"Python {platform.python_version()}，SQLite {sqlite3.sqlite_version}"
    yield f"文件名编码：{sys.getfilesystemencoding()}"
    told = [f"{name}={os.environ[name]}" for name in VARIABLES if name in os.environ]
    yield f"语言环境：{'，'.join(told) or '没有设置'}"


def _archive_sections(archive: Path | None) -> Iterator[Section]:
    try:
        path = archive or archive_file()
    except PlaceError as error:
        yield "文件夹", (str(error),)
        return
    chosen = "（另外指定的）" if archive is None and is_chosen() else ""
    folders = [f"数据{chosen}：{_state(path.parent)}", f"缓存：{_state(cache_folder())}"]
    folders.append(f"临时文件：{_state(Path(tempfile.gettempdir()))}")
    yield "文件夹", tuple(folders)
    yield "档案", tuple(_archive(path))


def _state(folder: Path) -> str:
    """Where it is, on what, whether one may write, how much room there is."""
    if not folder.is_dir():
        return f"{folder}，还没有建立"
    try:
        free = f"剩余 {shutil.disk_usage(folder).free / 1e9:.1f} GB"
    except OSError as error:
        free = f"剩余空间问不到（{error.strerror}）"
    storage = storage_of(folder)
    kind = storage.kind.value + (f"（{storage.name}）" if storage.name else "")
    may = "可写" if os.access(folder, os.W_OK) else "不可写"
    return f"{folder}，{kind if storage.kind is not Kind.LOCAL else '本机'}，{may}，{free}"


def _archive(path: Path) -> Iterator[str]:
    yield f"文件：{path.name}"
    if not path.exists():
        yield "还没有建立"
        return
    yield f"大小：{path.stat().st_size / 1e6:.1f} MB"
    yield f"正在使用：{'是，有一个窗口或命令打开着' if is_held(path) else '否'}"
    try:
        refuse_damaged(path)
        with Archive.open(path, read_only=True) as archive:
            yield f"自评表：{len(archive.list())} 份"
        yield "文件结构：完好（逐份核对用“核对档案”）"
    # The sentence of an error may quote what stands in the archive.
    except NewerError:
        yield "打不开：是更新的自评通做的；请升级这台电脑上的程序，不要恢复备份"
    except (ArchiveError, sqlite3.Error):
        yield "打不开：文件损坏，或者不是自评档案；请用“从备份恢复”"
    backups = backups_in(path.parent / FOLDER)
    newest = f"，最近一份 {moment_in_words(backups[0].made)}" if backups else ""
    yield f"备份：{len(backups)} 份{newest}"


def _faces() -> Iterator[str]:
    for name, key in FACES.items():
        brought = resource("fonts", f"{key}.ttf").is_file()
        yield f"{name}：{'有' if brought else '没有：源代码请执行 make set-up，程序请重新复制'}"
    there = [folder for folder in font_folders() if folder.is_dir()]
    yield f"本机的字体文件夹：{'，'.join(map(str, there)) or '没有'}（罕用字从这里找）"


def _without_names(line: str) -> str:
    """The folder of a person by its sign: it is called like the person."""
    home = home_folder()
    return line.replace(str(home), "~") if home and home.name else line
