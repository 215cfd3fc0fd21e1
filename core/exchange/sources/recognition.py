"""What kind of file some bytes are, by what is in them: many a .xls holds HTML or CSV."""

from __future__ import annotations

import re
from enum import Enum
from typing import Final

from core.exchange.sources.bounds import MAX_FILE, OWN_ARCHIVE, SourceError
from core.exchange.sources.package import DAMAGED, LOCKED, Package
from core.places import ARCHIVE_NAME
from core.reading.source import SourceFile
from core.regex import regex


class Kind(Enum):
    """A kind of file that is read."""

    XLSX = "Excel 工作簿"
    XLS = "Excel 97–2003 工作簿"
    XML_SHEETS = "XML 表格"
    DOCX = "Word 文档"
    PDF = "PDF"
    HTML = "网页"
    CSV = "文字表格"


_AS_XLSX: Final = "，请用 Excel 或 WPS 打开后另存为 .xlsx 再导入"
_AS_DOCX: Final = "，请用 Word 或 WPS 打开后另存为 .docx 再导入"
_OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_BIFF: Final = (b"\x09\x08", b"\x09\x04", b"\x09\x02", b"\x09\x00")
_PICTURES: Final = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"II*\0", b"MM\0*", b"RIFF")
_HEAD: Final = 8_192
_MARKUP = regex(rb"<\s*(?:html|!doctype\s+html|table|body|head|meta|div|tr|style)\b", re.IGNORECASE)
_ARCHIVED_PAGE = regex(
    rb"\s*(?:[\w-]{1,40}:[^\r\n]{0,500}\r?\n(?:[ \t][^\r\n]{0,500}\r?\n){0,9}){0,20}?"
    rb"(?:MIME-Version: ?1|Content-Type: ?multipart/related)",
    re.IGNORECASE,
)
"""The heads of a letter, in any order, as far as one that only a web page in one file has."""


def recognise(data: bytes) -> Kind:
    """The kind of a file. Raises ``SourceError`` with the remedy for one that is not read."""
    if len(data) > MAX_FILE:
        raise SourceError(f"文件超过 {MAX_FILE // 1024 // 1024} MB，不像自评表，没有读取")
    if not data.strip(b"\0 \t\r\n"):
        raise SourceError("这是一个空文件")
    head = data[:_HEAD]
    if b"%PDF-" in data[:1024]:
        return Kind.PDF
    if head.startswith(b"PK"):
        return _zipped(data)
    if head.startswith(_OLE):
        return _compound(data)
    if head[:2] in _BIFF and head[2:3] <= b"\x20" and head[3:4] == b"\0":
        return Kind.XLS
    _refuse_others(head)
    text = head.replace(b"\0", b"")  # UTF-16 markup looks the same without its zeros
    if b"urn:schemas-microsoft-com:office:spreadsheet" in text and b"<Workbook" in text:
        return Kind.XML_SHEETS
    return Kind.HTML if _MARKUP.search(text) else Kind.CSV


def _zipped(data: bytes) -> Kind:
    package = Package(data)
    names = package.names
    kinds = (
        ("xl/workbook.xml", Kind.XLSX), ("word/document.xml", Kind.DOCX),
    )  # fmt: skip
    for name, kind in kinds:
        if name in package:
            return kind
    if "xl/workbook.bin" in package:
        raise SourceError(f"这是 .xlsb 工作簿{_AS_XLSX}")
    if "ofd.xml" in package:
        raise SourceError("这是 OFD 文件，请导入原来的 Excel、Word 文件，或导出为 PDF 再导入")
    if "content.xml" in package and "mimetype" in package:
        sheet = b"spreadsheet" in package.read("mimetype")[:200]
        raise SourceError(f"这是 OpenDocument 文件{_AS_XLSX if sheet else _AS_DOCX}")
    if any(name.startswith("ppt/") for name in names):
        raise SourceError("这是演示文稿，里面没有能读的自评表")
    if ARCHIVE_NAME in names:
        raise SourceError(f"这是自评通的交接包{OWN_ARCHIVE}")
    relations = {part for kind, part in package.relations("").values() if kind == "officeDocument"}
    if any("workbook" in part for part in relations):
        return Kind.XLSX
    if any("document" in part for part in relations):
        return Kind.DOCX
    # With a list of types it is an Office file that has lost its main part.
    other = "这是压缩包，请先解压，再导入里面的文件"
    raise SourceError(DAMAGED if "[content_types].xml" in package else other)


def _compound(data: bytes) -> Kind:
    """Files of Office 97–2003 and of WPS: streams in a container, told by the streams' names."""

    def has(stream: str) -> bool:
        return stream.encode("utf-16-le") + b"\0\0" in data

    if has("EncryptedPackage"):
        raise SourceError(LOCKED)
    if has("WordDocument"):
        raise SourceError(f"这是 .doc 或 .wps 文档{_AS_DOCX}")
    if has("Workbook") or has("Book"):
        return Kind.XLS
    raise SourceError("这种文件读不了，请用 Excel、Word 或 WPS 打开后另存为 .xlsx 或 .docx 再导入")


def _refuse_others(head: bytes) -> None:
    if head.startswith(b"{\\rtf"):
        raise SourceError(f"这是 .rtf 文档{_AS_DOCX}")
    if head.startswith(_PICTURES):
        raise SourceError("这是图片，里面没有文字，请导入原来的 Excel、Word 或带文字的 PDF 文件")
    if _ARCHIVED_PAGE.match(head):
        raise SourceError(f"这是单个文件网页（.mht）{_AS_XLSX}")
    if head.startswith(b"SQLite format 3\0"):
        raise SourceError(f"这是档案或备份{OWN_ARCHIVE}")
    if head.startswith((b"Rar!", b"7z\xbc\xaf", b"\x1f\x8b")):
        raise SourceError("这是压缩包，请先解压，再导入里面的文件")


def read_source(data: bytes) -> SourceFile:
    """What a foreign file shows, whatever kind it is. Raises ``SourceError``."""
    return _READERS[recognise(data)](data)


def _xlsx(data: bytes) -> SourceFile:
    from core.exchange.sources.xlsx_source import read_xlsx

    return read_xlsx(data)


def _xls(data: bytes) -> SourceFile:
    from core.exchange.sources.xls_source import read_xls

    return read_xls(data)


def _xml_sheets(data: bytes) -> SourceFile:
    from core.exchange.sources.xml_sheet_source import read_xml_sheets

    return read_xml_sheets(data)


def _docx(data: bytes) -> SourceFile:
    from core.exchange.sources.docx_source import read_docx

    return read_docx(data)


def _pdf(data: bytes) -> SourceFile:
    from core.exchange.sources.pdf_source import read_pdf_source

    return read_pdf_source(data)


def _html(data: bytes) -> SourceFile:
    from core.exchange.sources.html_source import read_html

    return read_html(data)


def _csv(data: bytes) -> SourceFile:
    from core.exchange.sources.csv_source import read_csv

    return read_csv(data)


_READERS: Final = {
    Kind.XLSX: _xlsx, Kind.XLS: _xls, Kind.DOCX: _docx, Kind.PDF: _pdf, Kind.HTML: _html,
    Kind.CSV: _csv, Kind.XML_SHEETS: _xml_sheets,
}  # fmt: skip
"""Each loads its library when it is needed, and by a plain import, so that packages have it."""
