"""The form as a grid: nothing of the evaluation is left out, and the cells tile the paper."""

from functools import cache

from hypothesis import given
from msgspec.structs import replace

from core.assessment import assess
from core.filling.beginning import new_form
from core.model.evaluation import (
    ROOT,
    Category,
    Evaluation,
    Fund,
    Group,
    Indicator,
    NamedText,
    nodes,
)
from core.model.path import read
from core.sample import sample
from core.scoring.profile import RuleProfile
from core.scoring.profile_file import load_profile, profile_for
from core.sheet.form import lay_out, names_year
from core.sheet.layout import layout_names
from core.sheet.sheet import Band, Cell, Role, Sheet
from tests.strategies import evaluations
from tests.tiling import assert_tiles


@cache
def profile() -> RuleProfile:
    return load_profile("财政部2020")


def laid_out(evaluation: Evaluation) -> Sheet:
    return lay_out(evaluation, assess(evaluation, profile()))


def cell_of(sheet: Sheet, node: int, field: str) -> Cell:
    (found,) = [
        cell
        for cell in sheet.cells
        if cell.path and (cell.path.node, cell.path.field) == (node, field)
    ]
    return found


@given(evaluations())
def test_the_cells_tile_the_grid_of_any_form(evaluation: Evaluation) -> None:
    assert_tiles(laid_out(evaluation))


@given(evaluations())
def test_cells_come_row_by_row_and_a_merged_cell_never_crosses_a_block(
    evaluation: Evaluation,
) -> None:
    sheet = laid_out(evaluation)
    assert all(cell.rowspan > 0 and cell.colspan > 0 for cell in sheet.cells)
    blocks = {
        Band.FUND: Band.FUNDS_HEAD,
        Band.GOALS: Band.GOALS_HEAD,
        Band.TOTAL: None,
    }
    for cell in sheet.cells:
        bands = set(sheet.bands[cell.row : cell.row + cell.rowspan])
        assert len({blocks.get(band, band) for band in bands}) == 1


@given(evaluations())
def test_every_text_of_the_form_stands_in_the_cell_that_edits_it(evaluation: Evaluation) -> None:
    sheet = laid_out(evaluation)
    for cell in sheet.cells:
        if cell.path is None or cell.derived or cell.path.field == "year":
            continue
        assert cell.text == read(evaluation, cell.path)
    shown = {cell.path for cell in sheet.cells if cell.path}
    for node in nodes(evaluation):
        fields = {
            Indicator: {"name", "target", "actual", "points", "score", "deviation"},
            Group: {"name"},
            Category: {"name"},
            Fund: {"name", "initial", "annual", "executed"},
            NamedText: {"text"},
        }[type(node)]
        assert fields <= {path.field for path in shown if path.node == node.id}


@given(evaluations())
def test_only_a_blank_field_shows_a_computed_figure(evaluation: Evaluation) -> None:
    for cell in laid_out(evaluation).cells:
        if cell.derived and cell.path is not None:
            assert not read(evaluation, cell.path).strip()
        if cell.role is Role.COMPUTED:
            assert cell.path is None


def test_a_source_without_figures_offers_nothing_to_type_under_points_and_score() -> None:
    evaluation = sample()
    sheet = laid_out(evaluation)
    source = evaluation.funds[1]
    fields = {c.path.field for c in sheet.cells if c.path and c.path.node == source.id}
    assert fields == {"name", "initial", "annual", "executed"}
    printed = [c.text for c in sheet.cells if c.node == source.id and c.role is Role.BLANK]
    assert printed == ["—", "", ""]


def test_a_figure_that_came_with_a_source_can_be_taken_away() -> None:
    evaluation = sample()
    total, source, *rest = evaluation.funds
    given = replace(source, score="5")
    sheet = laid_out(replace(evaluation, funds=(total, given, *rest)))
    assert cell_of(sheet, given.id, "score").text == "5"


def test_the_sample_prints_what_stands_on_the_paper() -> None:
    sheet = laid_out(sample())
    assert sheet.bands.count(Band.INDICATOR) == 55
    texts = [cell.text for cell in sheet.cells]
    assert texts[:2] == ["财政项目支出绩效自评表", "（2021 年度）"]
    assert [texts[-3], texts[-2]] == ["100", "96.7"]
    (rate,) = [cell for cell in sheet.cells if cell.text == "97.00%"]
    assert rate.role is Role.COMPUTED


def test_blank_scores_show_the_computed_ones() -> None:
    evaluation = replace(sample(), total_score="", total_points="")
    total = replace(evaluation.funds[0], rate="", score="")
    sheet = laid_out(replace(evaluation, funds=(total, *evaluation.funds[1:])))
    derived = {cell.text for cell in sheet.cells if cell.derived}
    assert derived == {"97.00%", "9.7", "100", "96.7"}


def test_a_form_that_nobody_filled_in_has_no_totals() -> None:
    for name in layout_names():
        form = new_form(name)
        sheet = lay_out(form, assess(form, profile_for(form.profile)))
        row = sheet.bands.index(Band.TOTAL)
        totals = [cell.text for cell in sheet.cells if cell.row == row]
        assert totals == ["总分", *[""] * (len(totals) - 1)]


def test_the_year_stands_once() -> None:
    assert names_year("2021年度项目支出绩效自评表", 2021)
    assert names_year("自评表（２０２１年度）", "2021")
    assert not names_year("12021号自评表", 2021)
    assert not names_year("自评表", "")
    assert names_year("2021年度自评表", "2021年")
    written = laid_out(replace(sample(), year="二〇二一年度"))
    assert cell_of(written, ROOT, "year").text == "（二〇二一 年度）"
    named = replace(sample(), title="2021年度自评表")
    assert laid_out(named).bands.count(Band.TITLE) == 1


def test_an_empty_form_still_has_its_paper() -> None:
    sheet = laid_out(Evaluation())
    assert Band.INDICATOR not in sheet.bands
    assert Band.FUND not in sheet.bands
    assert {Band.TITLE, Band.HEADER, Band.GOALS, Band.INDICATOR_HEAD, Band.TOTAL} <= set(
        sheet.bands
    )
    assert cell_of(sheet, ROOT, "year").text.strip("（）").strip() == "年度"


def test_signatures_stand_two_a_row_below_the_table_with_one_colon_each() -> None:
    signatures = tuple(
        NamedText(id=900 + i, name=name) for i, name in enumerate(("填报人", "电话：", ""))
    )
    sheet = laid_out(replace(sample(), signatures=signatures))
    rows = [row for row, band in enumerate(sheet.bands) if band is Band.SIGNATURE]
    below = [cell for cell in sheet.cells if cell.row in rows]
    assert len(rows) == 2
    assert [cell.text for cell in below if cell.role is Role.LABEL] == ["填报人：", "电话：", ""]
    assert not any(cell.framed for cell in below)
