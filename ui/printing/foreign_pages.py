"""Pages of files that this program did not make, or that an archive brought: a child draws them.

A kept paper and a filed scan may come from anybody's archive, so neither PDFium nor a reader of
pictures sees them in this process.
"""

from __future__ import annotations

from threading import Event

from PySide6.QtGui import QImage

from core.exchange.foreign import read_page, read_page_sizes
from core.foreign.process import ForeignFiles
from core.issuing.viewing_copies import copy_for_viewing, remove_copy


class ForeignDocument:
    """One file while it is looked at: a copy that is the owner's only, and the child that draws it.

    For one thread at a time, but for ``cancelled``. Each method raises ``ExchangeError``.
    """

    def __init__(self, content: bytes, cancelled: Event | None = None) -> None:
        """Raises ``OutputError`` too."""
        self.cancelled = cancelled or Event()
        self._files = ForeignFiles()
        self._path = copy_for_viewing(content)
        try:
            self.sizes = read_page_sizes(self._files, self._path, self.cancelled)
        except BaseException:
            self.close()
            raise

    def draw(self, page: int, width: int) -> QImage:
        """A page as a picture so many pixels wide."""
        drawn = read_page(self._files, self._path, page, width, self.cancelled)
        return QImage(
            drawn.pixels,
            drawn.width,
            drawn.height,
            3 * drawn.width,
            QImage.Format.Format_RGB888,
        ).convertToFormat(QImage.Format.Format_RGB32)

    def close(self) -> None:
        """End the child, take the copy away."""
        self._files.close()
        remove_copy(self._path)
