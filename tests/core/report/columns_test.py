"""Column widths: figures and short labels whole, the paper's own proportions where it is free."""

from dataclasses import replace
from itertools import accumulate

import pytest
from hypothesis import given, settings

from core.assessment import assess
from core.filling.signature_block import SIGNATURES, with_block
from core.model.edits import apply
from core.model.evaluation import Evaluation
from core.report.columns import _ROWS, _blocks, _needs, column_widths
from core.report.page_composition import compose
from core.report.page_setup import UPRIGHT
from core.report.printed_rows import SetCell, set_cells
from core.sample import sample
from core.scoring.profile_file import load_profile
from core.sheet.form import lay_out
from core.sheet.layout import layout_names
from core.sheet.sheet import Band, Sheet
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


@settings(max_examples=30)
@given(evaluations())
def test_the_columns_fill_the_width_of_any_form(evaluation: Evaluation) -> None:
    widths = column_widths(sheet_of(evaluation), WIDTH)
    assert sum(widths) == pytest.approx(WIDTH)
    assert min(widths) > 10


@pytest.mark.parametrize(
    "text", ["14,044,028.98", "15485739.00", "97.00%", "得分", "分值", "执行率", "1034人", "96.7"]
)
def test_figures_and_short_labels_stand_on_one_line(text: str) -> None:
    found = cells_with(sheet_of(sample()), text)
    assert found
    assert all(len(cell.lines) == 1 for cell in found)


def test_a_blank_form_keeps_the_papers_own_proportions() -> None:
    sheet = sheet_of(Evaluation(title="财政项目支出绩效自评表"))
    widths = column_widths(sheet, WIDTH)
    scale = WIDTH / sum(sheet.widths)
    for edge, own in zip(accumulate(widths), accumulate(sheet.widths), strict=True):
        assert edge == pytest.approx(own * scale, abs=12)


@pytest.mark.parametrize("template", layout_names())
@pytest.mark.parametrize("width", [480, 720])
def test_who_is_to_sign_is_named_on_one_line(template: str, width: int) -> None:
    form = replace(sample(), template=template)
    form = apply(form, with_block(form))
    sheet = lay_out(form, assess(form, load_profile("财政部2020")))
    cells = set_cells(sheet, column_widths(sheet, width))
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
    cells = [cell for cell in sheet.cells if cell.framed and cell.text]
    blocks = _blocks(sheet, cells, _needs(cells))
    assert all(len(texts) <= 2 * _ROWS for block in blocks for texts in block.values())
    assert sum(column_widths(sheet, WIDTH)) == pytest.approx(WIDTH)
