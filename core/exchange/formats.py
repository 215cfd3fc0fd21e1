"""The kinds of files that forms come in and go out as: one record each.

A new kind of file is one record in ``FORMATS`` and one module beside this one. The record's
functions import that module (and its library) when they are called: a form opened in the window
wants none of them.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from threading import Event
from typing import TYPE_CHECKING

from msgspec import Struct

from core.exchange.errors import ExchangeError
from core.exchange.own_forms import SUFFIX
from core.model.evaluation import Evaluation
from core.model.selfeval import dumps, loads
from core.quoting import shown
from core.scoring.profile import RuleProfile
from core.system_errors import reason

if TYPE_CHECKING:
    from core.foreign.process import ForeignFiles
    from core.reading.source import SourceFile


class Format(Struct, frozen=True, kw_only=True):
    """One kind of file. What it cannot do is ``None``."""

    title: str
    """What people call it."""
    suffixes: tuple[str, ...]
    """File name endings in small letters, the usual one first."""
    start: bytes = b""
    """What every such file begins with, whatever its name; blank where nothing tells it."""
    read: Callable[[bytes], Evaluation] | None = None
    """The form in a file that this program wrote. Raises ``FormFileError``."""
    attached: Callable[[ForeignFiles, Path, Event | None], bytes | None] | None = None
    """The form's data that this program attached to such a file. Raises ``ExchangeError``."""
    open_source: Callable[[Path], SourceFile] | None = None
    """What a file of other programs shows. Raises ``ExchangeError``."""
    write: Callable[[Evaluation, RuleProfile], bytes] | None = None
    """The file for a form and the rules it is scored by."""

    @property
    def readable(self) -> bool:
        """Whether forms are read from it."""
        return any((self.read, self.attached, self.open_source))


def _attached_to_pdf(files: ForeignFiles, path: Path, cancel: Event | None) -> bytes | None:
    from core.exchange.foreign import read_attachment

    return read_attachment(files, path, cancel)


def _open_source(path: Path) -> SourceFile:
    """By what is in the file: a name often says something else."""
    from core.exchange.sources.bounds import MAX_FILE
    from core.exchange.sources.recognition import read_source

    try:
        with path.open("rb") as stream:
            return read_source(stream.read(MAX_FILE + 1))
    except OSError as error:
        raise ExchangeError(f"无法读取{shown(path)}：{reason(error)}") from error


def _write_json(form: Evaluation, _rules: RuleProfile) -> bytes:
    return dumps(form).encode()


def _write_xlsx(form: Evaluation, rules: RuleProfile) -> bytes:
    from core.exchange.form_xlsx import form_xlsx

    return form_xlsx(form, rules)


def _write_docx(form: Evaluation, rules: RuleProfile) -> bytes:
    from core.exchange.form_docx import form_docx

    return form_docx(form, rules)


JSON = Format(title="自评表数据", suffixes=(SUFFIX,), read=loads, write=_write_json)
PDF = Format(
    title="PDF 文件",
    suffixes=(".pdf",),
    start=b"%PDF-",
    attached=_attached_to_pdf,
    open_source=_open_source,
)

BLANK_SUFFIXES = (".xlsx", ".docx", ".xlsm", ".docm")
"""How the names of blanks end that a form is written into; macros stay, and are never run."""

_BLANKS_OF = {
    "Excel 工作簿（.xlsx）": (
        ".xls",
        ".et",
        ".xlt",
        ".ett",
        ".xltx",
        ".xltm",
        ".xlsb",
        ".ods",
        ".csv",
    ),
    "Word 文档（.docx）": (".doc", ".wps", ".dot", ".wpt", ".dotx", ".dotm", ".rtf", ".odt"),
}
"""As what Excel, Word and WPS save a blank of another kind, so that it can be filled in."""


def blank_refusal(blank: Path) -> str:
    """Why a file is no blank by its name and what to do, in Chinese; blank for one that may be."""
    suffix = blank.suffix.lower()
    if suffix in BLANK_SUFFIXES:
        return ""
    kind = next((title for title, suffixes in _BLANKS_OF.items() if suffix in suffixes), "")
    if not kind:
        return f"空表{shown(blank)}要是 .xlsx 或 .docx 文件，请向发表的部门要 Excel 或 Word 的空表"
    program = "Excel" if "Excel" in kind else "Word"
    return (
        f"空表{shown(blank)}要是 .xlsx 或 .docx 文件：用 {program} 或 WPS 打开它，"
        f"另存为“{kind}”，再选另存的那一份"
    )


FORMATS = (
    JSON,
    PDF,
    Format(
        title="Excel 表格",
        suffixes=(".xlsx", ".xlsm", ".xls", ".et", ".xlsb", ".ods"),
        open_source=_open_source,
        write=_write_xlsx,
    ),
    Format(
        title="Word 文档",
        suffixes=(".docx", ".docm", ".doc", ".wps", ".rtf", ".odt"),
        open_source=_open_source,
        write=_write_docx,
    ),
    Format(
        title="文字表格或网页",
        suffixes=(".csv", ".tsv", ".html", ".htm", ".mht", ".mhtml"),
        open_source=_open_source,
    ),
    Format(title="版式文件", suffixes=(".ofd",), open_source=_open_source),
)


def format_of(path: Path, start: bytes = b"") -> Format:
    """The format of a file by what it begins with, else by its name; ``JSON`` where none fits."""
    for known in FORMATS:
        if known.start and start.startswith(known.start):
            return known
    suffix = path.suffix.lower()
    return next((known for known in FORMATS if suffix in known.suffixes), JSON)
