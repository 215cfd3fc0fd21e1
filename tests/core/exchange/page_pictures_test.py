"""Pages of pictures and PDF as a child process reads them for the window."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest
from PIL import Image
from pypdf import PdfWriter

from core.exchange.errors import ExchangeError
from core.exchange.foreign import read_attachment, read_page, read_page_sizes, read_source
from core.foreign.process import ForeignFiles

A4_WIDTH = 595.28


@pytest.fixture(scope="module")
def files() -> Iterator[ForeignFiles]:
    with ForeignFiles() as opened:
        yield opened


def picture(folder: Path, pixels: tuple[int, int], dpi: int | None) -> Path:
    path = folder / "扫描.png"
    image = Image.new("RGB", pixels, (200, 10, 30))
    if dpi is None:
        image.save(path)
    else:
        image.save(path, dpi=(dpi, dpi))
    return path


@pytest.mark.parametrize(
    ("dpi", "width"),
    [(150, 72.0), (300, 36.0), (None, A4_WIDTH), (1, A4_WIDTH), (9000, A4_WIDTH)],
)
def test_a_picture_is_as_large_as_it_says_where_that_is_a_size_of_paper(
    files: ForeignFiles, tmp_path: Path, dpi: int | None, width: float
) -> None:
    ((across, down),) = read_page_sizes(files, picture(tmp_path, (150, 300), dpi))
    assert across == pytest.approx(width, rel=0.01)
    assert down == pytest.approx(2 * across, rel=0.01)


def test_a_page_comes_as_all_its_pixels(files: ForeignFiles, tmp_path: Path) -> None:
    page = read_page(files, picture(tmp_path, (40, 80), 150), 0, 20)
    assert (page.pages, page.width, page.height) == (1, 20, 40)
    assert page.pixels == bytes((200, 10, 30)) * 20 * 40


class Answering(ForeignFiles):
    """A child that answers what a damaged or hostile one may."""

    def __init__(self, item: object, pixels: bytes) -> None:
        super().__init__()
        self._answer = item, pixels

    def read_one(self, *_: object, **__: object) -> tuple[object, bytes]:
        return self._answer


@pytest.mark.parametrize(
    ("item", "size"),
    [
        ([2, 2, 3], 18),
        ([1, 2, 3], 18),  # no third page of one
        ([3, 2, 3], 17),
        ([3, 0, 3], 0),
        ([3, -2, -3], 18),
        ([10**9, 2, 3], 18),
        ([3, "2", 3], 18),
        ([3, 2], 18),
        (None, 0),
    ],
)
def test_a_page_that_is_not_what_was_asked_for_is_refused(item: object, size: int) -> None:
    with pytest.raises(ExchangeError):
        read_page(Answering(item, bytes(size)), Path("扫描.png"), 2, 2)
    assert read_page(Answering([3, 2, 3], bytes(18)), Path("扫描.png"), 2, 2).pages == 3


@pytest.mark.parametrize("locked", [True, False])
def test_a_pdf_with_a_password_and_a_damaged_one_are_told_apart(
    files: ForeignFiles, tmp_path: Path, *, locked: bool
) -> None:
    path = tmp_path / "表.pdf"
    writer = PdfWriter()
    writer.add_blank_page(595, 842)
    if locked:
        writer.encrypt("六个字", algorithm="RC4-128")
    writer.write(path)
    if not locked:
        path.write_bytes(path.read_bytes()[:40])
    why = "这个 PDF 有密码，请先解除密码" if locked else "不是 PDF 文件，或者已经损坏，请重新导出"
    for read in (read_page_sizes, read_attachment, partial(read_source, suffix=".pdf")):
        with pytest.raises(ExchangeError, match=why):
            read(files, path)
