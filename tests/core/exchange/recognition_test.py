"""Files told by what is in them, and refused with the remedy where they are not read."""

import zipfile
from collections.abc import Iterator
from contextlib import suppress
from io import BytesIO
from pathlib import Path

import pytest
import xlrd
from docx import Document
from openpyxl import Workbook

from core.exchange.formats import FORMATS
from core.exchange.sources.bounds import SourceError
from core.exchange.sources.recognition import Kind, read_source, recognise
from core.places import ARCHIVE_NAME
from core.reading.source import SourceTable

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def stream(name: str) -> bytes:
    return OLE + bytes(512) + name.encode("utf-16-le") + b"\0\0"


def zipped(**parts: bytes) -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as target:
        for name, content in parts.items():
            target.writestr(name.replace("__", "/").replace("_", "."), content)
    return out.getvalue()


def package(types: bytes) -> bytes:
    """An Office file that has lost all but the list of its parts."""
    data = BytesIO()
    with zipfile.ZipFile(data, "w") as target:
        target.writestr("[Content_Types].xml", types)
    return data.getvalue()


def workbook() -> bytes:
    out = BytesIO()
    Workbook().save(out)
    return out.getvalue()


def document() -> bytes:
    out = BytesIO()
    Document().save(out)
    return out.getvalue()


KNOWN = {
    Kind.XLSX: [workbook()],
    Kind.DOCX: [document()],
    Kind.XLS: [stream("Workbook"), stream("Book"), b"\x09\x08\x10\x00\x00\x06\x05\x00"],
    Kind.PDF: [b"%PDF-1.7\n", b"\n\n%PDF-1.4"],
    Kind.HTML: [b"<html><table><tr><td>1</td></tr></table></html>", b"\xef\xbb\xbf<!DOCTYPE HTML>",
                "\ufeff<table><tr>".encode("utf-16-le"), b"  <TABLE border=1>"],
    Kind.CSV: ["项目名称,社会保险".encode(), "项目名称\t保险".encode("gb18030"), b"a<b,c"],
}  # fmt: skip


@pytest.mark.parametrize(("kind", "data"), [(k, d) for k, files in KNOWN.items() for d in files])
def test_a_file_is_told_by_its_content(kind: Kind, data: bytes) -> None:
    assert recognise(data) is kind


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"", "空文件"),
        (bytes(100), "空文件"),
        (stream("EncryptedPackage"), "有密码"),
        (stream("WordDocument"), "另存为 .docx"),
        (stream("Something"), "另存为"),
        (b"{\\rtf1", "另存为 .docx"),
        (b"MIME-Version: 1.0\r\nX-Document-Type: Workbook", "另存为 .xlsx"),
        (b"Content-Type: multipart/related;\r\n\tboundary=a\r\nMIME-Version: 1.0\r\n", ".mht"),
        (b"\x89PNG\r\n", "图片"),
        (b"Rar!\x1a", "压缩包"),
        (zipped(a_txt=b"1"), "压缩包"),
        (zipped(**{ARCHIVE_NAME.replace(".", "_"): b"1"}), "交接包.*从备份恢复"),
        (b"SQLite format 3\0", "档案或备份.*从备份恢复"),
        (b"\xff\xfd\x80\x00" * 40, "可能已损坏.*另存为"),
        (zipped(OFD_xml=b"<ofd/>"), "OFD"),
        (zipped(xl__workbook_bin=b"1"), "另存为 .xlsx"),
        (zipped(mimetype=b"application/vnd.oasis.opendocument.text", content_xml=b""), ".docx"),
        (b"<?xml version='1.0'?><Workbook xmlns='urn:schemas-microsoft-com:office:spreadsheet'>",
         "损坏"),
        (b"PK\x03\x04broken", "损坏"),
        (package(b"<Types/>"), "损坏.*另存一份"),
        (zipped(xl__workbook_xml=b"<workbook/>"), "没有能读的工作表.*另存一份"),
    ],
)  # fmt: skip
def test_what_is_not_read_is_told_with_the_remedy(data: bytes, sentence: str) -> None:
    with pytest.raises(SourceError, match=sentence):
        read_source(data)


def test_a_file_named_xls_may_be_anything(tmp_path: Path) -> None:
    path = tmp_path / "导出.xls"
    opened = next(known.open_source for known in FORMATS if ".xls" in known.suffixes)
    assert opened is not None
    contents = [
        "<meta charset=gb2312><table><tr><td>项目名称<td>甲</table>".encode("gb18030"),
        "项目名称\t甲\n".encode("gb18030"),
    ]
    for content in contents:
        path.write_bytes(content)
        (table,) = opened(path).sections[0].parts
        assert isinstance(table, SourceTable)
        assert [cell.text for cell in table.cells] == ["项目名称", "甲"]


def damaged(data: bytes) -> Iterator[bytes]:
    yield data[: len(data) // 2]
    for at in range(0, len(data), max(1, len(data) // 60)):
        yield data[:at] + b"\xff\x00\xee" + data[at + 3 :]


@pytest.mark.parametrize("make", [workbook, document])
def test_a_damaged_file_is_read_or_refused_in_a_sentence(make: object) -> None:
    assert callable(make)
    for data in damaged(make()):
        with suppress(SourceError):
            read_source(data)


def test_a_zip_that_unpacks_without_end_is_refused() -> None:
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        target.writestr("xl/workbook.xml", b"<workbook>" + bytes(100 * 1024 * 1024))
    with pytest.raises(SourceError, match="过大"):
        read_source(out.getvalue())


def test_xlrd_meets_rubbish_in_words() -> None:
    assert xlrd.__version__
    for data in (stream("Workbook"), b"\x09\x08\x10\x00\x00\x06\x05\x00" + bytes(range(256))):
        with pytest.raises(SourceError):
            read_source(data)
