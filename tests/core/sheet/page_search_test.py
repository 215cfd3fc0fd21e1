"""The short ways of looking for page ends give what the long ones give."""

from itertools import pairwise

import pytest
from hypothesis import given

from core.sheet.page import Place
from core.sheet.page_breaks import Pagination
from core.sheet.page_rows import GRAIN, PageRows
from tests.core.sheet.page_breaks_test import Cut, cuts

EVERY = 10**9


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
