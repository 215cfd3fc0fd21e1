from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from core.years.line_order import DASH, ordered

AMOUNTS = st.decimals(min_value=0, max_value=10**12, places=2).map(lambda one: f"{one:,.2f}")
CELLS = st.one_of(st.just(DASH), AMOUNTS, st.sampled_from(["优", "良", "NaN", "100.00%", "9.5%"]))


@given(cells=st.lists(CELLS, max_size=12), descending=st.booleans())
def test_every_line_is_there_once_and_the_sums_stay_last(
    cells: list[str], descending: bool
) -> None:
    lines = [[str(at), cell] for at, cell in enumerate([*cells, "合计"])]
    places = ordered(lines, 1, descending=descending)
    assert sorted(places) == list(range(len(lines)))
    assert places[-1] == len(cells)


@given(figures=st.lists(st.decimals(min_value=0, max_value=10**9, places=2), min_size=1))
def test_figures_go_by_their_size_not_by_their_digits(figures: list[Decimal]) -> None:
    lines = [[f"{figure:,.2f}"] for figure in figures]
    found = [figures[at] for at in ordered([*lines, ["1"]], 0, descending=False)[:-1]]
    assert found == sorted(figures)
    down = [figures[at] for at in ordered([*lines, ["1"]], 0, descending=True)[:-1]]
    assert down == sorted(figures, reverse=True)


def test_lines_without_a_figure_and_no_lines_at_all() -> None:
    lines = [["9.5%"], [DASH], ["100.00%"], ["平均"]]
    assert ordered(lines, 0, descending=False) == [1, 0, 2, 3]
    assert ordered([], 0, descending=True) == []
