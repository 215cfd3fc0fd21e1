"""A section of a blank that gathers the reasons of all rows: 偏差大或目标未完成原因分析 (湖北).

Such blanks have no column for the reasons. What the rows say goes into the section line by line,
each named, as the form's own layout for such places does it.
"""

from __future__ import annotations

from collections.abc import Sequence

from core.exchange.into.plan import Entry, Plan
from core.exchange.into.stated import LABELS, StatedGroup
from core.reading.form_map import FormMap, Spot
from core.reading.headings import meanings
from core.reading.texts import is_blank
from core.values.wording import is_blank_reason


def gather_reasons(plan: Plan, form: FormMap, stated: Sequence[StatedGroup]) -> bool:
    """Write the rows' reasons into the section that asks for them; tells whether there is one.

    A section that the form itself has a text for, or the bureau has written in, is left alone.
    """
    spot = _section(plan, form)
    if spot is None:
        return False
    said = [
        f"{row['level3'].strip()}：{row['deviation'].strip()}"
        for group in stated
        for row in group.rows
        if not is_blank_reason(row["deviation"])
    ]
    if said:
        plan.entries.append(Entry(spot, "\n".join(said), label=LABELS["deviation"]))
    return True


def _section(plan: Plan, form: FormMap) -> Spot | None:
    """The only free section of the blank that asks for reasons of what was not reached."""
    found = [
        one.spots[0]
        for place, one in form.fields.items()
        if place.startswith("sections/") and one.spots and _asks(place.partition("/")[2])
    ]
    taken = {id(entry.spot.item) for entry in plan.entries}
    if len(found) != 1 or id(found[0].item) in taken or not is_blank(found[0].text):
        return None
    return found[0]


def _asks(label: str) -> bool:
    """Whether a label asks for what the column of the reasons asks for, and not for measures only.

    The column's surest headings name both the shortfall and its reason.
    """
    first = next(iter(meanings("indicators", label)), None)
    return first is not None and first.key == "deviation" and first.rank == 0 and "原因" in label
