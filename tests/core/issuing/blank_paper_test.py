"""The empty form for the hand, in every layout: rows for a pen, and no room left for one more."""

import pypdfium2
import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from core.filling.beginning import new_form
from core.issuing.blank_paper import blank_pdf, filled_up, with_rows
from core.issuing.form_pdf import sheet_of
from core.issuing.options import PrintOptions
from core.issuing.printing import Printout
from core.model.evaluation import Evaluation, nodes
from core.report.page_composition import compose
from core.scoring.profile_file import profile_for
from core.sheet.layout import layout_names
from core.sheet.page_setup import MM, Margins, PageSetup
from core.sheet.sheet import Band

SETUPS = [PageSetup(), PageSetup(landscape=True), PageSetup(margins=Margins(45, 30, 30, 30))]
WRITTEN = {Band.HEADER, Band.FUND, Band.INDICATOR, Band.TOTAL}


def rows_of(form: Evaluation) -> int:
    return sum(1 for _ in form.indicators)


@pytest.mark.parametrize("setup", SETUPS)
@pytest.mark.parametrize("template", layout_names())
def test_the_pages_of_an_empty_form_are_full_of_rows_for_a_pen(
    template: str, setup: PageSetup
) -> None:
    options, form = PrintOptions(plain=True, setup=setup), new_form(template)
    full = filled_up(form, options)
    sheet = sheet_of(full, options)
    pages = compose(sheet, setup).pages
    assert len(pages) == len(compose(sheet_of(form, options), setup).pages)
    more = with_rows(form, rows_of(full) - rows_of(form) + 1)
    assert len(compose(sheet_of(more, options), setup).pages) > len(pages)
    strips = [strip for page in pages for strip in page.strips]
    heights = [strip.height for strip in strips if sheet.bands[strip.row] in WRITTEN]
    assert min(heights) >= 8 * MM
    with pypdfium2.PdfDocument(blank_pdf(form, options)) as document:
        assert len(document) == len(pages)
        texts = ["".join(page.get_textpage().get_text_range().split()) for page in document]
    assert all("财政项目支出绩效自评表（续表）" in text for text in texts[1:])
    assert not any("没有项目名称" in text for text in texts)


@given(st.integers(0, 40), st.sampled_from(layout_names()))
def test_rows_are_shared_out_and_nothing_else_changes(more: int, template: str) -> None:
    form = new_form(template)
    longer = with_rows(form, more)
    assert rows_of(longer) == rows_of(form) + more
    sizes = [len(group.indicators) for category in longer.categories for group in category.groups]
    assert max(sizes) - min(sizes) <= 1
    ids = [node.id for node in nodes(longer)]
    assert len(ids) == len(set(ids))
    assert replace(longer, categories=form.categories) == form


def test_what_is_looked_at_in_the_window_is_filled_up_for_its_own_paper() -> None:
    form = new_form("湖北")
    for setup in SETUPS[:2]:
        options = PrintOptions(setup=setup)
        printout = Printout(form, profile_for(form.profile), options, for_hand=True)
        assert printout.pdf() == blank_pdf(form, options)


def test_a_form_without_groups_is_printed_as_it_is() -> None:
    assert filled_up(Evaluation(), PrintOptions()) == Evaluation()
