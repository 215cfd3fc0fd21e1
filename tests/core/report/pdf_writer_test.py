"""The PDF as a reader finds it: all texts in order, in their cells, in embedded faces."""

import hashlib
import os
import re
import subprocess
import sys
import zlib
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from pathlib import Path

import pypdfium2
import pypdfium2.raw
import pytest
from hypothesis import given, settings
from msgspec.structs import replace

from core.assessment import Assessment, assess
from core.model.evaluation import Evaluation, Indicator, NamedText
from core.report import page_style
from core.report.archival import Description
from core.report.page_composition import compose
from core.report.pdf_writer import render
from core.report.text import clean
from core.sample import sample
from core.scoring.profile import RuleProfile
from core.scoring.profile_file import load_profile
from core.sheet.annex import lay_out_annex
from core.sheet.form import lay_out
from core.sheet.layout import layout_for
from core.sheet.page_setup import A4, UPRIGHT, PageSetup
from core.sheet.sheet import Band, Sheet
from tests.core.report.paper import is_in_place
from tests.examples import examples
from tests.strategies import evaluations

ROOT = Path(__file__).parents[3]
DESCRIPTION = Description("自评表", "某单位", "某项目")
REASON = "因受疫情影响，部分培训由线下改为线上，2022年将加强长效管理机制，投入14,044,028.98元。"


@cache
def sample_sheet() -> Sheet:
    return sheet_of(sample())


@cache
def profile() -> RuleProfile:
    return load_profile("财政部2020")


def assessed(evaluation: Evaluation) -> Assessment:
    return assess(evaluation, profile())


def sheet_of(evaluation: Evaluation) -> Sheet:
    return lay_out(evaluation, assessed(evaluation))


def printed(sheet: Sheet, setup: PageSetup = UPRIGHT, *, draft: bool = False) -> bytes:
    return render(sheet, DESCRIPTION, setup=setup, draft=draft)


def pages_of(data: bytes) -> Iterator[pypdfium2.PdfPage]:
    yield from pypdfium2.PdfDocument(data)


def text_of(data: bytes) -> str:
    return "".join(bare(page.get_textpage().get_text_range()) for page in pages_of(data))


def bare(text: str) -> str:
    return "".join(text.split())


def with_texts(sheet: Sheet, **texts: str) -> Sheet:
    """The sheet with these texts in the first cells of these fields."""
    cells = list(sheet.cells)
    for field, text in texts.items():
        at = next(i for i, c in enumerate(cells) if c.path is not None and c.path.field == field)
        cells[at] = replace(cells[at], text=text)
    return replace(sheet, cells=tuple(cells))


def with_rows(count: int) -> Sheet:
    """The sample with so many indicators, in its own categories and groups."""
    evaluation = sample()
    rows = sum(len(group.indicators) for c in evaluation.categories for group in c.groups)
    ids = iter(range(1_000, 1_000_000))

    def longer(indicators: tuple[Indicator, ...]) -> tuple[Indicator, ...]:
        wanted = max(1, round(len(indicators) * count / rows))
        turns = -(-wanted // len(indicators))
        return tuple(replace(row, id=next(ids)) for row in (indicators * turns)[:wanted])

    categories = tuple(
        replace(
            category,
            groups=tuple(replace(g, indicators=longer(g.indicators)) for g in category.groups),
        )
        for category in evaluation.categories
    )
    if count < rows:
        category = categories[0]
        group = replace(category.groups[0], indicators=category.groups[0].indicators[:count])
        categories = (replace(category, groups=(group,)),)
    return sheet_of(replace(evaluation, categories=categories))


# -- text ---------------------------------------------------------------------------------------


def test_all_texts_of_the_sample_are_found_in_paper_order() -> None:
    sheet = sample_sheet()
    found, at = text_of(printed(sheet)), 0
    for cell in sorted(sheet.cells, key=lambda cell: (cell.row, cell.column)):
        if cell.rowspan == 1:
            text = bare(cell.text)
            assert text in found[at:]
            at = found.index(text, at) + len(text)
    for cell in sheet.cells:
        assert bare(cell.text) in found


@settings(max_examples=examples(25))
@given(evaluations())
def test_every_text_of_any_form_can_be_read_back(evaluation: Evaluation) -> None:
    sheet = sheet_of(evaluation)
    plan = compose(sheet)
    found = text_of(printed(sheet))
    for cell in plan.cells:
        for line in cell.lines:
            # pdfium drops what has no glyph box and joins marks to their letters.
            text = re.sub(r"[\W_]+", "", line.text)
            if text.isascii() or "一" <= min(text, default="") <= max(text) <= "龥":
                assert text in re.sub(r"[\W_]+", "", found)


def test_markup_is_text() -> None:
    sheet = with_texts(sample_sheet(), project="<b>&amp;</b> <script>\\(x\\)", actual="a\0b\x07c")
    found = text_of(printed(sheet))
    assert "<b>&amp;</b><script>\\(x\\)" in found
    assert "abc" in found


def test_rare_characters_print_and_are_found() -> None:
    rare = "𬭊𫓧𬀩张𬇕"
    sheet = with_texts(sample_sheet(), project=rare, deviation="𫖯☑😀")
    found = text_of(printed(sheet))
    assert rare in found
    assert "𫖯☑😀" in found


def test_labels_are_repeated_as_continued_on_each_further_page() -> None:
    first, *further = pages_of(printed(sample_sheet()))
    assert "（续）" not in first.get_textpage().get_text_range()
    assert further
    for page in further:
        text = bare(page.get_textpage().get_text_range())
        assert text.startswith("一级指标二级指标三级指标年度指标值实际完成值分值得分")
        assert "绩效指标︵续︶" in text  # upright, one character below the other
        assert re.search("(产出|效益|满意度)指标（续）", text)


# -- geometry -----------------------------------------------------------------------------------


def boxes_on(page: pypdfium2.PdfPage) -> Iterator[tuple[str, tuple[float, float, float, float]]]:
    """Each character with the box of its ink: left, bottom, right, top."""
    text = page.get_textpage()
    for index in range(text.count_chars()):
        char = text.get_text_range(index, 1)
        if char.strip():
            yield char, text.get_charbox(index)


def lines_on(page: pypdfium2.PdfPage) -> list[tuple[float, float, float, float]]:
    """The drawn lines of a table."""
    kinds = [pypdfium2.raw.FPDF_PAGEOBJ_PATH]
    return [item.get_bounds() for item in page.get_objects(filter=kinds)]


CASES: dict[str, Callable[[], Sheet]] = {
    "sample": sample_sheet,
    "one row": lambda: with_rows(1),
    "long texts": lambda: with_texts(
        sample_sheet(),
        project="养老金" * 40,
        unit="https://www.example.gov.cn/a/very/long/path?with=query",
        executed="123456789012345678901234.56",
        deviation=REASON * 30,
        score="长" * 60,
        goal_actual=REASON * 40,
    ),
    "another layout": lambda: lay_out(sample(), assessed(sample()), layout_for("湖北")),
    "annex": lambda: lay_out_annex(sample(), assessed(sample()), profile()),
    "signatures": lambda: sheet_of(
        replace(
            sample(),
            sections=(NamedText(id=901, name="评价结论", text=REASON * 9),),
            signatures=tuple(
                NamedText(id=910 + i, name=name, text="张三")
                for i, name in enumerate(("填报人", "单位负责人（签章）", "联系电话"))
            ),
        )
    ),
}


@pytest.mark.parametrize("case", CASES)
@pytest.mark.parametrize("landscape", [False, True])
def test_no_character_touches_a_line_or_leaves_the_paper(case: str, landscape: bool) -> None:
    setup = PageSetup(landscape)
    for page in pages_of(printed(CASES[case](), setup)):
        lines = lines_on(page)
        for char, (left, bottom, right, top) in boxes_on(page):
            assert is_in_place((left, bottom, right, top), setup)
            for x0, y0, x1, y1 in lines:
                apart = right <= x0 or x1 <= left or top <= y0 or y1 <= bottom
                assert apart, (char, (left, bottom, right, top), (x0, y0, x1, y1))


@pytest.mark.parametrize("case", CASES)
def test_no_two_characters_overlap(case: str) -> None:
    for page in pages_of(printed(CASES[case]())):
        boxes = sorted(box for _, box in boxes_on(page))
        for index, (_, bottom, right, top) in enumerate(boxes):
            for left2, bottom2, _, top2 in boxes[index + 1 :]:
                if left2 >= right - 0.6:
                    break
                assert top2 <= bottom + 0.6 or bottom2 >= top - 0.6


@pytest.mark.parametrize("case", CASES)
def test_every_text_stands_in_its_own_cell(case: str) -> None:
    sheet = CASES[case]()
    plan = compose(sheet)
    for page, planned in zip(pages_of(printed(sheet)), plan.pages, strict=True):
        frame, found = UPRIGHT.frame(), boxes_on(page)
        for piece in planned.pieces:
            cell = plan.cells[piece.cell]
            lines = cell.lines[piece.first : piece.first + piece.count]
            left, top = frame.left + cell.left, frame.page[1] - frame.top - piece.top
            for wanted in bare(
                "".join(line.text for line in (cell.again if piece.again else lines))
            ):
                char, (x0, y0, x1, y1) = next(found)
                assert char == wanted
                assert left <= x0 + 0.1
                assert x1 <= left + cell.width + 0.1
                assert top - piece.height <= y0 + 0.1
                assert y1 <= top + 0.1


def test_no_type_is_smaller_than_the_minimum() -> None:
    kinds = (
        page_style.BODY,
        page_style.LABEL,
        page_style.TITLE,
        page_style.YEAR,
        page_style.PAGE_NUMBER,
    )
    assert min(kind.size for kind in kinds) >= 8.5


# -- the file -----------------------------------------------------------------------------------


def objects_of(data: bytes) -> str:
    """The file's dictionaries, streams left out."""
    return re.sub(rb"stream\r?\n.*?endstream", b"", data, flags=re.DOTALL).decode("latin-1")


def test_every_font_is_embedded_and_none_is_a_standard_one() -> None:
    text = objects_of(printed(sample_sheet(), draft=True))
    names = set(re.findall(r"/BaseFont /(\S+)", text))
    assert {name.partition("+")[2] for name in names} == {
        "NotoSerifSC-Regular",
        "NotoSansSC-Regular",
    }
    assert text.count("/FontFile2") == text.count("/Type /FontDescriptor") == 2
    assert text.count("/Subtype /Type0") == text.count("/ToUnicode") == 2
    assert "Helvetica" not in text
    for page in pages_of(printed(sample_sheet())):
        for item in page.get_objects(filter=[pypdfium2.raw.FPDF_PAGEOBJ_TEXT]):
            handle = pypdfium2.raw.FPDFTextObj_GetFont(item.raw)
            assert pypdfium2.raw.FPDFFont_GetIsEmbedded(handle) == 1


def test_an_embedded_face_holds_only_what_the_document_uses() -> None:
    assert len(printed(sample_sheet())) < 120_000
    streams = re.findall(rb"/Length1 (\d+)", printed(sample_sheet()))
    assert all(int(size) < 200_000 for size in streams)


def test_the_file_says_what_it_is() -> None:
    data = printed(sample_sheet())
    document = pypdfium2.PdfDocument(data)
    assert document.get_metadata_value("Title") == "自评表"
    assert document.get_metadata_value("Author") == "某单位"
    assert document.get_metadata_value("Subject") == "某项目"
    assert document.get_metadata_value("Creator") == "自评通"
    assert document.get_version() == 17
    text = objects_of(data)
    assert "/Lang (zh-CN)" in text
    assert "/DisplayDocTitle true" in text
    assert "/PrintScaling /None" in text
    assert document[0].get_size() == pytest.approx(A4, abs=0.01)
    document.close()


def test_a_draft_is_marked_on_each_page_behind_the_text_and_only_a_draft() -> None:
    for page in pages_of(printed(sample_sheet(), draft=True)):
        assert page.get_textpage().get_text_range().startswith("草稿")
    assert "草稿" not in text_of(printed(sample_sheet()))


def test_pages_are_numbered() -> None:
    pages = list(pages_of(printed(sample_sheet())))
    for number, page in enumerate(pages, 1):
        assert bare(page.get_textpage().get_text_range()).endswith(f"第{number}页共{len(pages)}页")


def test_the_same_sheet_gives_the_same_bytes_in_every_process() -> None:
    script = (
        "import hashlib, sys; sys.path.insert(0, '.');"
        "from tests.core.report.pdf_writer_test import printed, sample_sheet;"
        "print(hashlib.sha256(printed(sample_sheet())).hexdigest())"
    )
    sums = {hashlib.sha256(printed(sample_sheet())).hexdigest() for _ in range(2)}
    for seed in ("0", "12345"):
        done = subprocess.run(
            [sys.executable, "-c", script],
            cwd=ROOT,
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            text=True,
            check=True,
        )
        sums.add(done.stdout.strip())
    assert len(sums) == 1


def test_two_threads_may_print_at_once() -> None:
    sheets = [sample_sheet(), with_texts(sample_sheet(), project=REASON)] * 4
    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(printed, sheets)) == [printed(sheet) for sheet in sheets[:2]] * 4


def test_odd_names_do_not_spoil_what_the_file_says_of_itself() -> None:
    data = render(sample_sheet(), Description("表\0名\n(一)", "\ud800单位\\"))
    document = pypdfium2.PdfDocument(data)
    assert document.get_metadata_value("Title") == "表名 (一)"
    assert document.get_metadata_value("Author") == "\ufffd单位\\"
    document.close()


def test_every_stream_is_compressed() -> None:
    data = printed(sample_sheet())
    streams = re.findall(rb"\nstream\n(.*?)\nendstream\n", data, flags=re.DOTALL)
    assert len(streams) == data.count(b"/Length ") > 8
    for stream in streams:
        if not stream.startswith(b"<?xpacket"):  # every program should find the metadata
            assert zlib.decompressobj().decompress(stream)
    assert b"ASCII85" not in data


# -- size ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("rows", [1, 55, 150, 500, 2_000])
def test_forms_of_every_size_are_printed_whole(rows: int) -> None:
    sheet = with_rows(rows)
    assert abs(sheet.bands.count(Band.INDICATOR) - rows) <= 0.02 * rows
    found = text_of(printed(sheet))
    names = [bare(c.text) for c in sheet.cells if c.path and c.path.field == "name"]
    assert all(found.count(name) >= names.count(name) for name in set(names))


@pytest.mark.parametrize("length", [3_000, 100_000])
def test_a_long_reason_flows_over_the_pages_without_loss(length: int) -> None:
    reason = (REASON * (length // len(REASON) + 1))[:length]
    sheet = with_texts(sample_sheet(), deviation=reason)
    plan = compose(sheet)
    at = next(i for i, c in enumerate(sheet.cells) if c.text == reason)
    parts = [
        "".join(line.text for line in plan.cells[at].lines[piece.first : piece.first + piece.count])
        for page in plan.pages
        for piece in page.pieces
        if piece.cell == at
    ]
    assert "".join(parts) == reason
    texts = [bare(page.get_textpage().get_text_range()) for page in pages_of(printed(sheet))]
    shown = [(part, text) for part in parts for text in texts if part in text]
    assert len({part for part, _ in shown}) == len(set(parts))


@pytest.mark.parametrize("field", ["deviation", "score"])
def test_a_million_characters_are_printed(field: str) -> None:
    sheet = with_texts(sample_sheet(), **{field: "长文字，" * examples(250_000)})
    data = printed(sheet)
    assert data.endswith(b"%%EOF\n")


def test_what_is_cleaned_away_is_invisible() -> None:
    assert clean("\u200b\ufeff\0") == ""
