"""Scans: what the QR symbols on their pages say, and their pages as pictures.

This opens foreign files: ``core.exchange.foreign`` has it done in a child process. Symbols are
read at 150 dpi first, as most scanners deliver, and once more at twice the size where nothing was
found: that finds small and noisy ones and costs time only then.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from core.exchange.errors import ExchangeError
from core.exchange.pdf_refusal import why_unopened
from core.foreign.bounds import check_pages, check_pixels
from core.foreign.errors import ForeignFileError
from core.quoting import shown
from core.system_errors import reason

if TYPE_CHECKING:
    from PIL.Image import Image

DPI: Final = 150
FORMATS: Final = ("PNG", "JPEG", "TIFF", "BMP")
"""Of pictures that are read, in Pillow's names."""

PDF: Final = ".pdf"
A4: Final = (595.0, 842.0)
"""In points."""
_STARTS: Final = (
    (b"%PDF-", PDF),
    (b"\x89PNG\r\n\x1a\n", ".png"),
    (b"\xff\xd8\xff", ".jpg"),
    (b"II*\0", ".tif"),
    (b"MM\0*", ".tif"),
)
_LONGEST_START: Final = 8
_TWICE: Final = 2
_MOST_PIXELS: Final = 60_000_000
"""Of a picture that is still enlarged: A4 at 600 dpi has 35 million."""


def kind_of(start: bytes) -> str:
    """The suffix that a file of scanned pages should have, by how it begins; blank for others."""
    return next((suffix for known, suffix in _STARTS if start.startswith(known)), "")


def symbols_in(path: Path) -> Iterator[list[str]]:
    """The texts of the QR symbols on each page of a file. Raises ``ExchangeError``."""
    with _readable(path) as is_pdf:
        if is_pdf:
            with _document(path) as document:
                for number in range(len(document)):
                    yield _read(_page_sizes(document, number))
        else:
            for picture in _pictures(path):
                yield _read(_picture_sizes(picture.convert("L")))


def page_sizes(path: Path) -> list[tuple[float, float]]:
    """Width and height of each page in points. Raises ``ExchangeError``."""
    with _readable(path) as is_pdf:
        if is_pdf:
            with _document(path) as document:
                return [_size(document, number) for number in range(len(document))]
        return [_printed_size(picture) for picture in _pictures(path)]


def draw_page(path: Path, number: int, width: int) -> tuple[int, Image]:
    """How many pages there are, and page ``number`` (from 0) as a picture ``width`` pixels wide.

    Raises ``ExchangeError``.
    """
    with _readable(path) as is_pdf:
        if is_pdf:
            with _document(path) as document:
                return len(document), _drawn(document, number, width)
        wanted: Image | None = None
        for count, picture in enumerate(_pictures(path), start=1):
            if count == number + 1:
                wanted = _fitted(picture.convert("RGB"), width)
        if wanted is None:
            raise ExchangeError(f"无法读取{shown(path)}：没有第 {number + 1} 页")
        return count, wanted


def read_symbols(image: Image) -> list[str]:
    """The texts of the QR symbols in a picture."""
    import zxingcpp

    wanted = zxingcpp.BarcodeFormats(zxingcpp.BarcodeFormat.QRCode)
    found = zxingcpp.read_barcodes(image, formats=wanted)
    return [symbol.text for symbol in found]


def _read(sizes: Iterator[Image]) -> list[str]:
    return next(filter(None, map(read_symbols, sizes)), [])


@contextmanager
def _readable(path: Path) -> Iterator[bool]:
    """Whether it is a PDF. What goes wrong with the file inside is raised as ``ExchangeError``."""
    from PIL import UnidentifiedImageError

    try:
        with path.open("rb") as stream:
            yield kind_of(stream.read(_LONGEST_START)) == PDF
    except UnidentifiedImageError as error:
        message = f"无法读取{shown(path)}：不是 PDF，也不是能打开的图片"
        raise ExchangeError(message) from error
    except ForeignFileError as error:
        raise ExchangeError(f"无法读取{shown(path)}：{error}") from error
    except (OSError, ValueError, SyntaxError, EOFError, RuntimeError) as error:
        # With a number it is the system's; else Pillow's or PDFium's words for what is damaged.
        broken = "文件不完整，或者已经损坏"
        why = reason(error) if isinstance(error, OSError) and error.errno else broken
        raise ExchangeError(f"无法读取{shown(path)}：{why}") from error


@contextmanager
def _document(path: Path) -> Iterator[Any]:
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(path)
    except pypdfium2.PdfiumError as error:
        raise ExchangeError(f"无法读取{shown(path)}：{why_unopened(error)}") from error
    try:
        check_pages(len(document))
        yield document
    finally:
        document.close()


def _page_sizes(document: Any, number: int) -> Iterator[Image]:  # noqa: ANN401  (no types)
    """A page at both sizes; of one that is damaged, or as large as a house, nothing."""
    import pypdfium2

    for times in (1, _TWICE):
        with suppress(pypdfium2.PdfiumError, ForeignFileError):
            page = document[number]
            scale = times * DPI / 72
            check_pixels(*(side * scale for side in page.get_size()))
            yield page.render(scale=scale, grayscale=True).to_pil()


def _size(document: Any, number: int) -> tuple[float, float]:  # noqa: ANN401
    """A page's own size; of a damaged one that of A4, so that the others keep their numbers."""
    import pypdfium2

    with suppress(pypdfium2.PdfiumError):
        width, height = document[number].get_size()
        if min(width, height) >= 1:
            return width, height
    return A4


def _printed_size(picture: Image) -> tuple[float, float]:
    """As it says itself where that is a size of paper, else across a sheet of A4."""
    across = picture.info.get("dpi", (0, 0))[0]
    scale = 72 / float(across) if across and 50 <= float(across) <= 2400 else A4[0] / picture.width
    return picture.width * scale, picture.height * scale


def _drawn(document: Any, number: int, width: int) -> Image:  # noqa: ANN401
    page = document[number]
    across, down = page.get_size()
    check_pixels(across, down)
    scale = width / across
    check_pixels(width, down * scale)
    drawn: Image = page.render(scale=scale, rev_byteorder=True).to_pil().convert("RGB")
    return drawn


def _pictures(path: Path) -> Iterator[Image]:
    """The pages of a picture. Only of kinds that start no program and whose size is known."""
    from PIL import Image, ImageSequence

    Image.MAX_IMAGE_PIXELS = None  # the bound is ours, and not a warning
    with Image.open(path, formats=FORMATS) as file:
        for count, frame in enumerate(ImageSequence.Iterator(file), start=1):
            check_pages(count)
            check_pixels(*frame.size)
            yield frame


def _picture_sizes(picture: Image) -> Iterator[Image]:
    yield picture
    if picture.width * picture.height <= _MOST_PIXELS:
        yield picture.resize((_TWICE * picture.width, _TWICE * picture.height))


def _fitted(picture: Image, width: int) -> Image:
    height = max(1, round(picture.height * width / picture.width))
    check_pixels(width, height)
    return picture.resize((width, height))
