"""Cells of a blank that several indicators share: one 偏差原因 over all rows of a group.

What the indicators say goes into it line by line, each named.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from core.exchange.into.plan import Entry
from core.exchange.into.stated import LABELS
from core.reading.form_map import FormMap, Spot, TableRow
from core.reading.source import SourceCell

_Said = tuple[str, str]
"""Name of the indicator and its text."""
_Key = tuple[int, int, int]


class SharedCells:
    """The cells of one field that are over several rows of the table."""

    def __init__(self, form: FormMap, key: str) -> None:
        self._field = key
        counts = Counter(at for row in form.indicators if (at := self._place(row)) is not None)
        self._shared = {at for at, count in counts.items() if count > 1}
        self._texts: dict[_Key, tuple[Spot, list[_Said]]] = {}

    def covers(self, row: TableRow) -> bool:
        """Whether the field's cell of a row belongs to other rows as well."""
        return self._place(row) in self._shared

    def say(self, row: TableRow, name: str, text: str) -> None:
        """Take what an indicator says in such a row, or in a copy of it."""
        at = self._place(row)
        spot = self._spot(row)
        if at is not None and spot is not None:
            _, said = self._texts.setdefault(at, (spot, []))
            if text.strip():
                said.append((name, text.strip()))

    def entries(self) -> Iterator[Entry]:
        """What goes into the cells."""
        for spot, said in self._texts.values():
            text = "\n".join(f"{name}：{text}" for name, text in said)
            if text or spot.text:
                yield Entry(spot, text, label=LABELS[self._field])

    def _spot(self, row: TableRow) -> Spot | None:
        found = row.fields.get(self._field)
        return found.spots[0] if found is not None and found.spots else None

    def _place(self, row: TableRow) -> _Key | None:
        spot = self._spot(row)
        if spot is None or not isinstance(spot.item, SourceCell) or spot.item.rowspan < 2:
            return None
        return spot.part, spot.item.row, spot.item.column
