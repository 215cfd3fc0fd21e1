"""Forms side by side in one table are read as each would be by itself."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from core.model import selfeval
from core.reading.drafting import drafts
from core.reading.section_grid import section_grid
from core.reading.source import SourceCell, SourceFile, SourceSection, SourceTable
from tests.core.reading.drafting_test import STYLES, sample
from tests.drawn_forms import Style, draw
from tests.examples import examples

styles = STYLES


def sheet(style: Style, project: str) -> SourceTable:
    """A form as a worksheet has it: its lines above the table are cells too."""
    grid = section_grid(draw({**sample(), "project": project}, style))
    cells = [
        SourceCell(one.row, one.column, one.item.text, one.rowspan, one.colspan)
        for one in grid.cells
    ]
    return SourceTable(tuple(cells), grid.rows, grid.columns)


def moved(table: SourceTable, rows: int, columns: int) -> SourceTable:
    cells = (replace(c, row=c.row + rows, column=c.column + columns) for c in table.cells)
    return SourceTable(tuple(cells), table.rows + rows, table.columns + columns)


def beside(*tables: SourceTable) -> SourceFile:
    cells = sorted((c for table in tables for c in table.cells), key=lambda c: (c.row, c.column))
    rows, columns = max(t.rows for t in tables), max(t.columns for t in tables)
    return SourceFile((SourceSection("表", (SourceTable(tuple(cells), rows, columns),)),))


@settings(max_examples=examples(100), deadline=None)
@given(styles, styles, st.integers(0, 2), st.integers(0, 5))
def test_two_forms_side_by_side_are_two_forms(
    left: Style, right: Style, gap: int, lower: int
) -> None:
    one, other = sheet(left, "甲项目经费"), sheet(right, "乙项目经费")

    both = drafts(beside(one, moved(other, lower, one.columns + gap)))

    alone = [draft for table in (one, other) for draft in drafts(beside(table))]
    assert [selfeval.to_dict(d.evaluation) for d in both] == [
        selfeval.to_dict(d.evaluation) for d in alone
    ]
    assert [d.doubts.keys() for d in both] == [d.doubts.keys() for d in alone]


@given(st.integers(1, 2))
def test_three_forms_side_by_side_are_three(gap: int) -> None:
    one = sheet(Style(), "甲项目经费")
    step = one.columns + gap

    found = drafts(beside(one, moved(one, 0, step), moved(one, 1, 2 * step)))

    assert len(found) == 3
    assert {len(list(d.evaluation.indicators)) for d in found} == {len(sample()["indicators"])}
    columns = [
        d.sources["project"][0].item.column
        for d in found
        if isinstance(d.sources["project"][0].item, SourceCell)
    ]
    assert columns == [columns[0], columns[0] + step, columns[0] + 2 * step]
