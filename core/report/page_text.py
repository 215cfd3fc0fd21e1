"""The text of a page as PDF writes it: many short lines, each a few operators.

Written here, it takes a third of the canvas's own time. A form says the same in many cells (100%,
1, 无), so what draws a line that is not stretched is made once a document.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from core.report import tagging
from core.report.embedded_fonts import paper_font
from core.report.fonts import face
from core.report.objects import document_of
from core.report.punctuation import edge_before, moved_left

if TYPE_CHECKING:
    from collections.abc import Mapping

    from core.report.faces import FaceName
    from core.report.page_style import Type
    from core.report.pdf_library import Canvas


class _Drawn(NamedTuple):
    """What draws a line: ``edge`` is given away before it, each run has its font's name."""

    edge: float
    runs: tuple[tuple[str, str], ...]


class Drawing:
    """What draws the lines of one document."""

    def __init__(self, canvas: Canvas) -> None:
        self.canvas, self._document = canvas, document_of(canvas)
        self._known: dict[tuple[str, FaceName], _Drawn] = {}

    def line(self, words: str, name: FaceName, gap: float, squeeze: float) -> _Drawn:
        """Of a line; ``gap``: what is added behind each character, in thousandths of the em.

        ``squeeze``: the share that the pauses within it give away of what they can.
        """
        if gap or squeeze:
            return self._made(words, name, gap, squeeze)
        found = self._known.get((words, name))
        if found is None:
            found = self._known[words, name] = self._made(words, name, 0.0, 0.0)
        return found

    def _made(self, words: str, name: FaceName, gap: float, squeeze: float) -> _Drawn:
        moved, runs, at = moved_left(words, gap, squeeze), [], 0
        for font, run in face(name).runs(words):
            drawn_by = paper_font(font)
            internal = drawn_by.getSubsetInternalName(0, self._document)
            ((_, codes),) = drawn_by.splitString(run, self._document)
            size = len(codes) // max(1, len(run))
            shown = codes.hex()
            parts = f"[{_parted(shown, 2 * size, at, moved)}] TJ" if moved else f"<{shown}> Tj"
            runs.append((internal, parts))
            at += len(run)
        return _Drawn(edge_before(words), tuple(runs))


class PageText:
    """A text of a page, line by line."""

    def __init__(self, drawing: Drawing) -> None:
        self._drawing = drawing
        self._font = ("", 0.0)
        self._written = ["BT"]

    def line(
        self,
        words: str,
        kind: Type,
        place: tuple[float, float],
        gap: float = 0.0,
        squeeze: float = 0.0,
    ) -> None:
        """One line from ``place`` on.

        ``gap`` is added behind each character, in points; ``squeeze``: the share that the pauses
        within the line give away.
        """
        write, size = self._written.append, kind.size
        drawn = self._drawing.line(words, kind.face, gap * 1000 / size, squeeze)
        write(f"1 0 0 1 {place[0] - drawn.edge * size / 1000:.3f} {place[1]:.3f} Tm")
        if kind.bolder:  # outlined too: there is no heavier weight of the face
            write(f"2 Tr 1 j {kind.bolder * size:.3f} w")
        if gap:
            write(f"{gap:.4f} Tc")
        for font, shown in drawn.runs:
            if (font, size) != self._font:
                write(f"{font} {size:g} Tf")
                self._font = (font, size)
            write(shown)
        if gap:
            write("0 Tc")
        if kind.bolder:
            write("0 Tr")

    def open(self, mark: str) -> None:
        """Begin what this mark belongs to."""
        self._written.append(mark)

    def close(self) -> None:
        """End it."""
        self._written.append(tagging.END)

    def draw(self) -> None:
        """Put it on the page."""
        self._drawing.canvas.addLiteral(" ".join([*self._written, "ET"]))


def _parted(codes: str, size: int, first: int, moved: Mapping[int, float]) -> str:
    """The codes of a run of a line, cut where what follows moves left; ``size`` figures each."""
    parts, begin, count = [], 0, len(codes) // size if size else 0
    for at in sorted(moved):
        if first <= at < first + count:
            end = (at - first + 1) * size
            parts.append(f"<{codes[begin:end]}> {moved[at]:.1f}")
            begin = end
    return " ".join([*parts, f"<{codes[begin:]}>"])
