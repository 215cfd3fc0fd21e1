"""What a page's content is to a reader who cannot see it: marks in the content, and their tree.

Each text stands between a mark that belongs to an element of the structure (ISO 32000-1, 14.7) and
the end of that mark. What a page only repeats, and every line, is an artifact, which a screen
reader passes over. The order of the elements is that of the sheet, not of the pages.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from msgspec import Struct, field

from core.report.text import clean
from core.sheet.cell_kinds import is_upright
from core.sheet.sheet import Role
from core.sheet.table_headers import Heads, heads_of_cells, scope_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from core.report.printed_rows import SetCell
    from core.sheet.page import Page, Piece
    from core.sheet.sheet import Sheet

END: Final = "EMC"
LINES: Final = "/Artifact<</Type/Layout>>BDC"
REPEATED: Final = "/Artifact<</Type/Pagination>>BDC"
HEADER: Final = "/Artifact<</Type/Pagination/Subtype/Header>>BDC"
FOOTER: Final = "/Artifact<</Type/Pagination/Subtype/Footer>>BDC"
WATERMARK: Final = "/Artifact<</Type/Pagination/Subtype/Watermark>>BDC"

_NOTHING: Final = Heads()


class Element(Struct):
    """One element of the structure: its standard type, its parts, and where it is drawn.

    ``marks``: pages, counted from 0, with the number of the mark on that page.  ``attributes``:
    the entries of its dictionary that say more, as PDF writes them.
    """

    kind: str
    attributes: str = ""
    parts: list[Element] = field(default_factory=list)
    marks: list[tuple[int, int]] = field(default_factory=list)


class Tagging:
    """The elements of one document, filled as its pages are drawn."""

    def __init__(self, sheet: Sheet, cells: Sequence[SetCell]) -> None:
        self._sheet, self._cells = sheet, cells
        self.scopes = [scope_of(sheet, cell) for cell in sheet.cells]
        self._elements: list[Element | None] = [None] * len(cells)
        self._before: list[Element] = []
        self._after: list[Element] = []
        self.pages: list[list[Element]] = []
        """Of each page the elements that its marks belong to, by their numbers."""

    def new_page(self) -> None:
        """What is marked from now on stands on the next page."""
        self.pages.append([])

    def piece(self, page: Page, piece: Piece) -> str:
        """The mark of what a page shows of a cell's text; what it only repeats is none."""
        index, first = piece.cell, page.strips[0]
        cell = self._sheet.cells[index]
        head = first.repeated and cell.row == first.row and cell.rowspan == 1
        if head or piece.again:
            return REPEATED
        element = self._elements[index]
        if element is None:
            element = self._elements[index] = Element(self._kind(index))
        return self._mark(element)

    def furniture(
        self, kind: str, artifact: str, attributes: str = "", *, first: bool = False
    ) -> str:
        """The mark of what stands on every page: told once, an ``artifact`` on further pages.

        ``first``: told before the form, not after it.
        """
        if len(self.pages) > 1:
            return artifact
        element = Element(kind, attributes)
        (self._before if first else self._after).append(element)
        return self._mark(element)

    def _mark(self, element: Element) -> str:
        page = self.pages[-1]
        element.marks.append((len(self.pages) - 1, len(page)))
        page.append(element)
        return f"/{element.kind}<</MCID {len(page) - 1}>>BDC"

    def _kind(self, index: int) -> str:
        cell = self._sheet.cells[index]
        if cell.framed:
            return "TH" if self.scopes[index] is not None else "TD"
        return "H1" if cell.role is Role.TITLE and cell.row == 0 else "P"

    def document(self) -> Element:
        """All of it, in the order in which it is to be read."""
        whole = Element("Document")
        whole.parts = [*self._before, *self._read(), *self._after]
        return whole

    def _read(self) -> Iterator[Element]:
        """Titles, the table, what stands below it."""
        rows: list[list[int]] = [[] for _ in self._sheet.bands]
        for index, cell in enumerate(self._sheet.cells):
            rows[cell.row].append(index)
        headed = heads_of_cells(self._sheet, self.scopes)
        lists = {part for heads in set(headed) for part in heads}
        named = {index for found in lists for index in found}
        names = {found: "".join(map(_identifier, found)) for found in lists}
        table = None
        for row in rows:
            row.sort(key=lambda index: self._sheet.cells[index].column)
            if not any(self._sheet.cells[index].framed for index in row):
                yield from self._outside(row)
                table = None
                continue
            if table is None:
                yield (table := Element("Table"))
            line = Element("TR")
            for index in row:
                element = self._elements[index] or Element(self._kind(index))
                self._elements[index] = element
                element.attributes = self._table_cell(index, headed[index], names)
                if index in named:
                    element.attributes = f"/ID{_identifier(index)}{element.attributes}"
                line.parts.append(element)
            table.parts.append(line)

    def _outside(self, row: Sequence[int]) -> Iterator[Element]:
        """What stands outside the table; a label and what is said beside it are one paragraph."""
        paragraph = None
        for index in row:
            element, cell = self._elements[index], self._sheet.cells[index]
            if element is None:
                continue
            element.attributes = self._as_written(index)
            if cell.role in (Role.TITLE, Role.LABEL) or paragraph is None:
                paragraph = element
                yield paragraph
            else:
                element.kind = "Span"
                paragraph.parts.append(element)

    def _table_cell(self, index: int, headed: Heads, names: Mapping[tuple[int, ...], str]) -> str:
        cell, scope = self._sheet.cells[index], self.scopes[index]
        attributes = "/O/Table"
        if scope is not None:
            attributes += f"/Scope/{scope.value}"
        if cell.rowspan > 1:
            attributes += f"/RowSpan {cell.rowspan}"
        if cell.colspan > 1:
            attributes += f"/ColSpan {cell.colspan}"
        if headed != _NOTHING:
            attributes += f"/Headers[{names[headed.above]}{names[headed.beside]}]"
        return f"/A<<{attributes}>>{self._as_written(index)}"

    def _as_written(self, index: int) -> str:
        """The text itself, where its lines one after another are not quite that."""
        cell = self._cells[index]
        shown = "".join([line.text for line in cell.lines])
        if shown == cell.cell.text or not shown:
            return ""
        text = clean(cell.cell.text)
        if is_upright(cell.cell):
            text = text.replace("\n", "")
        if text == shown:
            return ""
        return f"/ActualText{text_string(text)}"

    def identified(self) -> list[tuple[str, Element]]:
        """The elements that others name, with their identifiers, in the order of these."""
        found = []
        for index, element in enumerate(self._elements):
            if element is not None and element.attributes.startswith("/ID"):
                found.append((_identifier(index), element))
        return found


def _identifier(index: int) -> str:
    return f"(c{index:07d})"


def picture(words: str, box: Sequence[float]) -> str:
    """The attributes of a picture: what is said in its stead, and where it is."""
    sides = " ".join(f"{side:.3f}" for side in box)
    layout = f"/A<</O/Layout/Placement/Block/BBox[{sides}]>>"
    return f"/Alt{text_string(words)}{layout}"


def text_string(text: str) -> str:
    """A text as the file's own objects hold it."""
    return f"<FEFF{text.encode('utf-16-be', 'replace').hex().upper()}>"
