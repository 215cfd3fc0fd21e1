"""The zones of a sheet: every row in one, no cell in two, their lines where their cells end."""

from itertools import pairwise

from hypothesis import given
from msgspec.structs import replace

from core.assessment import assess
from core.model.evaluation import Evaluation
from core.sample import sample
from core.scoring.profile_file import load_profile
from core.sheet.form import lay_out
from core.sheet.sheet import Band, Cell, Role, Sheet
from core.sheet.zones import common_lines, zones
from tests.strategies import evaluations


def sheet_of(form: Evaluation) -> Sheet:
    return lay_out(form, assess(form, load_profile("财政部2020")))


@given(evaluations())
def test_each_cell_ends_at_lines_of_its_zone(form: Evaluation) -> None:
    sheet = sheet_of(form)
    parts = zones(sheet)
    assert [zone.end for zone in parts[:-1]] == [zone.first for zone in parts[1:]]
    assert (parts[0].first, parts[-1].end) == (0, len(sheet.bands))
    for zone in parts:
        for cell in sheet.cells:
            if zone.first <= cell.row < zone.end:
                assert cell.row + cell.rowspan <= zone.end
                if cell.framed:
                    assert {cell.column, cell.column + cell.colspan} <= set(zone.lines)
    assert sum(zone.cells for zone in parts) == sum(cell.framed for cell in sheet.cells)


def test_funds_goals_and_indicators_have_grids_of_their_own() -> None:
    sheet = sheet_of(sample())
    parts = [zone for zone in zones(sheet) if zone.cells]
    bands = [sheet.bands[zone.first] for zone in parts]
    assert bands == [Band.HEADER, Band.FUNDS_HEAD, Band.GOALS_HEAD, Band.INDICATOR_HEAD]
    assert all(a.lines != b.lines for a, b in pairwise(parts))
    assert common_lines(parts) == (0, 2, 12)


def test_a_cell_that_reaches_further_joins_what_it_covers() -> None:
    sheet = Sheet(
        (10, 10),
        (Band.HEADER, Band.GOALS),
        (
            Cell(0, 0, 2, 1, "一", Role.LABEL),
            Cell(0, 1, 1, 1, "二", Role.INPUT),
            Cell(1, 1, 1, 1, "三", Role.INPUT),
        ),
    )
    (whole,) = zones(sheet)
    assert (whole.first, whole.end, whole.lines) == (0, 2, (0, 1, 2))
    bare = replace(sheet, cells=tuple(replace(cell, framed=False) for cell in sheet.cells))
    assert [zone.lines for zone in zones(bare)] == [(0, 2)]
    assert common_lines(zones(bare)) == ()
