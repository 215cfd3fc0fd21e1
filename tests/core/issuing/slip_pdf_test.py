"""修改单: every change between two versions stands on the page, with room for its reason."""

import pypdfium2
from msgspec.structs import replace

from core.issuing.slip_pdf import slip_pdf
from core.model.evaluation import Evaluation
from core.report.page_composition import compose
from core.sample import sample
from core.sheet.page_setup import MM
from core.sheet.slip_sheet import SIGNED, Slip, lay_out_slip
from core.years.comparison import changes
from tests.tiling import assert_tiles

OLD = sample()
NEW = replace(OLD, unit="另一单位", goal_actual="甲乙丙丁。" * 300)


def page_texts(old: Evaluation, new: Evaluation) -> list[str]:
    data = slip_pdf(old, new, "第 1 版", "第 2 版")
    assert data == slip_pdf(old, new, "第 1 版", "第 2 版")
    with pypdfium2.PdfDocument(data) as document:
        return [page.get_textpage().get_text_bounded() for page in document]


def test_every_change_is_on_the_slip() -> None:
    pages = page_texts(OLD, NEW)
    whole = "".join("".join(pages).split())
    for change in changes(OLD, NEW):
        assert change.name in whole
    assert OLD.unit in whole
    assert whole.count("甲") == 300
    assert len(pages) > 1
    assert all("修改原因" in page for page in pages)


def test_nothing_changed_is_said() -> None:
    (page,) = page_texts(OLD, OLD)
    assert "没有修改" in page
    assert "（空）" not in page


def test_what_was_blank_is_told() -> None:
    (page,) = page_texts(OLD, replace(OLD, department=""))
    assert "（空）" in page


def test_who_signs_stands_level() -> None:
    (page,) = page_texts(OLD, replace(OLD, department=""))
    for name in SIGNED:
        assert f"{name}：" in page


def test_the_slip_tiles_its_grid() -> None:
    lines = tuple(
        (change.name, change.old, change.new, change.reason) for change in changes(OLD, NEW)
    )
    assert_tiles(lay_out_slip(Slip(NEW, "第 1 版", "第 2 版", lines)))


def test_a_hand_has_room_for_its_reasons_beside_long_texts() -> None:
    lines = tuple((f"第{at}项", "甲乙丙丁。" * 9, "甲乙丙丁。" * 40, "") for at in range(9))
    sheet = lay_out_slip(Slip(OLD, "第 1 版", "第 2 版", lines))
    edges = compose(sheet).edges[-4]
    assert edges[5] - edges[4] > 30 * MM
