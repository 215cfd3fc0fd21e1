"""What is written into the table of funds, in the blank's own unit of money."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from msgspec import Struct

from core.exchange.into.meaning import is_total, same_fund
from core.exchange.into.plan import Entry, Kind, Plan, RowAt
from core.exchange.into.spare_rows import Removable, RowContents, none_removable, own_cells
from core.exchange.into.stated import LABELS, Texts, before_its_unit, figure_of, in_unit
from core.model.evaluation import Fund
from core.model.fields import AMOUNTS
from core.model.number import MONEY_UNITS, NumberUnreadableError, normalized
from core.reading.form_map import FormMap, FoundField, TableRow
from core.reading.source import SourceCell
from core.reading.texts import is_blank, money_share
from core.values.cell_texts import is_instruction, is_placeholder

_FIELDS = ("initial", "annual", "executed", "points", "rate", "score")


class _Use(Struct):
    """A row of the blank, or a copy of one, and the source that goes into it."""

    row: TableRow
    number: int
    fund: Fund
    texts: Texts
    copy: int = 0


class Funds(Struct, frozen=True):
    """The sources of a form with their texts, its unit of money and its total row."""

    rows: Sequence[tuple[Fund, Texts]]
    unit: str
    total: int | None
    rated_elsewhere: bool = False
    """Whether the total's rate and points stand in a row of the indicators."""


def plan_funds(
    plan: Plan,
    form: FormMap,
    funds: Funds,
    contents: RowContents,
    removable: Removable = none_removable,
) -> None:
    """Give every source its row; what has no place is lost, and told."""
    planning = _FundPlan(plan, form, funds)
    idle = planning.make()
    kept = idle[:1] if len(idle) == len(form.funds) else []
    spare = [
        contents.spare(row, own_cells(row, ("name", *_FIELDS))) for row in idle if row not in kept
    ]
    found = [one for one in spare if one is not None]
    gone = removable(found) if found else ()
    plan.removed += gone
    for row in idle:
        if RowAt(row.part, row.row) not in gone:
            planning.clear(row)


class _FundPlan:
    def __init__(self, plan: Plan, form: FormMap, funds: Funds) -> None:
        self._plan = plan
        self._form = form
        self._funds = funds
        self._unit = _unit_of(form)

    def make(self) -> list[TableRow]:
        """The rows without a name that nothing went into."""
        filled = [fund for fund, texts in self._funds.rows if any(_amounts(texts))]
        if filled and self._form.funds and not self._unit:
            self._plan.told.append(
                f"空表没有写明金额单位，金额照自评表的{self._funds.unit}填写，请核对"
            )
        uses, idle = self._uses()
        for use in uses:
            self._write(use)
        return idle

    def clear(self, row: TableRow) -> None:
        """Take placeholders out of a row that is not used."""
        name = row.fields.get("name")
        for spot in name.spots if name is not None else ():
            if spot.text and _is_of(spot.item, row):
                self._plan.entries.append(Entry(spot, ""))

    def _uses(self) -> tuple[list[_Use], list[TableRow]]:
        """Which source goes into which row, and the rows without a name that are left."""
        free = dict(enumerate(self._form.funds))
        found: list[_Use] = []
        rest = []
        for number, (fund, texts) in enumerate(self._funds.rows):
            at = next((at for at, row in free.items() if self._fits(row, fund)), None)
            if at is None:
                rest.append((number, fund, texts))
            else:
                found.append(_Use(free.pop(at), number, fund, texts))
        nameless = [at for at, row in free.items() if not _name(row) and _has_name(row)]
        for number, fund, texts in rest:
            if nameless:
                found.append(_Use(free.pop(nameless.pop(0)), number, fund, texts))
            elif (made := self._added(number, fund, texts)) is not None:
                found.append(made)
        return found, [self._form.funds[at] for at in nameless]

    def _fits(self, row: TableRow, fund: Fund) -> bool:
        """Whether a row is for this source; one without any name is for the total."""
        total = fund.id == self._funds.total
        if not _has_name(row):
            return total
        name = _name(row)
        return same_fund(name, fund.name) or (total and is_total(name))

    def _added(self, number: int, fund: Fund, texts: Texts) -> _Use | None:
        rows = [row for row in self._form.funds if _has_name(row)]
        # Amounts beside their names are no rows of a table; a list of tasks takes no sources.
        heads = [head.place("name") for head in self._form.funds_heads]
        lonely = not heads or any(one is not None and "任务" in one.heading for one in heads)
        if lonely or not rows or not any(texts[key].strip() for key in ("name", *_FIELDS)):
            said = "，".join(
                f"{LABELS[key]} {texts[key]}" for key in ("name", *_FIELDS) if texts[key].strip()
            )
            if said:
                self._plan.lost.append(f"空表没有这一项资金的行，没有写入：{said}")
            return None
        sources = [row for row in rows if not is_total(_name(row))]
        if len(sources) > 1 and not same_fund(_name(sources[-1]), "其他资金"):
            like = sources[-1]  # behind it; before 其他资金, which stays the last
            scope = RowAt(sources[0].part, sources[0].row)
        else:
            like, scope = (sources or rows)[-2:][0], None
        at = RowAt(like.part, like.row)
        made = self._plan.copy_row(at, at, scope, summed=bool(sources))
        return _Use(like, number, fund, texts, made.copy)

    def _write(self, use: _Use) -> None:
        name = use.row.fields.get("name")
        if use.texts["name"] and name is not None and (use.copy or not _name(use.row)):
            self._put(use, "name", name, use.texts["name"], None)
        for key in _FIELDS:
            text = use.texts[key]
            found = use.row.fields.get(key)
            if found is None:
                elsewhere = self._funds.rated_elsewhere and use.fund.id == self._funds.total
                if not (elsewhere and key not in AMOUNTS):
                    self._lose(use, key, text, "空表没有这一栏")
                continue
            spots = [s for s in found.spots if _is_of(s.item, use.row)]
            if not spots:
                if text.strip() and _differs(key, text, found.text):
                    self._lose(use, key, text, "空表没有能写它的格")
                continue
            if key in AMOUNTS:
                try:
                    text, figure = in_unit(text, self._funds.unit, self._unit_at(use.row, key))
                except NumberUnreadableError:
                    self._plan.told.append(
                        f"{use.texts['name']}的{LABELS[key]}不是数，照原样写入：{text}"
                    )
                    figure = None
            else:
                figure = figure_of(key, text)[1]
            self._put(use, key, found, text, figure)

    def _put(
        self, use: _Use, key: str, found: FoundField, text: str, figure: Decimal | None
    ) -> None:
        spots = [s for s in found.spots if _is_of(s.item, use.row)]
        if spots and not spots[0].whole:
            text = (
                "" if is_blank(text) else before_its_unit(text, spots[0].item.text[spots[0].end :])
            )
            if not text:
                return  # the gap of a sentence stays one
        kind = Kind.TEXT if key == "name" else Kind.FIGURE
        place = f"funds/{use.number}/{key}"
        self._plan.entries += [
            Entry(spot, text, kind, figure, use.copy, place, f"{use.texts['name']}{LABELS[key]}")
            for spot in spots[:1]
        ]

    def _lose(self, use: _Use, key: str, text: str, why: str) -> None:
        if not is_blank(text):  # a dash in a column that is not there says nothing
            self._plan.lost.append(f"{why}，没有写入：{use.texts['name']}的{LABELS[key]} {text}")

    def _unit_at(self, row: TableRow, key: str) -> str:
        """The unit of money of a column: its heading may name one of its own."""
        for head in self._form.funds_heads:
            place = head.place(key)
            if head.part != row.part or place is None or row.row < head.first_row:
                continue
            share = money_share(place.heading)
            if share is not None:
                return _plain(place.heading[share[0] : share[1]])
        return self._unit or self._funds.unit


def _unit_of(form: FormMap) -> str:
    found = form.fields.get("money_unit")
    text = "" if found is None else _plain(found.text)
    return text if text in MONEY_UNITS else ""


def _plain(text: str) -> str:
    return "".join(normalized(text).split())


def _amounts(texts: Texts) -> list[str]:
    return [texts[key] for key in AMOUNTS if texts[key].strip()]


def _has_name(row: TableRow) -> bool:
    found = row.fields.get("name")
    return found is not None and bool(found.spots)


def _name(row: TableRow) -> str:
    found = row.fields.get("name")
    text = "" if found is None else found.text
    return "" if is_placeholder(text) or is_instruction(text) else text


def _is_of(item: object, row: TableRow) -> bool:
    """Whether an item belongs to a row, and is no merged cell that begins above it."""
    return not isinstance(item, SourceCell) or item.row >= row.row


def _differs(key: str, text: str, known: str) -> bool:
    """Whether a figure is another one than the blank has printed already."""
    one, other = figure_of(key, text)[1], figure_of(key, known)[1]
    return one != other if one is not None and other is not None else text != known
