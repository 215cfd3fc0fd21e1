"""均分分值: even to the hundredth, and never a hundredth more or less than there was."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.filling.sharing import evenly, share
from core.model.edits import apply
from core.model.evaluation import Category, Evaluation, Group, Indicator
from core.sample import sample


@pytest.mark.parametrize(
    ("total", "count", "expected"),
    [
        ("10", 4, "2.5 2.5 2.5 2.5"),
        ("10", 3, "3.4 3.3 3.3"),
        ("50", 40, " ".join(["1.25"] * 40)),
        ("0.05", 2, "0.03 0.02"),
        ("20", 6, "3.4 3.4 3.3 3.3 3.3 3.3"),
    ],
)
def test_points_are_shared_in_figures_for_people(total: str, count: int, expected: str) -> None:
    parts = [f"{part.normalize():f}" for part in evenly(Decimal(total), count)]
    assert " ".join(parts) == expected


@given(st.decimals(0, 1000, places=4), st.integers(1, 60))
def test_nothing_is_lost_in_sharing(total: Decimal, count: int) -> None:
    parts = evenly(total, count)
    assert sum(parts) == total
    assert max(parts) - min(parts) <= Decimal("0.2")


def test_one_row_stands_for_its_group() -> None:
    group = Group(
        id=1,
        indicators=(
            Indicator(id=2, points="9"),
            Indicator(id=3, points="没有"),
            Indicator(id=4),
        ),
    )
    form = Evaluation(categories=(Category(id=5, groups=(group,)),))
    edit = share(form, [4])
    assert edit is not None
    assert [row.points for row in apply(form, edit).indicators] == ["3", "3", "3"]
    edit = share(form, [2, 3])
    assert edit is not None
    assert [row.points for row in apply(form, edit).indicators] == ["4.5", "4.5", ""]


def test_where_there_is_nothing_to_share() -> None:
    assert share(sample(), []) is None
    form = Evaluation(
        categories=(Category(id=1, groups=(Group(id=2, indicators=(Indicator(id=3),)),)),)
    )
    assert share(form, [3]) is None
