"""Which row of the blank each indicator goes into, and the rows that the blank lacks."""

from __future__ import annotations

from collections.abc import Hashable, Sequence

from msgspec import Struct, field

from core.exchange.into.blank_groups import BlankGroup, label_spot, text_of
from core.exchange.into.meaning import same_level1, same_level2, same_name
from core.exchange.into.plan import Plan, RowAt
from core.exchange.into.stated import StatedGroup, Texts
from core.reading.form_map import TableRow
from core.reading.level_names import number_before
from core.reading.source import SourceCell
from core.reading.texts import is_blank


class Use(Struct, eq=False):
    """A row of the result: where it is, what it looks like, what goes into it.

    ``names`` tell the names of the two levels beside it apart from those of other rows.
    ``stated`` is the group whose names are written beside it, ``None`` where they are there.
    """

    at: RowAt
    like: TableRow
    texts: Texts | None = None
    place: int = -1
    names: tuple[Hashable, Hashable] = (None, None)
    stated: StatedGroup | None = None


class Slot(Struct, eq=False):
    """A group of the result: rows of the blank and the groups of the form that go into them.

    A ``fresh`` one the blank does not have: its rows are copies of the last one of ``group``.
    ``level1`` tells the first level apart.
    """

    group: BlankGroup
    level1: Hashable
    stated: list[StatedGroup] = field(default_factory=list)
    fresh: bool = False
    first_level: str = ""
    """The name of the first level, wherever it comes from."""
    scope: RowAt | None = None
    """Of a fresh one the first row of its first level, or of the whole table."""


def slots_for(groups: Sequence[BlankGroup], stated: Sequence[StatedGroup]) -> list[Slot]:
    """The groups of the result in order: the blank's, and those that it lacks below their level."""
    slots = [Slot(g, _level1_of(g), first_level=g.level1) for g in groups]
    unplaced = []
    for one in stated:
        slot = _matching(slots, one)
        if slot is None:
            unplaced.append(one)
        else:
            slot.stated.append(one)
    for one in unplaced:
        pool = _pool(slots, one)
        if pool is not None:
            pool.stated.append(one)
            pool.first_level = pool.first_level or one.level1
            continue
        same_level = [s for s in slots if same_level1(s.first_level, one.level1)]
        anchor = _behind(same_level, stated, one) if same_level else _before(slots, stated, one)
        level1 = anchor.level1 if same_level else ("new", one.level1)
        name = anchor.first_level if same_level else one.level1
        fresh = Slot(anchor.group, level1, [one], fresh=True, first_level=name)
        fresh.scope = row_at((same_level or slots)[0].group.rows[0])
        slots.insert(slots.index(anchor) + 1, fresh)
    return slots


def _behind(slots: Sequence[Slot], stated: Sequence[StatedGroup], new: StatedGroup) -> Slot:
    """Behind which group of its first level a new one stands: what comes before it in the form.

    Behind the last where that is none of these, or where the blank numbers their names.
    """
    names = [label_spot(slot.group.rows, "level2") for slot in slots]
    if any(spot is not None and number_before(spot.item.text) for spot in names):
        return slots[-1]
    earlier = reversed(stated[: stated.index(new)])
    found = (slot for one in earlier for slot in slots if one in slot.stated)
    return next(found, slots[-1])


def _before(slots: Sequence[Slot], stated: Sequence[StatedGroup], new: StatedGroup) -> Slot:
    """Behind which group a new first level stands: that of what comes before it in the form."""
    earlier = list(stated[: stated.index(new)])
    while earlier:
        one = earlier.pop()
        for slot in slots:
            if one in slot.stated and slot.level1 is not None:
                return [s for s in slots if s.level1 == slot.level1][-1]
    return slots[-1]


def uses_of(slot: Slot, plan: Plan) -> list[Use]:
    """The rows of a slot, each with what goes into it; lacking rows are put into the plan."""
    wanted = [
        (one, one.place + number, row) for one in slot.stated for number, row in enumerate(one.rows)
    ]
    if slot.fresh:
        like = slot.group.rows[-1]
        behind = row_at(like)
        uses = [Use(plan.copy_row(behind, behind, slot.scope), like) for _ in wanted]
    else:
        uses = [Use(row_at(row), row) for row in slot.group.rows]
    taken: dict[int, Use] = {}
    for use in uses:
        if not slot.fresh and is_named(use.like):
            name = text_of(use.like, "level3")
            same = (w for w in wanted if w[1] not in taken and same_name(w[2]["level3"], name))
            if (match := next(same, None)) is not None:
                taken[match[1]] = use
    free = [use for use in uses if slot.fresh or not is_named(use.like)]
    rest = [one for one in wanted if one[1] not in taken]
    if len(rest) > len(free):
        uses, free = _with_copies(uses, len(rest) - len(free), plan)
    taken |= {one[1]: use for one, use in zip(rest, free, strict=False)}
    for one, number, row in wanted:
        use = taken[number]
        use.texts, use.place, use.stated = row, number, one
    _name(slot, uses)
    return uses


def _with_copies(uses: Sequence[Use], missing: int, plan: Plan) -> tuple[list[Use], list[Use]]:
    """The rows with copies before the last one, so that what lies around them grows by itself."""
    at = max(len(uses) - 2, 0)
    like = uses[at].like
    made = [Use(plan.copy_row(row_at(like), row_at(like)), like) for _ in range(missing)]
    whole = [*uses[: at + 1], *made, *uses[at + 1 :]]
    return whole, [use for use in whole if use.at.copy or not is_named(use.like)]


def _name(slot: Slot, uses: Sequence[Use]) -> None:
    """Tell for each row which names stand beside it, and whether they are to be written."""
    group = slot.group
    written = slot.fresh or group.pool
    for use in uses:
        if not written:
            use.names, use.stated = (slot.level1, ("group", id(group))), None
            continue
        stated = use.stated
        if group.loose and not slot.fresh:
            own = ("row", id(use)) if stated is None else ("stated", stated.place)
            free = own if stated is None else ("new", stated.level1)
            use.names = (free if slot.level1 is None else slot.level1, own)
        else:
            first = slot.stated[0] if slot.stated else None
            use.stated = first
            fallback = ("pool", id(group)) if first is None else ("new", first.level1)
            level1 = fallback if slot.level1 is None else slot.level1
            use.names = (level1, ("slot", id(slot)))


def _level1_of(group: BlankGroup) -> Hashable:
    """What tells the first level of a group of the blank apart; ``None`` where it has no name."""
    spot = label_spot(group.rows, "level1")
    if not group.level1 or spot is None:
        return ("none",) if "level1" not in group.rows[0].fields else None
    if not isinstance(spot.item, SourceCell):
        return spot.part, spot.start
    return spot.part, spot.item.row, spot.item.column


def _matching(slots: Sequence[Slot], stated: StatedGroup) -> Slot | None:
    """The group of the blank that means the same as one of the form."""
    level2 = stated.level2 or stated.level1
    known = [slot for slot in slots if not slot.group.pool]
    same = [s for s in known if same_level2(s.group.level2, level2)]
    both = [s for s in same if same_level1(s.group.level1, stated.level1)]
    if both:
        return both[0]
    # 服务对象满意度 stands below 效益指标 in older forms, and a blank may have one level only.
    anywhere = same_level2(level2, "满意度指标") or not stated.level1.strip()
    if same and (anywhere or not same[0].group.level1):
        return same[0]
    below = (s for s in known if s.group.single and same_level1(s.group.level1, stated.level1))
    return next(below, None)


def _pool(slots: Sequence[Slot], stated: StatedGroup) -> Slot | None:
    """Rows without a name below the same first level, or below none."""
    pools = [
        slot
        for slot in slots
        if slot.group.pool
        and not slot.fresh
        and (not slot.group.level1 or same_level1(slot.group.level1, stated.level1))
        and (slot.group.loose or not slot.stated)
    ]
    pools.sort(key=lambda slot: not same_level1(slot.first_level, stated.level1))
    return pools[0] if pools else None


def is_named(row: TableRow) -> bool:
    """Whether the blank itself names the indicator of a row.

    One that has a result too is a row of another form, which serves as the blank.
    """
    if not text_of(row, "level3").strip():
        return False
    found = row.fields.get("actual")
    return found is None or is_blank(found.text)


def row_at(row: TableRow) -> RowAt:
    """Where a row of the blank is."""
    return RowAt(row.part, row.row)
