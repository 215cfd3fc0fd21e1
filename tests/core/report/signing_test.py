"""The block of signatures: lines for the hand, typed values, never torn, never alone."""

import re

import pypdfium2.raw
import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from core.filling.signature_block import SIGNATURES
from core.issuing.form_pdf import pdf
from core.issuing.options import PrintOptions
from core.model.evaluation import Evaluation, NamedText
from core.report.page_composition import compose
from core.sample import sample
from core.sheet.form import lay_out
from core.sheet.layout import layout_for, layout_names
from core.sheet.page_setup import MM, UPRIGHT, PageSetup
from core.sheet.sheet import Band, Sheet, Sign
from core.sheet.signatures import sign_of
from tests.core.report.paper import table_box
from tests.core.report.pdf_writer_test import assessed, boxes_on, pages_of, text_of
from tests.examples import some
from tests.tiling import assert_tiles


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
    for count in some(range(51, 96, 2)):
        sheet = signed_sheet(with_count(count, template))
        for stamped in (False, True):
            pages = compose(sheet, PageSetup(landscape), stamped=stamped).pages
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


def printed_block(form: Evaluation, *, landscape: bool = False) -> pypdfium2.PdfPage:
    options = PrintOptions(sign=True, setup=PageSetup(landscape))
    return list(pages_of(pdf(form, options=options)))[-1]


def test_what_is_typed_is_printed_and_what_is_blank_gets_a_line() -> None:
    typed = (NamedText(id=900, name="填报人", text="赵钱孙"),)
    page = printed_block(replace(sample(), signatures=typed))
    chars = list(boxes_on(page))
    text = "".join(char for char, _ in chars)
    label = chars[text.index("填报人：")][1]
    lines = signing_lines(page, label[3] + 10)
    assert len(lines) == len(SIGNATURES) - 3  # the typed one, the seal and the date have none
    assert "填报人：赵钱孙" in text
    for left, right, height in lines:
        assert right < table_box(UPRIGHT)[2] + 1
        for _, (x0, y0, x1, y1) in chars:
            assert x1 <= left or x0 >= right or y1 <= height or y0 >= height


@pytest.mark.parametrize("landscape", [False, True])
@pytest.mark.parametrize("template", layout_names())
def test_every_line_is_as_long_and_the_seal_has_its_field(template: str, landscape: bool) -> None:
    form = replace(sample(), template=template)
    page = printed_block(form, landscape=landscape)
    chars = list(boxes_on(page))
    text = "".join(char for char, _ in chars)
    first = chars[text.index("填报人：")][1]
    lines = signing_lines(page, first[3] + 10)
    assert len(lines) == 5
    assert all(right - left == pytest.approx(50 * MM, abs=1.5) for left, right, _ in lines)
    seal = chars[text.index("单位（盖章）：") + 6][1]
    middle, side = (seal[1] + seal[3]) / 2, 42 * MM
    field = (seal[2], middle - side / 2, seal[2] + side, middle + side / 2)
    room = table_box(PageSetup(landscape))
    assert (
        field[2]
        < table_box(UPRIGHT if page.get_width() < page.get_height() else PageSetup(landscape=True))[
            2
        ]
    )
    assert field[1] > room[1]
    for left, right, height in lines:
        assert right <= field[0] or left >= field[2] or not field[1] < height < field[3]
    for _, (x0, y0, x1, y1) in chars:
        assert x1 <= field[0] or x0 >= field[2] or y1 <= field[1] or y0 >= field[3]
    asked = list(pages_of(pdf(form, options=PrintOptions(sign=True, setup=PageSetup(landscape)))))
    whole = "".join(char for one in asked for char, _ in boxes_on(one))
    assert re.search("填报日期：?年月日", whole)


@pytest.mark.parametrize(
    ("name", "sign"),
    [
        ("填报人", Sign.LINE),
        ("联系电话：", Sign.LINE),
        ("单位负责人（签章）", Sign.LINE),
        ("负责人（签字并盖章）", Sign.LINE),
        ("单位（盖章）", Sign.SEAL),
        ("主管部门公章", Sign.SEAL),
        ("填报日期", Sign.DATE),
        ("填报时间：", Sign.DATE),
        ("日期（年月日）", Sign.DATE),
    ],
)
def test_a_place_waits_for_what_its_name_says(name: str, sign: Sign) -> None:
    assert sign_of(name) is sign


@given(st.lists(st.sampled_from((*SIGNATURES, "主管部门（盖章）", "审核人")), max_size=12))
def test_any_set_of_signatures_tiles_the_sheet(names: list[str]) -> None:
    signatures = tuple(NamedText(id=900 + at, name=name) for at, name in enumerate(names))
    form = replace(sample(), signatures=signatures)
    sheet = lay_out(form, assessed(form))
    assert_tiles(sheet)
    places = [cell for cell in sheet.cells if cell.sign is not None]
    found = sorted(cell.path.node for cell in places if cell.path is not None)
    assert found == [900 + at for at in range(len(names))]
