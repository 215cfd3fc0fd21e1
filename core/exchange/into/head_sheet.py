"""A blank over two worksheets: the head and the funds on one, the indicators on another."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from core.reading.boundaries import project_of
from core.reading.form_map import FormMap, FoundField
from core.reading.lines import lines_of
from core.reading.source import SourceFile
from core.reading.split_forms import read_as_one

_NOT_BLANK = FoundField((), "?")
_PAIR = 2
_BESIDE = {"department", "unit", "goal_expected"}
"""What a head asks for besides the project, and a list of projects does not."""


def head_beside(source: SourceFile, form: FormMap, forms: Sequence[FormMap]) -> FormMap | None:
    """What stands on the only other worksheet that asks for the project, of a form without one.

    ``None`` where that is not certain: several ask for it, the two do not read as one form, or it
    is filled in and the file has more worksheets. Of two, as last year's form has them, it is
    filled in anew as a blank of one worksheet is.
    """
    if "project" in form.fields or len(forms) > 1:
        return None
    asking = [
        number
        for number, section in enumerate(source.sections)
        if number != form.section
        and any(project_of(line) is not None for line in lines_of(section))
    ]
    if len(asking) != 1:
        return None
    (head,) = asking
    whole = read_as_one(source.sections, (head, form.section))
    if whole is None or len(whole.indicators) != len(form.indicators):
        return None

    def is_there(found: FoundField) -> bool:
        return bool(found.spots) and all(spot.section == head for spot in found.spots)

    fields = {name: found for name, found in whole.fields.items() if is_there(found)}
    filled = fields.get("project", _NOT_BLANK).text.strip() and len(source.sections) > _PAIR
    if filled or not fields.keys() & _BESIDE:
        return None  # a list of projects, or another form
    parts = len(source.sections[head].parts)
    return replace(
        whole,
        section=head,
        fields=fields,
        repeats=tuple(one for one in whole.repeats if is_there(one[1])),
        funds_heads=tuple(one for one in whole.funds_heads if one.part < parts),
        funds=tuple(row for row in whole.funds if row.part < parts),
        indicator_heads=(),
        indicators=(),
    )
