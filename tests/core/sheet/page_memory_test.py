"""Page ends that are known from before a few rows changed are those of a search afresh."""

from __future__ import annotations

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.sheet.heights import row_sizes
from core.sheet.page import Lines, Page, Place
from core.sheet.page_breaks import Pagination
from core.sheet.page_memory import PageMemory
from core.sheet.page_rows import PageRows
from core.sheet.sheet import Band
from tests.core.sheet.page_breaks_test import Cut, a_form, cut, cuts
from tests.examples import examples


def rows_of(done: Cut, lines: list[Lines]) -> PageRows:
    sizes = row_sizes(done.sheet, [count.first for count in lines], done.metrics)
    return PageRows(done.sheet, sizes, lines, done.metrics, done.capacity)


@settings(max_examples=examples(300), deadline=None)
@given(cuts(), st.data())
def test_pages_after_any_changes_are_those_of_a_search_afresh(
    done: Cut, data: st.DataObject
) -> None:
    memory, lines = PageMemory(), list(done.lines)
    chance = random.Random(data.draw(st.integers(0, 10_000)))  # noqa: S311
    for _ in range(4):
        rows = rows_of(done, list(lines))
        known, afresh = Pagination(rows, memory), Pagination(rows)
        assert (known.count, known.pages) == (afresh.count, afresh.pages)
        for _ in range(chance.choice((1, 1, 1, 3))):
            first = chance.choice((1, 2, 3, 14, 60))
            lines[chance.randrange(len(lines))] = Lines(first, chance.choice((1, first)))


def test_a_changed_row_is_searched_for_where_it_shows_alone(
    monkeypatch: pytest.MonkeyPatch,
) -> None:

    sheet = a_form([[30] * 4] * 4, 1, 0, 1)
    done = cut(sheet, [1] * len(sheet.cells), 400.0)
    memory, searched = PageMemory(), list[Place]()
    furthest = PageRows.furthest

    def counted(self: PageRows, start: Place) -> tuple[int, float]:
        searched.append(start)
        return furthest(self, start)

    def pages(lines: list[Lines]) -> tuple[Page, ...]:
        searched.clear()
        return Pagination(rows_of(done, lines), memory).pages

    monkeypatch.setattr(PageRows, "furthest", counted)
    first = pages(list(done.lines))
    every, changed = len(searched), list(done.lines)
    at = next(i for i, c in enumerate(sheet.cells) if c.row == 300 and c.rowspan == 1)
    changed[at] = Lines(3, 3)
    second = pages(changed)
    bounds = len(sheet.bands)  # asked for each row, whatever is known
    assert len(searched) - bounds < (every - bounds) / 3
    assert second[0] is first[0]


def test_a_head_that_is_too_high_to_be_repeated_is_repeated_again_when_it_is_low() -> None:
    sheet = a_form([[4] * 4] * 3, 1, 0, 1)
    done = cut(sheet, [1] * len(sheet.cells), 200.0)
    head = next(i for i, c in enumerate(sheet.cells) if sheet.bands[c.row] is Band.INDICATOR_HEAD)
    memory = PageMemory()
    for first in (1, 5, 1):
        lines = list(done.lines)
        lines[head] = Lines(first, first)
        rows = rows_of(done, lines)
        assert Pagination(rows, memory).pages == Pagination(rows).pages
