"""The block of signatures: lines for the hand, typed values, never torn, never alone."""

from dataclasses import replace

import pypdfium2.raw
import pytest

from core.filling.signature_block import SIGNATURES
from core.issuing.form_pdf import pdf
from core.issuing.options import PrintOptions
from core.model.evaluation import Evaluation, NamedText
from core.report import page_style
from core.report.page_composition import compose
from core.sample import sample
from core.sheet.form import lay_out
from core.sheet.layout import layout_for, layout_names
from core.sheet.sheet import Band, Sheet
from tests.core.report.pdf_writer_test import assessed, boxes_on, pages_of, text_of


def signed_sheet(evaluation: Evaluation) -> Sheet:
    layout = replace(layout_for(evaluation.template), signatures=SIGNATURES)
    return lay_out(evaluation, assessed(evaluation), layout)


def with_count(count: int, template: str) -> Evaluation:
    """The sample with its first rows only, or with its last group made longer."""
    evaluation = sample()
    rows = sum(1 for _ in evaluation.indicators)
    *others, last = evaluation.categories
    *groups, tail = last.groups
    row = tail.indicators[-1]
    more = tuple(replace(row, id=5_000 + at) for at in range(max(0, count - rows)))
    tail = replace(tail, indicators=tail.indicators + more)
    categories = (*others, replace(last, groups=(*groups, tail)))
    return replace(evaluation, categories=categories, template=template)


@pytest.mark.parametrize("template", layout_names())
@pytest.mark.parametrize("landscape", [False, True])
def test_signatures_are_never_torn_and_never_alone(template: str, landscape: bool) -> None:
    for count in range(51, 96, 2):
        sheet = signed_sheet(with_count(count, template))
        for stamped in (False, True):
            pages = compose(sheet, landscape=landscape, stamped=stamped).pages
            shown = [[sheet.bands[strip.row] for strip in page.strips] for page in pages]
            assert not any(Band.SIGNATURE in bands for bands in shown[:-1])
            assert set(shown[-1]) & {Band.TOTAL, Band.SECTION}


def test_the_sample_asks_for_no_signature_unless_it_is_wished() -> None:
    assert "填报人" not in text_of(pdf(sample()))
    found = text_of(pdf(sample(), options=PrintOptions(sign=True)))
    assert all(f"{name}：" in found for name in SIGNATURES)
    assert len(list(pages_of(pdf(sample(), options=PrintOptions(sign=True))))) == 3


def signing_lines(page: pypdfium2.PdfPage, below: float) -> list[tuple[float, float, float]]:
    """Level lines under the table: left, right, height."""
    found = []
    for item in page.get_objects(filter=[pypdfium2.raw.FPDF_PAGEOBJ_PATH]):
        left, bottom, right, top = item.get_bounds()
        if top < below and top - bottom < 2 < right - left:
            found.append((left, right, (top + bottom) / 2))
    return found


def test_what_is_typed_is_printed_and_what_is_blank_gets_a_line() -> None:
    typed = (NamedText(id=900, name="填报人", text="赵钱孙"),)
    page = list(
        pages_of(pdf(replace(sample(), signatures=typed), options=PrintOptions(sign=True)))
    )[-1]
    chars = list(boxes_on(page))
    text = "".join(char for char, _ in chars)
    label = chars[text.index("填报人：")][1]
    lines = signing_lines(page, label[3] + 10)
    assert len(lines) == len(SIGNATURES) - 1
    assert "填报人：赵钱孙" in text
    for left, right, height in lines:
        assert right - left > 60
        assert right < page.get_width() - page_style.RIGHT + 1
        for _, (x0, y0, x1, y1) in chars:
            assert x1 <= left or x0 >= right or y1 <= height or y0 >= height
