"""Lines outside of tables, with those joined that were only folded at the right margin."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from msgspec import Struct

from core.exchange.sources.pdf_placed import PlacedTable
from core.exchange.sources.pdf_text import TextLine, is_full, paragraph
from core.reading.source import PageBox

_NEAR: Final = 12.0
"""Points: a table stands out of the text by the padding of its cells."""
_PITCH: Final = 1.2
"""Of a line's height: lines of one paragraph have no wider gap."""
_LABEL: Final = 14
"""So many signs may a label have before its colon."""


class Paragraph(Struct, frozen=True):
    """One line, or several that were one."""

    lines: list[TextLine]
    room: float

    @property
    def page(self) -> int:
        """The page it was printed on."""
        first = self.lines[0]
        return first.page if first.beside is None else first.beside[0]

    @property
    def text(self) -> str:
        """The lines joined."""
        return paragraph(self.lines, self.room)

    @property
    def box(self) -> PageBox:
        """What all of its lines cover."""
        _, by = self.lines[0].beside or (0, 0.0)
        return PageBox(
            self.page, min(line.left for line in self.lines) - by, self.lines[0].top,
            max(line.right for line in self.lines) - by, self.lines[-1].bottom,
        )  # fmt: skip


def paragraphs(blocks: Iterable[TextLine | PlacedTable]) -> list[Paragraph | PlacedTable]:
    """Tables as they are; lines joined where the margin, which a table shows, folded them."""
    blocks = list(blocks)
    sides = _sides(blocks)
    out: list[Paragraph | PlacedTable] = []
    for block in blocks:
        last = out[-1] if out else None
        if isinstance(block, PlacedTable):
            out.append(block)
        elif isinstance(last, Paragraph) and _goes_on(last, block, sides.get(block.page)):
            last.lines.append(block)
        else:
            _, right = sides.get(block.page, (0.0, block.right))
            out.append(Paragraph([block], right - block.left + _NEAR))
    return out


def _sides(blocks: list[TextLine | PlacedTable]) -> dict[int, tuple[float, float]]:
    """For each page with a table where that begins and ends, as does the text around it."""
    sides: dict[int, tuple[float, float]] = {}
    for block in blocks:
        if isinstance(block, PlacedTable):
            for cell in block.cells:
                left, right = sides.get(cell.box.page, (cell.left, cell.right))
                sides[cell.box.page] = min(left, cell.left), max(right, cell.right)
    return sides


def _goes_on(above: Paragraph, line: TextLine, sides: tuple[float, float] | None) -> bool:
    """Whether a line is the rest of the one above, which reaches to the right margin."""
    last = above.lines[-1]
    if sides is None or line.page != last.page or line.top - last.bottom > _PITCH * last.height:
        return False
    begins = abs(line.left - sides[0]) < _NEAR and line.left <= last.left + 2
    labelled = any(mark in line.text[:_LABEL] for mark in ":：")
    return begins and not labelled and is_full(last, line.text, sides[1] - last.left)
