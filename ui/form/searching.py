"""Going from match to match: what joins the find bar to the paper."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt

from core.sheet.sheet import Cell
from ui.form.paper_table import FormTable
from ui.theme import Theme

if TYPE_CHECKING:
    from PySide6.QtWidgets import QAbstractScrollArea

    from ui.form.find import FindBar

MARGIN = 16, 8
"""Beside the bar and above it, in pixels."""


class Search(QObject):
    """Lights what matches and makes one match after the other the current cell."""

    def __init__(self, table: FormTable, theme: Theme, view: QAbstractScrollArea) -> None:
        super().__init__(table)
        self._bar: FindBar | None = None
        self._table, self._theme, self._view = table, theme, view
        self._found: list[Cell] = []

    @property
    def bar(self) -> FindBar:
        """The bar over the view, built when it is first asked for."""
        if self._bar is None:
            from ui.form.find import FindBar

            self._bar = FindBar(self._theme, self._view)
            self._bar.requested.connect(self._ask)
            self._bar.stepped.connect(self._step)
            self._bar.closed.connect(self.close)
            self._table.form.updated.connect(self._refresh)
            self.place()
        return self._bar

    def place(self) -> None:
        """Put the bar, where there is one, into the upper right corner of the view."""
        if self._bar is not None:
            beside, above = MARGIN
            left = self._view.viewport().width() - self._bar.width() - beside
            self._bar.move(left, above)

    @property
    def covers(self) -> int:
        """How much of the view, from its upper edge, lies below the bar."""
        bar = self._bar
        return 0 if bar is None or bar.isHidden() else bar.geometry().bottom() + 1

    def open(self) -> None:
        """Ask for a text."""
        self._table.commit_editor()
        self.bar.open()
        self._refresh()

    def close(self) -> None:
        """No more searching; the keys go back to the paper."""
        # First: Qt gives the keys of what is hidden to the next in line, which may be the outline,
        # and that leads to the place that was chosen there.
        self._table.setFocus(Qt.FocusReason.OtherFocusReason)
        self.bar.hide()
        self._refresh()

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
        from ui.form.find import matches

        visible = self.bar.isVisible()
        self._found = matches(self._table.form.grid, self.bar.field.text()) if visible else []
        self._table.light(self._found)
        self._tell()

    def _tell(self) -> None:
        current = self._table.current_cell()
        place = self._found.index(current) + 1 if current in self._found else 0
        self.bar.tell(place, len(self._found))


def _after(place: tuple[int, int], here: tuple[int, int]) -> int:
    return (place > here) - (place < here)
