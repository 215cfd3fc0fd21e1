"""Fractions compare as the numbers that they are, ratios only by what stands to one."""

from __future__ import annotations

from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from core.values.attainment import attain
from core.values.direction import Context
from core.values.parser import parse

NUMERALS = "零一二三四五六七八九十"
FRACTIONS = st.integers(2, 10).flatmap(
    lambda whole: st.tuples(st.integers(1, whole - 1), st.just(whole))
)


def spelled(one: int, of: int, *, in_words: bool) -> str:
    return f"{NUMERALS[of]}分之{NUMERALS[one]}" if in_words else f"{one}/{of}"


@given(asked=FRACTIONS, done=FRACTIONS, words=st.tuples(st.booleans(), st.booleans()))
def test_a_fraction_is_met_as_the_number_is(
    asked: tuple[int, int], done: tuple[int, int], words: tuple[bool, bool]
) -> None:
    target, actual = spelled(*asked, in_words=words[0]), spelled(*done, in_words=words[1])
    found = attain(f"≥{target}", actual, Context(name="参会率"))
    assert found.met is (Fraction(*done) >= Fraction(*asked)), found.why
    assert not found.unit_doubt
    assert not found.kind_doubt
    assert "⁄" not in found.why


@given(asked=FRACTIONS, done=st.integers(1, 100))
def test_a_fraction_is_so_many_percent(asked: tuple[int, int], done: int) -> None:
    found = attain("≥{}/{}".format(*asked), f"{done}%", Context(name="参会率"))
    assert found.met is (Fraction(done, 100) >= Fraction(*asked)), found.why


@given(asked=st.integers(1, 90), done=st.integers(1, 90))
def test_a_ratio_is_decided_only_by_what_stands_to_one(asked: int, done: int) -> None:
    context = Context(name="生师比")
    assert attain(f"≤{asked}:1", f"{done}:1", context).met is (done <= asked)
    turned = attain(f"≥1:{asked}", f"1:{done}", context).met
    assert turned is (True if done == asked or asked == 1 == done else None)


@given(st.integers(1, 99), st.integers(1, 99))
def test_two_figures_with_a_stroke_or_colon_are_seldom_one(one: int, other: int) -> None:
    proper = one < other <= 20
    assert ("quantity" in repr(parse(f"{one}/{other}"))) is proper
    assert ("quantity" in repr(parse(f"{one}:{other}"))) is (1 in {one, other})
