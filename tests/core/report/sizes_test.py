"""Forms of every size in every layout, upright and across: judged from the PDF alone."""

import re
from functools import cache
from itertools import chain, product

import pypdfium2
import pytest
from msgspec.structs import replace

from core.filling.signature_block import with_block
from core.issuing.form_pdf import pdf
from core.issuing.options import PrintOptions
from core.issuing.stamping import Filing
from core.model.edits import apply
from core.model.evaluation import Evaluation, Indicator
from core.report import page_style
from core.report.printed_rows import printed_text
from core.sample import sample
from core.sheet.form import lay_out
from core.sheet.layout import layout_names
from core.sheet.page_setup import MM, PageSetup
from tests.core.report.archival_test import FILING
from tests.core.report.paper import is_in_place
from tests.core.report.pdf_writer_test import REASON, assessed, bare, boxes_on, lines_on, pages_of
from tests.core.report.ruled import cells_on, in_order
from tests.examples import paired

RARE = "𬭊𫓧𬀩"
SIZES = (1, 55, 150, 500)
FIGURE = re.compile("[≥≤<>=]*[0-9,.]+[%人年月日元]?")
BESIDE = ("第12号第3版", "核对码", "第", "社会保险服务费（2021年度）", "总分", "年月日")


@cache
def form(rows: int) -> Evaluation:
    """The sample's rows over and over, with a long reason and rare names."""
    evaluation = sample()
    indicators = list(evaluation.indicators)
    ids = iter(range(10_000, 20_000))
    first = evaluation.categories[0]
    made: list[Indicator] = [
        replace(indicators[at % len(indicators)], id=next(ids), name=f"{at}号指标{RARE[at % 3]}")
        for at in range(rows)
    ]
    made[0] = replace(made[0], deviation=(REASON * 100)[:3_000])
    groups = tuple(
        replace(group, id=next(ids), indicators=tuple(made[at::3]))
        for at, group in enumerate((first.groups * 3)[:3])
        if made[at::3]
    )
    whole = replace(evaluation, unit=RARE, categories=(replace(first, groups=groups),))
    return apply(whole, with_block(whole))


@pytest.mark.parametrize(
    ("rows", "template", "landscape"),
    [(rows, *look) for look, rows in paired([*product(layout_names(), (False, True))], SIZES)],
)
def test_every_text_stands_whole_in_its_cell_in_paper_order(
    rows: int, template: str, landscape: bool
) -> None:
    evaluation = apply(form(rows), with_block(replace(form(rows), template=template)))
    evaluation = replace(evaluation, template=template)
    filing: Filing = FILING
    setup = PageSetup(landscape)
    pages = list(pages_of(pdf(evaluation, filing=filing, options=PrintOptions(setup=setup))))
    for page in pages:
        _judge(page, setup)
    sheet = lay_out(evaluation, assessed(evaluation))
    order = sorted(sheet.cells, key=lambda cell: (cell.row, cell.column))
    wanted = [text for cell in order if (text := bare(printed_text(cell)))]
    assert sum(map(len, wanted)) > 3_000
    cells = list(chain.from_iterable(map(cells_on, pages)))
    in_order(iter(cells), wanted, BESIDE)
    torn = [cell.text for cell in cells if FIGURE.fullmatch(cell.text) and len(cell.texts) > 1]
    assert not torn


def _judge(page: pypdfium2.PdfPage, setup: PageSetup) -> None:
    """Nothing touches a line, another character or the margins; the QR is large enough."""
    boxes = sorted((box, char) for char, box in boxes_on(page))
    lines = sorted(lines_on(page))
    symbol = max(lines, key=lambda line: min(line[2] - line[0], line[3] - line[1]))
    assert symbol[2] - symbol[0] == pytest.approx(25 * page_style.MODULE, abs=1.5)
    assert symbol[2] - symbol[0] > 18 * MM
    for (left, bottom, right, top), char in boxes:
        assert is_in_place((left, bottom, right, top), setup, stamped=True), char
        for x0, y0, x1, y1 in lines:
            if x0 >= right:
                break
            assert x1 <= left or top <= y0 or y1 <= bottom, (char, left, bottom, x0, y0)
    for index, ((_, bottom, right, top), char) in enumerate(boxes):
        for (left2, bottom2, _, top2), other in boxes[index + 1 :]:
            if left2 >= right - 0.6:
                break
            assert top2 <= bottom + 0.6 or bottom2 >= top - 0.6, (char, other)
