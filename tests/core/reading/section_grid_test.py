"""A section as one grid: nothing lies upon another, and each spot is found where its text is."""

import json
from pathlib import Path

import pytest

from core.reading.drafting import drafts
from core.reading.form_map import Spot
from core.reading.section_grid import MOST_COLUMNS, MOST_ROWS, section_grid
from core.reading.source import SourceCell, SourceSection, SourceTable, SourceText
from tests.drawn_forms import LAYOUTS, Style, draw, file_of

SAMPLE = json.loads(
    (Path(__file__).parents[3] / "resources/samples/社会保险服务费-2021.json").read_text("utf-8")
)


@pytest.mark.parametrize("layout", sorted(LAYOUTS))
def test_each_spot_is_found_where_its_text_stands(layout: str) -> None:
    file = file_of(draw(SAMPLE, Style(layout=layout)))
    (draft,) = drafts(file)
    grid = section_grid(file.sections[draft.form.section])
    at = {(cell.row, cell.column): cell.item for cell in grid.cells}
    taken = [
        (row, column)
        for cell in grid.cells
        for row in range(cell.row, cell.row + cell.rowspan)
        for column in range(cell.column, cell.column + cell.colspan)
    ]
    assert len(set(taken)) == len(taken)
    for spots in draft.sources.values():
        for spot in spots:
            place = grid.place_of(spot)
            assert place is not None
            assert at[place].text == spot.item.text


def test_tables_stand_apart_and_paragraphs_below_one_another() -> None:
    table = SourceTable((SourceCell(0, 0, "甲"),), 1, 2)
    text = SourceText("题目")
    grid = section_grid(SourceSection("正文", (text, table, table, text)))
    assert grid.first_rows == (0, 1, 3, 4)
    assert (grid.rows, grid.columns) == (5, 2)
    assert grid.cells[0].colspan == 2


def test_an_empty_section_is_an_empty_grid() -> None:
    assert section_grid(SourceSection("空", ())).cells == ()


def test_of_an_endless_table_only_the_beginning_is_shown() -> None:
    cells = (SourceCell(0, 0, "甲", 9_000, 9_000), SourceCell(8_999, 8_999, "乙"))
    grid = section_grid(SourceSection("", (SourceTable(cells, 9_000, 9_000), SourceText("末"))))
    assert (grid.rows, grid.columns) == (MOST_ROWS, MOST_COLUMNS)
    (cell,) = grid.cells
    assert (cell.rowspan, cell.colspan) == (MOST_ROWS, MOST_COLUMNS)
    assert grid.place_of(Spot(0, 1, SourceText("末"))) is None
    assert grid.place_of(Spot(0, 0, cells[1])) is None
