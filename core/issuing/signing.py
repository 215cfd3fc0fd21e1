"""Is a scan the signed paper of this very version? What its pages say, page by page."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from pathlib import Path
from threading import Event

from msgspec import Struct

from core.exchange.errors import ExchangeError
from core.exchange.foreign import read_symbols
from core.exchange.scans import kind_of
from core.foreign.bounds import MOST_BYTES, check_file
from core.foreign.errors import ForeignFileError
from core.foreign.process import ForeignFiles
from core.quoting import shown
from core.report.page_marks import Mark, MarkError, decode
from core.system_errors import reason


class ScannedFile(Struct, frozen=True):
    """One file of a scan: its bytes and the mark of each page, ``None`` where none was read.

    Its suffix is the one of what it is, whatever it was called.
    """

    path: Path
    content: bytes
    marks: tuple[Mark | None, ...]


def read_scans(paths: Sequence[Path], cancel: Event | None = None) -> list[ScannedFile]:
    """Read PDFs and pictures; ``cancel`` may be set in another thread. Raises ``ExchangeError``."""
    with ForeignFiles() as files:
        return [_read_scan(path, files, cancel) for path in paths]


def _read_scan(path: Path, files: ForeignFiles, cancel: Event | None) -> ScannedFile:
    try:
        check_file(path, MOST_BYTES)
        content = path.read_bytes()
    except ForeignFileError as error:
        raise ExchangeError(str(error)) from error
    except OSError as error:
        raise ExchangeError(f"无法读取{shown(path)}：{reason(error)}") from error
    suffix = kind_of(content)
    if not suffix:
        message = (
            f"{shown(path)}不是 PDF、PNG、JPEG 或 TIFF 文件，不能登记为签章扫描件，"
            "请扫描成其中一种再登记"
        )
        raise ExchangeError(message)
    marks = tuple(next(iter(_marks(texts)), None) for texts in read_symbols(files, path, cancel))
    return ScannedFile(path.with_suffix(suffix), content, marks)


def doubts(
    files: Sequence[ScannedFile],
    number: int,
    version: int,
    codes: Collection[str],
    same_paper: Collection[int] = (),
) -> tuple[str, ...]:
    """What speaks against filing these pages with a version, in sentences; nothing if all fits.

    ``number`` and ``version`` are those of the final version in the archive, ``codes`` what its
    paper may bear (``content_codes``), ``same_paper`` the other versions whose paper it is.
    """
    found: list[str] = []
    pages = [(file, at, mark) for file in files for at, mark in enumerate(file.marks, start=1)]
    if not any(mark for *_, mark in pages):
        return ("这些页上没有读出自评通的二维码，不能核对是不是这一版，请自己核对",)
    fit = {(0, 0), (number, version), *((number, other) for other in same_paper)}
    fitting = set[int]()
    expected = 0
    for file, at, mark in pages:
        where = shown(file.path.name) + (f"第 {at} 页" if len(file.marks) > 1 else "")
        if mark is None:
            found.append(f"{where}没有读出二维码，请自己核对")
        elif (mark.number, mark.version) not in fit:
            found.append(f"{where}是第 {mark.number} 号第 {mark.version} 版的纸，不是这一版")
        elif mark.printed.title:
            found.append(f"{where}是{mark.printed.title}，不是自评表")
        elif mark.code not in codes:
            found.append(f"{where}的内容与定稿不同，可能是定稿以前打印的")
        else:
            if mark.page in fitting:
                found.append(f"第 {mark.page} 页扫描了不止一次")
            fitting.add(mark.page)
            expected = max(expected, mark.pages)
    missing = [page for page in range(1, expected + 1) if page not in fitting]
    unread = sum(mark is None for *_, mark in pages)
    if missing and len(missing) > unread:
        found.append(f"这一版共 {expected} 页，缺第 {'、'.join(map(str, missing))} 页")
    return tuple(found)


def _marks(texts: Sequence[str]) -> list[Mark]:
    marks = []
    for text in texts:
        try:
            marks.append(decode(text))
        except MarkError:
            continue
    return marks
