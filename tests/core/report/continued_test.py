"""What is repeated on a further page says so, and its （续） is never torn."""

import pytest
from msgspec.structs import replace

from core.assessment import assess
from core.model.evaluation import Evaluation
from core.report import page_style
from core.report.page_composition import compose
from core.sample import sample
from core.scoring.profile_file import profile_for
from core.sheet.cell_kinds import is_upright
from core.sheet.form import lay_out
from core.sheet.layout import layout_for, layout_names
from core.sheet.page_setup import UPRIGHT, PageSetup


def long_reason() -> Evaluation:
    """One row with a reason of three thousand characters."""
    first, *_ = sample().categories
    group = first.groups[0]
    row = replace(group.indicators[0], deviation="受疫情影响，部分服务推迟到下半年。" * 180)
    only = replace(first, groups=(replace(group, indicators=(row,)),))
    return replace(sample(), categories=(only,))


@pytest.mark.parametrize("template", layout_names())
@pytest.mark.parametrize("landscape", [False, True])
def test_a_long_reason_leaves_room_for_the_mark(template: str, landscape: bool) -> None:
    form = long_reason()
    sheet = lay_out(form, assess(form, profile_for("")), layout_for(template))
    plan = compose(sheet, PageSetup(landscape))
    repeated = [cell for cell in plan.cells if cell.again and not is_upright(cell.cell)]
    assert repeated
    for cell in repeated:
        assert cell.again[-1].text.endswith(page_style.CONTINUED), cell.cell.text


@pytest.mark.parametrize("template", ["上海", "衔接资金"])
def test_a_text_that_no_page_holds_begins_where_there_is_room(template: str) -> None:
    form = long_reason()
    plan = compose(lay_out(form, assess(form, profile_for("")), layout_for(template)))
    last = plan.pages[0].strips[-1]
    room = UPRIGHT.frame().height - last.top - last.height
    assert room < 2 * page_style.BODY_LEADING
