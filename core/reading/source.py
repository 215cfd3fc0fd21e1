"""What a foreign file shows, whatever kind of file it is: sections of paragraphs and tables.

``core.exchange`` makes these values, one reader for each kind of file; the rest of
``core.reading`` finds forms in them. All of it is plain data, so that it can cross the border of
the child process in which foreign files are opened.
"""

from __future__ import annotations

from msgspec import Struct


class PageBox(Struct, frozen=True):
    """A rectangle on a page, in points from the page's top left corner; pages count from 0."""

    page: int
    left: float
    top: float
    right: float
    bottom: float


class SourceCell(Struct, frozen=True):
    """One cell, merged ones once, with its text as the file's own program shows it.

    ``place`` names the cell to people (``Sheet1!B5``, ``表格1 第3行第2格``, ``第2页``).
    """

    row: int
    column: int
    text: str
    rowspan: int = 1
    colspan: int = 1
    place: str = ""
    box: PageBox | None = None
    formula: bool = False
    """Whether the text is the result of a formula in the file."""
    doubt: str = ""
    """Why the text may not be what stands there, in Chinese: guessed columns, a lost result."""
    unit: str = ""
    """The unit of money that the format of a blank cell sets behind a figure (0.00"万元").

    Of a blank form only, which does not cross the border of the child.
    """


class SourceTable(Struct, frozen=True):
    """A grid of cells, in reading order. Places that no cell covers are blank.

    ``whole``: no place is left out, so that what stands beside a label is known though blank. Of a
    blank form only, which does not cross the border of the child.
    """

    cells: tuple[SourceCell, ...]
    rows: int
    columns: int
    whole: bool = False


class SourceText(Struct, frozen=True):
    """A paragraph outside of tables: a title, a line with the unit of money, a note."""

    text: str
    place: str = ""
    box: PageBox | None = None


class SourceSection(Struct, frozen=True):
    """A worksheet, or the body of a document: tables and paragraphs in their order.

    A form may lie in several tables of a section, and a section may hold several forms.
    """

    name: str
    parts: tuple[SourceTable | SourceText, ...]


class SourceFile(Struct, frozen=True):
    """All that a file shows. ``notes`` say in Chinese what was left out (hidden rows, pictures)."""

    sections: tuple[SourceSection, ...]
    notes: tuple[str, ...] = ()
    carried: str = ""
    """The form's data, where this program wrote the file (``core.reading.carried``)."""
