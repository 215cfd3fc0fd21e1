"""Bookmarks: the blocks of the form and its first level of indicators, each where it begins."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from core.quoting import quoted
from core.report.text import clean
from core.sheet.table_headers import first_levels

if TYPE_CHECKING:
    from collections.abc import Sequence

    from core.report.pdf_library import Canvas
    from core.sheet.page import Page
    from core.sheet.page_setup import Frame
    from core.sheet.sheet import Sheet
    from core.sheet.table_headers import Scope

_LONGEST: Final = 60
"""Characters of a name."""


class Bookmarks:
    """The bookmarks of a document, set page by page."""

    def __init__(self, canvas: Canvas, sheet: Sheet, scopes: Sequence[Scope | None]) -> None:
        self._canvas, self._sheet = canvas, sheet
        self._waiting = dict(first_levels(sheet, scopes))
        self._level = -1

    def page(self, page: Page, frame: Frame) -> None:
        """Set those of the names that begin on this page, its table in ``frame``."""
        for piece in page.pieces:
            wanted = self._waiting.get(piece.cell)
            if wanted is None or piece.again:
                continue
            del self._waiting[piece.cell]
            name = " ".join(clean(self._sheet.cells[piece.cell].text).split())
            if not name:
                continue
            key = f"c{piece.cell}"
            top = round(frame.page[1] - frame.top - piece.top, 3)
            self._canvas.bookmarkPage(key, fit="XYZ", left=0, top=top, zoom=0)
            self._level = min(wanted, self._level + 1)
            self._canvas.addOutlineEntry(quoted(name, _LONGEST), key, self._level)
