"""The very PDF behind the preview: made and rendered beside the window, one page at a time."""

from __future__ import annotations

from collections import OrderedDict
from contextlib import suppress
from threading import Event
from typing import TYPE_CHECKING, Any, TypeAlias

from msgspec import Struct, field
from msgspec.structs import replace
from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QImage

from ui.jobs import PDFIUM, Jobs

if TYPE_CHECKING:
    from core.issuing.printing import Printout

MEMORY = 96 * 1024 * 1024
"""Bytes of pictures kept; what is in sight is a few pages, each of at most some 30 MB."""
FINER = 3
SMALL = 320
"""Pictures up to this width are thumbnails: always wanted, and not worth giving up."""


class Scan(Struct, frozen=True):
    """A file of scanned pages. Once ``cancelled`` is set nobody waits for its pages any more."""

    content: bytes
    cancelled: Event = field(default_factory=Event)


Shown: TypeAlias = "Printout | Scan"


class Pages(Struct, frozen=True):
    """One file: its bytes, its open document, the size of each page in points.

    ``duplex``: it is meant for both sides of a sheet.
    """

    data: bytes
    document: Any
    sizes: tuple[tuple[float, float], ...]
    duplex: bool = False


class PageSource(QObject):
    """Follows a printout. What is shown stays in sight until the next PDF is there."""

    loaded = Signal()
    """Another PDF: ``sizes`` and all pictures may be others."""
    drawn = Signal(int)
    """The picture of a page is there."""
    failed = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.jobs = Jobs(self, threads=1)
        self._wanted: Shown | None = None
        self._making: Shown | None = None
        self._made: Shown | None = None
        self._pages: Pages | None = None
        self._pictures: OrderedDict[tuple[int, int], tuple[Pages, QImage]] = OrderedDict()
        self._asked: set[tuple[int, int]] = set()

    @property
    def sizes(self) -> tuple[tuple[float, float], ...]:
        """Width and height of each page in points."""
        return () if self._pages is None else self._pages.sizes

    @property
    def current(self) -> bool:
        """Whether the pages shown are those of the printout asked for last."""
        return self._made is self._wanted

    @property
    def memory(self) -> int:
        """Bytes of all pictures kept."""
        return sum(picture.sizeInBytes() for _, picture in self._pictures.values())

    def show(self, printout: Shown) -> None:
        """Make the pages of this printout; those of an older one are dropped when they come."""
        if printout != self._wanted:
            self._wanted = printout
            self._make()

    def forget(self) -> None:
        """Give back all memory; nothing is shown until the next ``show``."""
        self._wanted = self._made = None
        self._replace(None)

    def picture(self, page: int, width: int) -> QImage | None:
        """The page at so many pixels; until it is there, what there is of it, or nothing."""
        key = (page, width)
        found = self._pictures.get(key)
        if found is not None:
            self._pictures.move_to_end(key)
        if found is None or found[0] is not self._pages:
            self._ask(key)
        if found is not None:
            return found[1]
        others = (image for (number, _), (_, image) in self._pictures.items() if number == page)
        return max(others, key=QImage.width, default=None)

    def data(self) -> bytes:
        """The file that is shown."""
        return b"" if self._pages is None else self._pages.data

    def _make(self) -> None:
        printout = self._wanted
        if printout is None or self._making is not None or printout is self._made:
            return
        self._making = printout
        self.jobs.run(
            "预览",
            lambda: pages_of(printout),
            lambda pages: self._receive(printout, pages),
            self._refuse,
        )

    def _receive(self, printout: Shown, pages: Pages) -> None:
        self._making = None
        if printout is self._wanted:
            self._made = printout
            self._replace(pages)
            self.loaded.emit()
        else:
            self._close(pages)
        self._make()

    def _replace(self, pages: Pages | None) -> None:
        old, self._pages = self._pages, pages
        self._asked.clear()
        count = 0 if pages is None else len(pages.sizes)
        for key in [key for key in self._pictures if key[0] >= count]:
            del self._pictures[key]
        if old is not None:
            self._close(old)

    def _close(self, pages: Pages) -> None:
        # After what is under way with it, and never waited for by a key.
        self.jobs.run("预览", lambda: close(pages), lambda _: None, self._refuse)

    def _refuse(self, error: Exception) -> None:
        self._making = None
        self._made = self._wanted
        self.failed.emit(error)

    def _ask(self, key: tuple[int, int]) -> None:
        pages = self._pages
        if pages is None or key in self._asked:
            return
        self._asked.add(key)
        self.jobs.run(
            "预览",
            # What is no longer asked for when its turn comes is left out.
            lambda: render(pages, *key) if self._pages is pages and key in self._asked else None,
            lambda image: self._keep(pages, key, image),
            self._refuse,
        )

    def look_at(self, pages: range) -> None:
        """Only these pages are in sight: what else was asked for is not drawn any more."""
        self._asked = {key for key in self._asked if key[1] <= SMALL or key[0] in pages}

    def _keep(self, pages: Pages, key: tuple[int, int], image: QImage | None) -> None:
        if image is None or pages is not self._pages:
            return
        self._asked.discard(key)
        self._pictures[key] = (pages, image)
        self._pictures.move_to_end(key)
        for other in [k for k in self._pictures if k[0] == key[0] and k != key]:
            if self._pictures[other][0] is not pages:
                del self._pictures[other]
        large = [other for other in self._pictures if other[1] > SMALL and other != key]
        while large and self.memory > MEMORY:
            del self._pictures[large.pop(0)]
        self.drawn.emit(key[0])


def pages_of(shown: Shown, data: bytes = b"") -> Pages:
    """Open what is to be shown; ``data`` are its bytes where they are there already.

    A scan and a paper kept in the archive are opened in a child. Raises ``ExchangeError`` and
    ``OutputError``.
    """
    if isinstance(shown, Scan):
        return _foreign(shown.content, shown.cancelled)
    data = data or shown.pdf()
    pages = _foreign(data) if shown.frozen else read_pages(data)
    return replace(pages, duplex=shown.options.setup.duplex)


def _foreign(data: bytes, cancelled: Event | None = None) -> Pages:
    from ui.printing.foreign_pages import ForeignDocument

    document = ForeignDocument(data, cancelled)
    return Pages(data, document, document.sizes)


def read_pages(data: bytes) -> Pages:
    """Open a PDF that was made just now."""
    import pypdfium2

    with PDFIUM:
        document = pypdfium2.PdfDocument(data)
        sizes = tuple(document.get_page_size(at) for at in range(len(document)))
    return Pages(data, document, sizes)


def render(pages: Pages, page: int, width: int) -> QImage:
    """One page as a picture ``width`` pixels wide; a small one fine enough for hair lines."""
    from ui.printing.foreign_pages import ForeignDocument

    drawn = width * FINER if width <= SMALL else width
    if isinstance(pages.document, ForeignDocument):
        image = pages.document.draw(page, drawn)
    else:
        image = _render(pages, page, drawn)
    if drawn == width:
        return image
    return image.scaledToWidth(width, Qt.TransformationMode.SmoothTransformation)


def _render(pages: Pages, page: int, width: int) -> QImage:
    with PDFIUM:
        sheet = pages.document[page]
        try:
            bitmap = sheet.render(scale=width / pages.sizes[page][0], prefer_bgrx=True)
            image = QImage(
                bytes(bitmap.buffer),
                bitmap.width,
                bitmap.height,
                bitmap.stride,
                QImage.Format.Format_RGB32,
            ).copy()
            bitmap.close()
        finally:
            sheet.close()
    return image


def close(pages: Pages) -> None:
    """Give back what PDFium holds, here or in a child."""
    from ui.printing.foreign_pages import ForeignDocument

    if isinstance(pages.document, ForeignDocument):
        pages.document.close()
        return
    with PDFIUM, suppress(RuntimeError):
        pages.document.close()
