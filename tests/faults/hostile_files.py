"""PDFs, pictures and zips that are damaged or made to do harm: one sentence, in time, in bounds.

Each is read as the program reads it: whose paper it is (``identify``), as a filed scan's pages,
as a form to be imported.  The child that reads is watched: its memory, and whatever it leaves.
"""

import io
import os
import random
import time
import zipfile
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path

from PIL import Image

from core.exchange.errors import ExchangeError
from core.exchange.foreign import read_page, read_page_sizes, read_source, read_symbols
from core.exchange.form_files import read_form_file
from core.foreign.process import ForeignFiles
from core.issuing.form_pdf import pdf
from core.sample import sample
from tests.faults.damage import spoilt
from tests.faults.tally import Tally, in_words

MOST_SECONDS = 10.0
MOST_BYTES = 1024**3
SEED = 2021


def damaged_pdfs(folder: Path, times: int, tally: Tally) -> None:
    """Our own PDF and a small one with single bytes changed, pieces overwritten, ends cut off."""
    _try_damaged(folder / "表.pdf", [pdf(sample()), _pdf(3)], times, tally)


def damaged_pictures(folder: Path, times: int, tally: Tally) -> None:
    """PNG, JPEG, TIFF and BMP; small, so that the damage meets the file's own structure."""
    picture = Image.radial_gradient("L").resize((160, 220))
    wholes = []
    for kind in ("PNG", "JPEG", "TIFF", "BMP"):
        written = io.BytesIO()
        picture.save(written, kind)
        wholes.append(written.getvalue())
    _try_damaged(folder / "扫描.png", wholes, times, tally)


def damaged_zips(folder: Path, times: int, tally: Tally) -> None:
    """Workbooks, as the office files are zips."""
    _try_damaged(folder / "表.xlsx", [_workbook()], times, tally)


def bombs(folder: Path, times: int, tally: Tally) -> None:
    """Small files that become enormous, endless or a program."""
    for name, content in list(_bombs())[:times]:
        path = folder / name
        path.write_bytes(content())
        with ForeignFiles() as files:
            _judge(files, path, tally)
        path.unlink()


def _try_damaged(path: Path, wholes: list[bytes], times: int, tally: Tally) -> None:
    chance = random.Random(SEED)  # noqa: S311  (not for secrets)
    with ForeignFiles() as files:
        for turn in range(times):
            path.write_bytes(spoilt(wholes[turn % len(wholes)], chance))
            _judge(files, path, tally)


def _judge(files: ForeignFiles, path: Path, tally: Tally) -> None:
    """Read it in each way; the slowest and the largest count."""
    beside = {*path.parent.iterdir()}
    ends = set()
    for read in (_symbols, _pages, _form):
        begin = time.monotonic()
        try:
            read(files, path)
            ends.add("读出")
        except ExchangeError as error:
            ends.add("说明")
            if not in_words(error) or "内部出错" in str(error):
                tally.broke(f"{path.name}：{error}")
                return
        except Exception as error:  # noqa: BLE001  (that is what is looked for)
            tally.broke(f"{path.name}：{error!r}")
            return
        seconds = time.monotonic() - begin
        if seconds > MOST_SECONDS + 2:  # two for ending the child on a busy machine
            tally.broke(f"{path.name}：{seconds:.0f} 秒")
            return
    if files.peak > MOST_BYTES:
        tally.broke(f"{path.name}：{files.peak / 1e6:.0f} MB")
    elif {*path.parent.iterdir()} != beside:
        tally.broke(f"{path.name}：写出了别的文件")
    else:
        tally.end("、".join(sorted(ends)))


def _symbols(files: ForeignFiles, path: Path) -> None:
    for _ in read_symbols(files, path):
        pass


def _pages(files: ForeignFiles, path: Path) -> None:
    sizes = read_page_sizes(files, path)
    read_page(files, path, len(sizes) - 1, 300)


def _form(files: ForeignFiles, path: Path) -> None:
    if path.suffix == ".xlsx":
        read_source(files, path, ".xlsx")
    elif path.suffix == ".pdf":
        read_form_file(path, files)


def _pdf(pages: int, content: bytes = b"0 0 100 100 re f", box: str = "0 0 200 300") -> bytes:
    """A PDF of so many pages that share one compressed content."""
    packed = zlib.compress(content)
    kids = " ".join(f"{4 + at} 0 R" for at in range(pages))
    parts = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        f"<</Type/Pages/Count {pages}/Kids[{kids}]>>".encode(),
        b"<</Length %d/Filter/FlateDecode>>stream\n%s\nendstream" % (len(packed), packed),
    ]
    page = f"<</Type/Page/Parent 2 0 R/MediaBox[{box}]/Contents 3 0 R/Resources<<>>>>".encode()
    parts += [page] * pages
    body, places = b"%PDF-1.4\n", []
    for number, part in enumerate(parts, 1):
        places.append(len(body))
        body += b"%d 0 obj%s endobj\n" % (number, part)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    size = len(parts) + 1
    end = b"xref\n0 %d\n0000000000 65535 f \n%strailer<</Size %d/Root 1 0 R>>\n" % (
        size,
        table,
        size,
    )
    return body + end + b"startxref\n%d\n%%%%EOF" % len(body)


def _workbook() -> bytes:
    import openpyxl

    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row in range(1, 30):
        sheet.append([f"第{row}行", row, "=A1", "≥95%"])
    sheet.merge_cells("A1:B2")
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()


def _zip(members: dict[str, bytes]) -> bytes:
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in members.items():
            packed.writestr(name, content)
    return written.getvalue()


def _png(width: int, height: int) -> bytes:
    def chunk(kind: bytes, data: bytes) -> bytes:
        whole = kind + data
        return len(data).to_bytes(4, "big") + whole + zlib.crc32(whole).to_bytes(4, "big")

    size = width.to_bytes(4, "big") + height.to_bytes(4, "big")
    rows = zlib.compress(bytes(min(width * height, 40_000_000)))
    head = chunk(b"IHDR", size + b"\x08\x00\x00\x00\x00")
    return b"\x89PNG\r\n\x1a\n" + head + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


def _webp() -> bytes:
    written = io.BytesIO()
    Image.new("L", (8_000, 8_000)).save(written, "WEBP", lossless=True, method=0, quality=0)
    return written.getvalue()


def _frames(count: int) -> bytes:
    written = io.BytesIO()
    frames = [Image.new("1", (8, 8), number % 2) for number in range(count)]
    frames[0].save(written, "TIFF", save_all=True, append_images=frames[1:])
    return written.getvalue()


def _bombs() -> Iterator[tuple[str, Callable[[], bytes]]]:
    big = 60_000_000
    sheet = b"<worksheet><sheetData>%s</sheetData></worksheet>"
    yield "scan.png", lambda: b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 9 9\nshowpage\n"
    yield "webp.png", _webp
    yield "wide.png", lambda: _png(60_000, 60_000)
    yield "long.png", lambda: _png(1, 2_000_000_000)
    yield "gray.png", lambda: _png(10_000, 11_900)
    yield "frames.tif", lambda: _frames(1_000)
    yield "loop.tif", lambda: b"II*\0\x08\0\0\0\0\0\x08\0\0\0"
    yield "huge-page.pdf", lambda: _pdf(1, box="0 0 14400000 14400000")
    yield "endless-page.pdf", lambda: _pdf(1, box="0 0 1e30 1e30")
    yield "pages.pdf", lambda: _pdf(20_000)
    yield "stream.pdf", lambda: _pdf(1, content=bytes(big))
    yield "strokes.pdf", lambda: _pdf(1, content=b"0 0 m 200 300 l 0.1 w S\n" * 4_000_000)
    yield (
        "circles.pdf",
        lambda: _pdf(
            1, content=b"q 0 0 m 900 0 900 900 0 900 c 0 0 200 300 re W* n Q\n" * 2_000_000
        ),
    )
    yield "nested.pdf", lambda: _pdf(1, content=b"q " * 20_000_000)
    yield "dictionary.pdf", lambda: b"%PDF-1.4\n1 0 obj" + b"<<" * 5_000_000
    yield "array.pdf", lambda: b"%PDF-1.4\n1 0 obj" + b"[" * 20_000_000
    yield "zeros.xlsx", lambda: _zip({"xl/worksheets/sheet1.xml": bytes(2 * big)})
    yield "members.xlsx", lambda: _zip({f"{number}": b"" for number in range(20_000)})
    yield (
        "cells.xlsx",
        lambda: _zip(
            {
                "[Content_Types].xml": b"",
                "xl/worksheets/sheet1.xml": sheet % (b"<row/>" * 1_300_000),
            }
        ),
    )
    yield (
        "entities.xlsx",
        lambda: _workbook_with(
            b'<!DOCTYPE a [<!ENTITY a "xxxxxxxxxx">'
            + b"".join(
                b'<!ENTITY %c "%s">' % (ord("b") + at, b"&%c;" % (ord("a") + at) * 10)
                for at in range(12)
            )
            + b"]>"
        ),
    )


def _workbook_with(declaration: bytes) -> bytes:
    """A workbook whose sheet begins with a declaration of ours."""
    with zipfile.ZipFile(io.BytesIO(_workbook())) as packed:
        members = {name: packed.read(name) for name in packed.namelist()}
    name = "xl/worksheets/sheet1.xml"
    members[name] = declaration + members[name].replace(b"<v>1</v>", b"<v>&m;</v>")
    return _zip(members)


if __name__ == "__main__":
    os.nice(5)
