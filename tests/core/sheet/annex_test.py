"""评分底稿: every row with its formula, its rule, its problems and what the clerk said to them."""

from __future__ import annotations

import pypdfium2
from hypothesis import given, settings

from core.assessment import assess
from core.issuing.form_pdf import annex_pdf
from core.model import selfeval
from core.model.edits import Keep, apply
from core.model.evaluation import Evaluation
from core.resources import resource
from core.scoring.profile_file import load_profile
from core.sheet.annex import lay_out_annex
from core.sheet.sheet import Sheet
from tests.examples import examples
from tests.strategies import evaluations
from tests.tiling import assert_tiles


def sample() -> Evaluation:
    return selfeval.loads(resource("samples", "社会保险服务费-2021.json").read_bytes())


def annex(evaluation: Evaluation) -> Sheet:
    profile = load_profile()
    return lay_out_annex(evaluation, assess(evaluation, profile), profile)


@given(evaluations())
def test_its_cells_tile_the_grid_and_nothing_in_it_can_be_edited(evaluation: Evaluation) -> None:
    sheet = annex(evaluation)
    assert_tiles(sheet)
    assert all(cell.path is None for cell in sheet.cells)


@given(evaluations())
def test_every_card_stands_on_it_once(evaluation: Evaluation) -> None:
    assessment = assess(evaluation, load_profile())
    said = [cell.text for cell in annex(evaluation).cells if cell.column == 10]
    told = [line for text in said for line in text.split("\n") if line[:3] in ("错误：", "提醒：")]
    assert len(told) == len(assessment.cards)


def test_it_shows_formula_rule_and_problem_of_a_row_that_is_short() -> None:
    texts = [cell.text for cell in annex(sample()).cells]
    why = "定量：完成 97% ÷ 目标 100% = 0.97，未达到指标值，按比例计分：0.97 × 4 分 = 3.88 分"
    at = texts.index(why)
    assert texts[at - 3 : at] == ["4", "3.88", "3"]
    assert texts[at + 1].startswith("提醒：给分 3，按规则建议 3.88")
    assert any(text.startswith("96.7 / 100，等级 优；0 个错误，5 个提醒") for text in texts)


def test_a_kept_warning_stands_with_its_reason_and_a_blank_score_follows() -> None:
    row = next(r for r in sample().indicators if r.actual == "1034人")
    evaluation = apply(sample(), Keep(row.id, "overshoot", "当年全员推广"))
    texts = [cell.text for cell in annex(evaluation).cells]
    assert any(text.endswith("（保留，说明：当年全员推广）") for text in texts)
    assert any(text.endswith("日使用人数：当年全员推广") for text in texts)


@settings(max_examples=examples(5))
@given(evaluations())
def test_it_prints(evaluation: Evaluation) -> None:
    profile = load_profile()
    data = annex_pdf(evaluation, assess(evaluation, profile), profile)
    with pypdfium2.PdfDocument(data) as document:
        text = "".join(page.get_textpage().get_text_range() for page in document)
    assert "评分底稿" in "".join(text.split())
