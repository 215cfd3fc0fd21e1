"""A range that was reached counts as its two ends do, where they agree."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from core.values.attainment import attain
from core.values.direction import Context
from core.values.outcome import Outcome

FIGURES = st.integers(1, 150)
TARGETS = st.sampled_from(["≥90%", "≤90%", "90%", ">90%", "<90%", "=90%", "80%-95%", "90±5%"])
NAMES = st.sampled_from(["课堂参与率", "用水定额占比", "设备故障率", "满意度"])


def reached(target: str, actual: str, name: str) -> Outcome:
    return attain(target, actual, Context(name=name, year=2021))


@given(target=TARGETS, name=NAMES, low=FIGURES, width=FIGURES)
def test_a_range_is_met_or_missed_only_with_both_its_ends(
    target: str, name: str, low: int, width: int
) -> None:
    found = reached(target, f"{low}%-{low + width}%", name)
    ends = {reached(target, f"{end}%", name).met for end in (low, low + width)}
    assert found.met is (ends.pop() if len(ends) == 1 else None)
    assert found.ratio == (1 if found.met else None)
    assert found.why


@given(low=FIGURES, width=FIGURES)
def test_a_range_exceeds_its_target_no_more_than_its_lower_end(low: int, width: int) -> None:
    found = reached("≥1人", f"{low}-{low + width}人", "培训人数")
    assert found.over == reached("≥1人", f"{low}人", "培训人数").over
