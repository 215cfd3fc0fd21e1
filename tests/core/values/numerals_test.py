"""Chinese numerals: what is written by their rules is read, what is not is no number."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.values.numerals import value
from core.values.parser import parse

DIGITS = "零一二三四五六七八九"


def written(number: int) -> str:
    """A number below ten thousand as it is written: 1005 is 一千零五, 12 is 一十二."""
    found, skipped = "", False
    for power, name in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit = number // power % 10
        if digit:
            found += ("零" if skipped and found else "") + DIGITS[digit] + name
        skipped = not digit
    return found


@given(st.integers(1, 9_999), st.integers(1, 9_999))
def test_what_is_written_by_the_rules_is_read(low: int, high: int) -> None:
    assert value(written(low)) == low
    between = "零" if low < 1000 else ""
    assert value(f"{written(high)}万{between}{written(low)}") == high * 10_000 + low


@given(st.sampled_from("十百千拾佰仟"), st.sampled_from("一二三四五六七八九"))
def test_powers_only_fall(power: str, digit: str) -> None:
    assert value(power + power) is None
    assert value(f"{digit}{power}{digit}{power}") is None
    assert value(f"一十{digit}千") is None


@pytest.mark.parametrize("numeral", ["一二", "一百五", "三万五", "百千", "九千八"])
def test_what_ends_short_or_only_counts_digits_is_no_number(numeral: str) -> None:
    assert value(numeral) is None


@pytest.mark.parametrize("verbs", ["", "已", "完成", "共召开", "全年累计开展"])
def test_a_count_in_numerals_is_read_as_the_same_in_digits(verbs: str) -> None:
    assert parse(f"{verbs}三次") == parse(f"{verbs}3次")
    assert parse(f"{verbs}二十五人") == parse(f"{verbs}25人")
