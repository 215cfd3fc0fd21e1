"""The widths of the columns, by what stands in them: an inner grid for each part of the form.

The part with the most cells comes first. Lines that run through all parts stay where it puts them;
between them each other part has widths of its own, whose lines meet those of any other part where
they are near: two lines a hair apart look like one that was missed.
"""

from __future__ import annotations

from functools import lru_cache
from itertools import accumulate, pairwise
from typing import TYPE_CHECKING

from core.report.text_costs import TextCosts, needs_of, written_in
from core.sheet.width_search import align_lines, search, shared_out
from core.sheet.writing_room import rooms_to_write
from core.sheet.zones import common_lines, zones

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from core.report.text_costs import Needs
    from core.sheet.sheet import Cell, Sheet
    from core.sheet.zones import Zone

Edges = tuple[float, ...]
"""Where each column of the sheet begins, and the end of the last one, in points."""


def column_edges(sheet: Sheet, total: float) -> list[Edges]:
    """For each row where its columns begin; together they make ``total``."""
    parts = zones(sheet)
    common = common_lines(parts)
    written = written_in(sheet, parts)
    needs = list(map(needs_of, written))
    for lacking, rooms in zip(needs, rooms_to_write(sheet, parts, total), strict=True):
        for span, room in rooms.items():
            lacking[span] = max(lacking.get(span, 0.0), room)
    lead = max(range(len(parts)), key=lambda number: (parts[number].cells, -number), default=0)
    order = sorted(range(len(parts)), key=lambda number: (abs(number - lead), number))
    places: dict[int, dict[int, int]] = {}
    costs: dict[int, TextCosts] = {}
    for number in order:
        zone, lacking = parts[number], dict(needs[number])
        first = number == lead
        cells = written[number]
        if first:
            _ask_for_room(lacking, parts, needs, common)
            cells = cells + _between(common, written[:number] + written[number + 1 :])
        fixed = {} if first else {line: places[lead][line] for line in common}
        own = _own_widths(sheet, zone.lines, int(total), fixed)
        costs[number] = TextCosts(sheet.bands, zone, cells, lacking, own)
        widths = _cheapest(tuple(own), costs[number], tuple(_inner(fixed, zone)))
        places[number] = _places(zone, widths)
    for number in [*order[1:], *order]:  # where one part cannot give way the other may
        beside = [places[other] for other in order if other != number]
        places[number] = _aligned(parts[number], places[number], costs[number], beside, common)
    edges: list[Edges] = []
    for number, zone in enumerate(parts):
        found = _spread(sheet.widths, places[number], total / max(1, int(total)))
        edges += [found] * (zone.end - zone.first)
    return edges


def _ask_for_room(
    lacking: Needs, parts: Sequence[Zone], needs: Sequence[Needs], common: Sequence[int]
) -> None:
    """Add what the columns of all parts need together between two lines common to them."""
    for left, right in pairwise(common):
        for zone, own in zip(parts, needs, strict=True):
            inner = [line for line in zone.lines if left <= line <= right]
            need = max(own.get((left, right), 0.0), sum(own.get(s, 0.0) for s in pairwise(inner)))
            if zone.cells and need > lacking.get((left, right), 0.0):
                lacking[left, right] = need


def _between(common: Sequence[int], others: Iterable[Iterable[Cell]]) -> list[Cell]:
    """The cells of other parts that begin and end at common lines: their widths are found here."""
    lines = set(common)
    return [
        cell
        for cells in others
        for cell in cells
        if {cell.column, cell.column + cell.colspan} <= lines
    ]


def _own_widths(
    sheet: Sheet, lines: Sequence[int], total: int, fixed: Mapping[int, int]
) -> list[int]:
    """The widths between lines in the paper's own proportions; ``fixed``: where some stand."""
    nominal = [0, *accumulate(sheet.widths)]
    bounds = [lines.index(line) for line in fixed if line in lines[1:-1]]
    own: list[int] = []
    for first, end in pairwise([0, *bounds, len(lines) - 1]):
        room = fixed.get(lines[end], total) - fixed.get(lines[first], 0)
        ends = pairwise(lines[first : end + 1])
        own += shared_out(room, [nominal[right] - nominal[left] for left, right in ends])
    return own


def _inner(lines: Iterable[int], zone: Zone) -> list[int]:
    """The numbers of the columns of a part that begin at these lines, but for the first."""
    return [zone.lines.index(line) for line in lines if line in zone.lines[1:-1]]


def _places(zone: Zone, widths: Sequence[int]) -> dict[int, int]:
    """Where the lines of a part stand."""
    return dict(zip(zone.lines, accumulate(widths, initial=0), strict=True))


def _aligned(
    zone: Zone,
    places: Mapping[int, int],
    costs: TextCosts,
    beside: Iterable[Mapping[int, int]],
    common: Iterable[int],
) -> dict[int, int]:
    """The lines of a part, brought to near ones of the others."""
    others = [place for part in beside for place in part.values()]
    widths = [right - left for left, right in pairwise(places.values())]
    return _places(zone, align_lines(widths, costs, others, _inner(common, zone)))


@lru_cache(maxsize=64)
def _cheapest(own: tuple[int, ...], costs: TextCosts, bounds: tuple[int, ...]) -> tuple[int, ...]:
    """The least costly widths, cached: an edit changes one part, a year's forms share many."""
    return tuple(search(own, costs.needs, costs, bounds))


def _spread(nominal: Sequence[int], places: Mapping[int, int], scale: float) -> Edges:
    """All columns of the sheet: those within a part's own share its width as on the paper."""
    edges = [0.0]
    for left, right in pairwise(sorted(places)):
        width, whole = places[right] - places[left], sum(nominal[left:right])
        shares = accumulate(nominal[left:right])
        edges += [(places[left] + width * share / whole) * scale for share in shares]
    return tuple(edges)
