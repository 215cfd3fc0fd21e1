"""What is known of a form in a foreign file: which cell holds which field, filled in or blank.

A ``FormMap`` is the whole understanding of one form. A ``Draft`` is made of it, and the form is
written into a bureau's own blank by it. Fields are named by their place in the form file of the
contract: ``project``, ``funds/0/annual``, ``indicators/22/deviation``, ``sections/评价结论``,
``signatures/填报人``.

All of it is plain data, so that it can cross the border of the child process.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from msgspec import Struct, field

from core.model.evaluation import Evaluation
from core.reading.source import SourceCell, SourceText

TARGET_PARTS = ("sign", "value", "unit")
"""The columns of a target in three columns (指标性质, 指标值, 度量单位), as they are joined."""


class Spot(Struct, frozen=True):
    """A cell or a paragraph of a file, or the share of its text from ``start`` to ``end``.

    ``section`` and ``part`` count from 0 in ``SourceFile.sections`` and ``SourceSection.parts``.
    A cell that the file does not have, but the grid has a place for, is blank without ``place``.
    ``role`` tells the columns of a target or an actual in several columns apart
    (``TARGET_PARTS``).
    """

    section: int
    part: int
    item: SourceCell | SourceText
    start: int = 0
    end: int | None = None
    role: str = ""

    @property
    def text(self) -> str:
        """What stands here, without the white space around it."""
        return self.item.text[self.start : self.end].strip()

    @property
    def whole(self) -> bool:
        """Whether the field is all that the cell holds, so that the cell's text may be replaced."""
        return self.start == 0 and self.end is None


class FoundField(Struct, frozen=True):
    """A field with its spots, usually one; of several the text is that of all, joined.

    ``text`` is what the field reads as; blank where the spots are blank. ``doubt`` says in Chinese
    why the reading may be wrong.
    """

    spots: tuple[Spot, ...]
    text: str = ""
    doubt: str = ""

    @property
    def cell(self) -> SourceCell | None:
        """The first cell the field stands in, ``None`` where it stands in a paragraph."""
        return next((s.item for s in self.spots if isinstance(s.item, SourceCell)), None)


class TableRow(Struct, frozen=True):
    """A row of the funds or the indicators: its fields by the contract's key (``level1`` …).

    All columns of the table are there, the blank ones too. ``template`` rows (指标2：, ……, blank
    ones) can be filled, but are no rows of the draft. Levels may share one cell with rows around.
    """

    part: int
    row: int
    fields: Mapping[str, FoundField]
    template: bool = False


class ColumnPlace(Struct, frozen=True):
    """A column of a head: its key (``target``, ``actual/unit``, ``""`` for an unknown one).

    ``doubt`` stands at every text of a column whose heading only may mean this.
    """

    key: str
    heading: str
    column: int
    columns: int
    cell: SourceCell
    doubt: str = ""


class TableHead(Struct, frozen=True):
    """The head of the funds or the indicators; one repeated after a page end is one of its own."""

    part: int
    first_row: int
    last_row: int
    columns: tuple[ColumnPlace, ...]

    def place(self, key: str) -> ColumnPlace | None:
        """The column of this key."""
        return next((column for column in self.columns if column.key == key), None)

    def at(self, column: int) -> ColumnPlace | None:
        """The column that covers a column of the grid."""
        places = self.columns
        return next((p for p in places if p.column <= column < p.column + p.columns), None)


class Leftover(Struct, frozen=True):
    """A text of the form that no field holds, and why."""

    spot: Spot
    why: str


class FormMap(Struct, frozen=True):
    """One form: the fields outside of the tables by place, the rows of the two tables in order.

    ``labels`` are all the cells and paragraphs that say what others are (headings, block labels,
    notes); ``total`` is the label of the row of the sum. ``doubts`` are about fields that were not
    found at all; those about what was found stand at the field.
    """

    section: int
    fields: Mapping[str, FoundField] = field(default_factory=dict)
    funds_heads: tuple[TableHead, ...] = ()
    funds: tuple[TableRow, ...] = ()
    indicator_heads: tuple[TableHead, ...] = ()
    indicators: tuple[TableRow, ...] = ()
    total: Spot | None = None
    labels: tuple[Spot, ...] = ()
    notes: tuple[Spot, ...] = ()
    leftovers: tuple[Leftover, ...] = ()
    repeats: tuple[tuple[str, FoundField], ...] = ()
    doubts: Mapping[str, str] = field(default_factory=dict)

    def places(self) -> Iterator[tuple[str, FoundField]]:
        """Every field with its place in the form file; template rows have none."""
        yield from self.fields.items()
        for name, rows in (("funds", self.funds), ("indicators", self.indicators)):
            filled = (row for row in rows if not row.template)
            for index, row in enumerate(filled):
                for key, found in row.fields.items():
                    yield f"{name}/{index}/{key}", found


class Draft(Struct, frozen=True):
    """A form read from a foreign file, with what is to be looked at by a human.

    ``sources``: where each field with a text stands. ``doubts``: in Chinese why a field may be
    wrong, by place; a field that was not found has a doubt and no source.
    """

    evaluation: Evaluation
    form: FormMap
    sources: Mapping[str, tuple[Spot, ...]] = field(default_factory=dict)
    doubts: Mapping[str, str] = field(default_factory=dict)

    @property
    def leftovers(self) -> tuple[Leftover, ...]:
        """What could not be placed."""
        return self.form.leftovers
