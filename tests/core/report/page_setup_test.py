"""Margins as they are wished, backs mirrored, pages across bound by their head."""

from pathlib import Path

import pypdfium2
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import astuple
from pypdfium2 import raw

from core.command_line import main
from core.exchange.scans import symbols_in
from core.issuing.form_pdf import annex_pdf, pdf
from core.issuing.options import PrintOptions
from core.issuing.stamping import content_code
from core.model.selfeval import dumps
from core.report import page_style
from core.report.page_marks import decode
from core.sample import sample
from core.sheet.page_setup import (
    BOUNDS,
    MM,
    NAMES,
    STAMPED_FOOT,
    UPRIGHT,
    USUAL,
    Margins,
    MarginsError,
    PageSetup,
)
from tests.core.report.archival_test import FILING
from tests.core.report.paper import Box, is_in_place, table_box, upright
from tests.core.report.pdf_writer_test import assessed, boxes_on, pages_of, profile
from tests.core.report.tagged import Tagged
from tests.examples import examples

margins = st.builds(Margins, *(st.integers(*bounds).map(float) for bounds in BOUNDS))
setups = st.builds(PageSetup, st.booleans(), st.booleans(), margins)


def drawn(page: pypdfium2.PdfPage) -> list[Box]:
    return [item.get_bounds() for item in page.get_objects(filter=[raw.FPDF_PAGEOBJ_PATH])]


def symbol_on(page: pypdfium2.PdfPage) -> Box:
    """The QR: the only drawing that is as wide as it is high."""
    square = [b for b in drawn(page) if abs((b[2] - b[0]) - (b[3] - b[1])) < 0.5 < b[2] - b[0]]
    return max(square, key=lambda box: box[2] - box[0])


@settings(max_examples=examples(12))
@given(setups, st.booleans())
def test_everything_keeps_to_any_margins_on_both_sides(setup: PageSetup, stamped: bool) -> None:
    filing = FILING if stamped else None
    options = PrintOptions(setup=setup, plain=not stamped)
    for number, page in enumerate(pages_of(pdf(sample(), options=options, filing=filing)), 1):
        back = setup.duplex and number % 2 == 0
        room = table_box(setup, stamped=stamped, back=back)
        for char, box in boxes_on(page):
            assert is_in_place(box, setup, stamped=stamped, back=back), (number, char, box)
        lines = [box for box in drawn(page) if not stamped or box != symbol_on(page)]
        assert min(box[0] for box in lines) == pytest.approx(room[0], abs=1.5)
        assert max(box[2] for box in lines) == pytest.approx(room[2], abs=1.5)
        assert max(box[3] for box in lines) < room[3] + 1.5
        assert min(box[1] for box in lines) > room[1] - 1.5


@given(setups, st.booleans())
def test_a_back_has_as_much_room_as_a_front(setup: PageSetup, stamped: bool) -> None:
    front, back = (setup.frame(stamped=stamped, back=side) for side in (False, True))
    assert (front.page, front.width, front.height) == (back.page, back.width, back.height)
    assert front.width > 80 * MM
    assert front.height > 80 * MM


def test_a_page_that_lies_across_is_bound_by_its_head() -> None:
    front, back = (PageSetup(landscape=True).frame(back=side) for side in (False, True))
    assert front.top == pytest.approx(28 * MM)
    assert back.page[1] - back.top - back.height == pytest.approx(28 * MM)


@pytest.mark.parametrize("duplex", [False, True])
@pytest.mark.parametrize("landscape", [False, True])
def test_the_foot_of_every_sheet_is_alike(landscape: bool, duplex: bool) -> None:
    """Number, code and QR stand upright at the foot of the sheet, however the table lies."""
    across, usual = PageSetup(landscape, duplex), PageSetup(duplex=duplex)
    wanted, found = (
        list(pages_of(pdf(sample(), filing=FILING, options=PrintOptions(setup=setup))))
        for setup in (usual, across)
    )
    for number, (one, other) in enumerate(zip(wanted, found, strict=False), 1):
        here = upright(symbol_on(other), across)
        assert here == pytest.approx(symbol_on(one), abs=0.1)
        binding_at_left = not (duplex and number % 2 == 0)
        right = 15 if binding_at_left else 28
        assert here[2] == pytest.approx((210 - right) * MM, abs=1)
        feet = []
        for page, setup in ((one, usual), (other, across)):
            boxes = [(char, upright(box, setup)) for char, box in boxes_on(page)]
            foot = [(char, box) for char, box in boxes if box[3] < STAMPED_FOOT * MM]
            feet.append(sorted((char, round(box[0]), round(box[1])) for char, box in foot))
        if len(wanted) == len(found):
            assert feet[0] == feet[1]
        else:
            assert len(feet[0]) == len(feet[1])


@pytest.mark.parametrize("landscape", [False, True])
def test_the_box_told_of_the_qr_is_where_it_is_drawn(landscape: bool) -> None:
    data = pdf(sample(), filing=FILING, options=PrintOptions(setup=PageSetup(landscape)))
    (figure,) = (told for told in Tagged(data).document.flat() if told.kind == "Figure")
    page = next(pages_of(data))
    assert figure.box == pytest.approx(symbol_on(page), abs=0.1)


def test_the_qr_of_pages_that_lie_across_is_read(tmp_path_factory: pytest.TempPathFactory) -> None:
    path = tmp_path_factory.mktemp("qr") / "底稿.pdf"
    setup = PageSetup(duplex=True)
    path.write_bytes(annex_pdf(sample(), assessed(sample()), profile(), FILING, setup=setup))
    marks = [decode(text) for texts in symbols_in(path) for text in texts]
    assert [mark.page for mark in marks] == list(range(1, marks[0].pages + 1))
    assert {mark.code for mark in marks} == {content_code(sample())}


@given(margins)
def test_margins_are_read_as_they_are_written(wanted: Margins) -> None:
    assert Margins.read(",".join(f"{figure:g}" for figure in astuple(wanted))) == wanted
    assert Margins.read("，".join(f" {figure:g} " for figure in astuple(wanted))) == wanted


odd = st.text(max_size=30) | st.lists(st.floats().map(str), max_size=6).map(",".join)


@given(odd)
def test_other_margins_are_refused_in_one_sentence(text: str) -> None:
    said, found = "", USUAL
    try:
        found = Margins.read(text)
    except MarginsError as error:
        said = str(error)
    pairs = zip(astuple(found), BOUNDS, strict=True)
    assert all(least <= one <= most for one, (least, most) in pairs)
    assert "\n" not in said
    assert not said or any(word in said for word in ("毫米", "逗号"))


@pytest.mark.parametrize(
    ("wish", "word"), [("28,5,18,18", "切口应在"), ("28", "四个数"), ("nan,1,1,1", "订口")]
)
def test_the_command_line_refuses_them_too(
    wish: str, word: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    target = tmp_path / "空表.pdf"
    arguments = ["print", "--blank", "-o", str(target), "--margins", wish]
    assert main(arguments, lambda *_: None) == 2
    assert word in capsys.readouterr().err
    assert not target.exists()


def test_the_usual_margins_are_those_of_the_standard() -> None:
    assert dict(zip(NAMES, astuple(USUAL), strict=True))["订口"] == 28
    assert UPRIGHT.frame().left == pytest.approx(28 * MM)
    assert page_style.FOOTER < 15 * MM


def test_every_command_that_writes_a_pdf_takes_both_sides_and_margins(tmp_path: Path) -> None:
    archive, form = tmp_path / "档案.db", tmp_path / "表.json"
    form.write_text(dumps(sample()), encoding="utf-8")

    def run(*words: object) -> int:
        return main(list(map(str, words)), lambda *_: None)

    assert run("import", form, "--archive", archive) == 0
    commands = (
        ("print", form, "-o"),
        ("print", "--blank", "-o"),
        ("check", form, "--report"),
        ("summary", "--archive", archive, "--year", "2021", "-o"),
        ("years", "--archive", archive, "-o"),
    )
    for number, command in enumerate(commands):
        target = tmp_path / f"{number}.pdf"
        wish = ("--duplex", "--margins", "40,20,20,20")
        assert run(*command, target, *wish) in {0, 1}
        page = next(pages_of(target.read_bytes()))
        lines = [box for box in drawn(page) if box[2] - box[0] > 60 * MM or box[3] - box[1] > 60]
        across = page.get_width() > page.get_height()
        bound = page.get_height() - max(b[3] for b in lines) if across else min(b[0] for b in lines)
        title = 60 if across else 1.5  # it stands above the table's first line
        assert 40 * MM - 1.5 < bound < 40 * MM + title
