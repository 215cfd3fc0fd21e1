"""The forms of a whole file, section after section."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from core.reading.boundaries import project_of
from core.reading.form_map import FormMap
from core.reading.lines import lines_of
from core.reading.recognition import recognize
from core.reading.source import SourceFile
from core.reading.split_forms import forms_of


def recognize_all(source: SourceFile, *, joined: bool = False) -> tuple[FormMap, ...]:
    """All forms of a file, in its order.

    ``joined``: a form that goes on upon later worksheets is one; the rows of its tables are then
    numbered over all of them, which who writes into the file could not use.
    """
    if joined and len(source.sections) > 1:
        found = forms_of(source.sections)
    else:
        found = [recognize(section, number) for number, section in enumerate(source.sections)]
    taken = {spot.section for forms in found for form in forms for spot in form.labels}
    heads = [
        section.name
        for number, section in enumerate(source.sections)
        if number not in taken and any(project_of(line) for line in lines_of(section))
    ]
    return tuple(_told_of(form, heads) for forms in found for form in forms)


def _told_of(form: FormMap, heads: Sequence[str]) -> FormMap:
    """A form without a project, where another worksheet has one and no indicators."""
    if not heads or "project" not in form.doubts:
        return form
    doubt = f"没有找到项目名称；“{heads[0]}”里有，但那里没有指标表，没有读入，请照着补填"
    return replace(form, doubts={**form.doubts, "project": doubt})
