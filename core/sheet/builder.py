"""Putting a Sheet together, row by row."""

from __future__ import annotations

from core.model.path import Path
from core.sheet.layout import Span
from core.sheet.picture import Picture
from core.sheet.sheet import Align, Band, Cell, Role, Sheet, Sign


class Builder:
    """Rows and cells, added in paper order."""

    def __init__(self, columns: int) -> None:
        self.all = (0, columns)
        self.bands: list[Band] = []
        self.cells: list[Cell] = []

    def sheet(self, widths: tuple[int, ...]) -> Sheet:
        """What was built, as a value."""
        return Sheet(widths, tuple(self.bands), tuple(self.cells))

    def row(self, band: Band) -> int:
        """Begin a row; its index."""
        self.bands.append(band)
        return len(self.bands) - 1

    def add(  # noqa: PLR0913  (a cell has that many sides)
        self,
        row: int,
        span: Span,
        text: str,
        role: Role,
        *,
        rowspan: int = 1,
        align: Align = Align.CENTER,
        path: Path | None = None,
        derived: bool = False,
        framed: bool = True,
        node: int | None = None,
        sign: Sign | None = None,
        indent: float = 0.0,
        picture: Picture | None = None,
    ) -> None:
        """Add a cell at ``span`` of a row."""
        column, colspan = span
        if node is None and path is not None:
            node = path.node
        self.cells.append(
            Cell(
                *(row, column, rowspan, colspan, text, role, align),
                *(path, derived, framed, node, sign, indent, picture),
            )
        )

    def field(  # noqa: PLR0913  (as add)
        self,
        row: int,
        span: Span,
        text: str,
        path: Path,
        *,
        role: Role = Role.INPUT,
        align: Align = Align.CENTER,
        computed: str = "",
        sign: Sign | None = None,
        indent: float = 0.0,
    ) -> None:
        """A cell that the clerk edits; where the field is blank, ``computed`` shows instead."""
        blank = not text.strip()
        self.add(
            row,
            span,
            computed if blank and computed else text,
            role,
            align=align,
            path=path,
            derived=blank and bool(computed),
            sign=sign,
            indent=indent,
        )
