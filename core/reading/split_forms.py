"""One form over several sections: page 1 on Sheet1 and page 2 on Sheet2.

Sections are joined only where that is proven: the points of the whole come to 100, those of its
beginning do not, and no later section has a project of its own. Of two sections the first may
hold the whole head and no indicators, and the second all of those.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from decimal import Decimal
from itertools import accumulate
from typing import Final

from msgspec.structs import replace

from core.model.number import NumberUnreadableError, exact_sum, read_points
from core.reading.boundaries import project_of
from core.reading.form_map import FormMap, FoundField, Spot, TableRow
from core.reading.lines import lines_of
from core.reading.recognition import recognize
from core.reading.source import SourceSection

_FULL: Final = Decimal(100)
_MOST: Final = 6
"""No form runs over so many worksheets."""
_MOST_PARTS: Final = 400
_PAIR: Final = 2
_HEAD: Final = ("project", "department", "unit")
_NOT_JOINED: Final = "“{}”里像是这张表后面的行，分值合不到 100，没有接上，请核对"


def forms_of(sections: Sequence[SourceSection]) -> list[tuple[FormMap, ...]]:
    """The forms of each section; one that goes on in later sections stands at its first."""
    alone = [recognize(section, number) for number, section in enumerate(sections)]
    number = 0
    while number < len(sections):
        count, forms = _joined(sections, alone, number)
        alone[number : number + count] = [forms, *[()] * (count - 1)]
        number += count
    return alone


def _joined(
    sections: Sequence[SourceSection], alone: Sequence[tuple[FormMap, ...]], first: int
) -> tuple[int, tuple[FormMap, ...]]:
    """How many sections a form runs over, and the forms of them all."""
    known = alone[first]
    projects = _projects(sections[first])
    if not projects or (known and _points(known[-1]) == _FULL):
        return 1, known
    doubt = ""
    for end in range(first + 1, min(first + _MOST, len(sections))):
        if set(_projects(sections[end])) - {projects[-1]}:
            break
        run = sections[first : end + 1]
        whole = SourceSection(run[0].name, tuple(part for one in run for part in one.parts))
        if len(whole.parts) > _MOST_PARTS:
            break
        forms = recognize(whole, first)
        proven = _points(forms[-1]) == _FULL if forms else False
        if not known and len(sections) == len(run) == _PAIR:
            proven = proven or (len(forms) == 1 and _has_head(forms[0], len(run[0].parts)))
        if len(forms) == max(1, len(known)) and proven:
            numbers = range(first, end + 1)
            return len(run), tuple(_with_sections(form, run, numbers) for form in forms)
        if known and len(forms) == len(known) and _rows(forms[-1]) > _rows(known[-1]):
            doubt = doubt or _NOT_JOINED.format(run[-1].name)
    if doubt:
        told = replace(known[-1], doubts={**known[-1].doubts, "indicators": doubt})
        known = (*known[:-1], told)
    return 1, known


def _has_head(form: FormMap, parts: int) -> bool:
    """Whether all that a head asks for stands in the first parts, as on a worksheet of its own."""
    return all(
        name in form.fields and any(spot.part < parts for spot in form.fields[name].spots)
        for name in _HEAD
    ) and all(row.part >= parts for row in form.indicators)


def _rows(form: FormMap) -> int:
    return sum(not row.template for row in form.indicators)


def _projects(section: SourceSection) -> list[str]:
    return [project for line in lines_of(section) if (project := project_of(line)) is not None]


def _points(form: FormMap) -> Decimal:
    """The points of 执行率 and of all rows; zero where one can not be read."""
    rows = [row for row in form.indicators if not row.template]
    texts = [row.fields["points"].text for row in rows if "points" in row.fields]
    try:
        funds = [
            points
            for row in form.funds
            if "points" in row.fields
            and (points := read_points(row.fields["points"].text)) is not None
        ]
        return exact_sum([*funds[:1], *map(read_points, texts)])
    except NumberUnreadableError:
        return Decimal(0)


def read_as_one(sections: Sequence[SourceSection], numbers: Sequence[int]) -> FormMap | None:
    """The form of these sections, read as if they were one; ``None`` where it is not one form.

    The rows of its tables are numbered over all parts of the sections.
    """
    run = [sections[number] for number in numbers]
    parts = tuple(part for one in run for part in one.parts)
    if len(parts) > _MOST_PARTS:
        return None
    forms = recognize(SourceSection(run[0].name, parts), numbers[0])
    return _with_sections(forms[0], run, numbers) if len(forms) == 1 else None


def _with_sections(form: FormMap, run: Sequence[SourceSection], numbers: Sequence[int]) -> FormMap:
    """The form with each place in its own section, where all were read as one."""
    counts = list(accumulate((len(one.parts) for one in run), initial=0))

    def at(spot: Spot) -> Spot:
        number = bisect_right(counts, spot.part) - 1
        return replace(spot, section=numbers[number], part=spot.part - counts[number])

    def found(one: FoundField) -> FoundField:
        return replace(one, spots=tuple(map(at, one.spots)))

    def fields(names: Mapping[str, FoundField]) -> dict[str, FoundField]:
        return {name: found(one) for name, one in names.items()}

    def rows(table: tuple[TableRow, ...]) -> tuple[TableRow, ...]:
        return tuple(replace(row, fields=fields(row.fields)) for row in table)

    return replace(
        form,
        fields=fields(form.fields),
        funds=rows(form.funds),
        indicators=rows(form.indicators),
        total=None if form.total is None else at(form.total),
        labels=tuple(map(at, form.labels)),
        notes=tuple(map(at, form.notes)),
        leftovers=tuple(replace(one, spot=at(one.spot)) for one in form.leftovers),
        repeats=tuple((place, found(one)) for place, one in form.repeats),
    )
