"""空表: the bureau's own blanks, chosen once and remembered by name.

Each is a copy of the bureau's file, to the byte, in a folder beside the archive. The name of the
file is the name that the clerk knows it by.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from threading import Event

from msgspec import Struct

from core.exchange.errors import ExchangeError
from core.issuing.filename import safe_name
from core.output import PRIVATE, OutputError, write_whole
from core.places import BLANKS_FOLDER
from core.quoting import shown
from core.system_errors import reason

MOST_BYTES = 64 * 1024 * 1024
MOST = 200
"""Blanks in a list; a bureau has a handful."""


class BlankError(ExchangeError):
    """A blank is not remembered, or no longer; the message is one Chinese sentence."""


class Blank(Struct, frozen=True):
    """A remembered blank."""

    path: Path

    @property
    def name(self) -> str:
        """What the clerk calls it."""
        return self.path.stem


class Blanks:
    """The blanks in the folder beside an archive."""

    def __init__(self, archive: Path) -> None:
        """``archive``: the archive's file; the folder may not exist yet."""
        self.folder = archive.parent / BLANKS_FOLDER

    def all(self) -> tuple[Blank, ...]:
        """Those that are there, by name. A link or a pipe is none."""
        found = sorted(_plain_files(self.folder), key=lambda path: path.name)
        return tuple(map(Blank, found[:MOST]))

    def add(self, source: Path, cancel: Event | None = None) -> Blank:
        """Remember a file under its own name. Raises ``BlankError`` or ``ExchangeError``.

        It is proved first that it can be filled in. One that is there already to the byte is not
        remembered twice.
        """
        from core.exchange.formats import blank_refusal

        if refusal := blank_refusal(source):
            raise BlankError(refusal)
        content = _read(source)
        for blank in self.all():
            if blank.path.suffix == source.suffix.lower() and _same(blank.path, content):
                return blank
        if len(self.all()) >= MOST:
            raise BlankError(f"已经记住了 {MOST} 个空表，请先删除不用的")
        prove(source, cancel)
        target = self._free(safe_name(source.stem), source.suffix.lower())
        try:
            self.folder.mkdir(exist_ok=True)
            write_whole(target, content, mode=PRIVATE, own=True)
        except OSError as error:
            message = f"无法建立存放空表的文件夹{shown(self.folder)}：{reason(error)}"
            raise BlankError(message) from error
        except OutputError as error:
            raise BlankError(str(error)) from error
        return Blank(target)

    def rename(self, blank: Blank, name: str) -> Blank:
        """Know a blank by another name. Raises ``BlankError``."""
        wanted = safe_name(" ".join(name.split()))
        if not name.strip():
            raise BlankError("空表的名称不能为空")
        if wanted == blank.name:
            return blank
        target = blank.path.with_name(wanted + blank.path.suffix)
        same_file = target.name.casefold() == blank.path.name.casefold()
        if not same_file and (self._taken(wanted) or os.path.lexists(target)):
            raise BlankError(f"已有名为“{wanted}”的空表，请换一个名称")
        try:
            blank.path.rename(target)
        except OSError as error:
            raise BlankError(f"空表“{blank.name}”没有改成名：{reason(error)}") from error
        return Blank(target)

    def remove(self, blank: Blank) -> None:
        """Forget a blank; the bureau's own file is elsewhere. Raises ``BlankError``."""
        try:
            blank.path.unlink(missing_ok=True)
        except OSError as error:
            raise BlankError(f"空表“{blank.name}”没有删除：{reason(error)}") from error

    def _taken(self, name: str) -> bool:
        return name.casefold() in {one.name.casefold() for one in self.all()}

    def _free(self, name: str, suffix: str) -> Path:
        """A name is free only where no blank of either kind has it."""
        found, count = name, 1
        while self._taken(found) or os.path.lexists(self.folder / (found + suffix)):
            count += 1
            found = f"{name}（{count}）"
        return self.folder / (found + suffix)


def prove(path: Path, cancel: Event | None = None) -> None:
    """Fill a blank in with an empty form. Raises ``ExchangeError`` where that cannot be done."""
    from core.exchange.foreign import fill_blank
    from core.filling.beginning import new_form
    from core.foreign.process import ForeignFiles
    from core.scoring.profile_file import profile_for

    form = new_form("")
    with ForeignFiles() as files:
        fill_blank(files, path, form, profile_for(form.profile), cancel)


def _plain_files(folder: Path) -> Iterator[Path]:
    from core.exchange.formats import BLANK_SUFFIXES

    with suppress(OSError):
        for path in list(folder.iterdir()):
            if path.suffix.lower() in BLANK_SUFFIXES and not path.name.startswith(("~$", ".")):
                with suppress(OSError):
                    if stat.S_ISREG(path.lstat().st_mode):
                        yield path


def _read(path: Path) -> bytes:
    try:
        if not path.is_file():
            raise BlankError(f"没有{shown(path)}这个文件")
        with path.open("rb") as stream:
            content = stream.read(MOST_BYTES + 1)
    except OSError as error:
        raise ExchangeError(f"无法读取{shown(path)}：{reason(error)}") from error
    if len(content) > MOST_BYTES:
        size = MOST_BYTES // 1024 // 1024
        raise BlankError(f"{shown(path)}超过 {size} MB，不像一张空表，请核对文件")
    return content


def _same(path: Path, content: bytes) -> bool:
    try:
        return path.stat().st_size == len(content) and path.read_bytes() == content
    except OSError:
        return False
