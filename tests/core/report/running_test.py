"""Every further page names the form that it belongs to; where it is signed, the total too."""

from collections.abc import Iterator

import pypdfium2
import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from core.filling.signature_block import with_block
from core.issuing.form_pdf import annex_pdf, pdf
from core.issuing.options import PrintOptions
from core.issuing.slip_pdf import slip_pdf
from core.model.edits import apply
from core.model.evaluation import Evaluation, NamedText
from core.report.fonts import face
from core.report.punctuation import measure
from core.report.running import CONTINUED, Running
from core.report.text import clean
from core.sample import sample
from core.sheet.layout import layout_names
from core.sheet.page_setup import PageSetup
from core.years.summary_files import pdf as summary_pdf
from core.years.yearly import Year
from tests.core.report.pdf_writer_test import REASON, assessed, bare, pages_of, profile
from tests.strategies import texts

SONG = face("song")


def running_of(page: pypdfium2.PdfPage) -> str:
    """The line above everything else on a page."""
    text = page.get_textpage()
    boxes = [(text.get_charbox(at), at) for at in range(text.count_chars())]
    top = max(box[3] for box, _ in boxes if box[3] > box[1])
    return "".join(text.get_text_range(at, 1) for box, at in boxes if box[3] > top - 10).strip()


def papers(form: Evaluation) -> Iterator[bytes]:
    yield pdf(form)
    yield pdf(form, options=PrintOptions(plain=True))
    yield pdf(form, options=PrintOptions(setup=PageSetup(landscape=True)))
    for template in layout_names():
        yield pdf(form, options=PrintOptions(template=template))
    yield annex_pdf(form, assessed(form), profile())
    yield slip_pdf(replace(form, goal_actual=REASON * 90), form, "第 1 版", "第 2 版")


def test_every_further_page_of_every_paper_names_its_form() -> None:
    form = sample()
    for data in papers(form):
        first, *further = pages_of(data)
        assert further
        assert "（续表）" not in bare(first.get_textpage().get_text_range())
        for page in further:
            said = bare(running_of(page))
            assert said.startswith("社会保险服务费（2021年度）上海市社会保险事业管理中心")
            assert CONTINUED in said


@pytest.mark.parametrize("template", layout_names())
@pytest.mark.parametrize("length", [0, 20, 40, 60, 90])
def test_the_page_that_is_signed_names_project_year_and_total(template: str, length: int) -> None:
    section = NamedText(id=9_001, name="其他需要说明的问题", text=REASON * length)
    form = replace(sample(), template=template, sections=(section,))
    form = apply(form, with_block(form))
    last = list(pages_of(pdf(form)))[-1]
    text = bare(last.get_textpage().get_text_range())
    assert "单位（盖章）：" in text
    assert "社会保险服务费（2021年度）" in text
    assert "总分96.7" in text or "总分10096.7" in text


def test_the_summary_names_its_year_on_every_page() -> None:
    first, *further = pages_of(summary_pdf(Year(2021, ())))
    assert not further
    assert "汇总表" in bare(first.get_textpage().get_text_range())


@given(texts("社会保险服务费"), texts("上海市社会保险事业管理中心"), st.integers(20_000, 60_000))
def test_a_name_of_any_length_stands_on_one_line(name: str, unit: str, room: int) -> None:
    words = Running(name, unit, "评分底稿", "96.7").words(room, SONG)
    assert "\n" not in words
    assert words.endswith(f"评分底稿{CONTINUED}")
    assert measure(words, SONG) <= room or len(words) <= 30
    assert Running("甲" * 500, unit).words(room, SONG).startswith("甲甲甲")


def test_clean_names_are_told_in_full_where_there_is_room() -> None:
    running = Running("社会保险服务费（2021 年度）", "上海市社会保险事业管理中心")
    assert running.words(55_000, SONG) == (
        "社会保险服务费（2021 年度）　上海市社会保险事业管理中心（续表）"
    )
    assert clean(running.words(30_000, SONG)).count("…") == 2


class Counted(dict[str, float]):
    """Widths that count how often they are asked for."""

    asked = 0

    def __getitem__(self, char: str) -> float:
        Counted.asked += 1
        return SONG[char]


def test_a_name_as_long_as_the_paper_is_measured_once_for_all_pages() -> None:
    name, widths = "社会保险服务费" * 15_000, Counted()
    running = Running(name, name, total=name)

    def line() -> tuple[str, str]:
        return running.words(50_000, widths), running.sum(20_000, widths)

    first, once = line(), Counted.asked
    assert once > len(name)
    assert [line() for _ in range(100)] == [first] * 100
    assert Counted.asked == once
