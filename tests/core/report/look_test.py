"""The look of the table, from the PDF alone: parts indented, decimal points below each other."""

import pypdfium2
import pytest
from msgspec.structs import replace
from pypdfium2 import raw

from core.filling.beginning import new_form
from core.issuing.form_pdf import pdf
from core.issuing.options import PrintOptions
from core.model.evaluation import Evaluation
from core.report import page_style
from core.report.page_composition import compose
from core.sample import sample
from core.sheet.form import lay_out
from core.sheet.layout import layout_for, layout_names
from core.sheet.page_setup import MM, PageSetup
from core.sheet.sheet import Band
from tests.core.report.pdf_writer_test import assessed, boxes_on, pages_of

Box = tuple[float, float, float, float]


def first_page(form: Evaluation) -> pypdfium2.PdfPage:
    return next(pages_of(pdf(form, options=PrintOptions(plain=True))))


def found(page: pypdfium2.PdfPage, wanted: str) -> list[Box]:
    """The boxes of the characters of a text."""
    chars = list(boxes_on(page))
    at = "".join(char for char, _ in chars).index(wanted)
    return [box for _, box in chars[at : at + len(wanted)]]


def with_amounts(*amounts: str) -> Evaluation:
    form = sample()
    pairs = zip(form.funds, amounts, strict=True)
    return replace(form, funds=tuple(replace(fund, executed=text) for fund, text in pairs))


@pytest.mark.parametrize(
    "amounts",
    [
        ("14,044,028.98", "14044028.9", "7", "0.123"),
        ("1.5", "300", "12,345,678", "¥2.25"),
        ("88.80", "8888.8", "8", "800"),
    ],
)
def test_decimal_points_stand_below_each_other(amounts: tuple[str, ...]) -> None:
    page = first_page(with_amounts(*amounts))
    chars = list(boxes_on(page))
    text = "".join(char for char, _ in chars)
    edges, at = [], text.index("全年执行数")
    for amount in amounts:
        at = text.index(amount, at)
        whole = len(amount.partition(".")[0])
        units = chars[at + whole - 1][1]
        edges.append((units[0] + units[2]) / 2 if text[at + whole - 1] == "8" else None)
        at += len(amount)
    known = [edge for edge in edges if edge is not None]
    assert max(known, default=0.0) - min(known, default=0.0) < 0.2 * MM


def test_points_of_the_sample_stand_below_each_other() -> None:
    page = first_page(with_amounts("14,044,028.98", "14044028.9", "3.75", "0.5"))
    points = []
    for amount in ("14,044,028.98", "14044028.9", "3.75", "0.5"):
        box = found(page, amount)[amount.index(".")]
        points.append((box[0] + box[2]) / 2)
    assert max(points) - min(points) < 0.2 * MM


def test_parts_are_indented_below_their_total() -> None:
    page = first_page(sample())
    total, part, second, third = (
        found(page, name)[0][0]
        for name in ("年度资金总额", "其中：当年财政拨款", "上年结转资金", "其他资金")
    )
    named = found(page, "其中：当年财政拨款")[3][0]
    em = page_style.BODY.size
    assert total + 0.5 * em < part < named
    assert second == pytest.approx(named, abs=2)
    assert third == pytest.approx(second, abs=1)


@pytest.mark.parametrize("template", layout_names())
def test_no_cell_of_the_heads_is_an_empty_box(template: str) -> None:
    form = replace(sample(), template=template)
    text = "".join(char for char, _ in boxes_on(first_page(form)))
    assert "一级指标二级指标三级指标" in text


@pytest.mark.parametrize("duplex", [False, True])
def test_the_binding_margin_of_a_back_page_is_at_the_right_on_both_sides(duplex: bool) -> None:
    options = PrintOptions(plain=True, setup=PageSetup(duplex=duplex))
    for number, page in enumerate(pages_of(pdf(sample(), options=options)), 1):
        lines = [item.get_bounds() for item in page.get_objects(filter=[raw.FPDF_PAGEOBJ_PATH])]
        left = min(line[0] for line in lines)
        right = page.get_width() - max(line[2] for line in lines)
        back = duplex and number % 2 == 0
        binding, other = (right, left) if back else (left, right)
        assert binding == pytest.approx(28 * MM, abs=1.5)
        assert other == pytest.approx(15 * MM, abs=1.5)


def test_numbered_notes_hang() -> None:
    layout = replace(layout_for("衔接资金"), notes=("注：1." + "一二三四五六七八九十" * 12,))
    plan = compose(lay_out(sample(), assessed(sample()), layout))
    (note,) = (cell for cell in plan.cells if cell.cell.text.startswith("注：1."))
    assert len(note.lines) > 1
    width = note.width - 2 * page_style.PAD_X
    em = page_style.NOTE.size / 1000
    assert note.hang == pytest.approx(2.75 * page_style.NOTE.size, abs=4)
    assert all(note.hang + line.width * em <= width + 0.1 for line in note.lines[1:])
    assert "".join(line.text for line in note.lines) == note.cell.text


def test_rows_of_a_blank_form_are_high_enough_for_a_pen() -> None:
    form = new_form("")
    sheet = lay_out(form, assessed(form))
    heights = [
        strip.height
        for page in compose(sheet).pages
        for strip in page.strips
        if sheet.bands[strip.row] in {Band.INDICATOR, Band.FUND, Band.HEADER}
    ]
    assert min(heights) >= 8 * MM
    assert len(compose(sheet).pages) == 1
