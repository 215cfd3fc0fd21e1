"""What is written into the table of indicators: texts, names of levels, the cells over rows."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from msgspec.structs import replace

from core.exchange.into.blank_groups import (
    LEVELS,
    Naming,
    groups_in,
    label_spot,
    naming_in,
    text_of,
)
from core.exchange.into.gathered_reasons import gather_reasons
from core.exchange.into.indicator_rows import Slot, Use, is_named, row_at, slots_for, uses_of
from core.exchange.into.level_headings import LevelHeadings
from core.exchange.into.meaning import is_execution, same_label, same_level1
from core.exchange.into.plan import Entry, Kind, LabelSpan, Plan, SpareRow
from core.exchange.into.shared_cells import SharedCells
from core.exchange.into.spare_rows import (
    Removable,
    RowContents,
    none_removable,
    own_cells,
    shows_how,
)
from core.exchange.into.stated import LABELS, StatedGroup, Texts, figure_of
from core.exchange.into.target_parts import split_target
from core.reading.form_map import FormMap, FoundField, Spot, TableRow
from core.reading.headings import bare
from core.reading.source import SourceCell
from core.reading.texts import is_blank
from core.values.cell_texts import is_placeholder

_COUNTED = {"序号", "编号", "行次"}
FIELDS = ("level3", "target", "actual", "points", "score", "deviation")


def plan_indicators(
    plan: Plan,
    form: FormMap,
    stated: Sequence[StatedGroup],
    contents: RowContents,
    removable: Removable = none_removable,
    execution: Texts | None = None,
) -> None:
    """Give every indicator its row; what has no place is lost, and told.

    ``contents`` are those of the section that the form of the blank lies in. ``execution`` is what
    the form says of 预算执行率, for a blank that has a row for it among the indicators.
    """
    examples = [row for row in form.indicators if shows_how(row)]
    form = replace(form, indicators=tuple(r for r in form.indicators if r not in examples))
    groups = groups_in(form)
    if not groups:
        for number, row in _numbered(stated):
            name = _row_name(row, number)
            plan.lost.append(f"指标{name}：空表的指标表里没有可以填写的行")
        return
    numbers = _numbers(form, contents)
    planning = _IndicatorPlan(plan, form, contents, numbers)
    planning.execution = execution
    planning.examples = examples
    uses = planning.make(slots_for(groups, stated), stated, removable)
    for number, use in enumerate(uses if numbers else (), start=1):
        spot = Spot(form.section, use.at.part, numbers[use.at.part, use.at.row])
        plan.entries.append(Entry(spot, str(number), Kind.VALUE, None, use.at.copy))


def _numbers(form: FormMap, contents: RowContents) -> dict[tuple[int, int], SourceCell]:
    """The cells below 序号, by part and row, where the blank numbers its rows 1, 2, 3 itself."""
    for head in form.indicator_heads[:1]:
        columns = [p.column for p in head.columns if bare(p.heading) in _COUNTED]
        for column in columns[:1]:
            places = [(row.part, row.row) for row in form.indicators]
            cells = [contents.in_column(*place, column) for place in places]
            texts = ["" if cell is None or cell.formula else cell.text.strip() for cell in cells]
            if texts == [str(n) for n in range(1, len(texts) + 1)]:
                return {at: cell for at, cell in zip(places, cells, strict=True) if cell}
    return {}


class _IndicatorPlan:
    def __init__(
        self,
        plan: Plan,
        form: FormMap,
        contents: RowContents,
        numbers: Mapping[tuple[int, int], SourceCell],
    ) -> None:
        self._plan = plan
        self._form = form
        self._contents = contents
        self._numbers = numbers
        self._shared = {key: SharedCells(form, key) for key in FIELDS}
        self.execution: Texts | None = None
        self.examples: Sequence[TableRow] = ()
        self._naming = {level: naming_in(form, level) for level in LEVELS}
        self._above: Use | None = None

    def make(
        self, slots: Sequence[Slot], stated: Sequence[StatedGroup], removable: Removable
    ) -> list[Use]:
        self._tell_columns(stated)
        headings = LevelHeadings(self._plan, self._naming, slots)
        uses: list[Use] = []
        spare: list[SpareRow] = []
        for slot in slots:
            new = self._above is None or self._above.names[0] != slot.level1
            (headings.add if slot.fresh else headings.pass_by)(slot, new=new)
            own = uses_of(slot, self._plan)
            for use in own:
                self._write_names(slot, use)
                if use.texts is not None:
                    self._write(use, use.texts)
            spare += self._spare(own)
            uses += own
        for row in self.examples:
            one = self._contents.spare(row, own_cells(row, (*LEVELS, *FIELDS)))
            spare += () if one is None else (one,)
        self._plan.removed += removable(spare) if spare else ()
        for row in self.examples:
            if row_at(row) not in self._plan.removed:
                self._clear_row(row, row_at(row).copy, (*LEVELS, *FIELDS))
        gone = {use.at for use in uses}.intersection(self._plan.removed)
        uses = [use for use in uses if use.at not in gone]
        for use in uses:
            if use.texts is None:
                self._clear(use)
        self._plan.entries += self._shared["deviation"].entries()
        self._spans(uses)
        return uses

    def _spare(self, uses: Sequence[Use]) -> list[SpareRow]:
        """The rows of a group that nothing goes into; one stays where nothing goes into any."""
        idle = [use for use in uses if use.texts is None and not is_named(use.like)]
        kept = [] if len(idle) < len(uses) else idle[:1]
        keys = [*FIELDS, *(level for level in LEVELS if self._naming[level] is Naming.EACH)]
        found = []
        for use in idle:
            own = own_cells(use.like, keys)
            own += [n for n in [self._numbers.get((use.at.part, use.at.row))] if n is not None]
            spare = self._contents.spare(use.like, own)
            if spare is not None and use not in kept:
                found.append(spare)
        return found

    def _tell_columns(self, stated: Sequence[StatedGroup]) -> None:
        """Texts of columns that the blank does not have; reasons may have a section."""
        for key in FIELDS:
            if self._column(key) is not None:
                continue
            if key == "deviation" and gather_reasons(self._plan, self._form, stated):
                continue
            texts = [
                f"{_row_name(row, number)} {row[key]}"
                for number, row in _numbered(stated)
                if row[key].strip()
            ]
            if texts:
                said = f"空表没有“{LABELS[key]}”一栏，没有写入 {len(texts)} 处"
                self._plan.lost += [f"{said}：", *(f"　　{text}" for text in texts)]

    def _column(self, key: str) -> tuple[int, int] | None:
        """The first column and the number of columns of a field in the grid."""
        places = (head.place(key) for head in self._form.indicator_heads)
        return next(((at.column, at.columns) for at in places if at is not None), None)

    def _write_names(self, slot: Slot, use: Use) -> None:
        """Names that the blank has not: in the first of their rows, or in each."""
        above, self._above = self._above, use
        for number, level in enumerate(LEVELS):
            naming, name = self._naming[level], ""
            if use.stated is not None:
                name = (use.stated.level1, use.stated.level2)[number]
                if number == 0 and same_level1(slot.first_level, name):
                    name = slot.first_level  # as the bureau calls it beside its other rows
                same = above is not None and above.names[: number + 1] == use.names[: number + 1]
                kept = number == 0 and bool(slot.group.level1) and not slot.fresh
                if kept or (same and naming is not Naming.EACH):
                    name = ""
            elif use.at.copy and naming is Naming.EACH:
                name = text_of(use.like, level)
            if not name or naming in {Naming.OWN, Naming.OUTSIDE}:
                continue
            spot, wide = label_spot([use.like], level), self._wide(use)
            if wide and number == 0:
                continue  # one cell over both columns
            if number:
                name = self._with_level1(slot, use, name, spot if wide else None)
            if spot is None:
                self._tell_level(level, name)
            else:
                at = use.at.copy
                place = replace(spot, start=0, end=None) if at else spot  # copies are blank
                self._plan.entries.append(Entry(place, name, copy=at, label=LABELS[level]))

    def _with_level1(self, slot: Slot, use: Use, name: str, wide: Spot | None) -> str:
        """A second level's name with the first before it, where that has no place of its own.

        ``wide`` is the place of both.
        """
        stated = use.stated
        if wide is not None and stated is None:
            return wide.item.text
        if wide is not None and stated is not None and not same_label(stated.level1, name):
            return f"{stated.level1}{self._between(slot)}{name}"
        outside = slot.fresh and self._naming["level1"] is Naming.OUTSIDE
        known = slot.group.level1
        if not outside or stated is None or same_level1(known, stated.level1):
            return name
        self._plan.told.append(
            f"空表没有“{stated.level1}”的表，“{name}”写在“{known}”的表里，请核对"
        )
        return f"{stated.level1}/{name}"

    def _between(self, slot: Slot) -> str:
        """What stands between the names in one cell: 产出指标—数量指标."""
        spots = [label_spot(slot.group.rows, level) for level in LEVELS]
        ends = [spot.end for spot in spots if spot is not None]
        if ends[0] is None or spots[1] is None:
            return "/"
        return spots[1].item.text[ends[0] : spots[1].start]

    def _wide(self, use: Use) -> bool:
        """Whether one cell of the blank is over the columns of both names."""
        one, other = (label_spot([use.like], level) for level in LEVELS)
        return one is not None and other is not None and one.item is other.item

    def _tell_level(self, level: str, name: str) -> None:
        sentence = f"空表没有“{LABELS[level]}”一栏，没有写入：{name}"
        if sentence not in self._plan.lost:
            self._plan.lost.append(sentence)

    def _write(self, use: Use, texts: Texts) -> None:
        for key in FIELDS:
            found = use.like.fields.get(key)
            if found is not None:
                self._field(use, key, found, texts[key])

    def _field(self, use: Use, key: str, found: FoundField, text: str) -> None:
        place, copy = f"indicators/{use.place}/{key}", use.at.copy
        spots = [spot for spot in found.spots if _begins(spot.item, use.like)]
        name = _row_name(use.texts or {}, use.place)
        shared = self._shared[key].covers(use.like)
        if shared and key == "deviation":
            self._shared[key].say(use.like, name.strip("“”"), text)
            return
        if not spots or (shared and copy):
            if text.strip():
                self._plan.lost.append(
                    f"空表的这一格与上面的行合并，没有写入：指标{name}的{LABELS[key]} {text}"
                )
            return
        if any(spot.role for spot in spots):
            parts = split_target(text, {spot.role for spot in spots})
            for spot in spots:
                part = parts.get(spot.role, "")
                kind = Kind.VALUE if spot.role == "value" else Kind.TEXT
                entry = Entry(spot, part, kind, None, copy, place, LABELS[key])
                self._plan.entries.append(entry)
            return
        kind, figure = figure_of(key, text)
        first, *others = spots
        self._plan.entries.append(Entry(first, text, kind, figure, copy, place, LABELS[key]))
        self._plan.entries += [Entry(spot, "", copy=copy) for spot in others if spot.text]

    def _clear(self, use: Use) -> None:
        """Take placeholders and figures of another form out of a row that is not used."""
        if is_named(use.like):
            name = text_of(use.like, "level3")
            if self.execution is not None and is_execution(name):
                self._write_execution(use, self.execution)
                return
            self._plan.told.append(f"空表里写好的指标“{name}”，自评表里没有，这一行没有填")
            return
        self._clear_row(use.like, use.at.copy, FIELDS)

    def _clear_row(self, row: TableRow, copy: int, keys: Sequence[str]) -> None:
        for key in keys:
            found = row.fields.get(key)
            for spot in found.spots if found is not None else ():
                dash = is_blank(spot.text) and not is_placeholder(spot.text)
                if spot.text and _begins(spot.item, row) and not dash:
                    self._plan.entries.append(Entry(spot, "", copy=copy))

    def _write_execution(self, use: Use, texts: Texts) -> None:
        """The row of 预算执行率: the bureau's own target and points stay."""
        for key, source in (("actual", "rate"), ("points", "points"), ("score", "score")):
            found = use.like.fields.get(key)
            spots = [s for s in found.spots if _begins(s.item, use.like)] if found else []
            kind, figure = figure_of(source, texts[source])
            if key == "points" and spots and spots[0].text:
                printed = spots[0].text
                if figure not in {None, figure_of(key, printed)[1]}:
                    said = f"预算执行率的分值，空表印的是 {printed}，自评表的是 {texts[source]}"
                    self._plan.told.append(f"{said}，请核对")
            elif spots and texts[source].strip():
                label = f"预算执行率{LABELS[key]}"
                entry = Entry(spots[0], texts[source], kind, figure, label=label)
                self._plan.entries.append(entry)

    def _spans(self, uses: Sequence[Use]) -> None:
        """The cells of names over their rows, where the blank merges them."""
        for number, level in enumerate(LEVELS):
            if self._column(level) is None or self._naming[level] is not Naming.MERGED:
                continue
            run: list[Use] = []
            for use in uses:
                if run and not _same_run(run[-1], use, number):
                    self._span(run, level)
                    run = []
                run.append(use)
            self._span(run, level)

    def _span(self, run: Sequence[Use], level: str) -> None:
        spot = label_spot([run[0].like], level)
        other = label_spot([run[0].like], "level1")
        if spot is None or not isinstance(spot.item, SourceCell):
            return
        if level == "level2" and other is not None and other.item is spot.item:
            return  # one cell over both columns
        rows = tuple(use.at for use in run)
        self._plan.spans.append(LabelSpan(rows, spot.item.column, spot.item.colspan))


def _same_run(one: Use, other: Use, level: int) -> bool:
    return one.names[: level + 1] == other.names[: level + 1] and one.like.part == other.like.part


def _numbered(stated: Sequence[StatedGroup]) -> Iterator[tuple[int, Texts]]:
    for group in stated:
        for number, row in enumerate(group.rows):
            yield group.place + number, row


def _row_name(row: Texts, number: int) -> str:
    name = row.get("level3", "")
    return f"“{name}”" if name else f"第 {number + 1} 行"


def _begins(item: object, row: TableRow) -> bool:
    """Whether an item is of this row, and not a merged cell that begins above."""
    return not isinstance(item, SourceCell) or item.row == row.row
