"""What can go wrong with an archive, as sentences for the clerk."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from core.quoting import shown
from core.system_errors import reason


class ArchiveError(Exception):
    """The archive cannot do it; the message is one Chinese sentence."""


class ChangedElsewhereError(ArchiveError):
    """Another window or program has saved this evaluation since it was read here."""


class DamagedError(ArchiveError):
    """The file is damaged: it should be set aside, and a backup brought back (``rescue``)."""


class LostError(ArchiveError):
    """The file is not there but has been: a backup should be brought back (``rescue``)."""


class NewerError(ArchiveError):
    """A newer program made the archive: this one must not touch it."""


class NotFoundError(ArchiveError):
    """There is no evaluation or version of this number."""


FROM_BACKUP = "请从备份恢复"
ANOTHER_BACKUP = "请换一份备份或交接包"
DAMAGED = f"档案已损坏，{FROM_BACKUP}"

_NO_ARCHIVE = "这个文件不是自评档案"
_SENTENCES = {
    "SQLITE_READONLY_DBMOVED": "档案文件已被移走、改名或替换，请关闭后重新打开",
    "SQLITE_BUSY": "档案正被另一个窗口或程序占用，请稍候再试",
    "SQLITE_LOCKED": "档案正被另一个窗口或程序占用，请稍候再试",
    "SQLITE_READONLY": "档案是只读的，不能保存，请检查文件和文件夹的权限",
    "SQLITE_PERM": "没有权限读写档案",
    "SQLITE_AUTH": "没有权限读写档案",
    "SQLITE_CANTOPEN": "档案打不开，请检查文件和文件夹是否还在、有没有权限",
    "SQLITE_IOERR": "读写磁盘出错，请检查磁盘空间、磁盘或 U 盘",
    "SQLITE_FULL": "磁盘空间不足，没有保存",
    "SQLITE_TOOBIG": "内容过大，档案放不下",
    "SQLITE_INTERRUPT": "规定的时间里没有读完，内容异常或磁盘太慢，没有打开",
    "SQLITE_NOTADB": _NO_ARCHIVE,
}
"""By the names of SQLite's codes: who only prints a file never loads SQLite."""
_DAMAGES = {DAMAGED, _NO_ARCHIVE}
_PRIMARY = 0xFF
"""The low byte of SQLite's extended codes is the kind of error."""


@contextmanager
def told_of(
    copy: Path, original: Path, target: Path | None = None, *, backup: bool = False
) -> Iterator[None]:
    """Let what is said of a copy be said of the file it was made of: nobody knows the copy.

    What the system refuses (no room, no permission) is said of ``target``, which the copy is to
    become.  ``backup``: the original is a backup itself, and where it is damaged only another one
    helps.
    """
    try:
        yield
    except ArchiveError as error:
        refused = error.__cause__ is not None and not isinstance(error, DamagedError)
        about = target if refused and target is not None else original
        said = str(error).replace(shown(copy), shown(about))
        if backup:
            said = said.replace(FROM_BACKUP, ANOTHER_BACKUP)
        error.args = (said, *error.args[1:])
        raise


@contextmanager
def in_words(path: Path) -> Iterator[None]:
    """Turn what SQLite and the system report inside the block into ``ArchiveError``."""
    import sqlite3

    try:
        yield
    except (sqlite3.ProgrammingError, sqlite3.InterfaceError, sqlite3.IntegrityError):
        raise  # our own mistake: it must be seen
    except sqlite3.Error as error:
        # No code: Python itself could not read a value (text that is no UTF-8).
        code = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_CORRUPT)
        known = {getattr(sqlite3, name): said for name, said in _SENTENCES.items()}
        sentence = known.get(code) or known.get(code & _PRIMARY, DAMAGED)
        message = f"{shown(path)}：{sentence}"
        raise (DamagedError if sentence in _DAMAGES else ArchiveError)(message) from error
    except UnicodeDecodeError as error:  # SQLite's own words quote what is no text any more
        message = f"{shown(path)}：{DAMAGED}"
        raise DamagedError(message) from error
    except OSError as error:
        message = f"{shown(path)}：{reason(error)}"
        raise ArchiveError(message) from error
