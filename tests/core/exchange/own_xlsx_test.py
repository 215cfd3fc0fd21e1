"""The form as an Excel file of ours: what it shows, computes and carries; the way back."""

from __future__ import annotations

import io
import re
import zipfile
from decimal import Decimal

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import astuple, replace
from openpyxl.worksheet.worksheet import Worksheet

from core.exchange.figures import figure_of
from core.exchange.form_xlsx import form_xlsx
from core.exchange.sources.number_format import shown_number
from core.exchange.sources.recognition import read_source
from core.model.evaluation import Evaluation, Fund
from core.model.path import Path, write_all
from core.reading.drafting import drafts
from core.sample import sample
from core.scoring.profile_file import profile_for
from core.sheet.layout import layout_names
from core.sheet.page_setup import USUAL
from tests.examples import examples
from tests.strategies import evaluations
from tests.workbooks import load_values


def written(form: Evaluation) -> bytes:
    return form_xlsx(form, profile_for(form.profile))


def back(data: bytes) -> Evaluation:
    (draft,) = drafts(read_source(data))
    return draft.evaluation


def edited(data: bytes, old: str, new: str) -> bytes:
    """The file with one replacement in its worksheet and shared texts."""
    out = io.BytesIO()
    count = 0
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(out, "w") as target:
        for info in source.infolist():
            text = source.read(info)
            if info.filename in {"xl/worksheets/sheet1.xml", "xl/sharedStrings.xml"}:
                count += text.count(old.encode())
                text = text.replace(old.encode(), new.encode())
            target.writestr(info, text)
    assert count == 1
    return out.getvalue()


def without_part(data: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(out, "w") as target:
        for info in source.infolist():
            if not info.filename.startswith("customXml"):
                target.writestr(info, source.read(info))
    return out.getvalue()


def page(data: bytes) -> Worksheet:
    sheet = load_values(data).active
    assert isinstance(sheet, Worksheet)
    return sheet


def cells(data: bytes) -> dict[str, object]:
    """Name and value of each cell, as openpyxl has them."""
    return {c.coordinate: c.value for row in page(data) for c in row if c.value is not None}


@pytest.mark.parametrize("layout", layout_names())
def test_the_sample_comes_back_in_every_layout(layout: str) -> None:
    form = replace(sample(), template=layout)
    assert back(written(form)) == form


@settings(max_examples=examples(60), deadline=None)
@given(evaluations())
def test_any_form_comes_back_to_the_letter(form: Evaluation) -> None:
    assert back(written(form)) == form


@settings(max_examples=examples(40), deadline=None)
@given(evaluations(), st.sampled_from(layout_names()))
def test_any_form_comes_back_in_any_layout(form: Evaluation, layout: str) -> None:
    form = replace(form, template=layout)
    assert back(written(form)) == form


FIGURES = st.from_regex(r"-?[0-9]{1,9}(,[0-9]{3}){0,2}(\.[0-9]{1,6})?%?", fullmatch=True)


@given(FIGURES | st.text("0123456789.,-%", max_size=12))
def test_a_figure_shows_exactly_what_was_written(text: str) -> None:
    figure = figure_of(text)
    if figure is not None:
        stored = Decimal(repr(float(figure.value)))
        assert shown_number(stored, figure.code) == text


@pytest.mark.parametrize(
    "text", ["", "007", "-0", "5分", "１００", "1,23", "9" * 16, "=1", "1e5", "."]
)
def test_what_would_be_shown_otherwise_is_no_figure(text: str) -> None:
    assert figure_of(text) is None


def test_figures_are_numbers_and_formulas_work() -> None:
    found = cells(written(sample()))
    values = list(found.values())
    assert 14044028.98 in values
    formulas = [
        value for value in values if isinstance(value, str) and value[:4] in {"=IF(", "=ROU"}
    ]
    assert len(formulas) == 4  # 执行率, its score, the two sums
    assert sum("ROUND(SUM(" in formula for formula in formulas) == 2


def test_texts_that_look_like_formulas_stay_texts() -> None:
    form = sample()
    form = replace(form, project="=1+1", department="+8", unit="-x", goal_actual="@SUM(A1)")
    data = written(form)
    types = {c.value: c.data_type for row in page(data) for c in row if c.value is not None}
    assert {types[text] for text in ("=1+1", "+8", "-x", "@SUM(A1)", "=100%")} == {"s"}
    assert back(data) == form


def test_a_formula_that_would_say_something_else_is_not_written() -> None:
    form = replace(sample(), total_score="99")
    formulas = [
        value for value in cells(written(form)).values() if str(value).startswith("=ROUND(")
    ]
    assert len(formulas) == 1
    funds = tuple(replace(fund, annual="1447.8739万元") for fund in form.funds)
    values = cells(written(replace(form, funds=funds))).values()
    assert not [value for value in values if str(value).startswith("=IF(")]


def test_a_changed_cell_comes_back_changed_and_nothing_else() -> None:
    form = sample()
    data = edited(written(form), "<t>社会保险服务费</t>", "<t>社会保险服务费（二期）</t>")
    assert back(data) == replace(form, project="社会保险服务费（二期）")


def test_a_formula_that_shows_something_else_is_computed_again() -> None:
    form = sample()
    data = edited(written(form), "<v>96.7</v>", "<v>97.25</v>")
    assert back(data) == replace(form, total_score="")


def rich() -> Evaluation:
    """The sample with what no cell shows, on its first row and on the whole."""
    form = sample()
    category = form.categories[0]
    group = category.groups[0]
    first = replace(
        group.indicators[0],
        direction="正向", method="按比例", band="优", kept=(("overshoot", "说明"),),
        extra=(("x", "1"),),
    )  # fmt: skip
    group = replace(group, indicators=(first, *group.indicators[1:]))
    category = replace(category, groups=(group, *category.groups[1:]))
    return replace(form, categories=(category, *form.categories[1:]), kept=(("all-full", "真"),),
                   profile="湖北")  # fmt: skip


def first_row(form: Evaluation) -> tuple[object, ...]:
    row = form.categories[0].groups[0].indicators[0]
    return row.direction, row.method, row.band, row.kept, row.extra


def test_what_no_cell_shows_comes_back() -> None:
    assert back(written(rich())) == rich()


def test_what_a_row_carries_goes_when_the_row_is_another() -> None:
    data = written(rich())
    other = back(edited(data, "<t>养老金发放人数</t>", "<t>养老金补发人数</t>"))
    assert first_row(other) == ("", "", "", (), ())
    assert other.profile == "湖北"
    assert other.kept == ()


def test_a_row_that_was_put_in_costs_nothing_that_the_others_carry() -> None:
    sheet = page(written(rich()))
    place = next(n for n, row in enumerate(sheet.values, start=1) if row[0] == "总分")
    for merged in [m for m in sheet.merged_cells.ranges if m.min_row >= place]:
        sheet.unmerge_cells(merged.coord)
    sheet.insert_rows(place)
    for column, text in {4: "新增指标", 6: ">=3个", 7: "3个", 9: "1", 10: "1"}.items():
        sheet.cell(place, column, text)
    out = io.BytesIO()
    assert sheet.parent is not None
    sheet.parent.save(out)
    with zipfile.ZipFile(io.BytesIO(written(rich()))) as ours:
        part = next(n for n in ours.namelist() if n.startswith("customXml/item1"))
        carried = ours.read(part)
    source = read_source(out.getvalue())
    text = re.sub(r"^.*?<form[^>]*>|</form>$", "", carried.decode(), flags=re.DOTALL)
    (draft,) = drafts(replace(source, carried=text.replace("&lt;", "<").replace("&gt;", ">")))
    form = draft.evaluation
    assert len(list(form.indicators)) == len(list(sample().indicators)) + 1
    assert first_row(form) == first_row(rich())
    assert form.profile == "湖北"


def test_without_the_part_the_table_is_read() -> None:
    form = sample()
    assert back(without_part(written(form))) == form


@given(
    st.text(max_size=40)
    | st.sampled_from(['{"form": 1}', "[" * 5000, '{"form": {}, "computed": [[]]}'])
)
@settings(max_examples=examples(30), deadline=None)
def test_a_damaged_part_is_no_part(text: str) -> None:
    source = read_source(written(sample()))
    (draft,) = drafts(replace(source, carried=text))
    assert draft.evaluation == sample()


def test_a_part_that_lies_is_not_believed_against_the_cells() -> None:
    lying = replace(sample(), total_score="100", funds=(Fund(id=1, name="别的"),))
    source = read_source(written(sample()))
    (draft,) = drafts(replace(source, carried=read_source(written(lying)).carried))
    assert draft.evaluation.total_score == ""  # a formula shows it: it is computed
    assert next(fund.annual for fund in draft.evaluation.funds) == "14478739.00"


def test_a_very_long_text_is_shown_in_rows_that_excel_has() -> None:
    form = replace(sample(), goal_expected="目标很长。\n" * 900)
    data = written(form)
    heights = re.findall(
        rb'<row [^>]*ht="([\d.]+)"',
        zipfile.ZipFile(io.BytesIO(data)).read("xl/worksheets/sheet1.xml"),
    )
    assert max(map(float, heights)) <= 409
    assert back(data) == form


def test_the_margins_are_those_of_the_paper() -> None:
    page = openpyxl.load_workbook(io.BytesIO(written(sample()))).worksheets[0].page_margins
    found = [inches * 25.4 for inches in (page.left, page.right, page.top, page.bottom)]
    assert found == pytest.approx(astuple(USUAL), abs=0.1)


def test_only_a_text_that_begins_as_a_formula_is_marked_as_text() -> None:
    rows = tuple(sample().indicators)[:2]
    named = {rows[0].id: "=甲", rows[1].id: "乙"}
    form = write_all(sample(), [(Path(node, "name"), name) for node, name in named.items()])
    sheet = openpyxl.load_workbook(io.BytesIO(written(form))).worksheets[0]
    marked = {
        str(cell.value): bool(cell.quotePrefix)
        for row in sheet.iter_rows()
        for cell in row
        if str(cell.value) in named.values()
    }
    assert marked == {"=甲": True, "乙": False}
