"""Going from match to match: what joins the find bar to the paper."""

from __future__ import annotations

from PySide6.QtCore import QObject, Qt

from core.sheet.sheet import Cell
from ui.form.find import FindBar, matches
from ui.form.paper_table import FormTable


class Search(QObject):
    """Lights what matches and makes one match after the other the current cell."""

    def __init__(self, bar: FindBar, table: FormTable) -> None:
        super().__init__(table)
        self._bar = bar
        self._table = table
        self._found: list[Cell] = []
        bar.requested.connect(self._ask)
        bar.stepped.connect(self._step)
        bar.closed.connect(self.close)
        table.form.relaid.connect(self._refresh)

    def open(self) -> None:
        """Ask for a text."""
        self._table.commit_editor()
        self._bar.open()
        self._refresh()

    def close(self) -> None:
        """No more searching; the keys go back to the paper."""
        self._bar.hide()
        self._refresh()
        self._table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _ask(self) -> None:
        self._refresh()
        current = self._table.current_cell()
        if self._found and current not in self._found:
            self._step(1)
        elif current in self._found:
            self._tell()

    def _step(self, onward: int) -> None:
        if not self._found:
            return
        current = self._table.current_cell()
        here = (-1, -1) if current is None else (current.row, current.column)
        ordered = self._found if onward > 0 else self._found[::-1]
        beyond = (c for c in ordered if onward * _after((c.row, c.column), here) > 0)
        self._table.go(next(beyond, ordered[0]))
        self._tell()

    def _refresh(self) -> None:
        visible = self._bar.isVisible()
        self._found = matches(self._table.form.grid, self._bar.field.text()) if visible else []
        self._table.light(self._found)
        self._tell()

    def _tell(self) -> None:
        current = self._table.current_cell()
        place = self._found.index(current) + 1 if current in self._found else 0
        self._bar.tell(place, len(self._found))


def _after(place: tuple[int, int], here: tuple[int, int]) -> int:
    return (place > here) - (place < here)
