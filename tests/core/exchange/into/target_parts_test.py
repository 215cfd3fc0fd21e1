"""A target in three columns: nothing is lost, and a unit is a unit."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.exchange.into.target_parts import split_target

ALL = {"sign", "value", "unit"}


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (">=500人", ("≥", "500", "人")),
        ("≥1,000万元", ("≥", "1,000", "万元")),
        ("3次/年", ("", "3", "次/年")),
        ("6个月", ("", "6", "个月")),
        ("3年", ("", "3", "年")),
        ("12月底前", ("", "12月底前", "")),
        ("2023年", ("", "2023年", "")),
        ("2023年底", ("", "2023年底", "")),
        ("24小时内", ("", "24小时内", "")),
        ("≤30天内", ("≤", "30天内", "")),
        ("500人以上", ("", "500人以上", "")),
        ("90%左右", ("", "90%左右", "")),
        ("±10%", ("", "±10%", "")),
        ("定性：有所提升", ("定性", "有所提升", "")),
        ("定性 显著", ("定性", "显著", "")),
        ("定性", ("", "定性", "")),
        ("有所提升", ("", "有所提升", "")),
    ],
)
def test_a_target_goes_into_the_columns_it_has_parts_for(
    text: str, wanted: tuple[str, str, str]
) -> None:
    found = split_target(text, ALL)
    assert (found["sign"], found["value"], found["unit"]) == wanted


@given(
    st.text("≥≤><=＝定性0123456789,.%％人次个月年底前内以上/ 万元", max_size=14),
    st.sets(st.sampled_from(sorted(ALL))).map(lambda roles: roles | {"value"}),
)
def test_nothing_of_a_target_is_left_out(text: str, roles: set[str]) -> None:
    found = split_target(text, roles)
    assert set(found) == roles
    joined = found.get("sign", "") + found["value"] + found.get("unit", "")
    assert _kept(joined) == _kept(text)


def _kept(text: str) -> str:
    return "".join(char for char in text if char.isalnum() or char in "%％/")
