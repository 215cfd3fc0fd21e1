"""Lets the columns of a table keep within its width: some take what is left, some give way."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QHeaderView, QTableView

LEAST_WIDE = 180
"""What a column that takes the room that is left has at least; below that the table scrolls."""
AIR = 18
"""What a column is wider than its longest text."""


def shared(needs: Sequence[int], room: int, least: int) -> list[int]:
    """Widths in pixels of columns that share so much room, none less than ``least``.

    No column has more than it needs while another has less; what nobody needs goes to all alike.
    """
    widths, left = [0] * len(needs), room
    for done, at in enumerate(sorted(range(len(needs)), key=lambda one: needs[one])):
        part = left // (len(needs) - done)
        widths[at] = max(min(needs[at], part), least)
        left -= widths[at]
    if left > 0 and needs:
        each, more = divmod(left, len(needs))
        widths = [width + each + (at < more) for at, width in enumerate(widths)]
    return widths


def fitted_widths(
    room: int,
    wanted: Sequence[int],
    wide: Sequence[int],
    spare: Sequence[int] = (),
    least: int = LEAST_WIDE,
    longest: Mapping[int, int] | None = None,
) -> list[int]:
    """Widths of all columns within ``room`` pixels; 0 for a column that gives way.

    ``wanted``: what each column needs for its contents; those in ``wide`` share what the others
    leave, each at least ``least``, if one of them needs so much.  ``spare``: which columns give
    way, the first one first.  ``longest``: what the longest text of a column would need; what a
    wide column has beyond that goes to columns that have less.
    """
    widths = list(wanted)
    least = min(least, max((wanted[column] for column in wide), default=least))
    sharing = least * len(wide)

    def others() -> int:
        return sum(width for at, width in enumerate(widths) if at not in wide)

    for column in spare:
        if others() + sharing > room:
            widths[column] = 0
    parts = shared([wanted[column] for column in wide], max(room - others(), sharing), least)
    for column, width in zip(wide, parts, strict=True):
        widths[column] = width
    _hand_on(widths, wide, least, longest or {})
    return widths


def _lacking(
    widths: Sequence[int], wide: Sequence[int], longest: Mapping[int, int]
) -> dict[int, int]:
    """What the columns that are shown, but for the wide ones, lack for their longest text."""
    return {
        column: need - widths[column]
        for column, need in longest.items()
        if column not in wide and 0 < widths[column] < need
    }


def _hand_on(
    widths: list[int], wide: Sequence[int], least: int, longest: Mapping[int, int]
) -> None:
    """Let columns whose longest text is cut have what wide columns do not need."""
    lacks = _lacking(widths, wide, longest)
    for column in wide:
        free = min(
            widths[column] - max(longest.get(column, widths[column]), least), sum(lacks.values())
        )
        if free > 0:
            widths[column] -= free
            for other, part in zip(lacks, shared([*lacks.values()], free, 0), strict=True):
                widths[other] += part
                lacks[other] -= part


class FittedColumns(QObject):
    """Does so for a table, whenever it or a column of it gets another width."""

    def __init__(
        self,
        table: QTableView,
        wide: Sequence[int],
        spare: Sequence[int] = (),
        least: int = LEAST_WIDE,
        numbering: int | None = None,
    ) -> None:
        """``wide``, ``spare`` and ``least`` as for ``fitted_widths``.

        ``numbering``: one of ``spare`` that only numbers the lines; it gives way too where its room
        is enough to cut no text of another column that is not wide.
        """
        super().__init__(table)
        self._table, self._wide, self._spare = table, tuple(wide), tuple(spare)
        self._numbering = numbering
        self._least = least
        self._wanted: dict[int, int] = {}
        self._longest: dict[int, int] = {}
        self._gone: Collection[int] = ()
        self._kept_out: Collection[int] = ()
        """What had given way when somebody dragged a wide column: the room is meant for that."""
        self._fitting = False
        head = table.horizontalHeader()
        for column in self._wide:
            head.setSectionResizeMode(column, QHeaderView.ResizeMode.Interactive)
        self._note_all()
        # Told of each new width of the table; the heads tell only of some.
        table.viewport().installEventFilter(self)
        head.sectionResized.connect(self._resized)
        self.fit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.Resize:
            self._kept_out = ()
            self.fit()
        return super().eventFilter(watched, event)

    @contextmanager
    def measured_anew(self) -> Iterator[None]:
        """While the columns are given the widths that their contents need."""
        self._fitting = True
        for column in self._gone:
            self._table.setColumnHidden(column, False)
        self._gone = self._kept_out = ()
        try:
            yield
        finally:
            self._fitting = False
            self._note_all()
            self.fit()

    def measure(self) -> None:
        """Look what the texts that stand in the wide columns now need."""
        head = self._table.horizontalHeader()
        for column in self._wide:
            hint = self._table.sizeHintForColumn(column) + AIR
            self._wanted[column] = max(hint, head.sectionSizeHint(column))
        self.fit()

    def want(self, column: int, width: int) -> None:
        """Give a column this width, as long as nobody drags it to another."""
        self._wanted[column] = width
        self.fit()

    def show_head(self, column: int) -> None:
        """Give a column that is sorted by now what its head needs beside the arrow."""
        if column >= 0 and column not in self._wide:
            head = self._table.horizontalHeader().sectionSizeHint(column)
            self.want(column, max(head, self._wanted.get(column, 0)))

    def set_least(self, least: int) -> None:
        """What a wide column has at least; for the next look at the widths."""
        self._least = least

    def let_grow(self, longest: Mapping[int, int]) -> None:
        """Show the texts of these columns whole where wide ones have more than theirs need."""
        self._longest = dict(longest)
        self.fit()

    def fit(self) -> None:
        """Give the columns their widths; what gives way is named in the tip of the heads."""
        if self._fitting:
            return
        table, head = self._table, self._table.horizontalHeader()
        known = [self._wanted.get(column, 0) for column in range(head.count())]
        wanted = [0 if at in self._kept_out else width for at, width in enumerate(known)]
        widths = self._fitted(wanted)
        if self._numbering is not None and _lacking(widths, self._wide, self._longest):
            without = self._fitted(
                [0 if at == self._numbering else width for at, width in enumerate(wanted)]
            )
            if not _lacking(without, self._wide, self._longest):
                widths = without
        gone = {column for column in self._spare if known[column] and not widths[column]}
        self._fitting = True
        for column in {*self._gone} ^ gone:
            table.setColumnHidden(column, column in gone)
        for column, width in enumerate(widths):
            if width and width != head.sectionSize(column):
                head.resizeSection(column, width)
        self._fitting = False
        self._gone = gone
        names = "、".join(str(self._name(column)) for column in sorted(gone))
        head.setToolTip(f"窗口窄，没有列出：{names}" if names else "")

    def _fitted(self, wanted: Sequence[int]) -> list[int]:
        room = self._table.viewport().width()
        return fitted_widths(room, wanted, self._wide, self._spare, self._least, self._longest)

    def _name(self, column: int) -> object:
        return self._table.model().headerData(column, Qt.Orientation.Horizontal)

    def _note_all(self) -> None:
        head = self._table.horizontalHeader()
        for column in range(head.count()):
            if not head.isSectionHidden(column):
                self._wanted[column] = head.sectionSize(column)
            elif column not in self._gone:
                self._wanted[column] = 0

    def _resized(self, column: int, old: int, width: int) -> None:
        """Somebody drags it; a wide column has the room that is left, so the next one gives it."""
        if self._fitting or not width:
            return
        behind = range(column + 1, self._table.horizontalHeader().count())
        shown = (at for at in behind if not self._table.isColumnHidden(at))
        giving = next(shown, column) if column in self._wide else column
        if giving != column and giving not in self._wide:
            least = self._table.horizontalHeader().minimumSectionSize()
            width = max(self._wanted[giving] + old - width, least)
            self._kept_out = self._gone
        self._longest.pop(giving, None)
        self._wanted[giving] = width
        self.fit()
