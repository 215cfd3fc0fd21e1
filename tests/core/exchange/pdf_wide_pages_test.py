"""A sheet wider than its paper: pages of right columns are put beside those of the left."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.exchange.sources.pdf_source import read_pdf_source
from core.reading.source import SourceTable, SourceText
from tests.core.exchange.pdf_torn_rows_test import HEAD, Lines, folded, printed, register
from tests.examples import examples

WIDTHS = (90.0, 80.0, 70.0, 40.0, 40.0, 110.0)
names = st.sampled_from(["培训人数", "农村户用厕所改造户数和公路里程", "群众满意度"])
figures = st.sampled_from(["5", "10", "9.84", "≥95%", "120人"])
reasons = st.sampled_from(["", "受汛期影响，工期延后，下一步加强沟通，倒排工期"])
rows = st.tuples(names, figures, figures, figures, figures, reasons)


def tall(texts: tuple[str, ...]) -> Lines:
    """The lines of a row, each cell with as many as the longest, so that halves are as high."""
    lines = [folded(text, width) for text, width in zip(texts, WIDTHS, strict=True)]
    most = max(map(len, lines))
    return [[*one, *[""] * (most - len(one))] for one in lines]


def texts(data: bytes) -> list[list[tuple[int, int, str]]]:
    found = []
    for part in read_pdf_source(data).sections[0].parts:
        assert not isinstance(part, SourceText)
        found.append([(cell.row, cell.column, cell.text) for cell in part.cells])
    return found


@settings(max_examples=examples(60), deadline=None)
@given(
    pages=st.lists(st.lists(rows, min_size=3, max_size=6), min_size=1, max_size=3),
    cut=st.integers(2, 5),
    in_turn=st.booleans(),
)
def test_the_right_columns_on_pages_of_their_own_stand_beside_the_left(
    pages: list[list[tuple[str, ...]]], cut: int, *, in_turn: bool
) -> None:
    register()
    drawn = [[tall(row) for row in page] for page in pages]
    drawn[0].insert(0, tall(HEAD))
    halves = [[[row[:cut] for row in page] for page in drawn],
              [[row[cut:] for row in page] for page in drawn]]  # fmt: skip
    order = [half for pair in zip(*halves, strict=True) for half in pair]
    order = order if in_turn else [*halves[0], *halves[1]]
    widths = [WIDTHS[:cut] if page in halves[0] else WIDTHS[cut:] for page in order]
    whole = printed(drawn, WIDTHS)

    assert texts(printed(order, *widths)) == texts(whole)


@settings(max_examples=examples(30), deadline=None)
@given(first=st.lists(rows, min_size=3, max_size=6), page=st.lists(rows, min_size=3, max_size=6),
       times=st.integers(2, 4))  # fmt: skip
def test_pages_of_the_same_rows_stand_below_each_other(
    first: list[tuple[str, ...]], page: list[tuple[str, ...]], times: int
) -> None:
    register()
    drawn = [[tall(row) for row in rows] for rows in (first, *[page] * times)]
    drawn[0].insert(0, tall(HEAD))

    (found,) = texts(printed(drawn, WIDTHS))

    assert [text for row, column, text in found if column == 1] == [
        HEAD[1], *(row[1] for row in (*first, *page * times))
    ]  # fmt: skip


def test_three_bands_stand_beside_each_other() -> None:
    register()
    pages = [[HEAD, ("甲", "1", "2", "3", "4", "略")], [("乙", "5", "6", "7", "8", ""), HEAD]]
    drawn = [[tall(row) for row in page] for page in pages]
    bands = (0, 2), (2, 4), (4, 6)
    order = [[row[a:b] for row in page] for a, b in bands for page in drawn]
    widths = [WIDTHS[a:b] for a, b in bands for _ in drawn]
    assert texts(printed(order, *widths)) == texts(printed(drawn, WIDTHS))


def test_a_title_over_both_pages_is_read_once() -> None:
    register()
    drawn = [tall(row) for row in (HEAD, ("甲", "1", "2", "3", "4", "略"), HEAD)]
    title = "某某局二〇二一年度项目支出绩效自评表"
    around = [(180.0, 40.0, title)], [(180.0 - sum(WIDTHS[:3]), 40.0, title)]
    halves = [[r[:3] for r in drawn], [r[3:] for r in drawn]]
    data = printed(halves, WIDTHS[:3], WIDTHS[3:], around=around)
    found = [p.text for p in read_pdf_source(data).sections[0].parts if isinstance(p, SourceText)]
    assert found == [title]


def test_a_table_of_few_high_rows_is_put_beside_none_of_many_low_ones() -> None:
    register()
    low = [[["甲"], ["1"]]] * 42
    high = [[["丙", *[""] * 17], ["丁"]]] * 3  # as high as 14 of the low ones
    data = printed([low, high], WIDTHS[:2], (120.0, 40.0))
    assert len(read_pdf_source(data).sections[0].parts) == 2


def test_a_cell_names_the_page_on_which_it_was_printed() -> None:
    register()
    drawn = [tall(row) for row in (HEAD, ("甲", "1", "2", "3", "4", "略"), HEAD)]
    data = printed([[r[:3] for r in drawn], [r[3:] for r in drawn]], WIDTHS[:3], WIDTHS[3:])
    (table,) = read_pdf_source(data).sections[0].parts
    assert isinstance(table, SourceTable)
    reason = next(cell for cell in table.cells if cell.text == "略")
    assert reason.box is not None
    assert (reason.place, reason.box.page, round(reason.box.left)) == ("第2页", 1, 120)


def test_texts_around_the_tables_of_both_pages_are_read_once() -> None:
    register()
    drawn = [tall(row) for row in (HEAD, ("甲", "1", "2", "3", "4", "略"), HEAD)]
    title, number = (345.0, 40.0, "某某局绩效自评"), 820.0
    around = (
        [title, (45.0, 160.0, "填报人：张三"), (380.0, number, "共2页之9")],
        [title, (45.0, 160.0, "填报日期：2022年3月1日"), (375.0, number, "共2页之10")],
    )
    halves = [[r[:3] for r in drawn], [r[3:] for r in drawn]]
    data = printed(halves, WIDTHS[:3], WIDTHS[3:], around=around)
    found = "".join(
        part.text
        for part in read_pdf_source(data).sections[0].parts
        if isinstance(part, SourceText)
    )
    assert "".join(found.split()) == "某某局绩效自评填报人：张三填报日期：2022年3月1日共2页之9"


@pytest.mark.parametrize("label", ["项目名称：乙"])
def test_a_page_that_begins_a_form_of_its_own_is_put_beside_none(label: str) -> None:
    register()
    first = [tall(HEAD), tall(("甲", "1", "2", "3", "4", "略"))]
    second = [[[label], [""]], [["丙"], ["丁"]]]
    data = printed([first, second], WIDTHS, (300.0, 40.0))
    assert len(read_pdf_source(data).sections[0].parts) == 2


def test_a_text_below_the_right_columns_names_the_page_on_which_it_was_printed() -> None:
    register()
    drawn = [tall(row) for row in (HEAD, ("甲", "1", "2", "3", "4", "略"), HEAD)]
    around = [(45.0, 160.0, "填报人：张三")], [(300.0, 190.0, "联系电话：88001234")]
    halves = [[r[:3] for r in drawn], [r[3:] for r in drawn]]
    data = printed(halves, WIDTHS[:3], WIDTHS[3:], around=around)
    texts = [p for p in read_pdf_source(data).sections[0].parts if isinstance(p, SourceText)]
    places = {one.text: (one.place, one.box and round(one.box.left)) for one in texts}
    assert places == {"填报人：张三": ("第1页", 45), "联系电话：88001234": ("第2页", 300)}
