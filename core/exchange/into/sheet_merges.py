"""The merged cells of a worksheet: they move, grow and go with its rows."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from core.exchange.into.cell_texts import column_number
from core.exchange.into.formula_value import At
from core.exchange.sources.package import Element
from core.exchange.sources.sheet_grid import column_letters
from core.regex import regex

Area = tuple[int, int, int, int]
"""Top, left, bottom and right, from 1."""
_CELL = regex(r"\$?([A-Za-z]{1,3})\$?([0-9]{1,7})")
_BEFORE: Final = frozenset({
    "sheetData", "sheetCalcPr", "sheetProtection", "protectedRanges", "scenarios", "autoFilter",
    "sortState", "dataConsolidate", "customSheetViews",
})  # fmt: skip


class Merges:
    """The merged cells below the root of a worksheet."""

    def __init__(self, root: Element) -> None:
        self._root = root
        self._name = root.tag.rpartition("}")[0] + "}"

    @property
    def areas(self) -> dict[At, Area]:
        """The merged areas by their top left cell."""
        return {area[:2]: area for _, area in self._all()}

    def copy(self, likes: Mapping[int, Sequence[int]]) -> None:
        """Merge in new rows what is merged in the row that each looks like."""
        for _, (top, left, bottom, right) in list(self._all()):
            if top == bottom:
                for number in likes.get(top, ()):
                    self._add((number, left, number, right))

    def span(self, spans: Sequence[Area]) -> None:
        """Make each of these areas one cell, in place of the merged cells that touch it."""
        rows: dict[int, list[Area]] = {}
        for span in spans:
            for row in range(span[0], span[2] + 1):
                rows.setdefault(row, []).append(span)
        for one, (top, left, bottom, right) in list(self._all()):
            touched = any(
                left <= span[3] and right >= span[1]
                for row in range(top, min(bottom, top + 10_000) + 1)
                for span in rows.get(row, ())
            )
            if touched:
                one.getparent().remove(one)
        for span in spans:
            if span[:2] != span[2:]:
                self._add(span)
        self._recount()

    def drop_single(self) -> None:
        """Take away areas of one cell, which Excel calls damaged."""
        for one, area in list(self._all()):
            if area[:2] == area[2:]:
                one.getparent().remove(one)
        self._recount()

    def _list(self, *, make: bool = False) -> Element | None:
        found = self._root.find(f"{self._name}mergeCells")
        if found is None and make:
            found = self._root.makeelement(f"{self._name}mergeCells")
            last = [e for e in self._root if str(e.tag).rpartition("}")[2] in _BEFORE][-1]
            last.addnext(found)
        return found

    def _all(self) -> Iterator[tuple[Element, Area]]:
        merges = self._list()
        for one in list(merges) if merges is not None else ():
            first, _, last = (one.get("ref") or "").partition(":")
            start, end = _CELL.fullmatch(first), _CELL.fullmatch(last or first)
            if start and end:
                yield (
                    one,
                    (int(start[2]), column_number(start[1]), int(end[2]), column_number(end[1])),
                )

    def _add(self, area: Area) -> None:
        merges = self._list(make=True)
        assert merges is not None  # noqa: S101  (it was made)
        top, left, bottom, right = area
        reference = f"{column_letters(left)}{top}:{column_letters(right)}{bottom}"
        merges.append(merges.makeelement(f"{self._name}mergeCell", {"ref": reference}))
        merges.set("count", str(len(merges)))

    def _recount(self) -> None:
        merges = self._list()
        if merges is not None:
            if len(merges):
                merges.set("count", str(len(merges)))
            else:
                self._root.remove(merges)
