"""What the QR symbols on pages say: pages of a PDF, pictures, scans of signed paper.

Read at 150 dpi first, as most scanners deliver, and once more at twice the size where nothing was
found: that finds small and noisy ones and costs time only then.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from core.exchange.errors import ExchangeError
from core.foreign.bounds import check_pages, check_pixels
from core.foreign.errors import ForeignFileError
from core.reasons import reason, shown

if TYPE_CHECKING:
    from PIL.Image import Image

DPI: Final = 150
FORMATS: Final = ("PNG", "JPEG", "TIFF", "BMP")
"""Of pictures that are read, in Pillow's names."""
_TWICE: Final = 2
_MOST_PIXELS: Final = 60_000_000
"""Of a picture that is still enlarged: A4 at 600 dpi has 35 million."""


def symbols_in(path: Path) -> Iterator[list[str]]:
    """The texts of the QR symbols on each page of a file. Raises ``ExchangeError``."""
    try:
        with path.open("rb") as stream:
            start = stream.read(5)
        yield from map(_read, _pdf_pages(path) if start == b"%PDF-" else _pictures(path))
    except OSError as error:
        raise ExchangeError(f"无法读取{shown(path)}：{reason(error)}") from error


def read_symbols(image: Image) -> list[str]:
    """The texts of the QR symbols in a picture."""
    import zxingcpp

    wanted = zxingcpp.BarcodeFormats(zxingcpp.BarcodeFormat.QRCode)
    found = zxingcpp.read_barcodes(image, formats=wanted)
    return [symbol.text for symbol in found]


def _read(sizes: Iterator[Image]) -> list[str]:
    return next(filter(None, map(read_symbols, sizes)), [])


def _pdf_pages(path: Path) -> Iterator[Iterator[Image]]:
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(path)
    except pypdfium2.PdfiumError as error:
        message = f"无法读取{shown(path)}：不是 PDF 文件，或者有密码、已经损坏"
        raise ExchangeError(message) from error
    try:
        check_pages(len(document))
        for number in range(len(document)):
            yield _page(document, number)
    finally:
        document.close()


def _page(document: Any, number: int) -> Iterator[Image]:  # noqa: ANN401  (no types)
    """A page at both sizes; of one that is damaged or as large as a house, nothing."""
    import pypdfium2

    for times in (1, _TWICE):
        scale = times * DPI / 72
        try:
            page = document[number]
            width, height = page.get_size()
            check_pixels(width * scale, height * scale)
            yield page.render(scale=scale, grayscale=True).to_pil()
        except (pypdfium2.PdfiumError, ForeignFileError):
            return


def _pictures(path: Path) -> Iterator[Iterator[Image]]:
    from PIL import Image, ImageSequence, UnidentifiedImageError

    Image.MAX_IMAGE_PIXELS = None  # the bound is ours, and not a warning
    try:
        # Only these: some others of Pillow's formats start programs or have no bounds.
        with Image.open(path, formats=FORMATS) as file:
            check_pages(getattr(file, "n_frames", 1))
            for frame in ImageSequence.Iterator(file):
                check_pixels(*frame.size)
                yield _sizes(frame.convert("L"))
    except UnidentifiedImageError as error:
        message = f"无法读取{shown(path)}：不是 PDF，也不是能打开的图片"
        raise ExchangeError(message) from error
    except (OSError, ValueError, SyntaxError, EOFError) as error:
        # Pillow's own words for what is cut short or damaged; the file itself was opened.
        if getattr(error, "errno", None) is not None:
            raise
        message = f"无法读取{shown(path)}：图片不完整，或者已经损坏"
        raise ExchangeError(message) from error


def _sizes(picture: Image) -> Iterator[Image]:
    yield picture
    if picture.width * picture.height <= _MOST_PIXELS:
        yield picture.resize((_TWICE * picture.width, _TWICE * picture.height))
