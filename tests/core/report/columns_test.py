"""Column widths: figures and short labels whole, the paper's own proportions where it is free."""

from collections.abc import Sequence
from itertools import pairwise

import pytest
from hypothesis import given, settings
from msgspec.structs import replace

from core.assessment import assess
from core.filling.beginning import new_form
from core.filling.signature_block import SIGNATURES, with_block
from core.model.edits import apply
from core.model.evaluation import Evaluation
from core.report import columns
from core.report.columns import column_edges
from core.report.page_composition import compose
from core.report.printed_rows import SetCell, set_cells
from core.report.text_costs import _ROWS, Needs, _blocks, needs_of, written_in
from core.sample import sample
from core.scoring.profile_file import load_profile
from core.sheet.form import lay_out
from core.sheet.layout import layout_names
from core.sheet.page_setup import UPRIGHT
from core.sheet.sheet import Band, Role, Sheet
from core.sheet.width_search import Costs, search
from core.sheet.zones import zones
from tests.examples import examples
from tests.strategies import evaluations

WIDTH = UPRIGHT.frame().width


def sheet_of(evaluation: Evaluation) -> Sheet:
    return lay_out(evaluation, assess(evaluation, load_profile("财政部2020")))


def cells_with(sheet: Sheet, text: str) -> list[SetCell]:
    return [cell for cell in compose(sheet).cells if cell.cell.text == text]


def with_deviation(text: str) -> Sheet:
    sheet = sheet_of(sample())
    at = next(i for i, c in enumerate(sheet.cells) if c.path and c.path.field == "deviation")
    cells = (*sheet.cells[:at], replace(sheet.cells[at], text=text), *sheet.cells[at + 1 :])
    return replace(sheet, cells=cells)


def test_an_edit_looks_for_the_widths_of_its_own_part_only(monkeypatch: pytest.MonkeyPatch) -> None:
    columns._cheapest.cache_clear()
    searched: list[int] = []

    def counted(own: Sequence[int], needs: Needs, costs: Costs, bounds: Sequence[int]) -> list[int]:
        searched.append(len(own))
        return search(own, needs, costs, bounds)

    monkeypatch.setattr(columns, "search", counted)
    before = column_edges(sheet_of(sample()), WIDTH)
    every = len(searched)
    assert every == len(zones(sheet_of(sample())))
    assert column_edges(sheet_of(sample()), WIDTH) == before
    assert len(searched) == every
    edited = with_deviation("因培训推迟到次年，部分人员没有参加，已经重新安排" * 3)
    kept = column_edges(edited, WIDTH)
    assert len(searched) - every < every
    columns._cheapest.cache_clear()
    assert column_edges(edited, WIDTH) == kept


@settings(max_examples=examples(30))
@given(evaluations())
def test_the_columns_fill_the_width_of_any_form(evaluation: Evaluation) -> None:
    sheet = sheet_of(evaluation)
    edges = column_edges(sheet, WIDTH)
    assert len(edges) == len(sheet.bands)
    assert {row[0] for row in edges} == {0}
    assert all(row[-1] == pytest.approx(WIDTH) for row in edges)
    assert all(set_.width > 10 for set_ in set_cells(sheet, edges))
    columns._cheapest.cache_clear()
    assert column_edges(sheet, WIDTH) == edges


@pytest.mark.parametrize(
    "text", ["14,044,028.98", "15485739.00", "97.00%", "得分", "分值", "执行率", "1034人", "96.7"]
)
def test_figures_and_short_labels_stand_on_one_line(text: str) -> None:
    found = cells_with(sheet_of(sample()), text)
    assert found
    assert all(len(cell.lines) == 1 for cell in found)


@pytest.mark.parametrize("template", layout_names())
def test_where_all_is_still_to_be_written_columns_keep_near_the_papers_own(template: str) -> None:
    sheet = sheet_of(new_form(template))
    edges, scale = column_edges(sheet, WIDTH), WIDTH / sum(sheet.widths)
    inputs = [cell for cell in sheet.cells if cell.role is Role.INPUT and cell.framed]
    assert len(inputs) > 30
    for cell in inputs:
        first, end = cell.column, cell.column + cell.colspan
        own = sum(sheet.widths[first:end]) * scale
        assert edges[cell.row][end] - edges[cell.row][first] > 0.8 * own


def test_lines_of_all_parts_meet_but_where_that_would_cost_a_line() -> None:
    drawn = sorted({round(cell.left) for cell in compose(sheet_of(sample())).cells})
    assert sum(right - left < 12 for left, right in pairwise(drawn)) <= 1


def test_lines_that_run_through_the_whole_form_are_straight() -> None:
    edges = column_edges(sheet_of(sample()), WIDTH)[2:]
    assert len({row[2] for row in edges}) == 1
    assert len({row[5] for row in edges}) > 1


@pytest.mark.parametrize("template", layout_names())
@pytest.mark.parametrize("width", [480, 720])
def test_who_is_to_sign_is_named_on_one_line(template: str, width: int) -> None:
    form = replace(sample(), template=template)
    form = apply(form, with_block(form))
    sheet = lay_out(form, assess(form, load_profile("财政部2020")))
    cells = set_cells(sheet, column_edges(sheet, width))
    named = [cell for cell in cells if cell.cell.text.strip("：") in SIGNATURES]
    assert len(named) >= 6
    assert all(len(cell.lines) == 1 for cell in named)


def test_long_reasons_get_a_wider_column() -> None:
    short = cells_with(with_deviation("无"), "无")[0].width
    reason = "因受疫情影响，部分培训由线下改为线上。" * 150
    assert cells_with(with_deviation(reason), reason)[0].width > 1.5 * short


def test_a_sample_of_its_rows_decides_about_a_long_form() -> None:
    evaluation = sample()
    categories = tuple(
        replace(category, groups=category.groups * 40) for category in evaluation.categories
    )
    sheet = sheet_of(replace(evaluation, categories=categories))
    assert sheet.bands.count(Band.INDICATOR) == 2_200
    parts = zones(sheet)
    for zone, cells in zip(parts, written_in(sheet, parts), strict=True):
        places = {line: 40 * line for line in zone.lines}
        for block in _blocks(sheet.bands, zone, cells, needs_of(cells), places):
            assert all(len(texts) <= 2 * _ROWS + 200 for texts in block.values())
    assert column_edges(sheet, WIDTH)[-1][-1] == pytest.approx(WIDTH)
