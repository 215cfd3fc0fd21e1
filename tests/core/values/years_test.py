"""年度 is kept as it was written; what it probably means is offered, and never taken."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.values.years import is_doubtful_year, meant_year, read_year


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("2O21", 2021),
        ("2o21年度", 2021),
        ("二〇二一", 2021),
        ("二○二一年", 2021),
        ("二零二一年度", 2021),
        (21, 2021),
        ("21", 2021),
        ("22年", 2022),
        ("202l", 2021),
        ("2 O 2 1", 2021),
        ("O1", 2001),
        (202, None),
        (20211, None),
        (3021, None),
        ("去年", None),
        ("一", None),
    ],
)
def test_what_a_doubtful_year_means(written: int | str, meant: int | None) -> None:
    assert is_doubtful_year(written)
    assert meant_year(written) == meant


@pytest.mark.parametrize("written", [2021, "2021", "２０２１年度", "2020-2021年", "", "  "])
def test_a_plain_year_and_a_blank_are_no_doubt(written: int | str) -> None:
    assert not is_doubtful_year(written)
    assert meant_year(written) is None


@given(st.integers(1900, 2099), st.sampled_from(["", "年", "年度"]))
def test_every_year_of_our_time_is_read(year: int, unit: str) -> None:
    assert read_year(f"{year}{unit}") == read_year(year) == year
    written = "".join("〇一二三四五六七八九"[int(figure)] for figure in str(year))
    assert meant_year(f"{written}{unit}") == year


@given(st.text() | st.integers())
def test_no_text_fails(written: int | str) -> None:
    meant = meant_year(written)
    assert meant is None or (is_doubtful_year(written) and read_year(meant) == meant)


def test_the_year_is_read_also_where_it_is_text() -> None:
    for year, read in (
        ("2022", 2022),
        ("2022 年度", 2022),
        ("２０２２年", 2022),
        ("二〇二二", None),
    ):
        assert read_year(year) == read
