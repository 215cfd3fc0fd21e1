"""Forms of every size in every layout, upright and across: judged from the PDF alone."""

from dataclasses import replace
from functools import cache

import pypdfium2
import pytest

from core.commands.paper import Wishes, pdf
from core.commands.stamping import Filing
from core.model.evaluation import Evaluation, Indicator
from core.report import style
from core.sample import sample
from core.sheet.form import lay_out
from core.sheet.layout import layout_for, layout_names
from tests.core.report.archival_test import FILING
from tests.core.report.pdf_test import (
    REASON,
    assessed,
    bare,
    boxes_on,
    lines_on,
    pages_of,
    text_of,
)

RARE = "𬭊𫓧𬀩"
SIZES = (1, 55, 150, 500)


@cache
def form(rows: int) -> Evaluation:
    """The sample's rows over and over, with a long reason and a rare name."""
    evaluation = sample()
    indicators = list(evaluation.indicators)
    ids = iter(range(10_000, 20_000))
    first = evaluation.categories[0]
    made: list[Indicator] = [
        replace(indicators[at % len(indicators)], id=next(ids), name=f"{at}号指标")
        for at in range(rows)
    ]
    made[0] = replace(made[0], deviation=(REASON * 100)[:3_000])
    groups = tuple(
        replace(group, id=next(ids), indicators=tuple(made[at::3]))
        for at, group in enumerate((first.groups * 3)[:3])
        if made[at::3]
    )
    return replace(evaluation, unit=RARE, categories=(replace(first, groups=groups),))


@pytest.mark.parametrize("landscape", [False, True])
@pytest.mark.parametrize("template", layout_names())
@pytest.mark.parametrize("rows", SIZES)
def test_all_texts_stand_in_order_and_nothing_collides(
    rows: int, template: str, landscape: bool
) -> None:
    evaluation = replace(form(rows), template=template)
    filing: Filing = FILING
    wishes = Wishes(landscape=landscape, sign=True)
    data = pdf(evaluation, filing=filing, wishes=wishes)
    found, at = text_of(data), 0
    assert RARE in found
    sheet = lay_out(evaluation, assessed(evaluation), layout_for(template))
    names = [cell for cell in sheet.cells if cell.path and cell.path.field == "name"]
    for cell in sorted(names, key=lambda cell: cell.row):
        if cell.rowspan == 1:  # a name in a row of its own is never continued nor torn
            at = found.index(bare(cell.text), at)
    for page in pages_of(data):
        _judge(page)


def _judge(page: pypdfium2.PdfPage) -> None:
    width, height = page.get_size()
    boxes = sorted((box, char) for char, box in boxes_on(page))
    lines = sorted(lines_on(page))
    symbol = max(lines, key=lambda line: min(line[2] - line[0], line[3] - line[1]))
    assert symbol[2] - symbol[0] == pytest.approx(25 * style.MODULE, abs=1.5)
    assert symbol[2] - symbol[0] > 18 * style.MM
    for (left, bottom, right, top), char in boxes:
        assert left > style.LEFT - 1
        assert right < width - style.RIGHT + 1
        assert bottom > style.FOOTER - 4
        assert top < height - style.TOP + 1
        for x0, y0, x1, y1 in lines:
            if x0 >= right:
                break
            assert x1 <= left or top <= y0 or y1 <= bottom, (char, left, bottom, x0, y0)
    for index, ((_, bottom, right, top), char) in enumerate(boxes):
        for (left2, bottom2, _, top2), other in boxes[index + 1 :]:
            if left2 >= right - 0.6:
                break
            assert top2 <= bottom + 0.6 or bottom2 >= top - 0.6, (char, other)
