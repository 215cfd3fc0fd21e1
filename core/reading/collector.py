"""What is gathered while a form is read: fields, labels, rows, and which texts have their place."""

from __future__ import annotations

from msgspec import Struct, field

from core.reading.form_map import FormMap, FoundField, Leftover, Spot, TableHead, TableRow
from core.reading.lines import Line, spot
from core.reading.source import SourceCell, SourceText
from core.reading.texts import written_year

Item = SourceCell | SourceText


class Claim(Struct):
    """A label that asks for one of the form's fields, with what stands beside it.

    ``rank``: how sure the label means the field, 0 the surest.
    """

    field: str
    rank: int
    label: str
    found: FoundField


class Sentence(Struct):
    """A text that tells of the funds and of nothing else: rows as a table has them."""

    whole: Spot
    rows: tuple[TableRow, ...]
    unit: FoundField
    unknown: tuple[Leftover, ...]
    """Its figures that no field of the form is for."""


class Collector(Struct):
    """The growing map of one form. Items are known by their identity, not by their text."""

    section: int
    claims: list[Claim] = field(default_factory=list)
    fields: dict[str, FoundField] = field(default_factory=dict)
    funds_heads: list[TableHead] = field(default_factory=list)
    funds: list[TableRow] = field(default_factory=list)
    indicator_heads: list[TableHead] = field(default_factory=list)
    indicators: list[TableRow] = field(default_factory=list)
    sentences: list[Sentence] = field(default_factory=list)
    total: Spot | None = None
    labels: list[Spot] = field(default_factory=list)
    notes: list[Spot] = field(default_factory=list)
    leftovers: list[Leftover] = field(default_factory=list)
    repeats: list[tuple[str, FoundField]] = field(default_factory=list)
    placed: set[int] = field(default_factory=set)

    def spot(self, line: Line, item: Item, *share: int) -> Spot:
        """The place of an item, which is placed from now on."""
        self.placed.add(id(item))
        return spot(self.section, line, item, *share)

    def label(self, line: Line, item: Item) -> None:
        """Take the item for a label: it says what others are."""
        if id(item) not in self.placed and item.text.strip():
            self.labels.append(self.spot(line, item))

    def note(self, line: Line, item: Item) -> None:
        """Take the item for a note to the reader of the form."""
        self.notes.append(self.spot(line, item))

    def leave(self, line: Line, item: Item, why: str) -> None:
        """No field holds this item."""
        if id(item) not in self.placed and item.text.strip():
            self.leftovers.append(Leftover(self.spot(line, item), why))

    def is_placed(self, item: Item) -> bool:
        """Whether the item has its place already."""
        return id(item) in self.placed

    def claim_year(self, at: Spot) -> None:
        """A year that stands without a label beside another text of the head."""
        found = FoundField((at,), written_year(at.text))
        self.claims.append(Claim("year", 0, "年度", found))

    def put(self, place: str, found: FoundField) -> bool:
        """Give a field its place unless it has one with a text; tells whether it was taken."""
        known = self.fields.get(place)
        if known is not None and known.text:
            return False
        if known is not None and not found.text:
            return False
        self.fields[place] = found
        return True

    def repeat(self, place: str, found: FoundField) -> None:
        """Keep a further place of a field that has one."""
        known = self.fields.get(place)
        if found.spots and (known is None or known.spots != found.spots):
            self.repeats.append((place, found))

    def add_named(self, place: str, found: FoundField) -> None:
        """A section or a signature; two of one name are joined, which is doubtful."""
        known = self.fields.get(place)
        if known is None or not known.text:
            self.fields[place] = found
        elif found.text == known.text:
            self.labels += found.spots
        elif found.text:
            self.fields[place] = FoundField(
                (*known.spots, *found.spots),
                f"{known.text}\n{found.text}",
                "表里有两栏同名，已接在一起，请核对",
            )

    def form(self, doubts: dict[str, str]) -> FormMap:
        """The finished map."""
        return FormMap(
            section=self.section,
            fields=self.fields,
            funds_heads=tuple(self.funds_heads),
            funds=tuple(self.funds),
            indicator_heads=tuple(self.indicator_heads),
            indicators=tuple(self.indicators),
            total=self.total,
            labels=tuple(self.labels),
            notes=tuple(self.notes),
            leftovers=tuple(self.leftovers),
            repeats=tuple(self.repeats),
            doubts=doubts,
        )
