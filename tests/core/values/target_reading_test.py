"""How a target was read is said in words, with what was assumed and how sure it is."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.values.direction import Context
from core.values.target_reading import Confidence, read_target
from core.values.telling import Place

COST = Context(place=Place.COST)
NUMBER = Context(place=Place.NUMBER)


@pytest.mark.parametrize(
    ("target", "context", "words", "confidence"),
    [
        ("≥95%", Context(), "≥ 95%（正向）", Confidence.STATED),
        ("不超过5人", Context(), "≤ 5人（反向）", Confidence.STATED),
        ("6000平方米", NUMBER, "≥ 6000平方米（正向）", Confidence.ASSUMED),
        ("20万元", COST, "≤ 20万元（反向）", Confidence.ASSUMED),
        ("2次", Context(name="安全事故"), "≤ 2次（反向）", Confidence.ASSUMED),
        ("100%覆盖", NUMBER, "≥ 100%（正向）", Confidence.TAKEN),
        ("≥10次", Context(direction="反向"), "≤ 10次（反向）", Confidence.CORRECTED),
        ("=100%", Context(judged=True), "定性，三档评判", Confidence.CORRECTED),
        ("90%-95%", Context(), "区间 90～95%，含两端", Confidence.STATED),
        ("2021年12月底前", Context(), "时限，不晚于 2021年12月底", Confidence.STATED),
        ("2021年6月30日", Context(), "时限，不晚于 2021年6月30日", Confidence.STATED),
        ("有效", Context(), "定性", Confidence.STATED),
        ("", Context(), "没有指标值", Confidence.STATED),
    ],
)
def test_a_reading_in_words(
    target: str, context: Context, words: str, confidence: Confidence
) -> None:
    found = read_target(target, context)
    assert (found.words, found.confidence) == (words, confidence)
    assert bool(found.assumed) == (confidence is Confidence.ASSUMED) or found.assumed


@given(st.text(max_size=30), st.sampled_from(Place), st.sampled_from(["", "正向", "反向", "别的"]))
def test_every_text_is_read_in_words(target: str, place: Place, direction: str) -> None:
    assert read_target(target, Context(place=place, direction=direction)).words
