"""The form as a Word file of ours: its tables, and the way back."""

from __future__ import annotations

import io
import zipfile

import docx
import pytest
from docx.document import Document
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import astuple, replace

from core.exchange.form_docx import form_docx
from core.exchange.sources.recognition import read_source
from core.model.evaluation import Evaluation
from core.reading.drafting import drafts
from core.sample import sample
from core.scoring.profile_file import profile_for
from core.sheet.layout import layout_for, layout_names
from core.sheet.page_setup import USUAL
from tests.examples import examples
from tests.strategies import evaluations

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def written(form: Evaluation) -> bytes:
    return form_docx(form, profile_for(form.profile))


def back(data: bytes) -> Evaluation:
    (draft,) = drafts(read_source(data))
    return draft.evaluation


def opened(data: bytes) -> Document:
    return docx.Document(io.BytesIO(data))


def edited(data: bytes, old: str, new: str) -> bytes:
    """The file with one replacement in its body."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(out, "w") as target:
        for info in source.infolist():
            text = source.read(info)
            if info.filename == "word/document.xml":
                assert text.count(old.encode()) == 1
                text = text.replace(old.encode(), new.encode())
            target.writestr(info, text)
    return out.getvalue()


@pytest.mark.parametrize("layout", layout_names())
def test_the_sample_comes_back_in_every_layout(layout: str) -> None:
    form = replace(sample(), template=layout)
    assert back(written(form)) == form


@settings(max_examples=examples(40), deadline=None)
@given(evaluations(), st.sampled_from(layout_names()))
def test_any_form_comes_back_to_the_letter(form: Evaluation, layout: str) -> None:
    form = replace(form, template=layout)
    assert back(written(form)) == form


def test_a_changed_cell_comes_back_changed_and_nothing_else() -> None:
    form = replace(sample(), profile="湖北")
    data = edited(written(form), ">社会保险服务费<", ">社会保险服务费（二期）<")
    assert back(data) == replace(form, project="社会保险服务费（二期）")


def test_a_computed_figure_that_was_left_alone_is_computed_again() -> None:
    form = replace(sample(), total_points="", total_score="")
    data = edited(written(form), ">14,044,028.98<", ">14,044,028.00<")
    funds = (replace(form.funds[0], executed="14,044,028.00"), *form.funds[1:])
    assert back(data) == replace(form, funds=funds)


def test_a_year_that_is_changed_in_the_title_is_the_forms() -> None:
    form = replace(sample(), title="2021年度项目支出绩效自评表", year=2021)
    assert back(edited(written(form), ">2021年度项", ">2022年度项")).year == 2022
    form = sample()
    assert back(edited(written(form), "（2021 年度）", "（2022年度）")).year == 2022


def test_without_the_part_the_table_is_read() -> None:
    source = read_source(written(sample()))
    (draft,) = drafts(replace(source, carried=""))
    assert draft.evaluation == sample()


@pytest.mark.parametrize("layout", layout_names())
def test_no_row_is_torn_and_the_head_of_the_indicators_is_repeated(layout: str) -> None:
    document = opened(written(replace(sample(), template=layout)))
    width = sum(round(column) for column in map(int, grid(document, 0)))
    heads = []
    for table in document.tables:
        rows = table._tbl.findall(f"{W}tr")
        heads += [row for row in rows if row.find(f"{W}trPr/{W}tblHeader") is not None]
        assert all(row.find(f"{W}trPr/{W}cantSplit") is not None for row in rows)
        assert table._tbl.find(f"{W}tblPr/{W}tblLayout").get(f"{W}type") == "fixed"
        for row in rows:
            cells = row.findall(f"{W}tc/{W}tcPr/{W}tcW")
            assert sum(int(cell.get(f"{W}w")) for cell in cells) == width
    (head,) = heads
    shown = "".join(text.text or "" for text in head.iter(f"{W}t"))
    assert all(column.head in shown for column in layout_for(layout).indicators.columns)


def grid(document: Document, table: int) -> list[str]:
    columns = document.tables[table]._tbl.findall(f"{W}tblGrid/{W}gridCol")
    return [column.get(f"{W}w") for column in columns]


def test_a_text_of_some_pages_may_be_cut_by_a_page_end() -> None:
    document = opened(written(replace(sample(), goal_actual="很长的情况说明。" * 2_000)))
    rows = [row for table in document.tables for row in table._tbl.findall(f"{W}tr")]
    assert sum(row.find(f"{W}trPr/{W}cantSplit") is None for row in rows) == 1


def test_the_properties_name_the_form_and_no_library() -> None:
    properties = opened(written(sample())).core_properties
    assert (properties.title, properties.author, properties.comments) == (sample().title, "", "")


def test_the_margins_are_those_of_the_paper() -> None:
    (section,) = opened(written(sample())).sections
    sides = (section.left_margin, section.right_margin, section.top_margin, section.bottom_margin)
    assert [side.mm for side in sides if side] == pytest.approx(astuple(USUAL), abs=0.1)


def test_running_text_begins_at_the_top_and_all_else_stands_in_the_middle() -> None:
    form = replace(sample(), goal_expected="目标甲\n目标乙", project="项目丙")
    stands = {
        cell.text: str(cell._tc.tcPr.find(f"{W}vAlign").get(f"{W}val"))
        for table in opened(written(form)).tables
        for row in table.rows
        for cell in row.cells
    }
    assert stands["目标甲\n目标乙"] == "top"
    assert stands["项目丙"] == stands["项目名称"] == "center"
