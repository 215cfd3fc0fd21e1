"""The short ways of looking for page ends give what the long ones give."""

from itertools import pairwise

import pytest
from hypothesis import assume, given

from core.sheet.page import Place
from core.sheet.page_breaks import _TITLES as TITLES
from core.sheet.page_breaks import Pagination
from core.sheet.page_rows import GRAIN, PageRows
from tests.core.sheet.page_breaks_test import Cut, cuts

EVERY = 10**9
MOST_WHITE = 50 / 25.4 * 72


def rows_of(done: Cut) -> PageRows:
    return PageRows(done.sheet, done.sizes, done.lines, done.metrics, done.capacity)


def starts_of(done: Cut) -> list[Place]:
    places = []
    for page in done.pages:
        strip = next(strip for strip in page.strips if not strip.repeated)
        places.append(Place(strip.row, strip.first))
    return [*places, Place(len(done.sheet.bands), 0)]


@given(cuts())
def test_what_cannot_lead_to_the_fewest_pages_need_not_be_looked_at(done: Cut) -> None:
    everything = Pagination(rows_of(done))
    vars(everything._breaker)["filled"] = EVERY
    assert everything.pages == done.pages


@given(cuts())
def test_the_number_of_pages_is_known_without_looking_for_them(done: Cut) -> None:
    found = Pagination(rows_of(done))
    assert found._breaker.least <= found.count <= found._breaker.filled
    assert found.count == len(done.pages)
    for most in (found.count - 1, found.count, found.count + 1):
        assert Pagination(rows_of(done)).fits(most) == (most >= found.count)


@given(cuts())
def test_the_height_of_a_page_is_that_of_its_rows(done: Cut) -> None:
    rows, places = rows_of(done), starts_of(done)
    for start, own in pairwise(places):
        below = range(start.row + 1, min(own.row + 3, rows.end.row))
        for end in (own, *(Place(row, 0) for row in below)):
            heights = sum(strip.height for strip in rows.strips(start, end))
            assert rows.used(start, end) == pytest.approx(heights)


@given(cuts())
def test_the_first_row_that_does_not_fit_is_found_without_trying_each(done: Cut) -> None:
    rows = rows_of(done)
    for row in range(rows.end.row):
        head = rows.head_over(Place(row, 0))
        room = rows.capacity - (rows.sizes[head].height if head is not None else 0.0)
        below = row
        while below < rows.end.row and rows.sizes[below].height <= room + GRAIN:
            room -= rows.sizes[below].height
            below += 1
        assert rows.furthest(Place(row, 0))[0] == below
        assert rows.furthest(Place(row, 0))[1] == pytest.approx(room)


@given(cuts())
def test_no_page_ends_far_above_a_text_that_could_begin_on_it(done: Cut) -> None:
    """Fifty millimetres at the most, unless heads or signatures would be left alone."""
    rows = rows_of(done)
    assume(not any(rows.is_torn(at) for at, band in enumerate(done.sheet.bands) if band in TITLES))
    for start, end in pairwise(starts_of(done)):
        white = done.capacity - rows.used(start, end)
        if end == rows.end or end.line or white <= MOST_WHITE or not rows.is_torn(end.row):
            continue
        size = done.sizes[end.row]
        count = int((white - 2 * done.metrics.padding) / size.leading)
        count = min(count, size.lines - 3)
        assert count < max(3, rows.whole_lines(end.row, 0))


@given(cuts())
def test_no_page_is_made_for_one_low_row(done: Cut) -> None:
    rows = rows_of(done)
    for number, (start, end) in enumerate(pairwise(starts_of(done))):
        whole = end == (start.row + 1, 0) and not start.line
        if number and whole and rows.used(start, end) < done.capacity / 2:
            before = starts_of(done)[number - 1]
            assert start.row - before.row <= 1 or done.sheet.bands[start.row - 1] in TITLES
