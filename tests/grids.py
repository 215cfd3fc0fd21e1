"""Tables of a foreign file written down in a test: ``|`` between cells, ``<``, ``^`` merged."""

from __future__ import annotations

from core.reading.source import SourceCell, SourceFile, SourceSection, SourceTable, SourceText


def grid(text: str) -> SourceTable:
    """A line for each row; ``<`` belongs to the cell at its left, ``^`` to the one above.

    ``/`` between blanks is kept; ``\\n`` in a cell is written as ``⏎``.
    """
    lines = [line for line in text.splitlines() if line.strip()]
    rows = [[cell.strip() for cell in line.split("|")] for line in lines]
    owner: dict[tuple[int, int], tuple[int, int]] = {}
    for r, row in enumerate(rows):
        for c, cell in enumerate(row):
            if cell == "<" and c:
                owner[r, c] = owner[r, c - 1]
            elif cell == "^" and r:
                owner[r, c] = owner[r - 1, c]
            else:
                owner[r, c] = (r, c)
    cells = []
    for r, c in sorted(set(owner.values())):
        own = [place for place, first in owner.items() if first == (r, c)]
        height = max(place[0] for place in own) - r + 1
        width = max(place[1] for place in own) - c + 1
        shown = rows[r][c].replace("⏎", "\n")
        cells.append(SourceCell(r, c, shown, height, width, f"第{r + 1}行第{c + 1}格"))
    return SourceTable(tuple(cells), len(rows), max(map(len, rows)))


def section(*parts: SourceTable | str, name: str = "Sheet1") -> SourceSection:
    """A section of tables and paragraphs."""
    return SourceSection(name, tuple(SourceText(p) if isinstance(p, str) else p for p in parts))


def file(*sections: SourceSection) -> SourceFile:
    return SourceFile(sections)
