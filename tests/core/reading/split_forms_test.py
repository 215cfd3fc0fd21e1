"""A form over several worksheets is one form where its points prove it, else it is told."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from core.model import selfeval
from core.reading.drafting import drafts
from core.reading.source import SourceCell, SourceFile, SourceSection, SourceTable
from tests.core.reading.drafting_test import sample
from tests.core.reading.sides_test import beside, sheet
from tests.drawn_forms import Style
from tests.examples import examples


def cut(table: SourceTable, *, rows: list[int]) -> SourceFile:
    """The rows of a worksheet on several; what is merged over them says the same on each."""
    sections = []
    for number, (first, end) in enumerate(pairwise([0, *rows, table.rows]), start=1):
        cells = []
        for cell in table.cells:
            top, bottom = max(cell.row, first), min(cell.row + cell.rowspan, end)
            if top < bottom:
                cells.append(replace(cell, row=top - first, rowspan=bottom - top))
        part = SourceTable(tuple(cells), end - first, table.columns)
        sections.append(SourceSection(f"第{number}页", (part,)))
    return SourceFile(tuple(sections))


def row_of(table: SourceTable, text: str) -> int:
    return next(cell.row for cell in table.cells if cell.text == text)


TABLE = sheet(Style(), "甲项目经费")
FIRST = row_of(TABLE, sample()["indicators"][1]["level3"])
LAST = row_of(TABLE, sample()["indicators"][-1]["level3"])


@settings(max_examples=examples(60), deadline=None)
@given(st.lists(st.integers(FIRST, LAST), min_size=1, max_size=3, unique=True).map(sorted))
def test_a_form_over_several_sheets_is_one(rows: list[int]) -> None:
    (whole,) = drafts(beside(TABLE))

    (found,) = drafts(cut(TABLE, rows=rows))

    assert selfeval.to_dict(found.evaluation) == selfeval.to_dict(whole.evaluation)
    assert found.doubts.keys() == whole.doubts.keys()
    last = found.sources[f"indicators/{len(sample()['indicators']) - 1}/target"]
    assert {spot.section for spot in last} == {len(rows)}


def test_the_head_may_stand_on_one_sheet_and_the_indicators_on_the_next() -> None:
    (found,) = drafts(cut(TABLE, rows=[row_of(TABLE, "三级指标")]))
    assert found.evaluation.project == "甲项目经费"
    assert not {"project", "indicators"} & found.doubts.keys()


def test_a_whole_head_on_one_of_two_sheets_needs_no_points_that_come_to_100() -> None:
    source = cut(TABLE, rows=[row_of(TABLE, "三级指标")])
    (table,) = source.sections[1].parts
    assert isinstance(table, SourceTable)
    short = replace(table, cells=tuple(one for one in table.cells if one.row < table.rows - 4))
    second = SourceSection("第2页", (short,))

    (found,) = drafts(SourceFile((source.sections[0], second)))

    assert found.evaluation.project == "甲项目经费"
    assert found.evaluation.funds


@pytest.mark.parametrize("wrong", ["points", "project"])
def test_what_is_not_proven_is_told_and_not_joined(wrong: str) -> None:
    source = cut(TABLE, rows=[FIRST])
    (table,) = source.sections[1].parts
    assert isinstance(table, SourceTable)
    if wrong == "points":  # the second sheet lacks its last row
        cells = tuple(cell for cell in table.cells if cell.row < LAST - FIRST)
    else:
        others = (SourceCell(table.rows, 0, "项目名称"), SourceCell(table.rows, 1, "乙项目经费"))
        cells = (*table.cells, *others)
    second = replace(table, cells=cells, rows=table.rows + 1)
    sections = (source.sections[0], SourceSection("第2页", (second,)))

    found = drafts(SourceFile(sections))

    assert len(list(found[0].evaluation.indicators)) == 1
    assert ("indicators" in found[0].doubts) == (wrong == "points")
