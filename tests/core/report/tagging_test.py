"""The form is rebuilt from the structure of the PDF alone, and nothing in it is told twice."""

import pypdfium2
import pytest
from hypothesis import given, settings
from msgspec.structs import replace

from core.issuing.form_pdf import pdf
from core.issuing.options import PrintOptions
from core.model.evaluation import Evaluation
from core.report.archival import conformance
from core.report.text import clean
from core.sample import sample
from core.sheet.cell_kinds import is_upright
from core.sheet.page_setup import PageSetup
from core.sheet.sheet import Cell, Sheet
from tests.core.report.archival_test import FILING, annex
from tests.core.report.pdf_writer_test import (
    CASES,
    REASON,
    printed,
    sample_sheet,
    sheet_of,
    with_rows,
    with_texts,
)
from tests.core.report.tagged import Placed, Tagged, placed
from tests.examples import examples
from tests.strategies import evaluations


def written(cell: Cell) -> str:
    text = clean(cell.text)
    if not text.strip():
        return ""
    return text.replace("\n", "") if is_upright(cell) else text


def rebuilt(found: list[Placed]) -> list[tuple[int, int, int, int, str]]:
    return [(at.row, at.column, at.told.rows, at.told.columns, at.told.text) for at in found]


def check(sheet: Sheet, data: bytes) -> None:
    """The tables that are told are those of the sheet: places, spans and texts."""
    found = [rebuilt(placed(table)) for table in Tagged(data).tables]
    framed = sorted({cell.row for cell in sheet.cells if cell.framed})
    starts = [row for row in framed if row - 1 not in framed]
    wanted: list[list[tuple[int, int, int, int, str]]] = [[] for _ in starts]
    for cell in sorted(sheet.cells, key=lambda one: (one.row, one.column)):
        if cell.framed:
            at = sum(start <= cell.row for start in starts) - 1
            spans = (cell.rowspan, cell.colspan)
            wanted[at].append((cell.row - starts[at], cell.column, *spans, written(cell)))
    assert found == wanted


@pytest.mark.parametrize("case", CASES)
def test_the_table_is_rebuilt_from_the_structure_alone(case: str) -> None:
    check(CASES[case](), printed(CASES[case]()))


@settings(max_examples=examples(25))
@given(evaluations())
def test_the_table_of_any_form_is_rebuilt(evaluation: Evaluation) -> None:
    sheet = sheet_of(evaluation)
    check(sheet, printed(sheet))


@pytest.mark.parametrize("rows", [1, 150])
def test_a_long_form_is_told_once(rows: int) -> None:
    check(with_rows(rows), printed(with_rows(rows)))


def test_a_text_over_several_pages_is_told_whole_and_without_marks_of_continuation() -> None:
    reason = (REASON * 80)[:3_000]
    tagged = Tagged(printed(with_texts(sample_sheet(), deviation=reason)))
    texts = [told.text for told in tagged.document.flat()]
    assert reason in texts
    assert not any("续）" in text or "(续)" in text for text in texts)


def test_a_value_names_what_it_is_a_value_of() -> None:
    tagged = Tagged(printed(sample_sheet()))
    (table,) = tagged.tables
    row = next(i for i in sample().indicators if i.actual.strip() and i.target.strip())
    line = next(tr for tr in table.parts if any(cell.text == row.name for cell in tr.parts))
    cells = {tagged.heads(cell)[0]: cell for cell in line.parts if tagged.heads(cell)}
    category = next(c for c in sample().categories for g in c.groups if row in g.indicators)
    group = next(g for g in category.groups if row in g.indicators)
    actual = cells["实际完成值"]
    assert (actual.kind, actual.text) == ("TD", row.actual)
    levels = ["绩效指标", category.name, group.name, row.name]
    assert tagged.heads(actual) == ["实际完成值", *levels]
    name = cells["三级指标"]
    assert (name.kind, name.scope) == ("TH", "Row")
    assert tagged.heads(name) == ["三级指标", *levels[:-1]]


def test_a_label_heads_what_stands_beside_it_and_no_more() -> None:
    tagged = Tagged(printed(sample_sheet()))
    (table,) = tagged.tables
    by_text = {cell.text: cell for tr in table.parts for cell in tr.parts if cell.kind == "TD"}
    assert tagged.heads(by_text[sample().department]) == ["主管部门"]
    assert tagged.heads(by_text[sample().unit]) == ["实施单位"]


def test_the_order_is_that_of_the_paper() -> None:
    options = PrintOptions(sign=True, draft=True)
    tagged = Tagged(pdf(sample(), filing=FILING, options=options))
    kinds = [told.kind for told in tagged.document.parts]
    assert tagged.language == "zh-CN"
    assert kinds[:4] == ["P", "H1", "P", "Table"]
    assert kinds[-2:] == ["P", "Figure"]
    draft, title, *_, words, figure = tagged.document.parts
    assert (draft.text, title.text) == ("草稿", sample().title)
    assert "第12号" in "".join(words.text.split())
    assert figure.alt.startswith("二维码：自评表，核对码 ")
    assert "第 12 号第 3 版" in figure.alt
    assert [told.kind for told in tagged.document.flat()].count("Figure") == 1


def test_a_signature_is_one_paragraph_with_its_label() -> None:
    sheet = CASES["signatures"]()
    parts = Tagged(printed(sheet)).document.parts
    label = next(part for part in parts if part.text.startswith("填报人"))
    assert [(part.kind, part.text) for part in label.parts] == [("Span", "张三")]


def test_every_paper_is_tagged() -> None:
    assert Tagged(annex()).tables
    assert Tagged(
        pdf(sample(), options=PrintOptions(setup=PageSetup(landscape=True), public=True))
    ).tables


def test_the_bookmarks_lead_to_the_blocks_and_first_levels() -> None:
    document = pypdfium2.PdfDocument(printed(sample_sheet()))
    found = [(mark.level, mark.get_title()) for mark in document.get_toc()]
    categories = [(1, category.name) for category in sample().categories]
    assert found[-len(categories) :] == categories
    assert {level for level, _ in found[: -len(categories)]} == {0}
    assert [title for _, title in found[: -len(categories)]][-1] == "绩效指标"
    pages = [mark.get_dest().get_index() for mark in document.get_toc()]
    assert pages == sorted(pages)
    assert pages[-1] > 0
    document.close()


@pytest.mark.parametrize(("text", "level"), [("张三", "A"), ("张\ue000", "B"), ("\U000f0000", "B")])
def test_a_sign_of_nobodys_meaning_lowers_what_the_file_claims(text: str, level: str) -> None:
    assert conformance(["表", text]) == level
    sheet = with_texts(sample_sheet(), project=text)
    assert f"<pdfaid:conformance>{level}<".encode() in printed(sheet)


def test_the_structure_takes_little_room() -> None:
    form = replace(sample(), template="上海")
    assert len(pdf(form, filing=FILING)) < 110_000
