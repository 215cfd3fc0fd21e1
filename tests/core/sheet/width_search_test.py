"""Laws of the search for widths, on tables of made-up texts that may be broken anywhere."""

import random
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from core.sheet.width_search import LEAST, align_lines, search, shared_out
from tests.examples import examples

LINE, TORN = 13.0, 1000.0
PAGE = 470


@dataclass(frozen=True)
class Table:
    """Rows of texts, each so many points wide on one line, over columns with their least widths."""

    rows: tuple[tuple[int, ...], ...]
    needs: dict[tuple[int, int], float]

    def at(self, widths: Sequence[int]) -> float:
        edges = [0, *accumulate(widths)]
        lack = (need - (edges[b] - edges[a]) for (a, b), need in self.needs.items())
        lines = (
            max(-(-text // max(1, width)) for text, width in zip(row, widths, strict=True))
            for row in self.rows
        )
        return TORN * sum(max(0.0, points) for points in lack) + LINE * sum(lines)


@st.composite
def tables(draw: st.DrawFn) -> tuple[Table, list[int]]:
    count = draw(st.integers(2, 9))
    texts = st.integers(0, 60) | st.integers(0, 400) | st.integers(0, 20_000)
    row = st.tuples(*[texts] * count)
    needs = {(at, at + 1): draw(st.floats(0, 70)) for at in range(count) if draw(st.booleans())}
    if draw(st.booleans()):
        needs[0, count] = draw(st.floats(0, 600))
    own = draw(st.lists(st.integers(10, 120), min_size=count, max_size=count))
    return Table(tuple(draw(st.lists(row, max_size=12))), needs), shared_out(PAGE, own)


@settings(max_examples=examples(40))
@given(tables())
def test_the_widths_fill_the_page_and_are_the_same_each_time(made: tuple[Table, list[int]]) -> None:
    table, own = made
    widths = search(own, table.needs, table, [])
    assert sum(widths) == PAGE
    assert min(widths) >= min(LEAST, PAGE // len(own))
    assert search(own, dict(reversed(table.needs.items())), table, []) == widths


@settings(max_examples=examples(40))
@given(tables())
def test_a_table_is_not_higher_than_in_columns_as_narrow_as_words_allow(
    made: tuple[Table, list[int]],
) -> None:
    table, own = made
    widths = search(own, table.needs, table, [])
    least = [max(LEAST, table.needs.get((at, at + 1), 0.0)) for at in range(len(own))]
    if sum(map(int, least)) + len(least) <= PAGE:
        assert table.at(widths) <= table.at([-int(-width // 1) for width in least])
        assert all(width >= need for width, need in zip(widths, least, strict=True))


@settings(max_examples=examples(40))
@given(tables(), st.data())
def test_nothing_moves_over_a_bound(made: tuple[Table, list[int]], data: st.DataObject) -> None:
    table, own = made
    bound = data.draw(st.integers(1, len(own) - 1))
    widths = search(own, table.needs, table, [bound])
    assert sum(widths[:bound]) == sum(own[:bound])
    assert sum(widths) == PAGE


@settings(max_examples=examples(40))
@given(tables(), st.lists(st.integers(0, PAGE), max_size=6))
def test_lines_that_meet_others_cost_hardly_a_line(
    made: tuple[Table, list[int]], others: list[int]
) -> None:
    table, own = made
    met = align_lines(own, table, others, [])
    assert sum(met) == PAGE
    assert table.at(met) < table.at(own) + LINE
    for before, after in zip(accumulate(own), accumulate(met), strict=True):
        assert after == before or after in others


@given(st.integers(100, 700), st.lists(st.integers(1, 200), min_size=1, max_size=12))
def test_shares_are_whole_and_in_proportion(total: int, own: list[int]) -> None:
    shares = shared_out(total, own)
    assert sum(shares) == total
    for share, width in zip(shares, own, strict=True):
        assert abs(share - total * width / sum(own)) <= 1


def test_the_column_of_a_long_text_gets_the_room() -> None:
    table = Table(((100, 20, 6_000),), {})
    first, second, third = search([157, 157, 156], {}, table, [])
    assert third > 300
    assert first < third
    assert second < first + 60
    assert [right - left for left, right in pairwise([0, first, first + second])] == [first, second]


class Counting(Table):
    """A line in a cell beside a higher one counts a quarter, as on the paper."""

    def at(self, widths: Sequence[int]) -> float:
        lines = sum(
            -(-text // max(1, width))
            for row in self.rows
            for text, width in zip(row, widths, strict=True)
        )
        return super().at(widths) + LINE / 4 * lines


def test_hardly_any_other_widths_are_better() -> None:
    lot, total, found, best = random.Random(5), 110, 0.0, 0.0  # noqa: S311
    for _ in range(25):
        count = lot.randint(1, 12)
        texts = [
            [lot.choice((0, lot.randint(0, 40), lot.randint(0, 150))) for _ in range(3)]
            for _ in range(count)
        ]
        table = Counting(tuple(map(tuple, texts)), {})
        own = shared_out(total, [lot.randint(10, 100) for _ in range(3)])
        cost = table.at(search(own, {}, table, []))
        least = min(
            table.at((a, b, total - a - b))
            for a in range(LEAST, total - 2 * LEAST + 1)
            for b in range(LEAST, total - LEAST - a + 1)
        )
        assert cost <= 1.05 * least
        found, best = found + cost, best + least
    assert found <= 1.002 * best
