"""Page ends: nothing is lost or doubled, labels stay with their rows, cuts are made with sense."""

import random
from collections import defaultdict
from dataclasses import dataclass
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.sheet.heights import Metrics, RowSize, row_sizes
from core.sheet.page import HEAD_OF, Lines, Page, is_repeated
from core.sheet.page_breaks import Pagination
from core.sheet.page_rows import PageRows
from core.sheet.sheet import Align, Band, Cell, Role, Sheet
from tests.examples import examples

LEADING, PADDING, MINIMUM = 10.0, 2.0, 16.0
Groups = list[list[int]]


class Draft:
    """A form in the making, on four columns: 绩效指标, category, group, indicator."""

    def __init__(self) -> None:
        self.bands: list[Band] = []
        self.cells: list[Cell] = []

    def row(self, band: Band, *spans: tuple[int, int], role: Role = Role.LABEL) -> None:
        for column, colspan in spans:
            self.cells.append(Cell(len(self.bands), column, 1, colspan, "x", role))
        self.bands.append(band)

    def merged(self, column: int, rows: int, role: Role = Role.LABEL) -> None:
        self.cells.append(Cell(len(self.bands), column, rows, 1, "x", role))


def a_form(groups: Groups, funds: int = 0, sections: int = 0, signatures: int = 0) -> Sheet:
    form = Draft()
    form.row(Band.TITLE, (0, 4), role=Role.TITLE)
    if funds:
        form.merged(0, funds + 1)
        form.row(Band.FUNDS_HEAD, (1, 3))
    for _ in range(funds):
        form.row(Band.FUND, (1, 3), role=Role.INPUT)
    form.merged(0, 2)
    form.row(Band.GOALS_HEAD, (1, 3))
    form.row(Band.GOALS, (1, 3), role=Role.INPUT)
    form.row(Band.INDICATOR_HEAD, (0, 1), (1, 1), (2, 2))
    if total := sum(map(sum, groups)):
        form.merged(0, total)
    for category in groups:
        form.merged(1, sum(category), Role.HEADING)
        for size in category:
            form.merged(2, size, Role.HEADING)
            for _ in range(size):
                form.row(Band.INDICATOR, (3, 1), role=Role.INPUT)
    form.row(Band.TOTAL, (0, 4))
    for _ in range(sections):
        form.row(Band.SECTION, (0, 1), (1, 3), role=Role.INPUT)
    for _ in range(signatures):
        form.row(Band.SIGNATURE, (0, 4), role=Role.INPUT)
    return Sheet((1, 1, 1, 1), tuple(form.bands), tuple(form.cells))


@dataclass
class Cut:
    """A form and the pages that it was cut into."""

    sheet: Sheet
    sizes: list[RowSize]
    lines: list[Lines]
    metrics: Metrics
    capacity: float
    pages: tuple[Page, ...]

    def rows_on(self, page: Page) -> list[int]:
        return [strip.row for strip in page.strips if not strip.repeated]

    def page_of(self, band: Band) -> set[int]:
        return {
            number
            for number, page in enumerate(self.pages)
            for row in self.rows_on(page)
            if self.sheet.bands[row] is band
        }


def cut(sheet: Sheet, lines: list[int] | None = None, capacity: float = 400.0) -> Cut:
    lines = lines or [1] * len(sheet.cells)
    rows = len(sheet.bands)
    metrics = Metrics([LEADING] * rows, [MINIMUM] * rows, PADDING, capacity / 3)
    sizes = row_sizes(sheet, lines, metrics)
    counts = [
        Lines(count, count + 1 if is_repeated(cell) else 0)
        for cell, count in zip(sheet.cells, lines, strict=True)
    ]
    pages = Pagination(PageRows(sheet, sizes, counts, metrics, capacity)).pages
    return Cut(sheet, sizes, counts, metrics, capacity, pages)


@st.composite
def cuts(draw: st.DrawFn) -> Cut:
    """Forms of every size, with texts from one line to many pages of them."""
    groups = draw(st.lists(st.lists(st.integers(1, 9), min_size=1, max_size=4), max_size=4))
    counts = st.integers(0, 4)
    sheet = a_form(groups, draw(counts), draw(counts), draw(counts))
    chance = random.Random(draw(st.integers(0, 10_000)))  # noqa: S311
    usual = draw(st.sampled_from(((1, 1, 1, 2), (1, 1, 2, 3, 9), (1, 2, 14, 60, 200))))
    lines = [chance.choice(usual) for _ in sheet.cells]
    return cut(sheet, lines, draw(st.sampled_from((300.0, 400.0, 733.3))))


@settings(max_examples=examples(50))
@given(cuts())
def test_every_line_of_every_row_stands_on_exactly_one_page(done: Cut) -> None:
    shown: dict[int, list[tuple[int, int]]] = defaultdict(list)
    order = []
    for page in done.pages:
        for strip in page.strips:
            if not strip.repeated:
                shown[strip.row].append((strip.first, strip.lines))
                order.append((strip.row, strip.first))
    assert order == sorted(order)
    assert set(shown) == set(range(len(done.sheet.bands)))
    for row, parts in shown.items():
        ends = [0, *(first + lines for first, lines in parts)]
        assert [first for first, _ in parts] == ends[:-1]
        assert ends[-1] == done.sizes[row].lines


@settings(max_examples=examples(50))
@given(cuts())
def test_every_line_of_every_text_is_drawn_once_and_in_order(done: Cut) -> None:
    drawn: dict[int, list[int]] = defaultdict(list)
    for page in done.pages:
        repeated = {strip.row for strip in page.strips if strip.repeated}
        for piece in page.pieces:
            cell = done.sheet.cells[piece.cell]
            of_the_head = cell.rowspan == 1 and cell.row in repeated
            if not of_the_head and not piece.again:
                drawn[piece.cell] += range(piece.first, piece.first + piece.count)
    for index, lines in enumerate(done.lines):
        assert drawn[index] == list(range(lines.first))


@settings(max_examples=examples(50))
@given(cuts())
def test_strips_are_stacked_on_the_page_and_never_leave_it(done: Cut) -> None:
    for page in done.pages:
        assert page.strips[0].top == 0
        for above, below in pairwise(page.strips):
            assert below.top == pytest.approx(above.top + above.height)
        last = page.strips[-1]
        assert last.top + last.height <= done.capacity + 1e-3


@settings(max_examples=examples(50))
@given(cuts())
def test_every_text_has_room_in_its_piece(done: Cut) -> None:
    for page in done.pages:
        for piece in page.pieces:
            lines = done.lines[piece.cell].again if piece.again else piece.count
            if lines:
                assert lines * LEADING + 2 * PADDING <= piece.height + 1e-6


@settings(max_examples=examples(50))
@given(cuts())
def test_a_merged_cell_covers_exactly_its_rows_on_each_page(done: Cut) -> None:
    for page in done.pages:
        assert len({piece.cell for piece in page.pieces}) == len(page.pieces)
        for piece in page.pieces:
            cell = done.sheet.cells[piece.cell]
            own = [s for s in page.strips if cell.row <= s.row < cell.row + cell.rowspan]
            assert piece.top == own[0].top
            assert piece.height == pytest.approx(sum(strip.height for strip in own))


@settings(max_examples=examples(50))
@given(cuts())
def test_a_label_stands_on_each_page_that_shows_one_of_its_rows(done: Cut) -> None:
    for page in done.pages:
        for piece in page.pieces:
            cell, lines = done.sheet.cells[piece.cell], done.lines[piece.cell]
            if is_repeated(cell) and not done.metrics.flows(lines.first, LEADING):
                assert piece.again or piece.count == lines.first


@settings(max_examples=examples(50))
@given(cuts())
def test_each_further_page_of_a_block_begins_with_its_head(done: Cut) -> None:
    for number, page in enumerate(done.pages):
        first = next(strip for strip in page.strips if not strip.repeated)
        head = HEAD_OF.get(done.sheet.bands[first.row])
        low = head is not None and all(
            size.height <= done.capacity / 4
            for size, band in zip(done.sizes, done.sheet.bands, strict=True)
            if band is head
        )
        repeated = [done.sheet.bands[s.row] for s in page.strips if s.repeated]
        assert repeated == ([head] if number and low else [])


@settings(max_examples=examples(50))
@given(cuts())
def test_no_page_more_than_filling_them_to_the_brim_takes(done: Cut) -> None:
    used, brim = done.capacity + 1, 0
    for size in done.sizes:
        if used + size.height > done.capacity:
            brim, used = brim + 1, 0.0
        used += size.height
    if max(size.height for size in done.sizes) > done.metrics.tear:
        return  # a torn row has no simple count
    growth = sum(strip.height for page in done.pages for strip in page.strips)
    growth -= sum(size.height for size in done.sizes)
    assert len(done.pages) <= brim + 1 + growth // (done.capacity / 2)


@settings(max_examples=examples(50))
@given(cuts())
def test_pages_come_out_the_same_every_time(done: Cut) -> None:
    rows = PageRows(done.sheet, done.sizes, done.lines, done.metrics, done.capacity)
    assert Pagination(rows).pages == done.pages


def test_a_form_that_fits_stands_on_one_page() -> None:
    done = cut(a_form([[2, 3]]))
    assert len(done.pages) == 1
    assert not any(piece.again for piece in done.pages[0].pieces)


def test_no_group_leaves_a_single_row_where_that_costs_no_page() -> None:
    for size in range(2, 40):
        done = cut(a_form([[3, size, 9, 9, 9, 9]]))
        for _, after in pairwise(done.pages):
            first = done.rows_on(after)[0]
            for cell in done.sheet.cells:
                inside = cell.row < first < cell.row + cell.rowspan
                if inside and cell.column == 2 and cell.rowspan > 3:
                    assert first - cell.row > 1
                    assert cell.row + cell.rowspan - first > 1


def test_signatures_never_stand_alone_and_are_never_parted() -> None:
    for rows in range(1, 60):
        done = cut(a_form([[rows]], signatures=3))
        assert len(done.page_of(Band.SIGNATURE)) == 1
        last = done.rows_on(done.pages[-1])
        assert done.sheet.bands[last[0]] is not Band.SIGNATURE


@pytest.mark.parametrize("lines", [20, 26, 32, 33, 34, 35, 36, 60, 100])
def test_signatures_below_a_page_of_text_take_its_end_along(lines: int) -> None:
    sheet = a_form([[3]], sections=1, signatures=4)
    section = sheet.bands.index(Band.SECTION)
    counts = [lines if (cell.row, cell.column) == (section, 1) else 1 for cell in sheet.cells]
    for rows in range(400, 520, 3):
        done = cut(sheet, counts, capacity=float(rows))
        assert len(done.page_of(Band.SIGNATURE)) == 1
        assert done.sheet.bands[done.rows_on(done.pages[-1])[0]] is not Band.SIGNATURE


def test_a_total_never_stands_without_an_indicator_over_it() -> None:
    for rows in range(1, 60):
        done = cut(a_form([[rows]]))
        (number,) = done.page_of(Band.TOTAL)
        assert number in done.page_of(Band.INDICATOR)


def test_a_head_is_never_the_last_row_of_a_page() -> None:
    for rows in range(1, 30):
        done = cut(a_form([[9, 9]], funds=rows))
        for page in done.pages:
            assert done.sheet.bands[done.rows_on(page)[-1]] not in HEAD_OF.values()


def test_a_text_taller_than_a_page_flows_on_and_its_row_is_named_again() -> None:
    sheet = a_form([[3]])
    lines = [1] * len(sheet.cells)
    at = next(
        i
        for i, c in enumerate(sheet.cells)
        if sheet.bands[c.row] is Band.INDICATOR and c.column == 3
    )
    lines[at] = 100
    done = cut(sheet, lines)
    parts = [piece for page in done.pages for piece in page.pieces if piece.cell == at]
    assert len(parts) >= 3
    assert min(part.count for part in parts) >= 3
    labels = [i for i, c in enumerate(sheet.cells) if c.rowspan == 3]
    for page in done.pages[1:]:
        assert {p.cell for p in page.pieces if p.again} >= set(labels)


def test_a_row_of_moderate_height_is_not_torn() -> None:
    sheet = a_form([[30]])
    done = cut(sheet, [12 if cell.column == 3 else 1 for cell in sheet.cells])
    assert len(done.pages) > 5
    assert all(strip.first == 0 for page in done.pages for strip in page.strips)


def test_a_hundred_thousand_lines_are_all_there() -> None:
    sheet = a_form([[2]])
    lines = [100_000 if cell.column == 3 else 1 for cell in sheet.cells]
    done = cut(sheet, lines, 733.0)
    shown = sum(s.lines for page in done.pages for s in page.strips if not s.repeated)
    assert shown == sum(size.lines for size in done.sizes)


def test_paper_too_small_for_anything_still_shows_everything() -> None:
    done = cut(a_form([[3, 4]], funds=2), capacity=5.0)
    assert [row for page in done.pages for row in done.rows_on(page)] == list(
        range(len(done.sheet.bands))
    )


def test_the_lack_of_a_tall_merged_label_is_spread_over_its_rows() -> None:
    cells = (
        Cell(0, 0, 2, 1, "label", Role.LABEL),
        Cell(0, 1, 1, 1, "a", Role.INPUT, Align.LEFT),
        Cell(1, 1, 1, 1, "b", Role.INPUT, Align.LEFT),
    )
    sheet = Sheet((1, 1), (Band.INDICATOR, Band.INDICATOR), cells)
    metrics = Metrics([LEADING] * 2, [MINIMUM] * 2, PADDING, 300)
    sizes = row_sizes(sheet, [6, 2, 1], metrics)
    assert [size.height for size in sizes] == [24 + 12, 16 + 12]
    flowing = row_sizes(sheet, [101, 2, 1], metrics)
    assert sum(size.lines for size in flowing) == 101
    assert [size.height for size in flowing] == [51 * 10 + 4, 50 * 10 + 4]
