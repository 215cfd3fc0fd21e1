"""A sheet on its way to the process that finds where the printed pages end."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import suppress
from queue import SimpleQueue

from core.issuing.options import PrintOptions
from core.issuing.page_ends import Cut, PackedSheet, cuts_of, pack
from core.sheet.sheet import Sheet
from core.workers.errors import WorkError
from core.workers.process import Worker

Found = tuple[Sheet, PrintOptions, Sequence[Cut]]


class Packing:
    """A sheet that is being made ready for the other process."""

    def __init__(self, sheet: Sheet, options: PrintOptions) -> None:
        self.sheet, self.options = sheet, options
        self._steps: Iterator[bytes] = pack(sheet)
        self._cells: list[bytes] = []

    def step(self) -> bool:
        """Go on a little; whether it is ready."""
        cells = next(self._steps, None)
        if cells is not None:
            self._cells.append(cells)
        return cells is None

    @property
    def packed(self) -> PackedSheet:
        """What the other process gets."""
        sheet, options = self.sheet, self.options
        cells = tuple(self._cells)
        return PackedSheet(sheet.widths, sheet.bands, cells, options.setup, not options.plain)


def find(worker: Worker, packing: Packing, found: SimpleQueue[Found]) -> None:
    """Have the other process work, and tell what it has found.

    A form whose pages nobody can make up has no marks; the print will say why.
    """
    with suppress(WorkError):
        found.put((packing.sheet, packing.options, worker.ask(cuts_of, packing.packed)))
