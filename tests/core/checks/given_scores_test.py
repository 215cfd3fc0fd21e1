"""A given score beside the rule: the nearest figure with fewer decimals is no other score."""

from __future__ import annotations

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from core.assessment import assess
from core.model import selfeval
from core.model.number import EXACT, rounded
from core.scoring.profile_file import load_profile


def codes_of(actual: str, points: str, score: str) -> set[str]:
    row = {"level1": "产出指标", "level2": "质量指标", "level3": "疫苗接种率", "target": "100%"}
    row |= {"actual": actual, "points": points, "score": score, "deviation": "外出人员未接种"}
    form = selfeval.from_dict({"format": "selfeval/1", "year": 2021, "indicators": [row]})
    problems = assess(form, load_profile()).problems
    return {one.code for one in problems if one.place.startswith("indicators/0")}


@given(
    actual=st.decimals(0, 100, places=2).filter(lambda value: value < 100),
    points=st.decimals("0.5", 40, places=1),
    digits=st.integers(0, 2),
)
def test_the_exact_score_with_fewer_decimals_is_the_suggested_one(
    actual: Decimal, points: Decimal, digits: int
) -> None:
    exact = EXACT.divide(EXACT.multiply(actual, points), Decimal(100))
    written = rounded(exact, digits)
    codes = codes_of(f"{actual}%", f"{points}", f"{written}")
    if written == points:
        assert "missed-but-full" in codes
    else:
        assert "score-differs" not in codes


def test_another_score_differs() -> None:
    assert "score-differs" not in codes_of("97.30%", "2", "1.9")
    assert "score-differs" in codes_of("97.30%", "2", "1.8")
    assert "score-differs" in codes_of("97.30%", "2", "1.94")
